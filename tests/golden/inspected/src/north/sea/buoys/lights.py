"""Lights on buoys."""


def flash(colour: str, seconds: float = 3.0) -> None:
    """Shows a light."""
