"""The gate names who grew, by how much, through whom, and what accepts it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from lambda_packaging.metrics.cold_start import Sample, compare
from lambda_packaging.metrics.gate import Finding, compare_cold_start, compare_sizes, find_stale
from lambda_packaging.metrics.imports import Import
from lambda_packaging.metrics.ledger import Ledger, Start, Weight, Weights
from lambda_packaging.project import RatioBudget

FILE = "layer.zip"
SMALL = Weight(version="1.0", zipped=100_000, unzipped=300_000, chain="boto3 ← agents")
LARGE = Weight(version="2.0", zipped=900_000, unzipped=1_700_000)


def ledger(**distributions: Weight) -> Ledger:
    """One artifact that holds those distributions."""
    zipped = sum(each.zipped for each in distributions.values())
    unzipped = sum(each.unzipped for each in distributions.values())
    return Ledger(artifacts={FILE: Weights(zipped=zipped, unzipped=unzipped, distributions=distributions)})


ACCEPTED = ledger(botocore=SMALL, large=LARGE)


def found(built: Ledger, accepted: Ledger = ACCEPTED) -> list[Finding]:
    """What the gate says of sizes."""
    return list(compare_sizes(accepted, built, declared=[FILE, "other.zip"]))


def test_what_did_not_change_is_not_worth_a_word() -> None:
    """Nor what changed by less than is tolerated."""
    assert found(ACCEPTED) == []
    assert found(ledger(botocore=replace(SMALL, zipped=SMALL.zipped + 16_000), large=LARGE)) == []


@pytest.mark.parametrize("growth", [{"zipped": 16_001}, {"unzipped": 2_000_000}], ids=["zipped", "unzipped alone"])
def test_growth_is_named_with_who_and_the_chain(growth: Mapping[str, int]) -> None:
    """What compresses well counts too: Lambda's limit is about what is unpacked."""
    grown = replace(SMALL, version="1.1", **{what: getattr(SMALL, what) + more for what, more in growth.items()})
    (finding,) = found(ledger(botocore=grown, large=LARGE))
    assert (finding.kind, finding.subject, finding.fails) == ("grew", FILE, True)
    assert "botocore 1.1 ← boto3 ← agents (was 1.0): +" in finding.text
    assert "large" not in finding.text
    assert "`invoke metrics.accept` accepts it into the ledger" in finding.text


def test_a_large_artifact_may_grow_by_a_hundredth() -> None:
    """The larger of the two limits holds."""
    huge = ledger(huge=Weight(version="1", zipped=10_000_000, unzipped=10_000_000))
    assert found(ledger(huge=Weight(version="1", zipped=10_100_000, unzipped=10_000_000)), huge) == []
    (finding,) = found(ledger(huge=Weight(version="1", zipped=10_100_001, unzipped=10_000_000)), huge)
    assert "zipped 10.1 MB, +100.0 KB (+1.0%)" in finding.text


def test_shrinking_is_told_and_asks_to_be_recorded() -> None:
    """It does not fail."""
    (finding,) = found(ledger(botocore=SMALL, large=replace(LARGE, zipped=500_000)))
    assert (finding.kind, finding.fails) == ("shrank", False)
    assert "large 2.0: -400.0 KB zipped" in finding.text
    assert "records it" in finding.text


def test_who_came_and_who_went_is_named() -> None:
    """However small."""
    tiny = Weight(version="0.1", zipped=10, unzipped=20, chain="large")
    came, went = found(ledger(tiny=tiny, large=replace(LARGE, zipped=1_000_000, unzipped=2_000_000)))
    assert (came.kind, went.kind, came.fails, went.fails) == ("new", "gone", True, True)
    assert "tiny 0.1 ← large is new, 0.0 KB zipped" in came.text
    assert "botocore 1.0 ← boto3 ← agents is gone, 100.0 KB zipped" in went.text


def test_an_artifact_that_came_or_went_is_named() -> None:
    """Unless it is only not built now."""
    other = Weights(zipped=1, unzipped=1)
    (came,) = found(Ledger(artifacts={**ACCEPTED.artifacts, "fresh.zip": other}))
    assert (came.kind, came.subject, came.fails) == ("new", "fresh.zip", True)
    (other_side,) = found(
        Ledger(artifacts={**ACCEPTED.artifacts, "fresh.zip": other}), replace(ACCEPTED, is_of_manifest=True)
    )
    assert (other_side.kind, other_side.fails) == ("not compared", False)
    not_built, gone = found(ACCEPTED, Ledger(artifacts={**ACCEPTED.artifacts, "other.zip": other, "x.zip": other}))
    assert {(one.kind, one.subject, one.fails) for one in (not_built, gone)} == {
        ("not compared", "other.zip", False),
        ("gone", "x.zip", True),
    }


def test_sources_without_usable_bytecode_are_refused() -> None:
    """The first is named, the others are counted."""
    (finding,) = find_stale({FILE: ["python/a.py", "python/b.py"], "fine.zip": []})
    assert finding.fails
    assert finding.text.startswith("2 sources would be compiled at every cold start: python/a.py and 1 more have no")


STARTED = Ledger(
    artifacts={}, cold_starts={"push": Start(init_ratio=1.1, cpu_ratio=1.2, packages={"own": 3, "old": 1})}
)
IMPORTS = (
    Import(name="handler", parent=None, own_us=1, total_us=9),
    Import(name="boto3", parent=0, own_us=1, total_us=8),
    Import(name="boto3.session", parent=1, own_us=7, total_us=7),
)


def start(ratio: float) -> Sample:
    """A sample that is so many times as slow as the floor."""
    return Sample(answer_ms=50 * ratio, init_ms=40 * ratio, cpu_ms=30 * ratio, peak_memory_mb=10)


def judged(
    ratio: float,
    *,
    budget: RatioBudget,
    packages: Mapping[str, int],
    accepted: Ledger | None = STARTED,
    imports: tuple[Import, ...] = IMPORTS,
) -> list[Finding]:
    """What the gate says of a cold start."""
    measured = compare("push", [start(ratio)], [start(1)], isolation="namespaces")
    return list(compare_cold_start(measured, accepted=accepted, packages=packages, imports=imports, budget=budget))


def test_a_ratio_above_its_budget_fails() -> None:
    """Each limit on its own."""
    init, cpu = judged(1.5, budget=RatioBudget(init=1.25, cpu=1.4), packages={"own": 3, "old": 1})
    assert "init is 1.50 x a bare handler's, budget 1.25 x" in init.text
    assert "processor time is 1.50 x a bare handler's, budget 1.40 x" in cpu.text
    assert init.fails
    assert cpu.fails
    assert judged(1.2, budget=RatioBudget(init=1.25), packages={"own": 3, "old": 1}) == []


def test_an_import_that_was_not_there_is_named_with_who_asked_for_it() -> None:
    """However fast it is."""
    (finding,) = judged(1, budget=RatioBudget(), packages={"own": 3, "old": 1, "boto3": 2})
    assert (finding.kind, finding.subject, finding.fails) == ("imports", "push", True)
    assert "imports boto3 (2 modules), which it did not. First asked for by handler. " in finding.text
    brought = (*IMPORTS, Import(name="six", parent=2, own_us=1, total_us=1))
    (finding,) = judged(1, budget=RatioBudget(), packages={"own": 3, "old": 1, "six": 1, "boto3": 2}, imports=brought)
    assert (
        "imports boto3 (2 modules), which it did not, and with it six (1). First asked for by handler" in finding.text
    )
    (gone,) = judged(1, budget=RatioBudget(), packages={"own": 3})
    assert (gone.kind, gone.fails) == ("shrank", False)


def test_a_cold_start_that_nobody_accepted_is_new() -> None:
    """But a manifest has none at all, and then only budgets hold."""
    other = replace(STARTED, cold_starts={"other": Start(init_ratio=1, cpu_ratio=1)})
    (finding,) = judged(1, budget=RatioBudget(), packages={"boto3": 2}, accepted=other)
    assert (finding.kind, finding.fails) == ("new", True)
    (finding,) = judged(1, budget=RatioBudget(), packages={"boto3": 2}, accepted=replace(STARTED, cold_starts={}))
    assert (finding.kind, finding.fails) == ("new", True)
    manifest = replace(STARTED, cold_starts={}, is_of_manifest=True)
    assert judged(1, budget=RatioBudget(), packages={"boto3": 2}, accepted=manifest) == []
    assert judged(1, budget=RatioBudget(), packages={"boto3": 2}, accepted=None) == []
