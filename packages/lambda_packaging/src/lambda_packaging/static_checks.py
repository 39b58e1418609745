"""What can be seen of archives without running anything: sizes, files that two of them write, machine code.

Comes in: artifacts, or their files. Goes out: a `Failure` for everything that Lambda, or the project, would refuse.
"""

import zipfile
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from packaging.version import Version

from lambda_packaging.bytecode import SUFFIX, bytecode_name, claims, is_bytecode_of, is_python
from lambda_packaging.layout import Layout
from lambda_packaging.manifest import FUNCTION, LAYER, Artifact, read_archive
from lambda_packaging.project import Project
from lambda_packaging.proof_record import Failure
from lambda_packaging.shared_object import is_elf, read_shared_object

AMAZON_LINUX_GLIBC = Version("2.34")  # of Amazon Linux 2023, on which the runtime lives
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
ZIPPED_LIMIT_BYTES, UNZIPPED_LIMIT_BYTES, LAYERS_LIMIT = 50_000_000, 262_144_000, 5


def find_broken_budgets(project: Project, artifacts: Iterable[Artifact]) -> Iterator[Failure]:
    """Compares sizes with the project's budgets, and what one function gets together with Lambda's limits."""
    artifacts = tuple(artifacts)
    budgets = {one.name: one.budget for one in (*project.layers, *project.functions)}
    for artifact in artifacts:
        budget = budgets[artifact.name]
        sizes = (
            ("zipped", artifact.size_bytes, budget.zipped_bytes),
            ("unzipped", artifact.unzipped_bytes, budget.unzipped_bytes),
        )
        for what, size, limit in sizes:
            if limit is not None and size > limit:
                error = f"{size:,} bytes {what}, {size - limit:,} more than its budget of {limit:,}"
                yield Failure(kind="budget", subject=artifact.file_name, error=error)
    layers = [artifact.unzipped_bytes for artifact in artifacts if artifact.kind == LAYER]
    largest = max((artifact.unzipped_bytes for artifact in artifacts if artifact.kind == FUNCTION), default=0)
    if sum(layers) + largest > UNZIPPED_LIMIT_BYTES:
        error = f"{sum(layers) + largest:,} bytes unzipped, and Lambda takes {UNZIPPED_LIMIT_BYTES:,}"
        yield Failure(kind="limit", subject="all layers and the largest function", error=error)
    if len(layers) > LAYERS_LIMIT:
        yield Failure(kind="limit", subject="layers", error=f"{len(layers)}, and a function takes {LAYERS_LIMIT}")


def find_overlaps(dist: Path, artifacts: Iterable[Artifact]) -> Iterator[Failure]:
    """Finds files that two layers hold with different content: the later one would win without a word."""
    owners: dict[str, tuple[str, int]] = {}
    for artifact in artifacts:
        if artifact.kind == LAYER:
            with zipfile.ZipFile(dist / artifact.file_name) as archive:
                for entry in archive.infolist():
                    owner, checksum = owners.setdefault(entry.filename, (artifact.file_name, entry.CRC))
                    if checksum != entry.CRC:
                        error = f"{owner} and {artifact.file_name} hold it with different content"
                        yield Failure(kind="overlap", subject=entry.filename, error=error)


def find_wrong_bytecode(layout: Layout) -> Iterator[Failure]:
    """Finds sources whose bytecode is missing, damaged, made from something else, or of a kind that is questioned."""
    for source in sorted(layout.folder.rglob(f"*{SUFFIX}")):
        place = source.relative_to(layout.folder).as_posix()
        bytecode, content = layout.folder / bytecode_name(place), source.read_bytes()
        if not is_bytecode_of(content, bytecode.read_bytes() if bytecode.is_file() else b"") and is_python(content):
            yield Failure(kind="bytecode", subject=place, error="has no bytecode that was made from it")


def find_stale_sources(archive: Path) -> tuple[str, ...]:
    """Gives the sources in an archive that would be compiled at every cold start, by what the bytecode says of itself.

    Raises:
        ManifestError: The archive is missing or cannot be read.
    """
    with read_archive(archive) as content:
        names = set(content.namelist())
        return tuple(
            name
            for name in content.namelist()
            if name.endswith(SUFFIX) and not _is_ready(name, content, names) and is_python(content.read(name))
        )


def _is_ready(name: str, content: zipfile.ZipFile, names: Container[str]) -> bool:
    bytecode = bytecode_name(name)
    return bytecode in names and claims(content.read(name), content.read(bytecode))


def machine_code_files(layout: Layout) -> list[Path]:
    """Gives the files with machine code, in a fixed order."""
    return sorted(path for path in layout.folder.rglob("*") if path.is_file() and is_elf(path))


def find_foreign_machine_code(files: Iterable[Path], layout: Layout, *, architecture: str) -> Iterator[Failure]:
    """Finds machine code that is for other machines, or for a newer C library than Lambda's."""
    for path in files:
        subject, found = path.relative_to(layout.folder).as_posix(), read_shared_object(path)
        if found is None or found.architecture != architecture:
            is_for = found.architecture if found else "no machine that can be told"
            yield Failure(kind="machine code", subject=subject, error=f"is for {is_for}; expected {architecture}")
        elif found.glibc is not None and found.glibc > AMAZON_LINUX_GLIBC:
            error = f"needs glibc {found.glibc}; Amazon Linux 2023 has {AMAZON_LINUX_GLIBC}"
            yield Failure(kind="machine code", subject=subject, error=error)
