"""The lock file: every distribution of a layer, at one version, with the hashes of its files.

Comes in: the text of a lock, and the `pyproject.toml` of the package that it was made for.
Goes out: `Pin` values, or an error that names the first thing that does not fit.
"""

import difflib
import re
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import InvalidVersion, Version

from lambda_packaging.errors import DeclarationError, LockOutOfDateError, LockSyntaxError
from lambda_packaging.project import DependenciesLayer, Project

HASH_OPTION = re.compile(r"\s--hash=(\S+)")
SHA256 = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One line of a lock.

    Attributes:
        marker: Where the pin applies; everywhere if there is none.
        hashes: `sha256:…` of every file that may be installed.
    """

    name: NormalizedName
    version: Version
    marker: Marker | None
    hashes: frozenset[str]

    def applies_to(self, *, python: str, architecture: str) -> bool:
        """Says whether the pin belongs into a layer for Linux on `architecture`."""
        return self.marker is None or self.marker.evaluate(target_markers(python=python, architecture=architecture))


def target_markers(*, python: str, architecture: str) -> dict[str, str]:
    """Gives the environment markers of the Lambda runtime for `python`, for example `3.13`."""
    return {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": "aarch64" if architecture == "arm64" else architecture,
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
        "extra": "",
    }


def read_lock(path: Path) -> tuple[Pin, ...]:
    """Reads the lock at `path`.

    Raises:
        LockSyntaxError: The file is missing, or a line is not a pinned, hashed requirement.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LockSyntaxError(lock=path, line_number=0, line=str(error), expected="a readable lock file") from error
    return parse_lock(text, path=path)


def locked_names(path: Path) -> frozenset[NormalizedName]:
    """Gives the names of the distributions in the lock at `path`.

    Raises:
        LockSyntaxError: The lock cannot be read.
    """
    return frozenset(pin.name for pin in read_lock(path))


def parse_lock(text: str, *, path: Path) -> tuple[Pin, ...]:
    """Gives the pins of `text`; `path` only names the file in errors."""
    return tuple(_pin(line, number, path=path) for number, line in _logical_lines(text))


def require_locks_match(project: Project, *, architecture: str) -> None:
    """Checks that the lock holds what every dependencies layer of `project` is declared to hold.

    Raises:
        LockOutOfDateError: A declared requirement is missing or pinned outside its range.
        LockSyntaxError: The lock cannot be read.
    """
    for layer in project.layers:
        if isinstance(layer, DependenciesLayer):
            require_lock_matches(
                read_lock(project.lock),
                package=layer.package,
                extras=layer.extras,
                python=project.python,
                architecture=architecture,
                path=project.lock,
            )


def require_unused_are_locked(project: Project) -> None:
    """Checks that every distribution that is declared unused would be installed otherwise.

    Raises:
        DeclarationError: One is in no lock, perhaps for a slip of the pen.
    """
    locks = [project.lock, *(one.own_requirements for one in project.functions if one.own_requirements.is_file())]
    locked = frozenset(name for lock in locks for name in locked_names(lock))
    for name in project.prune.unused_distributions:
        if canonicalize_name(name) not in locked:
            nearest = difflib.get_close_matches(name, locked, n=1)
            hint = f"; did you mean `{nearest[0]}`?" if nearest else ""
            problem = f"is in no lock, expected the name of a locked distribution{hint}"
            raise DeclarationError(key=f"prune.unused-distributions.{name}", problem=problem)


def require_lock_matches(
    pins: Iterable[Pin],
    *,
    package: Path,
    extras: Iterable[str],
    python: str,
    architecture: str,
    path: Path,
) -> None:
    """Checks that the lock holds what the package in folder `package` declares for the target.

    Raises:
        LockOutOfDateError: A declared requirement is missing or pinned outside its range.
    """
    markers = target_markers(python=python, architecture=architecture)
    pins = tuple(pins)
    locked = {pin.name: pin for pin in pins if pin.applies_to(python=python, architecture=architecture)}
    elsewhere = {pin.name: f"{pin.name} {pin.version} only where {pin.marker}" for pin in pins}
    for requirement in declared_requirements(package, extras=extras):
        if requirement.marker is not None and not requirement.marker.evaluate(markers):
            continue
        pin = locked.get(canonicalize_name(requirement.name))
        if pin is None:
            found = elsewhere.get(canonicalize_name(requirement.name))
            raise LockOutOfDateError(lock=path, requirement=str(requirement), locked=found)
        if not requirement.specifier.contains(pin.version, prereleases=True):
            locked_as = f"{pin.name} {pin.version}"
            raise LockOutOfDateError(lock=path, requirement=str(requirement), locked=locked_as)


def find_required(
    layer: DependenciesLayer, modules: Path, *, lock: Path, python: str, architecture: str
) -> dict[NormalizedName, tuple[str, ...]]:
    """Finds everything that the layer's requirements lead to, and checks that it is installed.

    Args:
        layer: What was asked for.
        modules: The folder with the distributions.
        lock: Where they came from, for the message.
        python: The runtime's version.
        architecture: The target's.

    Returns:
        By name, the shortest chain of what asked for it: the nearest first, with the extras that it was asked for with,
        the layer's own requirement last. Empty for what the layer requires itself.

    Raises:
        LockOutOfDateError: A distribution is missing, or has a version that another one refuses.
    """
    installed = {canonicalize_name(each.name): each for each in distributions(path=[str(modules)])}
    markers = target_markers(python=python, architecture=architecture)
    none: tuple[str, ...] = ()
    waiting = deque((each, none) for each in declared_requirements(layer.package, extras=layer.extras))
    chains: dict[NormalizedName, tuple[str, ...]] = {}
    seen: set[tuple[NormalizedName, str]] = set()
    while waiting:  # breadth first, so that the first chain to arrive is a shortest one
        requirement, chain = waiting.popleft()
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not requirement.marker.evaluate(markers):
            continue
        found = installed.get(name)
        if found is None or not requirement.specifier.contains(found.version, prereleases=True):
            words = f"{requirement} (of {chain[0]})" if chain else str(requirement)
            raise LockOutOfDateError(lock=lock, requirement=words, locked=f"{name} {found.version}" if found else None)
        chains.setdefault(name, chain)
        for extra in ("", *sorted(requirement.extras)):
            if (name, extra) not in seen:
                seen.add((name, extra))
                link = f"{name}[{extra}]" if extra else name
                waiting += [(each, (link, *chain)) for each in _required(found, extra, markers)]
    return chains


def _required(distribution: Distribution, extra: str, markers: Mapping[str, str]) -> Iterator[Requirement]:
    """Gives what a distribution requires because of one extra; without markers, since they are evaluated here."""
    for line in distribution.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({**markers, "extra": extra}):
            requirement.marker = None
            yield requirement


def declared_requirements(package: Path, *, extras: Iterable[str]) -> Iterator[Requirement]:
    """Gives what `package` (a folder with a `pyproject.toml`) declares, with those extras.

    Raises:
        DeclarationError: The package, an extra or a requirement cannot be read.
    """
    path = package / "pyproject.toml"
    try:
        declared: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    except (OSError, tomllib.TOMLDecodeError) as error:
        problem = f"{path} cannot be read ({error}); expected the project table of a package"
        raise DeclarationError(key="layers", problem=problem) from error
    optional = declared.get("optional-dependencies", {})
    for extra in sorted(extras):
        if extra not in optional:
            raise DeclarationError(
                key="layers", problem=f"{path} has no extra {extra!r}; expected one of {[*optional]}"
            )
    lines = [
        *declared.get("dependencies", []),
        *(line for extra in sorted(extras) for line in optional[extra]),
    ]
    for line in lines:
        try:
            yield Requirement(line)
        except InvalidRequirement as error:
            problem = f"{path} declares {line!r}; expected a requirement ({error})"
            raise DeclarationError(key="layers", problem=problem) from error


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Joins continued lines and drops comments; gives each with the number of its first line."""
    pending, started = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = re.sub(r"(^|\s)#.*$", "", line).strip()
        started = started if pending else number
        pending = f"{pending} {bare}".strip()
        if pending.endswith("\\"):
            pending = pending[:-1].rstrip()
            continue
        if pending:
            yield started, pending
        pending = ""
    if pending:
        yield started, pending


def _pin(line: str, number: int, *, path: Path) -> Pin:
    def refuse(expected: str) -> LockSyntaxError:
        return LockSyntaxError(lock=path, line_number=number, line=line[:120], expected=expected)

    hashes = frozenset(HASH_OPTION.findall(line))
    try:
        requirement = Requirement(HASH_OPTION.sub("", line).strip())
        pinned = [Version(part.version) for part in requirement.specifier if part.operator == "=="]
    except (InvalidRequirement, InvalidVersion) as error:
        raise refuse("`name==version` with hashes") from error
    if len(pinned) != 1 or len(requirement.specifier) != 1 or requirement.url is not None:
        raise refuse("exactly one version after `==`")
    if not hashes or not all(SHA256.fullmatch(value) for value in hashes):
        raise refuse("at least one `--hash=sha256:…` and no other kind")
    name = canonicalize_name(requirement.name)
    return Pin(name=name, version=pinned[0], marker=requirement.marker, hashes=hashes)
