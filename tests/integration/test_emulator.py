"""The built function in AWS's own runtime interface: nothing but the zips on its path, and no git."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import clones
from fakes.api_gateway import SECRET, github_headers, http_event, rest_event
from fakes.event_files import read_body, read_payload
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.emulator import Emulator, start_emulator
from lambda_packaging.isolation import NAMESPACES, choose_isolation
from lambda_packaging.progress import SilentProgress
from lambda_packaging.target import host_architecture
from lambda_packaging.unpack import UnpackedFunction, unpack

ROOT = Path(__file__).resolve().parents[2]
RUN_WORKER = """\
import json, sys
from lambda_function import lambda_handler
print(lambda_handler(json.load(sys.stdin), None)["statusCode"])
"""

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def unpacked() -> UnpackedFunction:
    """This project's own function, built and laid out for this machine."""
    project = read_project(ROOT)
    return unpack(project, build(project, architectures=[host_architecture()], progress=SilentProgress()))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone for the function to document."""
    folder = tmp_path / "tide-tables"
    clones.make_clone(folder)
    return folder


@pytest.fixture
def settings(unpacked: UnpackedFunction, clone: Path) -> dict[str, str]:
    """The function's variables."""
    return {
        "CODERIPPLE_DOC_STRATEGY": "local",
        "CODERIPPLE_LAYER_BASED": "true" if choose_isolation(unpacked).kind == NAMESPACES else "false",
        "CODERIPPLE_REPOSITORY_PATH": str(clone),
        "CODERIPPLE_SOURCE_REPO": "ada-example/tide-tables",
        "CODERIPPLE_WEBHOOK_SECRET": SECRET,
    }


@pytest.fixture
def emulator(unpacked: UnpackedFunction, settings: dict[str, str]) -> Iterator[Emulator]:
    """The emulator with the function in it, before its cold start."""
    with start_emulator(unpacked, environment=settings) as started:
        yield started


def push_body(clone: Path) -> bytes:
    """A push of the clone's last commit."""
    head, before = clones.git(clone, "rev-parse", "HEAD", "HEAD~1").split()
    return json.dumps(read_payload("push_update") | {"before": before, "after": head}).encode()


def ask(emulator: Emulator, event: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Sends an event, and returns status and answer."""
    answered = emulator.invoke(event).payload
    return answered["statusCode"], json.loads(answered["body"])


def test_a_signed_push_becomes_documents(emulator: Emulator, clone: Path) -> None:
    """A second delivery of the same push writes nothing."""
    body = push_body(clone)
    event = http_event(body, github_headers(body))
    status, answered = ask(emulator, event)
    assert (status, answered["documentation_updated"], answered["ai_powered"]) == (200, True, False)
    written = [document["path"] for document in answered["documents"]]
    assert "coderipple/system/interfaces.md" in written
    assert all((clone / path).is_file() for path in written)
    assert len(answered["agents_invoked"]) >= 2
    status, answered = ask(emulator, event)
    assert (status, answered["documentation_updated"]) == (200, False)
    assert "nothing to do" in answered["skipped"]


def test_a_bad_signature_is_refused(emulator: Emulator, clone: Path) -> None:
    """Nothing is written, and the log keeps payload and secret to itself."""
    body = push_body(clone)
    invocation = emulator.invoke(rest_event(body, github_headers(body, secret="another secret")))
    assert invocation.payload["statusCode"] == 401
    assert not (clone / "coderipple").exists()
    assert SECRET not in emulator.log
    assert "tide tables from a file" not in emulator.log


def test_a_ping_is_answered(emulator: Emulator) -> None:
    """The first thing that GitHub sends."""
    ping = read_body("ping")
    status, answered = ask(emulator, http_event(ping, github_headers(ping, kind="ping")))
    assert (status, answered["message"]) == (200, "Ping received")


def test_the_health_check_finds_everything_in_the_layers(emulator: Emulator) -> None:
    """Where mounting is allowed, at the very place that Lambda has them."""
    status, answered = ask(emulator, http_event(None, {}, method="GET", path="/health"))
    assert (status, answered["status"], answered["layers_functional"]) == (200, "healthy", True)


def test_an_empty_direct_invocation_is_a_clear_400(emulator: Emulator) -> None:
    """What the console's test button sends."""
    status, answered = ask(emulator, {})
    assert (status, answered["error"]) == (400, "payload: is empty; expected the JSON object of a webhook")


def test_the_function_has_no_git(emulator: Emulator) -> None:
    """Lambda has none either; every git object is read by the layers' own code."""
    emulator.invoke({})
    variables = Path(f"/proc/{emulator._runtime()}/environ").read_bytes().decode().split("\0")
    path = next(variable for variable in variables if variable.startswith("PATH=")).removeprefix("PATH=")
    assert not any((Path(folder) / "git").exists() for folder in path.split(":"))


def test_no_source_is_compiled_on_the_way_to_the_documents(
    unpacked: UnpackedFunction, settings: dict[str, str], clone: Path
) -> None:
    """Every module of the worker comes with its bytecode: compiling is what makes cold starts slow."""
    body = push_body(clone)
    places = (unpacked.task, unpacked.layers / "python")
    done = subprocess.run(
        [sys.executable, "-S", "-v", "-c", RUN_WORKER],
        input=json.dumps(http_event(body, github_headers(body))),
        env=settings
        | {"CODERIPPLE_LAYER_BASED": "false", "PATH": "", "PYTHONPATH": ":".join(map(str, places))}
        | {"AWS_LAMBDA_FUNCTION_NAME": "orchestrator", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = [line for line in done.stderr.splitlines() if "code object from" in line and str(unpacked.folder) in line]
    compiled = [line for line in loaded if not line.rstrip("'").endswith(".pyc")]
    assert done.stdout.splitlines()[-1] == "200"  # before it the metrics
    assert len(loaded) > 50
    assert compiled == []


def test_the_log_has_fields_and_the_figures_a_line(
    unpacked: UnpackedFunction, settings: dict[str, str], clone: Path
) -> None:
    """In Lambda's JSON format each line about the push says which; the metrics are a line that CloudWatch reads."""
    with start_emulator(unpacked, environment=settings | {"AWS_LAMBDA_LOG_FORMAT": "JSON"}) as emulator:
        body = push_body(clone)
        assert ask(emulator, http_event(body, github_headers(body)))[0] == 200
        lines = [json.loads(line) for line in emulator.log.splitlines() if line.startswith("{")]
    own = [each for each in lines if str(each.get("logger", "")).startswith("coderipple")]
    assert {"webhook accepted", "webhook processed successfully"} <= {
        each["message"].rpartition("| ")[2] for each in own
    }
    for each in own:
        assert {"requestId", "delivery", "repository", "event", "level", "timestamp"} <= each.keys()
        assert (each["repository"], each["event"]) == ("ada-example/tide-tables", "push")
    figures = [each for each in lines if "_aws" in each]
    assert [each["DocumentsWritten"] > 0 for each in figures] == [True]
    assert [each["ColdStarts"] for each in figures] == [1]
    assert figures[0]["requestId"] == own[0]["requestId"]
