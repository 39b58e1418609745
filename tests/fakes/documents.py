"""A document store in memory."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from coderipple.errors import DocumentError


class FakeDocumentStore:
    """Meets the `DocumentStore` port.

    Attributes:
        files: Path inside the output folder to content; a test may change it as a person would.
        publications: What each call of `publish` wrote, in order.
        is_atomic: Whether it publishes everything at once; otherwise a test may let it fail.
        writes_left: Documents that it writes before it fails, as a process does that is killed; None for all.
    """

    is_atomic = True

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self.files: dict[str, bytes] = dict(files or {})
        self.publications: list[Mapping[str, bytes | None]] = []
        self.writes_left: int | None = None

    def in_folder(self, output_dir: str) -> "FakeDocumentStore":
        assert output_dir
        return self

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def read(self, path: str) -> bytes | None:
        return self.files.get(self._inside(path))

    def publish(self, files: Mapping[str, bytes | None], message: str = "") -> None:
        inside = {self._inside(path): content for path, content in files.items()}
        self.publications.append(inside)
        for path, content in inside.items():
            if self.writes_left is not None:
                self.writes_left -= 1
                if self.writes_left < 0:
                    raise DocumentError("killed")
            if content is None:
                self.files.pop(path, None)
            else:
                self.files[path] = content

    def _inside(self, path: str) -> str:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts:
            raise DocumentError(f"{path!r} lies outside the documents; expected a path inside them")
        return str(pure)
