"""How a secret is read from AWS Secrets Manager, and what is said when it cannot be."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError
from coderipple.adapters.secrets_manager import read_secret
from coderipple.errors import SecretStoreError

ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:coderipple-AbCdEf"


def refusal(code: str, status: int) -> ClientError:
    """An error as AWS answers it, with a message that must not be told on."""
    answer: Any = {"Error": {"Code": code, "Message": "s3cret"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "GetSecretValue")


@dataclass
class FakeSecretsManager:
    """Gives answers in turn; an exception is raised."""

    answers: list[Any]
    asked: list[str] = field(default_factory=list)

    def get_secret_value(self, *, SecretId: str) -> Any:  # noqa: N803  # as AWS spells it
        self.asked.append(SecretId)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_the_text_of_a_secret_is_read() -> None:
    """By its ARN."""
    client = FakeSecretsManager([{"SecretString": "hush"}])
    assert read_secret(ARN, client) == "hush"
    assert client.asked == [ARN]


@pytest.mark.parametrize(
    "passing", [EndpointConnectionError(endpoint_url="x"), refusal("InternalServiceError", 500), refusal("Slow", 429)]
)
def test_a_quick_failure_is_tried_once_more(passing: Exception) -> None:
    """As on a connection that was closed while the function was frozen."""
    assert read_secret(ARN, FakeSecretsManager([passing, {"SecretString": "hush"}])) == "hush"
    with pytest.raises(SecretStoreError):
        read_secret(ARN, FakeSecretsManager([passing, passing]))


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (refusal("AccessDeniedException", 400), "AccessDeniedException"),
        (NoCredentialsError(), "NoCredentialsError"),
        ({"SecretBinary": b"hush"}, "it holds bytes, not a text"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_remedy(answer: Any, problem: str) -> None:
    """Once, without what AWS says beside."""
    client = FakeSecretsManager([answer])
    with pytest.raises(SecretStoreError) as caught:
        read_secret(ARN, client)
    assert caught.value.problem == problem
    assert "secretsmanager:GetSecretValue" in str(caught.value)
    assert "s3cret" not in str(caught.value)
