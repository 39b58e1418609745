"""The last guard against a loop: so many commits of documents within an hour are a fault, whatever causes them.

The other guards are cheaper and come first: own commits, own login and pushes of documents alone are not admitted
(`admission`), and where nothing differs nothing is written. This one looks at the branch itself, so it needs no memory.

Comes in: a document store, the host. Goes out: the same store, which refuses to publish when there were too many.
"""

from collections.abc import Mapping

from coderipple.errors import TooManyCommitsError
from coderipple.ports import CodeHost, DocumentStore

_HOUR_SECONDS = 3600


class GuardedDocuments:
    """Meets the `DocumentStore` port on top of another store.

    Args:
        store: The store.
        host: Where the branch is.
        branch: Whose commits count.
        most_commits_per_hour: From so many on nothing is published.
    """

    def __init__(self, store: DocumentStore, host: CodeHost, branch: str, most_commits_per_hour: int) -> None:
        self._store = store
        self._host = host
        self._branch = branch
        self._most = most_commits_per_hour

    @property
    def is_atomic(self) -> bool:
        """Whether it publishes all documents at once or none."""
        return self._store.is_atomic

    def in_folder(self, output_dir: str) -> "GuardedDocuments":
        """Returns the guarded store of another output folder."""
        return GuardedDocuments(self._store.in_folder(output_dir), self._host, self._branch, self._most)

    def paths(self) -> tuple[str, ...]:
        """Returns the path of every document, sorted."""
        return self._store.paths()

    def read(self, path: str) -> bytes | None:
        """Returns a document's content, or None where there is none."""
        return self._store.read(path)

    def publish(self, files: Mapping[str, bytes | None], message: str = "") -> None:
        """Publishes the documents, unless there were too many commits of documents lately.

        Raises:
            TooManyCommitsError: There were; nothing was written.
        """
        found = self._host.recent_documents(self._branch, _HOUR_SECONDS)
        if found >= self._most:
            raise TooManyCommitsError(branch=self._branch, found=found, most=self._most)
        self._store.publish(files, message)
