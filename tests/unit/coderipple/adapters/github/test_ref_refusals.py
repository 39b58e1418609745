"""GitHub's words for a branch that was not moved."""

import pytest
from coderipple.adapters.github.ref_refusals import ref_error
from coderipple.errors import BranchMovedError, HostError, ProtectedBranchError

RULES = "Repository rule violations found\n\n"


@pytest.mark.parametrize(
    ("status", "message", "error"),
    [
        (422, "Update is not a fast forward", BranchMovedError),
        (422, "Reference already exists", BranchMovedError),
        (422, "Changes must be made through a pull request.", ProtectedBranchError),
        (422, "At least 2 approving reviews are required by reviewers with write access.", ProtectedBranchError),
        (422, 'Required status check "ci" is expected.', ProtectedBranchError),
        (422, "3 of 3 required status checks are expected.", ProtectedBranchError),
        (422, "Commits must have verified signatures.", ProtectedBranchError),
        (422, "You're not authorized to push to this branch.", ProtectedBranchError),
        (409, "Protected branch update failed for refs/heads/main.", ProtectedBranchError),
        (403, "Protected branch update failed for refs/heads/main.", ProtectedBranchError),
        (422, f"{RULES}Cannot update this protected ref.", ProtectedBranchError),
        (422, f"{RULES}Secret detected in content", HostError),
    ],
)
def test_the_words_tell_the_error(status: int, message: str, error: type[Exception]) -> None:
    """The status is nearly always the same."""
    assert type(ref_error("main", status=status, message=message)) is error


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (422, "Object does not exist"),
        (403, "Resource not accessible by integration"),
        (404, "Not Found"),
        (500, "Changes must be made through a pull request."),
    ],
)
def test_other_words_are_not_about_the_branch(status: int, message: str) -> None:
    """Whoever asks deals with them as with any other answer."""
    assert ref_error("main", status=status, message=message) is None


def test_the_documentation_tells_too() -> None:
    """Protection has rules with words of their own."""
    address = "https://docs.github.com/articles/about-protected-branches"
    found = ref_error("main", status=422, message="Not today.", documentation_url=address)
    assert isinstance(found, ProtectedBranchError)
