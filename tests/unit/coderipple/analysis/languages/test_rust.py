"""What a crate offers, of what its files define."""

import pytest
from coderipple.analysis.languages import language_of
from coderipple.analysis.public_names import Source
from fakes.source_facts import source_facts


def offered(**files: str) -> set[str]:
    """Returns what a crate offers, each name with its module; the files are those in `src`."""
    rust = language_of("a.rs")
    assert rust is not None
    sources = []
    for name, code in files.items():
        module = "tides" if name == "lib" else f"tides::{name}"
        sources.append(Source(path=f"src/{name}.rs", name=module, facts=source_facts("a.rs", code)))
    return {f"{module.name}::{each.name}" for module in rust.offered(sources) for each, _ in module.definitions}


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("use super::*; impl Tide { pub fn high(&self) {} }", {"tides::Tide", "tides::Tide.high"}),
        ("pub struct Tide; impl Tide { pub fn high(&self) {} }", {"tides::Tide"}),
        ("struct Tide; impl Tide { pub fn high(&self) {} }", {"tides::Tide"}),
        ("pub fn high() {}", {"tides::Tide"}),
        ("mod deeper { use crate::Tide; impl Tide { pub fn high(&self) {} } }", {"tides::Tide", "tides::Tide.high"}),
    ],
)
def test_what_a_private_module_of_a_file_adds_to_a_type(inside: str, expected: set[str]) -> None:
    """Counts, if it is not that of a type of the same name that stands in it."""
    assert offered(lib=f"pub struct Tide;\nmod inside {{ {inside} }}\n") == expected
    assert offered(lib=f"pub struct Tide;\n#[cfg(test)]\nmod inside {{ {inside} }}\n") == {"tides::Tide"}


def test_methods_of_types_of_the_same_name() -> None:
    """Stay with the type of their file; those that stand elsewhere are every such type's."""
    private = "pub struct Tide; impl Tide { pub fn secret(&self) {} }"
    assert offered(lib="mod inner; pub struct Tide;", inner=private) == {"tides::Tide"}
    assert offered(lib="mod inner; pub use inner::Tide;", inner=private) == {"tides::Tide", "tides::Tide.secret"}
    elsewhere = "use crate::Tide; impl Tide { pub fn high(&self) {} }"
    assert offered(lib="mod inner; pub struct Tide;", inner=elsewhere) == {"tides::Tide", "tides::Tide.high"}
    hidden = "struct Tide; impl Tide { pub fn secret(&self) {} }"
    assert offered(lib="mod inner; pub struct Tide;", inner=hidden) == {"tides::Tide"}


def test_a_type_under_another_name() -> None:
    """Has its methods under it, wherever it stands."""
    code = "pub struct Tide; impl Tide { pub fn high(&self) {} }"
    both = {"tides::Tide", "tides::Tide.high", "tides::Flood", "tides::Flood.high"}
    assert offered(lib=f"{code} pub use Tide as Flood;") == both
    assert offered(lib="mod inner; pub use inner::Tide as Flood;", inner=code) == {"tides::Flood", "tides::Flood.high"}
    nested = {"tides::inner::Tide", "tides::Tide.high", "tides::inner::Tide.high", "tides::Tide"}
    assert offered(lib=f"pub mod inner {{ {code} }} pub use inner::Tide;") == nested
