"""The errors: one base, and messages that help."""

import inspect

import pytest
from coderipple import errors
from coderipple.errors import CodeRippleError


def test_every_error_has_the_one_base() -> None:
    """Catching the base catches everything that is raised on purpose."""
    found = [each for _, each in inspect.getmembers(errors, inspect.isclass) if each.__module__ == errors.__name__]
    assert len(found) > 5
    assert all(issubclass(each, CodeRippleError) for each in found)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.NotARepositoryError("/x"), ["/x", "expected", "git init"]),
        (errors.UnknownRevisionError("v9"), ["'v9'", "expected", "git fetch --unshallow"]),
        (errors.NoCommitError(), ["no commit at HEAD", "expected", "Commit something first"]),
        (errors.PayloadError(path="ref", problem="is missing"), ["payload.ref: is missing"]),
        (errors.PayloadError(path="", problem="is empty"), ["payload: is empty"]),
        (
            errors.BodyTooLargeError(size_bytes=9, limit_bytes=8),
            ["at least 9", "expected at most 8", "Nothing is lost"],
        ),
        (errors.ReplayRangeError("v1", "a range"), ["'v1' cannot be replayed", "expected a range"]),
        (errors.InterpreterError("/x", "none"), ["/x: no answer, none", "expected a Python of 3.10", "installed"]),
        (errors.FormEncodedError(), ["form-encoded", "expected JSON", "application/json in its settings on GitHub"]),
    ],
)
def test_a_message_says_what_was_expected_and_what_helps(error: CodeRippleError, words: list[str]) -> None:
    """Value, expectation and remedy are in the message."""
    assert all(word in str(error) for word in words)


def test_the_facts_of_an_error_are_attributes() -> None:
    """A caller need not read the message."""
    assert errors.NotARepositoryError("/x").path == "/x"
    assert errors.UnknownRevisionError("v9").revision == "v9"
    too_large = errors.BodyTooLargeError(size_bytes=9, limit_bytes=8)
    assert (too_large.size_bytes, too_large.limit_bytes) == (9, 8)
