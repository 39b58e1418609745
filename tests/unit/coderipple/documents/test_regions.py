"""Which lines of a document are managed, and which are a person's."""

import pytest
from coderipple.documents.regions import Piece, render, render_body, split

REGION = render("a", "body\n\n")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", []),
        ("text\n", [""]),
        (REGION, ["a"]),
        (f"# T\n\n{REGION}\nend", ["", "a", ""]),
        (f"{REGION}\n{render('b', '')}", ["a", "", "b"]),
        (REGION.replace("\n", "\r\n"), ["a"]),
        (REGION.replace("\n", "\r"), ["a"]),
        (REGION.rstrip("\n"), ["a"]),
    ],
)
def test_regions_are_found(text: str, ids: list[str]) -> None:
    """A region is what stands between two markers, whatever the line ends, at the end of the file too."""
    pieces = split(text)
    assert [each.section_id for each in pieces] == ids
    assert "".join(each.text for each in pieces) == text


@pytest.mark.parametrize(
    "text",
    [
        "<!-- coderipple:begin a -->\nno end\n",
        "<!-- coderipple:end a -->\n",
        "<!-- coderipple:begin a -->\n<!-- coderipple:end b -->\n",
        "<!-- coderipple:begin a -->\n<!-- coderipple:begin b -->\n<!-- coderipple:end a -->\n",
        f"```\n{REGION}```\n",
        f"```\n{REGION}",
        "    " + REGION.replace("\n", "\n    "),
        "> " + REGION.replace("\n", "\n> "),
        "- item\n\n  " + REGION.replace("\n", "\n  "),
        "text <!-- coderipple:begin a -->\n\n<!-- coderipple:end a -->\n",
        "<!-- coderipple:begin -->\n<!-- coderipple:end -->\n",
        " " + REGION.replace("\n", "\n "),
        "<!-- coderipple:begin a -->x\n<!-- coderipple:end a -->\n",
    ],
)
def test_other_markers_are_text(text: str) -> None:
    """One without its partner, inside code, a quotation or a list, or not alone on its line is a person's."""
    assert [each.section_id for each in split(text)] == [""]


def test_a_region_is_found_after_a_deep_list() -> None:
    """Lists in lists hide nothing that comes after them."""
    deep = "".join(f"{'  ' * level}- x\n" for level in range(40))
    assert [each.section_id for each in split(f"{deep}\n{render('a', deep)}\n{REGION}")] == ["", "a", "", "a"]


def test_the_body_of_a_region() -> None:
    """It is what stands between the markers."""
    (piece,) = split(REGION)
    assert piece.body == "body\n\n"
    assert Piece("", "").body == ""


def test_the_parts_of_a_body() -> None:
    """Heading, introduction and lines have a blank line between them; what is missing leaves none."""
    assert render_body(heading="# H", introduction="I.", lines=["- a", "- b"]) == "# H\n\nI.\n\n- a\n- b\n\n"
    assert render_body(heading="", introduction="", lines=["- a"]) == "- a\n\n"
    assert render_body(heading="", introduction="", lines=[]) == ""
