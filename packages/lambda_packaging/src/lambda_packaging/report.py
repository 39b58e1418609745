"""Figures for a person.

Comes in: a manifest or a proof. Goes out: tables for the terminal.
"""

from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from lambda_packaging.sizes import format_bytes

if TYPE_CHECKING:
    from lambda_packaging.manifest import Manifest
    from lambda_packaging.proof_record import Proof

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
