"""The handler's contract: which request gets which answer, in which order, and what it never says."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import lambda_function
import pytest
from coderipple.errors import CodeRippleError, HandOverError, SecretStoreError
from coderipple.hand_over import POINTER_KEY, pointer_to
from coderipple.http_request import DRY_RUN_KEY, MAX_BODY_BYTES
from coderipple.webhook_parser import WebhookEvent
from fakes.api_gateway import DELIVERY, SECRET, github_headers, http_event, rest_event
from fakes.event_files import read_body, read_payload
from lambda_common import RunFailedError
from lambda_function import health_check_handler, lambda_handler

IN_LAMBDA = {"AWS_LAMBDA_FUNCTION_NAME": "coderipple", "CODERIPPLE_WEBHOOK_SECRET": SECRET}
PUSH = read_body("push_update")
RESULT = {
    "agents_invoked": ["historian"],
    "documentation_updated": True,
    "ai_powered": False,
    "processing_time": 0.25,
    "skipped": None,
    "admitted": True,
    "documents": [{"path": "coderipple/README.md", "action": "written", "reason": "a command was added"}],
    "decisions": [{"role": "historian", "invoked": True, "reason": "a commit states a reason"}],
    "warnings": ["odd.py cannot be read"],
}


class Context:
    """Lambda's context, as far as the handler looks at it."""

    aws_request_id = "request-1"


@dataclass
class FakeProcess:
    """Stands in for the orchestrator and remembers what it was given."""

    result: Mapping[str, Any] = field(default_factory=lambda: RESULT)
    error: Exception | None = None
    events: list[WebhookEvent] = field(default_factory=list)

    def __call__(self, webhook_event: WebhookEvent, context: Any) -> Mapping[str, Any]:
        self.events.append(webhook_event)
        if self.error is not None:
            raise self.error
        return self.result


def post(
    body: bytes, *, environ: Mapping[str, str] = IN_LAMBDA, process: FakeProcess | None = None, **headers: Any
) -> tuple[int, dict[str, Any]]:
    """Posts a body as GitHub does, and returns status and answer."""
    return ask(http_event(body, github_headers(body, **headers)), environ=environ, process=process)


def ask(
    event: Any, *, environ: Mapping[str, str] = IN_LAMBDA, process: FakeProcess | None = None, **ways: Any
) -> tuple[int, dict[str, Any]]:
    """Hands an event to the handler, and returns status and answer."""
    answered: dict[str, Any] = lambda_handler(
        event, Context(), process=process or FakeProcess(), environ=environ, **ways
    )
    assert answered["headers"] == {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}
    return answered["statusCode"], json.loads(answered["body"])


def test_a_signed_push_is_worked_off() -> None:
    """The answer has every key of the contract, truthfully filled."""
    process = FakeProcess()
    status, body = post(PUSH, process=process)
    assert status == 200
    assert body == {
        "message": "Webhook processed successfully",
        "repository": "tide-tables",
        "agents_invoked": ["historian"],
        "documentation_updated": True,
        "processing_time": 0.25,
        "ai_powered": False,
        "architecture": "single-lambda-with-layers",
        "skipped": None,
        "documents": RESULT["documents"],
        "decisions": RESULT["decisions"],
        "warnings": ["odd.py cannot be read"],
    }
    assert [(event.kind, event.delivery_id) for event in process.events] == [("push", DELIVERY)]


@pytest.mark.parametrize("event", [rest_event, http_event], ids=["rest", "http"])
def test_both_forms_of_the_gateway_are_served(event: Any) -> None:
    """REST and HTTP APIs deliver the same webhook."""
    assert ask(event(PUSH, github_headers(PUSH)))[0] == 200


def test_a_run_with_nothing_to_write_is_a_success() -> None:
    """Worked off means looked at, not written."""
    status, body = post(PUSH, process=FakeProcess(result=RESULT | {"skipped": "nothing new", "documents": []}))
    assert (status, body["skipped"]) == (200, "nothing new")


def test_what_is_not_admitted_is_accepted_with_the_reason() -> None:
    """A 202 tells GitHub that all is well, and a person why nothing happened."""
    result = RESULT | {"admitted": False, "skipped": "the push is to a tag"}
    status, body = post(PUSH, process=FakeProcess(result=result))
    assert (status, body["message"], body["skipped"]) == (202, "Webhook not admitted", "the push is to a tag")


def test_a_result_without_ai_powered_keeps_the_contracts_default() -> None:
    """A caller's own orchestrator may leave the key out."""
    assert post(PUSH, process=FakeProcess(result={}))[1]["ai_powered"] is True


@pytest.mark.parametrize("kind", [None, "ping"])
def test_a_ping_is_answered_at_once(kind: str | None) -> None:
    """No orchestrator is needed to say that the webhook arrives."""
    body, process = read_body("ping"), FakeProcess()
    headers = {name: value for name, value in github_headers(body).items() if name != "X-GitHub-Event"}
    headers |= {} if kind is None else {"X-GitHub-Event": kind}
    status, answered = ask(http_event(body, headers), process=process)
    assert (status, answered["message"], answered["repository"]) == (200, "Ping received", "tide-tables")
    assert (answered["ai_powered"], process.events) == (False, [])


@pytest.mark.parametrize("secret", [None, "another secret"])
def test_a_push_that_our_secret_did_not_sign_is_refused(secret: str | None) -> None:
    """Unsigned or signed by somebody else, it changes nothing."""
    process = FakeProcess()
    status, body = post(PUSH, secret=secret, process=process)
    assert (status, body["message"], body["mode"], process.events) == (401, "Webhook refused", "error", [])


def test_a_body_that_was_changed_on_the_way_is_refused() -> None:
    """The signature is over the bytes, not over their meaning."""
    assert ask(http_event(PUSH + b" ", github_headers(PUSH)))[0] == 401


def test_an_event_without_a_body_is_not_a_direct_invocation() -> None:
    """Leaving the body out must not lead round the signature."""
    event = read_payload("push_update") | http_event(None, {})
    process = FakeProcess()
    assert ask(event, process=process)[0] == 401
    assert ask(event, process=process, environ={})[0] == 400
    assert process.events == []


def test_inside_lambda_nothing_runs_without_a_secret() -> None:
    """A forgotten secret must not open the function to everybody."""
    process = FakeProcess()
    environ = {"AWS_LAMBDA_FUNCTION_NAME": "coderipple"}
    status, body = post(PUSH, environ=environ, process=process)
    assert (status, process.events) == (500, [])
    assert body["error"] == "ConfigurationError, request request-1"
    assert post(PUSH, secret=None, environ=environ)[0] == 401


def test_outside_lambda_without_a_secret_anything_may_be_tried() -> None:
    """That is a developer's own machine."""
    assert post(PUSH, secret=None, environ={})[0] == 200
    assert ask({"body": PUSH.decode()}, environ={})[0] == 200


def test_outside_lambda_a_configured_secret_counts() -> None:
    """Who sets a secret means it."""
    assert post(PUSH, secret=None, environ={"CODERIPPLE_WEBHOOK_SECRET": SECRET})[0] == 401


def test_a_direct_invocation_needs_no_signature() -> None:
    """IAM has authorized it, and the event is the payload."""
    process = FakeProcess()
    assert ask(read_payload("push_update"), process=process)[0] == 200
    assert process.events[0].full_name == "ada-example/tide-tables"


ASYNCHRONOUS = IN_LAMBDA | {"CODERIPPLE_EXECUTION": "asynchronous"}


@dataclass
class FakeLambda:
    """Accepts pointers, or does not."""

    error: Exception | None = None
    pointers: list[dict[str, Any]] = field(default_factory=list)

    def invoke_again(self, pointer: bytes, context: Any) -> None:
        if self.error is not None:
            raise self.error
        self.pointers.append(json.loads(pointer))


@pytest.mark.parametrize(("name", "kind"), [("push_update", "push"), ("pull_request", "pull_request")])
def test_in_the_asynchronous_setting_work_is_handed_over(name: str, kind: str) -> None:
    """The answer comes at once, and the other invocation works the same event off and returns the whole body."""
    body, process, function = read_body(name), FakeProcess(), FakeLambda()
    event = http_event(body, github_headers(body, kind=kind))
    status, answered = ask(event, environ=ASYNCHRONOUS, process=process, invoke_again=function.invoke_again)
    assert (status, answered["message"], process.events) == (202, "Webhook handed over", [])
    status, answered = ask(function.pointers[0], environ=ASYNCHRONOUS, process=process)
    assert (status, answered["message"]) == (200, "Webhook processed successfully")
    assert answered["documents"] == RESULT["documents"]
    assert [(each.kind, each.delivery_id) for each in process.events] == [(kind, DELIVERY)]
    assert len(function.pointers) == 1


@pytest.mark.parametrize(("name", "kind", "status"), [("push_tag", "push", 202), ("ping", "ping", 200)])
def test_what_is_not_for_us_is_not_handed_over(name: str, kind: str, status: int) -> None:
    """It is answered with the reason, and costs no other invocation."""
    body, function = read_body(name), FakeLambda()
    event = http_event(body, github_headers(body, kind=kind))
    got, answered = ask(event, environ=ASYNCHRONOUS, invoke_again=function.invoke_again)
    assert (got, bool(answered["skipped"]), function.pointers) == (status, True, [])


def test_a_hand_over_that_fails_is_a_failure_that_github_shows() -> None:
    """A 202 would say that the work will be done."""
    function = FakeLambda(error=HandOverError(problem="Lambda answered ThrottlingException"))
    event = http_event(PUSH, github_headers(PUSH))
    status, answered = ask(event, environ=ASYNCHRONOUS, invoke_again=function.invoke_again)
    assert (status, answered["error"]) == (500, "HandOverError, request request-1")


def test_a_direct_invocation_is_worked_off_at_once() -> None:
    """Who invokes the function waits for the result, and a worker that handed over would never end."""
    process = FakeProcess()
    assert ask(read_payload("push_update"), environ=ASYNCHRONOUS, process=process)[0] == 200
    assert len(process.events) == 1


def pointer() -> dict[str, Any]:
    """What the other invocation gets."""
    found: dict[str, Any] = json.loads(pointer_to(WebhookEvent(read_payload("push_update"))))
    return found


def test_what_was_handed_over_and_fails_is_raised() -> None:
    """Nobody reads the answer; only an error makes Lambda try again and keep what failed in the end."""
    with pytest.raises(RunFailedError) as caught:
        ask(pointer(), process=FakeProcess(error=RuntimeError("token=s3cret")))
    assert "RuntimeError, request request-1" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_pointer_that_cannot_be_read_is_raised() -> None:
    """As one of another version; and while the layers are broken."""
    with pytest.raises(RunFailedError, match="another version"):
        ask(pointer() | {POINTER_KEY: 99})
    assert lambda_function.POINTER_KEY == POINTER_KEY


def test_what_was_handed_over_and_needs_nothing_is_done() -> None:
    """A later run has documented it already."""
    result = RESULT | {"admitted": False, "skipped": "the push is to another branch"}
    assert ask(pointer(), process=FakeProcess(result=result))[0] == 202


@dataclass
class FakeStore:
    """Secrets as AWS holds them."""

    secrets: tuple[str, ...] = (SECRET,)
    error: Exception | None = None
    opened: list[str] = field(default_factory=list)

    def open(self, arn: str) -> "FakeStore":
        self.opened.append(arn)
        return self

    def current(self) -> tuple[str, ...]:
        if self.error is not None:
            raise self.error
        return self.secrets

    def renewed(self) -> tuple[str, ...]:
        return ()


def test_the_secret_may_lie_in_secrets_manager() -> None:
    """It is found by its ARN; while it cannot be read nothing passes."""
    environ = {"AWS_LAMBDA_FUNCTION_NAME": "coderipple", "CODERIPPLE_WEBHOOK_SECRET_ARN": "arn:1"}
    event, store = http_event(PUSH, github_headers(PUSH)), FakeStore()
    assert ask(event, environ=environ, open_store=store.open)[0] == 200
    assert store.opened == ["arn:1"]
    assert ask(event, environ=environ, open_store=FakeStore(secrets=("another",)).open)[0] == 401
    broken = FakeStore(error=SecretStoreError(name="arn:1", problem="AccessDeniedException"))
    assert ask(event, environ=environ, open_store=broken.open)[1]["error"] == "SecretStoreError, request request-1"


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({}, "payload: is empty; expected the JSON object of a webhook"),
        ([1], "payload: is an array; expected an object"),
        (None, "payload: is null; expected an object"),
        ({"key": "value"}, "payload.repository: is missing"),
    ],
)
def test_a_direct_invocation_with_no_payload_says_so(event: Any, reason: str) -> None:
    """What a developer tries first gets a clear answer."""
    assert ask(event) == (400, {"message": "Webhook refused", "error": reason, "mode": "error"})


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "has no body"),
        (b"{", "is not JSON"),
        (b"\xff", "is not JSON"),
        (b"[" + b"1" * 5000 + b"]", "is not JSON"),
        (b"[" * 500_000, "nested too deeply"),
        (b"[]", "expected an object"),
        (b"{}", "is empty"),
        (b'{"ref": 1, "after": 2}', "payload.repository: is missing"),
    ],
)
def test_a_signed_body_that_is_no_webhook_is_malformed(body: bytes, reason: str) -> None:
    """Malformed is 400, with the place and what was expected."""
    status, answered = post(body)
    assert status == 400
    assert reason in answered["error"]


def test_a_form_encoded_webhook_gets_the_remedy() -> None:
    """GitHub's default content type is the commonest mistake in setting up a webhook."""
    status, body = post(b"payload=%7B%7D", content_type="application/x-www-form-urlencoded")
    assert (status, "content type to application/json" in body["error"]) == (415, True)


def test_too_large_a_body_is_refused_before_its_signature_is_looked_at() -> None:
    """Size is the cheapest thing to check."""
    assert post(b" " * (MAX_BODY_BYTES + 1), secret=None)[0] == 413


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("HEAD", "/webhook"), ("PUT", "/webhook")])
def test_nothing_else_is_here(method: str, path: str) -> None:
    """Webhooks are posted."""
    assert ask(http_event(None, {}, method=method, path=path))[0] == 404


@pytest.mark.parametrize("build", [rest_event, http_event], ids=["rest", "http"])
@pytest.mark.parametrize("path", ["/health", "/prod/health", "/health/"])
def test_the_health_check_is_found(build: Any, path: str) -> None:
    """With or without the stage in front, signed or not."""
    assert ask(build(None, {}, method="GET", path=path))[1]["status"] == "healthy"


def test_a_healthy_function_tells_its_versions() -> None:
    """Every key of the contract's health answer."""
    answered: dict[str, Any] = health_check_handler({}, Context())
    assert answered["statusCode"] == 200
    body = json.loads(answered["body"])
    assert list(body) == [
        "status",
        "coderipple_version",
        "boto3_version",
        "strands_version",
        "layers_functional",
        "architecture",
    ]
    assert (body["status"], body["layers_functional"]) == ("healthy", True)
    assert all(body[key][0].isdigit() for key in body if key.endswith("_version"))


def test_layers_that_are_not_at_their_place_are_unhealthy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deployment that says it uses layers must load from them."""
    monkeypatch.setenv("CODERIPPLE_LAYER_BASED", "true")
    answered: dict[str, Any] = health_check_handler({}, Context())
    assert (answered["statusCode"], json.loads(answered["body"])) == (
        500,
        {"status": "unhealthy", "error": "ImportError, request request-1", "layers_functional": False},
    )


@pytest.mark.parametrize("error", [RuntimeError("token=s3cret"), CodeRippleError("the disk is full"), OSError(28, "x")])
def test_a_failure_tells_the_sender_only_its_class_and_the_request(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """The details are in the log: where it failed, and of a foreign message nothing that may be secret."""
    status, body = post(PUSH, process=FakeProcess(error=error))
    assert (status, body) == (
        500,
        {
            "message": "Webhook processing failed",
            "error": f"{type(error).__name__}, request request-1",
            "mode": "error",
        },
    )
    assert "in __call__" in caplog.text
    assert "s3cret" not in caplog.text
    if isinstance(error, CodeRippleError):
        assert "the disk is full" in caplog.text


def test_a_broken_layer_is_named_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """What cannot be imported is the first thing to know."""
    post(PUSH, process=FakeProcess(error=ModuleNotFoundError("No module named 'strands'", name="strands")))
    assert "cannot import strands" in caplog.text


def test_a_setting_that_cannot_be_used_is_a_failure_of_ours() -> None:
    """The sender can do nothing about it."""
    status, body = post(PUSH, environ=IN_LAMBDA | {"CODERIPPLE_MIN_QUALITY_SCORE": "high"})
    assert (status, body["error"]) == (500, "ConfigurationError, request request-1")


def test_the_log_follows_a_delivery_and_keeps_the_payload_out(caplog: pytest.LogCaptureFixture) -> None:
    """Repository and delivery first; neither commit messages nor the secret."""
    with caplog.at_level(logging.DEBUG):
        post(PUSH, environ=IN_LAMBDA | {"CODERIPPLE_LOG_LEVEL": "DEBUG"})
    assert f"repository=<tide-tables>, delivery=<{DELIVERY}> | webhook processed successfully" in caplog.messages
    assert SECRET not in caplog.text
    assert "tide tables from a file" not in caplog.text


def test_a_failure_says_in_the_log_what_it_was_about(caplog: pytest.LogCaptureFixture) -> None:
    """The line about it has the fields that the lines before it had."""
    post(PUSH, process=FakeProcess(error=RuntimeError("x")))
    (failed,) = (each for each in caplog.records if each.levelname == "ERROR")
    expected = {"delivery": DELIVERY, "event": "push", "pushed_commit": read_payload("push_update")["after"]}
    assert vars(failed).items() >= expected.items()


def test_other_people_s_loggers_keep_what_is_below_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever level Lambda sets: AWS's client would tell secrets, and Strands prompts."""
    with caplog.at_level(logging.DEBUG):
        post(PUSH, environ=IN_LAMBDA | {"CODERIPPLE_LOG_LEVEL": "DEBUG"})
        logging.getLogger("botocore.parsers").debug("Response body: s3cret")
        assert logging.getLogger("coderipple").isEnabledFor(logging.DEBUG)
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize("execution", ["inline", "asynchronous"])
def test_a_direct_invocation_can_be_a_dry_run(execution: str) -> None:
    """It is worked off at once, and the answer says that it is one."""
    process = FakeProcess(result=RESULT | {"documentation_updated": False})
    environ = IN_LAMBDA | {"CODERIPPLE_EXECUTION": execution}
    status, body = ask(read_payload("push_update") | {DRY_RUN_KEY: True}, environ=environ, process=process)
    assert (status, body["dry_run"], body["documentation_updated"]) == (200, True, False)
    assert (body["documents"], body["decisions"]) == (RESULT["documents"], RESULT["decisions"])
    assert [each.is_dry_run for each in process.events] == [True]


@pytest.mark.parametrize("event", [rest_event, http_event], ids=["rest", "http"])
@pytest.mark.parametrize(("secret", "status"), [(SECRET, 200), (None, 401)], ids=["signed", "unsigned"])
def test_by_http_nobody_asks_for_a_dry_run(event: Any, secret: str | None, status: int) -> None:
    """In a body the key means nothing: what is signed is worked off as ever, what is not is refused."""
    process = FakeProcess()
    body = json.dumps(read_payload("push_update") | {DRY_RUN_KEY: True}).encode()
    answered, told = ask(event(body, github_headers(body, secret=secret)), process=process)
    assert (answered, "dry_run" in told) == (status, False)
    assert [each.is_dry_run for each in process.events] == [False] * (status == 200)


def test_a_dry_run_that_is_asked_for_wrongly_is_refused() -> None:
    """Nothing is worked off."""
    process = FakeProcess()
    status, body = ask(read_payload("push_update") | {DRY_RUN_KEY: "yes"}, process=process)
    assert (status, body["error"]) == (400, f"payload.{DRY_RUN_KEY}: is str; expected true or false")
    assert process.events == []


def test_the_entry_point_uses_the_process_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lambda calls it with an event and a context, and nothing else."""
    monkeypatch.setenv("CODERIPPLE_WEBHOOK_SECRET", SECRET)
    ping = read_body("ping")
    assert lambda_handler(http_event(ping, github_headers(ping, kind="ping")), Context())["statusCode"] == 200
    assert lambda_handler(http_event(ping, {}), Context())["statusCode"] == 401


@pytest.mark.parametrize(
    ("secret", "status", "parser"),
    [(SECRET, 200, {"coderipple.log_fields", "coderipple.webhook_parser"}), ("another secret", 401, set())],
    ids=["ping", "refused"],
)
def test_refusing_a_webhook_imports_nothing_heavy(secret: str, status: int, parser: set[str]) -> None:
    """Importing the handler, verifying a signature and answering a ping stay on the standard library."""
    program = (
        "import json, sys; before = set(sys.modules)\n"
        "import lambda_function\n"
        "event = json.load(sys.stdin)\n"
        "answered = lambda_function.lambda_handler(event, None)\n"
        "print(json.dumps([answered['statusCode'], sorted(set(sys.modules) - before)]))\n"
    )
    ping = read_body("ping")
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(http_event(ping, github_headers(ping, kind="ping", secret=secret))),
        env=IN_LAMBDA | {"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    answered, modules = json.loads(done.stdout)
    heavy = {"strands", "boto3", "botocore", "dulwich", "asyncio", "dataclasses", "pydantic", "click"}
    assert answered == status
    assert heavy.isdisjoint(modules)
    assert {name for name in modules if name.startswith("coderipple.")} == parser | {
        "coderipple.authorization",
        "coderipple.config",
        "coderipple.errors",
        "coderipple.http_request",
        "coderipple.signature",
    }


@pytest.fixture
def no_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the package can be imported, as when its layer is missing."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "coderipple"]:
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.usefixtures("no_layers")
@pytest.mark.parametrize("build", [rest_event, http_event], ids=["rest", "http"])
def test_without_layers_a_monitor_hears_of_ill_health(build: Any) -> None:
    """In the words of every other health check, whichever way it asks."""
    unhealthy = {
        "status": "unhealthy",
        "error": "ModuleNotFoundError, request request-1",
        "layers_functional": False,
    }
    assert ask(build(None, {}, method="GET", path="/prod/health/")) == (500, unhealthy)
    answered: dict[str, Any] = health_check_handler({}, Context())
    assert (answered["statusCode"], json.loads(answered["body"])) == (500, unhealthy)


@pytest.mark.usefixtures("no_layers")
def test_without_layers_what_was_handed_over_is_raised() -> None:
    """So that it is not lost while a deployment is broken."""
    with pytest.raises(RunFailedError, match="ModuleNotFoundError"):
        ask({lambda_function.POINTER_KEY: 1})


@pytest.mark.usefixtures("no_layers")
@pytest.mark.parametrize("event", [rest_event(PUSH, {}), http_event(PUSH, {}), {}, [1]])
def test_without_layers_a_webhook_is_a_failure_of_ours(event: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The sender may send it again; the log says what is missing."""
    status, body = ask(event)
    assert (status, body["message"]) == (500, "Webhook processing failed")
    assert body["error"] == "ModuleNotFoundError, request request-1"
    assert "cannot import coderipple" in caplog.text


def test_importing_the_handler_changes_nothing() -> None:
    """No logging is configured and no level is set by an import."""
    program = (
        "import logging, lambda_function\nprint(logging.getLogger().handlers, logging.getLogger('coderipple').level)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[] 0\n"
    assert lambda_function.logger.name == "coderipple.handler"
