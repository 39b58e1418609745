"""A push of real git objects, the built function in the runtime interface emulator, a commit on GitHub.

Prism holds every request of the function to GitHub's own description of its API, and git every object that came of it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from counterparts.deliveries import push_delivery
from counterparts.documents import OUTPUT, documents_at, fresh_pages, own_commits, pages_of, settings
from counterparts.git_objects import Mirror, check_repository, git
from counterparts.github import BOT, BOT_TOKEN, GitHub
from fakes.api_gateway import SECRET
from lambda_packaging.emulator import Emulator, start_emulator
from lambda_packaging.isolation import NAMESPACES, choose_isolation
from lambda_packaging.unpack import UnpackedFunction

pytestmark = pytest.mark.network

LATER = '"""More."""\n\n\ndef spring_tide(day: int) -> int:\n    """Returns the spring tide."""\n    return day\n'
DOCUMENTS_BRANCH = "coderipple/documents-main"

type Pushed = Callable[[GitHub], str]


def variables(unpacked: UnpackedFunction, api_url: str, full_name: str, **others: str) -> dict[str, str]:
    """The function's variables."""
    is_at_opt = choose_isolation(unpacked).kind == NAMESPACES
    return settings(api_url, full_name) | {"CODERIPPLE_LAYER_BASED": str(is_at_opt).lower()} | others


def deliver(emulator: Emulator, github: GitHub, full_name: str, before: str | None, after: str) -> dict[str, Any]:
    """Delivers a push and returns the answer's body, which must be one of success."""
    payload = emulator.invoke(push_delivery(github, full_name, before=before, after=after)).payload
    told: dict[str, Any] = json.loads(payload["body"])
    assert payload["statusCode"] == 200, (told, emulator.log[-4000:])
    return told


def require_only_documents(mirror: Mirror, commit_id: str) -> None:
    """Checks a commit of the product as git and a person would."""
    assert check_repository(mirror.folder) == ""
    changed = git(mirror.folder, "diff-tree", "-r", "--no-commit-id", "--name-only", commit_id).decode().split()
    assert changed
    assert all(path.startswith(f"{OUTPUT}/") for path in changed)
    modes = git(mirror.folder, "ls-tree", "-r", commit_id, f"{OUTPUT}/").decode().splitlines()
    assert {line.split()[0] for line in modes} == {"100644"}


def require_described(github: GitHub) -> None:
    """Checks that no request of the product was one that GitHub's description does not allow."""
    assert [violation for violation in github.front.violations if violation.side == "request"] == []


def test_a_push_becomes_one_commit_of_documents(
    checked_github: GitHub, pushed: Pushed, unpacked: UnpackedFunction, tmp_path: Path
) -> None:
    """A second delivery writes nothing, the webhook of the own commit is not admitted, the next push is caught up."""
    github, full_name = checked_github, pushed(checked_github)
    first = github.head(full_name)
    with start_emulator(unpacked, environment=variables(unpacked, github.api_url, full_name)) as emulator:
        told = deliver(emulator, github, full_name, None, first)
        assert told["documentation_updated"] is True
        documented = github.head(full_name)
        mirror = github.rebuilt(full_name)
        assert own_commits(mirror.folder, documented) == [documented]
        require_only_documents(mirror, documented)
        assert f"CodeRipple-Source: {first}" in git(mirror.folder, "log", "-1", "--format=%B", documented).decode()
        pages = pages_of(documents_at(mirror.folder, documented))
        assert pages == fresh_pages(mirror.folder, first, full_name, tmp_path / "first")

        assert deliver(emulator, github, full_name, None, first)["documentation_updated"] is False
        own = push_delivery(github, full_name, before=first, after=documented, sender=BOT)
        assert emulator.invoke(own).payload["statusCode"] == 202
        assert github.head(full_name) == documented

        before, after = github.commit(full_name, "feat: spring tides\n", {"src/tides/spring.py": LATER})
        assert deliver(emulator, github, full_name, before, after)["documentation_updated"] is True
        head = github.head(full_name)
        assert emulator.log.count(SECRET) == emulator.log.count(BOT_TOKEN) == 0
    mirror = github.rebuilt(full_name)
    require_only_documents(mirror, head)
    assert pages_of(documents_at(mirror.folder, head)) == fresh_pages(
        mirror.folder, head, full_name, tmp_path / "second"
    )
    require_described(github)


def test_pushes_become_one_pull_request(checked_github: GitHub, pushed: Pushed, unpacked: UnpackedFunction) -> None:
    """The strategy of pull requests leaves the branch alone, opens one and updates it."""
    github, full_name = checked_github, pushed(checked_github)
    environment = variables(unpacked, github.api_url, full_name, CODERIPPLE_DOC_STRATEGY="github_pr")
    with start_emulator(unpacked, environment=environment) as emulator:
        first = github.head(full_name)
        deliver(emulator, github, full_name, None, first)
        proposed = github.head(full_name, DOCUMENTS_BRANCH)
        assert github.head(full_name) == first
        deliver(emulator, github, full_name, None, first)
        assert github.head(full_name, DOCUMENTS_BRANCH) == proposed

        for code in (LATER, LATER.replace("spring", "neap"), LATER):  # emulate's pull request keeps its first head
            before, after = github.commit(full_name, "feat: other tides\n", {"src/tides/spring.py": code})
            assert deliver(emulator, github, full_name, before, after)["documentation_updated"] is True
    mirror = github.rebuilt(full_name, DOCUMENTS_BRANCH)
    head = github.head(full_name, DOCUMENTS_BRANCH)
    require_only_documents(mirror, head)
    assert git(mirror.folder, "rev-parse", f"{head}^").decode().strip() == after
    assert any(b"spring_tide" in page for page in documents_at(mirror.folder, head).values())
    pulls = github.front.ask(f"/repos/{full_name}/pulls?state=all")
    assert [(pull["head"]["ref"], pull["base"]["ref"], pull["state"]) for pull in pulls] == [
        (DOCUMENTS_BRANCH, "main", "open")
    ]
    assert pulls[0]["body"]
    require_described(github)


def test_a_protected_branch_gets_a_pull_request(
    checked_github: GitHub, pushed: Pushed, unpacked: UnpackedFunction
) -> None:
    """Where the branch takes no commits, the strategy of commits proposes them."""
    github, full_name = checked_github, pushed(checked_github)
    rules = {
        "required_pull_request_reviews": {"required_approving_review_count": 1},
        "required_status_checks": None,
        "enforce_admins": True,
        "restrictions": None,
    }
    github.person.put(f"/repos/{full_name}/branches/main/protection", json=rules).raise_for_status()
    first = github.head(full_name)
    with start_emulator(unpacked, environment=variables(unpacked, github.api_url, full_name)) as emulator:
        deliver(emulator, github, full_name, None, first)
    assert github.head(full_name) == first
    require_only_documents(github.rebuilt(full_name, DOCUMENTS_BRANCH), github.head(full_name, DOCUMENTS_BRANCH))
    require_described(github)


def test_a_push_takes_few_requests(github: GitHub, pushed: Pushed, unpacked: UnpackedFunction, tmp_path: Path) -> None:
    """Twelve for a file that changed, in a fresh container; four where there is nothing to do, in a warm one.

    The file was there before, so both of its contents are read. A fresh container that finds its own commit alone reads
    no source, the archive least of all.
    """
    full_name = pushed(github)
    environment = variables(unpacked, github.api_url, full_name)
    with start_emulator(unpacked, environment=environment) as emulator:
        deliver(emulator, github, full_name, None, github.head(full_name))
    environment |= {"TMPDIR": str(tmp_path)}  # a container of its own keeps no file of another
    before, after = github.commit(full_name, "feat: spring tides\n", {"src/tides/harbours/harbour_7.py": LATER})
    with start_emulator(unpacked, environment=environment) as emulator:
        github.front.requests.clear()
        deliver(emulator, github, full_name, before, after)
        cold = [f"{request.method} {request.target}" for request in github.front.requests]
        github.front.requests.clear()
        deliver(emulator, github, full_name, before, after)
        warm = [f"{request.method} {request.target}" for request in github.front.requests]
    archives = len(github.front.codeload_requests)
    environment |= {"TMPDIR": str(tmp_path / "idle")}
    (tmp_path / "idle").mkdir()
    with start_emulator(unpacked, environment=environment) as emulator:
        github.front.requests.clear()
        deliver(emulator, github, full_name, before, after)
        idle = [f"{request.method} {request.target}" for request in github.front.requests]
    assert archives == 1
    assert len(cold) + archives <= 12, "\n".join(cold)
    assert len(warm) <= 4, "\n".join(warm)
    assert len(idle) <= 5, "\n".join(idle)
    assert len(github.front.codeload_requests) == archives
