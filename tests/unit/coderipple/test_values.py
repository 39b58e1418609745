"""What the values do; most of them only hold."""

import json

from coderipple.outcome import Outcome
from coderipple.values import Action, ChangeSet, Commit, Decision, DocumentOutcome
from fakes.facts import evidence


def change_set(**paths: tuple[str, ...]) -> ChangeSet:
    """Returns a difference."""
    return ChangeSet(**{"base": None, "head": "h", "added": (), "removed": (), "modified": ()} | paths)  # type: ignore[arg-type]


def test_a_subject_is_the_first_line() -> None:
    """A commit's subject ends where its first line does, also with Windows line ends."""
    assert Commit(commit_id="1", message="Tell tides \r\n\r\nBecause.").subject == "Tell tides"
    assert Commit(commit_id="1", message="").subject == ""


def test_the_paths_of_a_difference_are_sorted_and_unique() -> None:
    """Every path that differs is there once."""
    assert change_set(added=("z", "a"), removed=("b",), modified=("a",)).paths == ("a", "b", "z")


def test_outside_leaves_a_folder_out_and_its_namesakes_in() -> None:
    """Only what lies inside the folder goes; a file whose name begins alike stays."""
    found = change_set(added=("docs/a", "docs.md"), removed=("docs/b",), modified=("docs2/c", "docs"))
    assert found.outside("docs").paths == ("docs", "docs.md", "docs2/c")


def test_an_outcome_becomes_json() -> None:
    """The outcome is plain data with the keys of the answers."""
    outcome = Outcome(
        agents_invoked=("historian",),
        documentation_updated=True,
        documents=(DocumentOutcome(path="p", action=Action.CREATE, reason="r"),),
        decisions=(
            Decision(
                role="historian",
                invoked=True,
                reason="r",
                section_id="s",
                document="d.md",
                evidence=(evidence("m.py"),),
            ),
        ),
        warnings=("w",),
    )
    assert json.loads(json.dumps(outcome.as_dict())) == {
        "agents_invoked": ["historian"],
        "documentation_updated": True,
        "ai_powered": False,
        "processing_time": 0.0,
        "skipped": None,
        "admitted": True,
        "documents": [{"path": "p", "action": "create", "reason": "r"}],
        "decisions": [
            {
                "role": "historian",
                "invoked": True,
                "section": "s",
                "document": "d.md",
                "reason": "r",
                "evidence": ["m.py:1"],
            }
        ],
        "warnings": ["w"],
        "model_tokens": 0,
        "model_faults": 0,
    }
