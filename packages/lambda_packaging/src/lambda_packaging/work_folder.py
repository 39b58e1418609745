"""The folder `build/`: one builder at a time, and nothing left behind by a killed one.

Comes in: a project. Goes out: its exclusive use, and empty folders to build in.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from lambda_packaging.atomic_write import drop_partial_files, explained_disk
from lambda_packaging.programs import ended_by_sigterm
from lambda_packaging.progress import Progress
from lambda_packaging.project import Project

STAGE = "stage-"
ATTEMPTS, PATIENCE_SECONDS = 20, 0.1


@contextmanager
def only_builder(project: Project, progress: Progress) -> Iterator[None]:
    """Waits for other builds and proofs of the project, then clears what killed ones left and keeps others out.

    SIGTERM ends the block as an exception does, so that it leaves neither files nor programs behind.

    Raises:
        DiskFullError: There is no room left, wherever the build writes.
        ArchiveError: A file or folder of the build cannot be used.
    """
    with ended_by_sigterm(), explained_disk(project.work), _opened_lock(project.work) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with progress.step("waiting for another build or proof of this project"):
                fcntl.flock(lock, fcntl.LOCK_EX)
        drop_partial_files(project.dist)
        clear_stages(project.work)
        yield


def clear_stages(work: Path) -> None:
    """Removes what killed builds and proofs left; a little patience for a program of theirs that still writes."""
    for _ in range(ATTEMPTS):
        for folder in work.glob(f"{STAGE}*"):
            make_removable(folder)
            shutil.rmtree(folder, ignore_errors=True)
        if not any(work.glob(f"{STAGE}*")):
            return
        time.sleep(PATIENCE_SECONDS)


def make_removable(folder: Path) -> None:
    """Gives the right to write back to the folders of a layout that was made read-only."""
    for parent, _, _ in os.walk(folder):
        with suppress(FileNotFoundError):
            Path(parent).chmod(0o700)


def _opened_lock(work: Path) -> TextIO:
    work.mkdir(parents=True, exist_ok=True)
    return (work / ".lock").open("w")


@contextmanager
def staging_folder(work: Path) -> Iterator[Path]:
    """Lends an empty folder that is gone afterwards."""
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=STAGE, dir=work) as folder:
        yield Path(folder)
