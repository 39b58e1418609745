"""What single files say; it depends on nothing but their content, so that each is read once and kept for later runs.

Comes in: the id of a blob, and who reads it. Goes out: what the reader says, or what it said in an earlier run.
"""

from collections.abc import Callable

from msgspec import MsgspecError
from msgspec.msgpack import Decoder, encode

from coderipple.analysis.python_source import SourceFacts, SourceProblem
from coderipple.analysis.usage import DeclaredUsage
from coderipple.ports import FactsCache

_KEPT_TOGETHER = 500  # files; a run that is killed loses no more than these
_SOURCE = Decoder(SourceFacts | str)  # a text is the reason of a problem
_USAGES = Decoder(tuple[DeclaredUsage, ...])


class FileFacts:
    """Reads files, unless that was done before.

    Args:
        read_blob: Returns the content of a blob id.
        cache: What earlier runs kept; without it everything is read.
    """

    def __init__(self, read_blob: Callable[[str], bytes], cache: FactsCache | None = None) -> None:
        self._read_blob = read_blob
        self._cache = cache
        self._sources: dict[str, SourceFacts | SourceProblem] = {}
        self._usages: dict[str, tuple[DeclaredUsage, ...]] = {}
        self._fresh: dict[str, bytes] = {}

    def source(
        self, blob_id: str, reader: str, read: Callable[[bytes], SourceFacts | SourceProblem]
    ) -> SourceFacts | SourceProblem:
        """Returns what a file says.

        Args:
            blob_id: Its content.
            reader: What tells the way of reading from all others.
            read: Reads the content.
        """
        key = f"{reader} {blob_id}"
        if key not in self._sources:
            kept = self._kept(key, _SOURCE)
            self._sources[key] = (
                SourceProblem(reason=kept) if isinstance(kept, str) else kept or self._read(key, blob_id, read)
            )
        return self._sources[key]

    def usages(
        self, blob_id: str, reader: str, read: Callable[[bytes], tuple[DeclaredUsage, ...]]
    ) -> tuple[DeclaredUsage, ...]:
        """Returns the usages that a file shows; the arguments are those of `source`."""
        key = f"usages {reader} {blob_id}"
        if key not in self._usages:
            kept = self._kept(key, _USAGES)
            self._usages[key] = self._read(key, blob_id, read) if kept is None else kept
        return self._usages[key]

    def keep(self) -> None:
        """Keeps what was read for later runs."""
        if self._cache is not None and self._fresh:
            self._cache.keep(self._fresh)
        self._fresh = {}

    def _kept[T](self, key: str, decoder: Decoder[T]) -> T | None:
        """Returns what was kept; nothing where it has another form than we would give it."""
        content = self._cache.read(key) if self._cache is not None else None
        try:
            return decoder.decode(content) if content is not None else None
        except (MsgspecError, UnicodeDecodeError):
            return None

    def _read[T](self, key: str, blob_id: str, read: Callable[[bytes], T]) -> T:
        found = read(self._read_blob(blob_id))
        if self._cache is not None:
            try:
                self._fresh[key] = encode(found.reason if isinstance(found, SourceProblem) else found)
            except UnicodeEncodeError:  # halves of characters, which Python can hold; such a file is read each time
                return found
            if len(self._fresh) >= _KEPT_TOGETHER:
                self.keep()
        return found
