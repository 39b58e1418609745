"""How sections get into documents; the flow's own tests show what people keep."""

from collections.abc import Mapping

from coderipple.documents import Manifest, Merge, SectionRecord, affected, merge, section_text, standing_sections
from coderipple.values import Action, Section, Statement


def section(section_id: str, *lines: str, document: str = "d.md", introduction: str = "") -> Section:
    """Returns a drafted section."""
    return Section(
        role="r",
        section_id=section_id,
        document=document,
        title="Title",
        heading=f"## {section_id}",
        statements=tuple(Statement(text=each) for each in lines),
        reason=f"{section_id} changed",
        introduction=introduction,
    )


def merged(sections: list[Section], documents: Mapping[str, bytes], manifest: Manifest | None = None) -> Merge:
    """Merges into documents."""
    return merge(sections, manifest or Manifest(), documents.get)


def page(*ids: str) -> bytes:
    """Returns the document that sections of one line give."""
    result = merged([section(each, f"- {each}") for each in ids], {})
    content = result.files["d.md"]
    assert content is not None
    return content


def test_a_new_document_has_a_title_and_its_sections_in_order() -> None:
    """Sections stand sorted by their id, a blank line between them."""
    assert page("b", "a") == (
        b"# Title\n\n"
        b"<!-- coderipple:begin a -->\n## a\n\n- a\n\n<!-- coderipple:end a -->\n\n"
        b"<!-- coderipple:begin b -->\n## b\n\n- b\n\n<!-- coderipple:end b -->\n"
    )


def test_a_section_finds_its_place() -> None:
    """Before, between and after others, the document is as if all had been written at once."""
    for late in "abc":
        early = [each for each in "abc" if each != late]
        result = merged([section(late, f"- {late}")], {"d.md": page(*early)})
        assert result.files["d.md"] == page("a", "b", "c")


def test_a_section_that_goes_leaves_no_trace() -> None:
    """From any place the document is as if it had never been."""
    for gone in "abc":
        result = merged([section(gone)], {"d.md": page("a", "b", "c")})
        assert result.files["d.md"] == page(*[each for each in "abc" if each != gone])


def test_sections_that_swap_leave_the_title_alone() -> None:
    """The last section goes and another comes in one run, without blank lines that pile up."""
    result = merged([section("a"), section("b", "- b")], {"d.md": page("a")})
    assert result.files["d.md"] == page("b")


def test_a_document_of_a_person_gets_regions_at_its_end() -> None:
    """Their text comes first, a blank line after it."""
    for text in (b"Mine", b"Mine\n", b"Mine\n\n"):
        content = merged([section("a", "- a")], {"d.md": text}).files["d.md"]
        assert content is not None
        assert content.startswith(b"Mine\n\n<!-- coderipple:begin a -->\n")


def test_what_differs_is_written_and_the_rest_is_kept() -> None:
    """A document that comes out as it was is not among the files, and its outcome says so."""
    result = merged([section("a", "- a"), section("x", "- x", document="e.md")], {"d.md": page("a")})
    assert list(result.files) == ["e.md"]
    assert [(each.path, each.action) for each in result.outcomes] == [("d.md", Action.KEEP), ("e.md", Action.CREATE)]


def test_many_reasons_are_counted() -> None:
    """Three reasons are named, the others counted."""
    (outcome,) = merged([section(each, "-") for each in "abcde"], {}).outcomes
    assert outcome.reason == "a changed; b changed; c changed; and 2 more sections"


def test_nothing_comes_of_nothing() -> None:
    """A section that goes from a document that is not there writes none."""
    result = merged([section("a")], {})
    assert result.files == {}
    assert [each.action for each in result.outcomes] == [Action.KEEP]


def test_a_section_is_affected_when_its_facts_differ() -> None:
    """The introduction of a model does not count; a section that goes always does."""
    before = section("a", "- a", introduction="Old words.")
    records = merged([before], {}).sections
    manifest = Manifest(commit="c", sections=records)
    assert affected([section("a", "- a", introduction="New words.")], manifest) == []
    assert affected([section("a", "- other"), section("b"), section("c", "-")], manifest) == [
        section("a", "- other"),
        section("b"),
        section("c", "-"),
    ]


def test_the_text_of_a_section() -> None:
    """The facts alone are the text without its introduction."""
    full = section("a", "- a", introduction="Words.")
    assert section_text(full) == "## a\n\nWords.\n\n- a\n\n"
    assert section_text(full, introduced=False) == "## a\n\n- a\n\n"


def test_standing_sections_are_read_from_the_documents() -> None:
    """Without a manifest the regions tell what there is; files that are no Markdown are not read."""
    documents = {"d.md": page("a"), "e.md": b"text \xff", "f.bin": page("x")}
    found = standing_sections(documents, documents.get)
    assert list(found) == ["a"]
    assert found["a"] == SectionRecord(document="d.md", facts_hash="", text_hash=merged_text_hash())


def merged_text_hash() -> str:
    """Returns the hash of what was published for the section."""
    return merged([section("a", "- a")], {}).sections["a"].text_hash


def test_text_that_would_hide_a_region_is_refused() -> None:
    """After an open code block nobody would see the region again; the document and its record stay."""
    result = merged([section("a", "- a")], {"d.md": b"Mine\n\n```python\n"})
    assert result.files == {}
    assert result.sections == {}
    assert result.refused
    assert "is not closed" in result.outcomes[0].reason


def test_a_copy_of_a_region_is_kept_true_as_well() -> None:
    """A person who copies a region with its markers gets two that say the same, and both go together."""
    twice = {"d.md": page("a") + b"\n" + page("a").partition(b"\n\n")[2]}
    changed = merged([section("a", "- new")], twice).files["d.md"]
    assert changed is not None
    assert changed.count(b"- new") == 2
    assert b"- a" not in changed
    assert merged([section("a")], twice).files["d.md"] is None
