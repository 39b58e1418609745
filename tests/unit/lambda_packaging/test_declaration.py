"""The declaration is read whole or refused with the key that is wrong."""

import copy
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from fakes.sample_project import DECLARATION, write
from lambda_packaging.declaration import (
    BUDGET_KEYS,
    COLD_START_KEYS,
    FUNCTION_KEYS,
    KEYS,
    LAYER_KEYS,
    PRUNE_KEYS,
    RATIO_KEYS,
    parse_project,
    read_project,
)
from lambda_packaging.errors import DeclarationError
from lambda_packaging.project import (
    Budget,
    DeclaredColdStart,
    DependenciesLayer,
    Function,
    PackageLayer,
    Project,
    PruneSettings,
    RatioBudget,
)
from lambda_packaging.prune_rules import RULES

ROOT = Path("/workspace")
THIS = str(Path(__file__).resolve())


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


def cold_start(**changes: Any) -> dict[str, Any]:
    """A table with one cold start that has some of its keys replaced; its program is this file."""
    return declared(cold_starts=[{"name": "push", "program": THIS} | changes])


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
        ledger=ROOT / "ledger.toml",
    )


def test_description_and_shared_folders_are_optional() -> None:
    """A function can be one folder."""
    (only,) = parse_project(function(), root=ROOT).functions
    assert (only.description, only.shared) == ("", ())


@pytest.mark.parametrize(
    ("table", "key", "problem"),
    [
        (declared(lok="x"), "lok", "did you mean `lock`?"),
        (declared(zzz="x"), "zzz", "is unknown, expected one of architectures, cold-starts, emulator-lock"),
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
        (layer(file="a-{arch}.zip"), "layers[0].file", "expected no braces but those of {architecture}"),
        (layer(file="a-{.zip"), "layers[0].file", "expected no braces but those of {architecture}"),
        (layer(file="a-{architecture}.zip"), "layers[0].file", "one archive serves every architecture"),
        (function(file="f-{architecture}.zip"), "functions[0].file", "one archive serves every architecture"),
        (layer(budget=5), "layers[0].budget", "is 5; expected a table"),
        (layer(budget={"ziped-bytes": 5}), "layers[0].budget.ziped-bytes", "did you mean `zipped-bytes`?"),
        (layer(budget={"zipped-bytes": 0}), "layers[0].budget.zipped-bytes", "is 0; expected a number of bytes"),
        (layer(budget={"zipped-bytes": True}), "layers[0].budget.zipped-bytes", "is True; expected a number of bytes"),
        (function(budget={"unzipped-bytes": 1.5}), "functions[0].budget.unzipped-bytes", "is 1.5; expected a number"),
        (declared(architectures=["arm"]), "architectures.arm", "expected one of arm64, x86_64; did you mean `arm64`?"),
        (declared(architectures=[]), "architectures", "is empty; expected some of x86_64, arm64"),
        (declared(architectures="arm64"), "architectures", "expected a list of texts"),
        (declared(proofs=["prove.py"]), "proofs[0]", "is 'prove.py', no file; expected a Python program"),
        (function(monolith_kb=1), "functions[0].monolith_kb", "did you mean `monolith-kb`?"),
        (function(**{"monolith-kb": "28 MB"}), "functions[0].monolith-kb", "is '28 MB'; expected a number of KB"),
        (declared(ledger=5), "ledger", "is 5; expected a text"),
        (declared(cold_starts=[{"name": "a", "program": "no.py"}]), "cold-starts[0].program", "is 'no.py', no file"),
        (declared(cold_starts=[{"program": "no.py"}]), "cold-starts[0].program", "is 'no.py', no file"),
        (cold_start(name=""), "cold-starts[0].name", "is ''; expected a text"),
        (cold_start(event="x"), "cold-starts[0].event", "is unknown, expected one of budget, function, name, program"),
        (cold_start(function="g"), "cold-starts[0].function", "is 'g'; expected one of greeter"),
        (
            cold_start(budget={"cpu": 3}),
            "cold-starts[0].budget.cpu",
            "expected one of cpu-ratio, init-ratio",
        ),
        (
            cold_start(budget={"cpu-ratio": 0.9}),
            "cold-starts[0].budget.cpu-ratio",
            "is 0.9; expected a ratio",
        ),
        (cold_start(budget={"init-ratio": True}), "cold-starts[0].budget.init-ratio", "is True; expected a ratio"),
        (declared(cold_starts=[{"name": "a", "program": THIS}] * 2), "cold-starts[1].name", "is 'a' a second time"),
        (declared(prune={"rule": {}}), "prune.rule", "did you mean `rules`?"),
        (declared(prune={"rules": {"type-stub": True}}), "prune.rules.type-stub", "did you mean `type-stubs`?"),
        (declared(prune={"rules": {"installer-files": False}}), "prune.rules.installer-files", "cannot be switched"),
        (declared(prune={"rules": {"strip": "yes"}}), "prune.rules.strip", "is 'yes'; expected true or false"),
        (declared(prune={"services": "s3"}), "prune.services", "expected a list of texts"),
        (declared(prune={"unused-services": ["s3"]}), "prune.unused-services", "expected a table"),
        (declared(prune={"unused-services": {"s3": ""}}), "prune.unused-services.s3", "is ''; expected a text"),
        (
            declared(prune={"services": ["s3"], "unused-services": {"s3": "none"}}),
            "prune.unused-services.s3",
            "expected a service to be either used or unused",
        ),
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


@pytest.mark.parametrize(
    "text", ["[project\n", "[project]\nname = 'x'\n", "tool = 1\n", "[tool]\nlambda-packaging = 1\n"]
)
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


def test_what_is_not_declared_is_the_safe_default() -> None:
    """Both architectures, every service's model, no limits, no programs."""
    project = parse_project(declared(), root=ROOT)
    assert project.architectures == ("x86_64", "arm64")
    assert project.prune == PruneSettings(services=None)
    assert (project.proofs, project.functions[0].budget) == ((), Budget())


def test_pruning_budgets_architectures_and_proofs_are_read(tmp_path: Path) -> None:
    """Each architecture once; a size that is not limited has no limit."""
    write(tmp_path / "proofs/prove.py", "")
    table = function(budget={"zipped-bytes": 10_000}) | {
        "architectures": ["arm64", "arm64"],
        "proofs": ["proofs/prove.py"],
        "prune": {
            "rules": {"strip": True, "tests": False},
            "services": ["s3"],
            "unused-services": {"sqs": "no queues"},
            "unused-distributions": {"cffi": "nothing is compiled"},
        },
    }
    project = parse_project(table, root=tmp_path)
    assert project.architectures == ("arm64",)
    assert project.proofs == (tmp_path / "proofs/prove.py",)
    assert project.functions[0].budget == Budget(zipped_bytes=10_000, unzipped_bytes=None)
    assert project.prune == PruneSettings(
        rules={"strip": True, "tests": False},
        services=frozenset({"s3"}),
        unused_services={"sqs": "no queues"},
        unused_distributions={"cffi": "nothing is compiled"},
    )


def test_no_service_is_another_declaration_than_none() -> None:
    """An empty list leaves out every model."""
    assert parse_project(declared(prune={"services": []}), root=ROOT).prune.services == frozenset()


def test_two_archives_of_one_file_are_refused() -> None:
    """Also those of two architectures: the second would silently replace the first."""
    table = declared()
    table["layers"][1]["file"] = table["functions"][0]["file"]
    with pytest.raises(DeclarationError, match="would replace the archive of sample-package for x86_64") as raised:
        parse_project(table, root=ROOT)
    assert raised.value.key == "functions[0].file"
    table = declared()
    table["layers"][0]["file"] = "dependencies.zip"
    with pytest.raises(DeclarationError, match="would replace the archive of sample-dependencies for x86_64") as raised:
        parse_project(table, root=ROOT)
    assert raised.value.key == "layers[0].file"
    assert parse_project(table | {"architectures": ["arm64"]}, root=ROOT).layers[0].file == "dependencies.zip"


def test_a_function_with_requirements_needs_an_archive_for_each_architecture(tmp_path: Path) -> None:
    """They may hold machine code."""
    write(tmp_path / "functions/f/requirements.txt", "")
    with pytest.raises(DeclarationError, match=r"with \{architecture\} in it if it holds machine code"):
        parse_project(function(), root=tmp_path)
    assert parse_project(function(file="f-{architecture}.zip"), root=tmp_path).functions[0].file.startswith("f-")


def test_two_of_one_name_are_refused() -> None:
    """Also a layer and a function."""
    table = declared()
    table["functions"][0]["name"] = table["layers"][1]["name"]
    with pytest.raises(DeclarationError, match=r"is 'sample-package', as layers\[1\].name is") as raised:
        parse_project(table, root=ROOT)
    assert raised.value.key == "functions[0].name"


def test_a_cold_start_is_declared_with_its_budget() -> None:
    """Each limit is optional, and so is the function."""
    table = cold_start(budget={"cpu-ratio": 3}) | {"ledger": "figures/ledger.toml"}
    table["cold-starts"].append({"name": "health", "program": THIS, "function": "greeter"})
    project = parse_project(table, root=ROOT)
    assert project.ledger == ROOT / "figures/ledger.toml"
    assert project.cold_starts == (
        DeclaredColdStart(name="push", program=Path(THIS), budget=RatioBudget(cpu=3)),
        DeclaredColdStart(name="health", program=Path(THIS), function="greeter"),
    )


def test_what_a_function_replaced_is_declared_in_kilobytes() -> None:
    """By the name of its archive; a function that replaced nothing is not there."""
    assert parse_project(function(**{"monolith-kb": 28_000}), root=ROOT).monolith_kb == {"f.zip": 28_000}
    assert parse_project(function(), root=ROOT).monolith_kb == {}


def test_every_key_and_every_rule_is_explained() -> None:
    """In the tool's own page, spelled as they are."""
    page = (Path(__file__).parents[3] / "packages/lambda_packaging/README.md").read_text()
    tables = (KEYS, LAYER_KEYS, FUNCTION_KEYS, BUDGET_KEYS, COLD_START_KEYS, RATIO_KEYS)
    keys = {key for table in tables for key in table} - {"prune"} | {f"prune.{key}" for key in PRUNE_KEYS}
    explained = set(re.findall(r"`([a-z.-]+)`", page))
    assert keys | {rule.name for rule in RULES} <= explained
