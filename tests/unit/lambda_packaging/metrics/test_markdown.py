"""What was measured reads well in a pull request, and texts of others stay texts."""

import re
import string
from dataclasses import replace
from html import unescape

import pytest
from fakes.measurements import (
    HOSTILE,
    LAYER_FILE,
    make_empty_measurement,
    make_hostile_measurement,
    make_measurement,
)
from hypothesis import given
from hypothesis import strategies as st
from lambda_packaging.metrics.gate import Finding
from lambda_packaging.metrics.markdown import LONGEST, MARKER, MOST, MOST_FINDINGS, escape, format_markdown
from lambda_packaging.metrics.measurement import Measurement
from markdown_it import MarkdownIt
from markdown_it.token import Token

MOST_OF_A_COMMENT = 65_536  # GitHub's
NO_WIDTH = "\u200b"


def cells(text: str) -> list[str]:
    """The texts of all cells, as a reader sees them."""
    return [shown(inside) for inside in tokens(text) if inside.type == "inline"]


def tokens(text: str) -> list[Token]:
    """What a reader of Markdown with tables makes of it."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def shown(inline: Token) -> str:
    """The text of a line; anything but text, and what marks it, is an error."""
    children = inline.children or []
    assert {child.type for child in children} <= {"text", "text_special", "strong_open", "strong_close"}
    return "".join(child.content for child in children).replace(NO_WIDTH, "")


def test_the_first_line_is_always_the_same() -> None:
    """So that a later run finds its comment; the verdict follows."""
    for measurement in (make_measurement(), make_empty_measurement(), make_hostile_measurement()):
        assert format_markdown(measurement).splitlines()[0] == MARKER == "<!-- lambda-packaging metrics -->"
    assert format_markdown(make_measurement()).splitlines()[1] == "### Size and cold start: refused, 2 to look at"


def test_what_is_refused_comes_before_what_is_noted() -> None:
    """Each with its subject."""
    found = cells(format_markdown(make_measurement()))
    assert [word for word in found if word in {"refused", "noted"}] == ["refused", "refused", "noted"]
    assert found[found.index("refused") + 1] == LAYER_FILE


def test_where_nothing_differs_it_says_so() -> None:
    """And has no table of cold starts where none was measured."""
    text = format_markdown(make_empty_measurement())
    assert "### Size and cold start: holds\n\nNothing differs from what was accepted.\n" in text
    assert "cold start |" not in text
    assert "imports" not in text


def test_figures_stand_beside_their_names() -> None:
    """Ratios with medians, sizes, distances to limits, the largest distributions with their chains, imports."""
    text = format_markdown(make_measurement())
    for row in (
        "| worker | 15.00 x, 459 ±4 ms | 1.00 x, 28 ±0 ms | 15.00 x, 505 ±5 ms | 5 |",
        "| function.zip | 9.0 KB | 19.0 KB |",
        "| layers of a function, x86&#95;64 | 1 | 5 | 20.0% |",
        "| cryptography 50.0.2 | pyjwt&#91;crypto&#93; ← mcp ← strands-agents | 4.4 MB | 12.6 MB |",
        "| pydantic&#95;core | 1 | 200 ms |",
    ):
        assert row in text.splitlines()
    found = cells(text)
    assert found.index("cold start") < found.index("archive") < found.index("distribution") < found.index("package")
    assert "worker, naive packaging" in found


def test_only_the_largest_are_listed() -> None:
    """Where there are more of them."""
    measured = make_measurement()
    layer = measured.artifacts[0]
    shares = [replace(layer.shares[2], name=f"small-{number}") for number in range(2 * MOST)]
    many = replace(measured, artifacts=(replace(layer, shares=(*layer.shares, *shares)),))
    listed = [cell for cell in cells(format_markdown(many)) if re.match(r"small-|cryptography |botocore |boto3 ", cell)]
    assert len(listed) == MOST
    assert listed[:2] == ["cryptography 50.0.2", "botocore 1.44.5"]


@pytest.mark.parametrize(
    ("measurement", "most"), [(make_measurement(), 10_000), (make_hostile_measurement(), MOST_OF_A_COMMENT)]
)
def test_it_fits_into_a_comment(measurement: Measurement, most: int) -> None:
    """However much there is to say, and whatever the names are."""
    long = Finding(kind="new", subject="|" * 10_000, text="<" * 10_000)
    assert len(format_markdown(measurement)) < most
    text = format_markdown(replace(measurement, findings=(long,) * 1000))
    assert len(text) < MOST_OF_A_COMMENT
    assert f"and {1000 - MOST_FINDINGS} more." in text


def test_texts_of_others_are_nothing_but_text() -> None:
    """No tag, no link, no code, no mention, no cell too many; and all of it can be read."""
    text = format_markdown(make_hostile_measurement())
    assert " ".join(HOSTILE.split()) in cells(text)
    blocks = [token.content for token in tokens(text) if token.type == "html_block"]
    assert all(
        re.fullmatch(r"<!-- [a-z -]+ -->|<details><summary>[^<]*</summary>|</details>", block.strip())
        for block in blocks
    )
    assert not re.search(r"[@#]\w", unescape(text))  # GitHub looks for mentions after entities are decoded
    rows = [line.count("|") for line in text.splitlines() if line.startswith("|")]
    assert set(rows) <= {4, 5, 6}


@given(st.text(alphabet=string.printable, max_size=80))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """In a cell of a table."""
    (heading, cell) = [token for token in tokens(f"| x |\n| --- |\n| {escape(text)} |\n") if token.type == "inline"]
    assert shown(heading) == "x"
    assert shown(cell) == " ".join(text.split())


def test_a_text_is_not_cut_within_an_entity() -> None:
    """It says that it was cut."""
    assert escape("|" * LONGEST) == "&#124;" * (LONGEST // 6) + "…"
    assert escape("a" * LONGEST) == "a" * LONGEST
