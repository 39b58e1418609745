"""Reasons that commits state, word for word, and none that they do not."""

import pytest
from coderipple.analysis.reasons import stated_history
from coderipple.values import Commit, History


def history(*messages: str, paths: tuple[str, ...] = ("m.py",)) -> History:
    """Returns what messages state, of commits that are numbered from 1."""
    commits = [Commit(commit_id=str(number), message=each) for number, each in enumerate(messages, start=1)]
    return stated_history(commits, lambda _: paths)


def said(found: History) -> list[tuple[str, str, str]]:
    """Returns what commits say of earlier decisions."""
    return [(each.commit_id, each.status, each.old) for each in found.overrulings]


def quote(message: str) -> str | None:
    """Returns what is quoted of a message."""
    found = history(message).reasons
    return found[0].quote if found else None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Count days because tides differ", "Count days because tides differ"),
        ("Count\n\nIt is fast. We do so because tides differ! Good.", "We do so because tides differ!"),
        ("Count\n\nWrapped so\nthat lines stay short.", "Wrapped so that lines stay short."),
        ("Count\n\nIn order to sail we count. Stop.", "In order to sail we count."),
        ("Count\n\nWhy: the moon. It pulls.", "Why: the moon. It pulls."),
        ("Count\n\nRATIONALE : none better", "RATIONALE : none better"),
        ("Count\r\n\r\nWe do because of Windows.\r\n", "We do because of Windows."),
        ("Count\n\nWe do because v1.2 is old.", "We do because v1.2 is old."),
        ("Count\n\nBecause it is so.\nSigned-off-by: Because <b@example.com>", "Because it is so."),
        ("Count\n\nBecause.", None),
        ("Count\n\nTides differ. This is because of the moon. End.", "Tides differ. This is because of the moon."),
        ("Count\n\nTests failed because tides differ.", None),
        ("Count\n\nThis is problematic because tides differ a lot.", None),
        ("Count\n\nWe do because:", None),
        ("Count\n\nFloats don't work here, because tides differ.", None),
        ("Count\n\nTides were silently dropped because both used one table.", None),
        ("Count\n\nThis breaks a comparison of texts, because the latter will be a mock.", None),
        ("Count\n\nThe unit test runs at night, because tides are high.", None),
        ("Count\n\nBehavior does not change, because the value was only used as a truth.", None),
        ("Count\n\nMend the job so that it now executes correctly.", None),
        ("Release 0.7.0\n\n- Sort commands so that they fall into a logical order.", None),
        ("v1.2.3rc1\n\nSorted so that commands fall into order.", None),
        ("3.12 counts because we ask", "3.12 counts because we ask"),
        ("Release the lock\n\nWe do so that others can sail.", "We do so that others can sail."),
        ("Count\n\nWhen\n\n- tides\n- moons\n\nare passed, they are kept so that others see them.", None),
        ("Count\n\nWhen\n\n    tides()\n\nis called, it is kept so that others see it.", None),
        ("Count\n\nTides (e.g. Spring tide) count because we ask.", "Tides (e.g. Spring tide) count because we ask."),
        ("Count\n\nTides, moons etc. count because we ask.", "Tides, moons etc. count because we ask."),
        (
            "Count\n\n- first, because of tides\n- second, because of moons",
            "first, because of tides second, because of moons",
        ),
        ("Count\n\n> quoted because somebody said so", None),
        ("Merge pull request #1 from a/b\n\nCount days\n\nWe do because tides differ.", "We do because tides differ."),
        ("Merge pull request #1 from a/b", None),
        ("Count\n\n    because = code\n\nNo more.", None),
        ("Count days", None),
        ("Count\n\nCo-authored-by: Because <b@example.com>", None),
        ("Merge branch because", None),
        ("build(deps): bump x because y is old", None),
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
    assert bool(history("Because it must be.", paths=tuple(paths)).reasons) is counts


def test_a_record_knows_what_it_affects() -> None:
    """The paths of the commit, tests and documents left out, sorted; the subject is that of the pull request."""
    message = "Merge pull request #1 from a/b\n\nCount days\n\nWe do because tides differ."
    (found,) = history(message, paths=("z.py", "tests/t.py", "README.md", "a.py")).reasons
    assert (found.subject, found.affected) == ("Count days", ("a.py", "z.py"))


def test_a_revert_names_what_it_reverts() -> None:
    """With a reason of its own it is a decision, without one it only changes what became of the other."""
    revert = 'Revert "Count"\n\nThis reverts commit ' + "a" * 40 + "."
    found = history(revert, f"{revert}\n\nNobody counts because nobody asks.", "This reverts commit " + "a" * 40)
    assert said(found) == [("1", "reverted", "a" * 40), ("2", "reverted", "a" * 40)]
    assert found.reverted == (("a" * 40, "1"), ("a" * 40, "2"))
    assert [each.commit.commit_id for each in found.reasons] == ["2"]


def test_a_decision_says_what_it_supersedes() -> None:
    """A commit or the number of a record; what states no reason is no decision."""
    message = "Supersedes abcdef1 and supersedes decision 0003."
    assert said(history(f"Count\n\nWe do because tides differ. {message}", f"Count\n\n{message}")) == [
        ("1", "superseded", "abcdef1"),
        ("1", "superseded", "0003"),
    ]


def test_what_is_said_of_decisions_keeps_its_order() -> None:
    """Who speaks later has the last word, with a reason or without."""
    revert = 'Revert "Count"\n\nThis reverts commit abcdef1.'
    supersede = "Because the moons differ. Supersedes abcdef1."
    found = history(supersede, revert, supersede)
    assert [status for _, status, _ in said(found)] == ["superseded", "reverted", "superseded"]


@pytest.mark.parametrize(
    "text", ["a-" * 500_000, "because " * 200_000, "fail " * 200_000 + "because", "- \n" * 300_000]
)
def test_hostile_text_takes_no_quadratic_time(text: str) -> None:
    """A long run of what begins a pattern ends; what is far down a huge message is not read."""
    assert history(f"Subject\n\nWe count because tides differ.\n\n{text}").reasons
