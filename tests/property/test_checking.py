"""Whatever a document holds, it is checked, and each finding is in the document."""

from coderipple.checking import removed_names, suspicions
from coderipple.facts import Evidence, Facts, Option
from hypothesis import given
from hypothesis import strategies as st

BEFORE = Facts(
    known_names=frozenset({"read_tables", "Session.rise_again"}),
    paths=frozenset({"src/tide.py"}),
    options=(
        Option(flags=("--time-zone",), summary="", evidence=Evidence(path="a", first_line=1, last_line=1, blob_id="b")),
    ),
)
REMOVED = removed_names(BEFORE, Facts(), (), {"src/tide.py": "src/moon.py"})
PIECES = st.sampled_from(
    [
        *(
            "`",
            "```",
            "```console\n$ ",
            "\n",
            "\n\n",
            "# ",
            "## Changelog\n",
            "History\n=======\n",
            "::\n\n    ",
            ".. code-block:: ",
            ".. deprecated:: 1\n   ",
            ":func:`~",
            "``",
            "| a |\n|---|\n| ",
            "> ",
            "- ",
            "    ",
            "\\\n",
        ),
        *(
            "read_tables",
            "--time-zone",
            "src/tide.py",
            "[x](src/tide.py)",
            "](",
            "%",
            "\0",
            "\ud7ff",
            "from a import ",
            "./",
        ),
    ]
)
DOCUMENTS = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


@given(DOCUMENTS, st.sampled_from(["docs/a.md", "docs/a.rst"]))
def test_no_document_breaks_the_check(text: str, path: str) -> None:
    """Each suspicion has a line that the document has."""
    lines = text.count("\n") + text.count("\r") + 1
    for each in suspicions(path, text, REMOVED, frozenset()):
        assert 1 <= each.match.line <= lines
        assert each.path == path
