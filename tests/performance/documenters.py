"""The ways to the reference of a Python package: ours, pdoc and Sphinx, each as a person starts it.

Comes in: a clone with the package. Goes out: a `Documenter` each, ready to be measured.

Pdoc and Sphinx come with the package and all that it imports from one hash-locked list, into an environment of their
own, with bytecode. They import the package from the clone; we read the clone's commits.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fakes.clones import git
from lambda_packaging.commands import find_uv, run_command

LOCK = "requirements/documenters.lock"
PACKAGE = "aiogram"
OURS, PDOC, SPHINX = "CodeRipple", "pdoc", "Sphinx"
CONF = 'project = "aiogram"\nextensions = ["sphinx.ext.autodoc"]\nroot_doc = "modules"\n'

type Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documenter:
    """One way to the reference.

    Attributes:
        name: Of the tool.
        does: What the commands do, for the page.
        first: The commands that make everything.
        again: The command after a change of one file.
        environment: Variables beyond those of this process.
        output: Where the pages are.
        rounds: How often it is measured; a slow one less often.
    """

    name: str
    does: str
    first: Sequence[Command]
    again: Command
    environment: Mapping[str, str]
    output: Path
    rounds: int


def install(folder: Path, lock: Path) -> Path:
    """Installs the list and gives the folder of its programs."""
    python = folder / "bin/python"
    run_command([find_uv(), "venv", "--quiet", "--python", sys.executable, folder])
    options = ("--quiet", "--compile-bytecode", "--only-binary", ":all:", "--require-hashes")
    run_command([find_uv(), "pip", "install", *options, "--python", python, "--requirements", lock])
    return python.parent


def make_clone(folder: Path, programs: Path) -> Path:
    """Makes a repository of the package as it was published, and compiles it, so that no import has to."""
    folder.mkdir(parents=True)
    (installed,) = programs.parent.glob(f"lib/python*/site-packages/{PACKAGE}")
    for source in installed.rglob("*.py"):
        target = folder / source.relative_to(installed.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    (folder / ".gitignore").write_text("__pycache__/\n")
    (folder / "pyproject.toml").write_text(f'[project]\nname = "{PACKAGE}"\nversion = "1"\n')
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it was published")
    subprocess.run([programs / "python", "-m", "compileall", "-q", folder / PACKAGE], check=True)
    return folder


def public_modules(clone: Path) -> list[str]:
    """Gives the modules whose names have no part that begins with an underscore."""
    paths = (path.relative_to(clone).with_suffix("") for path in (clone / PACKAGE).rglob("*.py"))
    names = {tuple(part for part in path.parts if part != "__init__") for path in paths}
    return sorted(".".join(parts) for parts in names if not any(part.startswith("_") for part in parts))


def list_documenters(clone: Path, programs: Path) -> tuple[Documenter, ...]:
    """Gives every way for one clone, ours first; all that they make lies beside it."""
    return _ours(clone), *_pdoc(clone, programs), _sphinx(clone, programs)


def _ours(clone: Path) -> Documenter:
    command = (sys.executable, "-c", "from coderipple.cli import main; main()", "run", clone)
    return Documenter(
        name=OURS,
        does="`coderipple run`, all pages; the first run has no cache, the second has what the first kept",
        first=[command],
        again=command,
        environment={"XDG_CACHE_HOME": str(clone.with_name("cache"))},
        output=clone / "coderipple",
        rounds=3,
    )


def _pdoc(clone: Path, programs: Path) -> Iterator[Documenter]:
    """Gives it with and without sources; it is told every module, since it follows `__all__` otherwise."""
    ways = (
        (PDOC, (), "`pdoc -o OUT MODULE…`, everything each time: it has no other way"),
        (f"{PDOC} without sources", ("--no-show-source",), "the same with `--no-show-source`"),
    )
    for name, options, does in ways:
        output = clone.with_name(name.replace(" ", "-"))
        command = (programs / "pdoc", *options, "-o", output, *public_modules(clone))
        yield Documenter(
            name=name,
            does=does,
            first=[command],
            again=command,
            environment={"PYTHONPATH": str(clone)},
            output=output,
            rounds=2,
        )


def _sphinx(clone: Path, programs: Path) -> Documenter:
    source, output = clone.with_name("sphinx-source"), clone.with_name("sphinx-output")
    source.mkdir()
    (source / "conf.py").write_text(CONF)
    build = (programs / "sphinx-build", "-q", "-b", "html", source, output)
    return Documenter(
        name=SPHINX,
        does="`sphinx-apidoc`, then `sphinx-build -b html` with autodoc; after the change `sphinx-build` alone, with "
        "the doctrees of the first",
        first=[(programs / "sphinx-apidoc", "-q", "-o", source, clone / PACKAGE), build],
        again=build,
        environment={"PYTHONPATH": str(clone)},
        output=output,
        rounds=1,
    )
