"""Invokes the function that is running once more, asynchronously.

Comes in: the payload and the context of this invocation. Goes out: nothing, once Lambda has accepted it.
"""

import functools
from typing import Any

import botocore.session
from botocore.exceptions import BotoCoreError, ClientError

from coderipple.adapters.aws_client import SETTINGS, call, problem_of
from coderipple.errors import HandOverError

_ACCEPTED = 202
_QUALIFIED_PARTS = 8  # arn:aws:lambda:REGION:ACCOUNT:function:NAME:QUALIFIER


def invoke_self(payload: bytes, context: object, client: Any = None) -> None:
    """Has Lambda queue another invocation of this function, by the alias or version that this one came by.

    Args:
        payload: What that invocation is to get.
        context: Lambda's context of this invocation.
        client: A client of Lambda; made when left out, and kept for the next invocation.

    Raises:
        HandOverError: There is no function to invoke, or Lambda did not accept the invocation.
    """
    name, parts = getattr(context, "function_name", ""), str(getattr(context, "invoked_function_arn", "")).split(":")
    if not name:
        raise HandOverError(
            problem="there is no function outside AWS Lambda",
            remedy="Set CODERIPPLE_EXECUTION to inline there",
        )
    qualifier = {"Qualifier": parts[7]} if len(parts) == _QUALIFIED_PARTS else {}
    request = {"FunctionName": name, "InvocationType": "Event", "Payload": payload, **qualifier}
    try:
        client = client or _client()
        answer = call(lambda: client.invoke(**request))
    except (BotoCoreError, ClientError) as error:
        raise HandOverError(problem=f"Lambda answered {problem_of(error)}") from None
    if answer.get("StatusCode") != _ACCEPTED:
        raise HandOverError(problem=f"Lambda answered with status {answer.get('StatusCode')}")


@functools.cache  # as long as the container lives: making it costs more than a warm hand-over
def _client() -> Any:
    return botocore.session.get_session().create_client("lambda", config=SETTINGS)
