"""Keeps the documents in the working tree of a clone.

Comes in: the clone's root and the output folder. Goes out: documents, as the `DocumentStore` port says. Nothing
outside the output folder is read or written, and no symbolic link is followed.
"""

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from coderipple.errors import DocumentError

_TEMPORARY = re.compile(r"\..+\.(?:md|json)\.[a-z0-9_]{8}")
"""Names that `tempfile` gives to the documents while they are written."""


class WorkingTree:
    """Meets the `DocumentStore` port.

    Args:
        root: Root of the clone.
        output_dir: Folder of the documents, relative to the root.
    """

    is_atomic = False

    def __init__(self, root: Path, output_dir: str) -> None:
        self._root = root
        self._folder = PurePosixPath(output_dir)

    def in_folder(self, output_dir: str) -> "WorkingTree":
        """Returns the store of another output folder of the same working tree."""
        return WorkingTree(self._root, output_dir)

    def paths(self) -> tuple[str, ...]:
        """Returns the path of every document, sorted."""
        folder = self._inside(PurePosixPath())
        try:
            found = [each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()]
        except OSError as error:
            raise DocumentError(f"{folder} cannot be read: {error.strerror}; expected a folder of documents") from error
        documents = (each for each in found if not _TEMPORARY.fullmatch(each.name))
        return tuple(sorted(each.relative_to(folder).as_posix() for each in documents))

    def read(self, path: str) -> bytes | None:
        """Returns a document's content, or None where there is none."""
        file = self._inside(PurePosixPath(path))
        try:
            if not S_ISREG(file.stat().st_mode):  # reading a pipe would wait for ever
                raise DocumentError(f"{file} cannot be read: it is no file; expected a regular file, or nothing")
            return file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise DocumentError(f"{file} cannot be read: {error.strerror}; expected a regular file") from error

    def publish(self, files: Mapping[str, bytes | None], message: str = "") -> None:  # noqa: ARG002 - nothing is committed
        """Writes the documents in the given order; each is replaced as a whole or not at all."""
        targets = {self._inside(PurePosixPath(path)): content for path, content in files.items()}
        for folder in {each.parent for each in targets}:
            _remove_temporary(folder)
        for target, content in targets.items():
            try:
                _replace(target, content)
            except (FileExistsError, NotADirectoryError) as error:
                blocking = next((each for each in target.parents if each.is_file()), target.parent)
                raise DocumentError(
                    f"{target} cannot be written: {blocking} is a file; expected a folder for the documents. "
                    "Move the file away, or let `output` name another folder"
                ) from error
            except OSError as error:
                raise DocumentError(
                    f"{target} cannot be written: {error.strerror}; what was there before is unchanged. "
                    "Run again when the cause is mended"
                ) from error

    def _inside(self, path: PurePosixPath) -> Path:
        """Returns where a document lies, if that is inside the output folder and reached without links."""
        parts = (*self._folder.parts, *path.parts)
        if path.is_absolute() or ".." in parts or not parts:
            raise DocumentError(f"{str(path)!r} lies outside {self._folder}; expected a path inside it")
        current = self._root
        for part in parts:
            current /= part
            if current.is_symlink():
                raise DocumentError(f"{current} is a symbolic link; expected a regular file or folder of the documents")
        return current


def _remove_temporary(folder: Path) -> None:
    """Removes what a run left that was killed between writing a file and giving it its name."""
    if folder.is_dir():
        for each in folder.iterdir():
            if _TEMPORARY.fullmatch(each.name) and each.is_file() and not each.is_symlink():
                with suppress(OSError):  # what cannot be removed does no harm
                    each.unlink()


def _replace(target: Path, content: bytes | None) -> None:
    if content is None:
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
