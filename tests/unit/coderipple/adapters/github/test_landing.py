"""Documents come onto GitHub in one commit, over nobody's work, or not at all."""

from collections.abc import Callable

import pytest
from coderipple.adapters.github.landing import InPullRequest
from coderipple.errors import BranchMovedError, DocumentError, HostError, ProtectedBranchError
from coderipple.trailers import is_own_commit
from dulwich.refs import Ref
from fakes.github import REFUSALS
from fakes.github_world import GitHubWorld

OWN = "coderipple/documents-main"
MESSAGE = "Document the thumbnails\n\nBecause `resize` is new.\n\nCodeRipple-Source: {}\nCodeRipple-Version: 0.1.0"


def land(world: GitHubWorld, files: dict[str, bytes | None], **changes: str) -> str | None:
    """Lands files on the branch as a run does."""
    head = changes.get("head", world.github.head("main"))
    return world.on_branch(head).land("docs", {f"docs/{path}": each for path, each in files.items()}, MESSAGE)


def propose(world: GitHubWorld, files: dict[str, bytes | None], landing: InPullRequest | None = None) -> str | None:
    """Lands files in the pull request as a run at the head does."""
    landing = landing or world.in_pull_request()
    message = MESSAGE.format(world.github.head("main"))
    return landing.land("docs", {f"docs/{path}": each for path, each in files.items()}, message)


class TestOnBranch:
    """A commit on the branch itself."""

    def test_one_commit_holds_everything(self, world: GitHubWorld) -> None:
        """What is written, replaced and removed; its parent is the head, and everything else stays."""
        head = world.github.commit({"docs/a.md": b"1", "docs/old.md": b"1", "docs/same.md": b"1"}, "Add")
        commit = land(world, {"a.md": b"2", "new/b.md": b"\xff\x00", "old.md": None, "never.md": None, "same.md": b"1"})
        assert commit == world.github.head("main")
        made = world.client.commit(commit)
        assert (made.parents, made.message) == ((head,), MESSAGE)
        assert world.github.files("main") == {
            "README.md": b"x",
            "src/a.py": b"a = 1\n",
            "docs/a.md": b"2",
            "docs/new/b.md": b"\xff\x00",
            "docs/same.md": b"1",
        }

    def test_a_commit_takes_three_requests(self, world: GitHubWorld) -> None:
        """Tree, commit and branch; the head was read already."""
        world.github.commit({"docs/a.md": b"1"}, "Add")
        landing = world.on_branch()
        world.repository.tree(world.github.head("main"))
        del world.github.requests[:]
        landing.land("docs", {"docs/a.md": b"2"}, MESSAGE)
        assert [each.split("/")[:2] for each in world.github.requests] == [
            ["POST git", "trees"],
            ["POST git", "commits"],
            ["PATCH git", "refs"],
        ]

    def test_nothing_new_makes_no_commit(self, world: GitHubWorld) -> None:
        """No request writes when the documents are there already."""
        head = world.github.commit({"docs/a.md": b"1"}, "Add")
        assert land(world, {"a.md": b"1", "gone.md": None}) is None
        assert world.github.head("main") == head
        assert not [each for each in world.github.requests if not each.startswith("GET")]

    def test_the_next_run_goes_on_from_the_commit(self, world: GitHubWorld) -> None:
        """The same landing can land again."""
        landing = world.on_branch()
        first = landing.land("docs", {"docs/a.md": b"1"}, "")
        assert landing.documents_commit("docs") == first
        second = landing.land("docs", {"docs/a.md": b"2"}, "Again")
        assert second is not None
        assert world.client.commit(second).parents == (first,)

    def test_a_commit_without_words_is_ours_too(self, world: GitHubWorld) -> None:
        """Its trailers stop a loop."""
        commit = world.on_branch().land("docs", {"docs/a.md": b"1"}, "")
        assert commit is not None
        assert is_own_commit(world.client.commit(commit).message)

    def test_a_moved_branch_is_left_alone(self, world: GitHubWorld) -> None:
        """Somebody pushed since the head was read."""
        old = world.github.head("main")
        new = world.github.commit({"src/b.py": b""}, "Push")
        with pytest.raises(BranchMovedError, match="main moved"):
            land(world, {"a.md": b"1"}, head=old)
        assert world.github.head("main") == new

    def test_a_push_in_the_last_moment_is_seen(self, world: GitHubWorld) -> None:
        """Between commit and update of the branch."""
        world.github.writes.before_ref_update = lambda: world.github.commit({"src/b.py": b""}, "Push")
        with pytest.raises(BranchMovedError):
            land(world, {"a.md": b"1"})
        assert "docs/a.md" not in world.github.files("main")

    @pytest.mark.parametrize("kind", [each for each in REFUSALS if each != "secret"])
    def test_a_protected_branch_is_named(self, world: GitHubWorld, kind: str) -> None:
        """In whichever words GitHub says so."""
        world.github.writes.protections["main"] = kind
        with pytest.raises(ProtectedBranchError, match="main is protected"):
            land(world, {"a.md": b"1"})

    def test_a_secret_is_no_protection(self, world: GitHubWorld) -> None:
        """A pull request would not help."""
        world.github.writes.protections["main"] = "secret"
        with pytest.raises(HostError, match="secret in the documents"):
            land(world, {"a.md": b"1"})

    @pytest.mark.parametrize("is_truncated", [False, True])
    @pytest.mark.parametrize(
        ("path", "mode"),
        [
            ("docs", 0o120000),
            ("docs/sub", 0o120000),
            ("docs/sub/a.md", 0o120000),
            ("docs", 0o160000),
            ("docs/sub", 0o100644),
        ],
    )
    def test_what_is_no_folder_of_documents_is_not_written_over(
        self, world: GitHubWorld, path: str, mode: int, *, is_truncated: bool
    ) -> None:
        """A link, a submodule or a file is in the way; also in a tree that GitHub does not show whole."""
        head = world.github.commit({path: b"../secret"}, "Link", modes={path: mode})
        world.github.reads.most_entries = 1 if is_truncated else 100_000
        with pytest.raises(DocumentError, match=f"{path} is there"):
            land(world, {"sub/a.md": b"1"})
        assert world.github.head("main") == head

    def test_a_folder_is_not_replaced_by_a_document(self, world: GitHubWorld) -> None:
        """Whatever lies in it would be lost."""
        world.github.commit({"docs/a.md/note.txt": b"x"}, "Add")
        with pytest.raises(DocumentError, match="md is there and is no regular file"):
            land(world, {"a.md": b"1"})

    def test_a_new_folder_in_a_truncated_tree(self, world: GitHubWorld) -> None:
        """Folder by folder, as far as there are any."""
        world.github.commit({"docs/a.md": b"1"}, "Add")
        world.github.reads.most_entries = 1
        land(world, {"deep/er/b.md": b"1", "deep/c.md": b"1"})
        assert {"docs/a.md", "docs/deep/er/b.md", "docs/deep/c.md"} <= world.github.files("main").keys()


class TestInPullRequest:
    """One pull request, made anew on the head with each run."""

    def test_the_first_run_opens_one(self, world: GitHubWorld) -> None:
        """On a branch of its own, whose commit stands on the head; the documented branch does not move."""
        head = world.github.head("main")
        commit = propose(world, {"a.md": b"1"})
        assert (world.github.head("main"), world.github.head(OWN)) == (head, commit)
        made = world.client.commit(commit)
        assert made.parents == (head,)
        assert made.message.startswith(f"{MESSAGE.format(head)}\nCodeRipple-Tree: ")
        pull = world.github.pull_requests.pulls[1]
        assert (pull["head"]["ref"], pull["base"]["ref"], pull["state"]) == (OWN, "main", "open")
        assert pull["title"] == "Update the documents of main"
        assert "| `docs/a.md` | created |" in pull["body"]
        assert "Because `resize` is new." in pull["body"]
        assert "CodeRipple-Source" not in pull["body"]

    def test_the_next_run_updates_it(self, world: GitHubWorld) -> None:
        """One commit on the new head, with what was proposed before."""
        propose(world, {"a.md": b"1", "b.md": b"1"})
        head = world.github.commit({"src/b.py": b""}, "Push")
        landing = world.in_pull_request()
        assert landing.documents_commit("docs") == world.github.head(OWN)
        commit = propose(world, {"a.md": b"2", "b.md": None, "c.md": b"1"}, landing)
        assert world.client.commit(commit).parents == (head,)
        assert world.github.files(OWN) == world.github.files("main") | {"docs/a.md": b"2", "docs/c.md": b"1"}
        assert list(world.github.pull_requests.pulls) == [1]
        assert "| `docs/c.md` | created |" in world.github.pull_requests.pulls[1]["body"]
        assert "b.md" not in world.github.pull_requests.pulls[1]["body"]

    def test_an_update_takes_few_requests(self, world: GitHubWorld) -> None:
        """None for each document."""
        propose(world, {f"{number}.md": b"1" for number in range(20)})
        world.github.commit({"src/b.py": b""}, "Push")
        landing = world.in_pull_request()
        for commit in (world.github.head("main"), world.github.head(OWN), landing.documents_commit("docs")):
            world.repository.tree(commit)
        del world.github.requests[:]
        propose(world, {"1.md": b"2"}, landing)
        assert len(world.github.requests) <= 9

    def test_documents_that_the_branch_has_already_propose_nothing(self, world: GitHubWorld) -> None:
        """No branch, no pull request."""
        world.github.commit({"docs/a.md": b"1"}, "Add")
        assert propose(world, {"a.md": b"1"}) is None
        assert world.github.pull_requests.pulls == {}

    def test_the_same_again_makes_no_commit(self, world: GitHubWorld) -> None:
        """The pull request stays as it is."""
        commit = propose(world, {"a.md": b"1"})
        assert propose(world, {"a.md": b"1"}) is None
        assert world.github.head(OWN) == commit

    def test_a_commit_of_a_person_stays(self, world: GitHubWorld) -> None:
        """Runs commit on top of it, also the second one after it."""
        propose(world, {"a.md": b"1"})
        person = world.github.commit({"docs/a.md": b"1, better", "src/typo.py": b"x"}, "Improve", branch=OWN)
        for number, content in enumerate((b"2", b"3")):
            world.github.commit({f"src/{number}.py": b""}, "Push")
            landing = world.in_pull_request()
            assert landing.documents_commit("docs") == world.github.head(OWN)
            before = world.github.head(OWN)
            commit = propose(world, {"b.md": content}, landing)
            assert world.client.commit(commit).parents == (before,)
        assert world.client.commit(world.client.commit(commit).parents[0]).parents == (person,)
        assert world.github.files(OWN)["docs/a.md"] == b"1, better"
        assert world.github.files(OWN)["src/typo.py"] == b"x"
        assert world.github.files(OWN)["docs/b.md"] == b"3"
        assert world.github.pull_requests.open_numbers == [1]

    def test_our_commit_amended_by_a_person_stays(self, world: GitHubWorld) -> None:
        """It still has our message, but another tree."""
        ours = propose(world, {"a.md": b"1"})
        head = world.github.head("main")
        amended = world.github.commit(
            {"docs/a.md": b"better"}, world.client.commit(ours).message, branch=OWN, parents=(head,)
        )
        world.github.commit({"src/b.py": b""}, "Push")
        commit = propose(world, {"b.md": b"1"})
        assert world.client.commit(commit).parents == (amended,)

    def test_documents_changed_on_the_branch_start_it_again(self, world: GitHubWorld) -> None:
        """A person's edit on the branch is not proposed to be undone."""
        world.github.commit({"docs/a.md": b"0", "docs/b.md": b"0"}, "Add")
        propose(world, {"a.md": b"1"})
        head = world.github.commit({"docs/b.md": b"by a person"}, "Edit")
        landing = world.in_pull_request()
        assert landing.documents_commit("docs") == head
        propose(world, {"c.md": b"1"}, landing)
        assert world.github.files(OWN) == world.github.files("main") | {"docs/c.md": b"1"}

    @pytest.mark.parametrize("is_merged", [False, True])
    @pytest.mark.parametrize("is_branch_left", [False, True])
    def test_a_closed_one_is_followed_by_another(
        self, world: GitHubWorld, *, is_merged: bool, is_branch_left: bool
    ) -> None:
        """Whether its branch was deleted or not, and whoever committed onto it."""
        propose(world, {"a.md": b"1"})
        world.github.commit({"docs/a.md": b"better"}, "Improve", branch=OWN)
        world.github.pull_requests.close(1, is_merged=is_merged)
        if not is_branch_left:
            world.client._ask("DELETE", f"/git/refs/heads/{OWN}")
        head = world.github.commit({"src/b.py": b""}, "Push")
        landing = world.in_pull_request()
        assert landing.documents_commit("docs") == head
        commit = propose(world, {"a.md": b"2"}, landing)
        assert world.client.commit(commit).parents == (head,)
        assert world.github.pull_requests.open_numbers == [2]

    def test_another_run_may_open_it_first(self, world: GitHubWorld) -> None:
        """Both find no pull request; the later one updates that of the other."""
        world.github.pull_requests.before_create = lambda: propose(world, {"b.md": b"1"})
        propose(world, {"a.md": b"1"})
        assert list(world.github.pull_requests.pulls) == [1]
        assert "docs/a.md" in world.github.pull_requests.pulls[1]["body"]

    def test_a_refusal_to_open_one_is_told(self, world: GitHubWorld) -> None:
        """The base may be gone."""

        def lose_the_base() -> None:
            del world.github.repo.refs[Ref(b"refs/heads/main")]

        world.github.pull_requests.before_create = lose_the_base
        with pytest.raises(HostError):
            propose(world, {"a.md": b"1"})

    def test_a_run_that_was_cut_short_is_completed(self, world: GitHubWorld) -> None:
        """Its branch stands, but no pull request."""
        propose(world, {"a.md": b"1"})
        del world.github.pull_requests.pulls[1]
        propose(world, {"a.md": b"1"})
        assert world.github.pull_requests.open_numbers == [1]
        assert world.github.files(OWN)["docs/a.md"] == b"1"

    def test_work_that_nothing_else_keeps_is_not_lost(self, world: GitHubWorld) -> None:
        """Somebody uses a branch of that name, without a pull request."""
        tip = world.github.commit({"src/x.py": b""}, "Mine", branch=OWN)
        with pytest.raises(HostError, match="not ours"):
            propose(world, {"a.md": b"1"})
        assert world.github.head(OWN) == tip

    def test_documents_of_an_older_head_are_not_proposed(self, world: GitHubWorld) -> None:
        """Another run is on its way with the newer one."""
        old = world.github.head("main")
        world.github.commit({"src/b.py": b""}, "Push")
        with pytest.raises(BranchMovedError, match="main moved"):
            propose(world, {"a.md": b"1"}, world.in_pull_request(old))
        assert world.github.pull_requests.pulls == {}

    @pytest.mark.parametrize("is_first", [False, True])
    def test_a_run_at_the_same_time_is_not_overwritten(self, world: GitHubWorld, *, is_first: bool) -> None:
        """It is seen that our branch moved."""
        if not is_first:
            propose(world, {"a.md": b"0"})
        late = world.in_pull_request()
        late.documents_commit("docs")
        other = propose(world, {"a.md": b"1"})
        with pytest.raises(BranchMovedError, match=OWN):
            propose(world, {"a.md": b"2"}, late)
        assert world.github.head(OWN) == other

    def test_a_person_committing_at_the_same_time_is_not_overwritten(self, world: GitHubWorld) -> None:
        """On top of a person's commit nothing is forced."""
        propose(world, {"a.md": b"1"})
        world.github.commit({"docs/x.md": b""}, "Improve", branch=OWN)
        world.github.writes.before_ref_update = lambda: world.github.commit({"docs/y.md": b""}, "More", branch=OWN)
        with pytest.raises(BranchMovedError):
            propose(world, {"b.md": b"1"})
        assert "docs/y.md" in world.github.files(OWN)

    def test_a_persons_words_in_the_description_stay(self, world: GitHubWorld) -> None:
        """Around our part of it; the title is not touched."""
        propose(world, {"a.md": b"1"})
        pull = world.github.pull_requests.pulls[1]
        pull["body"] = f"Do not merge before Friday.\n\n{pull['body']}\n\n- [ ] read"
        pull["title"] = "Docs!"
        propose(world, {"b.md": b"1"})
        assert pull["body"].startswith("Do not merge before Friday.\n\n<!--")
        assert pull["body"].endswith("-->\n\n- [ ] read")
        assert "docs/b.md" in pull["body"]
        assert pull["title"] == "Docs!"

    def test_our_own_branch_may_be_protected_too(self, world: GitHubWorld) -> None:
        """Then its name is given."""
        world.github.writes.protections[OWN] = "ruleset"
        with pytest.raises(ProtectedBranchError, match=OWN):
            propose(world, {"a.md": b"1"})


def test_a_run_reads_what_it_landed(world: GitHubWorld) -> None:
    """Both landings continue with their own commit."""
    landings: list[Callable[[], object]] = [world.on_branch, world.in_pull_request]
    for made in landings:
        landing = made()
        commit = landing.land("docs", {"docs/a.md": repr(made).encode()}, "")  # type: ignore[attr-defined]
        assert landing.documents_commit("docs") == commit  # type: ignore[attr-defined]
