"""The folder `build/`: one builder at a time, and nothing left behind by a killed one.

Comes in: a project. Goes out: its exclusive use, and empty folders to build in.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from lambda_packaging.atomic_write import drop_partial_files, explained_disk
from lambda_packaging.progress import Progress
from lambda_packaging.project import Project

STAGE = "stage-"


@contextmanager
def only_builder(project: Project, progress: Progress) -> Iterator[None]:
    """Waits for other builds of the project, then clears what killed ones left and keeps others out.

    Raises:
        DiskFullError: There is no room left, wherever the build writes.
        ArchiveError: A file or folder of the build cannot be used.
    """
    with explained_disk(project.work), _opened_lock(project.work) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with progress.step("waiting for another build of this project"):
                fcntl.flock(lock, fcntl.LOCK_EX)
        drop_partial_files(project.dist)
        for left_behind in project.work.glob(f"{STAGE}*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        yield


def _opened_lock(work: Path) -> TextIO:
    work.mkdir(parents=True, exist_ok=True)
    return (work / ".lock").open("w")


@contextmanager
def staging_folder(work: Path) -> Iterator[Path]:
    """Lends an empty folder that is gone afterwards."""
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=STAGE, dir=work) as folder:
        yield Path(folder)
