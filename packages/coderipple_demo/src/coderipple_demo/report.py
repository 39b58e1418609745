"""Tells what a demo run did.

Comes in: a `Showing`. Goes out: a short summary for a person, or the same as data.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lambda_packaging.manifest import Artifact
from lambda_packaging.metrics.cold_start import ColdStart, Spread
from lambda_packaging.sizes import format_bytes
from rich.console import Console

from coderipple_demo.checkout import Checkout
from coderipple_demo.push_event import Push
from coderipple_demo.runtime import Sent

HOST_GIT_USES = ("copying this clone", "reading the commits that the push event names")
WRITING_ACTIONS = frozenset({"create", "update", "delete"})

_SHOWN_REASONS = 2  # of a role, before the others are only counted
_SHOWN_WARNINGS = 3
_STATUS_DONE = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Showing:
    """One demo run.

    Attributes:
        artifacts: What was built, or reused.
        build_seconds: How long building and unpacking took.
        checkout: The copy that was documented.
        push: What was sent.
        isolation: How the function saw its layers.
        sent: What came back.
        cold_start: The function's cold start beside a bare handler's.
    """

    artifacts: tuple[Artifact, ...]
    build_seconds: float
    checkout: Checkout
    push: Push
    isolation: str
    sent: Sent
    cold_start: ColdStart

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return int(self.sent.answer["statusCode"])

    @property
    def body(self) -> Mapping[str, Any]:
        """The answer's body."""
        body: Mapping[str, Any] = json.loads(self.sent.answer["body"])
        return body

    @property
    def succeeded(self) -> bool:
        """Whether the push was worked off."""
        return self.status == _STATUS_DONE

    @property
    def written(self) -> tuple[Mapping[str, str], ...]:
        """The documents that this run changed."""
        return tuple(each for each in self.body.get("documents", ()) if each["action"] in WRITING_ACTIONS)

    @property
    def nothing_to_do(self) -> str | None:
        """Why a run that went well wrote nothing, or None."""
        if not self.succeeded or self.written:
            return None
        reason = self.body.get("skipped") or "the documents say all of it already"
        return "nothing to do: " + reason.removeprefix("nothing to do: ")


def as_data(showing: Showing) -> dict[str, Any]:
    """Returns the run as JSON data."""
    checkout = showing.checkout
    return {
        "status": showing.status,
        "nothing_to_do": showing.nothing_to_do,
        "documents": list(showing.written),
        "documents_folder": str(checkout.path),
        "answer": showing.body,
        "built": [asdict(artifact) for artifact in showing.artifacts],
        "build_seconds": round(showing.build_seconds, 3),
        "commit": checkout.head,
        "branch": checkout.branch,
        "uncommitted_files": checkout.uncommitted_files,
        "push": {
            "repository": showing.push.full_name,
            "before": showing.push.before,
            "after": showing.push.after,
            "commits": [commit.id for commit in showing.push.commits],
        },
        "isolation": showing.isolation,
        "duration_ms": round(showing.sent.duration_ms, 1),
        "init_ms": round(showing.sent.init_ms, 1),
        "peak_memory_mb": round(showing.sent.peak_memory_mb, 1),
        "cold_start": asdict(showing.cold_start),
        "host_git_uses": list(HOST_GIT_USES),
    }


def print_summary(showing: Showing, console: Console) -> None:
    """Prints the run for a person."""
    for title, lines in _paragraphs(showing):
        console.print(title, style="bold", markup=False, highlight=False, soft_wrap=True)
        for line in lines:
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)


def _paragraphs(showing: Showing) -> Iterator[tuple[str, Iterator[str]]]:
    yield _headline(showing), _about_the_copy(showing)
    yield f"Built in {showing.build_seconds:.1f} s", map(_artifact, showing.artifacts)
    yield "Ran in AWS's runtime interface emulator", _about_the_run(showing)
    yield "Roles", _roles(showing.body)
    yield f"Documents in {showing.checkout.path}", _documents(showing)


def _headline(showing: Showing) -> str:
    push = showing.push
    pushed = f"{_count(len(push.commits), 'commit')} of {push.full_name} up to {push.after[:12]} ({push.branch})"
    if not showing.succeeded:
        return f"FAILED: the function answered {showing.status} to a push of {pushed}"
    return showing.nothing_to_do or f"A push of {pushed} became documents"


def _about_the_copy(showing: Showing) -> Iterator[str]:
    if not showing.succeeded:
        yield str(showing.body.get("error") or showing.body.get("skipped"))
    made = "made" if showing.checkout.is_new else "brought to this clone's last commit"
    yield f"the copy of this clone was {made}; it stays, and so do its documents"
    if showing.checkout.uncommitted_files:
        yield f"not part of it: {_count(showing.checkout.uncommitted_files, 'file')} with uncommitted changes"
    yield f"the host's git was used for {' and '.join(HOST_GIT_USES)}; the function itself had none"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _artifact(artifact: Artifact) -> str:
    zipped, unzipped = format_bytes(artifact.size_bytes), format_bytes(artifact.unzipped_bytes)
    return f"{artifact.file_name:<32}{zipped:>9} zipped {unzipped:>9} unzipped"


def _about_the_run(showing: Showing) -> Iterator[str]:
    sent, cold = showing.sent, showing.cold_start
    places = {"namespaces": "layers at /opt and function at /var/task, read-only"}
    place = places.get(showing.isolation, "layers on the search path: this machine forbids mounting them at /opt")
    yield f"{place} ({showing.isolation})"
    yield (
        f"answered {showing.status} in {sent.duration_ms / 1000:.2f} s, of which "
        f"{showing.body.get('processing_time', 0):.2f} s were the pipeline; {sent.peak_memory_mb:.0f} MB at most; "
        f"{'with' if showing.body.get('ai_powered') else 'without'} a language model"
    )
    yield (
        f"cold start beside a bare handler, signed ping, medians of {cold.runs}: processor {cold.cpu_ratio:.2f} x; "
        f"to the answer {_spread(cold.function.answer_ms)} = {cold.answer_ratio:.2f} x {_spread(cold.bare.answer_ms)}; "
        f"init {_spread(cold.function.init_ms)} beside {_spread(cold.bare.init_ms)}"
    )


def _spread(figure: Spread) -> str:
    return f"{figure.median:.0f} ms ({figure.lower_quartile:.0f} to {figure.upper_quartile:.0f})"


def _roles(body: Mapping[str, Any]) -> Iterator[str]:
    decisions = body.get("decisions", [])
    for role in dict.fromkeys(decision["role"] for decision in decisions):
        own = [decision for decision in decisions if decision["role"] == role]
        invoked = [decision for decision in own if decision["invoked"]]
        reasons = list(dict.fromkeys(decision["reason"] for decision in invoked or own))
        more = f"; and {len(reasons) - _SHOWN_REASONS} more" if len(reasons) > _SHOWN_REASONS else ""
        yield f"{'ran' if invoked else 'no ':<4}{role:<20}{'; '.join(reasons[:_SHOWN_REASONS])}{more}"
    if not decisions:
        yield "none was asked"


def _documents(showing: Showing) -> Iterator[str]:
    for document in showing.body.get("documents", ()):
        yield f"{document['action']:<7} {document['path']}: {document['reason']}"
    if not showing.written:
        yield "none was written"
    warnings = showing.body.get("warnings", ())
    yield from (f"warning: {warning}" for warning in warnings[:_SHOWN_WARNINGS])
    if len(warnings) > _SHOWN_WARNINGS:
        yield f"and {_count(len(warnings) - _SHOWN_WARNINGS, 'more warning')}; --json tells all of them"
