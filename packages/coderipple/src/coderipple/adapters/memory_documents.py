"""Keeps documents in memory, for a run that only tells.

Comes in: documents. Goes out: the same.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from coderipple.errors import DocumentError


class MemoryDocuments:
    """Meets the `DocumentStore` port."""

    is_atomic = True

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def in_folder(self, output_dir: str) -> "MemoryDocuments":  # noqa: ARG002 - nothing else lies in memory
        """Returns itself."""
        return self

    def paths(self) -> tuple[str, ...]:
        """Returns the path of every document, sorted."""
        return tuple(sorted(self._files))

    def read(self, path: str) -> bytes | None:
        """Returns a document's content, or None where there is none."""
        return self._files.get(_checked(path))

    def publish(self, files: Mapping[str, bytes | None], message: str = "") -> None:  # noqa: ARG002 - nothing is committed
        """Keeps the documents."""
        kept = {**self._files, **{_checked(path): content for path, content in files.items()}}
        self._files = {path: content for path, content in kept.items() if content is not None}


def _checked(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise DocumentError(f"{path!r} lies outside the documents; expected a path inside them")
    return str(pure)
