"""The adapters of the acknowledging path are loaded late."""

import json
import subprocess
import sys

import pytest
from coderipple.aws_wiring import invoke_again, stored_secrets
from coderipple.errors import HandOverError


def test_secrets_that_were_read_serve_every_invocation() -> None:
    """There is one store for a place; another place has its own."""
    assert stored_secrets("arn:1") is stored_secrets("arn:1")
    assert stored_secrets("arn:1") is not stored_secrets("arn:2")


def test_a_hand_over_reaches_its_adapter() -> None:
    """Which finds that this is no function."""
    with pytest.raises(HandOverError, match="outside AWS Lambda"):
        invoke_again(b"{}", None)


def test_finding_the_store_loads_nothing_of_aws() -> None:
    """It costs 0.3 s, and most requests find the secrets where they were."""
    program = (
        "import json, sys\nfrom coderipple.aws_wiring import stored_secrets\nstored_secrets('arn')\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {"boto3", "botocore", "dataclasses", "dulwich", "coderipple.wiring"}.isdisjoint(json.loads(done.stdout))
