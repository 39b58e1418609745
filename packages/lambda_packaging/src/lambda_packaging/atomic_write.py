"""Files that appear whole or not at all.

Comes in: a path and what writes it. Goes out: the complete file at that path, or the previous one untouched,
also when the process is killed or the disk is full.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lambda_packaging.errors import ArchiveError, DiskFullError, PackagingError

PARTIAL = ".partial"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Lends a path beside `path`; what was written there takes its place when the block ends well.

    Raises:
        DiskFullError: There is no room for it; the previous one stays.
        ArchiveError: The file cannot be written, or a file that the block reads cannot be read.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        _flush_to_disk(partial)
        partial.replace(path)
        _flush_to_disk(path.parent)  # the new name itself must survive a crash too
    except OSError as error:
        raise disk_error(error, path=path, lent=partial) from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def explained_disk(path: Path) -> Iterator[None]:
    """Names what the disk refused in the block; `path` where the system itself names nothing.

    Raises:
        DiskFullError: There is no room left.
        ArchiveError: A file or folder cannot be used.
    """
    try:
        yield
    except OSError as error:
        raise disk_error(error, path=path) from error


def disk_error(error: OSError, *, path: Path, lent: Path | None = None) -> PackagingError:
    """Gives the error for what the system said while `path` was written, under the name `lent` so far."""
    named = Path(error.filename) if isinstance(error.filename, str) else path
    culprit = path if named == lent else named
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFullError(detail=str(culprit))
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return ArchiveError(path=culprit, problem="is no folder, expected one", remedy="Move it away")
    words = error.strerror or error
    if culprit == path:
        remedy = "Make the folder writable and build again; the previous file is unchanged"
        return ArchiveError(path=path, problem=f"cannot be written ({words})", remedy=remedy)
    remedy = "Check that it is there and may be read and written"
    return ArchiveError(path=culprit, problem=f"cannot be used ({words})", remedy=remedy)


def write_text(path: Path, text: str) -> None:
    """Replaces the text of the file at `path`, unless it is that already.

    Raises:
        ArchiveError: The file cannot be written; the previous one stays.
    """
    if path.is_file() and path.read_bytes() == text.encode():
        return
    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8")


def drop_partial_files(folder: Path) -> None:
    """Removes what killed writers left in `folder`. Call it only while no writer runs there."""
    for partial in folder.glob(f".*{PARTIAL}"):
        partial.unlink(missing_ok=True)


def _flush_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
