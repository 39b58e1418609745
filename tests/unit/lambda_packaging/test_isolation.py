"""Lambda's real places where the machine allows it, the path where it does not."""

import subprocess
import tempfile
from pathlib import Path

import pytest
from lambda_packaging.isolation import choose_isolation
from lambda_packaging.tools import EmulatorTools
from lambda_packaging.unpack import UnpackedFunction


def unpacked(folder: Path) -> UnpackedFunction:
    """An empty function."""
    tools = EmulatorTools(emulator=Path("/rie"), runtime_client=Path("/ric"))
    function = UnpackedFunction(name="f", handler="f.handler", folder=folder, tools=tools)
    function.layers.mkdir(parents=True)
    function.task.mkdir(parents=True)
    return function


def test_without_the_programs_it_is_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The places are the folders themselves."""
    function = unpacked(tmp_path / "function")
    monkeypatch.setenv("PATH", str(tmp_path))
    isolation = choose_isolation(function)
    assert (isolation.kind, isolation.prefix) == ("PYTHONPATH", ())
    assert (isolation.task, isolation.layers) == (str(function.task), str(function.layers))


def test_where_namespaces_are_forbidden_it_is_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attempt decides, not the presence of the programs."""
    for name in ("unshare", "mount", "sh"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert choose_isolation(unpacked(tmp_path / "function")).kind == "PYTHONPATH"


def test_a_folder_whose_name_means_something_to_the_mount_is_not_mounted(tmp_path: Path) -> None:
    """A colon would name two folders."""
    assert choose_isolation(unpacked(tmp_path / "a:b")).kind == "PYTHONPATH"


def test_with_namespaces_the_places_are_lambdas(tmp_path: Path) -> None:
    """On a machine that forbids them the other tests say all there is."""
    isolation = choose_isolation(unpacked(tmp_path))
    if isolation.kind == "PYTHONPATH":
        pytest.skip("this machine forbids user namespaces")
    assert (isolation.kind, isolation.task, isolation.layers) == ("namespaces", "/var/task", "/opt")
    assert isolation.prefix[-1] == str(tmp_path)


def test_only_lambdas_places_are_read_only(tmp_path: Path) -> None:
    """What the machine itself keeps below /var, a clone perhaps, can be written to as before."""
    isolation = choose_isolation(unpacked(tmp_path))
    if isolation.kind == "PYTHONPATH":
        pytest.skip("this machine forbids user namespaces")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        attempt = f"echo kept > {folder}/file; ! touch /var/task/file && ! touch /opt/file"
        subprocess.run([*isolation.prefix, "/bin/sh", "-c", attempt], check=True, capture_output=True)
        assert Path(folder, "file").read_text() == "kept\n"
