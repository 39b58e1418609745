"""What AWS answers when it refuses becomes one line with a remedy."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError, ProfileNotFound
from coderipple_deployment.adapters.aws import explained, make_client
from coderipple_deployment.errors import AwsError, CredentialsError, DeploymentError


def client_error(code: str, message: str = "no") -> ClientError:
    """Returns an error as botocore raises it."""
    return ClientError({"Error": {"Code": code, "Message": message}}, "GetAlias")


@pytest.mark.parametrize(
    "error",
    [
        client_error("ExpiredTokenException", "The security token included in the request is expired"),
        client_error("InvalidClientTokenId"),
        client_error("UnrecognizedClientException"),
        NoCredentialsError(),
        ProfileNotFound(profile="mine"),
    ],
)
def test_credentials_that_do_not_work_are_told_as_that(error: Exception) -> None:
    """However AWS or botocore says it."""
    with pytest.raises(CredentialsError, match="aws sso login"), explained("asking"):
        raise error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (client_error("AccessDeniedException", "not authorized"), "AccessDeniedException: not authorized. The credent"),
        (
            client_error("TooManyRequestsException", "slow down."),
            "asking failed: TooManyRequestsException: slow down.$",
        ),
        (EndpointConnectionError(endpoint_url="https://x"), "EndpointConnectionError.*Check the network"),
        (ClientError({}, "GetAlias"), "asking failed: Unknown"),
    ],
)
def test_other_errors_name_what_was_being_done(error: Exception, words: str) -> None:
    """With AWS's own word, and a remedy where there is one."""
    with pytest.raises(AwsError, match=words), explained("asking"):
        raise error


def test_our_own_errors_pass() -> None:
    """They are explained already."""
    with pytest.raises(DeploymentError, match=r"^mine$"), explained("asking"):
        raise DeploymentError("mine")


def test_a_client_has_bounded_times_and_the_standard_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """And asks whom the environment says."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDWATCH", "http://127.0.0.1:2")
    client = make_client("lambda", region="eu-west-1")
    assert client.meta.endpoint_url == "http://127.0.0.1:1"
    settings = client.meta.config
    assert (settings.connect_timeout, settings.read_timeout) == (5, 60)
    assert settings.retries == {"mode": "standard", "total_max_attempts": 4}
    assert make_client("cloudwatch", region="eu-west-1").meta.endpoint_url == "http://127.0.0.1:2"
