"""Account, secrets, alarms, queue, log and buckets, each by a client that answers as AWS does."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError
from coderipple_deployment.adapters.aws_services import (
    AwsAccount,
    AwsAlarms,
    AwsBuckets,
    AwsLogs,
    AwsQueue,
    AwsSecrets,
)
from coderipple_deployment.errors import AwsError
from coderipple_deployment.values import LogLine, Message


class FakeClient:
    """Gives prepared answers, by operation, and remembers what was asked; an error's code is an answer too."""

    def __init__(self, **answers: Any) -> None:
        self._answers = answers
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, operation: str) -> Any:
        def ask(**parameters: Any) -> Any:
            self.asked.append((operation, parameters))
            answer = self._answers.get(operation, {})
            if isinstance(answer, str):
                raise ClientError({"Error": {"Code": answer, "Message": "no"}}, operation)
            return answer(**parameters) if callable(answer) else answer

        return ask

    def get_paginator(self, operation: str) -> Any:
        client = self

        class Pages:
            def paginate(self, **parameters: Any) -> Iterator[Any]:
                client.asked.append((operation, parameters))
                yield from client._answers[operation]

        return Pages()


def test_the_account_is_told() -> None:
    """By its number."""
    assert AwsAccount(FakeClient(get_caller_identity={"Account": "123456789012"})).account_id() == "123456789012"


def test_a_secret_without_a_value_is_none() -> None:
    """Whether the place is missing or empty; a refusal is an error."""
    assert AwsSecrets(FakeClient(get_secret_value="ResourceNotFoundException")).read("n") is None
    assert AwsSecrets(FakeClient(get_secret_value={"SecretString": "s"})).read("n") == "s"
    with pytest.raises(AwsError, match="reading the secret n failed: AccessDeniedException"):
        AwsSecrets(FakeClient(get_secret_value="AccessDeniedException")).read("n")


def test_an_error_of_storing_holds_no_value() -> None:
    """The name alone."""
    with pytest.raises(AwsError) as raised:
        AwsSecrets(FakeClient(put_secret_value="ResourceNotFoundException")).put("n", "s3cret")
    assert "s3cret" not in str(raised.value)
    client = FakeClient()
    AwsSecrets(client).put("n", "v")
    assert client.asked == [("put_secret_value", {"SecretId": "n", "SecretString": "v"})]


def test_a_secret_that_a_destruction_left_is_told_with_the_way_out() -> None:
    """Its name is taken for thirty days."""
    with pytest.raises(AwsError, match=r"delete-secret --secret-id f/webhook-secret --force-delete-without-recovery"):
        AwsSecrets(FakeClient(get_secret_value="InvalidRequestException")).read("f/webhook-secret")


def test_alarms_are_asked_about_in_hundreds() -> None:
    """What AWS takes in one call."""

    def describe(*, AlarmNames: list[str], **_: Any) -> dict[str, Any]:  # noqa: N803  # AWS's name
        return {"MetricAlarms": [{"AlarmName": name, "StateValue": "OK"} for name in AlarmNames if name != "a7"]}

    client = FakeClient(describe_alarms=describe)
    names = [f"a{number}" for number in range(150)]
    assert set(AwsAlarms(client).states(names)) == set(names) - {"a7"}
    assert [len(asked["AlarmNames"]) for _, asked in client.asked] == [100, 50]


def test_the_queue_is_known_by_its_name() -> None:
    """Its address is asked for once."""
    found = {"MessageId": "m", "Body": "{}", "ReceiptHandle": "r", "MessageAttributes": {"E": {"StringValue": "no"}}}
    client = FakeClient(
        get_queue_url={"QueueUrl": "https://q"},
        get_queue_attributes={"Attributes": {"ApproximateNumberOfMessages": "3"}},
        receive_message={"Messages": [found]},
    )
    queue = AwsQueue(client, name="f-failed")
    assert queue.depth() == 3
    message = Message(id="m", body="{}", receipt="r", attributes={"E": "no"})
    assert queue.receive() == [message]
    queue.delete(message)
    assert [name for name, _ in client.asked].count("get_queue_url") == 1
    assert client.asked[-1] == ("delete_message", {"QueueUrl": "https://q", "ReceiptHandle": "r"})
    assert AwsQueue(FakeClient(get_queue_url={"QueueUrl": "q"}), name="f").receive() == []


def test_the_log_is_read_page_by_page() -> None:
    """From a moment on."""
    pages = [{"events": [{"timestamp": 1000, "message": "a\n"}]}, {"events": [{"timestamp": 2000, "message": "b"}]}]
    client = FakeClient(filter_log_events=pages)
    lines = list(AwsLogs(client, group="/aws/lambda/f").lines(since=datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)))
    assert [line.text for line in lines] == ["a", "b"]
    assert lines[0] == LogLine(at=datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), text="a")
    assert client.asked == [("filter_log_events", {"logGroupName": "/aws/lambda/f", "startTime": 1000})]


@pytest.mark.parametrize(
    ("region", "constraint"),
    [("eu-west-1", {"CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}}), ("us-east-1", {})],
)
def test_a_new_bucket_is_private_versioned_and_encrypted(region: str, constraint: dict[str, Any]) -> None:
    """Where it is made matters to one region."""
    client = FakeClient(head_bucket="404")
    assert AwsBuckets(client, region=region).make("b", owner="1")
    assert ("create_bucket", {"Bucket": "b", **constraint}) in client.asked
    assert {name for name, _ in client.asked} >= {
        "put_public_access_block",
        "put_bucket_versioning",
        "put_bucket_encryption",
    }


def test_an_own_bucket_is_kept_and_a_foreign_one_refused() -> None:
    """A name that somebody else has answers 403."""
    own = FakeClient()
    assert not AwsBuckets(own, region="eu-west-1").make("b", owner="1")
    assert "create_bucket" not in {name for name, _ in own.asked}
    assert own.asked[0] == ("head_bucket", {"Bucket": "b", "ExpectedBucketOwner": "1"})
    with pytest.raises(AwsError, match="making the bucket b failed: 403"):
        AwsBuckets(FakeClient(head_bucket="403"), region="eu-west-1").make("b", owner="1")


def test_a_bucket_tells_what_it_holds() -> None:
    """Nothing under a key is an answer, a refusal is an error."""
    assert AwsBuckets(FakeClient(), region="eu-west-1").holds("b", "k", owner="1")
    assert not AwsBuckets(FakeClient(head_object="404"), region="eu-west-1").holds("b", "k", owner="1")
    with pytest.raises(AwsError, match="looking for k in the bucket b failed: 403"):
        AwsBuckets(FakeClient(head_object="403"), region="eu-west-1").holds("b", "k", owner="1")
