"""Reads secrets from AWS Secrets Manager.

Comes in: the ARN of a secret, or its name. Goes out: its current text.
"""

from typing import Any

import botocore.session
from botocore.exceptions import BotoCoreError, ClientError

from coderipple.adapters.aws_client import SETTINGS, call, problem_of
from coderipple.errors import SecretStoreError

_ARN_PARTS = 7  # arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME


def read_secret(arn: str, client: Any = None) -> str:
    """Returns the text of a secret; the webhook's secrets, the token or the key of the App.

    Args:
        arn: Where it lies; a name is looked for in the function's own region.
        client: A client of Secrets Manager; made when left out, and not kept: a secret is read once in minutes.

    Raises:
        SecretStoreError: It cannot be read.
    """
    try:
        client = client or _client(arn)
        answer = call(lambda: client.get_secret_value(SecretId=arn))
    except (BotoCoreError, ClientError) as error:
        raise SecretStoreError(name=arn, problem=problem_of(error)) from None
    text = answer.get("SecretString")
    if not isinstance(text, str):
        raise SecretStoreError(name=arn, problem="it holds bytes, not a text")
    return text


def _client(arn: str) -> Any:
    parts = arn.split(":")
    region = parts[3] if len(parts) >= _ARN_PARTS else None
    return botocore.session.get_session().create_client("secretsmanager", region_name=region, config=SETTINGS)
