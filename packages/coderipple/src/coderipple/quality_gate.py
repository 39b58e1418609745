"""Publishes only what is true: every reference of a section must hold at the commit that it documents.

Comes in: text, a `Vocabulary`. Goes out: a `Verdict`.

The score is 50 for a text that names nothing, rises to 100 with the share of references that hold, and falls to 0
with the share of those that do not: 50 + 50 · (true - untrue) / all. Links, samples and diagrams are references like
any other. What a true text gains above 50 shrinks to half at most where it repeats other pages, so that grounded text
always ranks above idle text, and idle text above false text.

An address of the web and HTML are refused, but say nothing of the code: the score leaves them out.
"""

from collections.abc import Collection
from dataclasses import dataclass

from coderipple.quality import stale, strike_untrue
from coderipple.quality.duplication import sentences
from coderipple.references import Reference, ReferenceKind, Vocabulary, anchors, code_references

__all__ = ["Verdict", "judge", "strike_untrue"]

_REPEATED = 0.5  # what full duplication takes from the gain above 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a text may be published.

    Attributes:
        score: 0 to 100.
        untrue: The references that do not hold.
        minimum: The score that was asked for.
        stale: Those of the untrue references that held at the earlier commit.
        repeated: The sentences that stand in other pages too.
    """

    score: float
    untrue: tuple[Reference, ...]
    minimum: float
    stale: tuple[Reference, ...] = ()
    repeated: tuple[str, ...] = ()

    @property
    def published(self) -> bool:
        """Whether nothing is untrue and the score suffices."""
        return not self.untrue and self.score >= self.minimum

    @property
    def is_too_large(self) -> bool:
        """Whether the text is longer than what is judged."""
        return any(each.kind is ReferenceKind.SIZE for each in self.untrue)

    @property
    def reason(self) -> str:
        """Why the text is refused, in words; an empty string where it is not."""
        if self.published:
            return ""
        if self.stale:
            return f"names {self.stale[0].text!r}, which is gone"
        if self.untrue:
            return _untruth(self.untrue[0])
        repeats = f"; repeats {self.repeated[0]!r}" if self.repeated else ""
        return f"scores {self.score:.0f}, less than the {self.minimum:.0f} asked for{repeats}"


def judge(
    markdown: str,
    vocabulary: Vocabulary,
    *,
    document: str,
    minimum: float,
    earlier: Vocabulary | None = None,
    repeated: Collection[str] = (),
) -> Verdict:
    """Judges a text.

    Args:
        markdown: The text.
        vocabulary: What it may name.
        document: Path in the repository where it would stand.
        minimum: The least score, 0 to 100.
        earlier: What could be named at an earlier commit, to tell what is gone from what never was.
        repeated: Sentences that stand in other pages too, see `quality.duplicates`.
    """
    references = code_references(markdown)
    untrue = tuple(each for each in references if not _holds(each, markdown, vocabulary, document))
    own = list(sentences(markdown))
    again = tuple(each for each in own if each in repeated)
    quality = 1 - _REPEATED * len(again) / max(len(own), 1)
    balance = _balance(references, untrue)
    return Verdict(
        score=50 + 50 * (balance * quality if balance > 0 else balance),
        untrue=untrue,
        minimum=minimum,
        stale=stale(markdown, earlier, vocabulary, document=document) if untrue and earlier else (),
        repeated=again,
    )


def _holds(reference: Reference, markdown: str, vocabulary: Vocabulary, document: str) -> bool:
    """Tells whether a reference is true; a link may also lead to a heading of the very text."""
    is_own = reference.kind is ReferenceKind.LINK and reference.text.startswith("#")
    return (is_own and reference.text[1:] in anchors(markdown)) or vocabulary.holds(reference, document=document)


def _balance(references: Collection[Reference], untrue: Collection[Reference]) -> float:
    """Returns the share of true references of the code less the share of untrue ones."""
    claims = sum(map(_is_claim, references))
    return (claims - 2 * sum(map(_is_claim, untrue))) / claims if claims else 0.0


def _is_claim(reference: Reference) -> bool:
    is_address = reference.kind is ReferenceKind.LINK and ":" in reference.text.split("/", 1)[0]
    is_bare = reference.kind is ReferenceKind.LINK and reference.text.lower().startswith("www.")
    return not (is_address or is_bare or reference.kind in {ReferenceKind.HTML, ReferenceKind.HIDDEN})


def _untruth(reference: Reference) -> str:
    match reference.kind:
        case ReferenceKind.HIDDEN:
            return f"holds the character {reference.text!r}, which nobody sees"
        case ReferenceKind.SIZE:
            return f"has {reference.text}"
        case _:
            return f"{reference.kind.value} {reference.text!r} does not exist in the code at this commit"
