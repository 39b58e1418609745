"""Meets the ports for account, secrets, alarms, queue, log and buckets, each with its service of AWS."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from coderipple_deployment.adapters.aws import code_of, explained, translate
from coderipple_deployment.values import LogLine, Message

ALARMS_IN_A_CALL, MESSAGES_IN_A_CALL, WAIT_SECONDS = 100, 10, 1
DEPTH = "ApproximateNumberOfMessages"
MARKED = "InvalidRequestException"  # Secrets Manager's word for a secret that `destroy` marked for deletion
REMOVE = (
    "If an earlier deployment was destroyed: "
    "`aws secretsmanager delete-secret --secret-id {name} --force-delete-without-recovery` removes what it left"
)
NO_REGION_CONSTRAINT = "us-east-1"  # the one region whose name S3 refuses as a constraint


class AwsAccount:
    """Meets the `Account` port with STS."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def account_id(self) -> str:
        """Gives the number of the account."""
        with explained("asking whose credentials these are"):
            return str(self._client.get_caller_identity()["Account"])


class AwsSecrets:
    """Meets the `Secrets` port with Secrets Manager."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def read(self, name: str) -> str | None:
        """Gives the value; None where there is none."""
        try:
            return str(self._client.get_secret_value(SecretId=name)["SecretString"])
        except ClientError as error:
            if code_of(error) == "ResourceNotFoundException":
                return None
            remedy = REMOVE.format(name=name) if code_of(error) == MARKED else ""
            raise translate(error, doing=f"reading the secret {name}", remedy=remedy) from error

    def put(self, name: str, value: str) -> None:
        """Stores a value in a place that is there."""
        with explained(f"storing the secret {name}"):
            self._client.put_secret_value(SecretId=name, SecretString=value)


class AwsAlarms:
    """Meets the `Alarms` port with CloudWatch."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def states(self, names: Sequence[str]) -> Mapping[str, str]:
        """Gives the state of each alarm that exists."""
        states: dict[str, str] = {}
        with explained("looking at the alarms"):
            for start in range(0, len(names), ALARMS_IN_A_CALL):
                part = list(names[start : start + ALARMS_IN_A_CALL])
                found = self._client.describe_alarms(AlarmNames=part, MaxRecords=ALARMS_IN_A_CALL)["MetricAlarms"]
                states |= {one["AlarmName"]: one["StateValue"] for one in found}
        return states


class AwsQueue:
    """Meets the `Queue` port with SQS."""

    def __init__(self, client: Any, *, name: str) -> None:
        self._client = client
        self._name = name
        self._known_url: str | None = None

    def depth(self) -> int:
        """Gives how many messages wait."""
        with explained("looking at the dead letter queue"):
            found = self._client.get_queue_attributes(QueueUrl=self._url(), AttributeNames=[DEPTH])
        return int(found["Attributes"][DEPTH])

    def receive(self) -> Sequence[Message]:
        """Takes some messages out for a while; none when the queue is empty."""
        with explained("reading the dead letter queue"):
            found = self._client.receive_message(
                QueueUrl=self._url(),
                MaxNumberOfMessages=MESSAGES_IN_A_CALL,
                WaitTimeSeconds=WAIT_SECONDS,
                MessageAttributeNames=["All"],
            )
        return [_read_message(one) for one in found.get("Messages", ())]

    def delete(self, message: Message) -> None:
        """Deletes a message that was worked off."""
        with explained("deleting a message"):
            self._client.delete_message(QueueUrl=self._url(), ReceiptHandle=message.receipt)

    def _url(self) -> str:
        if self._known_url is None:
            self._known_url = str(self._client.get_queue_url(QueueName=self._name)["QueueUrl"])
        return self._known_url


def _read_message(found: Mapping[str, Any]) -> Message:
    attributes = found.get("MessageAttributes") or {}
    return Message(
        id=found["MessageId"],
        body=found["Body"],
        receipt=found["ReceiptHandle"],
        attributes={name: str(value.get("StringValue", "")) for name, value in attributes.items()},
    )


class AwsLogs:
    """Meets the `Logs` port with CloudWatch Logs."""

    def __init__(self, client: Any, *, group: str) -> None:
        self._client = client
        self._group = group

    def lines(self, *, since: datetime) -> Iterator[LogLine]:
        """Gives the lines since a moment, oldest first."""
        with explained(f"reading the log {self._group}"):
            pages = self._client.get_paginator("filter_log_events").paginate(
                logGroupName=self._group, startTime=round(since.timestamp() * 1000)
            )
            for page in pages:
                for event in page["events"]:
                    at = datetime.fromtimestamp(event["timestamp"] / 1000, tz=UTC)
                    yield LogLine(at=at, text=event["message"].rstrip())


class AwsBuckets:
    """Meets the `Buckets` port with S3."""

    def __init__(self, client: Any, *, region: str) -> None:
        self._client = client
        self._region = region

    def make(self, name: str, *, owner: str) -> bool:
        """Makes a private, versioned, encrypted bucket; False if it was there already and is the owner's."""
        with explained(f"making the bucket {name}"):
            is_new = not self._is_owned(name, owner)
            if is_new:
                constraint = {"CreateBucketConfiguration": {"LocationConstraint": self._region}}
                self._client.create_bucket(Bucket=name, **({} if self._region == NO_REGION_CONSTRAINT else constraint))
            self._harden(name)
        return is_new

    def holds(self, name: str, key: str, *, owner: str) -> bool:
        """Tells whether the owner's bucket holds something under a key."""
        with explained(f"looking for {key} in the bucket {name}"):
            try:
                self._client.head_object(Bucket=name, Key=key, ExpectedBucketOwner=owner)
            except ClientError as error:
                if code_of(error) in {"404", "NoSuchKey"}:
                    return False
                raise
        return True

    def _is_owned(self, name: str, owner: str) -> bool:
        """The name can be guessed: who made it first, and open to us, would get the state."""
        try:
            self._client.head_bucket(Bucket=name, ExpectedBucketOwner=owner)
        except ClientError as error:
            if code_of(error) in {"404", "NoSuchBucket"}:
                return False
            raise
        return True

    def _harden(self, name: str) -> None:
        private = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
        self._client.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(private, True))
        self._client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}
        self._client.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
