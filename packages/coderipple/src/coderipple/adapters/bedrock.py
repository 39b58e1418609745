"""A language model of Amazon Bedrock.

Comes in: its id. Goes out: a Strands model. AWS's own settings say where and as whom it is asked.
"""

from botocore.config import Config as ClientConfig
from strands.models import BedrockModel

_MOST_TOKENS = 1_000  # of one answer: three sentences, with room for the JSON around them
_CONNECT_SECONDS = 5
_READ_SECONDS = 60


def bedrock_model(model_id: str) -> BedrockModel:
    """Returns a model that is asked once and not for long: the facts stand without it.

    Args:
        model_id: Id of a model or of an inference profile, or its ARN.
    """
    return BedrockModel(
        model_id=model_id,
        max_tokens=_MOST_TOKENS,
        boto_client_config=ClientConfig(
            connect_timeout=_CONNECT_SECONDS, read_timeout=_READ_SECONDS, retries={"total_max_attempts": 1}
        ),
    )
