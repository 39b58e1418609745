"""Which commands are programs."""

import pytest
from coderipple.analysis.command_line import DeclaredCommand
from coderipple.analysis.programs import is_program, started_functions
from coderipple.analysis.public_names import Source
from coderipple.analysis.python_source import SourceFacts, read_python
from coderipple.facts import EntryPoint, Evidence, Project

FACTS = read_python(b"")


def project(*entries: tuple[str, str]) -> Project:
    """Returns a project with entry points."""
    return Project(
        name="x",
        folder="",
        runtime="",
        dependencies=(),
        scripts=(),
        installable=True,
        evidence=Evidence(path="pyproject.toml", first_line=1, last_line=1, blob_id="p"),
        entry_points=tuple(EntryPoint(group=group, name="x", target=target) for group, target in entries),
    )


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (("console_scripts", "a.cli:main"), {"main": "x"}),
        (("gui_scripts", "a.cli : main [extra]"), {"main": "x"}),
        (("console_scripts", "b.cli:main"), {}),
        (("pytest11", "a.cli:main"), {}),
    ],
)
def test_a_script_starts_a_function(entry: tuple[str, str], expected: dict[str, str]) -> None:
    """With the name that is typed; a plug-in is no program, a function of another module another function."""
    assert isinstance(FACTS, SourceFacts)
    source = Source(path="a/cli.py", name="a.cli", facts=FACTS)
    assert started_functions(source, [project(entry)]) == expected


@pytest.mark.parametrize(
    ("told", "is_attached", "started", "expected"),
    [
        (True, False, set(), True),
        (False, False, {"f"}, True),
        (False, True, {"f"}, False),
        (False, False, set(), False),
    ],
)
def test_a_program_is_told_by_its_file_or_by_a_script(
    *, told: bool, is_attached: bool, started: set[str], expected: bool
) -> None:
    """What hangs on a group is a command, whatever a script starts."""
    command = DeclaredCommand(
        name="f",
        arguments=(),
        summary="",
        first_line=1,
        last_line=1,
        function="f",
        is_program=told,
        is_attached=is_attached,
    )
    assert is_program(command, frozenset(started)) is expected
