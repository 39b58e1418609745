"""Cold starts are sampled in processes of their own, in turn with the bare handler."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.progress import FakeProgress
from lambda_packaging.errors import ColdStartError
from lambda_packaging.metrics.cold_start import Subject, measure_cold_starts, sample_cold_start, started
from lambda_packaging.metrics.scenario import Scenario
from lambda_packaging.processes import descendants
from lambda_packaging.progress import SilentProgress
from lambda_packaging.unpack import UnpackedFunction

pytestmark = pytest.mark.network
BUSY = "total = sum(number * number for number in range(3_000_000))\n\ndef handler(event, context):\n    return total\n"
ANY = Scenario(name="any", event={}, environment={})

type WriteFunction = Callable[[str], UnpackedFunction]


def test_work_at_import_shows_in_every_ratio(write_function: WriteFunction) -> None:
    """A handler that computes while it is imported costs several bare ones; its memory is measured too."""
    subject = Subject(unpacked=write_function(BUSY), scenario=ANY)
    slow = replace(subject, build="another", every=3)
    result, other, floor = measure_cold_starts([subject, slow], runs=4, progress=SilentProgress())
    assert 4 <= result.runs <= 8
    assert (other.runs, other.build) == (2, "another")
    assert (floor.name, floor.cpu_ratio) == ("bare handler", 1)
    assert floor.runs >= 3
    assert result.cpu_ratio > 1.5
    assert result.init_ratio > 1.5
    assert result.answer_ratio > 1.5
    assert result.function.init_ms.lower_quartile <= result.function.init_ms.median
    assert 5 < result.bare.peak_memory_mb.median < 100
    assert result.isolation in {"namespaces", "PYTHONPATH"}


def test_a_handler_can_tell_where_its_cold_start_ends(write_function: WriteFunction) -> None:
    """What it does afterwards does not count."""
    tell = """import json, time
def handler(event, context):
    reached = {"cpu_seconds": time.process_time(), "clock_seconds": time.monotonic()}
    print(json.dumps({"cold_start_reached": reached}), flush=True)
    total = sum(number * number for number in range(3_000_000))
    time.sleep(0.3)
"""
    function = write_function(tell)
    early, _ = sample_cold_start(function, replace(ANY, is_reached_early=True))
    assert early.answer_ms < 300
    assert early.cpu_ms < early.answer_ms + 20


def test_a_handler_that_never_tells_is_no_measurement(write_function: WriteFunction) -> None:
    """Otherwise the whole run would pass for the part of it that was meant."""
    function = write_function("def handler(event, context): return 1\n")
    with pytest.raises(ColdStartError, match="never said that it was reached"):
        sample_cold_start(function, replace(ANY, is_reached_early=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("raise RuntimeError('no luck')", "no luck"),
        ("import os; os._exit(3)", "expected"),
        ("import sys; sys.stdout.write('garbage' * 1000); 1 / 0", "division by zero"),
        ("def handler(event, context): return {1}", "MarshalError"),
    ],
    ids=["raises in init", "exits in init", "prints garbage in init", "answers no JSON"],
)
def test_a_handler_that_fails_ends_the_measurement_with_its_name(
    write_function: WriteFunction, text: str, words: str
) -> None:
    """In a bounded time, and nothing is left running."""
    before = set(descendants(os.getpid()))
    with pytest.raises(ColdStartError, match=f"'any' cannot be measured: .*{words}"):
        measure_cold_starts([Subject(unpacked=write_function(text), scenario=ANY)], runs=2, progress=SilentProgress())
    assert not any(_runs_emulator(process) for process in set(descendants(os.getpid())) - before)


def test_the_files_of_a_scenario_are_restored_before_each_start(write_function: WriteFunction, tmp_path: Path) -> None:
    """What a start writes must not make the next one easier."""
    files, kept = tmp_path / "files", tmp_path / "kept"
    kept.mkdir()
    (kept / "counter").write_text("0")
    count = "from pathlib import Path\ndef handler(event, context):\n"
    count += "    path = Path(event)\n    assert path.read_text() == '0', 'not restored'\n    path.write_text('1')\n"
    scenario = Scenario(name="count", event=str(files / "counter"), environment={}, files=(files, kept))
    subject = Subject(unpacked=write_function(count), scenario=scenario)
    measured, _ = measure_cold_starts([subject], runs=3, progress=SilentProgress())
    assert 3 <= measured.runs <= 6


def test_every_sample_is_reported(write_function: WriteFunction) -> None:
    """It takes a while."""
    progress = FakeProgress()
    subject = Subject(unpacked=write_function("def handler(event, context): return 1\n"), scenario=ANY)
    measure_cold_starts([subject], runs=2, progress=progress)
    assert "cold starts" in progress.steps


def _runs_emulator(process: int) -> bool:
    try:
        return b"runtime-interface-emulator" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("told", ["{oops}", "{}", '{"cpu_seconds": "fast", "clock_seconds": 1}'])
def test_an_end_that_is_told_wrongly_is_named(write_function: WriteFunction, told: str) -> None:
    """With what was told."""
    line = '{"cold_start_reached": ' + told + "}"
    function = write_function(f"def handler(event, context): print({line!r}, flush=True)\n")
    with pytest.raises(ColdStartError, match="said that it was reached with"):
        sample_cold_start(function, replace(ANY, is_reached_early=True))
    assert sample_cold_start(function, ANY)[0].answer_ms > 0  # whoever was not asked may print what he likes


def test_more_memory_than_is_given_is_an_error(write_function: WriteFunction) -> None:
    """Lambda would end the function."""
    hungry = write_function(
        "held = bytearray(200_000_000)\nheld[::4096] = bytes(len(held[::4096]))\ndef handler(*_): ...\n"
    )
    with pytest.raises(ColdStartError, match=r"needs 2\d\d MB and is given 128: Lambda would end it"):
        measure_cold_starts(
            [Subject(unpacked=hungry, scenario=ANY)], runs=2, progress=SilentProgress(), memory_size_mb=128
        )


def test_a_function_that_hangs_ends_the_measurement(write_function: WriteFunction) -> None:
    """By its own time-out, with the name of the cold start."""
    function = write_function("import time\ntime.sleep(60)\ndef handler(event, context): ...\n")
    with (
        pytest.raises(ColdStartError, match="'any' cannot be measured: the function did not finish"),
        started(function, ANY, timeout_seconds=1) as emulator,
    ):
        emulator.invoke({})
