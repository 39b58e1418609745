"""The map of the code: every module, and which others of the same repository it imports.

Comes in: the files of a tree. Goes out: `SourceModule`s.
"""

from collections.abc import Iterable, Iterator, Mapping

from coderipple.analysis.public_names import Source, absolute_module
from coderipple.facts import SourceModule


def module_map(sources: Iterable[Source]) -> tuple[SourceModule, ...]:
    """Returns the modules of a tree, sorted by name; of two with one name, the first."""
    by_name: dict[str, Source] = {}
    for source in sources:
        by_name.setdefault(source.name, source)
    return tuple(
        SourceModule(
            name=name,
            path=source.path,
            summary=source.facts.summary,
            imports=_deepest(set(_internal(source, by_name)) - {name}),
        )
        for name, source in sorted(by_name.items())
    )


def _deepest(names: set[str]) -> tuple[str, ...]:
    """Returns names without the packages around them: who imports a module imports those on the way."""
    return tuple(sorted(each for each in names if not any(other.startswith(f"{each}.") for other in names)))


def _internal(source: Source, by_name: Mapping[str, Source]) -> Iterator[str]:
    for each in source.facts.imported_names:
        module = absolute_module(each, source)
        found = next((name for name in (f"{module}.{each.name}", module) if name in by_name), None)
        if found:
            yield found
    for dotted in source.facts.imported_modules:
        parts = dotted.split(".")
        prefixes = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        found = next((name for name in prefixes if name in by_name), None)
        if found:
            yield found
