"""The part of the fake GitHub that shows objects, references and what lies between two commits."""

import io
import tarfile
from collections.abc import Mapping
from typing import Any

from dulwich.graph import find_merge_base
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.refs import Ref
from dulwich.repo import MemoryRepo
from dulwich.walk import Walker
from fakes.github.commit_lists import shown_commit
from fakes.github.git_writes import Answer

NOT_FOUND = 404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}
_TYPES = {0o040000: "tree", 0o160000: "commit"}


class GitReads:
    """Answers reading requests about objects.

    Args:
        repo: The objects and references.

    Attributes:
        most_entries: Entries of a tree after which a recursive answer is cut.
        substitutions: Path to content that the archive has instead, as attributes of a repository can ask for.
    """

    def __init__(self, repo: MemoryRepo) -> None:
        self.repo = repo
        self.most_entries = 100_000
        self.substitutions: dict[str, bytes] = {}

    def answer(self, path: str, query: Mapping[str, str]) -> Answer | None:
        """Returns the answer to a GET request, or None where it is about something else."""
        match path.split("/"):
            case ["git", "ref", "heads", *names]:
                return self._ref("/".join(names))
            case ["git", "commits", sha]:
                commit = self._object(sha, Commit)
                return (200, _git_commit(commit)) if commit else NOT_FOUND
            case ["git", "trees", sha]:
                return self._tree(sha, is_recursive="recursive" in query)
            case ["commits", *names] if names:
                found = self.resolve("/".join(names))
                return (200, shown_commit(found)) if found else (422, {"message": "No commit found for SHA"})
            case ["compare", *names]:
                return self._compare("/".join(names), query)
        return None

    def blob(self, sha: str) -> bytes | None:
        """Returns the content of a blob, or None."""
        found = self._object(sha, Blob)
        return None if found is None else found.data

    def resolve(self, revision: str) -> Commit | None:
        """Returns the commit of an id or of a branch."""
        name = revision.removeprefix("heads/")
        ref = Ref(f"refs/heads/{name}".encode())
        return self._object(self.repo.refs[ref].decode() if ref in self.repo.refs else revision, Commit)

    def archive(self, revision: str) -> bytes:
        """Returns the files of a commit as GitHub archives them: below one folder, the commit's id in a header."""
        commit = self.resolve(revision)
        assert commit is not None
        content = io.BytesIO()
        with tarfile.open(fileobj=content, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
            for entry in iter_tree_contents(self.repo.object_store, commit.tree):
                name = entry.path.decode(errors="surrogateescape")
                member = tarfile.TarInfo(f"octo-thumbs-{commit.id.decode()[:7]}/{name}")
                if entry.mode == 0o160000:
                    member.type = tarfile.DIRTYPE
                    archive.addfile(member)
                    continue
                data = self.substitutions.get(name, self.repo.object_store[entry.sha].as_raw_string())
                if entry.mode == 0o120000:
                    member.type, member.linkname = tarfile.SYMTYPE, data.decode()
                    archive.addfile(member)
                    continue
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        return content.getvalue()

    def _ref(self, branch: str) -> Answer:
        ref = Ref(f"refs/heads/{branch}".encode())
        if ref not in self.repo.refs:
            return NOT_FOUND
        return 200, {"ref": ref.decode(), "object": {"type": "commit", "sha": self.repo.refs[ref].decode()}}

    def _tree(self, sha: str, *, is_recursive: bool) -> Answer:
        commit = self._object(sha, Commit)
        tree = self._object(commit.tree.decode() if commit else sha, Tree)
        if tree is None:
            return NOT_FOUND
        if is_recursive:
            entries = list(iter_tree_contents(self.repo.object_store, tree.id, include_trees=True))[1:]
        else:
            entries = list(tree.iteritems())
        shown = [
            {
                "path": each.path.decode(errors="replace"),
                "mode": f"{each.mode:06o}",
                "type": _TYPES.get(each.mode, "blob"),
                "sha": each.sha.decode(),
            }
            for each in entries
        ]
        is_cut = is_recursive and len(shown) > self.most_entries
        return 200, {
            "sha": tree.id.decode(),
            "tree": shown[: self.most_entries] if is_cut else shown,
            "truncated": is_cut,
        }

    def _compare(self, names: str, query: Mapping[str, str]) -> Answer:
        base, head = map(self.resolve, names.split("..."))
        if base is None or head is None:
            return NOT_FOUND
        common = find_merge_base(self.repo, [base.id, head.id])
        if not common:
            return 404, {"message": f"No common ancestor between {base.id.decode()} and {head.id.decode()}."}
        walker = Walker(self.repo.object_store, [head.id], exclude=[base.id])
        ahead = [each.commit for each in walker][::-1]
        size, page = int(query.get("per_page", "250")), int(query.get("page", "1"))
        merge_base = self.repo.object_store[common[0]]
        assert isinstance(merge_base, Commit)
        status = "identical" if base.id == head.id else "ahead" if common[0] == base.id else "diverged"
        return 200, {
            "status": "behind" if common[0] == head.id != base.id else status,
            "base_commit": shown_commit(base),
            "merge_base_commit": shown_commit(merge_base),
            "total_commits": len(ahead),
            "commits": [shown_commit(each) for each in ahead[size * (page - 1) : size * page]],
        }

    def _object[T: Blob | Tree | Commit](self, sha: str, kind: type[T]) -> T | None:
        try:
            found = self.repo.object_store[ObjectID(sha.encode())]
        except (KeyError, ValueError, AssertionError):
            return None
        return found if isinstance(found, kind) else None


def _git_commit(commit: Commit) -> dict[str, Any]:
    shown = shown_commit(commit)
    return {
        "sha": shown["sha"],
        "tree": shown["commit"]["tree"],
        "parents": shown["parents"],
        "message": shown["commit"]["message"],
        "committer": shown["commit"]["committer"],
    }
