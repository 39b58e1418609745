"""How the figures became what they are: the ledger as every commit left it.

Comes in: the ledger's path in a git work tree. Goes out: the figures of each commit that changed it, the oldest first.
Nothing but git keeps them, so that no history can disagree with the commits; a shallow clone has fewer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.commands import run_command
from lambda_packaging.errors import LedgerError, ToolFailedError, ToolMissingError
from lambda_packaging.metrics.ledger import Ledger, parse_ledger

MOST = 50  # recorded builds, the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What one commit accepted.

    Attributes:
        commit: Its short id.
        date: Of the commit, as `2026-01-31`.
        subject: The first line of its message.
    """

    commit: str
    date: str
    subject: str
    ledger: Ledger


def read_trend(ledger: Path) -> tuple[Recorded, ...]:
    """Reads the ledger's history; empty where there is none, or no git."""
    try:
        listed = run_command(
            [
                "git",
                "-C",
                ledger.parent,
                "-c",
                "log.showSignature=false",
                "log",
                f"-{MOST}",
                "--format=%h%x1f%cs%x1f%s",
                "--",
                ledger.name,
            ]
        )
    except (ToolFailedError, ToolMissingError):
        return ()
    return tuple(_read_versions(listed, ledger))[::-1]


def _read_versions(listed: str, ledger: Path) -> Iterator[Recorded]:
    for line in listed.splitlines():
        commit, date, subject = line.split("\x1f", 2)
        try:
            text = run_command(["git", "-C", ledger.parent, "show", f"{commit}:./{ledger.name}"])
            accepted = parse_ledger(text, path=ledger)
        except (ToolFailedError, LedgerError):  # the commit took it away, or an older form of it
            continue
        yield Recorded(commit=commit, date=date, subject=subject, ledger=accepted)
