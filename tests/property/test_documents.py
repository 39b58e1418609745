"""A person's text survives whatever is merged around it, and no file is a reason to fail."""

import json
from dataclasses import replace

from coderipple.documents import Manifest, merge
from coderipple.documents.regions import render, split
from coderipple.values import Section
from fakes.sections import make_section
from hypothesis import given
from hypothesis import strategies as st

IDS = st.sampled_from(["a", "b", "c/d"])
LINES = st.one_of(
    st.sampled_from(["", "text", "# H", "```", "~~~", "> quote", "    code", "- item", "<div>", "<!-- open", "-->"]),
    st.builds("<!-- coderipple:begin {} -->".format, IDS),
    st.builds("<!-- coderipple:end {} -->".format, IDS),
    st.text(max_size=5),
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
REGIONS = st.builds(lambda section_id: render(section_id, "old\n\n"), IDS)
DOCUMENTS = st.lists(st.one_of(REGIONS, st.builds(str.__add__, LINES, ENDS)), max_size=12).map("".join)


def section(section_id: str, line: str | None) -> Section:
    """Returns a section of one line, or one that goes."""
    lines = () if line is None else (f"- {line}",)
    return replace(make_section(section_id, *lines, document="d"), title="T", heading="")


def human(text: str) -> str:
    """Returns what belongs to people, line ends and blank lines aside."""
    pieces = [each.text for each in split(text) if not each.section_id]
    return "\n".join(line for each in pieces for line in each.split("\n") if line.strip())


@given(DOCUMENTS, st.sampled_from(["", "no newline at the end"]))
def test_the_pieces_of_a_document_are_the_document(text: str, tail: str) -> None:
    """Splitting loses and adds nothing, and a region is always a pair of markers."""
    pieces = split(text + tail)
    assert "".join(each.text for each in pieces) == text + tail
    for each in pieces:
        assert not each.section_id or f"coderipple:begin {each.section_id} -->" in each.text.splitlines()[0]


@given(st.text())
def test_any_text_can_be_split(text: str) -> None:
    """There is no document that the parser does not take."""
    assert "".join(each.text for each in split(text)) == text


@given(DOCUMENTS, st.lists(st.tuples(IDS, st.none() | st.sampled_from(["x", "y"])), max_size=4))
def test_merging_keeps_what_people_wrote(text: str, changes: list[tuple[str, str | None]]) -> None:
    """Whatever sections come, change and go, every line outside the regions stays, in its order."""
    before = text.encode()
    result = merge([section(each, line) for each, line in changes], Manifest(), {"d": before}.get)
    after = result.files.get("d", before)
    if after is None:
        assert human(text) in {"", "# T"}
    else:
        assert human(after.decode()) == (human(text) if before or not result.files else "# T")


@given(st.binary(max_size=40), IDS)
def test_bytes_that_are_no_text_survive_a_merge(content: bytes, section_id: str) -> None:
    """What cannot be decoded is written back as it was."""
    result = merge([section(section_id, "x")], Manifest(), {"d": content}.get)
    after = result.files.get("d", content)
    assert after is not None
    assert after.startswith(content)


KEYS = st.sampled_from(["format", "commit", "sections", "document", "facts", "text", "start", "settings", "evidence"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_manifest_is_too_broken(content: bytes) -> None:
    """Any file is a manifest or none, never a failure; and what is a manifest survives its bytes."""
    manifest = Manifest.from_bytes(content)
    assert manifest is None or Manifest.from_bytes(manifest.to_bytes()) == manifest
