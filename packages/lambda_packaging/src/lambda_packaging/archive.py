"""Archives with the same bytes wherever they are written.

Comes in: names and contents. Goes out: a zip with sorted names, one fixed time, two modes and no extra fields.

The standard library's writer cannot take data that is already compressed, and libdeflate at level 9 is five
times as fast as zlib at level 9 and 3 % smaller on a dependencies layer (1.5 s and 40.1 MB against 7.7 s
and 41.3 MB). So the few records of the format are written here, after APPNOTE.TXT 6.3.10, and read back
with the standard library.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import deflate

from lambda_packaging.atomic_write import replacing
from lambda_packaging.errors import ArchiveError

LEVEL = 9
STORED, DEFLATED = 0, 8
VERSION = 20  # 2.0, the first with deflate
UTF8_NAMES = 0x800
MIDNIGHT, NEW_YEAR_1980 = 0, 1 << 5 | 1  # the earliest moment that the format can express
UNIX = 3
MAXIMUM_ENTRIES, MAXIMUM_BYTES = (
    0xFFFF,
    0xFFFFFFFF,
)  # beyond these it needs zip64; Lambda's own limits are lower
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
CENTRAL_HEADER = struct.Struct("<4sBB5H3I5H2I")
END_OF_CENTRAL_DIRECTORY = struct.Struct("<4s4H2IH")


class Entry(NamedTuple):
    """One file of an archive.

    Attributes:
        name: Its path, with slashes.
        mode: 0o644 or 0o755.
        method: `STORED` or `DEFLATED`.
        data: What is written.
        checksum: CRC-32 of the content.
        size_bytes: Of the content.
    """

    name: str
    mode: int
    method: int
    data: bytes
    checksum: int
    size_bytes: int


def make_entry(name: str, content: bytes, *, executable: bool = False) -> Entry:
    """Compresses a file, unless that makes it larger. Of its mode only "executable" is kept: the rest is a umask."""
    compressed = bytes(deflate.deflate_compress(content, LEVEL))
    smaller = len(compressed) < len(content)
    return Entry(
        name=name,
        mode=0o755 if executable else 0o644,
        method=DEFLATED if smaller else STORED,
        data=compressed if smaller else content,
        checksum=zlib.crc32(content),
        size_bytes=len(content),
    )


def write_archive(entries: Iterable[Entry], archive: Path) -> None:
    """Writes the entries into `archive`, sorted by the bytes of their names; it appears whole or not at all.

    Raises:
        ArchiveError: The archive does not read back, or it cannot be written.
    """
    ordered = sorted(entries, key=lambda entry: entry.name.encode())
    with replacing(archive) as partial:
        with partial.open("wb") as stream:
            _write_records(ordered, stream, archive=archive)
        verify_archive(partial, ordered, reported_as=archive)


def verify_archive(archive: Path, entries: Sequence[Entry], *, reported_as: Path | None = None) -> None:
    """Reads `archive` back with another reader than its writer and compares names, sizes and checksums.

    Raises:
        ArchiveError: They differ, or the archive is not a zip.
    """
    path = reported_as or archive
    remedy = "Build again; if it happens again, the disk or the memory is faulty"
    try:
        with zipfile.ZipFile(archive) as readable:
            if readable.namelist() != [entry.name for entry in entries]:
                raise ArchiveError(path=path, problem="holds other names than were packed", remedy=remedy)
            for entry in entries:
                content = readable.read(entry.name)  # compares it with the checksum in the archive
                if (len(content), readable.getinfo(entry.name).CRC) != (entry.size_bytes, entry.checksum):
                    raise ArchiveError(path=path, problem=f"{entry.name} does not read back as packed", remedy=remedy)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ArchiveError(path=path, problem=f"does not read back ({error})", remedy=remedy) from error


def unzipped_bytes(archive: Path) -> int:
    """Gives the sum of the sizes of the files in `archive`, as Lambda counts them against its limit."""
    with zipfile.ZipFile(archive) as readable:
        return sum(entry.file_size for entry in readable.infolist())


def record_bytes(name: str) -> int:
    """Gives what the file `name` costs in an archive beside its data: two records with its name."""
    return LOCAL_HEADER.size + CENTRAL_HEADER.size + 2 * len(name.encode())


def _write_records(entries: Iterable[Entry], stream: BinaryIO, *, archive: Path) -> None:
    directory = []
    for entry in entries:
        directory.append(_central_record(entry, offset=stream.tell()))
        stream.write(_local_record(entry))
        stream.write(entry.data)
    start, records = stream.tell(), b"".join(directory)
    if len(directory) >= MAXIMUM_ENTRIES or start >= MAXIMUM_BYTES:
        remedy = "Split the layer: Lambda refuses it long before"
        raise ArchiveError(path=archive, problem="has more entries or bytes than a plain zip holds", remedy=remedy)
    count = len(directory)
    stream.write(records)
    stream.write(END_OF_CENTRAL_DIRECTORY.pack(b"PK\x05\x06", 0, 0, count, count, len(records), start, 0))


def _local_record(entry: Entry) -> bytes:
    name, sizes = entry.name.encode(), (entry.checksum, len(entry.data), entry.size_bytes)
    fixed = (VERSION, UTF8_NAMES, entry.method, MIDNIGHT, NEW_YEAR_1980)
    return LOCAL_HEADER.pack(b"PK\x03\x04", *fixed, *sizes, len(name), 0) + name


def _central_record(entry: Entry, *, offset: int) -> bytes:
    name, sizes = entry.name.encode(), (entry.checksum, len(entry.data), entry.size_bytes)
    fixed = (VERSION, UTF8_NAMES, entry.method, MIDNIGHT, NEW_YEAR_1980)
    attributes = (stat.S_IFREG | entry.mode) << 16
    no_extras = (0, 0, 0, 0)  # extra field, comment, disk, internal attributes
    names = (len(name), *no_extras, attributes, offset)
    return CENTRAL_HEADER.pack(b"PK\x01\x02", VERSION, UNIX, *fixed, *sizes, *names) + name
