"""Judges what was seen of a repository, of its branch and documents, and of the function.

Comes in: what was seen, or the host's refusal to show it. Goes out: checks, each with what was found and the remedy.
"""

from collections.abc import Iterable

from coderipple.setup.permissions import Need
from coderipple.setup.values import (
    Branch,
    Check,
    Folder,
    Health,
    HostRepository,
    Permission,
    Question,
    Refusal,
    Verdict,
)

MANIFEST = ".coderipple.json"
# Kinds of rules under which a commit cannot be put on a branch directly.
_HINDERING = frozenset(
    {
        "branch_protection",
        "commit_author_email_pattern",
        "commit_message_pattern",
        "committer_email_pattern",
        "file_path_restriction",
        "merge_queue",
        "pull_request",
        "required_deployments",
        "required_signatures",
        "required_status_checks",
        "update",
        "workflows",
    }
)


def refused(name: str, refusal: Refusal) -> Check:
    """Says that something could not be seen."""
    return Check(name=name, verdict=Verdict.WRONG, found=refusal.problem)


def check_repository(repository: HostRepository, question: Question) -> tuple[Check, ...]:
    """Is it there, under this name, writable, and the one that the settings allow?"""
    name = "repository"
    if repository.full_name.lower() != question.repository.lower():
        found = f"{question.repository} is called {repository.full_name} now"
        remedy = "use the new name, here and in CODERIPPLE_SOURCE_REPO: pushes come with it"
        return (Check(name=name, verdict=Verdict.WRONG, found=found, remedy=remedy),)
    if repository.is_archived:
        found = f"{repository.full_name} is archived, nothing can be written"
        return (Check(name=name, verdict=Verdict.WRONG, found=found, remedy="unarchive it in its settings"),)
    if question.source_repo and question.source_repo.lower() != repository.full_name.lower():
        found = f"CODERIPPLE_SOURCE_REPO allows {question.source_repo} alone"
        remedy = f"set it to {repository.full_name}, where the function has this value too"
        return (Check(name=name, verdict=Verdict.WRONG, found=found, remedy=remedy),)
    return (Check(name=name, verdict=Verdict.HOLDS, found=f"{repository.full_name} can be read"),)


def check_permissions(needs: Iterable[Need], permissions: Iterable[Permission]) -> tuple[Check, ...]:
    """May the credentials write what is needed?"""
    seen = {each.name: each for each in permissions}
    return tuple(_permission(need, seen.get(need.name)) for need in needs)


def _permission(need: Need, permission: Permission | None) -> Check:
    name = f"{need.label}: {need.level}"
    if permission is None or permission.is_granted is None:
        found = permission.found if permission else "not told"
        return Check(name=name, verdict=Verdict.UNKNOWN, found=found, remedy=f"it {need.reason}; look at the settings")
    if permission.is_granted:
        return Check(name=name, verdict=Verdict.HOLDS, found=permission.found)
    grant = f"grant {need.grant} to the credentials; it {need.reason}"
    if need.name == "checks":
        grant += ". Only a GitHub App can have it: with a token set CODERIPPLE_GITHUB_REPORT to status"
    return Check(name=name, verdict=Verdict.WRONG, found=permission.found, remedy=grant)


def check_branch(branch: Branch | None, name: str) -> Check:
    """Is the documented branch there?"""
    if branch is None:
        remedy = "push it, or set CODERIPPLE_BRANCH to one that exists"
        return Check(name="branch", verdict=Verdict.WRONG, found=f"there is no branch {name}", remedy=remedy)
    return Check(name="branch", verdict=Verdict.HOLDS, found=f"{branch.name} is at {branch.head[:12]}")


def check_protection(branch: Branch, strategy: str) -> Check:
    """Does the documented branch take commits?"""
    name = "protection"
    hindering = sorted(_HINDERING & set(branch.rules))
    if strategy == "github_pr":
        return Check(
            name=name, verdict=Verdict.UNNEEDED, found="documents come as a pull request, the branch is left alone"
        )
    if hindering or branch.is_protected:
        why = f" ({', '.join(hindering)})" if hindering else ""
        found = f"{branch.name} is protected{why}: where it refuses a commit, the documents come as a pull request"
        remedy = "nothing must be done; for direct commits let the App bypass the rule"
        return Check(name=name, verdict=Verdict.HOLDS, found=found, remedy=remedy)
    return Check(name=name, verdict=Verdict.HOLDS, found=f"{branch.name} takes commits")


def check_folder(folder: Folder, path: str) -> Check:
    """Is the output folder ours, or free?"""
    name = "output folder"
    if folder.is_folder is None:
        return Check(name=name, verdict=Verdict.HOLDS, found=f"{path} is free, the first push creates it")
    if not folder.is_folder:
        remedy = "set CODERIPPLE_OUTPUT_DIR to a folder, or rename the file"
        return Check(name=name, verdict=Verdict.WRONG, found=f"{path} is a file", remedy=remedy)
    if MANIFEST in folder.names:
        return Check(name=name, verdict=Verdict.HOLDS, found=f"{path} holds documents of CodeRipple")
    found = f"{path} holds {len(folder.names)} entries of somebody else, and no {MANIFEST}"
    remedy = "other people's files there stay as they are; if that is not meant, set CODERIPPLE_OUTPUT_DIR"
    return Check(name=name, verdict=Verdict.UNKNOWN, found=found, remedy=remedy)


def check_health(health: Health | None) -> Check:
    """Does the function answer, and well?"""
    name = "function"
    if health is None:
        remedy = "give --url, the address of the function's webhook"
        return Check(name=name, verdict=Verdict.UNKNOWN, found="its address is not known", remedy=remedy)
    if health.status_code == 200 and health.status == "healthy":
        return Check(name=name, verdict=Verdict.HOLDS, found=f"{health.url} says that it is healthy")
    if health.status_code == 0:
        remedy = "deploy the function, and give the address at which the internet reaches it"
        found = f"{health.url} does not answer: {health.status}"
    elif health.status_code in {403, 404}:
        remedy = "look whether the address is right and its gateway passes GET /health on"
        found = f"{health.url} answers with {health.status_code}"
    else:
        remedy = "read the function's log; its layers or its settings are not as they must be"
        found = f"{health.url} answers with {health.status_code}, {health.status}"
    return Check(name=name, verdict=Verdict.WRONG, found=found, remedy=remedy)
