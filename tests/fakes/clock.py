"""A clock that a test sets."""


class FakeClock:
    """Meets the `Clock` port: each look at it is a step later.

    Args:
        step_seconds: How far it goes on between two looks.
    """

    def __init__(self, step_seconds: float = 1.5) -> None:
        self._step_seconds = step_seconds
        self._looks = 0

    def seconds(self) -> float:
        self._looks += 1
        return self._looks * self._step_seconds
