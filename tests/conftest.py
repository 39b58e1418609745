"""What every test gets: no network, no accounts, no user configuration, the same surroundings everywhere.

A test that needs sockets carries the marker `network` and reaches loopback only.
"""

import gc
import os
import re
import shutil
import socket
from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from fakes.sample_project import write_sample_project
from fakes.wheels import only_wheels_of
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.manifest import Manifest
from lambda_packaging.progress import SilentProgress
from lambda_packaging.project import Project
from lambda_packaging.target import host_architecture
from lambda_packaging.unpack import UnpackedFunction, unpack

ROOT = Path(__file__).parents[1]

SCRUBBED_PREFIXES = ("GIT_", "AWS_", "CODERIPPLE_", "UV_CONSTRAINT", "VIRTUAL_ENV", "SOURCE_DATE_EPOCH")
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
# Read before any test moves HOME: downloads are shared with the machine, settings are not.
UV_CACHE_FOLDER = os.environ.get("UV_CACHE_DIR") or str(
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "uv"
)

# HYPOTHESIS_PROFILE=thorough looks longer and elsewhere each time.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, max_examples=25)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keeps the garbage collector away from what is collected, which stays as long as the process."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()  # looking through it all again and again takes a tenth of the time of the unit tests
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def steady_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty HOME, one author, UTC and no variable that changes what the code under test does."""
    home = tmp_path_factory.mktemp("home")
    settings = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "UV_CACHE_DIR": UV_CACHE_FOLDER,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TEMPLATE_DIR": "",  # no sample hooks, which every copy of a clone would copy too
        "GIT_AUTHOR_NAME": "Ada Example",
        "GIT_AUTHOR_EMAIL": "ada@example.com",
        "GIT_AUTHOR_DATE": "2026-01-02T03:04:05+00:00",
        "GIT_COMMITTER_NAME": "Ada Example",
        "GIT_COMMITTER_EMAIL": "ada@example.com",
        "GIT_COMMITTER_DATE": "2026-01-02T03:04:05+00:00",
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "COLUMNS": "110",
        "NO_COLOR": "1",
    }
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in [name for name in os.environ if name.startswith(SCRUBBED_PREFIXES)]:
            monkeypatch.delenv(name)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        yield


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection; with the marker `network` every connection beyond loopback."""
    may_loop_back = request.node.get_closest_marker("network") is not None

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def connect_on_loopback_only(sock: socket.socket, address: Any) -> Any:
            if sock.family == socket.AF_UNIX or (may_loop_back and address[0] in LOOPBACK_HOSTS):
                return connect(sock, address)
            message = f"a test tried to reach {address!r}; mark it `network` if that is loopback"
            raise RuntimeError(message)

        return connect_on_loopback_only

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))


@pytest.fixture(scope="session")
def folder_numbers() -> Iterator[int]:
    """Numbers of the tests that asked for a folder."""
    return count()


@pytest.fixture
def tmp_path(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, folder_numbers: Iterator[int]
) -> Path:
    """An empty folder, as pytest's own gives it, but without a link to the newest of each name: those cost more."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    return tmp_path_factory.mktemp(f"{name}-{next(folder_numbers)}", numbered=False)


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where the installer finds wheels in this test."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("UV_FIND_LINKS", str(folder))
    monkeypatch.setenv("UV_NO_INDEX", "1")
    return folder


@pytest.fixture
def sample(tmp_path: Path, wheels: Path) -> Project:
    """A small workspace that needs no network to be built."""
    return write_sample_project(tmp_path / "workspace", wheels)


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with that workspace, built for both machines, and its wheels; tests copy it."""
    folder = tmp_path_factory.mktemp("template")
    with only_wheels_of(folder / "wheels"):
        sample = write_sample_project(folder / "workspace", folder / "wheels")
        build(sample, architectures=sample.architectures, progress=SilentProgress())
    return folder


@pytest.fixture
def built_sample(tmp_path: Path, wheels: Path, sample_template: Path) -> Project:
    """The small workspace after a build; what stays as it is need not be built again."""
    shutil.copytree(sample_template / "wheels", wheels, dirs_exist_ok=True)
    shutil.copytree(sample_template / "workspace", tmp_path / "workspace")
    return read_project(tmp_path / "workspace")


@pytest.fixture(scope="session")
def project() -> Project:
    """This repository's own declaration."""
    return read_project(ROOT)


@pytest.fixture(scope="session")
def manifest(project: Project) -> Manifest:
    """The real build of this repository for this machine; what `dist/` already holds is reused."""
    return build(project, architectures=[host_architecture()], progress=SilentProgress())


@pytest.fixture(scope="session")
def unpacked(project: Project, manifest: Manifest) -> UnpackedFunction:
    """The built function with its built layers, ready for `start_emulator`."""
    return unpack(project, manifest)
