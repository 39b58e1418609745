"""Documents on GitHub: what every store does, and where the borders are."""

import pytest
from coderipple.adapters.github.documents import GitHubDocuments
from coderipple.errors import DocumentError
from fakes.github_world import GitHubWorld


@pytest.fixture
def store(world: GitHubWorld) -> GitHubDocuments:
    """A store whose documents land on the branch."""
    return GitHubDocuments(world.repository, world.on_branch(), "docs/generated")


def test_it_is_atomic(store: GitHubDocuments) -> None:
    """All documents come in one commit."""
    assert store.is_atomic


def test_the_output_folder_is_the_border(world: GitHubWorld, store: GitHubDocuments) -> None:
    """What lies beside it is no document, whatever it is called."""
    world.github.commit({"docs/generated.md": b"x", "docs/generated/a.md": b"y", "docs/b.md": b"z"}, "Add")
    store = GitHubDocuments(world.repository, world.on_branch(), "docs/generated")
    assert store.paths() == ("a.md",)
    assert store.read("a.md") == b"y"
    assert store.read("b.md") is None


def test_documents_land_with_the_message(world: GitHubWorld, store: GitHubDocuments) -> None:
    """Below the output folder, and nowhere else."""
    before = world.github.files("main")
    store.publish({"a.md": b"1", "system/b.md": b"2"}, "Say it")
    assert world.github.files("main") == before | {"docs/generated/a.md": b"1", "docs/generated/system/b.md": b"2"}
    assert world.client.commit(world.github.head("main")).message == "Say it"
    assert store.paths() == ("a.md", "system/b.md")


def test_another_folder_lands_at_the_same_place(world: GitHubWorld, store: GitHubDocuments) -> None:
    """A repository may name its folder itself."""
    store.in_folder("elsewhere").publish({"a.md": b"1"})
    assert world.github.files("main")["elsewhere/a.md"] == b"1"
    assert store.paths() == ()


@pytest.mark.parametrize("path", ["/etc/passwd", "../x.md", "a/../../x.md", "..", "", "."])
def test_a_path_outside_is_refused(world: GitHubWorld, store: GitHubDocuments, path: str) -> None:
    """Before anything is asked of GitHub."""
    with pytest.raises(DocumentError, match="outside"):
        store.read(path)
    with pytest.raises(DocumentError, match="outside"):
        store.publish({"good.md": b"x", path: b"x"})
    assert world.github.requests == []


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        (".github", "workflows/ci.yml"),
        (".GitHub/workflows", "ci.yml"),
        ("docs", ".github/x.md"),
        ("docs", ".git/config"),
    ],
)
def test_nothing_lands_below_github_s_own_folders(world: GitHubWorld, folder: str, path: str) -> None:
    """Workflows run with the repository's rights."""
    store = GitHubDocuments(world.repository, world.on_branch(), folder)
    with pytest.raises(DocumentError, match=r"lies in \.git or \.github"):
        store.publish({path: b"x"})
    assert world.github.requests == []


@pytest.mark.parametrize("folder", ["", ".", "..", "/", "../docs"])
def test_the_root_is_no_output_folder(world: GitHubWorld, folder: str) -> None:
    """Nor is what lies above it."""
    with pytest.raises(DocumentError, match="outside"):
        GitHubDocuments(world.repository, world.on_branch(), folder).publish({"a.md": b"x"})


def test_the_manifest_alone_is_read_alone(world: GitHubWorld) -> None:
    """A push with nothing to say needs no other document; from the second on they are fetched together."""
    head = world.github.commit({f"docs/{number}.md": b"%d" % number for number in range(20)}, "Add")
    store = GitHubDocuments(world.repository, world.on_branch(), "docs")
    assert [store.read(f"{number}.md") for number in range(20)] == [b"%d" % number for number in range(20)]
    fetched = [each for each in world.github.requests if "blobs" in each or "tarball" in each]
    assert [each.split("/")[0] for each in fetched] == ["GET git", "GET tarball"]
    assert fetched[1] == f"GET tarball/{head}"


def test_documents_of_a_pull_request_are_continued(world: GitHubWorld) -> None:
    """What was proposed is what is read by the next run."""
    GitHubDocuments(world.repository, world.in_pull_request(), "docs").publish({"a.md": b"1"})
    world.github.commit({"src/b.py": b""}, "Push")
    store = GitHubDocuments(world.repository, world.in_pull_request(), "docs")
    assert (store.paths(), store.read("a.md")) == (("a.md",), b"1")
    assert "docs/a.md" not in world.github.files("main")
