"""An archive has the same bytes for the same files, and holds nothing but them."""

import hashlib
import io
import itertools
import os
import zipfile
from pathlib import Path

import pytest
from fakes.archives import archive_folder
from fakes.sample_project import write
from lambda_packaging import archive
from lambda_packaging.archive import Entry, make_entry, unzipped_bytes, verify_archive, write_archive
from lambda_packaging.errors import ArchiveError


def fill(folder: Path, *, mode: int = 0o644, time: int = 0) -> Path:
    """A folder whose order of creation, modes and times can differ."""
    names = ["python/b.py", "python/a/z.txt", "python/a.py", "python/a-b.py", "python/ä.py", "python/empty"]
    for name in names if time else reversed(names):
        write(folder / name, "" if name.endswith("empty") else f"# {name}\n" * 50)
        (folder / name).chmod(mode)
        os.utime(folder / name, (time, time))
    write(folder / "python/run", "#!/bin/sh\n")
    (folder / "python/run").chmod(mode | 0o100)
    return folder


def test_names_are_sorted_by_their_bytes_and_nothing_else_varies(tmp_path: Path) -> None:
    """One time, two modes, one system, no extra fields, no folders."""
    archive_folder(fill(tmp_path / "files"), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as zipped:
        entries = zipped.infolist()
        assert [entry.filename for entry in entries] == [
            "python/a-b.py",
            "python/a.py",
            "python/a/z.txt",
            "python/b.py",
            "python/empty",
            "python/run",
            "python/ä.py",
        ]
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in entries} == {3}
        assert {(entry.extra, entry.comment) for entry in entries} == {(b"", b"")}
        modes = {entry.filename: oct(entry.external_attr >> 16) for entry in entries}
        assert modes.pop("python/run") == "0o100755"
        assert set(modes.values()) == {"0o100644"}
        assert zipped.read("python/a.py") == b"# python/a.py\n" * 50
        assert zipped.testzip() is None


def test_two_folders_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever their place, times, group permissions and order of creation."""
    archive_folder(fill(tmp_path / "one", mode=0o644, time=0), tmp_path / "one.zip")
    archive_folder(fill(tmp_path / "another place", mode=0o664, time=1_700_000_000), tmp_path / "two.zip")
    one, two = ((tmp_path / name).read_bytes() for name in ("one.zip", "two.zip"))
    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(two).hexdigest()


def test_what_does_not_become_smaller_is_stored(tmp_path: Path) -> None:
    """Noise and empty files keep their bytes."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files/noise").write_bytes(hashlib.sha512(b"noise").digest())
    (tmp_path / "files/zeros").write_bytes(bytes(1000))
    archive_folder(tmp_path / "files", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as zipped:
        methods = {entry.filename: entry.compress_type for entry in zipped.infolist()}
    assert methods == {"noise": zipfile.ZIP_STORED, "zeros": zipfile.ZIP_DEFLATED}
    assert unzipped_bytes(tmp_path / "a.zip") == 64 + 1000


def test_an_archive_that_differs_from_what_was_packed_is_refused(tmp_path: Path) -> None:
    """Other names, other bytes, half of it: each is found by reading back."""
    entries = [make_entry("a.py", b"a = 1\n" * 50), make_entry("b.py", b"")]
    written = tmp_path / "a.zip"
    write_archive(entries, written)
    verify_archive(written, entries)
    with pytest.raises(ArchiveError, match=r"a\.py does not read back"):
        verify_archive(written, [make_entry("a.py", b"changed"), entries[1]])
    with pytest.raises(ArchiveError, match="other names"):
        verify_archive(written, entries[:1])
    written.write_bytes(written.read_bytes()[:100])
    with pytest.raises(ArchiveError, match="does not read back"):
        verify_archive(written, entries)


def test_damaged_content_does_not_read_back(tmp_path: Path) -> None:
    """The checksum in the archive is the content's, not the damaged one's."""
    entry = make_entry("a.py", b"a = 1\n" * 50)
    with pytest.raises(ArchiveError, match="does not read back"):
        write_archive([entry._replace(checksum=1)], tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


def test_more_entries_than_the_plain_format_holds_are_refused(tmp_path: Path) -> None:
    """Rather than an archive whose count is wrong; made directly, since so many files take a while."""
    entry = Entry(name="a", mode=0o644, method=0, data=b"", checksum=0, size_bytes=0)
    with pytest.raises(ArchiveError, match="Split the layer"):
        archive._write_records(itertools.repeat(entry, 0xFFFF), io.BytesIO(), archive=tmp_path / "a.zip")
