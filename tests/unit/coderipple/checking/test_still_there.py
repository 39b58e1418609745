"""Names that the sources still hold."""

import pytest
from coderipple.checking.still_there import LARGEST_BYTES, still_there


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("read_tables", b"x.read_tables()", True),
        ("read_tables", b"read_tables_again", False),
        ("--log", b"tides --log x", True),
        ("--log", b"tides --log-file x", False),
        ("src/a.py", b"open('src/a.py')", True),
    ],
)
def test_only_whole_words_count(name: str, content: bytes, expected: bool) -> None:
    """Of an option, its hyphens are part of the word."""
    found = still_there({name}, [("a.sh", b""), ("b.sh", content)])
    assert found.anywhere == found.in_code == ({name: {"b.sh"}} if expected else {})


def test_what_is_large_is_data() -> None:
    """And not looked at."""
    assert still_there({"a_b"}, [("a.py", b"a_b " + b" " * LARGEST_BYTES)]).anywhere == {}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.py", b'def f():\n    """Does\n    as read_tables did."""\n'),
        ("a.go", b"// read_tables was better\nfunc F() {}"),
        ("A.java", b"/** As\n read_tables. */ class A {}"),
        ("a.js", b"f() // read_tables, once"),
        ("a.ts", b"f('it''s', `a`) // read_tables, once"),
        ("a.rs", b"fn f<'a>() {} // read_tables, once"),
        ("a.rb", b"  # As read_tables.\n=begin\nread_tables\n=end\ndef f = 1"),
    ],
)
def test_prose_in_code_is_told_apart(path: str, content: bytes) -> None:
    """Docstrings and comments hold what nobody can call."""
    found = still_there({"read_tables"}, [(path, content)])
    assert found.anywhere == {"read_tables": {path}}
    assert found.in_code == {}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.js", b"glob('src/*')\nread_tables()\n/* all */"),
        ("a.ts", b"glob(`\nsrc/*`); read_tables() /* all */"),
        ("a.go", b'open("/*", "\\"")\nread_tables() /* all */'),
        ("a.rs", b"fn f<'a>(x: &'a str) { g(\"/*\"); read_tables() } /* all */"),
        ("a.js", b"f(/a[/*]/); read_tables()"),
    ],
)
def test_strings_begin_no_comment(path: str, content: bytes) -> None:
    """A pattern of paths looks like the beginning of one."""
    assert still_there({"read_tables"}, [(path, content)]).in_code == {"read_tables": {path}}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("const lowTide = 1; use(lowTide)", False),
        ("type lowTide = string", False),
        ("export const lowTide = 1", True),
        ("const lowTide = 1\nexport {\n  a,\n  lowTide,\n}", True),
        ("const lowTide = 1; x.lowTide()", True),
        ("const lowTide = 1; return { lowTide }", True),
        ("const lowTide = 1; return { lowTide: 2 }", True),
        ("const lowTide = 1; x['lowTide']", True),
        ("use(lowTide)", True),
        ("const lowTides = 1; use(lowTide)", True),
    ],
)
def test_a_name_of_a_file_alone(content: str, expected: bool) -> None:
    """TypeScript says what it exports; what it only declares is nothing to anybody."""
    found = still_there({"lowTide"}, [("a.ts", content.encode())])
    assert found.in_code == {"lowTide": {"a.ts"}}
    assert found.shared == ({"lowTide": {"a.ts"}} if expected else {})


def test_hostile_scripts_take_no_quadratic_time() -> None:
    """Whatever opens and never closes."""
    content = b"const lowTide = 1\n" + b"export {" * 100_000 + b"export " * 100_000
    assert still_there({"lowTide"}, [("a.ts", content)]).shared == {}
