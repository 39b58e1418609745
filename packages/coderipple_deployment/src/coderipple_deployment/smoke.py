"""Tries a version before anybody is served by it: health, a signed ping, a push of which nothing is published.

Comes in: a version, and the one that serves. Goes out: what holds and what does not; nothing is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coderipple_deployment.environment import Environment
from coderipple_deployment.ports import Invocations
from coderipple_deployment.push_events import dry_run_event, health_event, ping_event
from coderipple_deployment.values import Answer

DONE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One thing that was tried.

    Attributes:
        detail: What came out, in a few words.
    """

    name: str
    holds: bool
    detail: str


def try_version(
    version: int, *, live: int | None, environment: Environment, secret: str, invocations: Invocations
) -> tuple[Trial, ...]:
    """Tries a version; what comes later is left out once something fails.

    Args:
        version: The version to try.
        live: The version that serves, to compare with; None if that is the same or there is none.
        environment: Where it is, and what it documents.
        secret: With which a ping is signed.
        invocations: Invokes it.
    """
    trials = []
    for trial in _trials(version, live, environment, secret, invocations):
        trials.append(trial)
        if not trial.holds:
            break
    return tuple(trials)


def _trials(
    version: int, live: int | None, environment: Environment, secret: str, invocations: Invocations
) -> Iterator[Trial]:
    health = invocations.invoke(version, health_event())
    is_healthy = health.status == DONE and health.body.get("layers_functional") is True
    yield Trial(name="health", holds=is_healthy, detail="healthy, layers loaded" if is_healthy else _told(health))
    ping = invocations.invoke(version, ping_event(environment, secret=secret))
    is_received = ping.status == DONE
    yield Trial(name="signed ping", holds=is_received, detail="received" if is_received else _told(ping))
    push = dry_run_event(environment)
    answer = invocations.invoke(version, push)
    serving = invocations.invoke(live, push) if live is not None and live != version else None
    yield _judge_dry_run(answer, serving, live)


def _judge_dry_run(answer: Answer, serving: Answer | None, live: int | None) -> Trial:
    """A dry run holds if it works and does not lose every document that the serving version would write."""
    name = "dry run of a push"
    if answer.status != DONE or answer.body.get("documentation_updated") is not False:
        same = serving is not None and (serving.status, serving.problem) == (answer.status, answer.problem)
        told = f"{_told(answer)}{f'; version {live} answers the same' if same else ''}"
        return Trial(name=name, holds=False, detail=told)
    found, skipped = _documents(answer), answer.body.get("skipped")
    told = f"{len(found)} documents would be written" + (f" ({skipped})" if skipped else "")
    if serving is None or serving.status != DONE:
        return Trial(name=name, holds=True, detail=told)
    before = _documents(serving)
    compared = f"{told}; version {live}: {len(before)}" + (f", {len(found ^ before)} differ" if found ^ before else "")
    return Trial(name=name, holds=bool(found) or not before, detail=compared)


def _documents(answer: Answer) -> frozenset[str]:
    """Gives the paths of what would be written."""
    listed = answer.body.get("documents")
    return frozenset(one["path"] for one in listed) if isinstance(listed, list) else frozenset()


def _told(answer: Answer) -> str:
    if answer.problem:
        return answer.problem
    reason = answer.body.get("error") or answer.body.get("skipped") or answer.body.get("message") or "no reason given"
    return f"answered {answer.status}: {reason}"
