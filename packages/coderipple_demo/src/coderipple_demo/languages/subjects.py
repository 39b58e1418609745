"""The public histories by which the languages beside Python are judged.

Comes in: `docs/languages-subjects.toml`, `docs/drift-subjects.toml`. Goes out: values, and clones below
`build/languages`, never committed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coderipple_demo.clone import git
from coderipple_demo.errors import CloneError, DemoError

GIT_HOST = "https://github.com/"


class SubjectsError(DemoError):
    """The list of subjects cannot be read, or a subject cannot be fetched."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Releases:
    """Two releases, one after the other.

    Attributes:
        base: The earlier tag or commit.
        head: The later one.
    """

    base: str
    head: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicSubject:
    """A public repository.

    Attributes:
        name: Owner and name.
        language: The language that it is judged in.
        kind: What makes it different from the others.
        commit: The last commit that is documented.
        last: How many commits of its first-parent chain are pushes.
        modules: What may be imported, as a person says it: of Go the module's path, of TypeScript and Rust
            `NAME=FILE`, of Java the folders of sources.
        features: Of Rust, what is turned on beside the default.
        note: Why something does not hold, as far as it is known.
    """

    name: str
    language: str
    kind: str
    commit: str
    last: int
    modules: tuple[str, ...]
    features: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DriftSubject:
    """A public repository by which `coderipple check` is judged.

    Attributes:
        name: Owner and name.
        language: The language that it is judged in.
        modules: What may be imported; those that a release lacks are passed over.
        features: Of Rust, what is turned on beside the default.
        removals: Pairs of releases between which something was removed.
        quiet: Pairs between which nothing was.
        accepted: What a person found to be gone of what the check says of the documents of then, though its last
            word still stands in the sources: the text of the finding, and why.
        refused: What a person found to mean something else, though the sources do not hold it: the text, and why.
        is_held_out: Whether it was chosen after the rules of the check were made.
    """

    name: str
    language: str
    modules: tuple[str, ...]
    features: tuple[str, ...] = ()
    removals: tuple[Releases, ...] = ()
    quiet: tuple[Releases, ...] = ()
    accepted: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    is_held_out: bool = False


def read_public_subjects(text: str) -> tuple[PublicSubject, ...]:
    """Reads the list.

    Raises:
        SubjectsError: It is no such list.
    """
    try:
        return tuple(_subject(each) for each in tomllib.loads(text)["subjects"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SubjectsError(
            f"the subjects cannot be read: {error}; expected tables with name, language, kind, commit, last, modules"
        ) from error


def _subject(each: Mapping[str, Any]) -> PublicSubject:
    return PublicSubject(
        name=each["name"],
        language=each["language"],
        kind=each["kind"],
        commit=each["commit"],
        last=int(each["last"]),
        modules=tuple(each["modules"]),
        features=tuple(each.get("features", ())),
        note=each.get("note", ""),
    )


def read_drift_subjects(text: str) -> tuple[DriftSubject, ...]:
    """Reads the list of what the check is judged by.

    Raises:
        SubjectsError: It is no such list.
    """
    try:
        return tuple(_drift_subject(each) for each in tomllib.loads(text)["subjects"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SubjectsError(
            f"the subjects cannot be read: {error}; expected tables with name, language, modules"
        ) from error


def _drift_subject(each: Mapping[str, Any]) -> DriftSubject:
    return DriftSubject(
        name=each["name"],
        language=each["language"],
        modules=tuple(each["modules"]),
        features=tuple(each.get("features", ())),
        removals=tuple(Releases(base=base, head=head) for base, head in each.get("removals", ())),
        quiet=tuple(Releases(base=base, head=head) for base, head in each.get("quiet", ())),
        accepted=dict(each.get("accepted", {})),
        refused=dict(each.get("refused", {})),
        is_held_out=bool(each.get("held_out", False)),
    )


def fetch_clone(name: str, root: Path) -> Path:
    """Clones a repository, unless it is there, and returns the folder.

    Raises:
        SubjectsError: It cannot be cloned.
    """
    folder = root / "build" / "languages" / name.replace("/", "+")
    try:
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            git(folder.parent, "clone", "--quiet", "--bare", f"{GIT_HOST}{name}", str(folder))
    except CloneError as error:
        raise SubjectsError(f"{name} cannot be fetched: {error}") from error
    return folder


def fetch_history(subject: PublicSubject, root: Path) -> Path:
    """Clones a subject, unless it is there, puts its branch on the commit, and returns the folder.

    Raises:
        SubjectsError: It cannot be cloned, or lacks the commit.
    """
    folder = fetch_clone(subject.name, root)
    try:
        git(folder, "update-ref", "refs/heads/measured", subject.commit)
        git(folder, "symbolic-ref", "HEAD", "refs/heads/measured")
    except CloneError as error:
        raise SubjectsError(f"{subject.name} cannot be fetched: {error}") from error
    return folder
