"""Artifacts carry the commit's time."""

import subprocess
from pathlib import Path

import pytest
from lambda_packaging.errors import DeclarationError, ToolFailedError
from lambda_packaging.source_date import read_source_date

COMMITTED = 1_767_323_045  # the committer date of every test: 2026-01-02T03:04:05Z


def commit(folder: Path) -> Path:
    """A repository with one commit."""
    for arguments in (["init", "--quiet"], ["commit", "--quiet", "--allow-empty", "--message", "x"]):
        subprocess.run(["git", "-C", folder, *arguments], check=True)
    return folder


def test_the_last_commit_decides(tmp_path: Path) -> None:
    """The same commit gives the same time everywhere."""
    assert read_source_date(commit(tmp_path)) == COMMITTED


def test_the_variable_stands_above_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the specification of SOURCE_DATE_EPOCH wants it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "42")
    assert read_source_date(commit(tmp_path)) == 42


@pytest.mark.parametrize("value", ["", "yesterday", "1.5", "-1", "9" * 17])
def test_a_variable_that_is_no_time_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Rather than silently another time."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(DeclarationError, match=r"SOURCE_DATE_EPOCH: is .*expected whole seconds"):
        read_source_date(tmp_path)


@pytest.mark.parametrize("path", [None, ""])
def test_without_a_commit_it_is_the_archives_own_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str | None
) -> None:
    """In an unpacked archive, or without git."""
    if path is not None:
        monkeypatch.setenv("PATH", path)
    assert read_source_date(tmp_path) == 315_532_800


def test_a_repository_that_git_refuses_to_read_is_an_error(tmp_path: Path) -> None:
    """A wrong time would be published as the commit's."""
    (commit(tmp_path) / ".git" / "config").write_text("[broken")
    with pytest.raises(ToolFailedError, match="config"):
        read_source_date(tmp_path)
