"""Keeps the documents in a repository on GitHub.

Comes in: the repository, a landing, the output folder. Goes out: documents, as the `DocumentStore` port says, all of
them in one commit or none. Nothing outside the output folder is read or written, and nothing below `.github`.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from coderipple.adapters.github.landing import Landing
from coderipple.errors import DocumentError
from coderipple.ports import Repository

_NEVER = frozenset({".git", ".github"})


class GitHubDocuments:
    """Meets the `DocumentStore` port.

    Args:
        repository: The source side of the repository.
        landing: Where the documents are read, and where they go.
        output_dir: Folder of the documents, relative to the repository's root.
    """

    is_atomic = True

    def __init__(self, repository: Repository, landing: Landing, output_dir: str) -> None:
        self._repository = repository
        self._landing = landing
        self._folder = PurePosixPath(output_dir)
        self._reads = 0

    def in_folder(self, output_dir: str) -> "GitHubDocuments":
        """Returns the store of another output folder of the same repository."""
        return GitHubDocuments(self._repository, self._landing, output_dir)

    def paths(self) -> tuple[str, ...]:
        """Returns the path of every document, sorted."""
        return tuple(sorted(each.removeprefix(f"{self._folder}/") for each in self._blob_ids()))

    def read(self, path: str) -> bytes | None:
        """Returns a document's content, or None where there is none.

        The first is read alone: a push about which there is nothing to say needs no other than the manifest.
        """
        inside = self._inside(path)
        blob_ids = self._blob_ids()
        if inside not in blob_ids:
            return None
        self._reads += 1
        if self._reads == 2:
            self._repository.prepare(self._landing.documents_commit(str(self._folder)), frozenset(blob_ids.values()))
        return self._repository.blob(blob_ids[inside])

    def publish(self, files: Mapping[str, bytes | None], message: str = "") -> None:
        """Lands the documents in one commit, or makes none where they are there already.

        Raises:
            DocumentError: A path does not lie inside the output folder, or something is in its way.
            BranchMovedError: Somebody else pushed meanwhile; nothing was written.
            ProtectedBranchError: The branch takes no commits from us; nothing was written.
            HostError: GitHub refused or failed.
        """
        inside = {self._inside(path): content for path, content in files.items()}
        self._landing.land(str(self._folder), inside, message)

    def _blob_ids(self) -> dict[str, str]:
        tree = self._repository.tree(self._landing.documents_commit(str(self._folder)))
        return {path: blob_id for path, blob_id in tree.items() if path.startswith(f"{self._folder}/")}

    def _inside(self, path: str) -> str:
        """Returns the path of a document in the repository, if it lies in the output folder."""
        inside = self._folder / path
        if inside.is_absolute() or ".." in inside.parts or inside == self._folder or not self._folder.parts:
            raise DocumentError(f"{path!r} lies outside {self._folder}; expected a path inside it")
        if _NEVER & {part.lower() for part in inside.parts}:
            raise DocumentError(f"{str(inside)!r} lies in .git or .github; expected a place for documents")
        return str(inside)
