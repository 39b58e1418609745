"""What the packages of a checkout offer, told by the interpreter: imported, inspected and started with `--help`.

A script of its own, on the standard library alone, for any Python from 3.10: it runs in the interpreter that has the
requirements of the checkout, and it shares nothing with the analysis that it judges. It runs foreign code.

The rule is Python's own: a module offers the names in `__all__`, or without one the classes and functions that it
defines under a name without a leading underscore, a package those of its private modules that it imports too; a class
offers its methods, properties and inner classes likewise.

Comes in: on standard input JSON with `root`, the folder of the checkout, and `imports`, pairs of module and name that
somebody claims to exist. Goes out: JSON on standard output.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import os
import pkgutil
import re
import subprocess
import sys
from configparser import ConfigParser
from configparser import Error as ConfigError
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

HELP_SECONDS = 10
MOST_COMMANDS = 200
_MANIFESTS = ("pyproject.toml", "setup.py", "setup.cfg")
_ASIDE = {"tests", "test", "testing", "docs", "doc", "examples", "example", "benchmarks", "benchmark", "build", "dist"}
_TOOLS = {"setup.py", "noxfile.py", "tasks.py", "conftest.py", "fabfile.py", "toxfile.py"}
_NAME = re.compile(r"^\s*name\s*=\s*['\"]?([A-Za-z0-9][\w.-]*)", re.MULTILINE)
_SCRIPTS = re.compile(r"^\[project\.scripts\]\s*$(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
_SCRIPT = re.compile(r"^\s*['\"]?([\w.-]+)['\"]?\s*=\s*['\"]([\w.]+):([\w.]+)['\"]", re.MULTILINE)
_CHOICES = re.compile(r"(?:^ +(?=\{[\w.,-]+\}(?:\s|$))|(?=\{[\w.,-]+\}\s+\.\.\.))\{([\w.,-]+)\}", re.MULTILINE)
_FLAG = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
_START = """\
import functools, importlib, sys
sys.path[:0], module, function, sys.argv = {roots!r}, {module!r}, {function!r}, {argv!r}
sys.exit(functools.reduce(getattr, function.split("."), importlib.import_module(module))())
"""


def public_modules(package: str) -> Iterator[ModuleType]:
    """Yields a package and its modules, private ones left out."""
    root = importlib.import_module(package)
    yield root
    for found in pkgutil.walk_packages(root.__path__, f"{package}."):
        if not any(part.startswith("_") for part in found.name.split(".")):
            yield importlib.import_module(found.name)


def public_symbols(module: ModuleType) -> Iterator[str]:
    """Yields the name of every public class, function, method and property of a module."""
    exported = getattr(module, "__all__", None)
    for name in list(vars(module)) if exported is None else exported:
        try:
            found = _unwrapped(getattr(module, name))
            is_offered = exported is not None or (_is_own(found, module) and not name.startswith("_"))
        except Exception:  # noqa: BLE001, S112 - a proxy without its context, or what is made on demand and cannot be
            continue
        if is_offered and _is_alias(name, found, module):
            yield name  # its members are told under the name that it has
        elif is_offered:
            yield from _symbols(name, found)


def parameters(module: ModuleType, name: str) -> list[tuple[str, str]] | None:
    """Returns name and kind of each parameter of a call; None where there is no call, or no signature.

    Args:
        module: The module.
        name: Name in the module, for example `Session.run`.
    """
    value = _named(module, name)
    called = inspect.unwrap(getattr(value, "__func__", value))
    if not inspect.isfunction(called) and not inspect.isclass(called):
        return None
    found = [(each.name, each.kind.name) for each in inspect.signature(called).parameters.values()]
    is_bound = "." in name and not isinstance(value, staticmethod) and not inspect.isclass(called)
    return found[1:] if is_bound else found


def is_class(module: ModuleType, name: str) -> bool:
    """Tells whether a name in a module is a class."""
    return inspect.isclass(_named(module, name))


def _named(module: ModuleType, name: str) -> Any:
    first, *inner = name.split(".")
    value = _unwrapped(getattr(module, first))
    for part in inner:
        value = inspect.getattr_static(value, part)
    return value


def _is_own(value: Any, module: ModuleType) -> bool:
    home = _home(value)
    return home == module.__name__ or (hasattr(module, "__path__") and home.startswith(f"{module.__name__}._"))


def _is_alias(name: str, value: Any, module: ModuleType) -> bool:
    """Tells whether a class is offered by the same module under its own name too."""
    own = getattr(value, "__name__", name)
    return inspect.isclass(value) and own != name and getattr(module, own, None) is value and not own.startswith("_")


def _home(value: Any) -> str:
    home = getattr(value, "__module__", None)
    return home if isinstance(home, str) else ""


def _unwrapped(value: Any) -> Any:
    """Returns the function behind a command of click or a task of invoke, and any other value as it is."""
    for attribute in ("callback", "body"):
        if not inspect.isclass(value) and inspect.isfunction(getattr(value, attribute, None)):
            return getattr(value, attribute)
    return inspect.unwrap(value) if callable(value) else value


def _symbols(name: str, value: Any) -> Iterator[str]:
    if inspect.isfunction(value):
        yield name
    elif inspect.isclass(value):
        yield name
        for inner, member in list(vars(value).items()):
            if not inner.startswith("_"):
                yield from _members(f"{name}.{inner}", member)


def _members(name: str, member: Any) -> Iterator[str]:
    if isinstance(member, (property, functools.cached_property)):
        yield name
    elif isinstance(member, (staticmethod, classmethod)):
        yield from _symbols(name, inspect.unwrap(member.__func__))
    else:
        yield from _symbols(name, _unwrapped(member))


def find_modules(root: Path) -> dict[str, Path]:
    """Returns import name to file of every module of a checkout, as installed, or as its folders say."""
    files = [each for each in sorted(root.rglob("*.py")) if not each.is_symlink()]
    manifests = [each for name in _MANIFESTS for each in sorted(root.rglob(name)) if not _is_aside(each, root)]
    folders = {each.parent for each in manifests}
    found: dict[str, Path] = {}
    told: set[Path] = set()  # where the installed distribution says what it holds
    for folder in sorted(folders):
        for distribution in _distributions(folder):
            installed = dict(_installed_modules(distribution, files))
            found |= installed
            told |= {folder} if installed else set()
    for file in files:
        if _owner(file, folders) not in told and not _is_aside(file, root):
            found |= dict(_module(file, root, folders))
    return {name: file for name, file in sorted(found.items()) if not _is_test(name)}


def _is_aside(file: Path, root: Path) -> bool:
    *parents, name = file.relative_to(root).parts
    return (
        bool(_ASIDE.intersection(parents[:1]))
        or "tests" in parents
        or any(part.startswith(".") for part in parents)
        or (name in _TOOLS and name != "setup.py")
    )


def _is_test(name: str) -> bool:
    *parents, last = name.split(".")
    return "tests" in (*parents, last) or last == "conftest" or last.startswith("test_") or last.endswith("_test")


def _owner(file: Path, folders: Iterable[Path]) -> Path | None:
    return next((each for each in file.parents if each in set(folders)), None)


def _distributions(folder: Path) -> Iterator[metadata.Distribution]:
    for manifest in _MANIFESTS:
        file = folder / manifest
        for name in _NAME.findall(file.read_text("utf-8", "replace"))[:1] if file.is_file() else []:
            try:
                yield metadata.distribution(name)
            except (metadata.PackageNotFoundError, ValueError):
                continue


def _installed_modules(distribution: metadata.Distribution, files: list[Path]) -> Iterator[tuple[str, Path]]:
    by_name: dict[str, list[Path]] = {}
    for file in files:
        by_name.setdefault(file.name, []).append(file)
    for entry in distribution.files or []:
        if entry.suffix == ".py":
            length = len(entry.parts)
            same = [each for each in by_name.get(entry.name, []) if each.parts[-length:] == entry.parts]
            if same:
                yield _dotted(entry.parts), min(same, key=lambda each: len(each.parts))


def _module(file: Path, root: Path, folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    owner = _owner(file, folders) or root
    inner = file.relative_to(owner).parts
    top = file.parent
    while (top / "__init__.py").is_file() and top != root:
        top = top.parent
    if inner[0] == "src" and len(inner) > 1:
        yield _dotted(inner[1:]), file
    elif top != file.parent or (len(inner) == 1 and file.name not in _TOOLS):
        yield _dotted(file.relative_to(top).parts), file


def _dotted(parts: Iterable[str]) -> str:
    return ".".join(parts).removesuffix(".py").removesuffix(".__init__")


def _roots(modules: dict[str, Path]) -> list[str]:
    found = []
    for name, file in modules.items():
        depth = len(name.split(".")) + (file.name == "__init__.py")
        found.append(str(file.parents[depth - 1]))
    return list(dict.fromkeys(found))


class Inspection:
    """What is found out about a checkout; each problem is kept, none is fatal."""

    def __init__(self, root: Path) -> None:
        self.files = find_modules(root)
        self.folder = root
        self.roots = _roots(self.files)
        self.problems: list[str] = []
        self.modules: dict[str, ModuleType] = {}
        sys.path[:0] = self.roots

    def import_all(self) -> None:
        """Imports every module; what runs when it is started is left out."""
        for name, file in self.files.items():
            if file.name != "__main__.py":
                try:
                    module = importlib.import_module(name)
                except KeyboardInterrupt:
                    raise
                except BaseException as error:  # noqa: BLE001 - foreign code may raise anything, SystemExit included
                    self._tell(f"{name}: {type(error).__name__}: {error}")
                else:
                    self._keep(name, module)

    def _tell(self, problem: str) -> None:
        self.problems.append(" ".join(problem.split())[:300])

    def _keep(self, name: str, module: ModuleType) -> None:
        origin = Path(getattr(module, "__file__", None) or self.folder / "nowhere")
        is_own = origin.resolve().is_relative_to(self.folder.resolve()) and origin.is_file()
        # A namespace may be bound to where it is installed; the same bytes are the same module.
        if is_own or (origin.is_file() and origin.read_bytes() == self.files[name].read_bytes()):
            self.modules[name] = module
        else:
            self._tell(f"{name}: came from elsewhere, not from the checkout")

    def symbols(self) -> list[dict[str, Any]]:
        """Returns every public symbol with its parameters."""
        return [
            {"module": name, "name": symbol, **self._call(module, symbol)}
            for name, module in self.modules.items()
            if not any(part.startswith("_") for part in name.split("."))
            for symbol in self._offered(name, module)
        ]

    def _offered(self, name: str, module: ModuleType) -> list[str]:
        try:
            own = {each.split(".")[0] for each in self.files}
            names = dict.fromkeys(public_symbols(module))
            return [each for each in names if _home(_named(module, each.split(".")[0])).split(".")[0] in own]
        except Exception as error:  # noqa: BLE001 - attributes of foreign objects may do anything
            self._tell(f"{name}: not inspected, {type(error).__name__}: {error}")
            return []

    def _call(self, module: ModuleType, name: str) -> dict[str, Any]:
        try:
            return {"is_class": is_class(module, name), "parameters": parameters(module, name)}
        except Exception:  # noqa: BLE001 - no signature, or one that cannot be evaluated
            return {"is_class": False, "parameters": None, "unknown": True}

    def names(self) -> list[str]:
        """Returns every dotted name that exists: modules, what they hold, and what their classes hold."""
        found = set(self.files)
        for name, module in self.modules.items():
            for key, value in list(vars(module).items()):
                found.add(f"{name}.{key}")
                if inspect.isclass(value):
                    found.update(f"{name}.{key}.{inner}" for inner in _class_names(value))
        return sorted(found)

    def missing_imports(self, imports: Iterable[Iterable[str]]) -> list[str]:
        """Returns the claimed imports that fail."""
        failed = []
        for module, name in imports:
            try:
                loaded = importlib.import_module(module)
                if name and not hasattr(loaded, name):
                    importlib.import_module(f"{module}.{name}")
            except Exception:  # noqa: BLE001 - an import may fail in any way
                failed.append(f"{module}.{name}" if name else module)
        return failed

    def scripts(self) -> dict[str, tuple[str, str]]:
        """Returns name to module and function of each command that the checkout installs."""
        found: dict[str, tuple[str, str]] = {}
        for manifest in sorted(self.folder.rglob("pyproject.toml")):
            if not _is_aside(manifest, self.folder):
                for block in _SCRIPTS.findall(manifest.read_text("utf-8", "replace")):
                    found |= {name: (module, function) for name, module, function in _SCRIPT.findall(block)}
        for manifest in sorted(self.folder.rglob("setup.cfg")):
            if not _is_aside(manifest, self.folder):
                found |= _setup_cfg_scripts(manifest)
        for folder in {each.parent for name in _MANIFESTS for each in self.folder.rglob(name)}:
            for distribution in _distributions(folder) if not _is_aside(folder / "x", self.folder) else ():
                for entry in distribution.entry_points:
                    if entry.group == "console_scripts":
                        module, _, function = entry.value.partition(":")
                        found[entry.name] = (module.strip(), function.split("[")[0].strip())
        return {name: each for name, each in found.items() if each[0] in self.files}

    def options(self) -> list[str]:
        """Returns every option that the help of a command or of its subcommands shows, `--help` left out."""
        found: set[str] = set()
        waiting: list[tuple[tuple[str, tuple[str, str]], tuple[str, ...]]]
        waiting = [(script, ()) for script in self.scripts().items()]
        done = 0
        while waiting and done < MOST_COMMANDS:
            (script, (module, function)), words = waiting.pop()
            text = self._help(script, module, function, words)
            done += 1
            found |= help_options(text)
            if len(words) < 2:
                waiting += [((script, (module, function)), (*words, each)) for each in help_commands(text)]
        return sorted(found)

    def _help(self, script: str, module: str, function: str, words: tuple[str, ...]) -> str:
        code = _START.format(roots=self.roots, module=module, function=function, argv=[script, *words, "--help"])
        shown = " ".join((script, *words))
        try:
            done = subprocess.run(  # noqa: S603 - to run the command is the point
                [sys.executable, "-c", code],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=HELP_SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            self._tell(f"{shown} --help: no answer in {HELP_SECONDS} s")
            return ""
        if done.returncode:
            self._tell(f"{shown} --help: ended with {done.returncode}: {done.stderr.strip()[-200:]}")
            return ""
        return done.stdout


def _setup_cfg_scripts(file: Path) -> dict[str, tuple[str, str]]:
    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(file.read_text("utf-8", "replace"))
    except ConfigError:
        return {}
    lines = parser.get("options.entry_points", "console_scripts", fallback="").splitlines()
    pairs = [re.match(r"\s*([\w.-]+)\s*=\s*([\w.]+)\s*:\s*([\w.]+)", line) for line in lines]
    return {each[1]: (each[2], each[3]) for each in pairs if each}


def _class_names(value: type) -> Iterator[str]:
    yield from vars(value)
    yield from getattr(value, "__annotations__", None) or ()
    for parent in value.__mro__[1:]:
        yield from vars(parent)


def help_options(text: str) -> set[str]:
    """Returns the flags that a help text lists: those at the start of a line, up to the description."""
    found: set[str] = set()
    for line in text.splitlines():
        entry = line.strip(" \t│|*")
        if entry.startswith("-"):
            flags = set(_FLAG.findall(re.split(r"\s{2,}|\s[│|]", _SPACED_FLAGS.sub(r"\1 ", entry))[0]))
            found |= set() if "--help" in flags else flags
    return found


_SPACED_FLAGS = re.compile(r"(-[\w-]+)\s{2,}(?=-)")  # rich shows long and short flags in columns


def help_commands(text: str) -> list[str]:
    """Returns the subcommands that a help text lists, as argparse, click and typer do."""
    found = []
    is_inside = False
    indent = 0
    for line in text.splitlines():
        entry = line.strip(" \t│|")
        if re.match(r"[\w ]*(sub)?commands?\b[\w ]*:?$", entry.strip("─╭╮ "), re.IGNORECASE):
            is_inside, indent = True, 0
        elif is_inside and entry and not entry.startswith("-"):
            margin = len(line) - len(line.lstrip(" \t│|"))
            indent = indent or margin
            name = re.match(r"[\w][\w.-]*(?=\s|$|\*)", entry)
            if margin == 0:
                is_inside = False
            elif name and margin == indent:
                found.append(name[0])
    for group in _CHOICES.findall(text):
        found += group.split(",")
    return list(dict.fromkeys(found))


def main() -> None:
    """Answers the question on standard input."""
    # The folder of a script is on the path: the modules beside this one must not stand for foreign ones.
    sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() != Path(__file__).resolve().parent]
    question = json.load(sys.stdin)
    answer_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what foreign code prints is no answer
    inspection = Inspection(Path(question["root"]))
    inspection.import_all()
    answer = {
        "symbols": inspection.symbols(),
        "names": inspection.names(),
        "modules": sorted(inspection.modules),
        "unread_modules": sorted(inspection.files.keys() - inspection.modules.keys()),
        "options": inspection.options(),
        "missing_imports": inspection.missing_imports(question["imports"]),
        "problems": inspection.problems,
    }
    json.dump(answer, answer_to)
    answer_to.close()
    os._exit(0)  # threads that foreign code started keep nobody waiting


if __name__ == "__main__":
    main()
