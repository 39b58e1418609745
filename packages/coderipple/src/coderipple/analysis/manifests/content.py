"""A manifest that nobody has looked at yet, and small readers of its values, which may be of any kind.

Comes in: a path and bytes. Goes out: text, tables, lists, and the `Project` that a reader puts together from them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from packaging.utils import canonicalize_name

from coderipple.facts import EntryPoint, Evidence, Project, Requirement

_MOST_ENTRIES = 5_000  # of one list or table; nobody writes more, and what reads them stays fast
_LONGEST_TEXT = 300  # characters
_NAME = re.compile(r"[\w@.][\w@./:~+ -]{0,213}")  # 214: the longest name that npm takes, and no other takes more
# Groups of entry points whose names are commands: those of Python, its script files, and those of npm and Cargo.
_COMMAND_GROUPS = frozenset({"console_scripts", "gui_scripts", "scripts", "bin"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestFile:
    """A manifest of a tree.

    Attributes:
        path: Where it stands.
        blob_id: Object id of its content.
        content: Its bytes.
    """

    path: str
    blob_id: str
    content: bytes

    @property
    def folder(self) -> str:
        """Folder that it stands in, empty for the repository's root."""
        return self.path.rpartition("/")[0]

    @property
    def text(self) -> str:
        """The content as text, without a byte order mark; raises `UnicodeDecodeError` where it is none."""
        return self.content.decode("utf-8-sig")

    def project(
        self,
        *,
        ecosystem: str,
        name: str,
        runtime: str = "",
        version: str = "",
        description: str = "",
        installable: bool = True,
        build_backend: str = "",
        requirements: Iterable[Requirement] = (),
        for_development: Iterable[Requirement] = (),
        entry_points: Iterable[EntryPoint] = (),
    ) -> Project:
        """Puts a project together.

        Args:
            ecosystem: See `Project`, and so the others.
            name: Empty where another manifest of the folder has it.
            runtime: Versions of the language.
            version: Its own version.
            description: Its own one line.
            installable: Whether it declares a build system.
            build_backend: What builds it.
            requirements: What its users need, extras included.
            for_development: What only those who work on it need.
            entry_points: What it registers.
        """
        needed = frozenset(requirements)
        registered = sorted(frozenset(entry_points), key=lambda each: (each.group, each.name, each.target))
        every = sorted(needed.union(for_development), key=lambda each: (each.group, each.name, each.specifier))
        own = checked_name(name)
        return Project(
            name=own,
            folder=self.folder,
            runtime=runtime,
            # An extra may take the others in by requiring its own project.
            dependencies=tuple(sorted({each.name for each in needed} - {own, str(canonicalize_name(own))})),
            scripts=tuple(sorted({each.name for each in registered if is_command(each)})),
            installable=installable,
            evidence=self._evidence(own),
            ecosystem=ecosystem,
            version=version,
            description=description,
            requirements=tuple(every),
            entry_points=tuple(registered),
            build_backend=build_backend,
            extras=frozenset(each.group for each in needed if each.group and ecosystem == "python"),
        )

    def _evidence(self, symbol: str) -> Evidence:
        lines = self.content.count(b"\n") + (not self.content.endswith(b"\n"))
        return Evidence(
            path=self.path,
            first_line=1,
            last_line=max(1, lines),
            blob_id=self.blob_id,
            symbol=symbol,
        )


def is_command(entry_point: EntryPoint) -> bool:
    """Tells whether an entry point is a command that a user can type."""
    return entry_point.group in _COMMAND_GROUPS


def checked_name(value: object) -> str:
    """Returns a name on one line, empty where there is none.

    Raises:
        ValueError: It holds what no ecosystem takes in a name.
    """
    name = one_line(value)
    if name and not _NAME.fullmatch(name):
        message = f"{name!r} cannot be the name of a project; letters, digits and - _ . / @ : are expected"
        raise ValueError(message)
    return name


def one_line(value: object, *, longest: int = _LONGEST_TEXT) -> str:
    """Returns a text on one line without invisible characters, or an empty string where it is no text."""
    if not isinstance(value, str):
        return ""
    # Cut before anything walks over it: a description may be as long as its file.
    line = " ".join(value[: 4 * longest].split())
    line = "".join(each for each in line if each.isprintable())
    return line if len(line) <= longest else f"{line[: longest - 2].rstrip()} …"


def table(parent: object, *keys: str) -> dict[str, Any]:
    """Returns the table below keys, empty where there is none."""
    for key in keys:
        parent = parent.get(key) if isinstance(parent, dict) else None
    if not isinstance(parent, dict):
        return {}
    return {key: value for key, value in islice(parent.items(), _MOST_ENTRIES) if isinstance(key, str)}


def texts(value: object) -> Iterator[str]:
    """Yields the texts of a list."""
    if isinstance(value, list | tuple):
        yield from (each for each in islice(value, _MOST_ENTRIES) if isinstance(each, str))


def entry_points(group: str, targets: object) -> Iterator[EntryPoint]:
    """Yields the entry points of a table from names to targets."""
    for name, target in table({"": targets}, "").items():
        if one_line(name) and one_line(target):
            yield EntryPoint(group=one_line(group), name=one_line(name), target=one_line(target))


def grouped_entry_points(groups: object) -> Iterator[EntryPoint]:
    """Yields the entry points of a table from groups to tables."""
    found = chain.from_iterable(entry_points(group, each) for group, each in table({"": groups}, "").items())
    return islice(found, _MOST_ENTRIES)
