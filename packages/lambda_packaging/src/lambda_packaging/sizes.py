"""Sizes as a person compares them.

Comes in: bytes. Goes out: text; decimal units, as Lambda's own limits have them.
"""

BYTES_IN_KB, BYTES_IN_MB = 1000, 1_000_000


def format_bytes(size_bytes: int) -> str:
    """Gives a size with a unit that a person can compare: KB below a megabyte, MB above; both decimal."""
    if abs(size_bytes) < BYTES_IN_MB:
        return f"{size_bytes / BYTES_IN_KB:,.1f} KB"
    return f"{size_bytes / BYTES_IN_MB:,.1f} MB"


def format_difference(size_bytes: int) -> str:
    """Gives a difference with its sign."""
    return f"{'+' if size_bytes >= 0 else ''}{format_bytes(size_bytes)}"
