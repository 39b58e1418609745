"""Takes out of the facts what people's descriptions and examples say and the code does not have.

Comes in: facts, what may be named. Goes out: facts whose summaries and examples hold, with a warning for each that is
struck.
"""

from collections.abc import Iterable
from dataclasses import replace
from operator import is_
from typing import Protocol, Self

from coderipple.facts import Evidence, Facts, Module, UsageExample
from coderipple.markup import prose, visible
from coderipple.references import Reference, ReferenceKind, Vocabulary, code_references, is_plain


class _Described(Protocol):
    """A fact with a description and a place."""

    @property
    def summary(self) -> str: ...
    @property
    def evidence(self) -> Evidence: ...
    def __replace__(self, /, *, summary: str, evidence: Evidence) -> Self: ...


class _Strike:
    """Strikes summaries, and remembers why."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.warnings: dict[str, None] = {}

    def summary(self, summary: str, owner: str, path: str) -> str:
        """Returns a summary, or nothing where it names what the code lacks."""
        for reference in () if not summary or is_plain(summary) else code_references(prose(summary)):
            if not self._vocabulary.holds(reference, document=path):
                self.warnings[f"{path}: the description of {owner} names {reference.text!r}, which the code lacks"] = (
                    None
                )
                return ""
        return summary

    def described[T: _Described](self, each: T, owner: str) -> T:
        """Returns a fact with its summary as far as it holds; what is not shown whole is cited without a digest."""
        summary = self.summary(each.summary, owner, each.evidence.path)
        if summary == each.summary:
            return each
        return each.__replace__(summary=summary, evidence=replace(each.evidence, digest=""))

    def holds(self, example: UsageExample) -> bool:
        """Tells whether an example fits the code."""
        place = example.evidence
        sample = Reference(ReferenceKind.BLOCK, visible(example.code), example.language)
        if self._vocabulary.holds(sample, document=place.path):
            return True
        self.warnings[f"{place.path}: the example at line {place.first_line} does not fit the code"] = None
        return False

    def modules(self, modules: Iterable[Module]) -> tuple[Module, ...]:
        """Returns modules with their symbols."""
        return tuple(map(self._module, modules))

    def _module(self, module: Module) -> Module:
        summary = self.summary(module.summary, module.name, module.path)
        symbols = tuple(self.described(each, each.name) for each in module.symbols)
        is_same = summary == module.summary and all(map(is_, symbols, module.symbols))
        return module if is_same else replace(module, summary=summary, symbols=symbols)


def strike_untrue(facts: Facts, vocabulary: Vocabulary) -> Facts:
    """Returns the facts without the descriptions and examples that name what the code does not have.

    A docstring or help text is a person's and may be out of date; what it says is published only as far as it holds.
    So does an example that calls what is there as it is not. Each that is struck becomes a warning. The openings of
    guides are quotations and stay.

    Args:
        facts: What is true of a commit.
        vocabulary: What may be named at that commit.
    """
    strike = _Strike(vocabulary)
    struck = replace(
        facts,
        modules=strike.modules(facts.modules),
        options=tuple(strike.described(each, "/".join(each.flags)) for each in facts.options),
        variables=tuple(strike.described(each, each.name) for each in facts.variables),
        commands=tuple(strike.described(each, each.name) for each in facts.commands),
        routes=tuple(strike.described(each, f"{' '.join(each.methods)} {each.path}") for each in facts.routes),
        errors=tuple(strike.described(each, each.name) for each in facts.errors),
        module_map=tuple(
            replace(each, summary=strike.summary(each.summary, each.name, each.path)) for each in facts.module_map
        ),
        examples=tuple(filter(strike.holds, facts.examples)),
    )
    return replace(struck, warnings=(*facts.warnings, *strike.warnings))
