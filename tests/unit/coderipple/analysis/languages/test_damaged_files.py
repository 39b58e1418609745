"""Files in other encodings, with other line ends, with slips in the middle: what can be read counts, at its lines."""

import codecs
from dataclasses import dataclass
from importlib import import_module
from typing import cast

import pytest
import tree_sitter
from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages import language_of, read_source
from coderipple.analysis.languages.slips import in_step
from coderipple.analysis.python_source import SourceFacts, SourceProblem, read_python


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A file of a language.

    Attributes:
        before: A definition, and the name `First`, `first` or both.
        slip: What does not parse.
        after: Another definition.
    """

    before: str
    slip: str
    after: str


SAMPLES = {
    "a.go": Sample(
        before="package p\n\n// First is for Zoë.\nfunc First(day int) {\n}\n",
        slip="func Slip( { }}\n",
        after="// Second comes later.\nfunc Second() int { return 1 }\n",
    ),
    "a.rs": Sample(
        before="use std::fmt;\n\n/// First is for Zoë.\npub fn first(day: u8) {\n}\n",
        slip="pub fn slip(a: { }\n",
        after="/// Second comes later.\npub fn second() -> u8 { 1 }\n",
    ),
    "a.ts": Sample(
        before="import a from './a';\n\n/** First is for Zoë. */\nexport function first(day: number) {\n}\n",
        slip="export const = {{ slip\n",
        after="/** Second comes later. */\nexport function second(): number { return 1; }\n",
    ),
    "a.js": Sample(
        before="import a from './a';\n\n/** First is for Zoë. */\nexport function first(day) {\n}\n",
        slip="export const = ;\n",
        after="/** Second comes later. */\nexport function second() { return 1; }\n",
    ),
    "a.rb": Sample(
        before="require 'a'\nmodule Tides\n  # First is for Zoë.\n  def self.first(day)\n  end\nend\n",
        slip="",
        after="module Moon\n  # Second comes later.\n  def self.second; 1; end\nend\n",
    ),
    "A.java": Sample(
        before="package p;\npublic class A {\n/** First is for Zoë. */\npublic void first(int day) {\n}\n",
        slip="public void slip( { ;\n",
        after="/** Second comes later. */\npublic int second() { return 1; }\n}\n",
    ),
}
PATHS = sorted(SAMPLES)


def read(path: str, content: bytes) -> SourceFacts | SourceProblem:
    """Reads one file."""
    language = language_of(path)
    assert language is not None
    return read_source(content, language, f".{path.rpartition('.')[2]}")


def described(facts: SourceFacts | SourceProblem) -> dict[str, tuple[int, str]]:
    """Returns the line and the description of everything that a file defines."""
    assert isinstance(facts, SourceFacts), facts.reason
    every = [each for top in facts.definitions for each in _all(top)]
    return {_name(each): (each.first_line, each.summary) for each in every}


def _name(definition: Definition) -> str:
    return definition.name.rpartition("::")[2].lower()


def _all(definition: Definition) -> list[Definition]:
    return [definition, *(inner for each in definition.members for inner in _all(each))]


def text(path: str) -> str:
    """Returns a file that parses."""
    return SAMPLES[path].before + SAMPLES[path].after


def first(path: str) -> tuple[int, str]:
    """Returns where the first definition stands, and what is said of it."""
    return (4, "First is for Zoë.")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_encodings_and_line_ends(path: str, end: str, encoding: str, mark: bytes) -> None:
    """A file says the same in each encoding that it names, with each line end, at the same lines."""
    found = described(read(path, mark + text(path).replace("\n", end).encode(encoding)))
    assert found["first"] == first(path)
    assert found["second"][1] == "Second comes later."
    assert found == described(read(path, text(path).encode()))


@pytest.mark.parametrize("path", PATHS)
def test_line_ends_that_are_mixed(path: str) -> None:
    """Each ends one line."""
    lines = text(path).split("\n")
    mixed = "".join(line + ("\n", "\r\n", "\r")[number % 3] for number, line in enumerate(lines))
    assert described(read(path, mixed.encode())) == described(read(path, text(path).encode()))


@pytest.mark.parametrize("path", PATHS)
def test_an_encoding_that_nobody_names(path: str) -> None:
    """The file is read; a description that nobody can read for sure is left out, the others stay."""
    found = described(read(path, text(path).encode("latin-1")))
    assert found["first"] == (4, "")
    assert found["second"][1] == "Second comes later."


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("content", [b"\0" * 64, b"\xff\xfe\0\xd8", b"%b\0"])
def test_what_is_no_text_is_named(path: str, content: bytes) -> None:
    """With the reason, and without a fault."""
    problem = read(path, content.replace(b"%b", text(path).encode()))
    assert isinstance(problem, SourceProblem)
    assert "NUL" in problem.reason or "encoding" in problem.reason


@pytest.mark.parametrize("path", [each for each in PATHS if SAMPLES[each].slip])
def test_a_slip_in_the_middle_leaves_the_rest(path: str) -> None:
    """What stands before it and after it counts, at its own lines."""
    sample = SAMPLES[path]
    found = described(read(path, (sample.before + sample.slip + sample.after).encode()))
    assert found["first"] == first(path)
    line = (sample.before + sample.slip).count("\n") + 2
    assert found["second"] == (line, "Second comes later.")


TORN_APART = {
    "a.ts": """\
/** What tides are read by. */
export interface Reader {
\t<Tide>(low: Low<Tide>): Tide

\t/** The grammar takes this for arguments of the type above it. */
\t<T extends Harbor>(harbor: T): Tide<T>

\t<T, Rest extends any[]>(
\t\tread: (harbor: T, ...rest: Rest) => Tide<T>,
\t\tfirst: T
\t): (harbor?: T, ...rest: Rest) => T
\t<T>(read: (harbor: T) => Tide<T>): (harbor: T) => T

\t<T, D = Draft<T>>( // a comment within
\t\tbase: T,
\t\tread: (draft: D) => T,
\t): T
}

/** Writes tides. */
export interface Writer {
\t<T extends Harbor>(harbor: T): Tide<T>
}

/** What comes in. */
export type Tide = number

/** Comes last. */
export function last(): Tide { return inner() }
""",
    "a.rs": """\
/// Is complete.
pub fn first() {}

#[derive(Debug)]
#[doc(hidden)]
pub struct Torn(( {
    a: u8


/// Comes last.
pub fn last() {}
""",
    "a.go": """\
package p

// First is complete.
func First() {}

func Torn(( {
\treturn }}
}

// Last comes last.
func Last() {}
""",
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "a.ts",
            {
                "reader": (2, "What tides are read by."),
                "writer": (21, "Writes tides."),
                "tide": (26, "What comes in."),
                "last": (29, "Comes last."),
            },
        ),
        ("a.rs", {"first": (2, "Is complete."), "last": (11, "Comes last.")}),
        ("a.go", {"first": (4, "First is complete."), "last": (11, "Last comes last.")}),
    ],
)
def test_what_a_slip_tears_apart(path: str, expected: dict[str, tuple[int, str]]) -> None:
    """Takes nothing that begins a line with it, whatever is unclear inside; what it names is named."""
    facts = read(path, TORN_APART[path].encode())
    assert described(facts) == expected
    assert isinstance(facts, SourceFacts)
    assert path != "a.ts" or {"harbor", "Draft", "inner"} <= facts.names


class CountingParser:
    """A parser of a language that counts what it parses."""

    def __init__(self, path: str) -> None:
        """Takes the path of a file."""
        language = language_of(path)
        assert language is not None
        module, _, function = language.grammars[f".{path.rpartition('.')[2]}"].rpartition(".")
        self._parser = tree_sitter.Parser(tree_sitter.Language(getattr(import_module(module), function)()))
        self.parses = 0

    def parse(self, source: bytes) -> tree_sitter.Tree:
        """Returns the tree of a file."""
        self.parses += 1
        return self._parser.parse(source)


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("a.ts", "export interface X {\n\ta(): Y\n\t/** x */\n\t<T extends U>(a: T): Y\n}\nexport const = {{\n"),
        ("a.go", "func ( {\nfunc b() {}\n"),
    ],
)
def test_thousands_of_slips_cost_no_more_than_some_parses(path: str, piece: str) -> None:
    """However many there are, and however large the file is."""
    source = (piece * (200_000 // len(piece))).encode()
    parser = CountingParser(path)
    in_step(cast("tree_sitter.Parser", parser), source, parser.parse(source).root_node)
    assert 1 < parser.parses <= 6


@pytest.mark.parametrize("path", PATHS)
def test_a_file_that_ends_too_early(path: str) -> None:
    """Wherever it is cut, nothing but what stands there is said, and nothing fails."""
    whole = text(path).encode()
    complete = described(read(path, whole))
    for length in range(len(whole)):
        facts = read(path, whole[:length])
        assert isinstance(facts, SourceFacts)
        for each in facts.definitions:
            is_cut = whole[:length].decode("utf-8", "replace").endswith(each.name)
            assert _name(each) in complete or is_cut


@pytest.mark.parametrize(
    ("content", "is_read"),
    [
        (b"\xef\xbb\xbfdef high(): ...\r\n", True),
        (b"# -*- coding: latin-1 -*-\ndef high(): '''Gr\xfc\xdfe.'''\n", True),
        (b"import os\rdef high(): ...\r", True),
        (b"def high(): '''Gr\xfc\xdfe.'''\n", False),
        ("def high(): ...\n".encode("utf-16"), False),
        (b"def high(): ...\n\0", False),
        (b"{% if tides %}\ndef high(): ...\n{% endif %}\n", False),
    ],
)
def test_python_is_read_or_named(content: bytes, is_read: bool) -> None:
    """The language itself says what it takes; the rest has a reason."""
    found = read_python(content)
    assert isinstance(found, SourceFacts) is is_read
    assert isinstance(found, SourceFacts) or found.reason
