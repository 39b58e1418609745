"""The declaration is read whole or refused with the key that is wrong."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from fakes.sample_project import DECLARATION
from lambda_packaging.declaration import parse_project, read_project
from lambda_packaging.errors import DeclarationError
from lambda_packaging.project import DependenciesLayer, Function, PackageLayer, Project

ROOT = Path("/workspace")


def declared(**changes: Any) -> dict[str, Any]:
    """The sample's table with some of its keys replaced."""
    table = tomllib.loads(DECLARATION)["tool"]["lambda-packaging"]
    return copy.deepcopy(table) | {key.replace("_", "-"): value for key, value in changes.items()}


def layer(**changes: Any) -> dict[str, Any]:
    """A table whose only layer has some of its keys replaced."""
    return declared(layers=[{"name": "a", "file": "a.zip", "package": "packages/a"} | changes])


def function(**changes: Any) -> dict[str, Any]:
    """A table whose only function has some of its keys replaced."""
    return declared(
        functions=[{"name": "f", "file": "f.zip", "folder": "functions/f", "handler": "f.handler"} | changes]
    )


def test_the_declaration_becomes_values_with_absolute_paths() -> None:
    """Everything that the table says is there, and nothing else."""
    table = declared()
    table["layers"][0]["requirements"] = "packages/sample[fast,safe]"
    assert parse_project(table, root=ROOT) == Project(
        root=ROOT,
        python="3.13",
        lock=ROOT / "requirements/layer.lock",
        emulator_lock=ROOT / "requirements/emulator.lock",
        runtime_lock=ROOT / "requirements/runtime.lock",
        layers=(
            DependenciesLayer(
                name="sample-dependencies",
                file="dependencies-layer-{architecture}.zip",
                package=ROOT / "packages/sample",
                extras=frozenset({"fast", "safe"}),
            ),
            PackageLayer(name="sample-package", file="package-layer.zip", package=ROOT / "packages/sample"),
        ),
        functions=(
            Function(
                name="greeter",
                description="Greets",
                file="function.zip",
                folder=ROOT / "functions/greeter",
                shared=(ROOT / "functions/shared",),
                handler="greet.handler",
            ),
        ),
    )


def test_description_and_shared_folders_are_optional() -> None:
    """A function can be one folder."""
    (only,) = parse_project(function(), root=ROOT).functions
    assert (only.description, only.shared) == ("", ())


@pytest.mark.parametrize(
    ("table", "key", "problem"),
    [
        (declared(lok="x"), "lok", "did you mean `lock`?"),
        (declared(zzz="x"), "zzz", "is unknown, expected one of architectures, emulator-lock, functions"),
        (declared(python=3.13), "python", "is 3.13; expected a text"),
        (declared(lock=""), "lock", "is ''; expected a text"),
        (declared(layers={"name": "a"}), "layers", "expected [[tool.lambda-packaging.layers]] tables"),
        (layer(pakage="b"), "layers[0].pakage", "did you mean `package`?"),
        (layer(requirements="packages/a"), "layers[0]", "exactly one of `requirements` and `package`"),
        (layer(file="../a.zip"), "layers[0].file", "a plain name that ends in .zip"),
        (layer(file="a.tar"), "layers[0].file", "a plain name that ends in .zip"),
        (function(handler="f"), "functions[0].handler", "expected `module.function`"),
        (function(handler="f.1x"), "functions[0].handler", "expected `module.function`"),
        (function(shared="common"), "functions[0].shared", "expected a list of texts"),
        (function(hander="x"), "functions[0].hander", "did you mean `handler`?"),
    ],
)
def test_a_wrong_key_is_named_with_what_was_expected(table: dict[str, Any], key: str, problem: str) -> None:
    """The reader of the message can go to the line and correct it."""
    with pytest.raises(DeclarationError) as raised:
        parse_project(table, root=ROOT)
    assert raised.value.key == key
    assert problem in str(raised.value)


def test_a_missing_key_is_named() -> None:
    """Also inside of a list."""
    table = layer()
    del table["layers"][0]["name"]
    with pytest.raises(DeclarationError, match=r"layers\[0\].name: is missing"):
        parse_project(table, root=ROOT)


def test_requirements_that_are_no_folder_with_extras_are_refused() -> None:
    """An unclosed bracket is a slip, not a folder."""
    table = declared(layers=[{"name": "a", "file": "a.zip", "requirements": "packages/a[fast"}])
    with pytest.raises(DeclarationError, match=r"layers\[0\].requirements: .*expected `folder`"):
        parse_project(table, root=ROOT)


@pytest.mark.parametrize("text", ["[project\n", "[project]\nname = 'x'\n"])
def test_a_file_without_the_table_is_refused(tmp_path: Path, text: str) -> None:
    """Broken TOML and TOML about something else are both named with the file."""
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(DeclarationError, match=r"pyproject.toml"):
        read_project(tmp_path)


def test_a_folder_without_a_file_is_refused(tmp_path: Path) -> None:
    """The message says that the file cannot be read."""
    with pytest.raises(DeclarationError, match="cannot be read"):
        read_project(tmp_path)


def test_derived_folders_lie_below_the_root() -> None:
    """Everything that may be deleted at any time is in ignored folders."""
    project = parse_project(declared(), root=ROOT)
    assert (project.dist, project.work, project.tools) == (ROOT / "dist", ROOT / "build", ROOT / ".cache/tools")
