"""Archives that arrive in pieces: what is read of them, and where reading stops."""

import gzip
import io
import tarfile
import tracemalloc
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from coderipple.adapters.github import tarball
from coderipple.adapters.github.tarball import file_contents
from coderipple.errors import HostAnswerError


def entry(name: str, kind: bytes = tarfile.REGTYPE, *, link: str = "", size: int = 0) -> tarfile.TarInfo:
    """An entry of an archive."""
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.size = kind, link, size
    return made


def packed(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """An archive as GitHub sends it."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        for member, data in entries:
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return content.getvalue()


def files(*contents: bytes) -> bytes:
    """An archive of regular files."""
    return packed(*((entry(f"root/{number}"), each) for number, each in enumerate(contents)))


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    """The content in pieces, some of them empty."""
    for start in range(0, len(content), size):
        yield content[start : start + size]
        yield b""


def read(content: bytes, size: int = 1000) -> list[bytes]:
    """The files of an archive that arrives in pieces."""
    return list(file_contents(pieces(content, size)))


def packed_slowly(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Compresses what is never whole."""
    gzipped = zlib.compressobj(9, wbits=31)
    for each in parts:
        yield gzipped.compress(each)
    yield gzipped.flush()


@pytest.mark.parametrize("size", [1, 7, 512, 100_000])
def test_files_come_whole_whatever_the_pieces(size: int) -> None:
    """Empty, binary and larger files are what they were; how the network cuts the archive does not matter."""
    contents = [b"", b"\0\xff", b"line\n" * 50_000, bytes(range(256)) * 300]
    assert read(files(*contents), size) == contents


def test_what_is_no_regular_file_is_passed_over() -> None:
    """Links, devices, pipes and folders give nothing, wherever they lead."""
    odd = [
        (entry("root/link", tarfile.SYMTYPE, link="/etc/passwd"), b""),
        (entry("root/hard", tarfile.LNKTYPE, link="../../etc/passwd"), b""),
        (entry("root/device", tarfile.CHRTYPE), b""),
        (entry("root/disk", tarfile.BLKTYPE), b""),
        (entry("root/pipe", tarfile.FIFOTYPE), b""),
        (entry("root/folder", tarfile.DIRTYPE), b""),
    ]
    assert read(packed(*odd, (entry("root/file"), b"x"))) == [b"x"]


def test_names_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content is yielded, nothing is written: not above, not at the root, not here."""
    monkeypatch.chdir(tmp_path)
    names = ("../../out", "/absolute", "a/../../../b", "n\N{LATIN SMALL LETTER E WITH ACUTE}" * 200)
    assert read(packed(*((entry(name), b"x") for name in names))) == [b"x"] * 4
    assert not list(tmp_path.iterdir())


def test_a_large_file_is_passed_over() -> None:
    """The files after it are read."""
    large = b"x" * (tarball.MOST_FILE_BYTES + 1)
    assert read(files(large, b"small"), 10_000) == [b"small"]


def test_too_many_entries_are_refused() -> None:
    """As many as may be are read, one more is too much."""
    archive = files(b"1", b"2", b"3")
    assert len(list(file_contents([archive], most_entries=3))) == 3
    with pytest.raises(HostAnswerError, match="more than 2 entries"):
        list(file_contents([archive], most_entries=2))


def test_too_many_bytes_are_refused() -> None:
    """What is passed over counts too."""
    archive = files(b"x" * 50_000, b"y" * 50_000)
    with pytest.raises(HostAnswerError, match="more than 60000 bytes unpacked"):
        list(file_contents([archive], most_bytes=60_000))


def test_a_bomb_is_refused_before_it_is_large() -> None:
    """A file that claims gigabytes, of which each compressed byte stands for a thousand, is left soon."""
    header = entry("root/bomb", size=4_000_000_000).tobuf()
    given = 0

    def parts() -> Iterator[bytes]:
        nonlocal given
        yield header
        for _ in range(4000):
            given += 1
            yield bytes(1_000_000)

    with pytest.raises(HostAnswerError, match="times its size"):
        list(file_contents(packed_slowly(parts())))
    assert given < 150


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_header_of_gigabytes_is_not_held(kind: bytes) -> None:
    """What tarfile would hold at once, the values and names of a header, is bounded."""
    header = entry("root/name", kind, size=4_000_000_000).tobuf(tarfile.GNU_FORMAT)
    noise = bytes(range(256)) * 4000

    def parts() -> Iterator[bytes]:
        yield header
        for _ in range(4000):
            yield noise

    tracemalloc.start()
    try:
        with pytest.raises(HostAnswerError, match="between two files"):
            list(file_contents(packed_slowly(parts())))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < 10_000_000


def test_headers_of_headers_are_refused() -> None:
    """A chain of headers, which tarfile follows by recursion, ends in an error of ours."""
    record = b"11 path=aa\n"
    one = entry("x", tarfile.XHDTYPE, size=len(record)).tobuf() + record.ljust(512, b"\0")
    with pytest.raises(HostAnswerError):
        list(file_contents([gzip.compress(one * 900 + bytes(1024))]))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_an_archive_that_ends_early_is_no_archive(share: float) -> None:
    """What was cut off is not taken for what a commit does not have."""
    archive = files(*(bytes(str(number), "ascii") * 999 for number in range(50)))
    with pytest.raises(HostAnswerError, match="ends early"):
        read(archive[: int(len(archive) * share)])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>no archive</html>",
        gzip.compress(b""),
        gzip.compress(b"no archive" * 200),
        gzip.compress(entry("x", size=-5_000).tobuf(tarfile.GNU_FORMAT) + bytes(2048)),
        files(b"x" * 9999)[:-8] + b"\0" * 8,
    ],
    ids=["nothing", "a page", "packed nothing", "packed words", "a negative size", "a wrong checksum"],
)
def test_what_is_no_archive_is_said(content: bytes) -> None:
    """Whatever comes, the error is ours and says what was read."""
    with pytest.raises(HostAnswerError, match="reading the archive of a commit: the answer"):
        read(content)


def test_an_archive_of_nothing_has_no_files() -> None:
    """A commit without files is one too."""
    assert read(files()) == []


def test_a_large_archive_is_never_held() -> None:
    """Forty megabytes pass through a few."""
    noise = bytes(range(256)) * 8000

    def parts() -> Iterator[bytes]:
        for number in range(20):
            yield entry(f"root/{number}", size=len(noise)).tobuf() + noise
        yield bytes(1024)

    tracemalloc.start()
    try:
        assert sum(len(each) for each in file_contents(packed_slowly(parts()))) == 20 * len(noise)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < 15_000_000
