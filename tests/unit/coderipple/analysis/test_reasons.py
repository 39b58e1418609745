"""Reasons that commits state, word for word, and none that they do not."""

import pytest
from coderipple.analysis.reasons import stated_reason, stated_reasons
from coderipple.values import Commit


def quote(message: str) -> str | None:
    """Returns what is quoted of a message."""
    found = stated_reason(Commit(commit_id="1", message=message))
    return found.quote if found else None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Count days because tides differ", "Count days because tides differ"),
        ("Count\n\nIt is fast. We do so because tides differ! Good.", "We do so because tides differ!"),
        ("Count\n\nWrapped so\nthat lines stay short.", "Wrapped so that lines stay short."),
        ("Count\n\nIn order to sail. Because of wind.", "In order to sail. Because of wind."),
        ("Count\n\nWhy: the moon. It pulls.", "Why: the moon. It pulls."),
        ("Count\n\nRATIONALE : none better", "RATIONALE : none better"),
        ("Count\r\n\r\nBecause of Windows.\r\n", "Because of Windows."),
        ("Count\n\nBecause v1.2 broke.", "Because v1.2 broke."),
        ("Count\n\nBecause.\nSigned-off-by: Because <b@example.com>", "Because."),
        ("Count\n\n    because = code\n\nNo more.", None),
        ("Count days", None),
        ("Count\n\nCo-authored-by: Because <b@example.com>", None),
        ("Merge branch because", None),
        ('Revert "Count because"', None),
        ("fixup! because", None),
        ("Bump x because y", None),
        ("Becausewards", None),
        ("", None),
    ],
)
def test_a_reason_is_quoted(message: str, expected: str | None) -> None:
    """The sentences that state a reason are quoted whole; a tool's text and trailers are nobody's reason."""
    assert quote(message) == expected


@pytest.mark.parametrize(
    ("paths", "counts"),
    [
        (["a.py"], True),
        (["tests/a.py", "a.toml"], True),
        (["tests/a.py"], False),
        (["README.md", "x.lock"], False),
        ([], False),
    ],
)
def test_a_commit_of_the_code_decides(paths: list[str], counts: bool) -> None:
    """A reason to change tests, documents or locks alone is no decision about the code."""
    commit = Commit(commit_id="1", message="Because.")
    assert bool(stated_reasons([commit], {"1": paths}.__getitem__)) is counts


def test_hostile_text_takes_no_quadratic_time() -> None:
    """A long run that almost is a trailer ends; with a pattern that gives back it would take hours."""
    commit = Commit(commit_id="c", message="Subject\n\n" + "a-" * 500_000 + "\n\nBecause of it.")
    found = stated_reason(commit)
    assert found is not None
    assert found.quote == "Because of it."
