"""The function's log as a person reads it.

Comes in: lines of JSON from Lambda. Goes out: one line each: when, how grave, what.
"""

import json
from collections.abc import Iterator
from datetime import timedelta

from coderipple_deployment.ports import Clock, Logs
from coderipple_deployment.values import LogLine

PAUSE_SECONDS = 2.0


def read_log(logs: Logs, *, since_seconds: float, follow: bool, clock: Clock) -> Iterator[LogLine]:
    """Gives the lines of the last seconds; and with `follow` those that come, until somebody ends it."""
    since = clock.now() - timedelta(seconds=since_seconds)
    seen: set[LogLine] = set()
    while True:
        for line in logs.lines(since=since):
            if line not in seen:
                yield line
                seen.add(line)
                since = max(since, line.at)
        if not follow:
            return
        seen = {line for line in seen if line.at >= since}
        clock.wait(PAUSE_SECONDS)


def format_line(line: LogLine) -> str:
    """Gives a line: those of Lambda itself, and what is not JSON, as they are."""
    at = line.at.strftime("%Y-%m-%d %H:%M:%S")
    try:
        found = json.loads(line.text)
    except ValueError:
        return f"{at} {line.text}"
    if not isinstance(found, dict) or "message" not in found:
        return f"{at} {line.text}"
    told = f"{at} {found.get('level', 'INFO'):<7} {found['message']}"
    place = found.get("stackTrace")
    return f"{told}\n{''.join(place).rstrip()}" if isinstance(place, list) else told
