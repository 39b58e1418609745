"""What is true of pages, judged without the analysis."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from coderipple.replay.judge import Subject, judge_evidence, judge_pages, missing_words, sample_imports
from coderipple.replay.oracle import Inspected, OfferedSymbol
from coderipple.replay.reading import read_page
from coderipple.replay.report import Measure
from coderipple.replay.words import WordIndex

SOURCE = 'def high_water(harbour, *, day=1): ...\nURL = "https://tides.example/x"\n'
TREE = {"src/tides/tables.py": "1", "README.md": "2", "src/tides/broken.py": "3"}
BLOBS = {"1": SOURCE.encode(), "2": b"# Read me\n\n## How to\n", "3": b"def day("}
INSPECTED = Inspected(
    symbols=(
        OfferedSymbol(
            module="tides.tables",
            name="high_water",
            is_class=False,
            parameters=(("harbour", "POSITIONAL_OR_KEYWORD"), ("day", "KEYWORD_ONLY")),
            is_signature_known=True,
        ),
        OfferedSymbol(module="tides.tables", name="Table", is_class=True, parameters=(), is_signature_known=True),
    ),
    modules=frozenset({"tides", "tides.tables"}),
    unread_modules=frozenset({"tides.broken"}),
    names=frozenset({"tides", "tides.tables", "tides.broken", "tides.tables.high_water", "tides.tables.Table"}),
    options=frozenset({"--day"}),
    missing_imports=frozenset({"tides.nope"}),
    problems=(),
)
REFERENCE = "## `tides.tables`\n\n- `high_water(harbour, *, day=1)`: x\n- class `Table`\n\nOption `--day`, `TIDES_X`.\n"


def judged(pages: Mapping[str, str], inspected: Inspected | None = INSPECTED) -> dict[str, Measure]:
    """Judges pages of a small repository."""
    words = WordIndex(BLOBS.__getitem__, left_out="docs")
    words.move_to(TREE)
    subject = Subject(
        pages=pages,
        output_dir="docs",
        tree=TREE,
        read_blob=BLOBS.__getitem__,
        words=words,
        commits=("abcdef0123456789",),
        variables=frozenset({"TIDES_X"}),
        inspected=inspected,
    )
    return {each.name: each for each in judge_pages(subject)}


@pytest.mark.parametrize(
    "text",
    [
        "`high_water`",
        "`tides.tables.high_water(day=None)`",
        "`abcdef012345`",
        "`python -m pip install tides`",
        "`tides.broken.day`",
        "`tables.py`",
        "<https://tides.example/x>",
        "> `quoted`",
    ],
)
def test_what_the_sources_have_exists(text: str) -> None:
    """Words of code, the language, the reader's commands, commits and addresses."""
    assert judged({"page.md": text})["existence"].failures == ()


@pytest.mark.parametrize("text", ["`low_water`", "`tides.high_water`", "`abcdef999`", "<https://else.example/>"])
def test_what_they_lack_does_not(text: str) -> None:
    """One unknown word is enough, and a dotted name of an own package must be exact."""
    existence = judged({"page.md": text})["existence"]
    assert (existence.good, existence.total) == (0, 1)


def test_without_an_interpreter_words_are_searched_alone() -> None:
    """Then nothing is exact, and what needs an interpreter is said not to be measured."""
    measures = judged({"page.md": "`tides.high_water`"}, inspected=None)
    assert measures["existence"].holds
    assert [measures[name].holds for name in ("coverage", "parameters")] == [None, None]


@pytest.mark.parametrize(
    ("link", "holds"),
    [
        ("../README.md", True),
        ("../src/tides", True),
        ("../README.md#how-to", True),
        ("other.md", True),
        ("other.md#a-b", True),
        ("#here", True),
        ("../README.md#nowhere", False),
        ("../src/tides/tables.py#L1", False),
        ("other.md#c", False),
        ("missing.md", False),
        ("../../README.md", False),
    ],
)
def test_links_and_their_anchors_resolve(link: str, holds: bool) -> None:
    """In the repository and among the pages; what leaves the repository does not."""
    links = judged({"page.md": f"# Here\n\n[x]({link})\n", "other.md": "# A, b\n"})["links"]
    assert (links.total, links.holds) == (1, holds)


def test_where_nothing_could_be_imported_nothing_is_measured() -> None:
    """To hold would be true of nothing."""
    coverage = judged({}, replace(INSPECTED, modules=frozenset()))["coverage"]
    assert (coverage.holds, coverage.unmeasured) == (None, "no module could be imported")


def test_samples_compile_and_their_imports_work() -> None:
    """Prompts are understood, other languages are not judged."""
    good = "```python\nawait tides.tables\n```\n\n```pycon\n>>> import tides\n>>> 1\n1\n```\n\n```console\n$ x\n```\n"
    bad = "```python\ndef\n```\n\n```python\nfrom tides import nope\n```\n"
    samples = judged({"good.md": good, "bad.md": bad})["samples"]
    assert (samples.good, samples.total) == (2, 4)
    assert samples.failures == ("bad.md: def", "bad.md: tides.nope")
    assert sample_imports([read_page(good), read_page(bad)]) == {("tides", ""), ("tides", "nope")}


def test_coverage_asks_for_symbols_options_and_variables() -> None:
    """In the pages of the reference, under the heading of the module."""
    whole = judged({"system/interfaces.md": REFERENCE})["coverage"]
    assert (whole.good, whole.total) == (4, 4)
    elsewhere = judged({"advanced.md": REFERENCE})["coverage"]
    assert elsewhere.failures == ("tides.tables.high_water", "tides.tables.Table", "--day", "TIDES_X")


def test_parameters_are_those_of_the_interpreter() -> None:
    """Names and kinds; a class may be named alone."""
    assert judged({"system/interfaces/tides.md": REFERENCE})["parameters"].good == 1
    wrong = judged({"system/interfaces.md": REFERENCE.replace("*, ", "")})["parameters"]
    assert wrong.failures == ("tides.tables: high_water(harbour, day=1)",)


def test_parameters_with_two_underscores_are_as_the_source_spells_them() -> None:
    """The interpreter puts the name of the class before them."""
    method = replace(INSPECTED.symbols[0], name="_Table.rows", parameters=(("_Table__first", "POSITIONAL_OR_KEYWORD"),))
    page = "## `tides.tables`\n\n- `_Table.rows(__first)`\n"
    assert judged({"system/interfaces.md": page}, replace(INSPECTED, symbols=(method,)))["parameters"].good == 1
    function = replace(INSPECTED.symbols[0], name="first", parameters=(("__", "POSITIONAL_OR_KEYWORD"),))
    page = "## `tides.tables`\n\n- `first(__)`\n"
    assert judged({"system/interfaces.md": page}, replace(INSPECTED, symbols=(function,)))["parameters"].good == 1


def test_evidence_is_held_against_what_is_there() -> None:
    """A changed or vanished span does not hold; what names no file is no span."""
    manifest = json.dumps(
        {"sections": {"a": {"evidence": {"x.py:f": "1", "x.py:g": "2", ":title x": "3"}}, "b": {}}}
    ).encode()
    assert judge_evidence(manifest, {"x.py:f": "1"}.get).failures == ("x.py:g",)
    assert judge_evidence(b"[" * 100_000, {"x.py:f": "1"}.get).total == 0
    assert judge_evidence(None, {"x.py:f": "1"}.get).total == 0


def test_missing_words_are_named() -> None:
    """In the order of the span."""
    words = WordIndex(BLOBS.__getitem__, left_out="docs")
    words.move_to(TREE)
    assert missing_words("high_water low -> None, café", words, []) == ["low", "café"]
