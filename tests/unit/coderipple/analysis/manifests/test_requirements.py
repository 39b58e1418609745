"""Requirements of Python projects."""

import pytest
from coderipple.analysis.manifests.requirements import python_requirement


@pytest.mark.parametrize(
    ("line", "name", "specifier"),
    [
        ("Click", "click", ""),
        ("typing.extensions>=4", "typing-extensions", ">=4"),
        ("a_b [x,y] >= 1, < 2 ; python_version > '3'", "a-b", ">= 1, < 2"),
        ("a (>=1,<2)", "a", ">=1,<2"),
        ("a~=1.0", "a", "~=1.0"),
        ("a==1.*", "a", "==1.*"),
        ("a===x", "a", "===x"),
        ("a>=1!2.0,!=1!3", "a", ">=1!2.0,!=1!3"),
        ("a>=2.7,!=3.0.*,!=3.1.*", "a", ">=2.7,!=3.0.*,!=3.1.*"),
        ("a>=1,", "a", ">=1"),
        ("a @ https://example.org/a.whl", "a", ""),
        ("a>=1  # because", "a", ">=1"),
    ],
)
def test_a_line_is_a_requirement(line: str, name: str, specifier: str) -> None:
    """The name is normalized, the versions stay as they are spelled, the marker goes."""
    found = python_requirement(line, "g")
    assert found is not None
    assert (found.name, found.specifier, found.group) == (name, specifier, "g")


@pytest.mark.parametrize(
    "line", ["", "not a requirement!", "-r other.txt", "a b", ">=1", "a>=", "./path", 1, None, "a`b"]
)
def test_a_line_that_is_none(line: object) -> None:
    """Whatever else stands in a list is left out."""
    assert python_requirement(line) is None
