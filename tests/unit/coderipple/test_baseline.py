"""Known findings: what an entry is, what is new beside them, what is stale."""

from pathlib import Path

import pytest
from coderipple.baseline import (
    Baseline,
    Entry,
    entry_of,
    new_findings,
    read_baseline,
    renewed,
    write_baseline,
)
from coderipple.check_flow import CheckReport
from coderipple.errors import BaselineError
from coderipple.values import Finding


def report(*findings: Finding) -> CheckReport:
    """A report of a check."""
    return CheckReport(base="a", head="b", documents=("README.md",), findings=findings)


def finding(line: int, text: str = "f_old", successor: str = "") -> Finding:
    """A finding in the README."""
    return Finding(path="README.md", line=line, text=text, reason=f"`{text}` was a function and is gone{successor}")


def known(*findings: Finding) -> Baseline:
    """What is known after these were written."""
    return renewed(report(*findings), Baseline(), {})[0]


def test_a_line_that_moved_and_a_new_name_bring_nothing_back() -> None:
    """An entry is the document, what it says, and what became of that."""
    found = new_findings(report(finding(9, successor="; `f_new` is new in its place")), known(finding(3)))
    assert found.findings == ()
    assert found.known == 1


def test_one_more_of_the_same_is_new() -> None:
    """The last one is told."""
    assert [each.line for each in new_findings(report(finding(3), finding(7)), known(finding(3))).findings] == [7]


def test_another_text_is_new() -> None:
    """And what is known of others says nothing of it."""
    assert new_findings(report(finding(3, "g_old")), known(finding(3))).known == 0


def test_what_the_documents_say_no_more_is_stale() -> None:
    """What they still say stays, though this check compares with a later commit."""
    baseline, gone = renewed(
        report(finding(1, "h_old")), known(finding(3), finding(4, "g_old")), {"README.md": "g_old"}
    )
    assert gone == (entry_of(finding(3)),)
    assert {each.text for each in baseline.entries} == {"g_old", "h_old"}


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Sorted, and the same bytes for the same findings in any order."""
    path = tmp_path / "known.json"
    write_baseline(path, known(finding(3), finding(5), finding(1, "g_old")))
    assert read_baseline(path).entries == {entry_of(finding(3)): 2, entry_of(finding(1, "g_old")): 1}
    assert path.read_bytes() == known(finding(1, "g_old"), finding(5), finding(3)).as_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["known.json"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "is no list of known findings"),
        (b'{"issues": []}', "is no list of known findings"),
        (b'{"coderipple": "findings that are known", "version": 2}', "has version 2; expected 1"),
        (b'{"coderipple": "findings that are known", "version": 1, "findings": {}}', "findings: expected a list"),
        (b'{"coderipple": "findings that are known", "version": 1, "findings": [1]}', r"findings\[0\]: expected"),
        (
            b'{"coderipple": "findings that are known", "version": 1, "findings": [{"path": 1}]}',
            r"findings\[0\].path: is 1; expected a text",
        ),
        (
            b'{"coderipple": "findings that are known", "version": 1, "findings": [%b]}'
            % b'{"path": "a", "text": "b", "reason": "c", "count": 0}',
            r"findings\[0\].count: is 0",
        ),
    ],
)
def test_a_foreign_file_is_refused(content: bytes, problem: str) -> None:
    """With the place of what is wrong."""
    with pytest.raises(BaselineError, match=problem):
        Baseline.from_bytes(content, path="known.json")


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """The folder is missing."""
    with pytest.raises(BaselineError, match="cannot be written"):
        write_baseline(tmp_path / "none" / "known.json", Baseline(entries={Entry("a", "b", "c"): 1}))
