"""What a run measured, made by hand: realistic, empty, and with names that want to be more than text."""

from collections.abc import Sequence
from dataclasses import replace

from lambda_packaging.attribution import ARCHIVE_END_BYTES, BYTECODE, DATA, METADATA, PYTHON, SHARED_OBJECTS, Share
from lambda_packaging.isolation import NAMESPACES
from lambda_packaging.manifest import ANY_ARCHITECTURE, FUNCTION, LAYER, Artifact
from lambda_packaging.metrics.cold_start import FLOOR, THIS_BUILD, ColdStart, Sample, compare
from lambda_packaging.metrics.gate import Finding
from lambda_packaging.metrics.imports import Import, count_by_package
from lambda_packaging.metrics.ledger import Ledger, Start, Weights
from lambda_packaging.metrics.measurement import NAIVE, PREVIOUS, Measurement, Observed
from lambda_packaging.metrics.trend import Recorded

HOSTILE = (
    "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"
    '<b>bold</b> | `code` @user #1 "quoted" &amp; ${window.hacked = 3} {{ 7 * 7 }} %{label} [a](javascript:b)\n# head'
)
BARE_CPU_MS = 30.0
LAYER_FILE, FUNCTION_FILE = "dependencies-layer-x86_64.zip", "function.zip"

SHARES = (
    Share(
        name="cryptography",
        version="50.0.2",
        chain=("pyjwt[crypto]", "mcp", "strands-agents"),
        files=120,
        zipped_bytes={SHARED_OBJECTS: 3_900_000, PYTHON: 300_000, BYTECODE: 200_000, METADATA: 4_000},
        unzipped_bytes={SHARED_OBJECTS: 11_500_000, PYTHON: 800_000, BYTECODE: 300_000, METADATA: 9_000},
        left_out_bytes=2_990_000,
    ),
    Share(
        name="botocore",
        version="1.44.5",
        chain=("boto3",),
        files=300,
        zipped_bytes={PYTHON: 700_000, BYTECODE: 450_000, DATA: 110_000},
        unzipped_bytes={PYTHON: 2_100_000, BYTECODE: 1_500_000, DATA: 1_000_000},
        left_out_bytes=19_083_000,
    ),
    Share(name="boto3", version="1.44.5", files=60, zipped_bytes={PYTHON: 224_000}, unzipped_bytes={PYTHON: 638_000}),
)
OWN_SHARES = (
    Share(name="orchestrator", version="", files=2, zipped_bytes={PYTHON: 9_000}, unzipped_bytes={PYTHON: 19_000}),
)
IMPORTS = (
    Import(name="strands", parent=None, own_us=20_000, total_us=450_000),
    Import(name="strands.agent", parent=0, own_us=60_000, total_us=430_000),
    Import(name="opentelemetry.trace", parent=1, own_us=70_000, total_us=70_000),
    Import(name="pydantic", parent=1, own_us=100_000, total_us=300_000),
    Import(name="pydantic_core", parent=3, own_us=200_000, total_us=200_000),
    Import(name="boto3", parent=None, own_us=80_000, total_us=80_000),
    Import(name="six", parent=None, own_us=400, total_us=400),
)
FINDINGS = (
    Finding(
        kind="shrank",
        subject="worker",
        text="no longer imports yaml (18 modules). `invoke metrics.accept` records it",
        fails=False,
    ),
    Finding(
        kind="grew",
        subject=LAYER_FILE,
        text="grew: zipped 5.9 MB, +1.0 MB (+20.4%). cryptography 50.0.2 ← pyjwt[crypto] ← mcp: +1.0 MB zipped",
    ),
    Finding(kind="cold start", subject="worker", text="processor time is 15.00 x a bare handler's, budget 14.00 x"),
)


def make_measurement() -> Measurement:
    """A layer and a function, two cold starts beside a previous build, the naive packaging and the floor."""
    artifacts = (
        make_artifact(LAYER_FILE, LAYER, SHARES, architecture="x86_64"),
        make_artifact(FUNCTION_FILE, FUNCTION, OWN_SHARES),
    )
    return Measurement(
        machine={"architecture": "x86_64", "processors": "2", "system": "Linux", "python": "3.13.0"},
        memory_size_mb=1536,
        artifacts=artifacts,
        cold_starts=(
            make_start("push", 1.25),
            make_start("worker", 15.0),
            make_start("worker", 14.0, build=PREVIOUS, runs=3),
            make_start("worker", 60.0, build=NAIVE, runs=1),
            make_start("bare handler", 1.0, build=FLOOR),
        ),
        observed={
            "push": Observed(imports=IMPORTS[-1:], packages={"six": 1}),
            "worker": Observed(imports=IMPORTS, packages=count_by_package(IMPORTS)),
        },
        findings=FINDINGS,
        trend=(
            make_record("0123abc", "2026-10-01", "Begin", zipped=5_000_000, cpu_ratio=14.5),
            make_record("4567def", "2026-11-02", "Import less", zipped=4_900_000, cpu_ratio=14.0),
        ),
        monolith_kb={FUNCTION_FILE: 28_000},
    )


def make_empty_measurement() -> Measurement:
    """The same archives, and nothing that they could be compared with or asked to do."""
    return replace(make_measurement(), cold_starts=(), observed={}, findings=(), trend=(), monolith_kb={})


def make_hostile_measurement() -> Measurement:
    """Every text that others write is `HOSTILE`; so much of it that names differ."""
    measured = make_measurement()
    layer, function = measured.artifacts
    first, *others = layer.shares
    shares = (replace(first, name=HOSTILE, version=HOSTILE, chain=(HOSTILE, HOSTILE)), *others)
    starts = tuple(replace(one, name=HOSTILE) if one.name == "worker" else one for one in measured.cold_starts)
    imports = tuple(replace(one, name=f"{one.name}{HOSTILE}") for one in IMPORTS)
    observed = {
        "push": measured.observed["push"],
        HOSTILE: Observed(imports=imports, packages={HOSTILE: 2, "strands": 2}),
    }
    return replace(
        measured,
        machine=measured.machine | {"system": HOSTILE},
        artifacts=(replace(layer, file_name=HOSTILE, shares=shares), function),
        cold_starts=starts,
        observed=observed,
        findings=tuple(replace(one, subject=HOSTILE, text=HOSTILE) for one in FINDINGS),
        trend=tuple(
            replace(one, subject=HOSTILE, ledger=make_ledger(HOSTILE, 5_000_000, 14.0)) for one in measured.trend
        ),
    )


def make_artifact(
    file_name: str, kind: str, shares: Sequence[Share], *, architecture: str = ANY_ARCHITECTURE
) -> Artifact:
    """An archive that consists of its shares."""
    return Artifact(
        name=kind,
        kind=kind,
        file_name=file_name,
        architecture=architecture,
        sha256="0" * 64,
        size_bytes=sum(share.zipped for share in shares) + ARCHIVE_END_BYTES,
        unzipped_bytes=sum(share.unzipped for share in shares),
        inputs_sha256="",
        shares=tuple(shares),
    )


def make_start(name: str, ratio: float, *, build: str = THIS_BUILD, runs: int = 5) -> ColdStart:
    """A cold start of about so many bare handlers."""
    return compare(name, make_samples(ratio, runs), make_samples(1.0, 5), isolation=NAMESPACES, build=build)


def make_samples(ratio: float, runs: int) -> list[Sample]:
    """Samples that differ by up to 4 %."""
    times = [BARE_CPU_MS * ratio * (1 + 0.01 * run) for run in range(runs)]
    return [Sample(answer_ms=1.1 * cpu_ms, init_ms=28, cpu_ms=cpu_ms, peak_memory_mb=60) for cpu_ms in times]


def make_record(commit: str, date: str, subject: str, *, zipped: int, cpu_ratio: float) -> Recorded:
    """What a commit accepted."""
    return Recorded(commit=commit, date=date, subject=subject, ledger=make_ledger("worker", zipped, cpu_ratio))


def make_ledger(start: str, zipped: int, cpu_ratio: float) -> Ledger:
    """A ledger of the layer and one cold start."""
    return Ledger(
        artifacts={LAYER_FILE: Weights(zipped=zipped, unzipped=3 * zipped)},
        cold_starts={start: Start(init_ratio=1.03, cpu_ratio=cpu_ratio)},
    )
