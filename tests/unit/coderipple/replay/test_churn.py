"""Changed lines, and many figures in two."""

from coderipple.replay.churn import changed_lines, percentile


def test_removed_and_added_lines_are_counted() -> None:
    """A line that differs is one removed and one added; a new page is all of its lines, one that went too."""
    assert changed_lines({"a": b"1\n2\n3\n"}, {"a": b"1\nx\n3\n"}) == 2
    assert changed_lines({}, {"a": b"1\n2\n"}) == 2
    assert changed_lines({"a": b"1\n"}, {}) == 1
    assert changed_lines({"a": b"1\n"}, {"a": b"1\n"}) == 0


def test_a_line_in_the_middle_changes_one_line() -> None:
    """What stays is aligned."""
    assert changed_lines({"a": b"1\n2\n3\n"}, {"a": b"1\n2\nnew\n3\n"}) == 1


def test_pages_too_long_to_align_are_counted_in_linear_time() -> None:
    """Twenty thousand lines that all differ are counted, not compared one with the other."""
    old = b"".join(b"old %d\n" % number for number in range(20_000))
    new = b"".join(b"new %d\n" % number for number in range(20_000))
    assert changed_lines({"a": old}, {"a": new}) == 40_000


def test_a_percentile_is_one_of_the_values() -> None:
    """The smallest that so many percent do not exceed; without values there is none."""
    values = [5, 1, 4, 2, 3, 6, 7, 8, 9, 100]
    assert (percentile(values, 50), percentile(values, 90), percentile([7], 90)) == (5, 9, 7)
    assert percentile([], 50) is None
