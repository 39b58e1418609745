"""How the function is invoked once more."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError
from coderipple.adapters.self_invocation import invoke_self
from coderipple.errors import HandOverError

ARN = "arn:aws:lambda:eu-west-1:123456789012:function:coderipple"


@dataclass
class Context:
    """Lambda's context, as far as it is looked at."""

    function_name: str = "coderipple"
    invoked_function_arn: str = ARN


@dataclass
class FakeLambda:
    """Accepts invocations, or does not."""

    status: int = 202
    error: Exception | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)

    def invoke(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        if self.error is not None:
            raise self.error
        return {"StatusCode": self.status}


@pytest.mark.parametrize(
    ("arn", "qualifier"),
    [(ARN, {}), (f"{ARN}:live", {"Qualifier": "live"}), (f"{ARN}:7", {"Qualifier": "7"}), ("", {})],
)
def test_the_same_function_is_invoked_by_the_same_alias(arn: str, qualifier: dict[str, str]) -> None:
    """Asynchronously: a release that is being tried hands over to itself."""
    client = FakeLambda()
    invoke_self(b"{}", Context(invoked_function_arn=arn), client)
    expected = {"FunctionName": "coderipple", "InvocationType": "Event", "Payload": b"{}"}
    assert client.requests == [expected | qualifier]


@pytest.mark.parametrize(
    ("client", "problem"),
    [
        (FakeLambda(status=200), "Lambda answered with status 200"),
        (
            FakeLambda(error=ClientError({"Error": {"Code": "AccessDeniedException"}}, "Invoke")),
            "Lambda answered AccessDeniedException",
        ),
    ],
)
def test_what_is_not_accepted_is_an_error(client: FakeLambda, problem: str) -> None:
    """Nobody must believe that the work was handed over."""
    with pytest.raises(HandOverError) as caught:
        invoke_self(b"{}", Context(), client)
    assert caught.value.problem == problem
    assert "lambda:InvokeFunction" in str(caught.value)


def test_outside_lambda_there_is_nothing_to_invoke() -> None:
    """And the setting that asks for it is named."""
    with pytest.raises(HandOverError, match="CODERIPPLE_EXECUTION"):
        invoke_self(b"{}", None)
