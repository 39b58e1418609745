"""Progress without a bar."""

import pytest
from coderipple.adapters.progress import PlainProgress, SilentProgress


def test_a_line_a_stage(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error; standard output is for the outcome."""
    progress = PlainProgress()
    progress.expect(5000)
    progress.advance()
    progress.begin("writing")
    assert capsys.readouterr() == ("", "reading 5,000 files …\nwriting …\n")


def test_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody looks."""
    progress = SilentProgress()
    progress.expect(5000)
    progress.advance()
    progress.begin("writing")
    assert capsys.readouterr() == ("", "")
