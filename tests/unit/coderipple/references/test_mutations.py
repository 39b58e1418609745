"""Whatever is true of a commit is published, and nearly nothing that differs from it by a slip of the pen.

The text is spelled as the pages spell it; each mutation changes one reference into something that does not exist.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from coderipple.facts import (
    Command,
    EntryPoint,
    ErrorClass,
    Evidence,
    Facts,
    Option,
    RaisedMessage,
    Requirement,
    Route,
    UsageExample,
    Variable,
)
from coderipple.markup import code_block, code_span, file_link
from coderipple.mermaid import flowchart
from coderipple.quality_gate import judge
from coderipple.references import Vocabulary
from fakes.facts import facts_of

TABLES = '''\
"""Tide tables."""
import os
import requests

LEVEL = os.environ.get("TIDES_LEVEL", "datum")


class Table:
    """A table."""

    rows: int = 0

    def high(self, harbour: str = "Hull", *, metres: bool = False) -> float: ...

    def series(self, start, stop, step=60): ...


def low(day): ...


def between(first, last, *, harbour="Hull"): ...
'''
MOON = '''\
"""The moon."""


class Moon:
    """Pulls."""

    def phase(self, night: int) -> str: ...


def rising(night, latitude=54.0): ...
'''
EXAMPLE = "from tides.tables import Table\n\ntable = Table()\ntable.series(start=1, stop=2)\n"
HERE = Evidence(path="tides/cli.py", first_line=1, last_line=1, blob_id="a")
DOCUMENT = "coderipple/system/interfaces.md"


def make_facts() -> Facts:
    """Returns facts of every kind."""
    facts = facts_of(
        {
            "pyproject.toml": '[project]\nname = "tide-tables"\nversion = "2.4.1"\nrequires-python = ">=3.13"\n'
            'dependencies = ["requests>=2.31"]\nscripts.tides = "tides.cli:main"\n[build-system]\nrequires = []\n',
            "tides/__init__.py": "",
            "tides/tables.py": TABLES,
            "tides/sky/__init__.py": "",
            "tides/sky/moon.py": MOON,
            "tides/cli.py": "def main(): ...\n",
            "docs/harbours.md": "# Harbours\n",
        }
    )
    (project,) = facts.projects
    project = replace(
        project,
        version="2.4.1",
        requirements=(Requirement(name="requests", specifier=">=2.31"),),
        entry_points=(EntryPoint(group="console_scripts", name="tides", target="tides.cli:main"),),
    )
    message = RaisedMessage(text="harbour … is dry until …", evidence=HERE)
    return replace(
        facts,
        projects=(project,),
        commands=(
            Command(name="main", arguments=(), summary="", evidence=HERE),
            Command(name="replay", arguments=("PATH",), summary="", evidence=HERE),
            Command(name="watch", arguments=(), summary="", evidence=HERE),
        ),
        options=(
            Option(flags=("-j", "--json"), summary="", evidence=HERE, command="replay"),
            Option(flags=("--interval",), summary="", evidence=HERE, command="watch", default="300"),
        ),
        variables=(
            Variable(name="TIDES_HARBOUR", default="'Hull'", evidence=HERE),
            Variable(name="TIDES_LEVEL", default="'datum'", evidence=HERE),
        ),
        routes=(Route(methods=("GET", "POST"), path="/tides/{day}", handler="low", summary="", evidence=HERE),),
        errors=(ErrorClass(module="tides", name="DryError", summary="", messages=(message,), evidence=HERE),),
        examples=(UsageExample(names=("tides.tables.Table",), code=EXAMPLE, evidence=HERE),),
    )


FACTS = make_facts()
VOCABULARY = Vocabulary(FACTS, document_paths=[DOCUMENT])

SPANS = [
    *(symbol.signature for module in FACTS.modules for symbol in module.symbols),
    *("Table", "Table.high", "tides.tables.Table", "Moon.phase", "tides.sky.moon", "low()", "rising", "Table.rows"),
    *("harbour", "latitude", "LEVEL", "TIDES_HARBOUR", "TIDES_LEVEL"),
    *("--json", "--interval", "-j", "tides", "tides replay PATH --json", "tides watch --interval 300"),
    *("replay PATH", "python -m pip install .", "python -m tides", "pip install tide-tables"),
    *("GET /tides/{day}", "POST /tides/{day}", "GET POST /tides/{day}", "harbour … is dry until …"),
    *("tide-tables", "requests>=2.31", "tides.cli:main", "2.4.1", ">=3.13", "tide-tables==2.4.1"),
    *("tides/tables.py", "tides/sky/moon.py", "low(day)", "between(first, last)", "low(day=1)"),
]
DEFAULTS = [("TIDES_HARBOUR", "'Hull'"), ("TIDES_LEVEL", "'datum'"), ("--interval", "300")]
LINKS = [file_link(path, document=DOCUMENT) for path in ("tides/tables.py", "tides/sky/moon.py", "docs/harbours.md")]
BLOCKS = [
    code_block(EXAMPLE, "python"),
    code_block("from tides.sky.moon import Moon\nprint(Moon().phase(1))", "python"),
    code_block("import tides.tables\ntides.tables.between(1, 2)", "python"),
    code_block("$ tides replay PATH --json\n$ pip install tide-tables", "console"),
    f"```mermaid\n{flowchart({'tides': ['tides.tables', 'tides.sky']}, [('tides.tables', 'tides.sky')])}```",
]
LINES = [
    *(f"- {code_span(each)}: words." for each in SPANS),
    *(f"- {code_span(name)}, default {code_span(value)}" for name, value in DEFAULTS),
    *(f"- {each}" for each in LINKS),
    *BLOCKS,
]


def is_published(text: str) -> bool:
    """Asks the gate."""
    return judge(text, VOCABULARY, document=DOCUMENT, minimum=60).published


@pytest.mark.parametrize("line", LINES)
def test_what_is_true_is_published(line: str) -> None:
    """Every form in which the pages name a fact."""
    assert judge(line, VOCABULARY, document=DOCUMENT, minimum=60).reason == ""


WORD = re.compile(r"[A-Za-z]{3,}")
# What a text says beside names: the words of Mermaid, of commands and of Python, whose change breaks the text anyhow.
FRAME = frozenset({"default", "words", "console", "python", "mermaid"})


def slips(line: str) -> Iterator[str]:
    """Yields the line with one word less a letter, with one letter twice, and with two letters swapped."""
    for word in WORD.finditer(line):
        if word.group() in FRAME:
            continue
        middle = (word.start() + word.end()) // 2
        yield line[:middle] + line[middle + 1 :]
        yield line[:middle] + "x" + line[middle:]
        if line[middle - 1] != line[middle]:
            yield line[: middle - 1] + line[middle] + line[middle - 1] + line[middle + 1 :]


def replaced(pattern: str, new: str) -> Callable[[str], Iterator[str]]:
    """Returns a mutation that puts something else in each place where a pattern occurs."""

    def mutate(line: str) -> Iterator[str]:
        for found in re.finditer(pattern, line):
            yield line[: found.start()] + found.expand(new) + line[found.end() :]

    return mutate


MUTATIONS: dict[str, Callable[[str], Iterator[str]]] = {
    "a slip of the pen": slips,
    "another folder": replaced(r"(?<=/)sky(?=/)|(?<=/)tides(?=/)|(?<=[`\[])tides(?=/)", "waves"),
    "a folder less": replaced(r"tides/(?=sky)|(?<=tides/)sky/", ""),
    "a part less in the middle": replaced(r"(?<=tides)\.(?:tables|sky)(?=\.)", ""),
    "another parameter": replaced(r"(?<=\()(?:day|first|night|start)(?=[,):])", "latitude"),
    "another default": replaced(r"'Hull'", "'York'"),
    "another number": replaced(r"(?<==)60|300(?=`$)|54\.0|(?<=\.)13|(?<=\.)31|(?<=\.4\.)1", "61"),
    "another annotation": replaced(r": str\b|: int\b|: bool\b", ": bytes"),
    "another result": replaced(r"-> \w+", "-> complex"),
    "another flag": replaced(r"--json|--interval", "--verbose"),
    "an option of another command": replaced(r"(?<=PATH )--json", "--interval"),
    "another method": replaced(r"GET(?= /)|POST(?= /)", "PUT"),
    "the member of another class": replaced(r"(?<=Table\.)high|(?<=Moon\.)phase", "series_of"),
    "another owner": replaced(r"Table(?=\.)", "Moon"),
    "another module": replaced(r"(?<=from tides\.)tables|(?<=from tides\.)sky\.moon", "cli"),
    "another name of another module": replaced(r"(?<=import )(?:Table|Moon)", "rising"),
}


def cases() -> list[tuple[str, str]]:
    """Returns what differs from every true line, with the mutation."""
    return [
        (name, text) for name, mutate in MUTATIONS.items() for line in LINES for text in mutate(line) if text != line
    ]


def test_what_differs_is_refused() -> None:
    """At least 99 of 100 mutations."""
    passed = [(name, text) for name, text in cases() if is_published(text)]
    assert len(cases()) > 400
    assert {name for name, _ in cases()} == MUTATIONS.keys()
    assert len(passed) <= 0.01 * len(cases()), passed


def test_a_default_belongs_to_its_variable() -> None:
    """The true default of another variable is untrue."""
    assert not is_published("- `TIDES_HARBOUR`, default `'datum'`")
    assert not is_published("- `--interval`, default `'Hull'`")
