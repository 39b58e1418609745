"""The documents of a branch on GitHub, read with git from rebuilt objects, and what they must be.

Comes in: a bare repository and a commit. Goes out: pages, those of a fresh full run, the product's own commits.
"""

from pathlib import Path

from coderipple.config import get_config
from coderipple.documents import MANIFEST_PATH
from coderipple.push_flow import document_push
from coderipple.trailers import is_own_commit
from coderipple.values import Push
from coderipple.wiring import wire_apart
from counterparts.git_objects import git
from counterparts.github import BOT, BOT_TOKEN
from fakes.api_gateway import SECRET

OUTPUT = "coderipple"


def settings(api_url: str, full_name: str) -> dict[str, str]:
    """The function's variables."""
    return {
        "CODERIPPLE_DOC_STRATEGY": "github_direct",
        "CODERIPPLE_GITHUB_API_URL": api_url,
        "CODERIPPLE_GITHUB_LOGIN": BOT,
        "CODERIPPLE_GITHUB_TOKEN": BOT_TOKEN,
        "CODERIPPLE_MOST_COMMITS_PER_HOUR": "1000",
        "CODERIPPLE_SOURCE_REPO": full_name,
        "CODERIPPLE_WEBHOOK_SECRET": SECRET,
    }


def documents_at(mirror: Path, commit_id: str) -> dict[str, bytes]:
    """Returns the pages of a commit."""
    names = git(mirror, "ls-tree", "-r", "-z", "--name-only", commit_id, f"{OUTPUT}/").decode().split("\0")
    paths = {name.removeprefix(f"{OUTPUT}/"): name for name in names if name}
    return {path: git(mirror, "cat-file", "blob", f"{commit_id}:{name}") for path, name in paths.items()}


def pages_of(documents: dict[str, bytes]) -> dict[str, bytes]:
    """Returns the documents without the manifest, which holds the last documented commit."""
    return {path: content for path, content in documents.items() if path != MANIFEST_PATH}


def fresh_pages(mirror: Path, commit_id: str, full_name: str, folder: Path) -> dict[str, bytes]:
    """Documents a commit from nothing, with the local strategy, and returns the pages."""
    git(folder.parent, "clone", "--quiet", "--no-checkout", str(mirror), str(folder))
    config = get_config({"CODERIPPLE_REPOSITORY_PATH": str(folder)})
    with wire_apart(config) as ports_in:
        ports = ports_in(folder / "fresh")
        document_push(Push(repository=full_name, head=commit_id), config, ports)
        found = {path: ports.documents.read(path) or b"" for path in ports.documents.paths()}
    return pages_of(found)


def own_commits(mirror: Path, commit_id: str) -> list[str]:
    """Returns the commits of the product, newest first."""
    log = git(mirror, "log", "-z", "--format=%H%n%B", commit_id).decode().split("\0")
    commits = [entry.partition("\n") for entry in log if entry]
    return [commit for commit, _, message in commits if is_own_commit(message)]
