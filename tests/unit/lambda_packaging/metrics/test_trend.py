"""The ledger's history is that of its commits."""

from pathlib import Path

import pytest
from fakes.clones import git
from fakes.sample_project import write
from lambda_packaging.metrics.ledger import Ledger, Weights, format_ledger
from lambda_packaging.metrics.trend import read_trend


def ledger(zipped: int) -> str:
    """The text of a ledger with one artifact."""
    return format_ledger(Ledger(artifacts={"a.zip": Weights(zipped=zipped, unzipped=2 * zipped)}))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """An empty repository."""
    git(tmp_path, "init", "--quiet")
    return tmp_path


def commit(clone: Path, message: str, text: str | None) -> None:
    """Commits the ledger with that text, or without it."""
    path = clone / "figures/ledger.toml"
    if text is None:
        path.unlink()
    else:
        write(path, text)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", message)


def test_every_commit_of_the_ledger_is_a_point(clone: Path) -> None:
    """The oldest first, with what it was about; commits of something else are none."""
    commit(clone, "Begin", ledger(10))
    commit(clone, "Nothing", ledger(10))
    commit(clone, "Grow\n\nBecause of more.", ledger(30))
    first, second = read_trend(clone / "figures/ledger.toml")
    assert (first.subject, second.subject, first.date) == ("Begin", "Grow", "2026-01-02")
    assert [one.ledger.artifacts["a.zip"].zipped for one in (first, second)] == [10, 30]
    assert first.commit != second.commit


def test_versions_that_cannot_be_read_are_left_out(clone: Path) -> None:
    """A commit that took the ledger away, a conflict that was committed."""
    commit(clone, "Begin", ledger(10))
    commit(clone, "Spoil", "<<<<<<<")
    commit(clone, "Remove", None)
    commit(clone, "Return", ledger(20))
    assert [one.subject for one in read_trend(clone / "figures/ledger.toml")] == ["Begin", "Return"]


def test_without_history_there_is_no_trend(tmp_path: Path) -> None:
    """No repository; or one without the file."""
    assert read_trend(tmp_path / "ledger.toml") == ()
    git(tmp_path, "init", "--quiet")
    assert read_trend(tmp_path / "ledger.toml") == ()
