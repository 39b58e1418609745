"""Durations as a person writes them on a command line."""

import re

from coderipple_deployment.errors import OptionError

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_MOST_SECONDS = 24 * 3600


def parse_duration(text: str, *, option: str) -> float:
    """Gives the seconds of `90s`, `10m` or `1h`; `0` is none.

    Raises:
        OptionError: It is something else, or more than a day.
    """
    matched = re.fullmatch(r"(\d+)([smh])", text.strip())
    seconds = int(matched[1]) * _SECONDS[matched[2]] if matched else 0
    if (not matched and text.strip() != "0") or seconds > _MOST_SECONDS:
        raise OptionError(option=option, value=text, expected="a duration such as 90s, 10m or 1h, at most 24h")
    return float(seconds)


def format_duration(seconds: float) -> str:
    """Gives the largest units that say it: `1 h 5 min`, `10 min`, `45 s`."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    parts = [f"{value} {unit}" for value, unit in ((hours, "h"), (minutes, "min"), (rest, "s")) if value]
    return " ".join(parts[:2]) or "0 s"
