"""The part of the fake GitHub that takes objects and moves branches, with GitHub's own words where it refuses."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dulwich.graph import can_fast_forward
from dulwich.object_store import commit_tree_changes
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.refs import Ref
from dulwich.repo import MemoryRepo

type Answer = tuple[int, Any]
type Body = Mapping[str, Any]

_ABOUT_PROTECTION = "https://docs.github.com/articles/about-protected-branches"
_ABOUT_REFS = "https://docs.github.com/rest/git/refs#update-a-reference"
_RULES = "Repository rule violations found\n\n"

REFUSALS: Mapping[str, tuple[int, str, str]] = {
    "pull request": (422, "Changes must be made through a pull request.", _ABOUT_PROTECTION),
    "review": (
        422,
        "At least 1 approving review is required by reviewers with write access.",
        _ABOUT_PROTECTION,
    ),
    "check": (422, 'Required status check "test" is expected.', _ABOUT_PROTECTION),
    "checks": (422, "2 of 2 required status checks are expected.", _ABOUT_PROTECTION),
    "people": (
        403,
        f"You're not authorized to push to this branch. Visit {_ABOUT_PROTECTION} for more information.",
        _ABOUT_PROTECTION,
    ),
    "conflict": (409, "Protected branch update failed for refs/heads/main.", _ABOUT_REFS),
    "ruleset": (422, f"{_RULES}Changes must be made through a pull request.\n\n", _ABOUT_REFS),
    "frozen": (422, f"{_RULES}Cannot update this protected ref.\n\n", _ABOUT_REFS),
    "secret": (422, f"{_RULES}Secret detected in content\n\n", _ABOUT_REFS),
}
"""What is answered where a branch takes no commit: status, message, documentation."""


@dataclass
class GitWrites:
    """Answers writing requests about objects and references.

    Attributes:
        repo: The objects and references.
        protections: Branch to the kind of refusal, one of `REFUSALS`.
        before_ref_update: What happens just before a branch moves, once: a race.
        clock: Tells the second in which commits are made.
    """

    repo: MemoryRepo
    protections: dict[str, str] = field(default_factory=dict)
    before_ref_update: Callable[[], object] | None = None
    clock: Callable[[], int] = lambda: 1_767_323_045

    def answer(self, method: str, path: str, body: Body) -> Answer | None:
        """Returns the answer to a request, or None where it is about something else; `path` follows `git/`."""
        match method, path.split("/", 2):
            case "POST", ["blobs" | "trees" | "commits" | "refs" as kind]:
                create = {
                    "blobs": self._create_blob,
                    "trees": self._create_tree,
                    "commits": self._create_commit,
                    "refs": self._create_ref,
                }
                return create[kind](body)
            case "PATCH", ["refs", "heads", branch]:
                return self._update_ref(branch, body)
            case "DELETE", ["refs", "heads", branch]:
                return self._delete_ref(branch)
        return None

    def _create_blob(self, body: Body) -> Answer:
        is_binary = body.get("encoding") == "base64"
        try:
            content = base64.b64decode(body["content"], validate=True) if is_binary else body["content"].encode()
        except binascii.Error:
            return invalid("content is not valid Base64")
        return 201, {"sha": self._added(Blob.from_string(content)), "url": "https://api.github.com/"}

    def _create_tree(self, body: Body) -> Answer:
        base = body.get("base_tree")
        tree = self._object(base, Tree) if base else Tree()
        if tree is None:
            return invalid("base_tree is not a valid tree oid")
        changes: list[tuple[bytes, int | None, ObjectID | None]] = []
        for entry in body["tree"]:
            refusal = self._refuse_entry(tree, entry)
            if refusal is not None:
                return refusal
            sha = self._added(Blob.from_string(entry["content"].encode())) if "content" in entry else entry["sha"]
            mode = None if sha is None else int(entry["mode"], 8)
            changes.append((entry["path"].encode(), mode, None if sha is None else ObjectID(sha.encode())))
        self.repo.object_store.add_object(tree)
        new = commit_tree_changes(self.repo.object_store, tree, changes)
        new_id = new if isinstance(new, bytes) else new.id
        return 201, {"sha": new_id.decode(), "url": "https://api.github.com/", "tree": [], "truncated": False}

    def _refuse_entry(self, tree: Tree, entry: Body) -> Answer | None:
        parts = entry["path"].split("/")
        if {"", ".", "..", ".git"} & set(parts):
            return invalid("tree.path contains a malformed path component")
        if ("sha" in entry) == ("content" in entry):
            return invalid("Must supply either tree.sha or tree.content. Request will be rejected if both are present.")
        if "content" in entry:
            return None
        if entry["sha"] is None:
            try:
                tree.lookup_path(self.repo.object_store.__getitem__, entry["path"].encode())
            except (KeyError, NotADirectoryError):
                return invalid("GitRPC::BadObjectState")
            return None
        is_there = self._object(entry["sha"], Blob) is not None
        return None if is_there else invalid(f"tree.sha {entry['sha']} is not a valid blob")

    def _create_commit(self, body: Body) -> Answer:
        if self._object(body["tree"], Tree) is None:
            return invalid("Tree SHA does not exist")
        if any(self._object(each, Commit) is None for each in body.get("parents", ())):
            return invalid("Parent SHA does not exist or is not a commit object")
        commit = Commit()
        commit.tree = ObjectID(body["tree"].encode())
        commit.parents = [ObjectID(each.encode()) for each in body.get("parents", ())]
        commit.author = commit.committer = b"coderipple[bot] <coderipple[bot]@users.noreply.github.com>"
        commit.author_time = commit.commit_time = self.clock()
        commit.author_timezone = commit.commit_timezone = 0
        commit.message = body["message"].encode()
        sha = self._added(commit)
        return 201, {
            "sha": sha,
            "tree": {"sha": body["tree"]},
            "message": body["message"],
            "parents": [{"sha": each} for each in body.get("parents", ())],
        }

    def _create_ref(self, body: Body) -> Answer:
        ref, sha = body["ref"], body["sha"]
        if not ref.startswith("refs/heads/") or ref.endswith("/"):
            return invalid("Reference name must start with 'refs/'")
        self._race()
        if Ref(ref.encode()) in self.repo.refs:
            return invalid("Reference already exists")
        return self._refused(ref.removeprefix("refs/heads/")) or self._point(ref, sha, status=201)

    def _update_ref(self, branch: str, body: Body) -> Answer:
        ref = f"refs/heads/{branch}"
        self._race()
        if Ref(ref.encode()) not in self.repo.refs:
            return invalid("Reference does not exist")
        new = self._object(body["sha"], Commit)
        if new is None:
            return invalid("Object does not exist")
        is_forward = can_fast_forward(self.repo, self.repo.refs[Ref(ref.encode())], new.id)
        if not is_forward and not body.get("force", False):
            return invalid("Update is not a fast forward")
        return self._refused(branch) or self._point(ref, body["sha"], status=200)

    def _delete_ref(self, branch: str) -> Answer:
        ref = Ref(f"refs/heads/{branch}".encode())
        if ref not in self.repo.refs:
            return invalid("Reference does not exist")
        del self.repo.refs[ref]
        return 204, None

    def _refused(self, branch: str) -> Answer | None:
        if branch not in self.protections:
            return None
        status, message, documentation = REFUSALS[self.protections[branch]]
        return status, {"message": message, "documentation_url": documentation, "status": str(status)}

    def _point(self, ref: str, sha: str, *, status: int) -> Answer:
        if self._object(sha, Commit) is None:
            return invalid("Object does not exist")
        self.repo.refs[Ref(ref.encode())] = ObjectID(sha.encode())
        return status, {"ref": ref, "url": "https://api.github.com/", "object": {"type": "commit", "sha": sha}}

    def _race(self) -> None:
        race, self.before_ref_update = self.before_ref_update, None
        if race is not None:
            race()

    def _added(self, made: Blob | Commit) -> str:
        self.repo.object_store.add_object(made)
        return made.id.decode()

    def _object[T: Blob | Tree | Commit](self, sha: str, kind: type[T]) -> T | None:
        try:
            found = self.repo.object_store[ObjectID(sha.encode())]
        except KeyError:
            return None
        return found if isinstance(found, kind) else None


def invalid(message: str, *errors: Body) -> Answer:
    """The answer to a request that GitHub understands but does not do."""
    details = {"errors": list(errors)} if errors else {}
    return 422, {"message": message, **details, "documentation_url": "https://docs.github.com/rest", "status": "422"}
