"""What every form of a report says in the same words.

Comes in: what was measured. Goes out: sentences and rows, without a form.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lambda_packaging.isolation import NAMESPACES, SEARCH_PATH
from lambda_packaging.manifest import ANY_ARCHITECTURE, FUNCTION, LAYER, Artifact, assemble_manifest
from lambda_packaging.metrics.cold_start import FLOOR, THIS_BUILD, ColdStart, Spread
from lambda_packaging.metrics.imports import Import
from lambda_packaging.metrics.measurement import Measurement
from lambda_packaging.sizes import BYTES_IN_KB, format_bytes
from lambda_packaging.static_checks import LAYERS_LIMIT, UNZIPPED_LIMIT_BYTES, ZIPPED_LIMIT_BYTES

SMALL_FUNCTION_KB, FAST_IMPORT_SECONDS = 1000, 2.0  # the two verdicts of the function's specification
ISOLATIONS = {
    NAMESPACES: "layers at /opt and function at /var/task, read-only (namespaces)",
    SEARCH_PATH: (
        "this machine forbids namespaces: layers and function were on the search path (PYTHONPATH), writable and at "
        "other places than Lambda's; ratios hold, places in messages differ"
    ),
}


def list_limits(artifacts: Sequence[Artifact]) -> Iterator[tuple[str, int, int]]:
    """Gives each limit of Lambda, for each architecture that was built: its name, what is used, how much there is."""
    built = assemble_manifest(tuple(artifacts), versions={})
    named = sorted({one.architecture for one in artifacts} - {ANY_ARCHITECTURE})
    for architecture in named or [ANY_ARCHITECTURE] * bool(artifacts):
        layers = built.of_kind(LAYER, architecture=architecture)
        functions = built.of_kind(FUNCTION, architecture=architecture)
        largest = max(built.on(architecture), key=lambda one: one.size_bytes)
        unzipped = sum(one.unzipped_bytes for one in layers) + max((one.unzipped_bytes for one in functions), default=0)
        yield f"direct upload of {largest.file_name}", largest.size_bytes, ZIPPED_LIMIT_BYTES
        yield f"unzipped, a function with its layers, {architecture}", unzipped, UNZIPPED_LIMIT_BYTES
        yield f"layers of a function, {architecture}", len(layers), LAYERS_LIMIT


def describe_use(used: int, limit: int) -> tuple[str, str]:
    """Gives what is used of a limit, and the limit, as a count or as a size."""
    return (str(used), str(limit)) if limit == LAYERS_LIMIT else (format_bytes(used), format_bytes(limit))


def verdicts(artifacts: Sequence[Artifact], monolith_kb: Mapping[str, int], imports: Sequence[Import]) -> Iterator[str]:
    """Gives the sentences that the function's specification asks for: its size beside the monolith, and its imports.

    Args:
        artifacts: What was built.
        monolith_kb: What each function's predecessor weighed, by file name.
        imports: Everything that the heaviest cold start imports; nothing if it was not looked at.
    """
    for artifact in artifacts:
        if before := monolith_kb.get(artifact.file_name):
            size_kb = artifact.size_bytes / BYTES_IN_KB
            small = "below" if size_kb < SMALL_FUNCTION_KB else "NOT BELOW"
            yield (
                f"{artifact.file_name}: {size_kb:.1f} KB instead of {before:,} KB, a reduction of "
                f"{(before - size_kb) / before:.2%}; {small} the specification's {SMALL_FUNCTION_KB:,} KB"
            )
            for architecture, total_kb in _with_layers(artifact, artifacts):
                share = f"{total_kb / before:.1%} of what it replaced"
                yield f"{artifact.file_name} with its layers for {architecture}: {total_kb:,.0f} KB, {share}"
    if imports:
        seconds, limit = sum(one.own_us for one in imports) / 1_000_000, FAST_IMPORT_SECONDS
        fast = "below" if seconds < limit else "NOT BELOW"
        took = f"imports of the heaviest cold start, beyond the bare handler's: {seconds:.2f} s"
        yield f"{took}; {fast} the specification's {limit} s"


def _with_layers(function: Artifact, artifacts: Sequence[Artifact]) -> Iterator[tuple[str, float]]:
    """Gives for each architecture what a function and its layers weigh zipped, in KB."""
    for architecture in sorted({one.architecture for one in artifacts} - {ANY_ARCHITECTURE}):
        layers = [
            one for one in artifacts if one.kind == LAYER and one.architecture in {architecture, ANY_ARCHITECTURE}
        ]
        yield architecture, sum(one.size_bytes for one in (*layers, function)) / BYTES_IN_KB


def describe_start(one: ColdStart) -> str:
    """Gives a cold start's name, and whose it is unless it is this build's."""
    return one.name if one.build in {THIS_BUILD, FLOOR} else f"{one.name}, {one.build}"


def describe_isolation(cold_starts: Iterable[ColdStart]) -> str:
    """Says how the functions saw their layers, and what that changes; nothing where nothing was measured."""
    return "; ".join(ISOLATIONS[kind] for kind in sorted({one.isolation for one in cold_starts}))


def find_heaviest(measurement: Measurement) -> str:
    """Gives the name of the cold start that imports most; empty where none was looked at."""
    return max(measurement.observed, key=lambda name: len(measurement.observed[name].imports), default="")


def format_spread(spread: Spread) -> str:
    """Gives a median, and half of the distance between the quartiles."""
    return f"{spread.median:.0f} ±{(spread.upper_quartile - spread.lower_quartile) / 2:.0f}"
