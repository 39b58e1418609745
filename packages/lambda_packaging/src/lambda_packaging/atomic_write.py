"""Files that appear whole or not at all.

Comes in: a path and what writes it. Goes out: the complete file at that path, or the previous one untouched,
also when the process is killed or the disk is full.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lambda_packaging.errors import ArchiveError

PARTIAL = ".partial"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Lends a path beside `path`; what was written there takes its place when the block ends well.

    Raises:
        ArchiveError: The file cannot be written; the previous one stays.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        _flush_to_disk(partial)
        partial.replace(path)
        _flush_to_disk(path.parent)  # the new name itself must survive a crash too
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        partial.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Replaces the text of the file at `path`.

    Raises:
        ArchiveError: The file cannot be written; the previous one stays.
    """
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


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        remedy = "Free some space and build again; the previous file is unchanged"
        return ArchiveError(path=path, problem="the disk is full, expected room for it", remedy=remedy)
    remedy = "Make the folder writable and build again; the previous file is unchanged"
    return ArchiveError(path=path, problem=f"cannot be written ({error.strerror or error})", remedy=remedy)
