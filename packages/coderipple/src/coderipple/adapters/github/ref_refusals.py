"""Why GitHub did not move a branch, by the words in which it says so: the status is 422 for nearly all of it.

Comes in: a status and a message. Goes out: the error, or None where the words are not about the branch.
"""

import re

from coderipple.errors import BranchMovedError, HostError, ProtectedBranchError

_MOVED = re.compile(r"not a fast[- ]forward|reference already exists", re.IGNORECASE)
_SECRET = re.compile(r"secret detected|cannot contain secrets", re.IGNORECASE)
# Branch protection names the rule and links to a page about protected branches; a ruleset says that it is violated.
_PROTECTED = re.compile(
    r"protected[ -](branch|ref)|not authorized to push|through a pull request|required status checks?|approving review"
    r"|repository rule violations|must not contain merge commits|must have verified signatures|changes must be made",
    re.IGNORECASE,
)


def ref_error(
    branch: str, *, status: int, message: str, documentation_url: str = ""
) -> BranchMovedError | ProtectedBranchError | HostError | None:
    """Returns the error that a refused change of a branch stands for.

    Args:
        branch: The branch.
        status: The HTTP status.
        message: What GitHub says.
        documentation_url: Where it says more about that.
    """
    if status not in {403, 409, 422}:
        return None
    if _SECRET.search(message):
        return HostError(
            f"the branch {branch} was not moved: GitHub sees a secret in the documents; expected none. "
            "Take it out of what they are made of, and replace it"
        )
    if _MOVED.search(message):
        return BranchMovedError(branch)
    if _PROTECTED.search(f"{message} {documentation_url}"):
        return ProtectedBranchError(branch)
    return None
