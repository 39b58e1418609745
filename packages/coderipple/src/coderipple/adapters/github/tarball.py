"""Reads a tar archive while it arrives; nothing is unpacked, and names in it mean nothing.

Comes in: compressed bytes, which may be anything. Goes out: the content of regular files, each small enough to be held.
Links, devices and folders are passed over. As no name is looked at, none can lead out of anywhere.
"""

import tarfile
import zlib
from collections.abc import Iterable, Iterator
from io import RawIOBase

from coderipple.errors import HostAnswerError

MOST_FILE_BYTES = 5_000_000
"""Larger files are passed over: facts are read from none of that size."""
MOST_ENTRIES = 500_000
MOST_BYTES = 8_000_000_000
"""Of all files together, also those that are passed over."""

_ASKED = "reading the archive of a commit"


def file_contents(
    chunks: Iterable[bytes], *, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES
) -> Iterator[bytes]:
    """Yields the content of each regular file of an archive.

    Args:
        chunks: The archive, compressed by gzip.
        most_entries: Entries that it may have.
        most_bytes: Bytes that its files may have together.

    Raises:
        HostAnswerError: It is no sound archive, or exceeds a limit.
    """
    entries, size = 0, 0
    try:
        with tarfile.open(fileobj=_Reader(chunks), mode="r|gz", stream=True) as archive:  # type: ignore[call-overload]
            for member in archive:
                entries += 1
                size += max(0, member.size)
                if entries > most_entries or size > most_bytes:
                    raise HostAnswerError(
                        asked=_ASKED, problem=f"has more than {most_entries} entries or {most_bytes} bytes"
                    )
                if member.isreg() and 0 <= member.size <= MOST_FILE_BYTES:
                    file = archive.extractfile(member)
                    if file is not None:
                        yield file.read()
    except (tarfile.TarError, zlib.error, EOFError, ValueError, OverflowError) as error:
        raise HostAnswerError(asked=_ASKED, problem=f"is no sound archive ({type(error).__name__})") from error


class _Reader(RawIOBase):
    """Lets chunks be read as a file."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts, wanted = [self._rest], size - len(self._rest)
        while wanted > 0 or size < 0:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            parts.append(chunk)
            wanted -= len(chunk)
        content = b"".join(parts)
        end = len(content) if size < 0 else size
        self._rest = content[end:]
        return content[:end]
