"""From a webhook's event to documents in a clone, and to a reason where there shall be none."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from coderipple.errors import NotARepositoryError
from coderipple.log_fields import log_fields
from coderipple.orchestrator_agent import process_webhook
from coderipple.webhook_parser import WebhookEvent
from fakes.clones import commit_files, git
from fakes.embedded_metrics import read_metrics
from fakes.event_files import read_payload
from fakes.models import ScriptedModel, answer


def test_a_push_is_worked_off_in_the_configured_clone(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A push to the default branch documents the commit that it names, and every key is there."""
    head = git(clone, "rev-parse", "HEAD")
    monkeypatch.setenv("CODERIPPLE_REPOSITORY_PATH", str(clone))
    payload = read_payload("push_update") | {"after": head}
    result = process_webhook(WebhookEvent(payload), None)
    assert result["ai_powered"] is False
    assert result["documentation_updated"] is True
    assert result["admitted"] is True
    assert result["skipped"] is None
    assert (clone / "coderipple" / "system" / "interfaces.md").is_file()
    again = process_webhook(WebhookEvent(payload), None)
    assert again["documentation_updated"] is False
    assert again["skipped"] == f"nothing to do: commit {head[:12]} is documented already"


def test_a_push_that_comes_late_documents_the_branch_as_it_is(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redelivered older push finds its branch documented and rolls nothing back."""
    older = git(clone, "rev-parse", "HEAD")
    branch = git(clone, "rev-parse", "--abbrev-ref", "HEAD")
    newer = commit_files(clone, "Shine", {"tides/star.py": "def shine(): ...\n"})
    monkeypatch.setenv("CODERIPPLE_REPOSITORY_PATH", str(clone))
    payload = read_payload("push_update")
    payload["repository"]["default_branch"] = branch
    payload |= {"ref": f"refs/heads/{branch}", "after": newer}
    process_webhook(WebhookEvent(payload), None)
    result = process_webhook(WebhookEvent(payload | {"after": older}), None)
    assert result["skipped"] == f"nothing to do: commit {newer[:12]} is documented already"
    assert "shine()" in (clone / "coderipple" / "system" / "interfaces.md").read_text()


def test_an_event_that_is_not_for_us_is_skipped_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A push of a tag is answered with the reason, before the clone is even opened."""
    monkeypatch.setenv("CODERIPPLE_REPOSITORY_PATH", "/nonexistent")
    result = process_webhook(WebhookEvent(read_payload("push_tag")), None)
    assert result["admitted"] is False
    assert "not to a branch" in str(result["skipped"])
    assert result["ai_powered"] is False
    assert json.loads(json.dumps(result)) == result


@pytest.mark.parametrize(
    ("settings", "branch", "reason"),
    [
        ("", "main", None),
        ("", "other", "the push is to the branch other, not to the default branch main"),
        ('branch = "other"\n', "other", None),
        ('branch = "other"\n', "main", "the push is to the branch main, not to other"),
    ],
)
def test_a_repository_names_its_branch(
    clone: Path, monkeypatch: pytest.MonkeyPatch, settings: str, branch: str, reason: str | None
) -> None:
    """The default branch is documented, unless the repository's own settings name another."""
    head = commit_files(clone, "settings", {".coderipple.toml": settings})
    monkeypatch.setenv("CODERIPPLE_REPOSITORY_PATH", str(clone))
    payload = read_payload("push_update") | {"after": head, "ref": f"refs/heads/{branch}"}
    payload["repository"]["default_branch"] = "main"
    result = process_webhook(WebhookEvent(payload), None)
    assert (result["skipped"], result["admitted"]) == (reason, reason is None)


def test_an_event_that_is_not_for_us_never_loads_the_flow() -> None:
    """The answer to GitHub must not wait for what only documents need."""
    program = (
        "import json, sys\n"
        "from coderipple.orchestrator_agent import process_webhook\n"
        "from coderipple.webhook_parser import WebhookEvent\n"
        "result = process_webhook(WebhookEvent(json.load(sys.stdin)), None)\n"
        "print(json.dumps([result['admitted'], sorted(sys.modules)]))\n"
    )
    payload = json.dumps(read_payload("push_other_branch"))
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=payload,
        env={"CODERIPPLE_BRANCH": "main", "CODERIPPLE_REPOSITORY_PATH": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
    )
    admitted, modules = json.loads(done.stdout)
    assert admitted is False
    heavy = {"coderipple.push_flow", "coderipple.values", "coderipple.wiring", "dataclasses", "dulwich", "markdown_it"}
    assert heavy.isdisjoint(modules)


def test_a_model_phrases_what_was_found(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is handed over by whoever calls; no setting selects one."""
    monkeypatch.setenv("CODERIPPLE_REPOSITORY_PATH", str(clone))
    payload = read_payload("push_update") | {"after": git(clone, "rev-parse", "HEAD")}
    model = ScriptedModel(answer(("These are the names.", [1])))
    result = process_webhook(WebhookEvent(payload), None, make_model=lambda: model)
    assert model.prompts
    assert result["ai_powered"] is True


def test_what_is_imported_is_kept_from_the_collector_once(clone: Path) -> None:
    """It works on afterwards, and a warm container freezes nothing of what later runs leave behind."""
    program = (
        "import gc, json, sys\n"
        "from coderipple.orchestrator_agent import process_webhook\n"
        "from coderipple.webhook_parser import WebhookEvent\n"
        "event, frozen = WebhookEvent(json.load(sys.stdin)), [gc.get_freeze_count()]\n"
        "for _ in range(2):\n"
        "    process_webhook(event, None)\n"
        "    frozen.append(gc.get_freeze_count())\n"
        "print(json.dumps([frozen, gc.isenabled()]))\n"
    )
    payload = json.dumps(read_payload("push_update") | {"after": git(clone, "rev-parse", "HEAD")})
    variables = {"CODERIPPLE_REPOSITORY_PATH": str(clone), "PATH": ""}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input=payload, env=variables, capture_output=True, text=True, check=True)
    (before, first, second), is_enabled = json.loads(done.stdout)
    assert before < first == second
    assert is_enabled


@pytest.mark.parametrize(("where", "is_dry_run"), [("tides", False), ("", False), ("tides", True)])
def test_a_run_in_lambda_tells_its_figures(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str, *, is_dry_run: bool
) -> None:
    """One line of metrics on standard output, in Lambda alone, and none where nothing may be written."""
    monkeypatch.setenv("CODERIPPLE_REPOSITORY_PATH", str(clone))
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", where)
    payload = read_payload("push_update") | {"after": git(clone, "rev-parse", "HEAD")}
    result = process_webhook(WebhookEvent(payload, is_dry_run=is_dry_run), None)
    told = [read_metrics(line) for line in capsys.readouterr().out.splitlines()]
    assert result["documentation_updated"] is not is_dry_run
    assert (clone / "coderipple").exists() is not is_dry_run
    assert [each["DocumentsWritten"] > 0 for each in told] == [True] * (bool(where) and not is_dry_run)


def test_a_run_that_fails_is_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """And fails all the same."""
    monkeypatch.setenv("CODERIPPLE_REPOSITORY_PATH", "/nonexistent")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "tides")
    with pytest.raises(NotARepositoryError), log_fields(delivery="d"):
        process_webhook(WebhookEvent(read_payload("push_update")), None)
    figures = read_metrics(capsys.readouterr().out)
    assert (figures["RunsFailed"], figures["delivery"]) == (1, "d")
