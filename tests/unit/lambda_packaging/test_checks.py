"""Everything in a layout that can be imported, loaded, read, constructed or run is a check."""

from itertools import groupby
from pathlib import Path

import pytest
from fakes.installed import install
from fakes.sample_project import write
from lambda_packaging.checks import Check, list_checks, list_modules
from lambda_packaging.layout import Layout


def modules(folder: Path, *files: str) -> list[tuple[str, str]]:
    """The modules of a folder with those files."""
    for file in files:
        write(folder / file, "")
    return [(check.kind, check.subject) for check in list_modules(folder)]


@pytest.mark.parametrize(
    ("file", "module"),
    [
        ("plain/__init__.py", "plain"),
        ("plain/part/a.py", "plain.part.a"),
        ("single.py", "single"),
        ("plain/_fast.cpython-313-x86_64-linux-gnu.so", "plain._fast"),
        ("plain/_stable.abi3.so", "plain._stable"),
    ],
)
def test_sources_and_machine_code_are_checked_by_their_dotted_names(tmp_path: Path, file: str, module: str) -> None:
    """Also in a folder without an `__init__`: it is a namespace."""
    assert modules(tmp_path, file) == [("import", module)]


@pytest.mark.parametrize(
    "file",
    [
        "plain/data.json",
        "plain/py.typed",
        "plain/__pycache__/a.cpython-313.pyc",
        "plain.libs/libssl-3.so",
        "plain/libssl.so.3",
        "plain/my-script.py",
        "plain-1.0.dist-info/tool.py",
        "plain/2to3.py",
    ],
)
def test_what_no_import_can_name_is_no_module(tmp_path: Path, file: str) -> None:
    """A data file, a library, a name with a hyphen."""
    assert modules(tmp_path, file) == []


def test_a_program_is_loaded_and_not_run(tmp_path: Path) -> None:
    """Importing `__main__` would do what its program does."""
    assert modules(tmp_path, "plain/__main__.py", "plain/__init__.py") == [
        ("import", "plain"),
        ("code", "plain.__main__"),
    ]


def test_a_module_that_is_there_twice_is_checked_once(tmp_path: Path) -> None:
    """As source and as machine code."""
    assert modules(tmp_path, "plain/a.py", "plain/a.cpython-313-x86_64-linux-gnu.so") == [("import", "plain.a")]


def test_the_modules_of_a_package_stand_together(tmp_path: Path) -> None:
    """So that they can share an interpreter."""
    found = modules(tmp_path, "a/__init__.py", "a/b.py", "a_b/__init__.py", "a/z.py", "ab.py", "A/c.py")
    tops = [top for top, _ in groupby(subject.partition(".")[0] for _, subject in found)]
    assert len(tops) == len(set(tops)) == 4


def test_everything_in_the_layers_has_a_check(tmp_path: Path) -> None:
    """Modules, versions, entry points, declared clients, programs; nothing of the function."""
    layout = Layout(folder=tmp_path)
    install(layout.layers / "python", "plain")
    write(layout.layers / "python/plain-1.0.dist-info/entry_points.txt", "[console_scripts]\nplain = plain:main\n")
    write(layout.task / "handler.py", "")
    program = tmp_path / "prove.py"
    assert list_checks(layout, services=["sqs", "s3"], programs=[program]) == [
        Check(kind="import", subject="handler"),
        Check(kind="import", subject="plain"),
        Check(kind="version", subject="plain"),
        Check(kind="entry point", subject="plain|console_scripts|plain"),
        Check(kind="client", subject="s3"),
        Check(kind="client", subject="sqs"),
        Check(kind="program", subject=str(program)),
    ]
