"""The figures of the comparison, and what they are held to.

Comes in: what was measured. Goes out: a table for the terminal, the same as JSON.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rich.box import SIMPLE
from rich.table import Table

COLD, FULL, AGAIN = "cold build", "full rebuild, warm downloads", "nothing to do"
MEMORY, ZIPPED, UNZIPPED = "peak memory of a full rebuild", "layer, zipped", "layer, unzipped"
SAFE_ZIPPED, SAFE_UNZIPPED = f"{ZIPPED}, default rules alone", f"{UNZIPPED}, default rules alone"
IMPORT, COMPILED = "import of strands, processor time", "sources compiled at import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a figure must not exceed: the ratio, or where machines do not differ our own value."""

    at_most: float
    of: Literal["ratio", "ours"] = "ratio"


def read_limits(pyproject: Path) -> dict[tuple[str, str], Limit]:
    """Reads the limits by figure and peer, from the project's own table."""
    rows = tomllib.loads(pyproject.read_text())["tool"]["performance"]["limits"]
    return {
        (row["figure"], row["peer"]): Limit(at_most=row["ratio"])
        if "ratio" in row
        else Limit(at_most=row["ours"], of="ours")
        for row in rows
    }


LIMITS = read_limits(Path(__file__).parents[2] / "pyproject.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of ours beside a peer's.

    Attributes:
        what: The thing measured.
        unit: Of both values.
        samples: How many of each; the values are their medians.
    """

    what: str
    unit: str
    ours: float
    peer: str
    theirs: float
    samples: int

    @property
    def ratio(self) -> float:
        """Ours in theirs."""
        return self.ours / self.theirs

    @property
    def limit(self) -> Limit | None:
        """What the figure is held to, if anything."""
        return LIMITS.get((self.what, self.peer))

    @property
    def holds(self) -> bool:
        """Whether it stays inside its limit; without one it does."""
        return self.limit is None or self._limited <= self.limit.at_most

    @property
    def _limited(self) -> float:
        return self.ours if self.limit and self.limit.of == "ours" else self.ratio

    def __str__(self) -> str:
        """The row as a sentence."""
        values = f"{self.ours:.2f} against {self.theirs:.2f} {self.unit} of {self.peer}, ratio {self.ratio:.3f}"
        return f"{self.what}: {values}; limit: {format_limit(self.limit)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that one run measured.

    Attributes:
        versions: Of the peers and of what our build runs.
        same_bytes: By builder, whether all its full builds left the same.
        cached_mb: By builder, what its download cache held in the end. Pip keeps nothing that the registry does
            not declare cacheable; at 0 its rebuilds with warm downloads were none.
        proof_seconds: How long `invoke prove` took for what had been built; no peer has such a thing.
    """

    machine: str
    versions: Mapping[str, str]
    rows: Sequence[Row]
    same_bytes: Mapping[str, bool]
    cached_mb: Mapping[str, float]
    proof_seconds: float

    def row(self, what: str, peer: str) -> Row:
        """Gives one figure."""
        (found,) = (row for row in self.rows if (row.what, row.peer) == (what, peer))
        return found

    def to_json(self) -> str:
        """Gives everything as data."""
        derived = (
            {"ratio": row.ratio, "limit": asdict(row.limit) if row.limit else None, "holds": row.holds}
            for row in self.rows
        )
        rows = [asdict(row) | more for row, more in zip(self.rows, derived, strict=True)]
        return json.dumps(asdict(self) | {"rows": rows}, indent=2) + "\n"

    def to_tables(self) -> tuple[Table, Table]:
        """Gives the figures, and what each builder kept and repeated."""
        caption = "medians; " + ", ".join(f"{name} {version}" for name, version in self.versions.items())
        figures = Table("", "ours", "theirs", "", "peer", "samples", "ratio", "limit", "", box=SIMPLE, caption=caption)
        for row in self.rows:
            values = (f"{row.ours:.2f}", f"{row.theirs:.2f}", row.unit, row.peer, str(row.samples), f"{row.ratio:.3f}")
            figures.add_row(row.what, *values, format_limit(row.limit), "" if row.holds else "exceeded")
        proof = f"`invoke prove` of what was built: {self.proof_seconds:.1f} s; no peer has such a thing"
        builders = Table("builder", "all full builds the same bytes", "download cache, MB", box=SIMPLE, caption=proof)
        for name, same in self.same_bytes.items():
            builders.add_row(name, "yes" if same else "no", f"{self.cached_mb[name]:.0f}")
        return figures, builders


def format_limit(limit: Limit | None) -> str:
    """Gives a limit in a few characters."""
    if limit is None:
        return ""
    return f"{limit.at_most:.2f}" if limit.of == "ratio" else f"ours {limit.at_most:.0f}"
