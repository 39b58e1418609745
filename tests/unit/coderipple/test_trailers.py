"""The trailers by which our own commits are known."""

import pytest
from coderipple import __version__
from coderipple.trailers import is_own_commit, own_trailers


def test_the_trailers_of_ours_make_a_commit_ours() -> None:
    """They name the documented commit and the version, and are found again."""
    trailers = own_trailers("ab" * 20)
    assert trailers == f"CodeRipple-Source: {'ab' * 20}\nCodeRipple-Version: {__version__}"
    assert is_own_commit(f"Document it\n\nBecause.\n\n{trailers}\n")


@pytest.mark.parametrize(
    ("message", "own"),
    [
        ("docs: x\n\nCodeRipple-Source: abc", True),
        ("docs: x\r\n\r\nbody\r\n\r\nCodeRipple-Source: abc\r\nOther: y\r\n", True),
        ("docs: x\n\nCodeRipple-Source: abc\n\nReverted by hand.", False),
        ("CodeRipple-Source: as a subject", False),
        ("docs: x\n\nsays CodeRipple-Source: abc", False),
        ("", False),
    ],
)
def test_only_a_trailer_makes_a_commit_our_own(message: str, own: bool) -> None:
    """A trailer stands in the last paragraph; quoting it elsewhere means nothing."""
    assert is_own_commit(message) is own
