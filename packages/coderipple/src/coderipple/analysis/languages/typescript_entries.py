"""Which files of TypeScript and JavaScript are what users import, as `package.json` names them.

It names what a build writes, which the repository may not have; then the source is looked for where builds take it
from. Declarations of types beside a main file of JavaScript are a part of the same module.

Comes in: the files, the projects. Goes out: path to the name by which a file is imported.
Source: Node's "Package entry points", "Subpath patterns"; TypeScript's "Publishing" and "Module resolution".
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from coderipple.analysis.python_source import SourceFacts

if TYPE_CHECKING:
    from coderipple.facts import Project

DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
ENDINGS = (*DECLARATIONS, ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
SOURCES = ("src", "lib", "source", "")
"""Folders from which builds take their sources."""

# What a build writes, and the repository may not have.
_BUILT = frozenset(
    ("dist", "distribution", "lib", "build", "out", "es", "esm", "cjs", "commonjs", "umd", "node", "browser", "types")
)
_GROUPS = frozenset({"exports", "module", "commonjs", "types"})
_MOST_PATTERNS = 100  # of one package; each is held against every file


def stem(path: str) -> str:
    """Returns a path without the ending of a language."""
    ending = next((each for each in ENDINGS if path.endswith(each)), "")
    return path.removesuffix(ending) if ending else path


def entries(files: Mapping[str, SourceFacts], projects: "Iterable[Project]") -> dict[str, str]:
    """Returns the files that packages name as what may be imported, with the name by which it is.

    Two files have one name where one declares the types of the other.
    """
    by_stem: dict[str, str] = {}
    for path in sorted(files, key=lambda path: (path.endswith(DECLARATIONS), path)):
        by_stem.setdefault(stem(path), path)
    by_lower = {each.lower(): path for each, path in by_stem.items()}
    found: dict[str, str] = {}
    for project in (each for each in projects if each.ecosystem == "node"):
        sources: dict[str, str] = {}  # of each name; of several conditions that lead to one, the first counts
        declared: dict[str, str] = {}
        laid_out = ""
        for entry, target in _targets(project):
            name = posixpath.normpath(f"{project.name}/{entry}")
            exact = posixpath.normpath(posixpath.join(project.folder, target))
            if "*" in entry:
                for path, each in _matched(project, entry, posixpath.join(laid_out, target), files, by_stem).items():
                    sources.setdefault(each, path)
            elif exact in files and exact.endswith(DECLARATIONS):
                declared.setdefault(name, exact)
            elif name not in sources and (path := _source(project, target, by_stem, by_lower)):
                sources[name] = path
                laid_out = laid_out or _laid_out(project, target, path)
        for name, path in sources.items():
            found.setdefault(path, name)
        for name, path in declared.items():
            if not sources.get(name, "").endswith((".ts", ".tsx", ".mts", ".cts")):
                found.setdefault(path, name)
    return found


def _targets(project: "Project") -> list[tuple[str, str]]:
    stated = [
        (each.name, each.target)
        for each in project.entry_points
        if each.group in _GROUPS and (each.name == "." or each.name.startswith("./"))
    ]
    patterns = [each for each in stated if "*" in each[0]]
    stated = [each for each in stated if "*" not in each[0]] + patterns[:_MOST_PATTERNS]
    return [*stated] if any(name == "." for name, _ in stated) else [(".", "index.js"), *stated]  # Node's own default


def _source(project: "Project", target: str, by_stem: Mapping[str, str], by_lower: Mapping[str, str]) -> str:
    stated = (by_stem.get(each) for each in _places(project.folder, target))
    bundled = (by_lower.get(each.lower()) for each in _bundled(project)) if target != "index.js" else ()
    return next(filter(None, (*stated, *bundled)), "")


def _laid_out(project: "Project", target: str, path: str) -> str:
    """Returns the folder of sources whose files are at the root of what is published, or an empty string."""
    inside = stem(posixpath.normpath(target))
    return next((each for each in SOURCES if each and stem(path) == posixpath.join(project.folder, each, inside)), "")


def _places(folder: str, target: str) -> Iterator[str]:
    """Yields where the source of an entry may lie, without its ending: there, or where a build takes it from."""
    parts = stem(posixpath.normpath(target)).split("/")
    yield posixpath.normpath(posixpath.join(folder, *parts))
    yield posixpath.normpath(posixpath.join(folder, *parts, "index"))
    while target != "index.js":
        for source in SOURCES:
            yield posixpath.normpath(posixpath.join(folder, source, *parts))
        if len(parts) < 2 or parts[0] not in _BUILT.union(SOURCES):
            return
        parts = parts[1:]


def _bundled(project: "Project") -> Iterator[str]:
    """Yields where the source of a bundle usually is: an `index`, or a file that is called as the package is."""
    own = project.name.rpartition("/")[2]
    for folder in SOURCES[:-1]:
        place = posixpath.join(project.folder, folder)
        yield from (f"{place}/index", f"{place}/{own}")


def _matched(
    project: "Project", entry: str, target: str, files: Mapping[str, SourceFacts], by_stem: Mapping[str, str]
) -> dict[str, str]:
    """Returns the files that a pattern such as `./*` leads to, with the name by which each is imported.

    In folders below, a file that others import is a part of these. A way into what a build writes, or to any file,
    leads to single files of what is offered by another name.
    """
    first = posixpath.normpath(target).partition("/")[0]
    if entry.split("/")[1] in _BUILT.union(SOURCES) or target.count("*") != 1 or target.endswith("*") or "*" in first:
        return {}
    for place in _places(project.folder, target):
        if place.partition("*")[0].strip("/") == project.folder.strip("/"):  # every file of the repository
            continue
        pattern = re.compile(re.escape(place).replace(r"\*", "(.+)"))
        parts = {path: found[1] for each, path in by_stem.items() if (found := pattern.fullmatch(each))}
        parts = {path: part for path, part in parts.items() if not path.endswith(DECLARATIONS)}
        if parts:
            used = {place for path in parts for place in imported_places(path, files[path].imported_modules)}
            return {
                path: posixpath.normpath(f"{project.name}/{entry.replace('*', part)}")
                for path, part in parts.items()
                if part != "index" and not ("/" in part and stem(path) in used)
            }
    return {}


def imported_places(path: str, modules: Iterable[str]) -> Iterator[str]:
    """Yields where the files that a file imports by their place may lie, without their endings."""
    for module in (each for each in modules if each.startswith(".")):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), module))
        yield from (place, stem(place), posixpath.join(place, "index"))
