"""Single blobs, or the archive of a commit."""

import pytest
from coderipple.adapters.github.blob_cache import blob_id
from coderipple.errors import HostError
from fakes.github_world import GitHubWorld


def fetched(world: GitHubWorld) -> list[str]:
    """Returns what was asked for, in short."""
    asked = [each for each in world.github.requests if "blobs" in each or "tarball" in each]
    return ["archive" if "tarball" in each else "blob" for each in asked]


def prepared(world: GitHubWorld, count: int) -> dict[str, str]:
    """A commit of some files, announced."""
    head = world.github.commit({f"new/{number}.py": f"a = {number}\n" for number in range(count)})
    tree = {path: blob for path, blob in world.repository.tree(head).items() if path.startswith("new/")}
    world.repository.prepare(head, tree.values())
    return tree


@pytest.mark.parametrize(("count", "expected"), [(1, ["blob"]), (8, ["blob"] * 8), (9, ["archive"])])
def test_whichever_costs_less(world: GitHubWorld, count: int, expected: list[str]) -> None:
    """Eight one by one, nine at once; a second time none."""
    tree = prepared(world, count)
    for _ in range(2):
        assert {path: world.repository.blob(blob) for path, blob in tree.items()} == {
            f"new/{number}.py": b"a = %d\n" % number for number in range(count)
        }
    assert fetched(world) == expected


def test_what_the_archive_changes_is_fetched_alone(world: GitHubWorld) -> None:
    """Attributes of a repository fill in or leave out; the blob is what counts."""
    world.github.reads.substitutions["new/3.py"] = b"filled in"
    tree = prepared(world, 20)
    assert world.repository.blob(tree["new/1.py"]) == b"a = 1\n"
    assert world.repository.blob(tree["new/3.py"]) == b"a = 3\n"
    assert fetched(world) == ["archive", "blob"]


def test_the_content_of_another_blob_is_refused(world: GitHubWorld) -> None:
    """An answer is believed only as far as the id proves it."""
    tree = prepared(world, 1)
    world.github.reads.blob = lambda _sha: b"another"  # type: ignore[method-assign]
    with pytest.raises(HostError, match="content of another one"):
        world.repository.blob(tree["new/0.py"])


def test_nothing_is_fetched_before_it_is_read(world: GitHubWorld) -> None:
    """To announce costs nothing."""
    prepared(world, 20)
    assert fetched(world) == []
    assert blob_id(b"a = 1\n")
