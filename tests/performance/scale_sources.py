"""Repositories of any size in several languages: packages with classes, functions and descriptions, the same each time.

Comes in: a language, a number of files. Goes out: paths with content, and a change of one signature.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

WORDS = ("harbour", "tide", "water", "hour", "table", "place", "day", "bell", "moon", "wave", "depth", "pilot", "chart")
FILES_OF_A_PACKAGE = 50
FUNCTIONS_OF_A_FILE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Repositories in one language.

    Attributes:
        whole: Takes the number of files; yields those that hold it together.
        path: Path of a file, with its number and its part.
        file: Takes a number, that of another file that it imports, and a source of chance; yields the text.
        changed: The file that a push changes, what it replaces, and by what.
    """

    whole: Callable[[int], Iterator[tuple[str, str]]]
    path: str
    file: Callable[[int, int, random.Random], Iterator[str]]
    changed: tuple[str, str, str]


def written(language: str, files: int) -> Iterator[tuple[str, str]]:
    """Yields the files of a repository of some size."""
    sources = LANGUAGES[language]
    choice = random.Random(1)  # noqa: S311 - no secret
    yield from sources.whole(files)
    for number in range(files):
        path = sources.path.format(part=number // FILES_OF_A_PACKAGE, number=number)
        yield path, "".join(sources.file(number, choice.randrange(files), choice))


def _parts(files: int) -> range:
    return range(-(-files // FILES_OF_A_PACKAGE))


def _python(files: int) -> Iterator[tuple[str, str]]:
    yield "pyproject.toml", '[project]\nname = "tides"\nversion = "1"\n'
    yield "src/tides/__init__.py", '"""Tides."""\n'
    yield from ((f"src/tides/part{part}/__init__.py", '"""A part."""\n') for part in _parts(files))


def _python_file(number: int, other: int, choice: random.Random) -> Iterator[str]:
    yield f'"""Module {number} of the tables."""\n\nimport os\n\n'
    yield f"from tides.part{other // FILES_OF_A_PACKAGE} import module{other}\n\n\n"
    yield f'class Table{number}:\n    """Holds what module {number} knows."""\n\n'
    yield f'    def high(self, day: int) -> float:\n        """Tells high water {number}."""\n'
    yield f"        return float(day) + len(module{other}.__doc__ or '')\n"
    for place in range(FUNCTIONS_OF_A_FILE):
        first, second = choice.choice(WORDS), choice.choice(WORDS)
        yield f"\n\ndef {first}_{number}_{place}("
        yield f"first: str, second: int = {place}, *, deep: bool = False) -> list[float]:\n"
        yield f'    """Tells the {first} of a {second}, number {place}.\n\n    Args:\n        first: Where.\n    """\n'
        yield "    found = []\n    for each in range(second):\n        if deep and each % 2:\n"
        yield f"            found.append(float(each) * {place})\n"
        yield "        else:\n            found.append(float(len(first)))\n"
        yield "    return found\n"


def _go(files: int) -> Iterator[tuple[str, str]]:
    yield "go.mod", "module example.com/tides\n\ngo 1.22\n"
    yield from (
        (f"part{part}/doc.go", f"// Package part{part} is one.\npackage part{part}\n") for part in _parts(files)
    )


def _go_file(number: int, other: int, choice: random.Random) -> Iterator[str]:
    part = other // FILES_OF_A_PACKAGE
    yield f"package part{number // FILES_OF_A_PACKAGE}\n\n"
    yield f'import (\n\t"fmt"\n\n\t"example.com/tides/part{part}"\n)\n\n'
    yield f"// Table{number} holds what file {number} knows.\ntype Table{number} struct {{\n\tDay int\n}}\n\n"
    yield f"// High tells high water {number}.\nfunc (t *Table{number}) High(day int) float64 {{\n"
    yield f"\tfmt.Println(part{part}.Table{other}{{}})\n\treturn float64(day)\n}}\n"
    for place in range(FUNCTIONS_OF_A_FILE):
        first, second = choice.choice(WORDS).title(), choice.choice(WORDS)
        yield f"\n// {first}{number}x{place} tells the {first} of a {second}, number {place}.\n"
        yield f"func {first}{number}x{place}(first string, second int) []float64 {{\n\tfound := []float64{{}}\n"
        yield "\tfor each := range second {\n\t\tif each%2 == 0 {\n"
        yield f"\t\t\tfound = append(found, float64(each)*{place})\n"
        yield "\t\t} else {\n\t\t\tfound = append(found, float64(len(first)))\n\t\t}\n\t}\n\treturn found\n}\n"


def _typescript(files: int) -> Iterator[tuple[str, str]]:
    for part in _parts(files):
        yield f"packages/part{part}/package.json", f'{{"name": "part{part}", "main": "src/index.ts"}}\n'
        numbers = range(part * FILES_OF_A_PACKAGE, min((part + 1) * FILES_OF_A_PACKAGE, files))
        exports = "".join(f"export * from './module{number}';\n" for number in numbers)
        yield f"packages/part{part}/src/index.ts", exports


def _typescript_file(number: int, other: int, choice: random.Random) -> Iterator[str]:
    yield f"import {{ Table{other} }} from '../../part{other // FILES_OF_A_PACKAGE}/src/module{other}';\n\n"
    yield f"/** Holds what module {number} knows. */\nexport class Table{number} {{\n"
    yield f"  /** Tells high water {number}. */\n  high(day: number): number {{\n"
    yield f"    return day + new Table{other}().high(day);\n  }}\n}}\n"
    for place in range(FUNCTIONS_OF_A_FILE):
        first, second = choice.choice(WORDS), choice.choice(WORDS)
        yield f"\n/** Tells the {first} of a {second}, number {place}. */\n"
        yield f"export function {first}{number}x{place}(first: string, second = {place}): number[] {{\n"
        yield "  const found: number[] = [];\n  for (let each = 0; each < second; each++) {\n    if (each % 2) {\n"
        yield f"      found.push(each * {place});\n    }} else {{\n      found.push(first.length);\n    }}\n  }}\n"
        yield "  return found;\n}\n"


LANGUAGES = {
    "Python": Sources(
        whole=_python,
        path="src/tides/part{part}/module{number}.py",
        file=_python_file,
        changed=("src/tides/part0/module3.py", "day: int)", "day: int, extra: int = 3)"),
    ),
    "Go": Sources(
        whole=_go,
        path="part{part}/file{number}.go",
        file=_go_file,
        changed=("part0/file3.go", "day int)", "day int, extra int)"),
    ),
    "TypeScript": Sources(
        whole=_typescript,
        path="packages/part{part}/src/module{number}.ts",
        file=_typescript_file,
        changed=("packages/part0/src/module3.ts", "high(day: number)", "high(day: number, extra = 3)"),
    ),
}
"""By the names of the languages."""
