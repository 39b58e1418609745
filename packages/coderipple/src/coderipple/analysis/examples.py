"""Which uses of the public interface are shown, and in which order.

Comes in: the uses of each file, the public names. Goes out: `UsageExample`s, those of examples before those of tests.
The order depends on nothing but paths and lines, so that a test elsewhere rarely changes what is shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coderipple.analysis.evidence import make_evidence
from coderipple.analysis.file_roles import is_test
from coderipple.analysis.usage import DeclaredUsage
from coderipple.facts import Module, Project, UsageExample

MOST_EXAMPLES = 40
_MOST_A_FILE = 3


class OfferedNames:
    """What a use can be a use of.

    Args:
        modules: The public modules.
        projects: The projects, whose requirements a use may import.

    Attributes:
        packages: Top-level names of the public modules.
        dependencies: Import names that the requirements may have, by their own names.
    """

    def __init__(self, modules: Iterable[Module], projects: Iterable[Project]) -> None:
        modules = tuple(modules)
        self.packages = frozenset(each.name.partition(".")[0] for each in modules if "/" not in each.name)
        self.dependencies = frozenset(name.replace("-", "_") for project in projects for name in project.dependencies)
        self._names = frozenset(f"{module.name}.{symbol.name}" for module in modules for symbol in module.symbols)

    def public(self, names: Iterable[str]) -> tuple[str, ...]:
        """Returns what the modules offer of names with all their dots: `shop.Cart` of `shop.Cart.make.twice`."""
        found = (self._longest(each.split(".")) for each in names)
        return tuple(sorted({each for each in found if each}))

    def _longest(self, parts: list[str]) -> str:
        starts = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        return next((each for each in starts if each in self._names), "")


def usage_examples(
    usages: Mapping[str, Iterable[DeclaredUsage]], offered: OfferedNames, tree: Mapping[str, str]
) -> tuple[UsageExample, ...]:
    """Returns the uses of public names, the most telling first.

    Args:
        usages: The uses of each file.
        offered: The public names.
        tree: Path to blob id.
    """
    found: list[UsageExample] = []
    for path in sorted(usages):
        public = [(each, offered.public(each.names)) for each in usages[path]]
        shown = [each for each in public if each[1]][:_MOST_A_FILE]
        for (usage, names), symbol in zip(shown, _symbols(shown), strict=True):
            evidence = make_evidence(usage, path, tree, symbol, usage.code)
            found.append(UsageExample(names=names, code=usage.code, evidence=evidence))
    return tuple(sorted(found, key=_rank)[:MOST_EXAMPLES])


def is_outranked(path: str, examples: Sequence[UsageExample]) -> bool:
    """Tells whether a file's uses come after those that are shown, whatever they are."""
    best = (is_test(path), False, path)
    return len(examples) == MOST_EXAMPLES and best > _rank(examples[-1])


def _symbols(shown: Iterable[tuple[DeclaredUsage, tuple[str, ...]]]) -> Iterator[str]:
    """Yields what the uses of a file are called, each once: by their functions, whatever stands before."""
    seen: Counter[str] = Counter()
    for usage, names in shown:
        symbol = f"use of {names[0]}" + (f" in {usage.function}" if usage.function else "")
        seen[symbol] += 1
        yield symbol if seen[symbol] == 1 else f"{symbol}, {seen[symbol]}"


def _rank(example: UsageExample) -> tuple[bool, bool, str]:
    """Returns the place of an example: what uses a package under its own name comes first."""
    is_front_door = any(each.count(".") == 1 for each in example.names)
    return is_test(example.evidence.path), not is_front_door, example.evidence.path
