"""Brings the content of blobs here: one by one, or many at once out of the archive of a commit, whichever costs less.

Comes in: which blobs of a commit will be read. Goes out: their content. Nothing is fetched before it is read.
"""

import logging
from collections.abc import Collection

from coderipple.adapters.github.blob_cache import BlobCache, blob_id, is_blob_id
from coderipple.adapters.github.client import GitHubClient
from coderipple.adapters.github.tarball import file_contents
from coderipple.errors import HostAnswerError, RepositoryError

logger = logging.getLogger(__name__)

MOST_SINGLE = 8
"""An archive costs two requests and carries everything; so many single blobs take about as long."""


class Blobs:
    """The blobs of a repository on GitHub.

    Args:
        client: GitHub.
        cache: Those that are here.
    """

    def __init__(self, client: GitHubClient, cache: BlobCache) -> None:
        self._client = client
        self._cache = cache
        self._announced: dict[str, set[str]] = {}

    def announce(self, commit_id: str, blob_ids: Collection[str]) -> None:
        """Says which blobs of a commit will be read."""
        self._announced.setdefault(commit_id, set()).update(self._cache.missing(blob_ids))

    def read(self, wanted: str) -> bytes:
        """Returns the content of a blob.

        Raises:
            RepositoryError: The repository has no such blob, or GitHub does not give it.
        """
        if not is_blob_id(wanted):  # it would be part of an address
            raise RepositoryError(f"object {wanted!r} is missing; expected the id of a blob, as a tree tells it")
        content = self._cache.read(wanted)
        if content is None and self._fetch_together(wanted):
            content = self._cache.read(wanted)
        return self._fetch(wanted) if content is None else content

    def _fetch(self, wanted: str) -> bytes:
        content = self._client.blob(wanted)
        if blob_id(content, like=wanted) != wanted:
            raise HostAnswerError(asked=f"reading the blob {wanted}", problem="is the content of another one")
        self._cache.keep(content, wanted)
        return content

    def _fetch_together(self, wanted: str) -> bool:
        """Fetches what was announced with a blob, where that is much; returns whether it did.

        Attributes of a repository can change files in its archives: what is not as it should be is fetched later.
        """
        for commit_id, announced in self._announced.items():
            if wanted in announced and len(announced) > MOST_SINGLE:
                missing = self._cache.missing(announced)
                self._announced[commit_id] = set()
                if len(missing) > MOST_SINGLE:
                    self._unpack(commit_id, missing)
                    return True
        return False

    def _unpack(self, commit_id: str, missing: set[str]) -> None:
        wanted = len(missing)
        with self._client.tarball(commit_id) as chunks:
            for content in file_contents(chunks):
                found = blob_id(content, like=commit_id)
                if found in missing:
                    self._cache.keep(content, found)
                    missing.discard(found)
                if not missing:  # what else is in it need not arrive
                    break
        logger.info("commit=<%s>, blobs=<%d>, missing=<%d> | archive read", commit_id, wanted, len(missing))
