"""The repositories that the engine judges itself on: chains of real releases, and this clone.

Comes in: `docs/replay-subjects.toml`. Goes out: git repositories and interpreters under `build/`. A release is what its
authors packed; the same list gives the same commit ids on every machine.
"""

import shutil
import tarfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dulwich.index import commit_tree
from dulwich.objects import Blob, Commit
from dulwich.refs import HEADREF, Ref
from dulwich.repo import Repo
from lambda_packaging.commands import find_uv, run_command, run_uv

from coderipple_demo.errors import DemoError

_AUTHOR = b"Releases <releases@example.com>"
_BRANCH = Ref(b"refs/heads/main")
_FIRST_SECOND = 1_577_836_800  # 2020-01-01; each release is a day later
_DAY_SECONDS = 86_400
_LARGEST_BYTES = 20_000_000


class SubjectError(DemoError):
    """A subject cannot be made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A repository to replay.

    Attributes:
        name: Name of the distribution.
        kind: What makes it different from the others.
        versions: Its releases, oldest first; empty for this clone.
        requirements: What inspecting it needs beside its own requirements.
        last: Replay so many pushes, or None for all.
    """

    name: str
    kind: str
    versions: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    last: int | None = None


def read_subjects(text: str) -> tuple[Subject, ...]:
    """Reads the list of subjects.

    Raises:
        SubjectError: It is no such list.
    """
    try:
        return tuple(_subject(each) for each in tomllib.loads(text)["subjects"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SubjectError(
            f"the subjects cannot be read: {error}; expected tables with name, kind, versions"
        ) from error


def _subject(each: Mapping[str, Any]) -> Subject:
    return Subject(
        name=each["name"],
        kind=each["kind"],
        versions=tuple(each.get("versions", ())),
        requirements=tuple(each.get("requirements", ())),
        last=each.get("last"),
    )


def fetch_releases(subject: Subject, folder: Path) -> list[Path]:
    """Downloads the sdists that are missing and returns the file of each version."""
    program = _pip(folder.parent)
    found = []
    for version in subject.versions:
        place = folder / "sdists" / version
        if not _sdists(place):
            options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:")
            run_command([program, "-m", "pip", "download", *options, "--dest", place, f"{subject.name}=={version}"])
        files = _sdists(place)
        if len(files) != 1:
            raise SubjectError(f"{subject.name} {version} has {len(files)} sdists in {place}; expected one .tar.gz")
        found += files
    return found


def _sdists(place: Path) -> list[Path]:
    return sorted(place.glob("*.tar.gz"))


def _pip(folder: Path) -> Path:
    """Returns an interpreter with pip: uv installs, but it has no command that only downloads."""
    program = folder / "pip" / "bin" / "python"
    if not program.exists():
        run_uv("venv", "--quiet", "--seed", folder / "pip")
    return program


def read_sdist(file: Path) -> dict[str, bytes]:
    """Returns path to content of what the authors packed; what the packing tool added is left out."""
    found = {}
    with tarfile.open(file) as archive:
        for member in archive:
            parts = PurePosixPath(member.name).parts[1:]
            is_safe = parts and ".." not in parts and not any(part.lower() == ".git" for part in parts)
            is_added = parts == ("PKG-INFO",) or any(part.endswith(".egg-info") for part in parts)
            if member.isreg() and is_safe and not is_added and member.size <= _LARGEST_BYTES:
                content = archive.extractfile(member)
                found["/".join(parts)] = content.read() if content else b""
    return found


def make_history(name: str, releases: Mapping[str, Mapping[str, bytes]], folder: Path) -> str:
    """Makes a bare repository in which each release is a commit, and returns the id of the last.

    Args:
        name: Name of the distribution.
        releases: Version to files, oldest first.
        folder: Where to; what is there goes.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    head = b""
    with Repo.init_bare(folder) as repository:
        for number, (version, files) in enumerate(releases.items()):
            commit = Commit()
            commit.tree = _store(repository, files)
            commit.parents = [repository.refs[_BRANCH]] if head else []
            commit.author = commit.committer = _AUTHOR
            commit.author_time = commit.commit_time = _FIRST_SECOND + number * _DAY_SECONDS
            commit.author_timezone = commit.commit_timezone = 0
            commit.message = f"{name} {version}\n".encode()
            repository.object_store.add_object(commit)
            repository.refs[_BRANCH] = commit.id
            head = commit.id
        repository.refs.set_symbolic_ref(HEADREF, _BRANCH)
    return head.decode()


def _store(repository: Repo, files: Mapping[str, bytes]) -> Any:
    entries = []
    for path, content in sorted(files.items()):
        blob = Blob.from_string(content)
        repository.object_store.add_object(blob)
        entries.append((path.encode(), blob.id, 0o100644))
    return commit_tree(repository.object_store, entries)


def make_interpreter(requirements: list[str], folder: Path) -> Path:
    """Returns an interpreter with requirements installed; it is made again where they are others."""
    program, marker = folder / "bin" / "python", folder / "requirements.txt"
    wanted = "\n".join(requirements)
    if not (marker.is_file() and marker.read_text(encoding="utf-8") == wanted):
        run_uv("venv", "--quiet", "--clear", folder)
        run_command([find_uv(), "pip", "install", "--quiet", "--python", program, *requirements])
        marker.write_text(wanted, encoding="utf-8")
    return program
