"""Our own branch, as earlier runs and other people left it."""

import pytest
from coderipple.adapters.github.own_branch import OwnBranch, Standing
from coderipple.adapters.github.own_commits import sealed
from fakes.github_world import GitHubWorld


@pytest.fixture
def branch(world: GitHubWorld) -> OwnBranch:
    """Our branch for `main`."""
    return OwnBranch(world.client, "main")


def test_nothing_stands(branch: OwnBranch) -> None:
    """Before the first run."""
    assert branch.name == "coderipple/documents-main"
    assert branch.look() == Standing()


def test_a_branch_may_be_named_by_folders(world: GitHubWorld) -> None:
    """So is ours."""
    world.github.commit({"a": b""}, branch="release/1.x", parents=(world.github.head("main"),))
    own = OwnBranch(world.client, "release/1.x")
    own.point(own.look(), world.github.head("release/1.x"))
    assert world.github.head("coderipple/documents-release/1.x") == world.github.head("release/1.x")


@pytest.mark.parametrize("is_whole", [True, False])
def test_our_commit_is_told_by_its_seal(world: GitHubWorld, branch: OwnBranch, *, is_whole: bool) -> None:
    """It must stand on the commit that it documents."""
    head = world.github.head("main")
    tip = world.github.commit(
        {"docs/a.md": b"1"},
        branch=branch.name,
        parents=(head,),
    )
    tree = world.client.commit(tip).tree_sha
    source = head if is_whole else "a" * 40
    sealed_tip = world.github.commit(
        {"docs/a.md": b"1"}, sealed("x", source=source, tree=tree), branch=branch.name, parents=(head,)
    )
    standing = branch.look()
    assert (standing.tip, standing.is_free, standing.ours is not None) == (sealed_tip, is_whole, is_whole)


def test_a_pull_request_that_is_late_is_not_believed(world: GitHubWorld, branch: OwnBranch) -> None:
    """The branch itself tells to what it points; else the next commit would be taken for somebody's interference."""
    world.github.commit({"a": b""}, branch=branch.name, parents=(world.github.head("main"),))
    world.client.create_pull(title="x", body="", head=branch.name, base="main")
    world.github.pull_requests.is_late = True
    tip = world.github.commit({"b": b""}, branch=branch.name)
    standing = branch.look()
    assert standing.pull
    assert standing.pull.head_sha != tip
    assert standing.tip == tip
    branch.point(standing, world.github.commit({"c": b""}, branch="topic", parents=(tip,)))


def test_what_a_closed_pull_request_keeps_may_go(world: GitHubWorld, branch: OwnBranch) -> None:
    """But not what came after it."""
    world.github.commit({"a": b""}, branch=branch.name, parents=(world.github.head("main"),))
    world.client.create_pull(title="x", body="", head=branch.name, base="main")
    world.github.pull_requests.close(1)
    assert branch.look().is_free
    world.github.commit({"b": b""}, branch=branch.name)
    assert not branch.look().is_free
