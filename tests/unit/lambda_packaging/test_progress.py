"""A build speaks on standard error, or not at all."""

import io
import re

import pytest
from lambda_packaging.progress import RichProgress, SilentProgress
from rich.console import Console


def test_a_finished_step_is_a_line_with_its_time() -> None:
    """Where there is no terminal, nothing else is written."""
    output = io.StringIO()
    progress = RichProgress(Console(file=output, width=80))
    with progress.step("archive"):
        pass
    progress.say("layer.zip: reused")
    step, said = output.getvalue().splitlines()
    assert re.fullmatch(r"✓ archive \d+\.\d s", step)
    assert said == "✓ layer.zip: reused"


def test_a_step_that_fails_leaves_no_line() -> None:
    """Its error speaks."""
    output = io.StringIO()

    def fail() -> None:
        with RichProgress(Console(file=output, width=80)).step("archive"):
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert "✓" not in output.getvalue()


def test_without_a_console_of_its_own_standard_output_stays_free(capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output is for data."""
    RichProgress().say("done")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "✓ done\n")


def test_silence_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    """On both streams."""
    progress = SilentProgress()
    with progress.step("archive"):
        progress.say("x")
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""


def test_a_finished_count_is_a_line_with_how_many() -> None:
    """Where there is no terminal, nothing else is written."""
    output = io.StringIO()
    with RichProgress(Console(file=output, width=80)).count("checked", total=1_500) as advance:
        advance(500)
        advance(1_000)
    assert re.fullmatch(r"✓ checked: 1,500 \d+\.\d s\n", output.getvalue())


def test_a_silent_count_takes_every_number(capsys: pytest.CaptureFixture[str]) -> None:
    """And shows none."""
    with SilentProgress().count("checked", total=2) as advance:
        advance(2)
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""
