"""Keeps the content of blobs on this machine, as far as a limit allows.

Comes in: content, under the id that git gives it. Goes out: the same content, or nothing. What lies in the folder is
trusted only as far as its id proves it, so that anybody may share it, also several processes at once.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

_KEPT_SHARE = 0.8  # of the limit, after room was made: or each further blob would have to make room again
_TRUSTED_SHARE = 0.1  # of the limit, added by this process before it looks what others added
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_UNFINISHED = ".unfinished"


def blob_id(content: bytes, *, like: str = "") -> str:
    """Returns the id that git gives to content: by SHA-256 where it shall be like an id of 64 digits, else by SHA-1."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def is_blob_id(text: str) -> bool:
    """Whether a text has the form of an id of git."""
    return _ID.fullmatch(text) is not None


class BlobCache:
    """A folder of blobs.

    Args:
        folder: Where; it is made when it is needed.
        limit_bytes: What it may hold; those that were used longest ago go first.
    """

    def __init__(self, folder: Path, *, limit_bytes: int) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._size_bytes: int | None = None
        self._added_bytes = 0

    def read(self, wanted: str) -> bytes | None:
        """Returns the content of a blob, or None where it is not here or damaged."""
        if not is_blob_id(wanted):  # an id is a path here: one that somebody made up must not lead elsewhere
            return None
        path = self._path(wanted)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if blob_id(content, like=wanted) != wanted:
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        return content

    def missing(self, wanted: Collection[str]) -> set[str]:
        """Returns the ids of the blobs that are not here."""
        return {each for each in wanted if not (is_blob_id(each) and self._path(each).is_file())}

    def keep(self, content: bytes, name: str) -> None:
        """Keeps a blob; where the folder cannot be written nothing is kept, and nothing lost."""
        if not is_blob_id(name) or len(content) > self._limit_bytes:
            return
        path = self._path(name)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=_UNFINISHED, delete=False) as file:
                temporary = Path(file.name)
                try:
                    file.write(content)
                    file.close()
                    temporary.replace(path)
                except OSError:
                    temporary.unlink(missing_ok=True)
                    raise
            self._make_room(len(content))

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name[2:]

    def _make_room(self, added_bytes: int) -> None:
        self._added_bytes += added_bytes
        if self._size_bytes is not None:
            self._size_bytes += added_bytes
            is_fresh = self._added_bytes <= self._limit_bytes * _TRUSTED_SHARE
            if is_fresh and self._size_bytes <= self._limit_bytes:
                return
        files = list(self._files())
        self._added_bytes = 0
        self._size_bytes = sum(status.st_size for status, _ in files)
        if self._size_bytes <= self._limit_bytes:
            return
        for status, path in sorted(files, key=lambda each: each[0].st_mtime_ns):
            path.unlink(missing_ok=True)
            self._size_bytes -= status.st_size
            if self._size_bytes <= self._limit_bytes * _KEPT_SHARE:
                return

    def _files(self) -> Iterator[tuple[os.stat_result, Path]]:
        """Yields our own files, also those that a process left unfinished; another one may remove them meanwhile."""
        for path in self._folder.glob("??/*"):
            is_ours = is_blob_id(path.parent.name + path.name) or path.suffix == _UNFINISHED
            if is_ours and not path.parent.is_symlink():
                with suppress(FileNotFoundError):
                    yield path.lstat(), path
