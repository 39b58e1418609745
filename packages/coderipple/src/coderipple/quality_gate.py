"""Publishes only what is true: every reference of a section must hold at the commit that it documents.

Comes in: text, a `Vocabulary`. Goes out: a `Verdict`, or facts without the sentences that are not true.

The score is 50 for a text that names nothing, rises to 100 with the share of references that hold, and falls to 0
with the share of those that do not: 50 + 50 · (true - untrue) / all. Grounded text ranks above idle text, and idle
text above false text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coderipple.facts import Facts, Module, Option, Symbol
from coderipple.markup import prose
from coderipple.references import Reference, Vocabulary, code_references


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a text may be published.

    Attributes:
        score: 0 to 100.
        untrue: The references that do not hold.
        minimum: The score that was asked for.
    """

    score: float
    untrue: tuple[Reference, ...]
    minimum: float

    @property
    def published(self) -> bool:
        """Whether nothing is untrue and the score suffices."""
        return not self.untrue and self.score >= self.minimum

    @property
    def reason(self) -> str:
        """Why the text is refused, in words; an empty string where it is not."""
        if self.untrue:
            first = self.untrue[0]
            return f"{first.kind.value} {first.text!r} does not exist in the code at this commit"
        return "" if self.published else f"scores {self.score:.0f}, less than the {self.minimum:.0f} asked for"


def judge(markdown: str, vocabulary: Vocabulary, *, document: str, minimum: float) -> Verdict:
    """Judges a text.

    Args:
        markdown: The text.
        vocabulary: What it may name.
        document: Path in the repository where it would stand.
        minimum: The least score, 0 to 100.
    """
    references = code_references(markdown)
    untrue = tuple(each for each in references if not vocabulary.holds(each, document=document))
    balance = (len(references) - 2 * len(untrue)) / len(references) if references else 0.0
    return Verdict(score=50 + 50 * balance, untrue=untrue, minimum=minimum)


def strike_untrue(facts: Facts, vocabulary: Vocabulary) -> Facts:
    """Returns the facts without the docstring sentences that name what the code does not have.

    A docstring is a person's text and may be out of date; what it says is published only as far as it holds. Each
    sentence that is struck becomes a warning.
    """
    struck: list[str] = []

    def checked(summary: str, owner: str, path: str) -> str:
        untrue = judge(prose(summary), vocabulary, document=path, minimum=0).untrue
        if untrue:
            struck.append(f"{path}: the description of {owner} names {untrue[0].text!r}, which the code lacks")
        return "" if untrue else summary

    def symbols(module: Module) -> Iterable[Symbol]:
        for each in module.symbols:
            yield replace(each, summary=checked(each.summary, each.name, each.evidence.path))

    def option(each: Option) -> Option:
        return replace(each, summary=checked(each.summary, "/".join(each.flags), each.evidence.path))

    modules = tuple(
        replace(each, summary=checked(each.summary, each.name, each.path), symbols=tuple(symbols(each)))
        for each in facts.modules
    )
    options = tuple(option(each) for each in facts.options)
    return replace(facts, modules=modules, options=options, warnings=(*facts.warnings, *dict.fromkeys(struck)))
