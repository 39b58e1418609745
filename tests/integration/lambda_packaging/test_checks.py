"""Checks run in interpreters that see nothing but a layout, and each one's outcome is told whatever the others do."""

import sys
from pathlib import Path

import pytest
from fakes.sample_project import write
from lambda_packaging.checks import Check, Outcome, list_checks, list_modules, run_checks, with_neighbours
from lambda_packaging.errors import ToolFailedError
from lambda_packaging.isolation import SEARCH_PATH, Isolation
from lambda_packaging.layout import Layout


def run(layout: Layout, *checks: tuple[str, str], timeout_seconds: float = 60) -> dict[str, Outcome]:
    """Runs checks in the layout without any namespace; gives the outcomes by subject."""
    isolation = Isolation(kind=SEARCH_PATH, prefix=(), task=str(layout.task), layers=str(layout.layers))
    outcomes = run_checks(
        [Check(kind=kind, subject=subject) for kind, subject in checks],
        isolation,
        runtime_client=layout.folder / "runtime",
        advance=lambda _: None,
        timeout_seconds=timeout_seconds,
    )
    return {outcome.check.subject: outcome for outcome in outcomes}


def layer(tmp_path: Path, **files: str) -> Layout:
    """A layout whose layers hold these files; `__` in a name stands for a slash."""
    layout = Layout(folder=tmp_path / "layout")
    for name, text in files.items():
        write(layout.layers / "python" / f"{name.replace('__', '/')}.py", text)
    return layout


def test_modules_have_the_names_under_which_they_are_imported(tmp_path: Path) -> None:
    """Packages, namespaces, machine code; not what no name can reach; a `__main__` is loaded, not imported."""
    for name in ("one.py", "two/__init__.py", "two/__main__.py", "space/three.py", "four.cpython-313-x86_64.so"):
        write(tmp_path / name, "")
    for name in ("no-module.py", "some-data/x.py", "five.pyc", "six.txt", "seven.so.1"):
        write(tmp_path / name, "")
    found = {(check.kind, check.subject) for check in list_modules(tmp_path)}
    assert found == {("import", name) for name in ("one", "two", "space.three", "four")} | {("code", "two.__main__")}


def test_everything_in_the_layers_is_listed(tmp_path: Path) -> None:
    """Modules, versions, entry points, clients, programs."""
    layout = layer(tmp_path, plain="")
    metadata = layout.layers / "python/Plain-1.0.dist-info"
    write(metadata / "METADATA", "Metadata-Version: 2.1\nName: Plain\nVersion: 1.0\n")
    write(metadata / "entry_points.txt", "[things]\nb = plain:b\na = plain:a\n")
    found = list_checks(layout, services=["sqs", "s3"], programs=[Path("/proofs/run.py")])
    assert [(check.kind, check.subject) for check in found] == [
        ("import", "plain"),
        ("version", "Plain"),
        ("entry point", "Plain|things|b"),
        ("entry point", "Plain|things|a"),
        ("client", "s3"),
        ("client", "sqs"),
        ("program", "/proofs/run.py"),
    ]


def test_a_module_that_never_ends_takes_only_its_own_time(tmp_path: Path) -> None:
    """What stands behind it is checked in a further interpreter."""
    layout = layer(tmp_path, slow__a="", slow__b="import time; time.sleep(600)", slow__c="")
    outcomes = run(layout, *(("import", f"slow.{name}") for name in "abc"), timeout_seconds=2)
    assert outcomes["slow.b"].error == "no answer within 2 s"
    assert (outcomes["slow.a"].error, outcomes["slow.c"].error) == (None, None)


def test_an_interpreter_that_does_not_start_is_told(tmp_path: Path) -> None:
    """It says nothing about the layers, so it is no outcome."""
    isolation = Isolation(
        kind=SEARCH_PATH, prefix=(sys.executable, "-c", "raise SystemExit('no room')"), task="", layers=""
    )
    checks = [Check(kind="import", subject=name) for name in ("json.tool", "json.decoder")]
    with pytest.raises(ToolFailedError, match=r"exit code 1(?s:.*)no room"):
        run_checks(checks, isolation, runtime_client=tmp_path, advance=lambda _: None)


def test_the_layers_are_all_that_is_seen(tmp_path: Path) -> None:
    """No site packages, no variable of this machine, and no word of the prover."""
    text = "import os\nassert set(os.environ) <= {allowed}\nimport {name}\n"
    allowed = {"PYTHONPATH", "PATH", "HOME", "LANG", "AWS_EC2_METADATA_DISABLED", "PYTHONDONTWRITEBYTECODE", "LC_CTYPE"}
    layout = layer(
        tmp_path,
        ours=text.format(allowed=allowed, name="lambda_packaging"),
        theirs=text.format(allowed=allowed, name="pytest"),
    )
    outcomes = run(layout, ("import", "ours"), ("import", "theirs"))
    assert outcomes["ours"].error == "ModuleNotFoundError: No module named 'lambda_packaging'"
    assert outcomes["theirs"].error == "ModuleNotFoundError: No module named 'pytest'"


def test_metadata_without_a_version_is_an_error(tmp_path: Path) -> None:
    """Many packages read their own version when they are imported."""
    layout = layer(tmp_path, plain="")
    for name, text in (("good", "Name: good\nVersion: 1.0\n"), ("bad", "Name: bad\n")):
        write(layout.layers / f"python/{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\n{text}")
    outcomes = run(layout, ("version", "good"), ("version", "bad"), ("version", "gone"))
    assert outcomes["good"].error is None
    assert outcomes["bad"].error is not None
    assert str(outcomes["gone"].error).startswith("PackageNotFoundError")


def test_what_shares_an_interpreter_goes_together() -> None:
    """The modules of one package, in the order of all checks."""
    checks = [Check(kind="import", subject=name) for name in ("a", "a.one", "a.two", "b")]
    checks.append(Check(kind="program", subject="a"))
    assert with_neighbours([checks[2]], checks) == checks[:3]
    assert with_neighbours([], checks) == []


def test_compiled_sources_are_counted_where_they_were_compiled(tmp_path: Path) -> None:
    """A module without bytecode, and the one that it imports."""
    layout = layer(tmp_path, first="import second", second="", third="")
    outcomes = run(layout, ("import", "first"))
    assert {Path(path).stem for path in outcomes["first"].compiled} == {"first", "second"}
