"""What can go wrong."""

from coderipple.agents.pages import troubleshooting
from coderipple.facts import ErrorClass, Facts, RaisedMessage
from fakes.facts import evidence, lines


def error(name: str, *messages: str, module: str = "p") -> ErrorClass:
    """Returns an exception with messages."""
    raised = tuple(RaisedMessage(text=each, evidence=evidence("p/raise.py")) for each in messages)
    return ErrorClass(module=module, name=name, summary="It failed.", messages=raised, evidence=evidence("p/e.py"))


def test_errors_with_their_messages_by_module() -> None:
    """A message that is raised in several places is told once."""
    errors = (error("AError", "no …", "no …", "`x`"), error("BError", module="q"))
    assert lines(troubleshooting.draft(Facts(errors=errors), output_dir="o")) == {
        "troubleshooting/p": [
            "- [`AError`](../p/e.py): It failed.",
            "  - `no …` ([p/raise.py](../p/raise.py))",
            "  - `` `x` `` ([p/raise.py](../p/raise.py))",
        ],
        "troubleshooting/q": ["- [`BError`](../p/e.py): It failed."],
    }


def test_of_many_messages_a_few_are_shown() -> None:
    """Who needs more reads the source."""
    (section,) = troubleshooting.draft(Facts(errors=(error("AError", *"abcdefgh"),)), output_dir="o")
    assert len(section.statements) == 6
