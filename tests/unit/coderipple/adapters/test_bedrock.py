"""The model of Amazon Bedrock: asked once, and not for long. What it answers is tested with a server."""

import pytest
from coderipple.adapters.bedrock import bedrock_model


def test_the_model_is_asked_once_and_not_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A push must not wait for a model that is down."""
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED")
    for name, value in zip(names, ("test", "test", "true"), strict=True):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    model = bedrock_model("example.model-v1:0")
    config = model.client.meta.config
    assert (config.connect_timeout, config.read_timeout) == (5, 60)
    assert config.retries["total_max_attempts"] == 1
    assert model.get_config()["model_id"] == "example.model-v1:0"
    assert model.get_config()["max_tokens"] == 1_000
