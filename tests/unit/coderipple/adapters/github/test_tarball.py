"""Archives that arrive from outside."""

import gzip
import io
import tarfile
from collections.abc import Iterable

import pytest
from coderipple.adapters.github import tarball as module
from coderipple.adapters.github.tarball import file_contents
from coderipple.errors import HostAnswerError


def member(name: str, content: bytes = b"", kind: bytes = tarfile.REGTYPE) -> tuple[tarfile.TarInfo, bytes]:
    """An entry of an archive."""
    entry = tarfile.TarInfo(name)
    entry.type, entry.size, entry.linkname = kind, len(content), "/etc/passwd"
    return entry, content


def archive(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """An archive as GitHub sends it."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT, pax_headers={"comment": "a" * 40}) as tar:
        for entry, content in members:
            tar.addfile(entry, io.BytesIO(content))
    return file.getvalue()


def chunked(content: bytes, size: int) -> Iterable[bytes]:
    """Bytes as they arrive."""
    return (content[start : start + size] for start in range(0, len(content), size))


@pytest.mark.parametrize("size", [1, 7, 512, 100_000])
def test_regular_files_are_read_however_they_arrive(size: int) -> None:
    """In any pieces; folders and empty files too."""
    whole = archive(
        member("x", kind=tarfile.DIRTYPE), member("x/a", b"1" * 1000), member("x/empty"), member("x/b", b"\0\xff")
    )
    assert list(file_contents(chunked(whole, size))) == [b"1" * 1000, b"", b"\0\xff"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_what_is_no_regular_file_is_passed_over(kind: bytes) -> None:
    """No link is followed, no device made."""
    assert list(file_contents([archive(member("x/link", kind=kind), member("x/a", b"1"))])) == [b"1"]


@pytest.mark.parametrize("name", ["../../a", "/etc/a", "x/../../a", "C:\\a", "a\x01b", "x" * 300])
def test_names_mean_nothing(name: str) -> None:
    """Content is content; nothing is written anywhere."""
    assert list(file_contents([archive(member(name, b"1"))])) == [b"1"]


def test_too_many_entries_or_bytes_are_refused() -> None:
    """Also those that would be passed over, and before they are unpacked."""
    whole = archive(*(member(f"x/{number}", b"1" * 100) for number in range(10)))
    with pytest.raises(HostAnswerError, match="more than 9 entries"):
        list(file_contents([whole], most_entries=9))
    with pytest.raises(HostAnswerError, match="999 bytes"):
        list(file_contents([whole], most_bytes=999))


def test_a_bomb_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the limit is passed over."""
    monkeypatch.setattr(module, "MOST_FILE_BYTES", 1_000)
    assert list(file_contents([archive(member("x/bomb", b"0" * 5_000_000), member("x/a", b"1"))])) == [b"1"]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"no archive",
        gzip.compress(b"no archive" * 100),
        archive(member("x/a", b"1" * 100_000))[:-60],
        archive(member("x/a", bytes(range(256)) * 2000))[:1500],
    ],
    ids=["empty", "foreign", "packed words", "cut at the end", "cut early"],  # gzip's bytes hold the time
)
def test_what_is_no_sound_archive_is_an_error(broken: bytes) -> None:
    """Empty, foreign, cut."""
    with pytest.raises(HostAnswerError, match="is no sound archive"):
        list(file_contents([broken]))
