"""Makes the tree of a commit out of that of its parent, by one request, without touching more than was asked for.

Comes in: files by their path in the repository. Goes out: the id of a tree, or None where nothing would differ.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from coderipple.adapters.github.client import GitHubClient
from coderipple.errors import DocumentError
from coderipple.ports import Repository

type Files = Mapping[str, bytes | str | None]
"""Path to content, to the id of a blob that GitHub has already, or to None for a file that goes."""


def changed_tree(client: GitHubClient, repository: Repository, *, parent: str, files: Files) -> str | None:
    """Returns the tree of a parent with files in it, or None where they are there already.

    Args:
        client: GitHub.
        repository: The same repository, as the flow reads it.
        parent: Commit id.
        files: What shall be there.

    Raises:
        DocumentError: Something that is no regular file is in the way.
    """
    differing = differences(repository.tree(parent), files)
    if not differing:
        return None
    base = client.commit(parent).tree_sha
    new = [path for path in differing if path not in repository.tree(parent)]
    if new:
        _refuse_blocked(new, _Entries(client, base))
    tree = client.create_tree(base, differing)
    return None if tree == base else tree


def differences(standing: Mapping[str, str], files: Files) -> dict[str, bytes | str | None]:
    """Returns the files that are not as they shall be; GitHub refuses to remove what is not there."""
    return {path: content for path, content in files.items() if _blob_id(content) != standing.get(path)}


def _blob_id(content: bytes | str | None) -> str | None:
    if not isinstance(content, bytes):
        return content
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


class _Entries:
    """The kinds of what lies in a tree, links and submodules too."""

    def __init__(self, client: GitHubClient, tree: str) -> None:
        self._client = client
        answer = client.tree(tree, recursive=True)
        self._folders: set[str] | None = None
        self._kinds = {each.path: (each.type, each.sha) for each in answer.entries}
        if answer.truncated:
            self._folders = set()
            self._kinds = {"": ("tree", tree)}

    def kind(self, path: str) -> str | None:
        """Returns `blob`, `tree` or `commit`, or None where nothing lies."""
        if self._folders is not None:
            for folder in reversed(PurePosixPath(path).parents):
                self._look_into("" if str(folder) == "." else str(folder))
        return self._kinds.get(path, (None, ""))[0]

    def _look_into(self, folder: str) -> None:
        kind, tree = self._kinds.get(folder, (None, ""))
        if kind == "tree" and self._folders is not None and folder not in self._folders:
            self._folders.add(folder)
            prefix = f"{folder}/" if folder else ""
            for each in self._client.tree(tree, recursive=False).entries:
                self._kinds[prefix + each.path] = (each.type, each.sha)


def _refuse_blocked(paths: Iterable[str], entries: _Entries) -> None:
    """Refuses to write where a link, a submodule or a folder lies, or below something that is no folder."""
    for path in paths:
        for each in _from_the_top(path):
            kind = entries.kind(each)
            if kind is not None and (each == path or kind != "tree"):
                raise DocumentError(
                    f"{path} cannot be written: {each} is there and is no "
                    f"{'regular file' if each == path else 'folder'}; expected a place for a document. "
                    "Move it away, or let `output` name another folder"
                )


def _from_the_top(path: str) -> Iterator[str]:
    for each in reversed(PurePosixPath(path).parents):
        if str(each) != ".":
            yield str(each)
    yield path
