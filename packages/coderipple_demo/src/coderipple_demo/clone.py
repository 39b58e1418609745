"""Reads this clone with the host's git.

Comes in: the folder of a clone; full, shallow or with a detached HEAD. Goes out: commits as values.
The function under demonstration does not use any of this: inside Lambda there is no git.
"""

import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coderipple_demo.errors import CloneError

GIT_TIMEOUT_SECONDS = 120
MAIN_BRANCH = "main"
LISTED_FILES = 3000
"""The most files a commit names: the oldest commit of a shallow clone adds the whole tree."""

# These lead git elsewhere; everything else that the user configured holds.
_REDIRECTIONS = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
_FIELDS = ("%H", "%T", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%P", "%B")
_STATUS_NAMES = {"A": "added", "D": "removed"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who wrote or recorded a commit."""

    name: str
    email: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Commit:
    """One commit and the files it touched, compared with its first parent.

    Attributes:
        id: The commit's object name.
        tree_id: The object name of its tree.
        parents: Object names of its parents; none at the edge of a shallow clone.
        author: Who wrote it.
        committer: Who recorded it.
        message: Subject and body.
        added: Paths of new files.
        removed: Paths of deleted files.
        modified: Paths of changed files.
    """

    id: str
    tree_id: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    message: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    modified: tuple[str, ...]


def git(folder: Path, *arguments: str) -> str:
    """Runs the host's git in a folder and returns what it printed.

    Raises:
        CloneError: git is missing or failed.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _REDIRECTIONS}
    environment |= {"GIT_LFS_SKIP_SMUDGE": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  # fixed program, arguments as a list
            command, env=environment, capture_output=True, timeout=GIT_TIMEOUT_SECONDS, check=True
        )
    except FileNotFoundError:
        raise CloneError("git is not installed; expected it on PATH to copy this clone") from None
    except subprocess.TimeoutExpired:
        raise CloneError(f"git {arguments[0]} did not end within {GIT_TIMEOUT_SECONDS} s in {folder}") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise CloneError(f"git {arguments[0]} failed in {folder}: {said}") from error
    return done.stdout.decode(errors="replace")


def read_head(root: Path) -> str:
    """Returns the id of the commit that is checked out.

    Raises:
        CloneError: The folder is no clone, or has no commit yet.
    """
    if not (root / ".git").exists():
        raise CloneError(f"{root} is not a git clone; expected one, because the demo documents its own commits")
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    except CloneError as error:
        if str(error).endswith(": "):  # --quiet: nothing was said, so nothing but the commit is missing
            raise CloneError(f"{root} has no commit yet; commit something and run the demo again") from None
        raise


def read_branch(root: Path) -> str:
    """Returns the branch that is checked out; `main` stands in for a detached HEAD."""
    return git(root, "branch", "--show-current").strip() or MAIN_BRANCH


def count_uncommitted(root: Path) -> int:
    """Returns the number of files that differ from HEAD or are new."""
    return git(root, "status", "--porcelain=v1", "--no-renames", "-z").count("\0")


def read_origin(root: Path) -> str:
    """Returns the address of the remote `origin`, or an empty string."""
    try:
        return git(root, "config", "--get", "remote.origin.url").strip()
    except CloneError:
        return ""


def read_commits(root: Path, *, head: str, pushed: int, listed: int) -> tuple[str | None, tuple[Commit, ...]]:
    """Reads the latest commits as one push.

    Args:
        root: The clone.
        head: The newest commit.
        pushed: Steps to go back along the first parents.
        listed: The most commits to return; merged branches can bring many.

    Returns:
        The commit before the push, None where the history is shorter (or a shallow clone lacks it); and the
        commits after it, oldest first.
    """
    line = git(root, "rev-list", "--first-parent", f"--max-count={pushed + 1}", head).split()
    before = line[pushed] if len(line) > pushed else None
    span = f"{before}..{head}" if before else head
    ids = git(root, "rev-list", "--reverse", "--topo-order", span).split()[-listed:]
    return before, tuple(_commit(root, commit_id) for commit_id in ids)


def _commit(root: Path, commit_id: str) -> Commit:
    shown = git(root, "show", "--no-patch", f"--format={'%x00'.join(_FIELDS)}", commit_id)
    fields = shown.rstrip("\n").split("\0", len(_FIELDS) - 1)
    files = _files(root, commit_id, fields[8].split())
    return Commit(
        id=fields[0],
        tree_id=fields[1],
        author=Person(name=fields[2], email=fields[3], at=datetime.fromisoformat(fields[4])),
        committer=Person(name=fields[5], email=fields[6], at=datetime.fromisoformat(fields[7])),
        parents=tuple(fields[8].split()),
        message=fields[9].rstrip("\n"),
        added=files["added"],
        removed=files["removed"],
        modified=files["modified"],
    )


def _files(root: Path, commit_id: str, parents: list[str]) -> dict[str, tuple[str, ...]]:
    compared = (parents[0], commit_id) if parents else ("--root", commit_id)
    listing = git(root, "diff-tree", "-r", "-z", "--no-commit-id", "--name-status", "--no-renames", *compared)
    statuses_and_paths = listing.split("\0")
    files: dict[str, list[str]] = {"added": [], "removed": [], "modified": []}
    for status, path in zip(statuses_and_paths[0::2], statuses_and_paths[1::2], strict=False):
        files[_STATUS_NAMES.get(status, "modified")].append(path)
    return {name: tuple(paths[:LISTED_FILES]) for name, paths in files.items()}
