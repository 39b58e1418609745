"""How the code is put together.

Comes in: the facts at the head. Goes out: the map of packages with a line each, their imports as a diagram, and where
the program is entered.
"""

from collections.abc import Iterable, Iterator, Mapping

from coderipple.facts import EntryPoint, Facts, SourceModule
from coderipple.markup import code_link, code_span, prose
from coderipple.mermaid import flowchart
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject

_MOST_NODES = 24  # more boxes than these nobody reads
_MOST_EDGES = 48


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['architecture']}"
    packages = tuple(_package_lines(facts.module_map, document))
    diagram = _diagram(facts.module_map)
    entries = tuple(_entry_lines(facts, document))
    for name, heading, lines, label, subjects in (
        ("1-packages", "Packages", packages, "the map of packages", {Subject.SYMBOL, Subject.IMPORT}),
        ("2-imports", "Imports", diagram, "the import graph", {Subject.IMPORT}),
        (
            "3-entry-points",
            "Entry points",
            entries,
            "where the program is entered",
            {Subject.ENTRY_POINT, Subject.IMPORT},
        ),
    ):
        if lines:
            yield page_section("architecture", name, lines, heading=heading, label=label, subjects=subjects)


def _package_lines(modules: Iterable[SourceModule], document: str) -> Iterator[Statement]:
    packages = [each for each in modules if _package_of(each) == each.name]
    names = {each.name for each in packages}
    for each in packages:
        indent = "  " * sum(outer in names for outer in _around(each))
        summary = f": {prose(each.summary)}" if each.summary else ""
        yield Statement(text=f"{indent}- {code_link(each.name, each.path, document=document)}{summary}")


def _around(module: SourceModule) -> Iterator[str]:
    """Yields the packages around a module, the nearest first."""
    name, separator, _ = module.name.rpartition(module.separator)
    while separator:
        yield name
        name, separator, _ = name.rpartition(module.separator)


def _diagram(modules: tuple[SourceModule, ...]) -> tuple[Statement, ...]:
    """Returns the imports between packages, as deep as a diagram of a readable size goes; nothing where none fits.

    What the modules of one package import of each other changes too often to be looked at.
    """
    packages = {each.name: _package_of(each) for each in modules}
    deepest = max((packages[each.name].count(each.separator) for each in modules), default=0) + 1
    for depth in range(deepest, 0, -1):
        edges = _edges(modules, packages, depth)
        nodes = sorted({node for edge in edges for node in edge})
        if edges and len(nodes) <= _MOST_NODES and len(edges) <= _MOST_EDGES:
            groups: dict[str, list[str]] = {}
            for node in nodes:
                separator = next((mark for mark in ("/", "::") if mark in node), ".")
                groups.setdefault(node.partition(separator)[0], []).append(node)
            return (Statement(text=f"```mermaid\n{flowchart(groups, edges)}```"),)
    return ()


def _package_of(module: SourceModule) -> str:
    if module.package:
        return module.package
    is_package = module.path.endswith("/__init__.py")
    return module.name if is_package else module.name.rpartition(".")[0] or module.name


def _edges(modules: Iterable[SourceModule], packages: Mapping[str, str], depth: int) -> list[tuple[str, str]]:
    return sorted(
        {
            (start, end)
            for module in modules
            for imported in module.imports
            if (start := _shortened(packages[module.name], module.separator, depth))
            != (end := _shortened(packages.get(imported, imported), module.separator, depth))
            and not start.startswith(f"{end}{module.separator}")  # what is inside a package may well use it
        }
    )


def _shortened(name: str, separator: str, depth: int) -> str:
    return separator.join(name.split(separator)[:depth])


def _entry_lines(facts: Facts, document: str) -> Iterator[Statement]:
    by_name = {each.name: each for each in facts.module_map}
    for project in facts.projects:
        for entry in project.entry_points:
            if entry.group in {"console_scripts", "gui_scripts"}:
                yield Statement(text=_entry(entry, by_name, document), evidence=(project.evidence,))
    for module in facts.module_map:
        if module.name.endswith(".__main__"):
            package = module.name.removesuffix(".__main__")
            yield Statement(text=f"- {code_link(f'python -m {package}', module.path, document=document)}")


def _entry(entry: EntryPoint, by_name: dict[str, SourceModule], document: str) -> str:
    module = by_name.get(entry.target.partition(":")[0].strip())
    target = code_link(entry.target, module.path, document=document) if module else code_span(entry.target)
    return f"- {code_span(entry.name)} starts {target}"
