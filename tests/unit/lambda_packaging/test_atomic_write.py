"""A file is replaced whole or not at all."""

import errno
from pathlib import Path

import pytest
from lambda_packaging.atomic_write import drop_partial_files, explained_disk, replacing, write_text
from lambda_packaging.errors import ArchiveError, DiskFullError


def test_a_text_is_replaced(tmp_path: Path) -> None:
    """Missing folders are made, and nothing else is left beside it."""
    path = tmp_path / "new" / "file"
    write_text(path, "first")
    write_text(path, "second")
    assert path.read_text() == "second"
    assert list(path.parent.iterdir()) == [path]


def test_a_writer_that_fails_leaves_the_previous_file(tmp_path: Path) -> None:
    """Its own error is what the caller sees."""
    path = tmp_path / "file"
    write_text(path, "first")

    def fail_half_way() -> None:
        with replacing(path) as partial:
            partial.write_text("sec")
            raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        fail_half_way()
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EDQUOT, "the disk is full"), (errno.EROFS, "Read-only")],
)
def test_a_disk_that_takes_no_more_is_named_and_the_previous_file_stays(
    tmp_path: Path, number: int, words: str
) -> None:
    """What the system says while the block writes becomes an error with a remedy."""
    path = tmp_path / "file"
    write_text(path, "first")

    def fill_the_disk() -> None:
        with replacing(path):
            raise OSError(number, "Read-only file system" if number == errno.EROFS else "No space left")

    with pytest.raises((ArchiveError, DiskFullError), match=words) as raised:
        fill_the_disk()
    assert "unchanged" in str(raised.value)
    assert path.read_text() == "first"


def test_what_killed_writers_left_is_dropped(tmp_path: Path) -> None:
    """And nothing else."""
    (tmp_path / ".a.zip.123.partial").write_text("half")
    (tmp_path / "a.zip").write_text("whole")
    drop_partial_files(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_source_that_cannot_be_read_is_named_instead_of_the_archive(tmp_path: Path) -> None:
    """Nothing is wrong with the place that was written to."""

    def read_what_is_gone() -> None:
        with replacing(tmp_path / "a.zip"):
            (tmp_path / "gone.py").read_bytes()

    with pytest.raises(ArchiveError, match=r"gone\.py: cannot be used \(No such file"):
        read_what_is_gone()


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "build").touch()

    def make_the_folder() -> None:
        with explained_disk(tmp_path):
            (tmp_path / "build").mkdir()

    with pytest.raises(ArchiveError, match=r"build: is no folder, expected one\. Move it away"):
        make_the_folder()
