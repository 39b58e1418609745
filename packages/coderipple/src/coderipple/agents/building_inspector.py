"""Building Inspector, the middle layer: what the code is now.

Comes in: decisions about modules, the facts at the head. Goes out: one section a module of `system/interfaces.md`.
"""

from collections.abc import Iterable, Iterator

from coderipple.facts import Facts, Module, SymbolKind
from coderipple.markup import code_span, file_link, prose
from coderipple.values import Decision, Section, Statement

DOCUMENT = "system/interfaces.md"

_LABELS = {SymbolKind.CLASS: "class ", SymbolKind.PROPERTY: "property "}


def draft(decisions: Iterable[Decision], facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections; a module that is gone gets one without statements.

    Args:
        decisions: What to write.
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    modules = {each.name: each for each in facts.modules}
    for decision in decisions:
        module = modules.get(decision.subject)
        yield Section(
            role=decision.role,
            section_id=decision.section_id,
            document=DOCUMENT,
            title="Interfaces",
            heading=f"## {code_span(decision.subject)}",
            statements=tuple(_statements(module, f"{output_dir}/{DOCUMENT}")) if module else (),
            reason=decision.reason,
        )


def _statements(module: Module, document: str) -> Iterator[Statement]:
    summary = f" {prose(module.summary)}" if module.summary else ""
    yield Statement(text=f"{file_link(module.path, document=document)}{summary}\n")
    for symbol in module.symbols:
        indent = "  " * symbol.name.count(".")
        label = f"{_LABELS.get(symbol.kind, '')}{code_span(symbol.signature)}"
        origin = symbol.evidence.path
        elsewhere = f" (in {file_link(origin, document=document)})" if origin != module.path and not indent else ""
        summary = f": {prose(symbol.summary)}" if symbol.summary else ""
        yield Statement(text=f"{indent}- {label}{elsewhere}{summary}", evidence=(symbol.evidence,))
