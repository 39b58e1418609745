"""What a caller of each language can meet as an error, and what only looks like one."""

import pytest
from coderipple.analysis.facts import FactsReader


def errors(files: dict[str, str]) -> dict[str, list[str]]:
    """Returns the errors of a tree, each with its messages."""
    content = {path: text.encode() for path, text in files.items()}
    found = FactsReader(content.__getitem__).read({path: path for path in files}).errors
    return {each.name: [message.text for message in each.messages] for each in found}


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("a.go", 'package a\n\nvar ErrA = errors.New("a: closed")\n', {"ErrA": ["a: closed"]}),
        ("a.go", 'package a\n\nvar (\n\tErrA = errors.New("a")\n\terrB = errors.New("b")\n)\n', {"ErrA": ["a"]}),
        ("a.go", "package a\n\ntype A struct{}\n\nfunc (a *A) Error() string { return `` }\n", {"A": []}),
        ("a.go", "package a\n\ntype A struct{}\n\nfunc (a *A) Error(at int) string { return `` }\n", {}),
        ("a.go", 'package a\n\nvar A = strings.New("a")\n\ntype MyError struct{}\n', {}),
        ("A.java", "package a; public class A extends RuntimeException {}", {"A": []}),
        ("A.java", "package a; public class A extends java.io.IOException {}", {"A": []}),
        ("A.java", "package a; public class A extends Throwable {}", {"A": []}),
        ("A.java", "package a; public class ErrorTable extends Base<Exception> {}", {}),
        ("A.java", "package a; class A extends Exception {}", {}),
        ("a.ts", "export class A extends Error {}", {"A": []}),
        ("a.ts", "class A extends Error {}\nexport class B extends A {}", {"B": []}),
        ("a.js", "class A extends TypeError {}\nmodule.exports = { A };", {"A": []}),
        ("a.ts", "export class AError extends mixin(Error) {}", {}),
        ("a.ts", "export interface A extends Error {}", {}),
        ("src/lib.rs", "pub struct A;\nimpl std::error::Error for A {}", {"A": []}),
        ("src/lib.rs", "use std::{error::Error, fmt};\npub enum A<T> { B(T) }\nimpl<T> Error for A<T> {}", {"A": []}),
        ("src/lib.rs", "use thiserror::Error;\n#[derive(Debug, Error)]\npub enum A {}", {"A": []}),
        ("src/lib.rs", "#[derive(thiserror::Error)]\npub enum A {}", {"A": []}),
        ("src/lib.rs", "use crate::Error;\npub struct A;\nimpl Error for A {}", {}),
        ("src/lib.rs", "use other::Error;\n#[derive(Error)]\npub struct A;", {}),
        ("src/lib.rs", "struct A;\nimpl std::error::Error for A {}", {}),
    ],
)
def test_errors(path: str, source: str, expected: dict[str, list[str]]) -> None:
    """By what they derive from, implement or are made by; a name that ends in `Error` is none for that."""
    assert errors({path: source}) == expected


def test_a_base_in_another_file() -> None:
    """A class may derive from one that derives from an exception."""
    files = {
        "a/A.java": "package a; public class A extends Exception {}",
        "b/B.java": "package b; import a.A; public class B extends A {}",
    }
    assert errors(files) == {"A": [], "B": []}
