"""A person's remarks in generated pages."""

from coderipple.replay.person import lost_remarks, write_remarks

PAGE = b"# T\n\n<!-- x:begin a -->\n1\n<!-- x:end a -->\n\n<!-- x:begin b -->\n2\n<!-- x:end b -->\n"


def test_remarks_stand_before_between_and_after() -> None:
    """Nothing but the remarks is new, and none stands in a region."""
    written, remarks = write_remarks({"p.md": PAGE})
    text = written["p.md"]
    assert len(remarks["p.md"]) == 3
    assert text.startswith(remarks["p.md"][0])
    assert text.endswith(remarks["p.md"][2])
    assert text.index(b"end a") < text.index(remarks["p.md"][1]) < text.index(b"begin b")
    for remark in remarks["p.md"]:
        text = text.replace(remark, b"")
    assert text == PAGE


def test_a_lost_or_changed_remark_is_named() -> None:
    """One byte is enough; a page that went loses all of its remarks."""
    written, remarks = write_remarks({"p.md": PAGE})
    assert lost_remarks(written, remarks) == []
    changed = written["p.md"].replace(b"remark 1 ", b"remark  1 ")
    assert lost_remarks({"p.md": changed}, remarks) == ["p.md: remark 1"]
    assert len(lost_remarks({}, remarks)) == 3


def test_remarks_that_changed_places_are_lost() -> None:
    """Their order is a person's too."""
    _, remarks = write_remarks({"p.md": PAGE})
    first, second, third = remarks["p.md"]
    assert lost_remarks({"p.md": second + first + third}, remarks) == ["p.md: remark 1"]


def test_a_page_without_regions_gets_two_remarks() -> None:
    """At its start and at its end."""
    assert len(write_remarks({"p.md": b"text\n"})[1]["p.md"]) == 2
