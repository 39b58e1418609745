"""A deployment's whole life with real Terraform, on emulators of AWS that really run the function; in this order.

What no emulator shows, such as the enforcement of IAM and a share of traffic, stands in docs/deployment.md.
"""

import base64
import fcntl
import json
import signal
from collections.abc import Callable
from typing import Any

import botocore.session
import httpx
import pytest
from counterparts.deliveries import push_delivery
from counterparts.documents import own_commits
from counterparts.faults import Fault, Plan
from counterparts.github import BOT_TOKEN, GitHub
from fakes.api_gateway import SECRET
from fakes.counting_proxy import CountingProxy
from fakes.operator_clone import FUNCTION, REGION, Clone, Done, wait_until

pytestmark = pytest.mark.network

HANDLER = "functions/orchestrator/lambda_function.py"
PACKAGE = "packages/coderipple/src/coderipple/trailers.py"
MOST_UPLOADED_BYTES = 20_000  # for a change of the handler; the one package of before had 28 MB
BAKE = "5s"
LONG_BAKE = "120s"

type Look = Callable[[], tuple[int, dict[str, float], str]]
type Aws = Callable[[str], Any]


@pytest.fixture(scope="module")
def aws(clone: Clone) -> Aws:
    """Makes a client of a service, as an operator would look at it."""

    def make(service: str) -> Any:
        is_watching = service == "cloudwatch"
        endpoint = clone.variables["AWS_ENDPOINT_URL_CLOUDWATCH" if is_watching else "AWS_ENDPOINT_URL"]
        return botocore.session.get_session().create_client(
            service,
            endpoint_url=endpoint,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    return make


@pytest.fixture(scope="module")
def alias(aws: Aws) -> Look:
    """Looks at the alias: its version, its weights, what was refused and what served before."""
    client = aws("lambda")

    def look() -> tuple[int, dict[str, float], str]:
        found = client.get_alias(FunctionName=FUNCTION, Name="live")
        weights = (found.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
        return int(found["FunctionVersion"]), weights, found["Description"]

    return look


def require_done(done: Done, ending: str) -> None:
    """Checks how a deployment ended."""
    assert done.data, (done.code, done.said)
    assert done.data["ending"] == ending, (done.data["reason"], done.said)


@pytest.fixture(scope="module")
def address(clone: Clone, aws: Aws) -> Callable[[str], str]:
    """Tells where the emulator serves the API: by its number, since its host name does not resolve."""

    def serve(path: str) -> str:
        (api,) = aws("apigatewayv2").get_apis()["Items"]
        return f"{clone.variables['AWS_ENDPOINT_URL']}/_aws/execute-api/{api['ApiId']}/$default{path}"

    return serve


def deliver(url: str, github: GitHub, full_name: str, before: str | None, after: str) -> httpx.Response:
    """Sends a webhook as GitHub would."""
    event = push_delivery(github, full_name, before=before, after=after)
    body = base64.b64decode(event["body"]) if event["isBase64Encoded"] else event["body"].encode()
    return httpx.post(url, content=body, headers=event["headers"], timeout=60)


def test_without_secrets_nothing_begins(clone: Clone) -> None:
    """There is no default."""
    done = clone.invoke("deploy", "--yes", "--json")
    assert (done.code, done.data) == (2, {})
    assert "CODERIPPLE_WEBHOOK_SECRET and CODERIPPLE_GITHUB_CREDENTIALS or CODERIPPLE_GITHUB_TOKEN" in done.said
    assert not (clone.module / "environments/trial.tfstate").exists()


def test_without_a_yes_nothing_is_applied(clone: Clone, secrets: dict[str, str], proxy: CountingProxy) -> None:
    """There is no terminal to ask at."""
    done = clone.invoke("deploy", "--json", **secrets)
    assert (done.code, proxy.uploaded_bytes()) == (2, 0)
    assert "expected --yes" in done.said


def test_nothing_becomes_a_function_that_works(clone: Clone, secrets: dict[str, str]) -> None:
    """Tried by health, ping and dry run; afterwards there is nothing to plan, and no secret anywhere on the disk."""
    done = clone.invoke("deploy", "--yes", "--json", told="deploy from nothing", **secrets)
    require_done(done, "released")
    assert done.code == 0
    assert [trial["holds"] for trial in done.data["trials"]] == [True, True, True], done.data["trials"]
    planned = clone.invoke("plan", "--json", told="plan").data
    assert (planned["changes"], planned["outputs"]) == ([], [])
    written = [path for path in clone.module.rglob("*") if path.is_file() and "providers" not in path.parts]
    assert any(path.suffix == ".tfstate" for path in written)
    for path in written:
        content = path.read_bytes()
        assert not any(secret.encode() in content for secret in (SECRET, BOT_TOKEN)), path
    assert SECRET not in done.said + json.dumps(dict(done.data))


def test_a_signed_push_through_the_api_becomes_documents(
    clone: Clone, github: GitHub, full_name: str, address: Callable[[str], str]
) -> None:
    """The function really runs, with both layers, and hands the work over to itself."""
    health = httpx.get(address("/health"), timeout=60)
    assert health.json()["layers_functional"] is True, health.text
    first = github.head(full_name)
    answer = deliver(address("/webhook"), github, full_name, None, first)
    assert answer.status_code == 202, answer.text
    wait_until("documents were written", lambda: github.head(full_name) != first)
    mirror = github.rebuilt(full_name)
    assert own_commits(mirror.folder, github.head(full_name)) == [github.head(full_name)]
    unsigned = httpx.post(address("/webhook"), content=b"{}", timeout=60)
    assert unsigned.status_code == 401
    told = clone.invoke("logs", "--since", "10m")
    assert (told.code, told.said) == (0, "")


def test_nothing_changed_does_nothing(clone: Clone, proxy: CountingProxy, alias: Look) -> None:
    """Nothing is planned, uploaded or published, and no secret has to be given again."""
    before = proxy.uploaded_bytes()
    done = clone.invoke("deploy", "--yes", "--json", told="deploy with nothing changed")
    require_done(done, "unchanged")
    assert (proxy.uploaded_bytes() - before, alias()) == (0, (1, {}, "refused: none"))


def test_a_change_of_the_handler_uploads_the_handler_alone(clone: Clone, proxy: CountingProxy, alias: Look) -> None:
    """Kilobytes; the layers stay as they are."""
    clone.edit(HANDLER, "\n# A second handler.\n")
    clone.build()
    before = proxy.uploaded_bytes()
    done = clone.invoke("deploy", "--yes", "--json", told="deploy a change of the handler")
    require_done(done, "released")
    uploaded = proxy.uploaded_bytes() - before
    clone.timings.append(("  uploaded for it", f"{uploaded:,} bytes"))
    assert 0 < uploaded <= MOST_UPLOADED_BYTES
    assert alias()[0] == 2
    assert [change["type"] for change in done.data["proposal"]["changes"] if "layer" in change["type"]] == []


def test_a_change_of_the_package_makes_one_layer_anew(clone: Clone, alias: Look) -> None:
    """The large one, of dependencies, is not uploaded again."""
    clone.edit(PACKAGE, "\n# A second package.\n")
    clone.build()
    done = clone.invoke("deploy", "--yes", "--json", told="deploy a change of the package layer")
    require_done(done, "released")
    changed = [each["address"] for each in done.data["proposal"]["changes"] if "layer_version" in each["type"]]
    assert changed == ["aws_lambda_layer_version.coderipple_package"]
    assert alias()[0] == 3


def test_a_quiet_canary_is_promoted(clone: Clone, alias: Look) -> None:
    """A tenth of the invocations first, everything then."""
    clone.edit(HANDLER, "# A third handler.\n")
    clone.build()
    process = clone.start("deploy", "--yes", "--json", "--canary", "10", "--bake", BAKE)
    wait_until("the canary began", lambda: alias()[1] != {} or process.poll() is not None)
    assert alias()[:2] == (3, {"4": 0.1})
    output, said = process.communicate(timeout=300)
    assert (process.returncode, json.loads(output)["ending"]) == (0, "released"), said
    assert alias() == (4, {}, "refused: none; before: 3")


def test_an_alarm_takes_a_canary_back(clone: Clone, alias: Look, aws: Aws) -> None:
    """By itself, and it stays back: a deployment does not release the version again."""
    clone.edit(HANDLER, "# A fourth handler.\n")
    clone.build()
    process = clone.start("deploy", "--yes", "--json", "--canary", "10", "--bake", LONG_BAKE)
    wait_until("the canary began", lambda: alias()[1] != {} or process.poll() is not None)
    name = f"{FUNCTION}-canary-errors"
    aws("cloudwatch").set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a story")
    output, said = process.communicate(timeout=300)
    assert process.returncode == 1, said
    told = json.loads(output)
    assert (told["ending"], told["reason"]) == ("rolled back", f"the alarm {name} fired")
    assert alias() == (4, {}, "refused: 5; before: 3")

    refused = clone.invoke("deploy", "--yes", "--json", "--canary", "10")
    assert refused.code == 2
    assert f"{name} fires already" in refused.said
    assert clone.invoke("status", "--json").code == 1
    aws("cloudwatch").set_alarm_state(AlarmName=name, StateValue="OK", StateReason="a story")
    again = clone.invoke("deploy", "--yes", "--json")
    require_done(again, "refused")
    assert (again.code, alias()) == (1, (4, {}, "refused: 5; before: 3"))


def test_a_rollback_is_one_call_and_no_apply_undoes_it(clone: Clone, alias: Look) -> None:
    """Also an apply that changes something else; a version made after it is released."""
    done = clone.invoke("rollback", "--json", told="rollback")
    assert done.code == 0, done.said
    clone.timings.append(("  the call that moves the alias", f"{done.data['call_seconds']:.3f} s"))
    assert alias() == (3, {}, "refused: 4,5")
    tfvars = clone.module / "environments/trial.tfvars"
    tfvars.write_text(tfvars.read_text() + "model_tokens_per_day = 1000\n")
    require_done(clone.invoke("deploy", "--yes", "--json"), "refused")
    assert alias() == (3, {}, "refused: 4,5")
    clone.edit(HANDLER, "# A repaired handler.\n")
    clone.build()
    require_done(clone.invoke("deploy", "--yes", "--json"), "released")
    assert alias() == (6, {}, "refused: 4,5; before: 3")
    assert clone.invoke("rollback", "--to", "77", "--json").code == 2


def test_a_failed_push_waits_in_the_queue_and_is_worked_off(
    clone: Clone, github: GitHub, full_name: str, address: Callable[[str], str], aws: Aws
) -> None:
    """With its error; and once GitHub answers again the documents are written."""
    queue = aws("sqs").get_queue_url(QueueName=f"{FUNCTION}-failed")["QueueUrl"]
    depth = "ApproximateNumberOfMessages"

    def failed() -> int:
        found = aws("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=[depth])
        return int(found["Attributes"][depth])

    before, after = github.commit(full_name, "feat: spring tides\n", {"src/tides/spring.py": "SPRING = 1\n"})
    github.plan(Plan(fault=Fault.FORBIDDEN, at=0))
    try:
        assert deliver(address("/webhook"), github, full_name, before, after).status_code == 202
        wait_until("the push failed for good", lambda: failed() == 1)
    finally:
        github.plan(None)
    assert clone.invoke("status", "--json").data["failed_pushes"] == 1
    done = clone.invoke("redrive", "--json", told="redrive of one push")
    assert done.code == 0, done.said
    (handed_over,) = done.data["handed_over"]
    assert "status 500" in handed_over["error"]
    wait_until("documents were written", lambda: github.head(full_name) != after)
    assert failed() == 0


def test_ctrl_c_in_the_bake_leaves_the_old_version(clone: Clone, alias: Look) -> None:
    """It is told what is the case; the next deployment releases the version."""
    clone.edit(HANDLER, "# A seventh handler.\n")
    clone.build()
    process = clone.start("deploy", "--yes", "--json", "--canary", "10", "--bake", LONG_BAKE)
    wait_until("the canary began", lambda: alias()[1] != {} or process.poll() is not None)
    process.send_signal(signal.SIGINT)
    output, said = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, ""), said
    assert "the version that served before still serves" in said
    assert alias() == (6, {}, "refused: 4,5; before: 3")
    require_done(clone.invoke("deploy", "--yes", "--json", told="release of a version that is there"), "released")
    assert alias()[0] == 7


def test_a_lock_that_somebody_holds_is_told(clone: Clone) -> None:
    """As where another laptop deploys, or died while it did."""
    state = clone.module / "environments/trial.tfstate"
    facts = {
        "ID": "c6b6ee91",
        "Operation": "OperationTypeApply",
        "Who": "ada@laptop",
        "Created": "2026-01-02T03:04:05Z",
    }
    state.with_name(f".{state.name}.lock.info").write_text(json.dumps(facts))
    with state.open("r+") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        done = clone.invoke("plan")
    assert done.code == 2
    assert "the state is locked by ada@laptop" in done.said


def test_the_state_of_another_project_is_refused(clone: Clone) -> None:
    """Its plan would take away what runs."""
    tfvars = clone.module / "environments/trial.tfvars"
    ours = tfvars.read_text()
    tfvars.write_text(ours.replace(FUNCTION, "somebody-elses"))
    done = clone.invoke("plan")
    tfvars.write_text(ours)
    assert done.code == 2
    assert f"it holds the function {FUNCTION}; expected the function somebody-elses" in done.said


def test_an_archive_that_changed_after_the_build_is_refused(clone: Clone) -> None:
    """Nobody deploys what nobody built."""
    archive = clone.root / "dist/function.zip"
    built = archive.read_bytes()
    archive.write_bytes(built + b"x")
    done = clone.invoke("deploy", "--yes", "--json")
    archive.write_bytes(built)
    assert done.code == 2
    assert "is not the archive that was built" in done.said


def test_the_state_moves_into_a_bucket(clone: Clone, aws: Aws) -> None:
    """With its lock beside it; there is still nothing to plan."""
    done = clone.invoke("bootstrap", told="bootstrap")
    assert done.code == 0, done.said
    planned = clone.invoke("plan", "--json").data
    assert (planned["changes"], planned["outputs"]) == ([], [])
    (bucket,) = [one["Name"] for one in aws("s3").list_buckets()["Buckets"]]
    kept = [one["Key"] for one in aws("s3").list_objects_v2(Bucket=bucket)["Contents"]]
    assert kept == [f"{FUNCTION}/trial.tfstate"]


def test_destroy_leaves_nothing(clone: Clone, aws: Aws) -> None:
    """Of an environment for trying out; the bucket of the state is the operator's own."""
    assert clone.invoke("destroy", "--json").code == 2  # without a yes
    done = clone.invoke("destroy", "--yes", "--json", told="destroy")
    assert (done.code, done.data.get("is_done")) == (0, True), done.said
    functions = aws("lambda")
    assert functions.list_functions()["Functions"] == []
    assert functions.list_layers()["Layers"] == []
    assert aws("apigatewayv2").get_apis()["Items"] == []
    assert aws("sqs").list_queues().get("QueueUrls", []) == []
    assert aws("secretsmanager").list_secrets()["SecretList"] == []
    assert [one for one in aws("logs").describe_log_groups()["logGroups"] if FUNCTION in one["logGroupName"]] == []
    assert [one for one in aws("iam").list_roles()["Roles"] if FUNCTION in one["RoleName"]] == []
    assert aws("cloudwatch").describe_alarms()["MetricAlarms"] == []
    assert clone.invoke("status").code == 2
