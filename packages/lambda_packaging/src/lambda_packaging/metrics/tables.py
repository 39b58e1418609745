"""A measurement for a terminal.

Comes in: what was measured. Goes out: tables and lines.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from lambda_packaging.attribution import KINDS, Share
from lambda_packaging.manifest import Artifact
from lambda_packaging.metrics.cold_start import ColdStart, Figures
from lambda_packaging.metrics.gate import Finding
from lambda_packaging.metrics.imports import Import, cost_by_package, count_by_package, count_modules
from lambda_packaging.metrics.measurement import Measurement
from lambda_packaging.metrics.summary import (
    describe_isolation,
    describe_start,
    describe_use,
    find_heaviest,
    format_spread,
    list_limits,
    verdicts,
)
from lambda_packaging.sizes import BYTES_IN_KB, format_bytes

KIND_HEADINGS = ("so", "py", "pyc", "data", "meta")  # of KINDS, in their order
MICROSECONDS_IN_MS = 1000
SHOWN_MS = 5.0  # imports below are summed up
TREE_LEVELS = 12
LARGEST = 10  # distributions of each archive, where not all are asked for


def report_tables(measurement: Measurement) -> Group:
    """Gives everything: what differs first, then cold starts, the largest distributions, limits and verdicts."""
    heaviest = find_heaviest(measurement)
    imports = measurement.observed[heaviest].imports if heaviest else ()
    return Group(
        *finding_lines(measurement.findings),
        cold_start_table(measurement.cold_starts),
        size_tables(measurement.artifacts, most=LARGEST),
        limits_table(measurement.artifacts),
        *verdicts(measurement.artifacts, measurement.monolith_kb, imports),
    )


def size_tables(artifacts: Sequence[Artifact], *, most: int | None = None) -> Group:
    """Gives who brought each byte of every artifact, by kind, the largest first.

    Args:
        artifacts: What was built.
        most: How many distributions of each are shown, all if None; the others are summed up.
    """
    return Group(*(size_table(artifact, most=most) for artifact in artifacts))


def size_table(artifact: Artifact, *, most: int | None = None) -> Table:
    """Gives who brought each byte of an artifact, in KB; below each name what asked for it."""
    sizes = f"{format_bytes(artifact.size_bytes)} zipped, {format_bytes(artifact.unzipped_bytes)} unzipped"
    table = _narrow_table(f"{artifact.file_name}: {sizes}; KB", "zipped", "unzipped", *KIND_HEADINGS, "left out")
    table.add_column("distribution", overflow="fold")
    shown = artifact.shares[:most]
    for share in shown:
        name = Text(f"{share.name} {share.version}".rstrip())
        if share.chain:
            name.append("\n" + " ".join(f"←\N{NO-BREAK SPACE}{link}" for link in share.chain), style="dim")
        table.add_row(*map(_kb, _sizes([share])), name)
    rest = artifact.shares[len(shown) :]
    if rest:
        table.add_row(*map(_kb, _sizes(rest)), f"{len(rest)} more")
    return table


def _sizes(shares: Sequence[Share]) -> Iterator[int]:
    """Gives zipped, unzipped, unzipped by kind, left out."""
    yield sum(share.zipped for share in shares)
    yield sum(share.unzipped for share in shares)
    yield from (sum(share.unzipped_bytes.get(kind, 0) for share in shares) for kind in KINDS)
    yield sum(share.left_out_bytes for share in shares)


def limits_table(artifacts: Sequence[Artifact]) -> Table:
    """Gives what is left to Lambda's limits, for each architecture that was built."""
    table = _narrow_table("distance to Lambda's limits", "used", "of", "")
    table.add_column("limit", overflow="fold")
    for name, used, limit in list_limits(artifacts):
        table.add_row(*describe_use(used, limit), f"{used / limit:.1%}", name)
    return table


def cold_start_table(cold_starts: Sequence[ColdStart]) -> Table:
    """Gives each cold start beside the bare handler's: ratios, and medians with their spread."""
    title = "cold starts: in bare handlers (x), in milliseconds here, at most in MB"
    headings = ("cpu x", "init x", "wall x", "cpu ms", "init ms", "wall ms", "MB", "runs")
    table = _narrow_table(title, *headings)
    table.add_column("cold start", overflow="fold")
    for one in cold_starts:
        ratios = (f"{ratio:.2f}" for ratio in (one.cpu_ratio, one.init_ratio, one.answer_ratio))
        table.add_row(*ratios, *_figures(one.function), str(one.runs), Text(describe_start(one)))
    if cold_starts:
        where = describe_isolation(cold_starts)
        table.caption = (
            f"medians, ± half of the distance between the quartiles; ratios compare the three fastest; {where}"
        )
    return table


def finding_lines(findings: Iterable[Finding]) -> Iterator[Text]:
    """Gives a line for each finding, those that fail first."""
    for finding in sorted(findings, key=lambda one: not one.fails):
        line = Text("✗ " if finding.fails else "· ", style="red" if finding.fails else "")
        line.append(finding.subject, style="bold")
        line.append(f": {finding.text}")
        yield line


def import_tree(imports: Sequence[Import], *, title: str) -> RenderableType:
    """Gives what a cold start imports, as a tree of those that take longest, and the cost of each package."""
    tree = Tree(f"{title}: {count_modules(imports):,} modules, {_ms(sum(one.own_us for one in imports))}")
    branches: dict[int | None, tuple[Tree, int]] = {None: (tree, 0)}
    for position, one in enumerate(imports):
        branch, level = branches.get(one.parent, (None, 0))
        if branch is not None and one.total_us >= SHOWN_MS * MICROSECONDS_IN_MS and level < TREE_LEVELS:
            label = Text(f"{one.name}  {_ms(one.total_us)}")
            label.append(f"  own {_ms(one.own_us)}", style="dim")
            branches[position] = (branch.add(label), level + 1)
    table = Table("package", "modules", "own time", box=SIMPLE, title="by package")
    counts = count_by_package(imports)
    for package, cost in list(cost_by_package(imports).items())[:20]:
        table.add_row(package, f"{counts[package]:,}", _ms(cost))
    return Group(tree, table)


def _narrow_table(title: str, *numbers: str) -> Table:
    """Gives a table that fits a terminal of 80 characters, its numbers first; what follows them may fold."""
    table = Table(title=title, title_justify="left", caption_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for heading in numbers:
        table.add_column(heading, justify="right")
    return table


def _figures(figures: Figures) -> tuple[str, ...]:
    times = (figures.cpu_ms, figures.init_ms, figures.answer_ms)
    return (*(format_spread(spread) for spread in times), f"{figures.peak_memory_mb.median:.0f}")


def _kb(size_bytes: int) -> str:
    return f"{size_bytes / BYTES_IN_KB:,.0f}" if size_bytes else "-"


def _ms(microseconds: int) -> str:
    return f"{microseconds / MICROSECONDS_IN_MS:.1f} ms"
