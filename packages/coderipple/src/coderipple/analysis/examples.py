"""Which uses of the public interface are shown, and in which order.

Comes in: the uses of each file, the public names. Goes out: `UsageExample`s, those of examples before those of tests.
The order depends on nothing but paths and lines, so that a test elsewhere rarely changes what is shown.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coderipple.analysis.evidence import make_evidence
from coderipple.analysis.file_roles import is_test
from coderipple.analysis.usage import DeclaredUsage
from coderipple.facts import Module, Project, Symbol, UsageExample

_FENCES = {".py": "python", ".go": "go", ".rs": "rust", ".java": "java"} | {
    f".{word}": language
    for language, words in (("typescript", "ts mts cts"), ("tsx", "tsx"), ("javascript", "js mjs cjs"), ("jsx", "jsx"))
    for word in words.split()
}
_MOST_EXAMPLES = 40
_MOST_A_FILE = 3

type Rank = tuple[bool, bool, str]


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
        python = [each.name for each in modules if each.language == "Python" and "/" not in each.name]
        self.packages = frozenset(name.partition(".")[0] for name in python)
        self.dependencies = frozenset(name.replace("-", "_") for project in projects for name in project.dependencies)
        self._fronts = self.packages | frozenset(_shortest(modules))
        self._names = {
            f"{module.name}.{symbol.name}": whole_name(module, symbol)
            for module in modules
            for symbol in module.symbols
        }

    def public(self, names: Iterable[str]) -> tuple[str, ...]:
        """Returns what the modules offer of names with all their dots: `shop.Cart` of `shop.Cart.make.twice`."""
        found = (self._longest(each.split(".")) for each in names)
        return tuple(sorted({each for each in found if each}))

    def holds_all(self, names: Iterable[str]) -> bool:
        """Tells whether the modules offer what each name begins with; members may come from elsewhere."""
        return all(map(self.public, ((each,) for each in names)))

    def is_front_door(self, name: str) -> bool:
        """Tells whether a name stands in a package itself, in no module below it."""
        return any(re.fullmatch(r"(?:\.|::)\w+", name.removeprefix(each)) for each in self._fronts)

    def _longest(self, parts: list[str]) -> str:
        starts = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        return next((self._names[each] for each in starts if each in self._names), "")


def whole_name(module: Module, symbol: Symbol) -> str:
    """Returns what a public name is called with its module, as its language writes that."""
    separator = "::" if module.language == "Rust" else "."
    return f"{module.name}{separator}{symbol.name.replace('.', separator)}"


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
        whole = [each for each in usages[path] if path.endswith(".py") or offered.holds_all(each.names)]
        public = [(each, offered.public(each.names)) for each in whole]
        shown = [each for each in public if each[1]][:_MOST_A_FILE]
        for (usage, names), symbol in zip(shown, _symbols(shown), strict=True):
            evidence = make_evidence(usage, path, tree, symbol, usage.code)
            example = UsageExample(names=names, code=usage.code, evidence=evidence, language=_language(path))
            found.append(example)
    return tuple(sorted(found, key=lambda each: _rank(each, offered))[:_MOST_EXAMPLES])


def outranked_from(examples: Sequence[UsageExample], offered: OfferedNames) -> Rank | None:
    """Returns the place after which no use is shown; None where there is room.

    Args:
        examples: What is shown.
        offered: The public names.
    """
    return _rank(examples[-1], offered) if len(examples) == _MOST_EXAMPLES else None


def best_rank(path: str) -> Rank:
    """Returns the first place that a use in a file may have, whatever it uses."""
    return is_test(path), False, path


def _symbols(shown: Iterable[tuple[DeclaredUsage, tuple[str, ...]]]) -> Iterator[str]:
    """Yields what the uses of a file are called, each once: by their functions, whatever stands before."""
    seen: Counter[str] = Counter()
    for usage, names in shown:
        symbol = f"use of {names[0]}" + (f" in {usage.function}" if usage.function else "")
        seen[symbol] += 1
        yield symbol if seen[symbol] == 1 else f"{symbol}, {seen[symbol]}"


def _rank(example: UsageExample, offered: OfferedNames) -> Rank:
    """Returns the place of an example: what uses a package under its own name comes first."""
    is_front_door = any(map(offered.is_front_door, example.names))
    return is_test(example.evidence.path), not is_front_door, example.evidence.path


def _shortest(modules: Iterable[Module]) -> Iterator[str]:
    """Yields the modules of each other language with the fewest parts."""
    parts = {each.name: (each.language, len(re.split(r"[./:]+", each.name))) for each in modules}
    for name, (language, number) in parts.items():
        if language != "Python" and number == min(other for one, other in parts.values() if one == language):
            yield name


def _language(path: str) -> str:
    """Returns what a block of code of a file is called."""
    return _FENCES[posixpath.splitext(path)[1]]
