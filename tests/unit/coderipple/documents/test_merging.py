"""How sections get into documents; the flow's own tests show what people keep."""

from collections.abc import Mapping

from coderipple.documents import Manifest, Merge, SectionRecord, facts_digest, merge, section_text, standing_sections
from coderipple.values import Action, Section
from fakes.sections import make_section


def merged(sections: list[Section], documents: Mapping[str, bytes], manifest: Manifest | None = None) -> Merge:
    """Merges into documents."""
    return merge(sections, manifest or Manifest(), documents.get)


def page(*ids: str) -> bytes:
    """Returns the document that sections of one line give."""
    result = merged([make_section(each, f"- {each}") for each in ids], {})
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
        result = merged([make_section(late, f"- {late}")], {"d.md": page(*early)})
        assert result.files["d.md"] == page("a", "b", "c")


def test_a_section_that_goes_leaves_no_trace() -> None:
    """From any place the document is as if it had never been."""
    for gone in "abc":
        result = merged([make_section(gone)], {"d.md": page("a", "b", "c")})
        assert result.files["d.md"] == page(*[each for each in "abc" if each != gone])


def test_sections_that_swap_leave_the_title_alone() -> None:
    """The last section goes and another comes in one run, without blank lines that pile up."""
    result = merged([make_section("a"), make_section("b", "- b")], {"d.md": page("a")})
    assert result.files["d.md"] == page("b")


def test_a_document_of_a_person_gets_regions_at_its_end() -> None:
    """Their text comes first, a blank line after it."""
    for text in (b"Mine", b"Mine\n", b"Mine\n\n"):
        content = merged([make_section("a", "- a")], {"d.md": text}).files["d.md"]
        assert content is not None
        assert content.startswith(b"Mine\n\n<!-- coderipple:begin a -->\n")


def test_what_differs_is_written_and_the_rest_is_kept() -> None:
    """A document that comes out as it was is not among the files, and its outcome says so."""
    result = merged([make_section("a", "- a"), make_section("x", "- x", document="e.md")], {"d.md": page("a")})
    assert list(result.files) == ["e.md"]
    assert [(each.path, each.action) for each in result.outcomes] == [("d.md", Action.KEEP), ("e.md", Action.CREATE)]


def test_many_reasons_are_counted() -> None:
    """Three reasons are named, the others counted."""
    (outcome,) = merged([make_section(each, "-") for each in "abcde"], {}).outcomes
    assert outcome.reason == "a changed; b changed; c changed; and 2 more sections"


def test_nothing_comes_of_nothing() -> None:
    """A section that goes from a document that is not there writes none."""
    result = merged([make_section("a")], {})
    assert result.files == {}
    assert [each.action for each in result.outcomes] == [Action.KEEP]


def test_the_digest_of_the_facts_leaves_a_model_out() -> None:
    """Other words of a model are no other facts."""
    first, second = (make_section("a", "- a", introduction=each) for each in ("Old words.", "New words."))
    assert facts_digest(first) == facts_digest(second)
    assert facts_digest(first) != facts_digest(make_section("a", "- b"))


EDITED = b"# Title\n\n<!-- coderipple:begin a -->\n## a\n\n- mine\n\n<!-- coderipple:end a -->\n"


def test_an_edit_is_kept_and_remembered_as_one() -> None:
    """It stays while nothing in it is gone, also the time after, and what is said of it tells that."""
    records = merged([make_section("a", "- a")], {}).sections
    for line in ("- b", "- c"):
        result = merged([make_section("a", line)], {"d.md": EDITED}, Manifest(sections=records))
        assert result.files == {}
        assert [(each.action, each.reason) for each in result.outcomes] == [
            (Action.KEEP, "a changed; a person's edit of it is kept as it is")
        ]
        records = result.sections
        assert records["a"].facts_hash == facts_digest(make_section("a", line))


def test_an_edit_that_names_what_is_gone_is_replaced() -> None:
    """No document names a removed symbol, and what is said of it names the word."""
    manifest = Manifest(sections=merged([make_section("a", "- a")], {}).sections)
    result = merge([make_section("a", "- b")], manifest, {"d.md": EDITED}.get, lambda text: "'mine'" * ("mine" in text))
    assert result.files == {"d.md": page("a").replace(b"- a", b"- b")}
    assert "replaces a person's edit, which names 'mine', now gone" in result.outcomes[0].reason


def test_an_edit_goes_with_its_section() -> None:
    """What it was about is gone; that it went is said."""
    manifest = Manifest(sections=merged([make_section("a", "- a")], {}).sections)
    result = merged([make_section("a")], {"d.md": EDITED}, manifest)
    assert result.files == {"d.md": None}
    assert "a person's edit went with it" in result.outcomes[0].reason


def test_an_emptied_section_is_filled_again() -> None:
    """A person who empties a region asks for its text."""
    manifest = Manifest(sections=merged([make_section("a", "- a")], {}).sections)
    emptied = {"d.md": b"# Title\n\n<!-- coderipple:begin a -->\n\n<!-- coderipple:end a -->\n"}
    result = merged([make_section("a", "- b")], emptied, manifest)
    assert result.files == {"d.md": page("a").replace(b"- a", b"- b")}


def test_a_section_moves_to_another_document() -> None:
    """Taken out where it stood and put in where it stands now, it is recorded there, in whichever order."""
    for target in ("c.md", "e.md"):
        before = merged([make_section("a", "- a")], {})
        going = make_section("a")
        coming = make_section("a", "- a", document=target)
        result = merged([going, coming], {"d.md": page("a")}, Manifest(sections=before.sections))
        assert result.files == {"d.md": None, target: page("a")}
        assert result.sections["a"].document == target


def test_the_text_of_a_section() -> None:
    """The facts alone are the text without its introduction."""
    full = make_section("a", "- a", introduction="Words.")
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
    return merged([make_section("a", "- a")], {}).sections["a"].text_hash


def test_text_that_would_hide_a_region_is_refused() -> None:
    """After an open code block nobody would see the region again; the document and its record stay."""
    result = merged([make_section("a", "- a")], {"d.md": b"Mine\n\n```python\n"})
    assert result.files == {}
    assert result.sections == {}
    assert result.refused
    assert "is not closed" in result.outcomes[0].reason


def test_a_copy_of_a_region_is_kept_true_as_well() -> None:
    """A person who copies a region with its markers gets two that say the same, and both go together."""
    twice = {"d.md": page("a") + b"\n" + page("a").partition(b"\n\n")[2]}
    changed = merged([make_section("a", "- new")], twice).files["d.md"]
    assert changed is not None
    assert changed.count(b"- new") == 2
    assert b"- a" not in changed
    assert merged([make_section("a")], twice).files["d.md"] is None
