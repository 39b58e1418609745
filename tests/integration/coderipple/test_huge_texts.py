"""Texts made to cost much, each of the size at which a reader that looks at anything twice would show.

What the readers say of them at an ordinary size stands in `tests/unit`.
"""

import time

import pytest
from coderipple.agents.pages import interfaces
from coderipple.analysis.guides import read_guide
from coderipple.checking import still_there
from coderipple.quality import duplicates
from coderipple.references import Vocabulary, code_references
from fakes.facts import facts_of

VOCABULARY = Vocabulary(
    facts_of(
        {
            "pyproject.toml": '[project]\nname = "tide-tables"\nversion = "1"\nscripts.tides = "tides:low"\n',
            "tides/__init__.py": "class Table:\n    rows: int = 0\n\n\ndef low(day): ...\n",
        }
    )
)


def test_hostile_text_takes_no_quadratic_time() -> None:
    """Long runs that almost are references end; with patterns that give back they would take hours."""
    for text in ("a_" * 100_000 + "/", "-" * 300_000, "a/" * 300_000, "a." * 300_000 + "("):
        code_references(text)


def test_hostile_markdown_is_judged_in_bounded_time() -> None:
    """Deep nesting of quotations, lists, brackets and emphasis, and a single line of 50 MB."""
    started = time.process_time()
    nested = (">" * 50_000 + " a", "- " * 5_000 + "a", "[" * 20_000, "![" * 10_000, "*a_ " * 10_000, "a\n" * 30_000)
    long = ("x" * 50_000_000, "`" + "(" * 900_000 + "`", "`" + "a." * 400_000 + "`", "`" + "a " * 400_000 + "`")
    for text in (*nested, *long, "`a" * 20_000, "(" * 50_000):
        for each in code_references(text):
            VOCABULARY.holds(each, document="docs/guide.md")
    assert time.process_time() - started < 20


def test_hostile_pages_take_no_quadratic_time() -> None:
    """Long lines of almost-links and backquotes end."""
    started = time.process_time()
    for text in ("[" * 200_000, "`" * 200_001, "`a ``b " * 30_000, "[a](" * 50_000, "a " * 400_000, "x" * 50_000_000):
        duplicates({"a.md": text, "b.md": text})
    assert time.process_time() - started < 20


@pytest.mark.parametrize("path", ["a.md", "a.rst"])
@pytest.mark.parametrize("piece", [b"x", b"[", b"> ", b"`", b"a_ ", b"<", b"\n", b"- a\n", "\u00e4".encode()])
def test_a_huge_document_is_read_at_its_front(path: str, piece: bytes) -> None:
    """Fifty megabytes take no longer than the first page."""
    found = read_guide(path, b"Tides\n=====\n\nThe water comes back.\n\n" + piece * (50_000_000 // len(piece)))
    assert found is not None
    assert (found.title, found.opening) == ("Tides", "The water comes back.")


def test_a_module_of_any_size_is_listed_as_far_as_a_page_goes() -> None:
    """The last line counts what is left out, and leads to the file."""
    code = "".join(f"def f{number}(): ...\n" for number in range(20_000))
    (section,) = interfaces.draft(facts_of({"m.py": code}), output_dir="coderipple", most_symbols=20_000)
    shown = len(section.statements) - 2
    assert section.statements[-1].text == f"- and {20_000 - shown:,} more in [m.py](../../m.py)"
    assert 150_000 < sum(len(each.text) for each in section.statements) < 201_000


@pytest.mark.parametrize(
    ("path", "piece"),
    [("a.js", b"/* "), ("a.js", b"'\\"), ("a.js", b"`"), ("a.js", b"const  name "), ("a.rb", b"=begin\n")],
)
def test_comments_that_never_end_take_no_quadratic_time(path: str, piece: bytes) -> None:
    """What opens and is not closed is looked at once."""
    started = time.process_time()
    still_there({"name"}, [(path, piece * (1_500_000 // len(piece)) + b"\nname")])
    assert time.process_time() - started < 5


def test_files_that_pass_each_other_on_are_read_once() -> None:
    """However many ways lead from one to another; and a name that holds a file with such names ends."""
    started = time.process_time()
    names = range(60)
    around = {
        f"src/f{each}.js": f"export const a{each} = 1\n" + "".join(f"export * from './f{one}.js'\n" for one in names)
        for each in names
    }
    inside = {
        f"src/n{each}.js": "".join(f"export * as {name} from './n{each + 1}.js'\n" for name in "abcd") for each in names
    }
    wide = "".join(f"export * as w{each} from './wide.js'\n" for each in range(500))
    files = around | inside | {"src/wide.js": "".join(f"export const b{each} = 1\n" for each in range(500))}
    files["src/index.js"] = f"export * from './f0.js'\nexport * from './n0.js'\n{wide}"
    (module,) = facts_of({"package.json": '{"name": "tides", "exports": "./src/index.js"}', **files}).modules
    assert {"a0", "a59", "a", "w0.b0", "w499"} <= {each.name for each in module.symbols}
    assert len(module.symbols) < 12_000
    assert time.process_time() - started < 10


def test_thousands_of_entries_and_patterns_are_matched_in_time() -> None:
    """Of patterns so many as anybody writes."""
    started = time.process_time()
    numbers = range(3_000)
    exports = ",".join(f'"./{each}/*": "./src/*.js", "./e{each}": "./dist/none{each}.js"' for each in numbers)
    files = {f"src/f{each}.js": f"export const a{each} = 1\n" for each in numbers}
    facts_of({"package.json": f'{{"name": "tides", "exports": {{{exports}}}}}', **files})
    assert time.process_time() - started < 15


def test_macros_of_rust_that_are_invoked_again_and_again_end() -> None:
    """Each invocation costs as much as the macro is long."""
    started = time.process_time()
    body = "".join(f"pub fn f{each}() {{}}\n" for each in range(3_000))
    code = f"macro_rules! m {{ ($x:ident) => {{ {body} }} }}\n" + "m!(a);\n" * 3_000
    facts_of({"Cargo.toml": '[package]\nname = "tides"\nversion = "1.0.0"\n', "src/lib.rs": code})
    assert time.process_time() - started < 10


def test_a_long_way_onward_is_followed_to_its_end() -> None:
    """A name that is imported onward through a thousand modules is found."""
    files = {f"p/_m{number}.py": f"from p._m{number + 1} import f\n" for number in range(1200)}
    files |= {"p/__init__.py": "from p._m0 import f\n", "p/_m1200.py": "def f(): ...\n"}
    assert [[symbol.name for symbol in each.symbols] for each in facts_of(files).modules] == [["f"]]
