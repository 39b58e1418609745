"""What the built function writes into its log, in the real runtime interface: fields, and figures as lines."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fakes import clones
from fakes.api_gateway import DELIVERY, SECRET, github_headers, http_event
from fakes.bedrock import FakeBedrock
from fakes.embedded_metrics import read_metrics
from fakes.event_files import read_payload
from fakes.ministack import ACCOUNT
from fakes.models import answer
from lambda_packaging.emulator import start_emulator
from lambda_packaging.unpack import UnpackedFunction

IN_JSON = {"AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_LOG_LEVEL": "DEBUG", "CODERIPPLE_LOG_LEVEL": "DEBUG"}
MESSAGE = "tide tables from a file"  # of the commits in the payload

pytestmark = pytest.mark.network


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone for the function to document."""
    folder = tmp_path / "tide-tables"
    clones.make_clone(folder)
    return folder


def push_of(clone: Path) -> dict[str, Any]:
    """A push of the clone's last commit."""
    head, before = clones.git(clone, "rev-parse", "HEAD", "HEAD~1").split()
    return read_payload("push_update") | {"before": before, "after": head}


def signed(payload: Mapping[str, Any]) -> dict[str, Any]:
    """That, as GitHub sends it."""
    body = json.dumps(payload).encode()
    return http_event(body, github_headers(body))


def told(
    unpacked: UnpackedFunction, clone: Path, *events: Any, **environ: str
) -> tuple[list[dict[str, Any]], list[str], str]:
    """Sends events, and returns the answers, the lines of the log that are JSON, and the whole log."""
    environment = (
        IN_JSON
        | environ
        | {
            "CODERIPPLE_REPOSITORY_PATH": str(clone),
            "CODERIPPLE_SOURCE_REPO": "ada-example/tide-tables",
            "CODERIPPLE_WEBHOOK_SECRET": SECRET,
        }
    )
    with start_emulator(unpacked, environment=environment) as emulator:
        answers = [json.loads(emulator.invoke(event).payload["body"]) for event in events]
        return answers, [line for line in emulator.log.splitlines() if line.startswith("{")], emulator.log


def own_lines(lines: list[str]) -> list[dict[str, Any]]:
    """Returns what our own loggers wrote."""
    return [each for each in map(json.loads, lines) if str(each.get("logger", "")).startswith("coderipple")]


def test_each_line_about_a_push_says_which(unpacked: UnpackedFunction, clone: Path) -> None:
    """Request, delivery, repository and commits are fields of their own, in every line that has a push to tell of."""
    head = clones.git(clone, "rev-parse", "HEAD")
    (answered,), lines, log = told(unpacked, clone, signed(push_of(clone)))
    assert answered["documentation_updated"]
    own = own_lines(lines)
    expected = {"delivery": DELIVERY, "repository": "ada-example/tide-tables", "event": "push", "pushed_commit": head}
    assert all(each.items() >= expected.items() for each in own)
    assert len({each["requestId"] for each in own}) == 1
    by_end = {each["message"].rpartition("| ")[2]: each for each in own}
    assert list(by_end) == [
        *("webhook accepted", "push admitted", "webhook worked off", "webhook processed successfully")
    ]
    assert {by_end[each]["commit"] for each in ("push admitted", "webhook worked off")} == {head}
    assert SECRET not in log
    assert MESSAGE not in log


def test_the_figures_of_a_run_are_a_line_that_cloudwatch_reads(unpacked: UnpackedFunction, clone: Path) -> None:
    """One a run; the second run of the container is no cold start and says why nothing was written."""
    event = signed(push_of(clone))
    (first, _), lines, _ = told(unpacked, clone, event, event)
    one, two = (read_metrics(line) for line in lines if '"_aws"' in line)
    written = [each for each in first["documents"] if each["action"] == "create"]
    assert (one["DocumentsWritten"], one["ColdStarts"], one["RunsFailed"]) == (len(written), 1, 0)
    assert (two["DocumentsWritten"], two["ColdStarts"], two["RunsFailed"]) == (0, 0, 0)
    assert (one["delivery"], one["commit"]) == (DELIVERY, clones.git(clone, "rev-parse", "HEAD"))
    assert one["requestId"] == next(each["requestId"] for each in own_lines(lines))
    assert two["skipped"].endswith("is documented already")


def test_a_run_that_fails_says_which(unpacked: UnpackedFunction, tmp_path: Path, clone: Path) -> None:
    """The line about the failure has the fields too, and the failure is counted."""
    (answered,), lines, _ = told(unpacked, tmp_path / "nothing here", signed(push_of(clone)))
    assert answered["error"].startswith("NotARepositoryError, request ")
    (failed,) = (each for each in own_lines(lines) if each["level"] == "ERROR")
    assert (failed["delivery"], failed["repository"]) == (DELIVERY, "ada-example/tide-tables")
    (figures,) = (read_metrics(line) for line in lines if '"_aws"' in line)
    assert (figures["RunsFailed"], figures["DocumentsWritten"]) == (1, 0)
    assert figures["requestId"] == failed["requestId"]


def test_what_a_model_is_asked_and_answers_is_not_in_the_log(unpacked: UnpackedFunction, clone: Path) -> None:
    """Nor is the account: at the lowest level too, with the layers' own client of Bedrock; tokens are told."""
    bedrock = FakeBedrock(text=answer(("This is about `tides.tables`.", [1])), tokens=30)
    with bedrock.serving() as address:
        account = ACCOUNT | {"AWS_SECRET_ACCESS_KEY": "hush-hush", "AWS_ENDPOINT_URL": address}
        (answered,), lines, log = told(
            unpacked, clone, signed(push_of(clone)), **account, CODERIPPLE_BEDROCK_MODEL="eu.example.model-v1:0"
        )
    assert answered["ai_powered"]
    (figures,) = (read_metrics(line) for line in lines if '"_aws"' in line)
    assert (figures["ModelTokens"], figures["ModelFaults"]) == (30 * len(bedrock.requests), 0)
    prompts = [each["messages"][0]["content"][0]["text"] for each in bedrock.requests]
    assert prompts
    for kept_back in (*prompts, "This is about", "You are the", "hush-hush", SECRET, MESSAGE):
        assert kept_back not in log


def test_a_dry_run_writes_neither_documents_nor_figures(unpacked: UnpackedFunction, clone: Path) -> None:
    """It tells what would be written; a signed body that asks for it is a push like any other."""
    payload = push_of(clone) | {"coderipple_dry_run": True}
    (dry, real), lines, _ = told(unpacked, clone, payload, signed(payload))
    assert (dry["dry_run"], dry["documentation_updated"]) == (True, False)
    assert {each["action"] for each in dry["documents"]} == {"create"}
    assert (real["documentation_updated"], "dry_run" in real) == (True, False)
    assert real["documents"] == dry["documents"]
    assert real["decisions"] == dry["decisions"]
    (figures,) = (read_metrics(line) for line in lines if '"_aws"' in line)
    assert figures["ColdStarts"] == 0  # the container was started for the dry run
    assert clones.git(clone, "status", "--porcelain") == "?? coderipple/"
