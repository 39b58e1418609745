"""What a function says without its layers: answers, and failures told to the log."""

import json

import pytest
from coderipple.errors import CodeRippleError
from lambda_common import answer, report_failure


class Context:
    """Lambda's context, as far as it is looked at."""

    aws_request_id = "request-1"


def test_an_answer_has_the_headers_of_the_contract() -> None:
    """JSON, readable from any origin, and headers that one answer cannot change for the next."""
    first = answer(200, {"message": "ü"})
    assert first["headers"] == {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}
    assert first["headers"] is not answer(200, {})["headers"]
    assert (first["statusCode"], json.loads(str(first["body"]))) == (200, {"message": "ü"})


@pytest.mark.parametrize(
    ("error", "logged"),
    [
        (CodeRippleError("the tide is out"), "the tide is out"),
        (ModuleNotFoundError("No module named 'strands'", name="strands"), "cannot import strands"),
        (ImportError("boto3 not loaded from /opt/"), "boto3 not loaded from /opt/"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (ValueError("token=s3cret"), "message withheld"),
    ],
)
def test_the_log_gets_what_is_safe(error: Exception, logged: str, caplog: pytest.LogCaptureFixture) -> None:
    """A message of ours, a module's name, the system's own words; of a foreign message nothing."""
    report_failure(error, Context())
    assert f"error=<{type(error).__name__}> | webhook failed: {logged}\n" in caplog.text
    assert "s3cret" not in caplog.text


def test_the_sender_gets_the_class_and_the_request() -> None:
    """By hand there may be no context at all."""
    assert report_failure(ValueError("token=s3cret"), Context()) == "ValueError, request request-1"
    assert report_failure(ValueError("token=s3cret"), None) == "ValueError, request unknown"
