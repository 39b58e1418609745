"""Figures for a person.

Comes in: a manifest or a measured cold start. Goes out: tables for the terminal.
"""

from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from lambda_packaging.cold_start import ColdStart, Spread
    from lambda_packaging.manifest import Manifest
    from lambda_packaging.proof_record import Proof

BYTES_IN_KB, BYTES_IN_MB = 1000, 1_000_000
HASH_DIGITS = 10


def manifest_table(manifest: "Manifest") -> Table:
    """Gives a row for each artifact: what it is, how large, and the start of its hash."""
    table = Table("artifact", "machine", "zipped", "unzipped", "sha256", box=SIMPLE)
    for artifact in manifest.artifacts:
        sizes = (format_bytes(artifact.size_bytes), format_bytes(artifact.unzipped_bytes))
        table.add_row(artifact.file_name, artifact.architecture, *sizes, artifact.sha256[:HASH_DIGITS])
    return table


def pruned_tables(manifest: "Manifest") -> Group:
    """Gives what each rule left out of each artifact: how much that was, and why."""
    tables = []
    for artifact in manifest.artifacts:
        if artifact.pruned:
            table = Table(
                "rule", "safe", "files", "bytes", "because", title=f"left out of {artifact.file_name}", box=SIMPLE
            )
            for pruned in artifact.pruned:
                safe = "yes" if pruned.is_safe else "no"
                table.add_row(pruned.rule, safe, f"{pruned.files:,}", format_bytes(pruned.removed_bytes), pruned.reason)
            tables.append(table)
    return Group(*tables)


def cold_start_table(cold_start: "ColdStart", *, title: str) -> Table:
    """Gives the function beside the bare handler: medians, quartiles in brackets, and the ratio."""
    caption = f"medians of {cold_start.runs} processes each, isolation: {cold_start.isolation}"
    table = Table("", "function", "bare handler", "ratio", title=title, caption=caption, box=SIMPLE)
    function, bare = cold_start.function, cold_start.bare
    rows = (
        ("first answer, ms", function.answer_ms, bare.answer_ms, cold_start.answer_ratio),
        ("import (init), ms", function.init_ms, bare.init_ms, cold_start.init_ratio),
        ("processor time, ms", function.cpu_ms, bare.cpu_ms, cold_start.cpu_ratio),
    )
    for name, ours, floor, ratio in rows:
        table.add_row(name, _format_spread(ours), _format_spread(floor), f"{ratio:.2f}")
    memory = (_format_spread(function.peak_memory_mb), _format_spread(bare.peak_memory_mb))
    table.add_row("peak memory, MB", *memory, "")
    return table


def proof_tables(proof: "Proof") -> Group:
    """Gives what was checked, what is left out on purpose, every failure with its rule, and last the verdict."""
    checked = Table("checked", "", title=f"proof for {proof.architecture}", box=SIMPLE)
    for kind, count in proof.checked.items():
        checked.add_row(kind, f"{count:,}")
    parts: list[RenderableType] = [checked]
    for title, failures in (("left out on purpose", proof.left_out), ("failed", proof.failures)):
        if failures:
            table = Table("", "which", "what happened", "prune rule", title=title, box=SIMPLE)
            for failure in failures:
                table.add_row(failure.kind, _foreign(failure.subject), _foreign(failure.error), failure.rule or "")
            parts.append(table)
    verdict = "proven" if proof.holds else f"NOT PROVEN, {len(proof.failures)} failed"
    never_worked = f"{len(proof.never_worked)} fail with nothing left out too, and are no part of this project"
    parts.append(f"{proof.architecture}: {verdict}; {never_worked} (--json lists them)\n")
    return Group(*parts)


def _foreign(text: str) -> Text:
    """Shows a text that others wrote as it is: whole, and no square bracket of it is markup."""
    return Text(text, overflow="fold")


def format_bytes(size_bytes: int) -> str:
    """Gives a size with a unit that a person can compare: KB below a megabyte, MB above; both decimal."""
    if size_bytes < BYTES_IN_MB:
        return f"{size_bytes / BYTES_IN_KB:.1f} KB"
    return f"{size_bytes / BYTES_IN_MB:.1f} MB"


def _format_spread(spread: "Spread") -> str:
    return f"{spread.median:.1f} ({spread.lower_quartile:.1f} to {spread.upper_quartile:.1f})"
