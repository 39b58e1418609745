"""Judges the hook of a repository and what became of its deliveries.

Comes in: hooks and deliveries as the host shows them. Goes out: checks, each with what was found and the remedy.
"""

from collections import Counter
from collections.abc import Sequence

from coderipple.setup.addresses import host_of, shown_url
from coderipple.setup.redelivery import newest_attempts
from coderipple.setup.values import EVENTS, Check, Delivery, Hook, Verdict

_INSTALL = "`coderipple github install OWNER/REPO --url URL --perform`"
_REDELIVER = "then `coderipple github redeliver OWNER/REPO`"
_REMEDIES = {
    0: "the function cannot be reached, or took more than GitHub's 10 s: set CODERIPPLE_EXECUTION to asynchronous",
    401: "the hook's secret is none of the function's; store the same in both",
    403: "something in front of the function refuses GitHub; let its POST requests through",
    404: "the address leads to nothing that takes a webhook; correct the hook's URL",
    413: "the event was too large; nothing is lost, the next push catches up",
    415: "set the hook's content type to application/json",
    500: "read the function's log; without a secret it refuses every webhook too",
}
_OTHERWISE = "read the function's log at that time"


def choose_hook(hooks: Sequence[Hook], url: str) -> Hook | None:
    """Returns the hook that is ours: the one that delivers there, or else the only one that could be meant."""
    exact = [each for each in hooks if url and each.url == url]
    if exact:
        return exact[0]
    if url:
        near = [each for each in hooks if host_of(each.url) == host_of(url)]
        return near[0] if len(near) == 1 else None
    pushed = [each for each in hooks if {"push", "*"} & set(each.events)] or list(hooks)
    return pushed[0] if len(pushed) == 1 else None


def other_hooks(hooks: Sequence[Hook], hook: Hook) -> tuple[str, ...]:
    """Returns the addresses of further hooks on the same host: each of them delivers everything once more."""
    others = [each for each in hooks if each.id != hook.id and host_of(each.url) == host_of(hook.url)]
    return tuple(shown_url(each.url) for each in others)


def check_hook(hooks: Sequence[Hook], url: str) -> tuple[Check, ...]:
    """Is there a hook, and does it send what is needed, as it is needed?"""
    hook = choose_hook(hooks, url)
    if hook is None:
        return (_no_hook(hooks, url),)
    return (_address(hooks, hook, url), _activity(hook), _content_type(hook), _tls(hook), _events(hook))


def _no_hook(hooks: Sequence[Hook], url: str) -> Check:
    if hooks and not url:
        addresses = ", ".join(shown_url(each.url) for each in hooks)
        found, remedy = f"{len(hooks)} hooks, any of which may be meant: {addresses}", "give --url"
    elif url:
        found, remedy = f"no hook delivers to {url}", f"create it: {_INSTALL}"
    else:
        found, remedy = "there is no hook", f"create it: {_INSTALL}"
    return Check(name="hook", verdict=Verdict.WRONG, found=found, remedy=remedy)


def _address(hooks: Sequence[Hook], hook: Hook, url: str) -> Check:
    others = other_hooks(hooks, hook)
    if url and hook.url != url:
        found = f"it delivers to {shown_url(hook.url)} instead of {url}"
        return Check(name="hook", verdict=Verdict.WRONG, found=found, remedy="correct its URL")
    if others:
        found = f"besides {shown_url(hook.url)} there is {', '.join(others)} on the same host"
        return Check(name="hook", verdict=Verdict.UNKNOWN, found=found, remedy="delete what is no longer used")
    return Check(name="hook", verdict=Verdict.HOLDS, found=f"it delivers to {shown_url(hook.url)}")


def _activity(hook: Hook) -> Check:
    if hook.is_active:
        return Check(name="hook is active", verdict=Verdict.HOLDS, found="it delivers")
    return Check(
        name="hook is active", verdict=Verdict.WRONG, found="it is switched off", remedy="activate it in its settings"
    )


def _content_type(hook: Hook) -> Check:
    name = "content type"
    if hook.content_type == "json":
        return Check(name=name, verdict=Verdict.HOLDS, found="application/json")
    found = f"it is {hook.content_type}, which the function answers with 415"
    return Check(name=name, verdict=Verdict.WRONG, found=found, remedy="set it to application/json")


def _tls(hook: Hook) -> Check:
    name = "certificate"
    if hook.verifies_tls:
        return Check(name=name, verdict=Verdict.HOLDS, found="the function's certificate is verified")
    found = "the function's certificate is not verified, so anybody on the way can read what is delivered"
    return Check(name=name, verdict=Verdict.WRONG, found=found, remedy="enable SSL verification of the hook")


def _events(hook: Hook) -> Check:
    missing = [] if "*" in hook.events else [each for each in EVENTS if each not in hook.events]
    if missing:
        found = f"it does not send {' and '.join(missing)}"
        return Check(
            name="events", verdict=Verdict.WRONG, found=found, remedy=f"select {', '.join(EVENTS)} in its settings"
        )
    further = [each for each in hook.events if each not in EVENTS]
    more = f"; {', '.join(further)} are answered and not worked off" if further else ""
    return Check(name="events", verdict=Verdict.HOLDS, found=f"{', '.join(EVENTS)}{more}")


def check_secret(hook: Hook, deliveries: Sequence[Delivery]) -> Check:
    """Does the hook sign what it delivers?"""
    if hook.has_secret:
        return Check(name="secret", verdict=Verdict.HOLDS, found="the hook signs what it delivers")
    if any(not each.is_failed for each in deliveries):
        found = "GitHub shows none, yet the function took a delivery"
        remedy = "look whether the function has a secret; without one it works off what anybody sends"
        return Check(name="secret", verdict=Verdict.UNKNOWN, found=found, remedy=remedy)
    return Check(name="secret", verdict=Verdict.WRONG, found="the hook has none", remedy=f"give it one: {_INSTALL}")


def check_deliveries(deliveries: Sequence[Delivery]) -> Check:
    """Did what was delivered arrive? Of each event the newest attempt counts."""
    name = "deliveries"
    newest = newest_attempts(deliveries)
    if not newest:
        found = "none within a day"
        return Check(name=name, verdict=Verdict.UNKNOWN, found=found, remedy="push something, then ask again")
    failed = [each for each in newest if each.is_failed]
    if not failed:
        return Check(name=name, verdict=Verdict.HOLDS, found=f"all {len(newest)} of the last day arrived")
    counts = Counter(each.status_code for each in failed)
    told = ", ".join(f"{count} with {_status(code)}" for code, count in counts.most_common())
    commonest = counts.most_common(1)[0][0]
    found = f"{len(failed)} of {len(newest)} of the last day failed: {told}; the last one {failed[0].event}"
    remedy = f"{_REMEDIES.get(commonest, _OTHERWISE)}; {_REDELIVER}"
    return Check(name=name, verdict=Verdict.WRONG, found=found, remedy=remedy)


def _status(code: int) -> str:
    return str(code) if code else "no answer"
