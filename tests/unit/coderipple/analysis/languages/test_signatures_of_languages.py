"""What a signature shows, and what nobody outside can reach, in each language that has a golden project."""

import pytest
from fakes.source_facts import source_facts


@pytest.mark.parametrize(
    ("path", "source", "signature"),
    [
        ("a.ts", "export function f<T>(a: T, b?: number): T { return a }", "function f<T>(a: T, b?: number): T"),
        ("a.ts", "export const f = async (a: string) => { a }", "const f = async (a: string)"),
        ("a.ts", "export const f = a => a", "const f = a"),
        ("a.ts", "export const LIMIT = -1", "const LIMIT = -1"),
        ("a.ts", "export const x = compute()", "const x"),
        ("a.ts", "export abstract class A<T> extends B {}", "abstract class A<T> extends B"),
        ("a.ts", "export type A = string", "type A = string"),
        ("a.ts", "export const enum A { B }", "const enum A"),
        ("a.ts", "export declare const a: number;", "const a: number"),
        ("a.js", "module.exports.run = function (a, b) { }", "module.exports.run = function (a, b)"),
        ("a.js", "exports.limit = 3;", "exports.limit = 3"),
        ("a.rs", "pub fn f(a: u8) -> u8 { a }", "pub fn f(a: u8) -> u8"),
        ("a.rs", 'pub unsafe extern "C" fn f() {}', 'pub unsafe extern "C" fn f()'),
        ("a.rs", "pub struct A;", "pub struct A"),
        ("a.rs", "pub struct A<T>(T) where T: Send;", "pub struct A<T>"),
        ("a.rs", "pub const A: u8 = 1;", "pub const A: u8 = 1"),
        ("a.java", "package p; public class A {}", "public class A"),
        ("a.java", "package p; @Deprecated public @Nullable interface A extends B {}", "public interface A extends B"),
    ],
)
def test_signatures_are_as_written_without_what_they_do(path: str, source: str, signature: str) -> None:
    """A signature ends where the body begins, on one line, without annotations."""
    assert [each.signature for each in source_facts(path, source).definitions] == [signature]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a.rs", "pub(crate) fn f() {}"),
        ("a.rs", "fn f() {}"),
        ("a.rs", "#[doc(hidden)] pub fn f() {}"),
        ("a.rs", "impl A { fn f() {} }"),
        ("a.rs", "impl B for A { fn f() {} }"),
        ("a.java", "package p; class A {}"),
        ("a.ts", "/** @internal */ export function f() {}"),
    ],
)
def test_what_nobody_outside_can_reach_is_no_definition(path: str, source: str) -> None:
    """By each language's own rules."""
    assert source_facts(path, source).definitions == ()


@pytest.mark.parametrize(
    ("source", "exports"),
    [
        ("const a = 1; export { a, a as b }", ("a", "b")),
        ("const a = 1; export default a", ("default",)),
        ("export default class {}", ("default",)),
        ("function f() {} function g() {} module.exports = { f, h: g }", ("f", "h")),
        ("const inner = 1", ()),
        ("export { gone }", ()),
    ],
)
def test_what_a_module_exports(source: str, exports: tuple[str, ...]) -> None:
    """Under the names that importers use; a name that nothing defines is none."""
    assert source_facts("a.ts", source).exports == exports


@pytest.mark.parametrize(
    ("source", "passed_on"),
    [
        ("export * from './a'", [("*", "./a", "*")]),
        ("export { a as b } from './a'", [("b", "./a", "a")]),
        ("import { a as c } from './a'; export { c as d }", [("d", "./a", "a")]),
        ("import a from './a'; export { a }", [("a", "./a", "default")]),
        ("const { a } = require('./a'); exports.a = a", [("a", "./a", "a")]),
    ],
)
def test_what_a_module_passes_on(source: str, passed_on: list[tuple[str, str, str]]) -> None:
    """The name outside, the module that it comes from, and its name there."""
    found = source_facts("a.ts", source).imported_names
    assert [(each.local, each.module, each.name) for each in found] == passed_on


@pytest.mark.parametrize(
    ("path", "source", "members"),
    [
        (
            "a.ts",
            "export interface A { f(a: string): void; f(b: number): void }",
            ["f(a: string): void\nf(b: number): void"],
        ),
        ("a.ts", "export class A { f(a: string): void; f(a: unknown) { } }", ["f(a: string): void"]),
        ("a.ts", "export type A = B & { c: string }", ["c: string"]),
        ("a.ts", "export class A { constructor(readonly b: string, c: number) {} }", None),
        ("a.go", 'package p\ntype A struct { *q.B; c; D `json:"d"` }', ["*q.B", "D"]),
        ("a.java", "package p; public class A { public void f(int a) {} public void f() {} }", None),
        ("a.java", "package p; public enum A { @B(1) C { public int d() { return 1; } }, E }", ["C", "E"]),
    ],
)
def test_members(path: str, source: str, members: list[str] | None) -> None:
    """Every overload of a name is there, a line each; what is embedded has the name of its type."""
    (found,) = source_facts(path, source).definitions
    expected = (
        members
        or {
            "a.ts": ["constructor(readonly b: string, c: number)", "readonly b: string"],
            "a.java": ["public void f(int a)\npublic void f()"],
        }[path]
    )
    assert [each.signature for each in found.members] == expected


def test_comments_are_no_part_of_a_signature() -> None:
    """Wherever they stand."""
    (found,) = source_facts("a.ts", "export function f(a: string /* a name */, b = '//'): void {}").definitions
    assert found.signature == "function f(a: string, b = '//'): void"
