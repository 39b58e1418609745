"""Small readers of values that may be of any kind."""

import pytest
from coderipple.analysis.manifests.content import checked_name, entry_points, one_line, table, texts
from fakes.manifests import project_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\n  b\t", "a b"),
        ("a\u202eb\x00\u200b", "ab"),
        ("\ud800", ""),
        (1, ""),
        (None, ""),
        (["a"], ""),
        ("a" * 400, "a" * 298 + " …"),
    ],
)
def test_a_text_is_one_visible_line(value: object, expected: str) -> None:
    """Line ends, marks that turn the reading order and half characters do not leave this module."""
    assert one_line(value) == expected


@pytest.mark.parametrize("name", ["a", "@a/b", "a.b-c_d", "example.org/x/v2", "a:b", "My Project"])
def test_names(name: str) -> None:
    """Each ecosystem has its own kind of names."""
    assert checked_name(name) == name


@pytest.mark.parametrize("name", ["{{ cookiecutter.name }}", "a`b", "<b>", "[x](y)", "a" * 215, "-a", "a|b"])
def test_what_is_no_name_is_refused(name: str) -> None:
    """A template's placeholder or markup is no name."""
    with pytest.raises(ValueError, match="cannot be the name of a project"):
        checked_name(name)


def test_tables_and_lists_are_bounded() -> None:
    """What is neither is empty, and nothing is longer than a person writes."""
    assert table({"a": {"b": {"c": 1}}}, "a", "b") == {"c": 1}
    assert table({"a": [1]}, "a", "b") == {}
    assert table({"": {1: 2, "a": 3}}, "") == {"a": 3}
    assert len(table({"": {str(each): each for each in range(9_000)}}, "")) == 5_000
    assert list(texts("abc")) == []
    assert list(texts(["a", 1, None, "b"])) == ["a", "b"]
    assert list(entry_points("g", {"a": 1, " ": "b"})) == []


@pytest.mark.parametrize(("content", "last_line"), [("go 1\nmodule x", 2), ("module x\n", 1), ("module x\n\n", 2)])
def test_the_evidence_spans_the_manifest(content: str, last_line: int) -> None:
    """It names the project; pages state parts of it, so that it has no digest."""
    evidence = project_of("go.mod", content).evidence
    assert (evidence.first_line, evidence.last_line, evidence.symbol) == (1, last_line, "x")
    assert evidence.digest == ""
