"""A program prepares what is measured; what it prints is checked, and its files are restored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes.sample_project import write
from lambda_packaging.errors import ColdStartError
from lambda_packaging.metrics.scenario import Scenario, prepare_scenario
from lambda_packaging.project import DeclaredColdStart
from lambda_packaging.tools import EmulatorTools
from lambda_packaging.unpack import UnpackedFunction

type Prepare = Callable[[str], Scenario]


@pytest.fixture
def prepare(tmp_path: Path) -> Prepare:
    """Prepares what a program with the given text prints."""

    def prepare_it(text: str) -> Scenario:
        write(tmp_path / "programs/prepare.py", text)
        declared = DeclaredColdStart(name="push", program=tmp_path / "programs/prepare.py")
        return prepare_scenario(declared, tmp_path / "scenario")

    return prepare_it


def printing(told: Any) -> str:
    """A program that prints a value."""
    return f"print({json.dumps(told)!r})"


def test_what_the_program_prints_is_what_is_sent(prepare: Prepare) -> None:
    """Only event and environment are needed."""
    scenario = prepare(printing({"event": {"a": 1}, "environment": {"B": "2"}}))
    assert (scenario.name, scenario.event, scenario.environment) == ("push", {"a": 1}, {"B": "2"})
    assert (scenario.status, scenario.handler, scenario.is_reached_early) == (None, None, False)


def test_a_handler_of_its_own_lies_beside_the_program(prepare: Prepare, tmp_path: Path) -> None:
    """It answers in place of the function's."""
    told = {"event": None, "environment": {}, "status": 200, "handler": "told.handler", "ends_early": True}
    scenario = prepare(printing(told))
    tools = EmulatorTools(emulator=Path("/rie"), runtime_client=Path("/ric"))
    function = UnpackedFunction(name="f", handler="f.handler", folder=tmp_path, tools=tools)
    applied = scenario.applied_to(function)
    assert (applied.handler, applied.further_modules) == ("told.handler", (tmp_path / "programs",))
    assert (scenario.status, scenario.is_reached_early) == (200, True)
    assert Scenario(name="own", event={}, environment={}).applied_to(function) is function


def test_the_files_are_restored_at_the_place_that_the_program_was_told(prepare: Prepare) -> None:
    """Whatever a start did to them; links stay links."""
    program = """import json, os, sys
from pathlib import Path
folder = Path(sys.argv[1])
(folder / "a").write_text("fresh")
os.symlink("a", folder / "link")
print(json.dumps({"event": str(folder), "environment": {}}))
"""
    scenario = prepare(program)
    files = Path(scenario.event)
    for _ in range(2):
        scenario.restore()
        assert (files / "a").read_text() == "fresh"
        assert (files / "link").is_symlink()
        (files / "a").write_text("used")
        (files / "b").write_text("new")
    scenario.restore()
    assert sorted(path.name for path in files.iterdir()) == ["a", "link"]


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("raise SystemExit('no git')", "failed"),
        ("print('hello')", "printed no JSON"),
        (printing([1]), "printed something else than an object with `event` and `environment`"),
        (printing({"event": 1}), "printed something else than an object"),
        (printing({"event": 1, "environment": {}, "stat": 2}), "printed the key 'stat'; expected some of event,"),
        (printing({"event": 1, "environment": []}), "printed environment as []; expected dict"),
        (printing({"event": 1, "environment": {"A": 1}}), "printed a variable that is no text"),
        (printing({"event": 1, "environment": {}, "status": "200"}), "printed status as '200'; expected int"),
    ],
)
def test_a_program_that_fails_or_prints_something_else_is_named(prepare: Prepare, program: str, problem: str) -> None:
    """With its own words."""
    with pytest.raises(ColdStartError) as raised:
        prepare(program)
    assert problem in str(raised.value)
    assert "'push'" in str(raised.value)
    assert "prepare.py" in str(raised.value)
    if "no git" in program:
        assert "no git" in raised.value.log
