"""Reports of the set-up as a terminal shows them.

Comes in: reports and steps. Goes out: text; nothing of the host can move the cursor or begin a line.
"""

from collections.abc import Iterable, Iterator

from coderipple.markup import terminal_line
from coderipple.setup.redelivery import KEPT
from coderipple.setup.steps import Step
from coderipple.setup.values import Check, Installation, Redeliveries, Redelivery, Verdict, Verification


def verification_text(verification: Verification) -> str:
    """Returns each check on a line, its remedy below it, and the sum."""
    wrong = sum(each.verdict is Verdict.WRONG for each in verification.checks)
    end = f"{wrong} of {len(verification.checks)} checks are wrong" if wrong else "nothing is wrong"
    return _joined([*_checks(verification.checks), f"{verification.repository}: {end}"])


def installation_text(installation: Installation) -> str:
    """Returns what was done, and a generated secret, which is told this one time."""
    verb = "created" if installation.is_new else "updated"
    hook = installation.hook
    lines = [f"{verb} the hook of {installation.repository}: {hook.url} gets {', '.join(hook.events)} as JSON"]
    if installation.secret:
        lines += [
            "",
            f"secret  {installation.secret}",
            "        Store it in the function's CODERIPPLE_WEBHOOK_SECRET_ARN or CODERIPPLE_WEBHOOK_SECRET; it is not",
            "        shown again. Until then deliveries fail with 401: `coderipple github redeliver` repeats them.",
        ]
    lines += [f"warning: {each} is another hook on the same host" for each in installation.others]
    return _joined([*lines, "", *_checks(installation.checks)])


def steps_text(steps: Iterable[Step]) -> str:
    """Returns the steps, numbered."""
    lines = []
    for number, step in enumerate(steps, 1):
        lines += [f"{number}. {step.title}", *(f"   {line}" for line in step.lines)]
    return _joined(lines)


def redelivery_text(redeliveries: Redeliveries) -> str:
    """Returns each failed delivery on a line, and the sum."""
    lines = [line for each in redeliveries.items for line in _redelivery(each, is_dry=redeliveries.is_dry)]
    failed = len(redeliveries.items)
    asked = sum(each.is_asked for each in redeliveries.items)
    done = "nothing was asked for" if redeliveries.is_dry else f"{asked} are delivered again"
    since = f"{redeliveries.since:%Y-%m-%d %H:%M} UTC"
    end = f"{failed} of {redeliveries.seen} deliveries since {since} failed"
    kept = f"GitHub keeps deliveries for about {KEPT.days} days; what is older, the next push catches up with."
    return _joined([*lines, f"{end}, {done}." if failed else f"{end}.", kept])


def _redelivery(redelivery: Redelivery, *, is_dry: bool) -> Iterator[str]:
    delivery = redelivery.delivery
    word = "failed" if is_dry else ("again" if redelivery.is_asked else "refused")
    code = delivery.status_code or "no answer"
    yield f"{word:8} {delivery.delivered_at:%Y-%m-%d %H:%M:%S} {delivery.event:16} {code} {delivery.guid}"
    if redelivery.problem:
        yield f"         {redelivery.problem}"


def _checks(checks: Iterable[Check]) -> Iterator[str]:
    for each in checks:
        yield f"{each.verdict.value:8}  {each.name}: {each.found}"
        if each.remedy:
            yield f"          -> {each.remedy}"


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(map(terminal_line, lines))
