"""Asks others than the analysis what a checkout offers: its interpreter, its commands, a plain search of its text.

Comes in: a commit, written to a folder, and the interpreter that has its requirements. Goes out: `Inspected`. With an
interpreter this runs the code of the repository.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from coderipple.errors import InterpreterError
from coderipple.replay import inspector

_SECONDS = 600
_ASIDE = {"tests", "test", "testing", "docs", "doc", "examples", "example", "benchmarks", "benchmark"}
_TOOLS = {"setup.py", "noxfile.py", "tasks.py", "conftest.py", "fabfile.py", "toxfile.py"}
_NAME = r"\s*f?['\"]([A-Za-z_]\w*)['\"]"
_VARIABLES = (
    re.compile(rf"\benviron(?:b)?\[{_NAME}\s*\](?!\s*=[^=])"),
    re.compile(rf"\benviron\.(?:get|pop|setdefault)\({_NAME}"),
    re.compile(rf"\bgetenv\({_NAME}"),
    re.compile(rf"\benvvar={_NAME}"),
    re.compile(rf"{_NAME}\s+(?:not\s+)?in\s+(?:os\.)?environ\b"),
)
_TEXT = re.compile(r'"""(?:.|\n)*?"""|\'\'\'(?:.|\n)*?\'\'\'|^\s*#.*$', re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedSymbol:
    """A public symbol, as the interpreter knows it.

    Attributes:
        module: Import name of the module that offers it.
        name: Name in the module.
        is_class: Whether it is a class.
        parameters: Name and kind of each parameter, or None where it cannot be called.
        is_signature_known: Whether the interpreter can tell its parameters.
    """

    module: str
    name: str
    is_class: bool
    parameters: tuple[tuple[str, str], ...] | None
    is_signature_known: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspected:
    """What a checkout offers.

    Attributes:
        symbols: Public symbols.
        modules: Modules that could be imported.
        unread_modules: Modules that could not.
        names: Dotted names of modules, of what they hold, and of what their classes hold.
        options: Options that the help of the commands shows.
        missing_imports: Claimed imports that fail.
        problems: What could not be imported or started.
    """

    symbols: tuple[OfferedSymbol, ...]
    modules: frozenset[str]
    unread_modules: frozenset[str]
    names: frozenset[str]
    options: frozenset[str]
    missing_imports: frozenset[str]
    problems: tuple[str, ...]


def write_checkout(tree: Mapping[str, str], read_blob: Callable[[str], bytes], folder: Path) -> None:
    """Writes the files of a commit into a folder; a path that would leave it is left out."""
    for path, blob in tree.items():
        parts = PurePosixPath(path).parts
        if parts and parts[0] != "/" and ".." not in parts and "\0" not in path:
            target = folder.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read_blob(blob))


def inspect_checkout(interpreter: Path, folder: Path, imports: Iterable[tuple[str, str]]) -> Inspected:
    """Runs the inspector on a checkout.

    Args:
        interpreter: A Python that has the requirements of the checkout.
        folder: The checkout.
        imports: Module and name of imports that the documents claim to work.

    Raises:
        InterpreterError: It gave no answer.
    """
    question = json.dumps({"root": str(folder), "imports": [list(each) for each in imports]})
    # The variables of this process may hold secrets; foreign code gets none of them.
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "NO_COLOR": "1", "COLUMNS": "200"}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8", "TERM": "dumb", "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter is the caller's
            [interpreter.absolute(), "-W", "ignore", Path(inspector.__file__)],
            input=question,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            cwd=folder,
            env=environment,
            timeout=_SECONDS,
            check=False,
        )
        return _inspected(json.loads(done.stdout))
    except subprocess.TimeoutExpired as error:
        raise InterpreterError(str(interpreter), f"none within {_SECONDS} s") from error
    except OSError as error:
        raise InterpreterError(str(interpreter), str(error)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InterpreterError(str(interpreter), done.stderr.strip()[-500:] or "nothing was printed") from error


def _inspected(answer: dict[str, Any]) -> Inspected:
    return Inspected(
        symbols=tuple(_symbol(each) for each in answer["symbols"]),
        modules=frozenset(answer["modules"]),
        unread_modules=frozenset(answer["unread_modules"]),
        names=frozenset(answer["names"]),
        options=frozenset(answer["options"]),
        missing_imports=frozenset(answer["missing_imports"]),
        problems=tuple(answer["problems"]),
    )


def _symbol(each: dict[str, Any]) -> OfferedSymbol:
    found = each["parameters"]
    return OfferedSymbol(
        module=each["module"],
        name=each["name"],
        is_class=each["is_class"],
        parameters=None if found is None else tuple((name, kind) for name, kind in found),
        is_signature_known=not each.get("unknown", False),
    )


def read_variables(tree: Mapping[str, str], read_blob: Callable[[str], bytes]) -> frozenset[str]:
    """Returns the environment variables that the sources read, found by a search of their text."""
    return frozenset(
        name
        for path in tree
        if _is_source(path)
        for name in _variables(read_blob(tree[path]).decode("utf-8", "replace"))
    )


def _variables(text: str) -> Iterator[str]:
    code = _TEXT.sub("", text)
    for pattern in _VARIABLES:
        yield from pattern.findall(code)


def _is_source(path: str) -> bool:
    *folders, name = path.split("/")
    return (
        name.endswith(".py")
        and not _ASIDE.intersection(folders[:1])
        and "tests" not in folders
        and name not in _TOOLS
        and not name.startswith("test_")
        and not any(each.startswith(".") for each in folders)
    )
