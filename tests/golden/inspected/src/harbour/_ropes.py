"""Ropes, offered by the package through another module."""


def splice(first: str, second: str, /) -> str:
    """Joins two ropes."""
    return first + second
