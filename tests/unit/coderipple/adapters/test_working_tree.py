"""What every document store does, the fake and the adapter alike; and what a file system can do to the adapter."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from coderipple.adapters.github.documents import GitHubDocuments
from coderipple.adapters.memory_documents import MemoryDocuments
from coderipple.adapters.working_tree import WorkingTree
from coderipple.errors import DocumentError
from coderipple.ports import DocumentStore
from fakes.documents import FakeDocumentStore
from fakes.github_world import github_world


def _on_branch(root: Path) -> DocumentStore:
    world = github_world(root / "blobs")
    return GitHubDocuments(world.repository, world.on_branch(), "docs/generated")


def _in_pull_request(root: Path) -> DocumentStore:
    world = github_world(root / "blobs")
    return GitHubDocuments(world.repository, world.in_pull_request(), "docs/generated")


STORES: list[Callable[[Path], DocumentStore]] = [
    lambda _root: FakeDocumentStore(),
    lambda root: WorkingTree(root, "docs/generated"),
    lambda _root: MemoryDocuments(),
    _on_branch,
    _in_pull_request,
]


@pytest.fixture(params=STORES, ids=["fake", "working tree", "memory", "github", "pull request"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DocumentStore:
    """An empty store of either kind."""
    made: DocumentStore = request.param(tmp_path)
    return made


class TestEveryStore:
    """What the `DocumentStore` port promises."""

    def test_another_folder_is_another_store_of_the_same_kind(self, store: DocumentStore) -> None:
        """Where there are folders; in memory there is but one."""
        other = store.in_folder("elsewhere")
        assert type(other) is type(store)
        other.publish({"a.md": b"1"})
        assert other.read("a.md") == b"1"

    def test_an_empty_store(self, store: DocumentStore) -> None:
        """Nothing is there before anything was published."""
        assert store.paths() == ()
        assert store.read("a.md") is None
        assert store.read("a/b.md") is None

    def test_what_is_published_can_be_read(self, store: DocumentStore) -> None:
        """Content is kept byte for byte, and paths are sorted."""
        store.publish({"b.md": b"\r\n\xff", "a/c.md": b"", ".hidden.json": b"{}"})
        assert store.paths() == (".hidden.json", "a/c.md", "b.md")
        assert store.read("b.md") == b"\r\n\xff"
        assert store.read("a/c.md") == b""

    def test_a_document_is_replaced_or_removed(self, store: DocumentStore) -> None:
        """None removes, also what is not there; the others stay."""
        store.publish({"a.md": b"1", "b.md": b"1", "c.md": b"1"})
        store.publish({"a.md": b"2", "b.md": None, "never.md": None})
        assert store.paths() == ("a.md", "c.md")
        assert store.read("a.md") == b"2"

    @pytest.mark.parametrize("path", ["/etc/passwd", "../x.md", "a/../../x.md", ".."])
    def test_a_path_outside_is_refused(self, store: DocumentStore, path: str) -> None:
        """Nothing outside is read or written, and nothing beside it either."""
        with pytest.raises(DocumentError, match="outside"):
            store.read(path)
        with pytest.raises(DocumentError, match="outside"):
            store.publish({"good.md": b"x", path: b"x"})
        assert store.paths() == ()


class TestWorkingTree:
    """What the adapter does in a file system."""

    def test_the_output_folder_is_the_border(self, tmp_path: Path) -> None:
        """Documents lie in the folder, and files elsewhere in the clone are not documents."""
        (tmp_path / "README.md").write_text("x")
        tree = WorkingTree(tmp_path, "docs")
        tree.publish({"a.md": b"x"})
        assert (tmp_path / "docs" / "a.md").read_bytes() == b"x"
        assert tree.paths() == ("a.md",)

    @pytest.mark.parametrize("link", ["docs", "docs/system", "docs/a.md"])
    def test_links_are_not_followed(self, tmp_path: Path, link: str) -> None:
        """Where a part of the path is a symbolic link, neither reading nor writing goes through it."""
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "a.md").write_text("secret")
        target = outside / "a.md" if link.endswith(".md") else outside
        clone = tmp_path / "clone"
        (clone / link).parent.mkdir(parents=True)
        (clone / link).symlink_to(target)
        tree = WorkingTree(clone, "docs")
        path = "system/a.md" if link == "docs/system" else "a.md"
        with pytest.raises(DocumentError, match="symbolic link"):
            tree.read(path)
        with pytest.raises(DocumentError, match="symbolic link"):
            tree.publish({path: b"mine"})
        assert (outside / "a.md").read_text() == "secret"

    def test_links_are_no_documents(self, tmp_path: Path) -> None:
        """A link in the folder is not listed, and a link in a circle does not hang."""
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "link.md").symlink_to("/etc/passwd")
        (tmp_path / "docs" / "circle").symlink_to(tmp_path / "docs")
        assert WorkingTree(tmp_path, "docs").paths() == ()

    def test_a_folder_in_the_place_of_a_document_is_said(self, tmp_path: Path) -> None:
        """What cannot be read or written is named, and nothing half-written stays."""
        (tmp_path / "docs" / "a.md").mkdir(parents=True)
        tree = WorkingTree(tmp_path, "docs")
        with pytest.raises(DocumentError, match="cannot be read"):
            tree.read("a.md")
        with pytest.raises(DocumentError, match="cannot be written"):
            tree.publish({"a.md": b"x"})
        assert [each.name for each in (tmp_path / "docs").iterdir()] == ["a.md"]

    def test_a_file_in_the_place_of_the_folder_is_said(self, tmp_path: Path) -> None:
        """The output folder cannot be made where a file has its name; the file stays."""
        (tmp_path / "docs").write_text("mine")
        tree = WorkingTree(tmp_path, "docs")
        assert tree.read("a.md") is None
        for path in ("a.md", "system/a.md"):
            with pytest.raises(DocumentError, match=r"docs is a file; expected a folder .* let `output` name another"):
                tree.publish({path: b"x"})
        assert (tmp_path / "docs").read_text() == "mine"

    def test_a_pipe_is_no_document(self, tmp_path: Path) -> None:
        """Nobody waits for what comes out of it."""
        (tmp_path / "docs").mkdir()
        os.mkfifo(tmp_path / "docs" / "a.md")
        tree = WorkingTree(tmp_path, "docs")
        assert tree.paths() == ()
        with pytest.raises(DocumentError, match=r"a\.md cannot be read: it is no file"):
            tree.read("a.md")

    def test_what_a_killed_run_left_goes(self, tmp_path: Path) -> None:
        """Temporary files are no documents, and the next run removes them; what a person put there stays."""
        folder = tmp_path / "docs" / "system"
        folder.mkdir(parents=True)
        for name in (
            ".a.md.abc_12xy",
            ".b.md.abcdefgh",
            ".b.md.abc",
            ".md.abcdefgh",
            "a.md.abcdefgh",
            ".a.txt.abcdefgh",
        ):
            (folder / name).write_text("x")
        (folder / ".c.md.abcdefgh").symlink_to(folder / "a.md.abcdefgh")
        tree = WorkingTree(tmp_path, "docs")
        assert not {"system/.a.md.abc_12xy", "system/.b.md.abcdefgh"} & {*tree.paths()}
        tree.publish({"system/a.md": b"1"})
        kept = [".a.txt.abcdefgh", ".b.md.abc", ".c.md.abcdefgh", ".md.abcdefgh", "a.md", "a.md.abcdefgh"]
        assert sorted(each.name for each in folder.iterdir()) == kept

    def test_the_mode_of_a_document_stays(self, tmp_path: Path) -> None:
        """A new document is readable for all; one that a person protected stays protected."""
        tree = WorkingTree(tmp_path, "docs")
        tree.publish({"a.md": b"1"})
        file = tmp_path / "docs" / "a.md"
        assert file.stat().st_mode & 0o777 == 0o644
        file.chmod(0o600)
        tree.publish({"a.md": b"2"})
        assert file.stat().st_mode & 0o777 == 0o600
        assert [each.name for each in file.parent.iterdir()] == ["a.md"]
