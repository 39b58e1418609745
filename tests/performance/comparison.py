"""The whole comparison, in order: cold builds, full rebuilds, builds with nothing to do, memory, sizes, imports.

Comes in: this repository. Goes out: a `Comparison`. Samples of the builders alternate, so that all see the same
machine; seconds are this machine's, ratios travel.
"""

import os
import platform
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.archive import unzipped_bytes
from lambda_packaging.inputs import maker_versions
from lambda_packaging.lock import read_lock
from lambda_packaging.progress import Progress
from lambda_packaging.target import host_architecture
from lambda_packaging.unpack import extract
from performance.builders import NAIVE, OURS, PEERS_LOCK, PROVE, SAM, Builder, list_builders, safe_builder
from performance.figures import (
    AGAIN,
    COLD,
    COMPILED,
    FULL,
    IMPORT,
    MEMORY,
    SAFE_UNZIPPED,
    SAFE_ZIPPED,
    UNZIPPED,
    ZIPPED,
    Comparison,
    Row,
)
from performance.sampling import BYTES_IN_MB, digest, import_from, peak_memory_mb_of, seconds_of

# A cold round takes minutes and downloads everything once for each builder.
COLD_ROUNDS, FULL_ROUNDS, AGAIN_ROUNDS, IMPORT_ROUNDS = 2, 3, 7, 11
PEERS = ("aws-sam-cli", "pex", "pip")
NEW_YEAR_1980 = 315_532_800

type Times = Mapping[str, Sequence[float]]  # by the name of the builder, in seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where everything happens, and who takes part.

    Attributes:
        folder: Is thrown away afterwards.
        builders: Ours first.
        progress: Where to report.
    """

    folder: Path
    builders: Sequence[Builder]
    progress: Progress

    def downloads(self, builder: Builder, round_: int = COLD_ROUNDS - 1) -> Path:
        """Gives the download cache of a cold round; everything later uses that of the last one."""
        return self.folder / f"downloads-{round_}" / builder.folder.name

    def in_turn(self, builders: Sequence[Builder], what: str, rounds: int) -> Iterator[tuple[int, Builder]]:
        """Yields every one of `builders` once a round, and reports each."""
        for round_ in range(rounds):
            for builder in builders:
                with self.progress.step(f"{what}, round {round_ + 1} of {rounds}: {builder.name}"):
                    yield round_, builder


def compare(root: Path, progress: Progress) -> Comparison:
    """Measures everything and leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="performance-") as folder:
        with progress.step("peers installed"):
            builders = list_builders(Path(folder), root)
        workshop = Workshop(folder=Path(folder), builders=builders, progress=progress)
        times, digests = time_builds(workshop)
        times_again = time_builds_with_nothing_to_do(workshop)
        rows = (
            *time_rows(times[COLD], COLD),
            *time_rows(times[FULL], FULL),
            *time_rows(times_again, AGAIN),
            *size_rows(workshop),
            memory_row(workshop),
            *import_rows(workshop),
        )
        proof_seconds = seconds_of(builders[0], PROVE, downloads=workshop.downloads(builders[0]))
        cached_mb = {builder.name: size_mb(workshop.downloads(builder)) for builder in builders}
    pins: dict[str, str] = {pin.name: str(pin.version) for pin in read_lock(root / PEERS_LOCK)}
    return Comparison(
        machine=f"{host_architecture()}, {os.cpu_count()} processors, {platform.system()}",
        versions={name: pins[name] for name in PEERS} | maker_versions(),
        rows=rows,
        same_bytes={name: len(found) == 1 for name, found in digests.items()},
        cached_mb=cached_mb,
        proof_seconds=proof_seconds,
    )


def time_builds(workshop: Workshop) -> tuple[Mapping[str, Times], Mapping[str, set[str]]]:
    """Builds everything, without downloads and with them; gives the seconds and the digests of what was built."""
    times: dict[str, dict[str, list[float]]] = {COLD: defaultdict(list), FULL: defaultdict(list)}
    digests: dict[str, set[str]] = defaultdict(set)
    for what, rounds in ((COLD, COLD_ROUNDS), (FULL, FULL_ROUNDS)):
        for round_, builder in workshop.in_turn(workshop.builders, what, rounds):
            downloads = workshop.downloads(builder, round_) if what == COLD else workshop.downloads(builder)
            times[what][builder.name].append(seconds_of(builder, builder.anew, downloads=downloads))
            digests[builder.name].add(digest(builder.output))
    return times, digests


def time_builds_with_nothing_to_do(workshop: Workshop) -> Times:
    """Builds again what is up to date, by those builders that can tell."""
    times: dict[str, list[float]] = defaultdict(list)
    able = [builder for builder in workshop.builders if builder.again]
    for builder in able:
        for command in builder.before_again:
            seconds_of(builder, command, downloads=workshop.downloads(builder))
    for _, builder in workshop.in_turn(able, AGAIN, AGAIN_ROUNDS):
        times[builder.name].append(seconds_of(builder, builder.again, downloads=workshop.downloads(builder)))
    return times


def time_rows(times: Times, what: str) -> Iterator[Row]:
    """Gives our median beside that of each peer."""
    for peer, theirs in times.items():
        if peer != OURS:
            yield median_row(what, "s", times[OURS], peer, theirs)


def size_rows(workshop: Workshop) -> Iterator[Row]:
    """Gives the sizes of our dependencies layer, as declared and by default rules alone, beside the naive one's."""
    outputs = {builder.name: builder.output for builder in workshop.builders}
    safe = safe_builder(workshop.folder / "safe", workshop.builders[0])
    seconds_of(safe, safe.anew, downloads=workshop.downloads(workshop.builders[0]))
    for zipped, unzipped, ours in ((ZIPPED, UNZIPPED, outputs[OURS]), (SAFE_ZIPPED, SAFE_UNZIPPED, safe.output)):
        for what, measure in ((zipped, lambda path: path.stat().st_size), (unzipped, unzipped_bytes)):
            yield median_row(what, "MB", [measure(ours) / BYTES_IN_MB], NAIVE, [measure(outputs[NAIVE]) / BYTES_IN_MB])


def memory_row(workshop: Workshop) -> Row:
    """Gives the memory of one full rebuild; it is measured apart, since looking takes time."""
    peaks = {
        builder.name: peak_memory_mb_of(builder, builder.anew, downloads=workshop.downloads(builder))
        for builder in workshop.builders
        if builder.name in {OURS, SAM}
    }
    return median_row(MEMORY, "MB", [peaks[OURS]], SAM, [peaks[SAM]])


def import_rows(workshop: Workshop) -> Iterator[Row]:
    """Gives the cost of an import from our layer beside the naive one, whose bytecode is stale."""
    layers = {
        builder.name: unpack(builder.output, workshop.folder / "unpacked" / builder.folder.name)
        for builder in workshop.builders
        if builder.name in {OURS, NAIVE}
    }
    rounds = [{name: import_from(layer) for name, layer in layers.items()} for _ in range(IMPORT_ROUNDS)]
    for what, unit, name in ((IMPORT, "s", "cpu_seconds"), (COMPILED, "files", "compiled")):
        ours, theirs = ([getattr(round_[one], name) for round_ in rounds] for one in (OURS, NAIVE))
        yield median_row(what, unit, ours, NAIVE, theirs)


def unpack(archive: Path, folder: Path) -> Path:
    """Unpacks a layer as Lambda does: every file has the time that the archive says, of 1980."""
    folder.mkdir(parents=True)
    extract(archive, folder)
    for path in folder.rglob("*"):
        os.utime(path, (NEW_YEAR_1980, NEW_YEAR_1980))
    return folder


def size_mb(folder: Path) -> float:
    """Gives the size of all files below a folder; none if it does not exist."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / BYTES_IN_MB


def median_row(what: str, unit: str, ours: Sequence[float], peer: str, theirs: Sequence[float]) -> Row:
    """Gives two medians of the same number of samples."""
    medians = statistics.median(ours), statistics.median(theirs)
    return Row(what=what, unit=unit, ours=medians[0], peer=peer, theirs=medians[1], samples=len(ours))
