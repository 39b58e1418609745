"""What every repository does, the fake and the adapter alike; and what only git can do to the adapter."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest
from coderipple.adapters.github.blob_cache import BlobCache
from coderipple.adapters.github.blobs import Blobs
from coderipple.adapters.github.repository import GitHubRepository
from coderipple.adapters.local_git import LocalGitRepository
from coderipple.adapters.watched_reading import WatchedRepository
from coderipple.errors import NoCommitError, NotARepositoryError, RepositoryError, UnknownRevisionError
from coderipple.ports import Repository
from coderipple.values import Commit
from fakes.clones import commit_files, git
from fakes.github import FakeGitHub
from fakes.repository import FakeRepository
from fakes.run_progress import FakeProgress

Files = Mapping[str, str | bytes | None]

_open: list[LocalGitRepository] = []


def opened(folder: Path) -> LocalGitRepository:
    """Opens a clone until the end of the test."""
    _open.append(LocalGitRepository(folder))
    return _open[-1]


@pytest.fixture(autouse=True)
def closing_clones() -> Iterator[None]:
    """Every clone that a test opened is closed after it."""
    yield
    while _open:
        _open.pop().close()


class History(Protocol):
    """A repository that a test can commit to."""

    repository: Repository

    def commit(self, message: str, files: Files) -> str:
        """Commits on top of HEAD and returns the commit's id."""
        ...


class FakeHistory:
    """A history in memory."""

    def __init__(self, _folder: Path) -> None:
        self.repository = FakeRepository()

    def commit(self, message: str, files: Files) -> str:
        return self.repository.commit(message, files)


class GitHistory:
    """A history in a clone, made by git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        git(folder, "init", "--quiet", "--initial-branch=main")
        self.repository: Repository = opened(folder)

    def commit(self, message: str, files: Files) -> str:
        stream = b"commit refs/heads/main\nmark :1\ncommitter A <a@example.com> 0 +0000\n" + _data(message.encode())
        if (self.folder / ".git" / "refs" / "heads" / "main").exists():
            stream += b"from refs/heads/main^0\n"
        for path, content in files.items():
            if content is None:
                stream += f"D {path}\n".encode()
            else:
                data = content.encode() if isinstance(content, str) else content
                stream += f"M 644 inline {path}\n".encode() + _data(data)
        command = ["git", "-C", str(self.folder), "fast-import", "--quiet"]
        done = subprocess.run(command, input=stream + b"get-mark :1\n", capture_output=True, check=True)
        return done.stdout.decode().strip()


class GitHubHistory:
    """A history on GitHub, in memory."""

    def __init__(self, folder: Path) -> None:
        self.github = FakeGitHub()
        client = self.github.client()
        blobs = Blobs(client, BlobCache(folder / "cache", limit_bytes=1_000_000))
        self.repository: Repository = GitHubRepository(client, blobs)

    def commit(self, message: str, files: Files) -> str:
        return self.github.commit(files, message)


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


class WatchedHistory(FakeHistory):
    """A history in memory, and somebody who watches what is read of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.watched, self.repository = self.repository, WatchedRepository(self.repository, FakeProgress())

    def commit(self, message: str, files: Files) -> str:
        return self.watched.commit(message, files)


@pytest.fixture(params=[FakeHistory, GitHistory, GitHubHistory, WatchedHistory])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> History:
    """An empty history of either kind."""
    made: History = request.param(tmp_path)
    return made


class TestEveryRepository:
    """What the `Repository` port promises."""

    def test_head_and_ids_resolve(self, history: History) -> None:
        """HEAD is the newest commit, and a commit id is itself."""
        first = history.commit("one", {"a": "1"})
        second = history.commit("two", {"a": "2"})
        assert history.repository.resolve("HEAD") == second
        assert history.repository.resolve(first) == first

    def test_an_unknown_revision_is_said(self, history: History) -> None:
        """Whatever is asked for, the answer is the one error with the revision in it."""
        history.commit("one", {"a": "1"})
        for revision in (
            "no-such",
            "0" * 40,
            "",
            "HEAD:a",
            "-x",
            "\udcff",
            "é",
            "a..b",
            "/etc/passwd",
            "HEAD\n",
            "a\0b",
        ):
            with pytest.raises(UnknownRevisionError) as raised:
                history.repository.resolve(revision)
            assert raised.value.revision == revision

    def test_a_repository_without_commits_says_so(self, history: History) -> None:
        """HEAD names nothing before the first commit."""
        with pytest.raises(NoCommitError):
            history.repository.resolve("HEAD")

    def test_a_tree_and_its_blobs(self, history: History) -> None:
        """Every file of a commit is there, and its content can be read; ids are git's."""
        commit_id = history.commit("one", {"a.txt": "1\n", "d/b.bin": b"\0\xff"})
        tree = history.repository.tree(commit_id)
        assert sorted(tree) == ["a.txt", "d/b.bin"]
        assert tree["a.txt"] == "d00491fd7e5bb6fa28c517a0bb32b8b506539d4d"
        assert history.repository.blob(tree["d/b.bin"]) == b"\0\xff"

    def test_a_missing_blob_is_an_error(self, history: History) -> None:
        """An id that the repository lacks is not taken for an empty file."""
        history.commit("one", {"a": "1"})
        with pytest.raises(RepositoryError, match="missing"):
            history.repository.blob("1" * 40)

    def test_the_net_difference(self, history: History) -> None:
        """Added, removed and modified between any two commits; what came and went again is not there."""
        base = history.commit("one", {"keep": "1", "change": "1", "old": "rename me", "go": "1"})
        history.commit("two", {"change": "2", "passing": "x"})
        head = history.commit("three", {"go": None, "old": None, "new": "rename me", "passing": None})
        found = history.repository.compare(base, head)
        assert (found.base, found.head) == (base, head)
        assert found.added == ("new",)
        assert found.removed == ("go", "old")
        assert found.modified == ("change",)

    def test_everything_is_added_to_nothing(self, history: History) -> None:
        """Without a base the whole tree is new."""
        head = history.commit("one", {"a": "1", "d/b": "2"})
        assert history.repository.compare(None, head).added == ("a", "d/b")

    def test_commits_come_oldest_first(self, history: History) -> None:
        """Those of the base and before it are left out; messages are whole."""
        first = history.commit("one", {"a": "1"})
        second = history.commit("two\n\nBecause.\n", {"a": "2"})
        third = history.commit("three", {"a": "3"})
        assert [each.commit_id for each in history.repository.commits(None, third)] == [first, second, third]
        assert [each.commit_id for each in history.repository.commits(first, third)] == [second, third]
        assert history.repository.commits(first, second)[0].message.strip() == "two\n\nBecause."
        assert history.repository.commits(third, third) == ()

    def test_the_paths_of_one_commit(self, history: History) -> None:
        """A commit is compared with its parent, the first one with nothing."""
        first = history.commit("one", {"a": "1", "b": "1"})
        second = history.commit("two", {"b": "2", "c": "1", "a": None})
        assert history.repository.changed_paths(first) == ("a", "b")
        assert history.repository.changed_paths(second) == ("a", "b", "c")

    def test_the_first_parent_chain_holds_both_ends(self, history: History) -> None:
        """Oldest first; a base that is not on it leads to the first commit."""
        first, second, third = (history.commit(name, {"a": name}) for name in ("one", "two", "three"))

        def chain(base: str | None, head: str) -> list[str]:
            return [each.commit_id for each in history.repository.first_parents(base, head)]

        assert chain(None, third) == [first, second, third]
        assert chain(second, third) == [second, third]
        assert chain(third, third) == [third]
        assert chain(third, second) == [first, second]


class TestLocalGit:
    """What people do with clones."""

    def test_names_resolve(self, clone: Path) -> None:
        """Branches, refs and annotated tags name their commit."""
        git(clone, "tag", "--annotate", "v1", "--message", "tagged")
        repository = opened(clone)
        names = ("main", "HEAD", "v1", "refs/heads/main", "refs/tags/v1")
        assert {repository.resolve(each) for each in names} == {git(clone, "rev-parse", "HEAD")}

    def test_parents_and_short_ids_resolve(self, clone: Path) -> None:
        """`HEAD~1` and the first digits of an id work as in git; counting past the first commit is unknown."""
        parent = git(clone, "rev-parse", "HEAD~1")
        repository = opened(clone)
        assert repository.resolve("HEAD~1") == parent
        assert repository.resolve("HEAD^") == parent
        assert repository.resolve(parent[:10]) == parent
        with pytest.raises(UnknownRevisionError):
            repository.resolve("HEAD~9")

    def test_an_ambiguous_short_id_is_unknown(self, clone: Path) -> None:
        """Digits that several commits begin with name none of them."""
        script = "".join(
            f"commit refs/heads/many\ncommitter A <a@example.com> {number} +0000\ndata 1\nx\n" for number in range(1500)
        )
        subprocess.run(["git", "-C", str(clone), "fast-import", "--quiet"], input=script, text=True, check=True)
        prefixes = [each[:4] for each in git(clone, "rev-list", "many").split()]
        twice = next(each for each in prefixes if prefixes.count(each) > 1)
        with pytest.raises(UnknownRevisionError):
            opened(clone).resolve(twice)

    def test_a_tree_is_no_commit(self, clone: Path) -> None:
        """An object of another kind is an unknown revision, and a commit is no blob."""
        repository = opened(clone)
        tree, commit = git(clone, "rev-parse", "HEAD^{tree}"), git(clone, "rev-parse", "HEAD")
        with pytest.raises(UnknownRevisionError):
            repository.resolve(tree)
        with pytest.raises(UnknownRevisionError):
            repository.tree(tree)
        with pytest.raises(RepositoryError, match="is no blob"):
            repository.blob(commit)

    def test_a_folder_below_the_root_belongs_to_the_clone(self, clone: Path) -> None:
        """The clone is found from inside."""
        repository = opened(clone / "src")
        assert repository.root == clone

    def test_a_worktree_is_a_clone(self, clone: Path, tmp_path: Path) -> None:
        """Its `.git` is a file; its root is its own and its HEAD too."""
        git(clone, "worktree", "add", "--quiet", "--detach", str(tmp_path / "other"), "HEAD~1")
        repository = opened(tmp_path / "other")
        assert repository.root == tmp_path / "other"
        assert repository.resolve("HEAD") == git(clone, "rev-parse", "HEAD~1")
        assert repository.tree(repository.resolve("HEAD"))

    @pytest.mark.parametrize("depth", [1, 2])
    def test_a_shallow_clone_ends_where_it_ends(self, clone: Path, tmp_path: Path, depth: int) -> None:
        """History stops at the oldest commit that was fetched, and that one is compared with nothing."""
        for number in range(2):
            commit_files(clone, f"more {number}", {f"more{number}.txt": "x"})
        git(tmp_path, "clone", "--quiet", "--depth", str(depth), f"file://{clone}", "shallow")
        repository = opened(tmp_path / "shallow")
        head = repository.resolve("HEAD")
        found = repository.commits(None, head)
        assert len(found) == depth
        assert "pyproject.toml" in repository.changed_paths(found[0].commit_id)
        assert repository.first_parents(None, head) == found
        with pytest.raises(UnknownRevisionError, match="unshallow"):
            repository.resolve(git(clone, "rev-parse", f"HEAD~{depth}"))

    def test_a_detached_head_and_packed_refs_are_read(self, clone: Path) -> None:
        """Neither needs a branch's file."""
        git(clone, "tag", "v1", "HEAD~1")
        git(clone, "checkout", "--quiet", "--detach", "HEAD~1")
        git(clone, "gc", "--quiet")
        repository = opened(clone)
        assert repository.resolve("HEAD") == repository.resolve("v1") == git(clone, "rev-parse", "HEAD")
        assert repository.resolve("main") == git(clone, "rev-parse", "main")

    def test_a_merge_is_walked_once_and_compared_with_its_first_parent(self, clone: Path) -> None:
        """Parents come before children; a merge changes what the other side brought."""
        git(clone, "checkout", "--quiet", "-b", "side", "HEAD~1")
        side = commit_files(clone, "side", {"side.txt": "x"})
        git(clone, "checkout", "--quiet", "main")
        git(clone, "merge", "--quiet", "--no-ff", "--message", "Merge side", "side")
        repository = opened(clone)
        head = repository.resolve("HEAD")
        ids = [each.commit_id for each in repository.commits(None, head)]
        assert len(ids) == len(set(ids)) == 4
        assert ids.index(side) < ids.index(head)
        assert repository.changed_paths(head) == ("side.txt",)
        assert side not in [each.commit_id for each in repository.first_parents(None, head)]

    def test_the_order_does_not_depend_on_the_pushes(self, merges: Path) -> None:
        """Branches from old commits, merges of merges and an octopus: any cut of the chain gives the same."""
        repository = opened(merges)
        chain = [each.commit_id for each in repository.first_parents(None, repository.resolve("main"))]
        whole = [each.commit_id for each in repository.commits(None, chain[-1])]
        assert len(whole) == len(set(whole)) == 2 + 4 * 4
        for cut in chain[:-1]:
            before, after = repository.commits(None, cut), repository.commits(cut, chain[-1])
            assert [each.commit_id for each in (*before, *after)] == whole

    def test_what_changes_no_content_changes_nothing(self, clone: Path) -> None:
        """A commit without a change is empty; a mode that changes is a change of its file."""
        base = git(clone, "rev-parse", "HEAD")
        git(clone, "commit", "--quiet", "--allow-empty", "--message", "empty")
        empty = git(clone, "rev-parse", "HEAD")
        git(clone, "update-index", "--chmod=+x", "pyproject.toml")
        git(clone, "commit", "--quiet", "--message", "mode")
        repository = opened(clone)
        assert repository.compare(base, empty).paths == ()
        assert repository.compare(empty, git(clone, "rev-parse", "HEAD")).modified == ("pyproject.toml",)

    def test_a_file_may_become_a_folder_and_a_link(self, clone: Path) -> None:
        """Each is what it is at its commit; links that lead to each other are followed by nobody."""
        first = commit_files(clone, "file", {"thing": "x"})
        (clone / "thing").unlink()
        second = commit_files(clone, "folder", {"thing/a.py": "x = 1\n", "Thing/b.py": ""})
        git(clone, "rm", "--quiet", "-r", "thing")
        (clone / "thing").symlink_to("other")
        (clone / "other").symlink_to("thing")
        third = commit_files(clone, "link", {})
        repository = opened(clone)
        assert {"thing"} & repository.tree(first).keys() == {"thing"}
        assert {"thing/a.py", "Thing/b.py"} <= repository.tree(second).keys()
        assert repository.compare(first, second).removed == ("thing",)
        assert not {"thing", "other", "thing/a.py"} & repository.tree(third).keys()

    def test_a_binary_file_is_a_file(self, clone: Path) -> None:
        """Its bytes come as they are."""
        (clone / "logo.py").write_bytes(b"\x00\xff\x00")
        commit = commit_files(clone, "binary", {})
        repository = opened(clone)
        assert repository.blob(repository.tree(commit)["logo.py"]) == b"\x00\xff\x00"

    def test_links_and_submodules_are_no_files(self, clone: Path) -> None:
        """A symbolic link out of the repository is not followed, a submodule not entered."""
        (clone / "passwd.py").symlink_to("/etc/passwd")
        git(clone, "add", "--all")
        commit_id = git(clone, "rev-parse", "HEAD")
        git(clone, "update-index", "--add", "--cacheinfo", f"160000,{commit_id},vendored")
        git(clone, "commit", "--quiet", "--message", "links")
        repository = opened(clone)
        tree = repository.tree(repository.resolve("HEAD"))
        assert "passwd.py" not in tree
        assert "vendored" not in tree
        assert "pyproject.toml" in tree

    def test_names_that_are_not_utf8_are_left_out(self, clone: Path) -> None:
        """A file whose name nobody can write down is no fact, and does no harm."""
        (Path(str(clone)) / "caf\udce9.py").write_text("def f(): ...\n")
        git(clone, "add", "--all")
        git(clone, "commit", "--quiet", "--message", "odd")
        repository = opened(clone)
        head = repository.resolve("HEAD")
        assert all(path.isascii() for path in repository.tree(head))
        assert repository.changed_paths(head) == ()

    def test_a_message_that_is_not_utf8_is_read(self, clone: Path) -> None:
        """Bytes that cannot be decoded are replaced."""
        (clone / "m").write_bytes(b"na\xefve because")
        git(clone, "-c", "i18n.commitEncoding=none", "commit", "--quiet", "--allow-empty", "--file", "m")
        repository = opened(clone)
        (last,) = repository.commits(repository.resolve("HEAD~1"), repository.resolve("HEAD"))
        assert isinstance(last, Commit)
        assert last.subject == "na\ufffdve because"

    def test_a_folder_that_is_no_clone_is_said(self, tmp_path: Path) -> None:
        """A folder without git, a file and a missing path are told with the remedy."""
        (tmp_path / "file").write_text("x")
        for path in (tmp_path, tmp_path / "file", tmp_path / "missing"):
            with pytest.raises(NotARepositoryError, match="git init"):
                opened(path)

    def test_a_bare_repository_has_no_working_tree(self, clone: Path, tmp_path: Path) -> None:
        """It can be read, but nothing can be written beside it."""
        git(tmp_path, "clone", "--quiet", "--bare", str(clone), "bare.git")
        repository = opened(tmp_path / "bare.git")
        assert repository.tree(repository.resolve("HEAD"))
        with pytest.raises(RepositoryError, match="bare repository; expected one with a working tree"):
            _ = repository.root

    def test_a_kind_of_repository_that_is_not_known_is_said(self, clone: Path) -> None:
        """An extension of git that the reader lacks is an error of ours."""
        git(clone, "config", "core.repositoryFormatVersion", "1")
        git(clone, "config", "extensions.someFutureThing", "true")
        with pytest.raises(RepositoryError, match="cannot be read"):
            opened(clone)

    def test_a_partial_clone_says_what_is_missing(self, clone: Path) -> None:
        """An object that is not there is told with the remedy."""
        head = commit_files(clone, "more", {"more.txt": "x"})
        shutil.rmtree(clone / ".git" / "objects" / git(clone, "rev-parse", "HEAD^{tree}")[:2])
        with pytest.raises(RepositoryError, match="git fetch --refetch"):
            opened(clone).tree(head)


def test_a_message_is_read_in_its_encoding(tmp_path: Path) -> None:
    """A commit that names its encoding is decoded with it, one that names an unknown one as UTF-8."""
    history = GitHistory(tmp_path)
    for encoding, text in (("ISO-8859-1", "caf\u00e9"), ("x-nobody", "caf\u00e9")):
        git(tmp_path, "config", "i18n.commitEncoding", encoding)
        message = text.encode("latin-1" if encoding == "ISO-8859-1" else "utf-8")
        (tmp_path / "message").write_bytes(message)
        git(tmp_path, "commit", "--allow-empty", "--quiet", "--file", "message")
        head = history.repository.resolve("HEAD")
        assert history.repository.commits(None, head)[-1].message.strip() == text


def test_a_damaged_object_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    """What zlib or git's format refuse is said in our words."""
    history = GitHistory(tmp_path)
    commit = history.commit("one", {"a.py": "A = 1\n"})
    blob = history.repository.tree(commit)["a.py"]
    damaged = tmp_path / ".git" / "objects" / blob[:2] / blob[2:]
    damaged.chmod(0o644)
    damaged.write_bytes(b"garbage")
    with pytest.raises(RepositoryError, match="git fsck"):
        opened(tmp_path).blob(blob)
