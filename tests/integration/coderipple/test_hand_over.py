"""The built function hands its work to itself, and reads its secrets, in ministack: real `Invoke`, real layers.

What ministack is not: it checks no permissions, has no cold containers of its own for each invocation, and retries
after tenths of a second where AWS waits a minute.
"""

import json
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from coderipple.adapters.secrets_manager import read_secret
from coderipple.adapters.self_invocation import invoke_self
from coderipple.authorization import authorize
from coderipple.config import get_config
from coderipple.errors import HandOverError, SecretStoreError, SignatureError
from coderipple.http_request import read_request
from coderipple.secrets import RENEWAL_SECONDS, StoredSecrets
from fakes import clones
from fakes.api_gateway import SECRET, github_headers, http_event
from fakes.event_files import read_payload
from fakes.ministack import ACCOUNT, client, ministack
from lambda_packaging.manifest import Manifest
from lambda_packaging.project import Project
from lambda_packaging.target import host_architecture

pytestmark = pytest.mark.network
ROLE = "arn:aws:iam::000000000000:role/coderipple"
ALIAS, WAIT_SECONDS = "live", 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Aws:
    """Clients of one ministack, and the clone that its functions document."""

    address: str
    functions: Any
    secrets: Any
    queues: Any
    clone: Path

    def make_function(self, name: str, layers: list[str], code: bytes, **environ: str) -> None:
        """Makes the function, a version of it and the alias."""
        settings = {
            "CODERIPPLE_EXECUTION": "asynchronous",
            "CODERIPPLE_DOC_STRATEGY": "local",
            "CODERIPPLE_REPOSITORY_PATH": str(self.clone),
            "CODERIPPLE_SOURCE_REPO": "ada-example/tide-tables",
            "CODERIPPLE_WEBHOOK_SECRET": SECRET,
        }
        self.functions.create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=ROLE,
            Handler="lambda_function.lambda_handler",
            Code={"ZipFile": code},
            Layers=layers,
            Timeout=60,
            MemorySize=1536,
            Environment={"Variables": settings | environ},
        )
        version = self.functions.publish_version(FunctionName=name)["Version"]
        self.functions.create_alias(FunctionName=name, Name=ALIAS, FunctionVersion=version)

    def post(self, name: str, body: bytes, *, secret: str = SECRET) -> tuple[int, dict[str, Any]]:
        """Sends a push as API Gateway does, through the alias, and returns status and answer."""
        event = http_event(body, github_headers(body, secret=secret))
        answered = self.functions.invoke(FunctionName=name, Qualifier=ALIAS, Payload=json.dumps(event))
        answer = json.loads(answered["Payload"].read())
        return answer["statusCode"], json.loads(answer["body"])


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone for the functions to document."""
    folder = tmp_path_factory.mktemp("clone") / "tide-tables"
    clones.make_clone(folder)
    return folder


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory, clone: Path) -> Iterator[Aws]:
    """An empty AWS."""
    with ministack(tmp_path_factory.mktemp("ministack")) as address:
        services = [client(service, address) for service in ("lambda", "secretsmanager", "sqs")]
        yield Aws(address=address, functions=services[0], secrets=services[1], queues=services[2], clone=clone)


@pytest.fixture(scope="module")
def make_function(aws: Aws, project: Project, manifest: Manifest) -> Callable[..., None]:
    """Makes a function out of the archives that this repository builds."""
    architecture = host_architecture()
    layers = [
        aws.functions.publish_layer_version(LayerName=layer.name, Content={"ZipFile": archive(project, layer)})
        for layer in manifest.of_kind("layer", architecture=architecture)
    ]
    arns = [layer["LayerVersionArn"] for layer in layers]
    code = archive(project, *manifest.of_kind("function", architecture=architecture))

    def make(name: str, **environ: str) -> None:
        aws.make_function(name, arns, code, **environ)

    return make


def archive(project: Project, artifact: Any) -> bytes:
    """Returns an archive of the build."""
    return (project.dist / artifact.file_name).read_bytes()


@pytest.fixture
def account(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> str:
    """Lets this process reach ministack as a function would."""
    for name, value in {**ACCOUNT, "AWS_ENDPOINT_URL": aws.address}.items():
        monkeypatch.setenv(name, value)
    return aws.address


def push(clone: Path) -> bytes:
    """A push of the clone's head."""
    head = clones.git(clone, "rev-parse", "HEAD")
    branch = clones.git(clone, "rev-parse", "--abbrev-ref", "HEAD")
    payload = read_payload("push_update") | {"after": head, "ref": f"refs/heads/{branch}"}
    payload["repository"]["default_branch"] = branch
    return json.dumps(payload).encode()


def wait_for[T](found: Callable[[], T]) -> T:
    """Waits until something is there, and returns it."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        if result := found():
            return result
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def test_a_push_is_acknowledged_and_worked_off_by_another_invocation(
    aws: Aws, make_function: Callable[..., None]
) -> None:
    """The answer comes before the documents, and they come."""
    make_function("coderipple")
    documents = aws.clone / "coderipple" / "README.md"
    status, body = aws.post("coderipple", push(aws.clone))
    assert (status, body["message"], body["documents"]) == (202, "Webhook handed over", [])
    wait_for(documents.is_file)
    manifest = aws.clone / "coderipple" / ".coderipple.json"
    wait_for(manifest.is_file)


def test_what_is_not_for_us_is_answered_with_the_reason(aws: Aws, make_function: Callable[..., None]) -> None:
    """In the same asynchronous setting."""
    make_function("reasons")
    tag = json.dumps(read_payload("push_tag")).encode()
    assert aws.post("reasons", tag)[1]["skipped"] == "the push is to refs/tags/v1.2.0, not to a branch"
    assert aws.post("reasons", tag, secret="another secret")[0] == 401


def test_a_hand_over_that_fails_is_no_lost_202(aws: Aws, make_function: Callable[..., None]) -> None:
    """GitHub shows the 500, within its ten seconds."""
    make_function("cut-off", AWS_ENDPOINT_URL_LAMBDA="http://127.0.0.1:1")
    started = time.monotonic()
    status, body = aws.post("cut-off", push(aws.clone))
    assert (status, body["error"].partition(",")[0]) == (500, "HandOverError")
    assert time.monotonic() - started < 10


def test_work_that_fails_is_tried_again_and_then_kept(aws: Aws, make_function: Callable[..., None]) -> None:
    """One retry, and then the pointer lies in the queue for failures, with the error's class."""
    make_function("failing", CODERIPPLE_REPOSITORY_PATH="/nonexistent")
    queue = aws.queues.create_queue(QueueName="failures")["QueueUrl"]
    wanted = {"QueueUrl": queue, "AttributeNames": ["QueueArn"]}
    arn = aws.queues.get_queue_attributes(**wanted)["Attributes"]["QueueArn"]
    aws.functions.put_function_event_invoke_config(
        FunctionName="failing", MaximumRetryAttempts=1, DestinationConfig={"OnFailure": {"Destination": arn}}
    )
    # ministack looks for the configuration beside the code alone, not beside the alias that AWS would go by.
    aws.functions.update_alias(FunctionName="failing", Name=ALIAS, FunctionVersion="$LATEST")
    assert aws.post("failing", push(aws.clone))[0] == 202
    kept = wait_for(lambda: aws.queues.receive_message(QueueUrl=queue).get("Messages"))
    failure = json.loads(kept[0]["Body"])
    assert failure["requestPayload"]["full_name"] == "ada-example/tide-tables"
    assert failure["requestPayload"]["after"] == clones.git(aws.clone, "rev-parse", "HEAD")
    assert "NotARepositoryError" in json.dumps(failure["responsePayload"])


def test_a_secret_is_read_from_secrets_manager(aws: Aws, make_function: Callable[..., None]) -> None:
    """By the function itself, with its own client."""
    arn = aws.secrets.create_secret(Name="webhook", SecretString=json.dumps({"secret": "kept there"}))["ARN"]
    make_function("stored", CODERIPPLE_WEBHOOK_SECRET="", CODERIPPLE_WEBHOOK_SECRET_ARN=arn)
    assert aws.post("stored", push(aws.clone), secret="kept there")[0] == 202
    assert aws.post("stored", push(aws.clone), secret="guessed")[0] == 401
    make_function("no-secret", CODERIPPLE_WEBHOOK_SECRET="", CODERIPPLE_WEBHOOK_SECRET_ARN=f"{arn}x")
    assert aws.post("no-secret", push(aws.clone), secret="kept there")[0] == 500


@pytest.mark.usefixtures("account")
def test_a_secret_is_replaced_without_a_refused_delivery(aws: Aws) -> None:
    """Both are stored, then GitHub signs with the new one, then the old one is taken away."""
    arn = aws.secrets.create_secret(Name="rotated", SecretString="old")["ARN"]
    now = 0.0
    store = StoredSecrets(lambda: read_secret(arn), lambda: now)
    config = get_config({"AWS_LAMBDA_FUNCTION_NAME": "coderipple"})

    def passes(secret: str) -> bool:
        try:
            authorize(read_request(http_event(b"{}", github_headers(b"{}", secret=secret))), config, store)
        except SignatureError:
            return False
        return True

    assert (passes("old"), passes("new")) == (True, False)
    aws.secrets.put_secret_value(SecretId=arn, SecretString='["new", "old"]')
    now += RENEWAL_SECONDS
    assert (passes("new"), passes("old")) == (True, True)
    aws.secrets.put_secret_value(SecretId=arn, SecretString="new")
    now += RENEWAL_SECONDS
    assert not passes("anything else")  # which looks whether there is a newer one
    assert (passes("new"), passes("old")) == (True, False)


@pytest.mark.usefixtures("account")
def test_what_does_not_exist_is_said(aws: Aws) -> None:
    """By the code that AWS gives."""
    with pytest.raises(SecretStoreError, match="ResourceNotFoundException"):
        read_secret("nowhere")


class Context:
    """Lambda's context of a function that does not exist."""

    function_name = "no-such-function"
    invoked_function_arn = ""


@pytest.mark.usefixtures("account")
def test_a_function_that_does_not_exist_accepts_nothing(aws: Aws) -> None:
    """So nobody is told that the work was handed over."""
    with pytest.raises(HandOverError, match="ResourceNotFoundException"):
        invoke_self(b"{}", Context(), aws.functions)


def test_an_aws_that_does_not_answer_is_not_waited_for(account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second for the connection and three for the answer, once: GitHub waits ten."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(SecretStoreError, match="ReadTimeoutError"):
            read_secret("slow")
        assert time.monotonic() - started < 5
