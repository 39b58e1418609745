"""What differs from another branch: what a change adds, told also where its own ledger accepts it.

Comes in: what was measured and the ledger, or the manifest, of the other branch. Goes out: the measurement with what
else there is to note. The gate is left to the change's own ledger, or nothing that is meant could ever land.
"""

from collections.abc import Iterator
from dataclasses import replace

from lambda_packaging.metrics.cold_start import THIS_BUILD
from lambda_packaging.metrics.gate import ACCEPT, RECORD, Finding, compare_cold_start, compare_sizes
from lambda_packaging.metrics.ledger import Ledger, weigh
from lambda_packaging.metrics.measurement import Measurement
from lambda_packaging.project import RatioBudget

ACCEPTED = "this change's ledger accepts it"


def note_differences(measured: Measurement, base: Ledger) -> Measurement:
    """Adds what differs from `base` and is accepted here; what the gate says already is not said twice."""
    said = {(one.subject, one.text) for one in measured.findings}
    notes = tuple(_as_note(one) for one in _differences(measured, base) if (one.subject, one.text) not in said)
    return replace(measured, findings=(*measured.findings, *notes))


def _differences(measured: Measurement, base: Ledger) -> Iterator[Finding]:
    yield from compare_sizes(base, weigh(measured.artifacts), declared=())
    own = (start for start in measured.cold_starts if start.build == THIS_BUILD and start.name in measured.observed)
    for one in own:
        observed = measured.observed[one.name]
        yield from compare_cold_start(
            one, accepted=base, packages=observed.packages, imports=observed.imports, budget=RatioBudget()
        )


def _as_note(finding: Finding) -> Finding:
    text = finding.text.replace(ACCEPT, ACCEPTED).replace(RECORD, ACCEPTED)
    return replace(finding, text=f"compared with the base branch: {text}", fails=False)
