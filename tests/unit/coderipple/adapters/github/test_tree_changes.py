"""A tree is made by one request, of what differs."""

from hashlib import sha1

from coderipple.adapters.github.tree_changes import changed_tree, differences
from fakes.github_world import GitHubWorld


def blob_id(content: bytes) -> str:
    """The id that git gives to a content."""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def test_only_what_differs_is_sent() -> None:
    """Contents, blobs that are known and removals alike."""
    standing = {"a": blob_id(b"1"), "b": blob_id(b"1"), "c": "c" * 40, "d": "d" * 40}
    files = {"a": b"1", "b": b"2", "c": "c" * 40, "d": None, "e": None, "f": "f" * 40}
    assert differences(standing, files) == {"b": b"2", "d": None, "f": "f" * 40}


def test_known_blobs_are_named_not_sent(world: GitHubWorld) -> None:
    """They may be large, and they are there."""
    head = world.github.commit({"big.md": b"x" * 1000}, "Add")
    tree = changed_tree(world.client, world.repository, parent=head, files={"docs/big.md": blob_id(b"x" * 1000)})
    assert tree is not None
    shown = {each.path: each.sha for each in world.client.tree(tree).entries}
    assert shown["docs/big.md"] == shown["big.md"]


def test_a_document_keeps_its_place_in_the_tree(world: GitHubWorld) -> None:
    """Nothing is asked about links where a regular file is replaced."""
    head = world.github.commit({"docs/a.md": b"1"}, "Add")
    world.repository.tree(head)
    del world.github.requests[:]
    changed_tree(world.client, world.repository, parent=head, files={"docs/a.md": b"2"})
    assert not [each for each in world.github.requests if each.startswith("GET git/trees")]
