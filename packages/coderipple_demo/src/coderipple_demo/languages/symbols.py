"""Asks the own tool of a language what a checkout exports.

Comes in: a checkout, a subject and the tools. Goes out: `Exported` symbols. None of the analysis is used, and no code
of the checkout runs: go/parser, the TypeScript compiler's checker, rustdoc, javac's parser, Prism and Python's own
parser only read.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coderipple_demo.errors import DemoError
from coderipple_demo.languages.subjects import DriftSubject, PublicSubject
from coderipple_demo.languages.tools import MissingToolError, Tools

PROGRAMS = Path(__file__).parent / "programs"
_SECONDS = 600
_OF_RUBY = {"Array", "Class", "Hash", "Integer", "Kernel", "Module", "Net", "NilClass", "Object", "String", "Symbol"}

type AnySubject = PublicSubject | DriftSubject
type Parameters = tuple[str, ...]
type Exported = dict[tuple[str, str], frozenset[Parameters]]
"""Module and name to the parameters of each form in which it can be called; none where it cannot."""


class ToolError(DemoError):
    """The tool of a language gave no answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the tool of a language says of a checkout.

    Attributes:
        exported: What it exports.
        bases: Names of the types that each type derives from, by its own name, without modules.
        reachable: Names that can be reached, though another project defines them, or nobody lists them.
    """

    exported: Exported
    bases: Mapping[str, frozenset[str]]
    reachable: frozenset[str]


def exported(subject: AnySubject, checkout: Path, tools: Tools) -> Exported:
    """Returns what the checkout of a subject exports.

    Raises:
        MissingToolError: The language's tool is not there.
        ToolError: It failed.
    """
    return ask(subject, checkout, tools).exported


def ask(subject: AnySubject, checkout: Path, tools: Tools) -> Answer:
    """Returns everything that the tool says of the checkout of a subject.

    Raises:
        MissingToolError: The language's tool is not there.
        ToolError: It failed.
    """
    said = list(_READERS[subject.language](subject, checkout, tools))
    bases: dict[str, frozenset[str]] = {}
    for each in said:
        if "bases" in each:
            bases[each["name"]] = bases.get(each["name"], frozenset()) | frozenset(each["bases"])
    return Answer(
        exported=_collected(each for each in said if "parameters" in each),
        bases=bases,
        reachable=frozenset(each["name"] for each in said if "reachable" in each),
    )


def _collected(found: Iterable[Mapping[str, Any]]) -> Exported:
    symbols: dict[tuple[str, str], set[Parameters]] = {}
    for each in found:
        forms = symbols.setdefault((each["module"], each["name"]), set())
        stated = each["parameters"]
        if stated is not None:  # one form, or a list of them
            forms |= {tuple(form) for form in (stated if stated and isinstance(stated[0], list) else [stated])}
    return {key: frozenset(forms) for key, forms in symbols.items()}


def _lines(output: str) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in output.splitlines() if line.startswith("{"))


def _go(subject: AnySubject, checkout: Path, tools: Tools) -> Iterator[dict[str, Any]]:
    cache = tools.root / "build" / "languages" / "tools" / "go-cache"
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        variables = {"GOCACHE": str(cache), "GOPATH": f"{folder}/path", "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local"}
        program = Path(folder, "go_symbols")
        _run(tools.go(), "build", "-o", program, PROGRAMS / "go_symbols.go", variables=variables)
        yield from _lines(_run(program, checkout, subject.modules[0], variables={}))


def _typescript(subject: AnySubject, checkout: Path, tools: Tools) -> Iterator[dict[str, Any]]:
    """Yields what files of TypeScript export, without members that are private by their leading underscore."""
    program = PROGRAMS / "typescript_symbols.cjs"
    said = _lines(_run(tools.node(), program, tools.typescript(), checkout, *subject.modules))
    return (each for each in said if "._" not in each["name"])


def _javascript(subject: AnySubject, checkout: Path, tools: Tools) -> Iterator[dict[str, Any]]:
    """Yields what files of JavaScript export; a leading underscore is how that language says that a name is private."""
    said = _typescript(subject, checkout, tools)
    return (each for each in said if not each["name"].startswith("_"))


def _java(subject: AnySubject, checkout: Path, tools: Tools) -> Iterator[dict[str, Any]]:
    opened = [f"--add-exports=jdk.compiler/com.sun.tools.javac.{each}=ALL-UNNAMED" for each in ("tree", "code")]
    for folder in (each for each in subject.modules if (checkout / each).is_dir()):
        yield from _lines(_run(tools.java(), *opened, PROGRAMS / "JavaSymbols.java", checkout / folder))


def _rust(subject: AnySubject, checkout: Path, tools: Tools) -> Iterator[dict[str, Any]]:
    for module in subject.modules:
        name, _, file = module.partition("=")
        if not (checkout / file).is_file():
            continue
        with TemporaryDirectory() as output:
            manifest = (checkout / "Cargo.toml").read_text(encoding="utf-8")
            edition = re.search(r'^edition = "(\d+)"', manifest, re.MULTILINE)
            options = ["--crate-name", name, "--edition", edition[1] if edition else "2015", "--cap-lints", "allow"]
            options += [word for each in subject.features for word in ("--cfg", f'feature="{each}"')]
            options += ["-Z", "unstable-options", "--output-format", "json", "-o", output]
            variables = {"RUSTC_BOOTSTRAP": "1"}  # what tells in JSON is unstable, and its form stands in the file
            _run(tools.rustdoc(), checkout / file, *options, variables=variables)
            yield from _Crate(json.loads(Path(output, f"{name}.json").read_bytes())).symbols()


def _python(subject: AnySubject, checkout: Path, _tools: Tools) -> Iterator[dict[str, Any]]:
    return _lines(_run(sys.executable, "-I", PROGRAMS / "python_symbols.py", checkout, *subject.modules))


def _ruby(subject: AnySubject, checkout: Path, tools: Tools) -> Iterator[dict[str, Any]]:
    """Yields what files of Ruby define, without what they add to Ruby's own classes, which are there in any case."""
    program = PROGRAMS / "ruby_symbols.mjs"
    said = _lines(_run(tools.node(), "--no-warnings", program, tools.prism(), checkout, *subject.modules))
    return (each for each in said if re.split(r"::|#|\.", each["name"])[0] not in _OF_RUBY)


class _Crate:
    """What rustdoc says of a crate.

    Source: the crate `rustdoc-types`.
    """

    def __init__(self, said: dict[str, Any]) -> None:
        self._index = said["index"]
        self._root = said["root"]

    def symbols(self) -> Iterator[dict[str, Any]]:
        """Yields what paths of public modules lead to."""
        root = self._index[str(self._root)]
        yield from self._module(root["name"], root, frozenset())

    def _module(self, path: str, module: dict[str, Any], around: frozenset[int]) -> Iterator[dict[str, Any]]:
        if module["id"] in around:
            return
        for each in self._items(module["inner"]["module"]["items"]):
            ((kind, inner),) = each["inner"].items()
            if kind == "module":
                yield from self._module(f"{path}::{each['name']}", each, around | {module["id"]})
            elif kind == "use":
                yield from self._used(path, inner, around | {module["id"]})
            else:
                yield from self._item(path, each["name"], each)

    def _used(self, path: str, use: dict[str, Any], around: frozenset[int]) -> Iterator[dict[str, Any]]:
        target = self._index.get(str(use["id"])) if use["id"] is not None else None
        if target is None:  # of another crate
            return
        if use["is_glob"] and "module" in target["inner"]:
            yield from self._module(path, target, around)
        elif "module" in target["inner"]:
            yield from self._module(f"{path}::{use['name']}", target, around)
        elif not use["is_glob"]:
            yield from self._item(path, use["name"], target)

    def _items(self, ids: Iterable[int]) -> Iterator[dict[str, Any]]:
        return (self._index[str(each)] for each in ids if str(each) in self._index)

    def _item(self, path: str, name: str, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
        ((kind, inner),) = item["inner"].items()
        if kind in {"primitive", "keyword", "extern_crate"}:
            return
        name = f"{name}!" if kind in {"macro", "proc_macro"} else name
        yield {"module": path, "name": name, "parameters": _rust_parameters(inner) if kind == "function" else None}
        for each in self._items(_member_ids(kind, inner)):
            ((own, inside),) = each["inner"].items()
            if each["name"] and not each["name"].isdecimal():
                parameters = _rust_parameters(inside) if own == "function" else None
                yield {"module": path, "name": f"{name}.{each['name']}", "parameters": parameters}
        for implementation in self._items(inner.get("impls", ()) if isinstance(inner, dict) else ()):
            said = implementation["inner"]["impl"]
            if said["trait"] is None:
                for each in self._items(said["items"]):
                    if each["visibility"] == "public":
                        ((own, inside),) = each["inner"].items()
                        parameters = _rust_parameters(inside) if own == "function" else None
                        yield {"module": path, "name": f"{name}.{each['name']}", "parameters": parameters}


def _member_ids(kind: str, inner: dict[str, Any]) -> Iterable[int]:
    if kind == "struct" and "plain" in inner["kind"]:
        return inner["kind"]["plain"]["fields"]  # type: ignore[no-any-return]
    key = {"trait": "items", "enum": "variants", "union": "fields"}.get(kind, "")
    return inner[key] if key else ()


def _rust_parameters(function: dict[str, Any]) -> list[str]:
    return [name for name, _ in function["sig"]["inputs"] if name not in {"self", "_"}]


_READERS: dict[str, Callable[[AnySubject, Path, Tools], Iterator[dict[str, Any]]]] = {
    "Go": _go,
    "JavaScript": _javascript,
    "Python": _python,
    "Ruby": _ruby,
    "TypeScript": _typescript,
    "Java": _java,
    "Rust": _rust,
}


def _run(*arguments: str | Path, variables: Mapping[str, str] | None = None) -> str:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603  # the tools' own programs, arguments as a list
            arguments,
            env=environment | dict(variables or {}),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(f"{Path(arguments[0]).name} gave no answer: {error}") from error
    if done.returncode:
        raise ToolError(f"{Path(arguments[0]).name} failed: {done.stderr.strip()[-500:]}")
    return done.stdout


__all__ = ["Answer", "Exported", "MissingToolError", "ToolError", "ask", "exported"]
