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
from lambda_packaging.manifest import FUNCTION, LAYER, Artifact, Manifest
from lambda_packaging.metrics.cold_start import ColdStart, Figures, Spread
from lambda_packaging.metrics.gate import Finding
from lambda_packaging.metrics.imports import Import, cost_by_package, count_by_package
from lambda_packaging.metrics.ledger import CHAIN
from lambda_packaging.sizes import BYTES_IN_KB, format_bytes
from lambda_packaging.static_checks import LAYERS_LIMIT, UNZIPPED_LIMIT_BYTES, ZIPPED_LIMIT_BYTES

KIND_HEADINGS = ("so", "py", "pyc", "data", "meta")  # of KINDS, in their order
SMALL_FUNCTION_KB, FAST_IMPORT_SECONDS = 1000, 2.0  # the two verdicts of the function's specification
MICROSECONDS_IN_MS = 1000
SHOWN_MS = 5.0  # imports below are summed up
TREE_LEVELS = 12


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
            name.append(f"\n{CHAIN.lstrip()}{CHAIN.join(share.chain)}", style="dim")
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


def limits_table(manifest: Manifest, architectures: Iterable[str]) -> Table:
    """Gives what is left to Lambda's limits, for each architecture that was built."""
    table = _narrow_table("distance to Lambda's limits", "used", "of", "")
    table.add_column("limit", overflow="fold")
    for name, architecture, used, limit in list_limits(manifest, architectures):
        shown = (str(used), str(limit)) if limit < 100 else (format_bytes(used), format_bytes(limit))
        table.add_row(*shown, f"{used / limit:.1%}", f"{name}, {architecture}")
    return table


def list_limits(manifest: Manifest, architectures: Iterable[str]) -> Iterator[tuple[str, str, int, int]]:
    """Gives each limit of Lambda with the architecture, what is used of it, and how much there is."""
    for architecture in architectures:
        layers = manifest.of_kind(LAYER, architecture=architecture)
        functions = manifest.of_kind(FUNCTION, architecture=architecture)
        largest = max(manifest.on(architecture), key=lambda one: one.size_bytes, default=None)
        if largest is not None:
            yield f"direct upload of {largest.file_name}", architecture, largest.size_bytes, ZIPPED_LIMIT_BYTES
        unzipped = sum(one.unzipped_bytes for one in layers) + max((one.unzipped_bytes for one in functions), default=0)
        yield "unzipped, function with its layers", architecture, unzipped, UNZIPPED_LIMIT_BYTES
        yield "layers of a function", architecture, len(layers), LAYERS_LIMIT


def verdicts(artifacts: Iterable[Artifact], monolith_kb: dict[str, int], imports: Sequence[Import]) -> Iterator[str]:
    """Gives the sentences that the function's specification asks for: its size beside the monolith, and its imports.

    Args:
        artifacts: What was built.
        monolith_kb: What each function's predecessor weighed, by file name.
        imports: Everything that the heaviest cold start imports; nothing if it was not looked at.
    """
    for artifact in artifacts:
        if before := monolith_kb.get(artifact.file_name):
            size_kb = artifact.size_bytes / 1000
            small = "below" if size_kb < SMALL_FUNCTION_KB else "NOT BELOW"
            yield (
                f"{artifact.file_name}: {size_kb:.1f} KB instead of {before:,} KB, a reduction of "
                f"{(before - size_kb) / before:.2%}; {small} the specification's {SMALL_FUNCTION_KB:,} KB"
            )
    if imports:
        seconds, limit = sum(one.own_us for one in imports) / 1_000_000, FAST_IMPORT_SECONDS
        fast = "below" if seconds < limit else "NOT BELOW"
        yield f"all imports of the heaviest cold start: {seconds:.2f} s; {fast} the specification's {limit} s"


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
        table.add_row("1", "1", "1", *_figures(cold_starts[0].bare), "", "bare handler")
        where = describe_isolation(cold_starts[0].isolation)
        table.caption = (
            f"medians, ± half of the distance between the quartiles; ratios compare the fastest fifth; {where}"
        )
    return table


def describe_start(one: ColdStart) -> str:
    """Gives a cold start's name, and whose it is unless it is this build's."""
    return one.name if one.build == "this build" else f"{one.name}, {one.build}"


def describe_isolation(isolation: str) -> str:
    """Says how the function saw its layers, and what that changes."""
    if isolation == "namespaces":
        return "layers at /opt and function at /var/task, read-only (namespaces)"
    return (
        "this machine forbids namespaces: layers and function were on the search path (PYTHONPATH), writable and at "
        "other places than Lambda's; ratios hold, places in messages differ"
    )


def finding_lines(findings: Iterable[Finding]) -> Iterator[Text]:
    """Gives a line for each finding, those that fail first."""
    for finding in sorted(findings, key=lambda one: not one.fails):
        line = Text("✗ " if finding.fails else "· ", style="red" if finding.fails else "")
        line.append(finding.subject, style="bold")
        line.append(f": {finding.text}")
        yield line


def import_tree(imports: Sequence[Import], *, title: str) -> RenderableType:
    """Gives what a cold start imports, as a tree of those that take longest, and the cost of each package."""
    tree = Tree(f"{title}: {len(imports):,} modules, {_ms(sum(one.own_us for one in imports))}")
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


def format_spread(spread: Spread) -> str:
    """Gives a median, and half of the distance between the quartiles."""
    return f"{spread.median:.0f} ±{(spread.upper_quartile - spread.lower_quartile) / 2:.0f}"


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
