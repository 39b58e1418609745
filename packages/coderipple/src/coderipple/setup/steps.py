"""The steps by which a repository is set up by hand.

Comes in: the question and the address of the host's pages. Goes out: the steps, as text and as data.
"""

from dataclasses import dataclass

from coderipple.setup.addresses import health_url
from coderipple.setup.permissions import HOOKS, METADATA, Need, needed
from coderipple.setup.values import EVENTS, Question


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step.

    Attributes:
        title: What to do.
        lines: How, a line each.
    """

    title: str
    lines: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The step as JSON data."""
        return {"title": self.title, "lines": list(self.lines)}


def installation_steps(question: Question, web: str) -> tuple[Step, ...]:
    """Returns the steps; they need neither credentials nor a network.

    Args:
        question: What is to be set up.
        web: Address of the host's pages, such as `https://github.com`.
    """
    name = question.repository.partition("/")[2]
    grants = tuple(_grant(each) for each in (METADATA, *needed(question.report), HOOKS))
    fields = (
        f"Payload URL: {question.url}",
        "Content type: application/json",
        "Secret: a long random word, for example of `openssl rand -base64 32`",
        "SSL verification: enabled",
        f"Let me select individual events: {', '.join(EVENTS)}",
    )
    settings = (
        f"CODERIPPLE_SOURCE_REPO={question.repository}",
        "CODERIPPLE_DOC_STRATEGY=github_direct, or github_pr for pull requests alone",
        'CODERIPPLE_GITHUB_CREDENTIALS_ARN: a secret with {"token": …}, or CODERIPPLE_GITHUB_TOKEN outside AWS',
        "CODERIPPLE_WEBHOOK_SECRET_ARN: a secret with the hook's, or CODERIPPLE_WEBHOOK_SECRET outside AWS",
        "CODERIPPLE_GITHUB_LOGIN: NAME[bot] of an App, or the token's account if nobody else pushes with it",
        "CODERIPPLE_EXECUTION=asynchronous, in AWS: GitHub waits ten seconds for an answer",
    )
    tokens = f"{web}/settings/personal-access-tokens/new"
    return (
        Step(title=f"Make a fine-grained token for the repository {name} alone: {tokens}", lines=grants),
        Step(title="Give the function its settings", lines=settings),
        Step(title=f"Create the hook: {web}/{question.repository}/settings/hooks/new", lines=fields),
        Step(title="See that the function is well", lines=(f"curl {health_url(question.url)}",)),
        Step(
            title="Verify",
            lines=(f"coderipple github verify {question.repository} --url {question.url}",),
        ),
    )


def _grant(need: Need) -> str:
    return f"{need.grant} - {need.reason}"
