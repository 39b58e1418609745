"""GitHub on loopback for the tests of this folder: started once, ended whatever happens."""

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from pathlib import Path

import httpx
import pytest
from counterparts.github import BOT_TOKEN, GitHub, start_github
from counterparts.node_tools import NodeTools, install_node_tools
from counterparts.worker import WORKERS
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fakes import clones

NUMBERS = count(1)


@pytest.fixture(scope="session")
def node_tools() -> NodeTools:
    """The programs that stand for GitHub."""
    return install_node_tools()


@pytest.fixture(scope="session")
def app_key() -> str:
    """The private key of a GitHub App, of this run only."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form, unencrypted = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, unencrypted).decode()


@pytest.fixture(scope="session")
def running_github(node_tools: NodeTools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitHub]:
    """GitHub without Prism: quick."""
    with start_github(node_tools, tmp_path_factory.mktemp("github")) as github:
        yield github


@pytest.fixture(scope="session")
def running_checked_github(
    node_tools: NodeTools, app_key: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GitHub]:
    """GitHub whose requests and answers Prism holds to GitHub's own description."""
    with start_github(node_tools, tmp_path_factory.mktemp("github"), checked=True, app_key=app_key) as github:
        yield github


@pytest.fixture
def github(running_github: GitHub) -> Iterator[GitHub]:
    """GitHub, without a fault from an earlier test."""
    yield from _fresh(running_github)


@pytest.fixture
def checked_github(running_checked_github: GitHub) -> Iterator[GitHub]:
    """GitHub behind Prism, without a fault or a violation from an earlier test."""
    yield from _fresh(running_checked_github)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of three commits, real git objects, with so many files that an archive costs less than each."""
    clones.make_clone(tmp_path / "clone")
    harbours = {f"src/tides/harbours/harbour_{n}.py": f'"""Harbour {n}."""\n\nDEPTH = {n}\n' for n in range(12)}
    clones.commit_files(tmp_path / "clone", "feat: know twelve harbours", harbours)
    return tmp_path / "clone"


@pytest.fixture
def pushed(clone: Path) -> Callable[[GitHub], str]:
    """Makes a repository with the commits of the clone and returns its full name."""

    def push(github: GitHub) -> str:
        full_name = github.create_repository(f"tide-tables-{next(NUMBERS)}")
        github.uploader(full_name, clone).push("HEAD", "main")
        return full_name

    return push


@pytest.fixture(scope="session")
def workers() -> Iterator[ProcessPoolExecutor]:
    """Containers of the function."""
    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def bot() -> Iterator[httpx.Client]:
    """A plain client with the bot's token, for what is asked of the counterparts themselves."""
    headers = {"authorization": f"Bearer {BOT_TOKEN}", "accept": "application/vnd.github+json"}
    with httpx.Client(headers=headers, timeout=30) as client:
        yield client


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a figure for whoever watches the session."""

    def write(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return write


def _fresh(github: GitHub) -> Iterator[GitHub]:
    github.plan(None)
    for told in (github.front.requests, github.front.violations, github.front.statuses, github.elsewhere.requests):
        told.clear()
    github.front.codeload_requests.clear()
    yield github
    github.plan(None)
