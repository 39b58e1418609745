"""How many lines one push may change."""

from coderipple.quality import within_budget


def decided(changed: dict[str, int], budget: int) -> dict[str, str]:
    """Returns section to reason to wait, empty where it is written."""
    return {each.section_id: "" if each.written else each.reason for each in within_budget(changed, budget)}


def test_sections_are_written_while_lines_are_left() -> None:
    """What does not fit waits with the reason, and smaller sections after it are still written."""
    assert decided({"a": 30, "b": 20, "c": 10, "d": 1}, 40) == {
        "a": "",
        "b": "waits: changes 20 lines, and 10 of 40 are left",
        "c": "",
        "d": "waits: changes 1 line, and 0 of 40 are left",
    }


def test_a_section_larger_than_the_budget_is_written_alone() -> None:
    """Otherwise it would wait forever; what changes nothing costs nothing."""
    assert decided({"none": 0, "huge": 900, "small": 1}, 40) == {
        "none": "",
        "huge": "",
        "small": "waits: changes 1 line, and 0 of 40 are left",
    }


def test_nothing_to_write() -> None:
    """No sections, no decisions."""
    assert within_budget({}, 40) == ()
