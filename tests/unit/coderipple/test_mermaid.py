"""Diagrams that no name can break; the integration tests ask the real Mermaid."""

import pytest
from coderipple.mermaid import flowchart, labels


def test_a_flowchart() -> None:
    """Groups with their nodes, nodes of no group, edges."""
    text = flowchart({"tides": ["a", "b"]}, [("a", "b"), ("b", "c"), ("a", "b")])
    assert text == (
        'flowchart LR\n  subgraph g0["tides"]\n    n0["a"]\n    n1["b"]\n  end\n  n2["c"]\n'
        "  n0 --> n1\n  n1 --> n2\n  n0 --> n1\n"
    )
    assert labels(text) == ("tides", "a", "b", "c")


@pytest.mark.parametrize("name", ['a"]\nb', "end", "a;b#c", "%%{init}%%", "<b>", "a --> b", "`x`", "1. x", "größe", ""])
def test_a_name_stays_inside_its_label(name: str) -> None:
    """And is read back as it was, on one line."""
    text = flowchart({name: [name]}, [(name, "other")])
    assert len(text.splitlines()) == 6
    assert labels(text) == ((" ".join(name.splitlines()) or " "),) * 2 + ("other",)


def test_what_cannot_be_seen_is_spelled_out() -> None:
    """A name that turns the direction of writing shows how."""
    assert "\u202e" not in flowchart({"g": ["a\u202eb"]}, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "graph LR\n",
        "flowchart XX\n",
        'flowchart LR\n  subgraph g0["a"]\n',
        "flowchart LR\n  end\n",
        'flowchart LR\n  n0["a"]\n  n0["b"]\n',
        'flowchart LR\n  n0["a"]\n  n0 --> n1\n',
        'flowchart LR\n  n0["a"b"]\n',
        'flowchart LR\n  end["a"]\n',
        'flowchart LR\n  subgraph g0["a"]\n  subgraph g1["b"]\n  end\n  end\n',
        'flowchart LR\n  n0["a"]\n  click n0 "x"\n',
        "pie\n",
    ],
)
def test_what_is_written_otherwise_is_refused(text: str) -> None:
    """Unbalanced, undeclared, declared twice, or of any kind that this project does not write."""
    assert labels(text) is None


def test_numbers_beyond_every_character_are_nothing() -> None:
    """They name no character."""
    assert labels('flowchart LR\n  n0["a#9999999;"]\n') == ("a",)
