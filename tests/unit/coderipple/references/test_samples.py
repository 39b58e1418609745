"""Which blocks of code hold."""

from dataclasses import replace

import pytest
from coderipple.facts import Evidence, UsageExample
from coderipple.references import Reference, ReferenceKind, Vocabulary
from fakes.facts import facts_of


def example(code: str) -> UsageExample:
    """Returns an example that stands in the repository."""
    return UsageExample(names=(), code=code, evidence=Evidence(path="t", first_line=1, last_line=1, blob_id=""))


FACTS = facts_of(
    {
        "tides/__init__.py": "from tides._impl import low\nimport requests\n",
        "tides/_impl.py": "def low(day): ...\n",
        "tides/tables.py": "import os.path\n\nLEVEL = 1\n\n\nclass Table:\n    def high(self, harbour): ...\n",
        "tides/moon.py": "def rise(night): ...\n",
    }
)
VERBATIM = "from tides import low\n\nlow(day=fixture.value)"
FALSE_EXAMPLES = (
    "from tides import low\n\nlow(night=fixture)",
    "from tides import low\n\nlow(1, 2)",
    "from tides import low\n\nlow()",
    "from tides import moon as m\n\nm.rise(nihgt=a)",
    "import tides.tables\n\ntides.tables.Chair(x)",
    "from tides import gone",
)
TRUE_EXAMPLES = (
    VERBATIM,
    "from tides import moon as m\n\ndef low(a, b): ...\n\nlow(1, 2)\nm.rise(here)\nmoon.low(1, 2)",
    "import tides.tables\n\ntable = tides.tables.Table()\ntable.high(x).anything(y=1)",
    "from tides import low\n\nlow(*days)\nlow(**days)",
)
VOCABULARY = Vocabulary(replace(FACTS, examples=tuple(map(example, (*TRUE_EXAMPLES, *FALSE_EXAMPLES)))))


def holds(text: str, language: str = "python") -> bool:
    """Asks the vocabulary."""
    return VOCABULARY.holds(Reference(ReferenceKind.BLOCK, text, language), document="x.md")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from tides.tables import Table\nTable().high('Hull')", True),
        ("from tides import low, moon\nprint(low(1), moon.rise(2))", True),
        ("import tides.moon as moon\nmoon.rise(night=3)", True),
        ("from tides.tables import LEVEL\n[each for each in range(LEVEL)]", True),
        ("from tides.tables import Table as T\n\ndef f(x):\n    return T().high(x)", True),
        ("import os.path\nos.path.jion('a')", False),
        (VERBATIM, True),
        ("low(day=1)", False),
        ("from tides.moon import low", False),
        ("from tides.tables import rise", False),
        ("from tides.tables import Tabel", False),
        ("from tides import tables\ntables.rise(1)", False),
        ("from tides.tables import Table\nTable().low('Hull')", True),
        ("from tides.tables import Table\nTable().hihg('Hull')", False),
        ("from tides import low\nlow(night=1)", False),
        ("from tides import low\nlow(1, 2)", False),
        ("from . import tables", False),
        ("import waves", False),
        ("from requests import get", False),
        ("def (:", False),
        ("(" * 5000, False),
    ],
)
def test_a_python_sample(source: str, expected: bool) -> None:
    """It parses, imports what each module has, binds what it uses, and calls functions as they are declared."""
    assert holds(source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [*((each, True) for each in TRUE_EXAMPLES), *((each, False) for each in FALSE_EXAMPLES)],
)
def test_an_example_of_the_repository(source: str, expected: bool) -> None:
    """It may use what the lines around it define, and nothing of the repository that is not there, or not so."""
    assert holds(source) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ('[project]\ndependencies = ["x"]\n', "toml", True),
        ("harbour = 1\n", "toml", True),
        ("harbor = 1\n", "toml", False),
        ("harbour = \n", "toml", False),
        ('{"harbour": [{"day": 1}]}', "json", True),
        ('{"harbour": [{"dya": 1}]}', "json", False),
        ('{"harbour": ', "json", False),
        ("[" * 100_000, "json", False),
    ],
)
def test_data(text: str, language: str, expected: bool) -> None:
    """It parses, and its keys are words of the code or of manifests."""
    assert holds(text, language) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('flowchart LR\n  subgraph g0["tides"]\n    n0["tides.moon"]\n  end\n', True),
        ('flowchart LR\n  n0["tides.moon"]\n  n1["tides.tables"]\n  n0 --> n1\n', True),
        ('flowchart LR\n  n0["tides.mooon"]\n', False),
        ('flowchart LR\n  n0["tides.moon"]\n  n0 --> n1\n', False),
        ("pie\n", False),
    ],
)
def test_a_diagram(text: str, expected: bool) -> None:
    """It is of the kind that this project writes, and its labels exist."""
    assert holds(text, "mermaid") is expected
