"""What git says about the project's files.

Comes in: files that would be packed. Goes out: a refusal of those that git does not track, and nothing where no git
work tree holds them, as in an unpacked archive.
"""

from collections.abc import Iterable
from pathlib import Path

from lambda_packaging.commands import run_command
from lambda_packaging.errors import ToolMissingError, UntrackedError


def require_tracked(paths: Iterable[Path], *, folder: Path) -> None:
    """Refuses what git does not track: a draft or a secret that lies among the sources of `folder`.

    Raises:
        UntrackedError: Some of `paths` are not tracked; `git add` is enough, without a commit.
        ToolFailedError: There is a repository, and git refuses to read it.
    """
    tracked = tracked_files(folder)
    if tracked is not None and (untracked := tuple(path for path in paths if path not in tracked)):
        raise UntrackedError(paths=untracked)


def require_tracked_content(target: Path, *, package: Path) -> None:
    """Refuses what the wheel of `package`, unpacked into `target`, holds beyond tracked files and its own metadata.

    A file of the wheel has the end of the path of its source, wherever the backend's settings look for sources.

    Raises:
        UntrackedError: Some files are not tracked.
        ToolFailedError: There is a repository, and git refuses to read it.
    """
    tracked = tracked_files(package)
    if tracked is None:
        return
    ends = {path.parts[start:] for path in tracked for start in range(len(path.parts))}
    packed = [path.relative_to(target) for path in sorted(target.rglob("*")) if path.is_file()]
    ours = (place for place in packed if not place.parts[0].endswith(".dist-info"))
    if untracked := tuple(place for place in ours if place.parts not in ends):
        raise UntrackedError(paths=untracked)


def tracked_files(folder: Path) -> frozenset[Path] | None:
    """Gives the files below `folder` that git tracks; None where there is no work tree or no git."""
    return _list_files(folder)


def ignored_files(folder: Path) -> frozenset[Path]:
    """Gives the files below `folder` that git is told to ignore."""
    return _list_files(folder, "--others", "--ignored", "--exclude-standard") or frozenset()


def _list_files(folder: Path, *options: str) -> frozenset[Path] | None:
    # Asking git would not do: it also calls a repository that it does not trust none.
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return None
    try:
        listed = run_command(["git", "-C", folder, "ls-files", "-z", *options, "--", "."])
    except ToolMissingError:
        return None
    return frozenset(folder / name for name in listed.split("\0") if name)
