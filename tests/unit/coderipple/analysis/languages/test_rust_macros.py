"""What macros of a file make in it, where that is certain, and that everything else stays as it is."""

from time import monotonic

import pytest
from coderipple.analysis.definitions import Definition
from coderipple.analysis.python_source import SourceFacts
from fakes.source_facts import source_facts

GAUGES = """\
macro_rules! gauges {
    ($($(#[doc = $told:tt])* $name:ident -> $of:ty,)*) => {
        impl<'a> Gauge<'a> {
            $(
                $(#[doc = $told])*
                pub fn $name(&self) -> Option<$of> { self.inner.$name() }
            )*
        }
    }
}
/// Is said of the invocation alone.
#[allow(dead_code)]
gauges![
    #[doc = "Reads the \\"level\\". In metres."]
    level -> f64,
    /// Reads the path
    /// of the current.
    current -> std::collections::BTreeMap<u8, Vec<Vec<u8>>>,
];

/// Stands below.
pub fn below() {}
"""


def facts(source: str) -> SourceFacts:
    """Reads a file of Rust."""
    return source_facts("a.rs", source)


def definitions(source: str) -> list[Definition]:
    """Returns what a file of Rust defines."""
    return list(facts(source).definitions)


def test_methods_that_a_macro_makes() -> None:
    """Each stands at the line of the invocation that names it, with what is said of it there."""
    level, current, below = definitions(GAUGES)
    assert (level.name, level.signature) == ("Gauge.level", "pub fn level(&self) -> Option<f64>")
    assert (level.summary, level.first_line, level.last_line) == ('Reads the "level".', 15, 15)
    assert current.signature.endswith("-> Option<std::collections::BTreeMap<u8, Vec<Vec<u8>>>>")
    assert (current.summary, current.first_line) == ("Reads the path of the current.", 18)
    assert (below.name, below.summary, below.first_line) == ("below", "Stands below.", 22)


def test_what_a_macro_is_given_is_named() -> None:
    """As everything that stands in a file, and so is what it makes."""
    assert {"level", "current", "inner", "Option"} <= facts(GAUGES).names


@pytest.mark.parametrize(
    ("rules", "given", "signature"),
    [
        ("($n:ident) => { pub struct $n; }", "{ Tide }", "pub struct Tide"),
        ("($n:ident) => { pub fn $n() -> $crate::Tide { loop {} } }", "(high);", "pub fn high() -> crate::Tide"),
        ("($($n:ident),+ $(,)?) => { $(pub struct $n;)+ }", "(Tide,);", "pub struct Tide"),
        ("(skip) => {}; ($n:ident = $v:expr) => { pub const $n: u8 = $v; }", "(A = 1 + 2);", "pub const A: u8 = 1 + 2"),
        ("($v:vis $n:ident) => { $v struct $n; }", "(pub Tide);", "pub struct Tide"),
        ("($(#[$m:meta])* $n:ident) => { $(#[$m])* pub struct $n; }", "(#[derive(Debug)] Tide);", "pub struct Tide"),
        ("($n:ident { $($f:ident: $t:ty),* }) => { pub fn $n($($f: $t),*) {} }", "(f { a: &u8 });", "pub fn f(a: &u8)"),
        ("($n:ident: $t:literal) => { pub const $n: &str = $t; }", '(A: "a");', 'pub const A: &str = "a"'),
    ],
)
def test_an_item_that_a_macro_makes(rules: str, given: str, signature: str) -> None:
    """By the first rule that matches."""
    (made,) = definitions(f"macro_rules! made {{ {rules} }}\nmade!{given}\n")
    assert (made.signature, made.first_line) == (signature, 2)


@pytest.mark.parametrize(
    "source",
    [
        "made!(Tide);\nmacro_rules! made { ($n:ident) => { pub struct $n; } }",
        "macro_rules! made { ($n:ident) => { pub struct $n; } }\n#[cfg(test)]\nmade!(Tide);",
        "macro_rules! made { ($n:ident) => { struct $n; } }\nmade!(Tide);",
        "macro_rules! made { ($n:ident) => { pub struct $n; } }\nmade!(1);",
        "macro_rules! made { ($n:path) => { pub struct $n; }; ($n:tt) => { pub struct B; } }\nmade!(Tide);",
        "macro_rules! made { ($n:expr) => { pub struct A; }; ($($n:tt)*) => { pub struct B; } }\nmade!(a::<b, c>());",
        "macro_rules! made { ($n:ident) => { pub struct $m; } }\nmade!(Tide);",
        "macro_rules! made { ($($n:ident)*) => { pub struct $n; } }\nmade!(Tide);",
        "macro_rules! made { ($n:ident) => { pub struct $n } }\nmade!(Tide);",
        "macro_rules! made { ($n:ident) => { made!{$n $n} }; ($n:ident $m:ident) => { pub struct $n; } }\nmade!(Tide);",
        "#[cfg(a)]\nmacro_rules! made { () => { pub struct A; } }\n#[cfg(b)]\nmacro_rules! made { () => {} }\nmade!();",
        "macro_rules! made { ($n:ident) => { pub struct $n; } }\nfn f() { made!(Tide); }",
    ],
)
def test_what_is_not_certain_is_left_as_it_is(source: str) -> None:
    """Nothing is said of it, as of every macro of another file."""
    assert definitions(f"{source}\n") == []


@pytest.mark.parametrize(
    "given",
    [
        "a,\n" * 60_000,
        "(\n" * 60_000 + ")\n" * 60_000,
        "<\n" * 60_000,
        "{a}\n" * 60_000,
    ],
)
def test_much_is_left_as_it_is(given: str) -> None:
    """However much a macro is given, and however deep, it costs no more than some parses."""
    rules = "($($n:ident),* $(,)?) => { $(pub struct $n; impl $n { pub fn $n() {} })* }; ($($n:tt)*) => { $($n $n)* }"
    began = monotonic()
    found = definitions(f"macro_rules! made {{ {rules} }}\nmade!{{{given}}}\npub fn below() {{}}\n"[:480_000])
    assert [each.name for each in found if "a" not in each.name] == ["below"]
    assert monotonic() - began < 30
