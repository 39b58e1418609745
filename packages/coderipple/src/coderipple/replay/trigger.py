"""How well the decisions foretell what people do: that they change documents in the same commit as the code.

Comes in: the changed paths of a push and its decisions. Goes out: whether a person documented it, whether we would
have, and how often the two agree. The labels are noisy, since many write documentation later: they compare rules.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coderipple.values import Decision

_ENDINGS = (".md", ".rst")
_DOCUMENT_FOLDERS = {"docs", "doc"}
_TEST_FOLDERS = {"tests", "test", "testing"}
_CHANGELOG = re.compile(r"(change|history|news|release|whats_?new|upgrading)", re.IGNORECASE)
_REFERENCE = "interfaces"
_RECORDS = "decisions"


def is_document(path: str) -> bool:
    """Tells whether people document in a file: a README, anything in `docs`, Markdown and reStructuredText."""
    *folders, name = path.split("/")
    if _TEST_FOLDERS.intersection(folders):
        return False
    return (
        bool(folders and folders[0] in _DOCUMENT_FOLDERS)
        or name.upper().startswith("README")
        or name.endswith(_ENDINGS)
    )


def is_changelog(path: str) -> bool:
    """Tells whether a document lists what was released, which is kept apart: some write it in every commit."""
    return bool(_CHANGELOG.match(path.rsplit("/", 1)[-1])) or path.startswith(("changes/", "newsfragments/"))


def documented_by_people(paths: Iterable[str], *, with_changelogs: bool) -> bool:
    """Tells whether a person changed documents in a commit."""
    return any(is_document(each) and (with_changelogs or not is_changelog(each)) for each in paths)


def documented_by_us(decisions: Iterable[Decision]) -> bool:
    """Tells whether a role would write outside the reference, which follows the code anyway, and the records."""
    return any(each.invoked and each.section_id.split("/", 1)[0] not in {_REFERENCE, _RECORDS} for each in decisions)


@dataclass(frozen=True, kw_only=True, slots=True)
class TriggerScore:
    """How a prediction agrees with labels; shares are None where they would divide by nothing.

    Attributes:
        commits: Commits that were judged.
        base_rate: Share of them that people documented.
        fires: Share of them for which the prediction is yes.
        precision: Of the yes, the share that people documented.
        recall: Of what people documented, the share with a yes.
        f1: Harmonic mean of the two.
        specificity: Of what people did not document, the share with a no.
    """

    commits: int
    base_rate: float | None
    fires: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    specificity: float | None


def score_trigger(pairs: Iterable[tuple[bool, bool]]) -> TriggerScore:
    """Scores predictions.

    Args:
        pairs: Prediction and label of each commit that changes source code.
    """
    judged = list(pairs)
    both = sum(predicted and label for predicted, label in judged)
    yes = sum(predicted for predicted, _ in judged)
    labels = sum(label for _, label in judged)
    neither = sum(not predicted and not label for predicted, label in judged)
    return TriggerScore(
        commits=len(judged),
        base_rate=_share(labels, len(judged)),
        fires=_share(yes, len(judged)),
        precision=_share(both, yes),
        recall=_share(both, labels),
        f1=_share(2 * both, yes + labels),
        specificity=_share(neither, len(judged) - labels),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
