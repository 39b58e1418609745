"""Tools are installed once for each lock, and only where they can run."""

from dataclasses import replace
from pathlib import Path

import pytest
from fakes.sample_project import write
from fakes.wheels import write_wheel
from lambda_packaging.errors import PlatformError, ToolMissingError
from lambda_packaging.project import Project
from lambda_packaging.tools import install_tools, require_linux


@pytest.fixture
def equipped(sample: Project, wheels: Path) -> Project:
    """The sample with locks that name stand-ins for the tools."""
    rapid = "samcli/local/rapid/aws-lambda-rie"
    files = {f"{rapid}-x86_64": "intel", f"{rapid}-arm64": "arm"}
    write(sample.emulator_lock, write_wheel(wheels, "aws_sam_cli", files=files))
    write(sample.runtime_lock, write_wheel(wheels, "awslambdaric"))
    return sample


def test_emulator_and_client_are_installed_apart(equipped: Project) -> None:
    """The client must not be found through the emulator's folder, nor the other way round."""
    tools = install_tools(equipped)
    assert tools.emulator.read_text() in {"intel", "arm"}
    assert (tools.runtime_client / "awslambdaric/__init__.py").is_file()
    assert not (tools.runtime_client / "samcli").exists()
    assert tools.emulator.is_relative_to(equipped.tools)


def test_the_same_locks_install_nothing_again(equipped: Project, wheels: Path) -> None:
    """Not even with every wheel gone."""
    tools = install_tools(equipped)
    for wheel in wheels.iterdir():
        wheel.unlink()
    assert install_tools(equipped) == tools


def test_another_lock_is_another_folder(equipped: Project, wheels: Path) -> None:
    """The previous one stays: something may be running from it."""
    before = install_tools(equipped)
    write(equipped.runtime_lock, write_wheel(wheels, "awslambdaric", "2.0"))
    after = install_tools(equipped)
    assert before.emulator == after.emulator
    assert before.runtime_client != after.runtime_client
    assert before.runtime_client.is_dir()


def test_a_wheel_without_the_program_is_named(equipped: Project) -> None:
    """A later version may carry it elsewhere."""
    with pytest.raises(ToolMissingError, match="aws-lambda-rie"):
        install_tools(replace(equipped, emulator_lock=equipped.runtime_lock))


def test_another_system_than_linux_is_refused() -> None:
    """With what still works there."""
    require_linux("linux")
    with pytest.raises(PlatformError, match="building works everywhere"):
        require_linux("darwin")
