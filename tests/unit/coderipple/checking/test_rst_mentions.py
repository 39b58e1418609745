"""Where a reStructuredText document mentions code."""

import pytest
from coderipple.checking.rst_mentions import rst_mentions


def found(text: str) -> list[tuple[str, str, int]]:
    """Returns kind, text and line of each mention."""
    return [(each.kind.name, each.text, each.line) for each in rst_mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call ``read()``.", [("SPAN", "read()", 1)]),
        (
            ":func:`~tides.read` and :py:meth:`the way <Table.read>`",
            [("SPAN", "tides.read", 1), ("SPAN", "Table.read", 1)],
        ),
        ("`Table.read <tides.Table.read>`", [("SPAN", "tides.Table.read", 1)]),
        ("x\n`guide <guide.rst>`_", [("LINK", "guide.rst", 2)]),
        ("`tides`_ is a link", []),
        ("Use it::\n\n    tides.read()\n\n    more\n\nend", [("CODE", "tides.read()", 3), ("CODE", "more", 5)]),
        (".. code-block:: python\n   :linenos:\n\n   x = read()", [("CODE", "x = read()", 4)]),
        ("::\n\n    $ tides --day 1\n    12.5", [("COMMAND", "tides --day 1", 3), ("OUTPUT", "12.5", 4)]),
        (".. doctest::\n\n   >>> read()\n   1", [("CODE", "read()", 3), ("OUTPUT", "1", 4)]),
        (".. prompt:: bash\n\n   tides --day 1", [("COMMAND", "tides --day 1", 3)]),
        (".. autofunction:: tides.read", [("SPAN", "tides.read", 1)]),
        (".. literalinclude:: ../a.py", [("LINK", "../a.py", 1)]),
    ],
)
def test_mentions_are_found_with_their_lines(text: str, expected: list[tuple[str, str, int]]) -> None:
    """Literals, roles, names without a role, links, literal blocks and directives."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "``read`` was removed.",
        "one\n``read``\nis no longer there",
        "Changelog\n=========\n\n``read``\n\nMore\n----\n\n``read``",
        ".. versionchanged:: 2.0\n   ``read`` takes a day.",
        ".. py:function:: other\n\n   .. deprecated:: 2.0\n      ``read``",
        "Formerly one wrote::\n\n    read()",
    ],
)
def test_the_past_is_left_out(text: str) -> None:
    """A paragraph, a section, a directive and a block that speak of it."""
    assert [each for each in found(text) if "read" in each[1]] == []


def test_a_section_after_the_past_is_read_again() -> None:
    """A heading of the same level ends it."""
    assert found("Changes\n=======\n\n``a``\n\nUse\n===\n\n``b``") == [("SPAN", "b", 9)]


def test_a_document_that_nobody_could_read_mentions_nothing() -> None:
    """More than a million characters."""
    assert found("``a`` " * 200_000) == []
