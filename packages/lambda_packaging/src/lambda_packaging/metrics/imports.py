"""What a function imports in a cold start, and what each import costs.

Comes in: what the interpreter itself wrote (`-X importtime`). Goes out: the imports as a tree, in the order in which
they began. The interpreter tells of `import` statements, also of those that fail, and not of `importlib.import_module`,
by which the runtime loads the handler; what such a module imports stands at the top of the tree.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

TIMED = {"PYTHONPROFILEIMPORTTIME": "1"}
# "import time:      1234 |       5678 |     package.module", two spaces a level, each after what it imports
TIMED_LINE = re.compile(r"import time: +(\d+) \| +(\d+) \| ( *)(\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One module that was imported.

    Attributes:
        parent: The position of the module that imported it, None for what nobody of the tree imported.
        own_us: Microseconds without those of the modules that it imports.
        total_us: With them.
    """

    name: str
    parent: int | None
    own_us: int
    total_us: int

    @property
    def package(self) -> str:
        """The first part of its name."""
        return self.name.partition(".")[0]


@dataclass(slots=True)
class _Node:
    name: str
    own_us: int
    total_us: int
    children: list["_Node"]


def read_imports(log: str) -> tuple[Import, ...]:
    """Reads the tree from what the interpreter wrote; lines of others are passed over."""
    unclaimed: list[tuple[int, _Node]] = []
    for found in TIMED_LINE.finditer(log):
        depth, children = len(found[3]) // 2, []
        while unclaimed and unclaimed[-1][0] > depth:
            children.append(unclaimed.pop()[1])
        node = _Node(found[4], int(found[1]), int(found[2]), children[::-1])
        unclaimed.append((depth, node))
    imports: list[Import] = []
    for _, node in unclaimed:
        _add(node, None, imports)
    return tuple(imports)


def _add(node: _Node, parent: int | None, imports: list[Import]) -> None:
    own = len(imports)
    imports.append(Import(name=node.name, parent=parent, own_us=node.own_us, total_us=node.total_us))
    for child in node.children:
        _add(child, own, imports)


def without(imports: Sequence[Import], names: Collection[str]) -> tuple[Import, ...]:
    """Leaves out the modules called `names`; what they imported belongs to whoever imported them."""
    kept: list[Import] = []
    places: dict[int, int | None] = {}
    for position, one in enumerate(imports):
        parent = None if one.parent is None else places[one.parent]
        if one.name in names:
            places[position] = parent
        else:
            places[position] = len(kept)
            kept.append(Import(name=one.name, parent=parent, own_us=one.own_us, total_us=one.total_us))
    return tuple(kept)


def count_by_package(imports: Iterable[Import]) -> dict[str, int]:
    """Counts the modules by the first part of their names, the most first; a second attempt is no second module."""
    packages = {one.name: one.package for one in imports}
    return dict(Counter(packages.values()).most_common())


def count_modules(imports: Iterable[Import]) -> int:
    """Counts the modules, each once."""
    return len({one.name for one in imports})


def cost_by_package(imports: Iterable[Import]) -> dict[str, int]:
    """Adds up microseconds by the first part of the names, the most first."""
    costs: Counter[str] = Counter()
    for one in imports:
        costs[one.package] += one.own_us
    return dict(costs.most_common())


def importers(imports: Sequence[Import], package: str) -> Iterator[str]:
    """Gives who asked for the first module of `package`, the nearest first."""
    first = next((one for one in imports if one.package == package), None)
    while first is not None and first.parent is not None:
        first = imports[first.parent]
        yield first.name
