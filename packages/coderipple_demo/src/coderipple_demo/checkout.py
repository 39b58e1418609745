"""Makes and renews the lasting copy of this clone that the function documents.

Comes in: the clone, and where the copies live. Goes out: a `Checkout` at the clone's last commit. Documents that an
earlier run wrote there stay: that is what lets a second run find nothing to do.
"""

from dataclasses import dataclass
from pathlib import Path

from coderipple_demo.clone import count_uncommitted, git, read_branch, read_head, read_origin
from coderipple_demo.errors import CloneError
from coderipple_demo.push_event import name_repository

_FETCHED = "refs/demo/head"
# The copy is ours alone: no hooks of the user's, and nothing that goes on in the background.
_OWN_SETTINGS = ("-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c", "maintenance.auto=false")


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkout:
    """A copy of the clone.

    Attributes:
        path: Where it is, and stays.
        owner: Owner of the repository, by the remote's address; `local` without one.
        name: Name of the repository.
        branch: The branch that is checked out in the clone.
        head: The commit that is documented.
        is_new: Whether this run made the copy.
        uncommitted_files: Files in the clone that differ from that commit, and are not part of the copy.
    """

    path: Path
    owner: str
    name: str
    branch: str
    head: str
    is_new: bool
    uncommitted_files: int


def update_checkout(clone: Path, copies: Path) -> Checkout:
    """Brings the copy of a clone to the clone's last commit.

    Args:
        clone: The clone; it may be shallow, and its HEAD detached. Nothing in it is changed.
        copies: The folder in which each repository's copy has its place.

    Raises:
        CloneError: The clone has no commit, or the copy cannot be renewed.
    """
    read_head(clone)
    owner, name = name_repository(read_origin(clone), clone.name)
    copy = copies / name
    is_new = not (copy / ".git").is_dir()
    if is_new:
        _make_folder(copy)
        git(copy, *_OWN_SETTINGS, "init", "--quiet", "--template=")
    return Checkout(
        path=copy,
        owner=owner,
        name=name,
        branch=read_branch(clone),
        head=_renew(copy, clone),
        is_new=is_new,
        uncommitted_files=count_uncommitted(clone),
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CloneError(f"{folder} cannot be made: {error.strerror}; expected a place for the copy") from error


def _renew(copy: Path, clone: Path) -> str:
    try:
        source = (str(clone.resolve()), f"+HEAD:{_FETCHED}")
        # A shallow clone has commits whose parents it lacks; without the option git would refuse to take them.
        git(copy, *_OWN_SETTINGS, "fetch", "--quiet", "--no-tags", "--update-shallow", *source)
        head = git(copy, "rev-parse", "--verify", f"{_FETCHED}^{{commit}}").strip()
        if _checked_out(copy) != head:
            git(copy, *_OWN_SETTINGS, "checkout", "--quiet", "--force", "--detach", head)
    except CloneError as error:
        raise CloneError(f"{error}\nThe copy cannot be renewed; delete {copy} and run the demo again") from error
    return head


def _checked_out(copy: Path) -> str | None:
    """The copy's commit; git moves HEAD last, so a checkout that was broken off counts as not done."""
    try:
        return git(copy, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    except CloneError:
        return None
