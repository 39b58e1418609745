"""What stands for GitHub behaves as GitHub where the product relies on it; asked with a plain client."""

import io
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import jwt
import pytest
from counterparts.faults import Fault, Plan
from counterparts.git_objects import check_repository, git
from counterparts.github import APP_ID, INSTALLATION_ID, GitHub

pytestmark = pytest.mark.network

type Pushed = Callable[[GitHub], str]


def document(bot: httpx.Client, api_url: str, full_name: str, head: str) -> httpx.Response:
    """Commits a document with the Git Data API and returns the answer to the update of the branch."""
    place = f"{api_url}/repos/{full_name}/git"
    tree_id = bot.get(f"{place}/commits/{head}").json()["tree"]["sha"]
    entry = {"path": "coderipple/README.md", "mode": "100644", "type": "blob", "content": "# Tides\n"}
    tree = bot.post(f"{place}/trees", json={"base_tree": tree_id, "tree": [entry]}).json()["sha"]
    body = {"message": "docs: tell the tides\n\nCodeRipple-Source: x\n", "tree": tree, "parents": [head]}
    commit = bot.post(f"{place}/commits", json=body).json()["sha"]
    return bot.patch(f"{place}/refs/heads/main", json={"sha": commit, "force": False})


def test_git_and_the_api_give_the_same_objects_the_same_ids(
    checked_github: GitHub, pushed: Pushed, clone: Path, bot: httpx.Client
) -> None:
    """A commit made through the API is rebuilt as real objects, in which git finds no fault."""
    full_name = pushed(checked_github)
    head = checked_github.head(full_name)
    assert head == git(clone, "rev-parse", "HEAD").decode().strip()
    assert document(bot, checked_github.api_url, full_name, head).status_code == 200
    mirror = checked_github.rebuilt(full_name)
    assert check_repository(mirror.folder) == ""
    assert git(mirror.folder, "log", "--format=%s", "main").decode().splitlines()[0] == "docs: tell the tides"
    assert git(mirror.folder, "show", "main:coderipple/README.md") == b"# Tides\n"
    assert checked_github.front.violations == []


def test_a_branch_that_moved_refuses_an_update(github: GitHub, pushed: Pushed, bot: httpx.Client) -> None:
    """Two commits on one parent: the second is no fast-forward."""
    full_name = pushed(github)
    head = github.head(full_name)
    github.commit(full_name, "more\n", {"more.txt": "more\n"})
    assert document(bot, github.api_url, full_name, head).status_code == 422


def test_prism_tells_what_the_description_does_not_allow(
    checked_github: GitHub, pushed: Pushed, bot: httpx.Client
) -> None:
    """A request without what it must have is the client's violation."""
    full_name = pushed(checked_github)
    bot.post(f"{checked_github.api_url}/repos/{full_name}/git/blobs", json={"encoding": "utf-8"})
    assert [violation.side for violation in checked_github.front.violations][:1] == ["request"]


def test_a_tarball_comes_from_another_server(github: GitHub, pushed: Pushed, bot: httpx.Client) -> None:
    """The redirect names it; what is in there is what git packs."""
    full_name = pushed(github)
    answer = bot.get(f"{github.api_url}/repos/{full_name}/tarball/{github.head(full_name)}")
    assert answer.status_code == 302
    assert not answer.headers["location"].startswith(github.api_url)
    packed = httpx.get(answer.headers["location"]).content
    with tarfile.open(fileobj=io.BytesIO(packed)) as tarball:
        names = tarball.getnames()
    assert any(name.endswith("/src/tides/tables.py") for name in names)


def test_etags_and_unknown_tokens(github: GitHub, pushed: Pushed, bot: httpx.Client) -> None:
    """What did not change is a 304, a token that nobody gave a 401."""
    place = f"{github.api_url}/repos/{pushed(github)}"
    etag = bot.get(place).headers["etag"]
    assert bot.get(place, headers={"if-none-match": etag}).status_code == 304
    assert bot.get(place, headers={"authorization": "Bearer unknown"}).status_code == 401


def test_an_app_gets_a_token_of_its_installation(
    checked_github: GitHub, pushed: Pushed, bot: httpx.Client, app_key: str
) -> None:
    """Signed with its key, refused with another's word; the token opens the repository."""
    full_name, now = pushed(checked_github), int(time.time())
    word = jwt.encode({"iat": now - 60, "exp": now + 300, "iss": str(APP_ID)}, app_key, algorithm="RS256")
    place = f"{checked_github.api_url}/app/installations/{INSTALLATION_ID}/access_tokens"
    answer = bot.post(place, headers={"authorization": f"Bearer {word}"})
    assert answer.status_code == 201
    headers = {"authorization": f"Bearer {answer.json()['token']}"}
    place = f"{checked_github.api_url}/repos/{full_name}/git/ref/heads/main"
    assert bot.get(place, headers=headers).status_code == 200
    assert checked_github.front.violations == []


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name.lower())
def test_a_fault_happens_once_and_where_it_is_planned(
    github: GitHub, pushed: Pushed, bot: httpx.Client, fault: Fault
) -> None:
    """The request before and the one after it get their answers."""
    place = f"{github.api_url}/repos/{pushed(github)}"
    github.plan(Plan(fault=fault, at=2))
    whole = bot.get(place)
    try:
        spoilt = bot.get(place)
        is_spoilt = spoilt.status_code != 200 or fault is Fault.SLOW or spoilt.text != whole.text
    except httpx.TransportError:
        is_spoilt = True
    assert is_spoilt
    assert bot.get(place).json() == whole.json()
    assert github.faults.happened
