"""What goes beyond the first use: extras, what can be implemented or plugged in.

Comes in: the facts at the head. Goes out: a section with the extras of the projects, one with the classes that are
made to be derived from, and one with the plug-in groups that the projects register at.
"""

from collections.abc import Iterator
from itertools import groupby

from coderipple.facts import Facts, Module, Symbol, SymbolKind
from coderipple.markup import code_link, code_span, file_link, prose
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject

_ABSTRACT = {"ABC", "Protocol"}


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['advanced']}"
    for name, heading, lines, label, subjects in (
        ("1-extras", "Extras", tuple(_extras(facts)), "the extras", {Subject.REQUIREMENT}),
        (
            "2-extend",
            "Classes to implement",
            tuple(_abstract(facts, document)),
            "what can be implemented",
            {Subject.SYMBOL},
        ),
        ("3-plug-ins", "Plug-ins", tuple(_plug_ins(facts, document)), "the plug-ins", {Subject.ENTRY_POINT}),
    ):
        if lines:
            yield page_section("advanced", name, lines, heading=heading, label=label, subjects=subjects)


def _extras(facts: Facts) -> Iterator[Statement]:
    for project in facts.projects:
        if project.ecosystem == "python":
            for group, required in groupby(project.requirements, key=lambda each: each.group):
                if group in project.extras:
                    names = ", ".join(code_span(each.name) for each in required)
                    text = f"- {code_span(f'{project.name}[{group}]')} adds {names}"
                    yield Statement(text=text, evidence=(project.evidence,))


def _abstract(facts: Facts, document: str) -> Iterator[Statement]:
    for module in facts.modules:
        for symbol in module.symbols:
            if symbol.kind is SymbolKind.CLASS and _ABSTRACT & {_last(each) for each in symbol.bases}:
                yield _to_implement(symbol, module, document)


def _to_implement(symbol: Symbol, module: Module, document: str) -> Statement:
    methods = [
        code_span(each.name.removeprefix(f"{symbol.name}."))
        for each in module.symbols
        if each.name.rpartition(".")[0] == symbol.name
    ]
    summary = f": {prose(symbol.summary)}" if symbol.summary else ""
    listed = f"\n  - {', '.join(methods)}" if methods else ""
    name = code_link(f"{module.name}.{symbol.name}", symbol.evidence.path, document=document)
    return Statement(text=f"- {name}{summary}{listed}", evidence=(symbol.evidence,))


def _plug_ins(facts: Facts, document: str) -> Iterator[Statement]:
    for project in facts.projects:
        for entry in project.entry_points:
            if entry.group not in {"console_scripts", "gui_scripts"} and project.ecosystem == "python":
                where = file_link(project.evidence.path, document=document)
                text = f"- {code_span(entry.name)} in {code_span(entry.group)}: {code_span(entry.target)} ({where})"
                yield Statement(text=text, evidence=(project.evidence,))


def _last(name: str) -> str:
    return name.split("[", 1)[0].rpartition(".")[2]
