"""Reads a tar archive while it arrives; nothing is unpacked, and names in it mean nothing.

Comes in: compressed bytes, which may be anything. Goes out: the content of regular files, each small enough to be held.
Links, devices and folders are passed over. As no name is looked at, none can lead out of anywhere.
"""

import tarfile
import zlib
from collections.abc import Iterable, Iterator

from coderipple.errors import HostAnswerError

MOST_FILE_BYTES = 5_000_000
"""Larger files are passed over: facts are read from none of that size."""
MOST_ENTRIES = 500_000
MOST_BYTES = 8_000_000_000
"""Of the whole archive, unpacked, also of what is passed over."""
MOST_RATIO = 200
"""Bytes that one compressed byte may stand for; sources have about five, gzip can reach a thousand."""

_FREE_BYTES = 64_000_000  # small archives may be as dense as they like
_MOST_HEADER_BYTES = 1_000_000  # tarfile holds what lies between two files, long names for example
_PIECE_BYTES = 65_536
_GZIP = 16 + zlib.MAX_WBITS

_ASKED = "reading the archive of a commit"


def file_contents(
    chunks: Iterable[bytes], *, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES
) -> Iterator[bytes]:
    """Yields the content of each regular file of an archive.

    Args:
        chunks: The archive, compressed by gzip.
        most_entries: Entries that it may have.
        most_bytes: Bytes that it may have unpacked.

    Raises:
        HostAnswerError: It is no sound archive, ends early, or exceeds a limit.
    """
    unpacked = _Unpacked(chunks, most_bytes)
    entries = 0
    try:
        with tarfile.open(fileobj=unpacked, mode="r|", stream=True) as archive:  # type: ignore[call-overload]
            for member in archive:
                entries += 1
                if entries > most_entries:
                    raise _unsound(f"has more than {most_entries} entries")
                unpacked.end = archive.offset + _MOST_HEADER_BYTES
                if member.isreg() and not member.issparse() and 0 <= member.size <= MOST_FILE_BYTES:
                    file = archive.extractfile(member)
                    if file is not None:
                        yield file.read()
        unpacked.finish()
    except (tarfile.TarError, zlib.error, EOFError, ValueError, OverflowError, RecursionError) as error:
        raise _unsound(f"is no sound archive ({type(error).__name__})") from error


class _Unpacked:
    """Lets compressed chunks be read as the file that they stand for, as far as the limits go.

    Attributes:
        end: Where reading has to end unless it is moved: what tarfile holds at once is bounded by it.
    """

    def __init__(self, chunks: Iterable[bytes], most_bytes: int) -> None:
        self.end = _MOST_HEADER_BYTES
        self._chunks = filter(None, chunks)
        self._most_bytes = most_bytes
        self._gzip = zlib.decompressobj(_GZIP)
        self._packed_bytes = 0
        self._bytes = 0
        self._rest = b""

    def read(self, size: int) -> bytes:
        """Returns as many bytes as are asked for, fewer only at the end."""
        parts, wanted = [self._rest], size - len(self._rest)
        while wanted > 0 and (piece := self._piece()):
            parts.append(piece)
            wanted -= len(piece)
        content = b"".join(parts)
        self._rest = content[size:]
        return content[:size]

    def finish(self) -> None:
        """Reads what follows the last entry, which is filling."""
        self.end = self._bytes + _MOST_HEADER_BYTES
        while self._piece():
            pass

    def _piece(self) -> bytes:
        """Returns the next unpacked bytes, none at the end."""
        while not self._gzip.eof:
            packed = self._gzip.unconsumed_tail or next(self._chunks, b"")
            piece = self._gzip.decompress(packed, _PIECE_BYTES)
            self._packed_bytes += len(packed) - len(self._gzip.unconsumed_tail)
            self._bytes += len(piece)
            self._check()
            if piece:
                return piece
            if not packed and not self._gzip.eof:  # nothing came, and zlib held nothing back
                raise _unsound("is no sound archive: it ends early")
        return b""

    def _check(self) -> None:
        if self._bytes > self._most_bytes:
            raise _unsound(f"has more than {self._most_bytes} bytes unpacked")
        if self._bytes > _FREE_BYTES + MOST_RATIO * self._packed_bytes:
            raise _unsound(f"unpacks to more than {MOST_RATIO} times its size")
        if self._bytes > self.end:
            raise _unsound(f"has more than {_MOST_HEADER_BYTES} bytes between two files")


def _unsound(problem: str) -> HostAnswerError:
    return HostAnswerError(asked=_ASKED, problem=problem)
