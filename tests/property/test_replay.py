"""The readers of the replay take any text, and its counts are those of sets and sequences."""

from coderipple.replay.churn import changed_lines
from coderipple.replay.inspector import help_commands, help_options
from coderipple.replay.person import lost_remarks, write_remarks
from coderipple.replay.reading import read_page, sentences, stated_parameters, stated_symbols
from hypothesis import given
from hypothesis import strategies as st

LINES = st.sampled_from(
    ["# a", "## `x.y`", "- `f(a, *b)`: s", "> `q`", "```python", "<!-- x:begin a -->", "<!-- x:end a -->", "", "{a,b}"]
)
PAGES = st.lists(LINES | st.text(max_size=20), max_size=30).map("\n".join)


@given(PAGES | st.text())
def test_any_text_is_read(text: str) -> None:
    """Pages, symbols, sentences, help texts: nothing is refused, nothing crashes."""
    page = read_page(text)
    assert all(words == " ".join(words.split()) for words in sentences(page))
    assert all(each.signature for each in stated_symbols(text))
    help_commands(text)
    assert all(flag.startswith("-") for flag in help_options(text))


@given(st.text(max_size=60))
def test_any_signature_is_read(text: str) -> None:
    """Or it is none."""
    found = stated_parameters(f"f({text})")
    assert found is None or all(name for name, _ in found)


@given(st.dictionaries(st.sampled_from("abc"), PAGES.map(lambda text: text.encode("utf-8", "replace"))))
def test_remarks_survive_being_written(pages: dict[str, bytes]) -> None:
    """In every page, with or without regions; taken out again they leave the page."""
    written, remarks = write_remarks(pages)
    assert lost_remarks(written, remarks) == []
    for path, content in written.items():
        left = content
        for remark in remarks[path]:
            left = left.replace(remark, b"", 1)
        assert left == pages[path]


@given(st.lists(st.sampled_from([b"1", b"2", b"3"])), st.lists(st.sampled_from([b"1", b"2", b"3"])))
def test_changed_lines_are_symmetric_and_bounded(old: list[bytes], new: list[bytes]) -> None:
    """There and back cost the same, the same costs nothing, and nothing costs more than everything."""
    one, other = {"a": b"\n".join(old)}, {"a": b"\n".join(new)}
    there = changed_lines(one, other)
    assert (there == 0) == (one["a"].splitlines() == other["a"].splitlines())
    assert abs(len(one["a"].splitlines()) - len(other["a"].splitlines())) <= there <= len(old) + len(new)
