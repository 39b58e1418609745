"""What was measured reads well in a terminal of 80 characters."""

import io

import pytest
from lambda_packaging.attribution import BYTECODE, PYTHON, SHARED_OBJECTS, Share
from lambda_packaging.manifest import Artifact
from lambda_packaging.metrics.cold_start import Sample, compare
from lambda_packaging.metrics.gate import Finding
from lambda_packaging.metrics.imports import Import
from lambda_packaging.metrics.summary import verdicts
from lambda_packaging.metrics.tables import (
    cold_start_table,
    finding_lines,
    import_tree,
    limits_table,
    size_tables,
)
from rich.console import Console, RenderableType

WIDTH = 80


def printed(*parts: RenderableType) -> str:
    """Something as text, as wide as a terminal at least is."""
    output = io.StringIO()
    Console(file=output, width=WIDTH).print(*parts)
    assert max(map(len, output.getvalue().splitlines()), default=0) <= WIDTH
    return output.getvalue()


def artifact(name: str, *shares: Share, kind: str = "layer", size_bytes: int = 0, unzipped_bytes: int = 0) -> Artifact:
    """An archive that those brought."""
    return Artifact(
        name=name,
        kind=kind,
        file_name=f"{name}.zip",
        architecture="any" if kind == "function" else "arm64",
        sha256="",
        size_bytes=size_bytes,
        unzipped_bytes=unzipped_bytes,
        inputs_sha256="",
        shares=shares,
    )


SHARES = (
    Share(
        name="cryptography",
        version="50.0.2",
        chain=("pyjwt[crypto]", "mcp"),
        zipped_bytes={SHARED_OBJECTS: 4_000_000, PYTHON: 400_000},
        unzipped_bytes={SHARED_OBJECTS: 11_500_000, PYTHON: 430_000},
        left_out_bytes=2_990_000,
    ),
    Share(name="boto3", version="1.44", zipped_bytes={BYTECODE: 5_000}, unzipped_bytes={BYTECODE: 9_000}),
    Share(name="six", version="1.17", zipped_bytes={PYTHON: 1_000}, unzipped_bytes={PYTHON: 4_000}),
)
LAYER = artifact("layer", *SHARES, size_bytes=25_000_000, unzipped_bytes=66_000_000)
FUNCTION = artifact("function", kind="function", size_bytes=9_700, unzipped_bytes=19_300)


def test_every_distribution_has_its_bytes_by_kind_and_its_chain() -> None:
    """In KB, so that a column can be compared."""
    text = printed(size_tables([LAYER]))
    for word in ("layer.zip: 25.0 MB zipped, 66.0 MB unzipped", "4,400", "11,930", "11,500", "430", "2,990"):
        assert word in text
    for word in ("cryptography", "50.0.2", "pyjwt[crypto]", "mcp", "boto3 1.44", "six 1.17"):
        assert word in text
    assert text.count("←") == 2


def test_the_small_ones_can_be_summed_up() -> None:
    """Nothing is lost."""
    text = printed(size_tables([LAYER], most=1))
    assert "2 more" in text
    assert "boto3" not in text


def test_the_distance_to_the_limits_is_that_of_one_function_with_its_layers() -> None:
    """For each architecture that was built."""
    text = printed(limits_table([LAYER, FUNCTION]))
    for word in (
        "25.0 MB",
        "50.0 MB",
        "50.0%",
        "66.0 MB",
        "262.1 MB",
        "25.2%",
        "1",
        "5",
        "20.0%",
        "layer.zip",
        "arm64",
    ):
        assert word in text
    assert "MB" not in printed(limits_table([]))


IMPORTS = (
    Import(name="strands", parent=None, own_us=1_000, total_us=400_000),
    Import(name="boto3", parent=0, own_us=399_000, total_us=399_000),
    Import(name="tiny", parent=0, own_us=10, total_us=10),
)


def test_the_specification_gets_its_two_verdicts() -> None:
    """Its percentage and its limits; and no friendlier word when they are exceeded."""
    sentences = list(verdicts([LAYER, FUNCTION], {"function.zip": 28_000}, IMPORTS))
    assert sentences == [
        "function.zip: 9.7 KB instead of 28,000 KB, a reduction of 99.97%; below the specification's 1,000 KB",
        "function.zip with its layers for arm64: 25,010 KB, 89.3% of what it replaced",
        "imports of the heaviest cold start, beyond the bare handler's: 0.40 s; below the specification's 2.0 s",
    ]
    slow = [Import(name="slow", parent=None, own_us=2_500_000, total_us=2_500_000)]
    large, *_ = verdicts([LAYER], {"layer.zip": 28_000}, slow)
    assert large.endswith("NOT BELOW the specification's 1,000 KB")
    assert [*verdicts([], {}, slow)] == [
        "imports of the heaviest cold start, beyond the bare handler's: 2.50 s; NOT BELOW the specification's 2.0 s"
    ]
    assert [*verdicts([FUNCTION], {}, [])] == []


@pytest.mark.parametrize(
    ("isolation", "words"),
    [("namespaces", "layers at /opt and function at /var/task, read-only"), ("PYTHONPATH", "forbids namespaces")],
)
def test_a_cold_start_stands_beside_the_bare_handler(isolation: str, words: str) -> None:
    """Ratios, medians with spread, memory, runs, and how the layers were seen."""
    ours = [Sample(answer_ms=60 + step, init_ms=50, cpu_ms=45, peak_memory_mb=20) for step in range(5)]
    bare = [Sample(answer_ms=30, init_ms=25, cpu_ms=30, peak_memory_mb=14)] * 3
    table = cold_start_table([
        compare("push", ours, bare, isolation=isolation),
        compare("push", ours, bare, isolation=isolation, build="previous build"),
        compare("bare handler", bare, bare, isolation=isolation, build="floor"),
    ])  # fmt: skip
    text = printed(table)
    for word in ("1.50", "2.00", "62 ±1", "45 ±0", "20", "5", "previous", "bare handler", "14"):
        assert word in text
    assert words in " ".join(text.split())


def test_where_nothing_was_measured_there_is_an_empty_table() -> None:
    """And no caption about samples."""
    assert "fastest" not in printed(cold_start_table([]))


def test_findings_that_fail_come_first() -> None:
    """With a sign that needs no colour; brackets are no markup."""
    shrank = Finding(kind="shrank", subject="a.zip", text="shrank [by] much", fails=False)
    grew = Finding(kind="grew", subject="b.zip", text="grew by pyjwt[crypto]")
    lines = [line.plain for line in finding_lines([shrank, grew])]
    assert lines == ["✗ b.zip: grew by pyjwt[crypto]", "· a.zip: shrank [by] much"]


def test_imports_are_a_tree_with_the_costs_of_each_package() -> None:
    """What takes no time is counted and not drawn."""
    text = printed(import_tree(IMPORTS, title="worker"))
    assert "worker: 3 modules, 400.0 ms" in text
    assert "└── strands  400.0 ms  own 1.0 ms" in text
    assert "    └── boto3  399.0 ms" in text
    assert "── tiny" not in text
    assert "tiny" in text
