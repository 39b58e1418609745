"""One builder at a time, and a clean start for each."""

import errno
import threading
from pathlib import Path

import pytest
from fakes.progress import FakeProgress
from fakes.sample_project import write
from lambda_packaging.errors import DiskFullError
from lambda_packaging.project import Project
from lambda_packaging.work_folder import only_builder, staging_folder


def test_what_a_killed_build_left_is_cleared(sample: Project) -> None:
    """Its stage and its half-written archives, not the finished ones."""
    write(sample.work / "stage-abc/file", "")
    write(sample.work / "unpacked/file", "")
    write(sample.dist / ".function.zip.1.partial", "")
    write(sample.dist / "function.zip", "")
    with only_builder(sample, FakeProgress()):
        left = {path.name for folder in (sample.work, sample.dist) for path in folder.iterdir()}
    assert left == {".lock", "unpacked", "function.zip"}


def test_a_second_build_waits_and_says_so(sample: Project) -> None:
    """Two commands started at once must not write into each other's files."""
    order: list[str] = []
    second = FakeProgress()

    def build_too() -> None:
        with only_builder(sample, second):
            order.append("second")

    with only_builder(sample, FakeProgress()):
        thread = threading.Thread(target=build_too)
        thread.start()
        thread.join(timeout=0.2)
        order.append("first")
    thread.join(timeout=5)
    assert order == ["first", "second"]
    assert second.steps == ["waiting for another build or proof of this project"]


def test_a_stage_is_gone_afterwards(tmp_path: Path) -> None:
    """Empty when it begins."""
    with staging_folder(tmp_path) as folder:
        assert list(folder.iterdir()) == []
        write(folder / "a/b", "")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_named_wherever_the_build_writes(sample: Project) -> None:
    """Not only in dist/."""

    def copy_without_room() -> None:
        with only_builder(sample, FakeProgress()):
            raise OSError(errno.ENOSPC, "No space left on device", "copy.py")

    with pytest.raises(DiskFullError, match=r"copy\.py"):
        copy_without_room()
