"""Programs are run without the settings of other installs, and their failures keep their words."""

import sys
from pathlib import Path

import pytest
from lambda_packaging.commands import find_uv, run_command, run_uv
from lambda_packaging.errors import DiskFullError, ToolFailedError, ToolMissingError

SET = ("UV_CONSTRAINT", "UV_ANYTHING_NEW", "UV_CACHE_DIR", "PYTHONPATH", "GIT_DIR", "VIRTUAL_ENV", "KEPT")
SHOW = f"import os; print(sorted(set(os.environ) & set({SET})), os.getcwd())"


def test_a_command_gets_the_environment_without_foreign_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A constraint of a surrounding environment would change what a layer holds."""
    for name in SET:
        monkeypatch.setenv(name, "x")
    output = run_command([sys.executable, "-c", SHOW], folder=tmp_path)
    assert output.split(" /")[0] == "['KEPT', 'UV_CACHE_DIR']"
    assert output.strip().endswith(str(tmp_path))


def test_a_failing_command_keeps_both_outputs() -> None:
    """Some programs write their reason to standard output."""
    program = "import sys; print('to out'); print('to err', file=sys.stderr); sys.exit(3)"
    with pytest.raises(ToolFailedError) as raised:
        run_command([sys.executable, "-c", program])
    assert raised.value.exit_code == 3
    assert raised.value.output == "to err\nto out\n"


def test_a_missing_program_is_named() -> None:
    """Instead of a FileNotFoundError about something."""
    with pytest.raises(ToolMissingError, match="no-such-program"):
        run_command(["no-such-program"])


def test_the_environments_own_uv_is_used() -> None:
    """It answers, and for this interpreter."""
    assert Path(find_uv()).name.startswith("uv")
    assert run_uv("pip", "list", "--format", "json").output.startswith("[")


def test_a_program_without_room_is_told_apart() -> None:
    """Whatever else it says: uv would be about the lock, the compiler about the source."""
    with pytest.raises(DiskFullError, match="os error 28"):
        run_command([sys.executable, "-c", "raise SystemExit('x\\nNo space left on device (os error 28)\\ny')"])
