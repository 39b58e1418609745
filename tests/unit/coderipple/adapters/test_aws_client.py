"""How long AWS is waited for."""

import itertools

import pytest
from botocore.exceptions import ReadTimeoutError
from coderipple.adapters.aws_client import AGAIN_WITHIN_SECONDS, CONNECT_SECONDS, READ_SECONDS, call


def test_a_slow_failure_is_not_tried_again() -> None:
    """GitHub would have gone by then."""
    attempts = []

    def request() -> None:
        attempts.append(1)
        raise ReadTimeoutError(endpoint_url="x")

    with pytest.raises(ReadTimeoutError):
        call(request, seconds=itertools.count(0, 3).__next__)
    assert len(attempts) == 1


def test_both_calls_of_a_cold_acknowledgement_fit_into_ten_seconds() -> None:
    """The secret and the hand-over, each with a second attempt at its latest moment."""
    assert 2 * (AGAIN_WITHIN_SECONDS + CONNECT_SECONDS + READ_SECONDS) <= 10 - 1
