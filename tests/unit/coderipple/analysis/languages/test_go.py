"""Go: what is exported, what a signature shows, where a comment belongs."""

import pytest
from coderipple.analysis.python_source import SourceFacts
from fakes.source_facts import source_facts


def read(source: str) -> SourceFacts:
    """Reads one file."""
    return source_facts("a.go", source)


@pytest.mark.parametrize(
    ("source", "signature"),
    [
        ("func High(day int) error { return nil }", "func High(day int) error"),
        ("func High(\n\tday int,\n\tplace string,\n) {\n}", "func High(day int, place string)"),
        ("func (t *Table) High() {}", "func (t *Table) High()"),
        ("func (t Table[K, V]) High() {}", "func (t Table[K, V]) High()"),
        ("type Table struct {\n\tA int\n}", "type Table struct"),
        ("type Table[K comparable] struct {}", "type Table[K comparable] struct"),
        ("type Empty interface{}", "type Empty interface"),
        ("type Hour float64", "type Hour float64"),
        ("type Alias = pkg.Hour", "type Alias = pkg.Hour"),
        ("const Max = 3", "const Max = 3"),
        ("var Place string = os.Getenv(`A`)", "var Place string"),
        ("var (\n\tPlace = 1\n)", "var Place"),
    ],
)
def test_signatures_are_as_written_without_what_they_do(source: str, signature: str) -> None:
    """A signature ends where the body begins, on one line."""
    assert [each.signature for each in read(f"package p\n\n{source}\n").definitions] == [signature]


@pytest.mark.parametrize(
    "source", ["func low() {}", "func (t *table) High() {}", "const low = 1", "type table struct{}"]
)
def test_what_begins_with_a_small_letter_is_not_exported(source: str) -> None:
    """Nor are the methods of such a type."""
    assert read(f"package p\n\n{source}\n").definitions == ()


def test_a_comment_belongs_to_what_follows_at_once() -> None:
    """A blank line parts them, and so does the end of another line's code."""
    facts = read(
        "package p\n\n// Far away.\n\nfunc A() {}\n\nvar x = 1 // Of x.\nfunc B() {}\n\n// Of C.\nfunc C() {}\n"
    )
    assert [each.summary for each in facts.definitions] == ["", "", "Of C."]


def test_an_error_of_syntax_leaves_the_rest() -> None:
    """What stands before and after a slip is read."""
    facts = read("package p\n\nfunc A() {}\n\nfunc Slip( { }}\n\nfunc B() {}\n")
    assert {"A", "B"} <= {each.name for each in facts.definitions}


def test_options_of_pflag_have_two_dashes_and_a_letter() -> None:
    """The file says by its imports which library reads the command line."""
    facts = read(
        'package p\n\nimport flag "github.com/spf13/pflag"\n\n'
        'func f() { flag.StringVarP(&x, "place", "p", "here", "where it is"); y.String("a", "b") }\n'
    )
    assert [(each.flags, each.default, each.summary) for each in facts.options] == [
        (("-p", "--place"), '"here"', "where it is")
    ]


def test_variables_are_read_by_calls_and_tags() -> None:
    """Also where a library fills a struct."""
    facts = read(
        'package p\n\ntype C struct {\n\tPort int `json:"p" env:"PORT,required"`\n}\n\n'
        'func f() { os.Getenv("HOME_PORT"); os.Getenv(computed) }\n'
    )
    assert [each.name for each in facts.variables] == ["PORT", "HOME_PORT"]
