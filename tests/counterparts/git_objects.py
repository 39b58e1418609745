"""Git objects on their way between a real repository and GitHub's Git Data API, with the same ids on both sides.

Comes in: a client of the API and a repository on the disk. Goes out: the same objects on the other side.

A pushed object must get the id that git gave it, and a rebuilt one must hash to the id that the API tells; both
are checked object by object.
"""

import base64
import hashlib
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx


def git(folder: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    """Runs git in a repository and returns what it printed."""
    return subprocess.run(["git", "-C", str(folder), *arguments], input=stdin, capture_output=True, check=True).stdout


class Uploader:
    """Brings the objects of a local repository to a repository on GitHub."""

    def __init__(self, api: httpx.Client, full_name: str, folder: Path) -> None:
        self._api = api
        self._place = f"/repos/{full_name}/git"
        self._folder = folder
        self._uploaded: set[str] = set()

    def push(self, revision: str, branch: str, *, force: bool = False) -> tuple[str | None, str]:
        """Pushes a revision to a branch, which comes into being if need be.

        Returns:
            The branch's commit before and after; None before where the branch is new.
        """
        head = git(self._folder, "rev-parse", f"{revision}^{{commit}}").decode().strip()
        for commit_id in git(self._folder, "rev-list", "--reverse", "--topo-order", head).decode().split():
            self._upload_commit(commit_id)
        found = self._api.get(f"{self._place}/ref/heads%2F{branch}")
        if found.status_code == 404:
            self._post("refs", {"ref": f"refs/heads/{branch}", "sha": head})
            return None, head
        before: str = found.json()["object"]["sha"]
        answer = self._api.patch(f"{self._place}/refs/heads%2F{branch}", json={"sha": head, "force": force})
        answer.raise_for_status()
        return before, head

    def _upload_commit(self, commit_id: str) -> None:
        if commit_id in self._uploaded:
            return
        header, _, message = git(self._folder, "cat-file", "commit", commit_id).decode().partition("\n\n")
        fields = [line.split(" ", 1) for line in header.splitlines()]
        tree_id = next(value for name, value in fields if name == "tree")
        self._upload_tree(tree_id)
        body = {
            "message": message,
            "tree": tree_id,
            "parents": [value for name, value in fields if name == "parent"],
            "author": next(_person(value) for name, value in fields if name == "author"),
            "committer": next(_person(value) for name, value in fields if name == "committer"),
        }
        self._expect(commit_id, self._post("commits", body))

    def _upload_tree(self, tree_id: str) -> None:
        if tree_id in self._uploaded:
            return
        entries = list(_entries(git(self._folder, "ls-tree", "-z", tree_id)))
        for entry in entries:
            if entry["type"] == "tree":
                self._upload_tree(entry["sha"])
            elif entry["type"] == "blob":
                self._upload_blob(entry["sha"])
        if entries:  # the API makes no empty tree, and only an empty commit has one
            self._expect(tree_id, self._post("trees", {"tree": entries}))

    def _upload_blob(self, blob_id: str) -> None:
        if blob_id not in self._uploaded:
            content = base64.b64encode(git(self._folder, "cat-file", "blob", blob_id)).decode()
            self._expect(blob_id, self._post("blobs", {"content": content, "encoding": "base64"}))

    def _post(self, kind: str, body: dict[str, Any]) -> str:
        answer = self._api.post(f"{self._place}/{kind}", json=body)
        if answer.is_error:
            raise RuntimeError(f"POST {kind}: {answer.status_code} {answer.text[:300]}; expected it to be created")
        made: str = answer.json().get("sha", "")
        return made

    def _expect(self, object_id: str, made: str) -> None:
        if made != object_id:
            raise RuntimeError(f"the API made {made}; expected {object_id}, the id that git gave the same object")
        self._uploaded.add(object_id)


class Mirror:
    """A bare repository with the objects of a repository on GitHub, rebuilt from its API."""

    def __init__(self, fetch: Callable[[str], Any], folder: Path) -> None:
        """Makes an empty one; `fetch` gives the JSON of `commits/ID`, `trees/ID` and `blobs/ID`."""
        self._fetch = fetch
        self.folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True)
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main")

    def bring(self, commit_id: str) -> None:
        """Rebuilds a commit with its whole history, parents first, unless it is there."""
        with self._lock:
            pending = [commit_id]
            while pending:
                wanted = pending[-1]
                if self._has(wanted):
                    pending.pop()
                    continue
                found = self._fetch(f"commits/{wanted}")
                missing = [parent["sha"] for parent in found["parents"] if not self._has(parent["sha"])]
                if missing:
                    pending += missing
                    continue
                self._bring_tree(found["tree"]["sha"])
                self._write("commit", wanted, *_commit_contents(found))
                pending.pop()

    def point(self, branch: str, commit_id: str) -> None:
        """Sets a branch, with the commit that it points to."""
        self.bring(commit_id)
        git(self.folder, "update-ref", f"refs/heads/{branch}", commit_id)

    def _bring_tree(self, tree_id: str) -> None:
        if self._has(tree_id):
            return
        entries = self._fetch(f"trees/{tree_id}")["tree"]
        for entry in entries:
            if entry["type"] == "tree":
                self._bring_tree(entry["sha"])
            elif entry["type"] == "blob" and not self._has(entry["sha"]):
                content = base64.b64decode(self._fetch(f"blobs/{entry['sha']}")["content"])
                self._write("blob", entry["sha"], content)
        self._write("tree", tree_id, _tree_content(entries))

    def _has(self, object_id: str) -> bool:
        return self._path(object_id).is_file()

    def _path(self, object_id: str) -> Path:
        return self.folder / "objects" / object_id[:2] / object_id[2:]

    def _write(self, kind: str, object_id: str, *contents: bytes) -> None:
        """Writes the one of `contents` that has the id."""
        for content in contents:
            whole = f"{kind} {len(content)}\0".encode() + content
            if hashlib.sha1(whole, usedforsecurity=False).hexdigest() == object_id:
                path = self._path(object_id)
                path.parent.mkdir(exist_ok=True)
                written = path.with_suffix(".new")
                written.write_bytes(zlib.compress(whole))
                written.replace(path)
                return
        raise RuntimeError(f"the {kind} {object_id} does not hash to its id; expected the API to tell all of it")


def check_repository(folder: Path) -> str:
    """Runs `git fsck --strict` and returns what it found; nothing is how it should be."""
    command = ["git", "-C", str(folder), "fsck", "--strict", "--no-dangling", "--no-progress"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    problem = "" if done.returncode == 0 else f"exit code {done.returncode}\n"
    told = (done.stdout + done.stderr).splitlines(keepends=True)
    return problem + "".join(line for line in told if not line.startswith("notice: HEAD points to an unborn branch"))


def _entries(listing: bytes) -> Iterator[dict[str, str]]:
    for line in filter(None, listing.decode().split("\0")):
        facts, _, path = line.partition("\t")
        mode, kind, object_id = facts.split(" ")
        yield {"path": path, "mode": mode, "type": kind, "sha": object_id}


def _person(value: str) -> dict[str, str]:
    name_and_address, seconds, zone = value.rsplit(" ", 2)
    name, _, address = name_and_address.partition(" <")
    minutes = int(zone[1:3]) * 60 + int(zone[3:5])
    offset = timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
    date = datetime.fromtimestamp(int(seconds), tz=offset).isoformat()
    return {"name": name, "email": address.rstrip(">"), "date": date}


def _commit_contents(found: dict[str, Any]) -> Iterator[bytes]:
    """Gives what the commit may consist of: the API leaves open whether the message ends with a line break."""
    lines = [f"tree {found['tree']['sha']}", *(f"parent {parent['sha']}" for parent in found["parents"])]
    lines += [f"{role} {_signed(found[role])}" for role in ("author", "committer")]
    for end in ("", "\n"):
        yield ("\n".join(lines) + "\n\n" + found["message"] + end).encode()


def _signed(person: dict[str, str]) -> str:
    date = datetime.fromisoformat(person["date"])
    zone = (date if date.tzinfo else date.replace(tzinfo=UTC)).strftime("%z")
    return f"{person['name']} <{person['email']}> {int(date.timestamp())} {zone}"


def _tree_content(entries: list[dict[str, str]]) -> bytes:
    def name_as_git_sorts_it(entry: dict[str, str]) -> bytes:
        return (entry["path"] + ("/" if entry["type"] == "tree" else "")).encode()

    ordered = sorted(entries, key=name_as_git_sorts_it)
    return b"".join(
        f"{entry['mode'].lstrip('0')} {entry['path']}\0".encode() + bytes.fromhex(entry["sha"]) for entry in ordered
    )
