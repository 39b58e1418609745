"""A small workspace: one package with one requirement, one function with one shared module."""

from pathlib import Path

from fakes.wheels import write_wheel
from lambda_packaging.declaration import read_project
from lambda_packaging.project import Project

DECLARATION = """
[tool.lambda-packaging]
python = "3.13"
lock = "requirements/layer.lock"
emulator-lock = "requirements/emulator.lock"
runtime-lock = "requirements/runtime.lock"

[[tool.lambda-packaging.layers]]
name = "sample-dependencies"
file = "dependencies-layer-{architecture}.zip"
requirements = "packages/sample"

[[tool.lambda-packaging.layers]]
name = "sample-package"
file = "package-layer.zip"
package = "packages/sample"

[[tool.lambda-packaging.functions]]
name = "greeter"
description = "Greets"
file = "function.zip"
folder = "functions/greeter"
shared = ["functions/shared"]
handler = "greet.handler"
"""
PACKAGE = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "sample"
version = "0.5.0"
requires-python = ">=3.13"
dependencies = ["plain>=1"]

[tool.hatch.build.targets.wheel]
packages = ["src/sample"]
"""
HANDLER = """import common


def handler(event, context):
    return common.greeting(event["name"])
"""
COMMON = """def greeting(name):
    return {"greeting": f"Hello, {name}"}
"""


def write_sample_project(root: Path, wheels: Path) -> Project:
    """Writes the workspace into `root` and the wheel that it requires into `wheels`."""
    write(root / "pyproject.toml", DECLARATION)
    write(root / "packages/sample/pyproject.toml", PACKAGE)
    write(root / "packages/sample/src/sample/__init__.py", 'WORD = "sample"\n')
    write(root / "packages/sample/src/sample/data.txt", "data\n")
    write(root / "packages/sample/tests/test_sample.py", "import sample\n")
    write(root / "functions/greeter/greet.py", HANDLER)
    write(root / "functions/greeter/pyproject.toml", "")
    write(root / "functions/shared/common.py", COMMON)
    write(root / "requirements/layer.lock", write_wheel(wheels, "plain", "1.0"))
    write(root / "requirements/runtime.lock", "")
    return read_project(root)


def require(project: Project, *lines: str, functions: bool = True) -> Project:
    """Lets the package require what the lock lines name, and nothing else; gives the project anew.

    Args:
        project: What `write_sample_project` gave.
        lines: Lines of a lock.
        functions: Whether the project keeps its function.
    """
    pins = [line.partition(" ")[0] for line in lines]
    package = project.root / "packages/sample/pyproject.toml"
    before, _, after = package.read_text().partition("dependencies = [")
    write(package, f"{before}dependencies = {pins}{after.partition(']')[2]}")
    write(project.lock, "".join(lines))
    if not functions:
        declaration = project.root / "pyproject.toml"
        write(declaration, declaration.read_text().partition("[[tool.lambda-packaging.functions]]")[0])
    return read_project(project.root)


def declare(project: Project, text: str) -> Project:
    """Adds `text` to the project's table, before its layers, and gives the project anew."""
    declaration = project.root / "pyproject.toml"
    before, layers, after = declaration.read_text().partition("[[tool.lambda-packaging.layers]]")
    write(declaration, f"{before}{text}\n{layers}{after}")
    return read_project(project.root)


def write(path: Path, text: str) -> None:
    """Writes a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
