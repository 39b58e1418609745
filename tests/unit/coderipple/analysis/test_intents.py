"""What commits say that they do."""

import pytest
from coderipple.analysis.intents import intent, is_breaking, stated_intents
from coderipple.values import Commit

SOURCE = ("m.py",)


@pytest.mark.parametrize(
    ("message", "paths", "expected"),
    [
        ("feat(cli)!: add --jobs", SOURCE, "feature"),
        ("docs: say more", SOURCE, "documents"),
        ("Chore: sweep", SOURCE, "other"),
        ("oops: no type", SOURCE, "other"),
        ("Say more", ("README.md",), "documents"),
        ("Say more", ("tests/test_m.py", "tests/test_n.py"), "tests"),
        ("Say more", (".github/workflows/ci.yml",), "automation"),
        ("Say more", ("poetry.lock",), "dependencies"),
        ("Say more", (), "other"),
        ("Fix a crash", SOURCE, "fix"),
        ("Add tides", SOURCE, "feature"),
        ("Remove moon", SOURCE, "removal"),
        ("Rename moon", SOURCE, "refactoring"),
        ("Bump click from 8.1 to 8.2", SOURCE, "dependencies"),
        ("1.4.0", SOURCE, "release"),
        ("Test the moon", SOURCE, "tests"),
        ("", SOURCE, "other"),
        ("x" * 1_000_000, SOURCE, "other"),
    ],
)
def test_a_commit_says_what_it_does(message: str, paths: tuple[str, ...], expected: str) -> None:
    """A conventional type says it, else the only kind of file that it changes, else its words."""
    assert intent(message, paths) == expected


def test_a_breaking_change_is_announced() -> None:
    """By a mark behind the type, or by a footer."""
    assert is_breaking("feat!: drop moon")
    assert is_breaking("Drop moon\n\nBREAKING CHANGE: no moon any more")
    assert not is_breaking("feat: breaking news")


def test_intents_are_counted() -> None:
    """The most frequent first; a breaking change counts beside them."""
    commits = [Commit(commit_id=each, message=each) for each in ("fix: a", "fix!: b", "feat: c")]
    assert stated_intents(commits, lambda _: SOURCE) == (("fix", 2), ("breaking", 1), ("feature", 1))
