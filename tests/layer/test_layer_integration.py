"""The handler and what it imports from the layers, together: nothing in between is a stand-in."""

import json
from pathlib import Path
from typing import Any

import pytest
from fakes.api_gateway import SECRET, github_headers, http_event
from fakes.clones import git, make_clone
from fakes.event_files import read_payload
from lambda_function import health_check_handler, lambda_handler


class Context:
    """Lambda's context, as far as it is looked at."""

    aws_request_id = "request-1"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone on this machine that the settings name."""
    folder = tmp_path / "tide-tables"
    make_clone(folder)
    monkeypatch.setenv("CODERIPPLE_DOC_STRATEGY", "local")
    monkeypatch.setenv("CODERIPPLE_REPOSITORY_PATH", str(folder))
    monkeypatch.setenv("CODERIPPLE_WEBHOOK_SECRET", SECRET)
    return folder


def push_to(clone: Path, **changes: Any) -> tuple[int, dict[str, Any]]:
    """Posts a signed push of the clone's last commit."""
    head, before = git(clone, "rev-parse", "HEAD", "HEAD~1").split()
    body = json.dumps(read_payload("push_update") | {"before": before, "after": head} | changes).encode()
    answered: dict[str, Any] = lambda_handler(http_event(body, github_headers(body)), Context())
    return answered["statusCode"], json.loads(answered["body"])


def test_a_push_becomes_documents(clone: Path) -> None:
    """The answer tells truly what was written, and the files are there."""
    status, body = push_to(clone)
    assert (status, body["repository"]) == (200, "tide-tables")
    assert (body["documentation_updated"], body["ai_powered"]) == (True, False)
    assert len(body["agents_invoked"]) >= 2
    written = {document["path"] for document in body["documents"] if document["action"] == "create"}
    assert "coderipple/system/interfaces.md" in written
    assert all((clone / path).is_file() for path in written)
    assert all(document["reason"] for document in body["documents"])
    assert "low_water" in (clone / "coderipple/system/interfaces.md").read_text(encoding="utf-8")


def test_the_same_push_again_writes_nothing(clone: Path) -> None:
    """GitHub may deliver twice."""
    push_to(clone)
    before = {path: path.stat().st_mtime_ns for path in clone.rglob("*") if path.is_file()}
    status, body = push_to(clone)
    assert (status, body["documentation_updated"]) == (200, False)
    assert "nothing to do" in body["skipped"]
    assert {path: path.stat().st_mtime_ns for path in clone.rglob("*") if path.is_file()} == before


def test_a_push_that_is_not_for_us_is_accepted_and_leaves_the_clone_alone(clone: Path) -> None:
    """The reason is in the answer."""
    status, body = push_to(clone, ref="refs/heads/feature/neap-tides")
    assert (status, body["documentation_updated"]) == (202, False)
    assert "not to the default branch main" in body["skipped"]
    assert not (clone / "coderipple").exists()


def test_a_failure_writes_nothing(clone: Path) -> None:
    """A commit on a branch that the clone lacks is a failure of ours, told without its details."""
    repository = read_payload("push_update")["repository"] | {"default_branch": "next"}
    status, body = push_to(clone, after="ab" * 20, ref="refs/heads/next", repository=repository)
    assert (status, body["error"]) == (500, "UnknownRevisionError, request request-1")
    assert not (clone / "coderipple").exists()


def test_the_health_check_reports_the_layers() -> None:
    """Status, versions and whether the layers work."""
    answered: dict[str, Any] = health_check_handler({}, Context())
    assert (answered["statusCode"], json.loads(answered["body"])["layers_functional"]) == (200, True)
