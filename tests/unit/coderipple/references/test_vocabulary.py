"""Which references a text makes, and which of them hold."""

from dataclasses import replace

import pytest
from coderipple.facts import ErrorClass, Facts, Guide
from coderipple.references import Reference, ReferenceKind, Vocabulary, code_references
from fakes.facts import evidence, facts_of
from hypothesis import given
from hypothesis import strategies as st

SOURCE = '''\
"""Tides."""
import argparse
import os
import requests.adapters

LEVEL = os.environ.get("TIDES_LEVEL", "a  b")


class Table:
    """A table."""

    rows: int = 0

    def __init__(self) -> None:
        self.columns = 1

    def high(self, harbour: str = "Hull") -> float: ...


def low(day): ...


parser = argparse.ArgumentParser()
parser.add_argument("-v", "--verbose")
'''
PYPROJECT = """\
[project]
name = "tide-tables"
dependencies = ["Requests>=2"]
requires-python = ">=3.13"
scripts.tides = "tides.tables:low"
[build-system]
requires = ["hatchling"]
"""
FACTS = facts_of(
    {
        "pyproject.toml": PYPROJECT,
        "tides/__init__.py": "",
        "tides/tables.py": SOURCE,
        "tides/a#b.py": "",
        "my folder/pyproject.toml": PYPROJECT.replace("tide-tables", "mine"),
    }
)
VOCABULARY = Vocabulary(FACTS, document_paths=["docs/new.md"], commit_ids=["abcdef1234567890"])


def holds(reference: Reference, document: str = "docs/guide.md") -> bool:
    """Asks the vocabulary."""
    return VOCABULARY.holds(reference, document=document)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Run `a b` now", [(ReferenceKind.SPAN, "a b")]),
        ("A [link](x.md) and ![image](y.png)", [(ReferenceKind.LINK, "x.md"), (ReferenceKind.LINK, "y.png")]),
        ("[a_b](x.md)", [(ReferenceKind.LINK, "x.md")]),
        ("<b>bold</b>", [(ReferenceKind.HTML, "<b>"), (ReferenceKind.HTML, "</b>")]),
        ("<div>\nx\n</div>", [(ReferenceKind.HTML, "<div>\nx\n</div>")]),
        ("> `quoted` a_b\n\nnot `quoted`", [(ReferenceKind.SPAN, "quoted")]),
        (
            "snake_case call() --option _x plain-word Word",
            [(ReferenceKind.WORD, each) for each in ("snake_case", "call()", "--option", "_x")],
        ),
        ("see src/a.py, and/or 1/2", [(ReferenceKind.WORD, "src/a.py")]),
        (r"\\sigma\_k of x\_0 and s\_t", [(ReferenceKind.WORD, "s_t")]),
        (r"an escaped\_name", [(ReferenceKind.WORD, "escaped_name")]),
        (
            "https://a.example/b_c WWW.b.example ftp://c",
            [(ReferenceKind.LINK, each) for each in ("https://a.example/b_c", "WWW.b.example", "ftp://c")],
        ),
        ("<https://a.example>", [(ReferenceKind.LINK, "https://a.example")]),
        ("| a_b |\n| --- |\n| `c` |", [(ReferenceKind.WORD, "a_b"), (ReferenceKind.SPAN, "c")]),
        ("no reference at all", []),
    ],
)
def test_the_references_of_a_text(markdown: str, expected: list[tuple[ReferenceKind, str]]) -> None:
    """Every text that claims that something exists is found, in order, and a quotation's is not ours."""
    assert [(each.kind, each.text) for each in code_references(markdown)] == expected


def test_the_references_of_a_block() -> None:
    """A Python sample is one reference, a line of any other block one each."""
    found = code_references("```python\nimport a\n```\n\n```sh\n$ tides\n\ntides -v\n```\n\n    indented\n")
    assert found == (
        Reference(ReferenceKind.BLOCK, "import a\n", "python"),
        Reference(ReferenceKind.BLOCK, "tides", "sh"),
        Reference(ReferenceKind.BLOCK, "tides -v", "sh"),
        Reference(ReferenceKind.BLOCK, "indented", ""),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Table",
        "Table.high",
        "tides.tables.Table.high",
        "tables.low",
        "low()",
        ".high()",
        "harbour",
        "rows",
        "Table.rows",
        "Table.columns",
        "LEVEL",
        "TIDES_LEVEL",
        "'a  b'",
        "Table.high(harbour: str='Hull') -> float",
        "--verbose",
        "-v",
        "tides",
        "tides --verbose",
        "tides -v --verbose=1",
        "tide-tables",
        "requests",
        "requests.adapters",
        ">=3.13",
        "tides/tables.py",
        "./tides/tables.py",
        "tides/",
        "tables.py",
        "docs/new.md",
        "None",
        "isinstance",
        "lambda",
        "self",
        "os.environ",
        "abcdef1",
        "python -m pip install .",
        "python -m pip install './my folder'",
        "python -m tides",
        "(low, Table)",
        "low(day=None)",
        "[1, 2]",
        "not low",
        "-1",
        "Table().high()",
        "Table().columns",
        "[low, -low(1)]",
        "low('low --json')",
    ],
)
def test_what_exists_may_be_named(text: str) -> None:
    """Names, signatures, options, variables, paths, commits, commands and expressions of them hold."""
    assert holds(Reference(ReferenceKind.SPAN, text))


@pytest.mark.parametrize(
    "text",
    [
        "Tabel",
        "Table.low",
        "tides.tables.Chair",
        "high_water",
        "TIDES_COLOUR",
        "--loud",
        "-q",
        "--json",
        "--list",
        "--low",
        "-low",
        "--json=list",
        "tides --json",
        "tides -low",
        "not --json",
        "tides --loud",
        "tides out",
        "waves",
        "tides/moon.py",
        "moon.py",
        "1234abc",
        "abcde",
        "python -m waves",
        "python evil.py",
        "rm -rf /",
        "pip install evil",
        "curl https://a.example",
        "Table.high(harbour: str='York') -> float",
        "(low, chair)",
        "Table().columns.gone",
        "Table().low()",
        "Table(1).low",
        "chair(day=1)",
        "low(night=1)",
        "'unbalanced",
        "",
        "((((",
    ],
)
def test_what_does_not_exist_may_not(text: str) -> None:
    """A name, option, path, default or command that the commit lacks does not hold."""
    assert not holds(Reference(ReferenceKind.SPAN, text))


@pytest.mark.parametrize(
    ("target", "document", "expected"),
    [
        ("../tides/tables.py", "docs/guide.md", True),
        ("tides/tables.py", "guide.md", True),
        ("../tides", "docs/guide.md", True),
        ("new.md", "docs/guide.md", True),
        ("../tides/a%23b.py", "docs/guide.md", True),
        ("tides/tables.py", "docs/guide.md", False),
        ("../tides/moon.py", "docs/guide.md", False),
        ("../../tides/tables.py", "docs/guide.md", False),
        ("https://a.example", "docs/guide.md", False),
        ("mailto:a@b.example", "docs/guide.md", False),
        ("javascript:alert(1)", "docs/guide.md", False),
        ("#anchor", "docs/guide.md", False),
        ("new.md#anchor", "docs/guide.md", False),
        ("", "docs/guide.md", False),
        ("/etc/passwd", "docs/guide.md", False),
    ],
)
def test_a_link_leads_to_a_file_of_the_commit(target: str, document: str, expected: bool) -> None:
    """Links are relative to their document; addresses and anchors are nothing that the commit could show."""
    assert holds(Reference(ReferenceKind.LINK, target), document) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from tides.tables import Table\nTable()\n", True),
        ("import requests\n", True),
        ("import os\n", True),
        ("from os import *\n", True),
        ("print(1)\n", True),
        ("from tides.tables import Chair\n", False),
        ("import waves\n", False),
        ("def (:\n", False),
    ],
)
def test_a_sample_parses_and_imports_what_exists(source: str, expected: bool) -> None:
    """A Python block that does not parse, or that imports what is not there, does not hold."""
    assert holds(Reference(ReferenceKind.BLOCK, source, "python")) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("new.md#first-steps", True),
        ("new.md#first-steps-1", True),
        ("new.md#second-steps", False),
        ("#here", True),
        ("#there", False),
        ("../README.md#tides", True),
        ("../README.md#waves", False),
        ("../tides/tables.py#L3", False),
        ("new.md#", False),
        ("gone.md#here", False),
    ],
)
def test_an_anchor_is_a_heading(target: str, expected: bool) -> None:
    """Of a document that is written now, of the page itself, or of a document in the repository."""
    documents = {"docs/new.md": "# First steps\n\n# First steps\n", "docs/guide.md": "## Here\n"}
    facts = replace(FACTS, guides=(Guide(path="README.md", title="Tides", opening=""),))
    facts = replace(facts, paths=facts.paths | {"README.md"})
    vocabulary = Vocabulary(facts, documents=documents)
    assert vocabulary.holds(Reference(ReferenceKind.LINK, target), document="docs/guide.md") is expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[tides/tables.py](../tides/tables.py)", True),
        ("[tables](../tides/tables.py)", True),
        ("[tides/tabels.py](../tides/tables.py)", False),
        ("[tables.py](../tides/tables.py)", True),
        ("[tides/\\_\\_init\\_\\_.py](../tides/tables.py)", False),
        ("[`gone`](../tides/tables.py)", False),
        ("[`low()`](../tides/tables.py)", True),
        ("[`Table.high`](../tides/tables.py)", True),
        ("[`low()`](../tides/__init__.py)", False),
        ("[`tides.tables`](../tides/tables.py)", True),
        ("[`LEVEL` and `low`](../tides/__init__.py)", True),
        ("Ask ada@tides.example now", False),
        ("Ask @ada, or at 3@noon", True),
    ],
)
def test_a_label_that_is_a_path_is_true(markdown: str, expected: bool) -> None:
    """A link that shows one file and leads to another claims what is not there."""
    assert all(holds(each) for each in code_references(markdown)) is expected


def test_an_error_of_the_name_of_another_is_where_it_is() -> None:
    """Two modules may each have their own, one of them public."""
    files = {"m.py": "class Bad(Exception): ...\n", "n.py": "def f(): ...\n", "o.py": "class Bad(Exception): ...\n"}
    facts = facts_of(files)
    facts = replace(facts, modules=facts.modules[:1], errors=facts.errors[:0])
    hidden = ErrorClass(module="n", name="Bad", summary="", messages=(), evidence=evidence("n.py"))
    for errors, expected in (((), ["m.py"]), ((hidden,), ["m.py", "n.py"])):
        vocabulary = Vocabulary(replace(facts, errors=errors))
        link = Reference(ReferenceKind.LINK, "", label="`Bad`")
        found = [each for each in files if vocabulary.holds(link._replace(text=each), document="x.md")]
        assert found == expected


MANIFEST = """\
[build-system]
build-backend = "hatchling.build"
[project]
name = "tides"
version = "1.2.3"
dependencies = ["Click>=8,<9"]
optional-dependencies.moon = ["ephem"]
scripts.tides = "tides:main"
entry-points."tides.harbours".hull = "tides.hull:Hull"
"""


@pytest.mark.parametrize(
    "text",
    [
        *("1.2.3", "hatchling.build", "click", ">=8,<9", "click>=8,<9", "ephem", "moon"),
        *("console_scripts", "tides:main", "tides.harbours", "hull", "tides.hull:Hull"),
    ],
)
def test_what_a_manifest_states_may_be_named(text: str) -> None:
    """Versions, requirements, groups and entry points are references that hold, and only where they are stated."""
    reference = Reference(ReferenceKind.SPAN, text)
    assert Vocabulary(facts_of({"pyproject.toml": MANIFEST})).holds(reference, document="d.md")
    assert not Vocabulary(Facts()).holds(reference, document="d.md")


def test_a_block_of_commands_holds_line_by_line() -> None:
    """A command line of a block is judged as one in a code span."""
    assert holds(Reference(ReferenceKind.BLOCK, "tides --verbose", "sh"))
    assert not holds(Reference(ReferenceKind.BLOCK, "waves --verbose", "sh"))


def test_generated_html_never_holds() -> None:
    """HTML is no part of generated text, be it a comment."""
    assert not holds(Reference(ReferenceKind.HTML, "<!-- x -->"))


@given(st.text(max_size=60) | st.lists(st.sampled_from("`[]()<>#*_-=.,'\"\\{}|~ab\n"), max_size=40).map("".join))
def test_any_text_is_judged(text: str) -> None:
    """No text makes the reader or the vocabulary fail, wherever it stands."""
    for markdown in (text, f"`{text}`", f"[a]({text})", f"```python\n{text}\n```", f"```toml\n{text}\n```"):
        for each in code_references(markdown):
            holds(each)
    for kind in ReferenceKind:
        holds(Reference(kind, text))


def test_an_expression_that_exhausts_the_parser_is_no_reference() -> None:
    """Nesting made to break the reader is refused like any other text."""
    assert not Vocabulary(Facts()).holds(Reference(ReferenceKind.SPAN, "-" * 1200 + " x"), document="d.md")


@pytest.mark.parametrize("text", ["from(in)", "org.tides.Table.from(in)", "org.tides.Table.high(day)"])
def test_a_call_of_another_language_need_be_no_expression(text: str) -> None:
    """Its parameters may be called as words of Python."""
    source = (
        "package org.tides;\npublic class Table {\n  public void from(int in) {}\n  public void high(int day) {}\n}\n"
    )
    vocabulary = Vocabulary(facts_of({"src/main/java/org/tides/Table.java": source}))
    assert vocabulary.holds(Reference(ReferenceKind.SPAN, text), document="a.md")
    assert not vocabulary.holds(Reference(ReferenceKind.SPAN, text.replace("(", "(is, ")), document="a.md")
