"""Work for later, as a queue's library declares it."""

import functools
from collections.abc import Callable


def _task[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def queued(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return queued


@_task
def send_invoice(ship: str, *, copy: bool = False) -> None:
    """Sends an invoice."""
