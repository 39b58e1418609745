"""What a build may not do without somebody's consent: grow, bring somebody new, lose somebody, exceed a budget.

Comes in: what was accepted and what was built. Goes out: findings, each with the name of who caused it; those that fail
make `invoke metrics.check` fail.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lambda_packaging.metrics.cold_start import ColdStart
from lambda_packaging.metrics.imports import Import, importers
from lambda_packaging.metrics.ledger import CHAIN, Ledger, Weight, Weights
from lambda_packaging.project import RatioBudget
from lambda_packaging.sizes import format_bytes, format_difference

# More than the larger of the two, in an archive or unpacked, is growth; and less by as much is worth recording.
SHARE, BYTES = 0.01, 16_000
NAMED = 5  # of those who grew
ACCEPT = "`invoke metrics.accept` accepts it into the ledger"
RECORD = "`invoke metrics.accept` records it in the ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that differs, or that breaks a budget.

    Attributes:
        kind: `grew`, `shrank`, `new`, `gone`, `budget`, `bytecode`, `imports`, `cold start`, `not compared`.
        subject: The artifact or the cold start.
        text: What happened, by how much, through whom, and what to do.
        fails: Whether the gate fails because of it.
    """

    kind: str
    subject: str
    text: str
    fails: bool = True


def compare_sizes(accepted: Ledger, built: Ledger, *, declared: Iterable[str]) -> Iterator[Finding]:
    """Compares artifacts and their distributions.

    Args:
        accepted: What was accepted.
        built: What there is now.
        declared: The file names that the project would build for all its architectures.
    """
    for name, weights in built.artifacts.items():
        if name in accepted.artifacts:
            yield from _compare_artifact(name, accepted.artifacts[name], weights)
        elif accepted.is_of_manifest:
            text = "was not built on the other side, so it is not compared"
            yield Finding(kind="not compared", subject=name, text=text, fails=False)
        else:
            yield Finding(kind="new", subject=name, text=f"is new, {_weigh(weights)}; {ACCEPT}")
    declared = frozenset(declared)
    for name in accepted.artifacts.keys() - built.artifacts.keys():
        if name in declared:
            text = "was accepted and is not built now; build it too, with --arch"
            yield Finding(kind="not compared", subject=name, text=text, fails=False)
        else:
            text = f"was accepted, {_weigh(accepted.artifacts[name])}, and is no longer declared; {ACCEPT}"
            yield Finding(kind="gone", subject=name, text=text)


def _compare_artifact(name: str, before: Weights, now: Weights) -> Iterator[Finding]:
    grown = [
        f"{what} {format_bytes(size)}, {format_difference(size - accepted)} ({(size - accepted) / accepted:+.1%})"
        for what, accepted, size in _both(before, now)
        if is_more(accepted, size)
    ]
    shrunk = [
        f"{what} {format_bytes(size)}, {format_difference(size - accepted)}"
        for what, accepted, size in _both(before, now)
        if is_more(size, accepted, base=accepted)
    ]
    if grown:
        who = "; ".join(_who_changed(before, now, grew=True)) or "nobody in particular"
        yield Finding(kind="grew", subject=name, text=f"grew: {', '.join(grown)}. {who}. {ACCEPT}")
    elif shrunk:
        who = "; ".join(_who_changed(before, now, grew=False))
        text = f"shrank: {', '.join(shrunk)}. {who}. {RECORD}"
        yield Finding(kind="shrank", subject=name, text=text, fails=False)
    for each in sorted(now.distributions.keys() - before.distributions.keys()):
        weight = now.distributions[each]
        text = f"{describe(each, weight)} is new, {format_bytes(weight.zipped)} zipped; {ACCEPT}"
        yield Finding(kind="new", subject=name, text=text)
    for each in sorted(before.distributions.keys() - now.distributions.keys()):
        weight = before.distributions[each]
        text = f"{describe(each, weight)} is gone, {format_bytes(weight.zipped)} zipped; {ACCEPT}"
        yield Finding(kind="gone", subject=name, text=text)


def _both(before: Weights, now: Weights) -> tuple[tuple[str, int, int], ...]:
    return ("zipped", before.zipped, now.zipped), ("unzipped", before.unzipped, now.unzipped)


def is_more(before: int, now: int, *, base: int | None = None) -> bool:
    """Says whether `now` is more than `before` by more than what is tolerated."""
    return now - before > max(SHARE * (before if base is None else base), BYTES)


def _who_changed(before: Weights, now: Weights, *, grew: bool) -> Iterator[str]:
    """Names the distributions that changed most in the direction that is asked about."""
    nothing = Weight(version="", zipped=0, unzipped=0)
    sign = 1 if grew else -1
    rows = []
    for name in now.distributions.keys() | before.distributions.keys():
        was, is_now = before.distributions.get(name, nothing), now.distributions.get(name, nothing)
        differences = (is_now.zipped - was.zipped, is_now.unzipped - was.unzipped)
        if sign * sum(differences) > 0:
            rows.append((sign * sum(differences), name, was, is_now, differences))
    for _, name, was, is_now, (zipped, unzipped) in sorted(rows, key=lambda row: (-row[0], row[1]))[:NAMED]:
        versions = f" (was {was.version})" if was.version and is_now.version not in {"", was.version} else ""
        told = describe(name, is_now if is_now.zipped else was)
        yield f"{told}{versions}: {format_difference(zipped)} zipped, {format_difference(unzipped)} unzipped"


def describe(name: str, weight: Weight) -> str:
    """Gives name, version and what brought it in, as `cryptography 50.0.2 ← pyjwt[crypto] ← mcp`."""
    told = f"{name} {weight.version}".rstrip()
    return f"{told}{CHAIN}{weight.chain}" if weight.chain else told


def _weigh(weights: Weights) -> str:
    return f"{format_bytes(weights.zipped)} zipped and {format_bytes(weights.unzipped)} unzipped"


def find_stale(stale: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Refuses sources that would be compiled at every cold start.

    Args:
        stale: By artifact, the sources without bytecode that Lambda can use as it is.
    """
    for name, sources in stale.items():
        if sources:
            others = f" and {len(sources) - 1:,} more" if len(sources) > 1 else ""
            text = (
                f"{len(sources):,} sources would be compiled at every cold start: {sources[0]}{others} have no "
                "`unchecked-hash` bytecode that was made from them; build it again, with --no-cache if need be"
            )
            yield Finding(kind="bytecode", subject=name, text=text)


def limits(measured: ColdStart, budget: RatioBudget) -> Iterator[tuple[str, float, float]]:
    """Gives each ratio that has a limit: its name, the ratio, the limit."""
    rows = (("init", measured.init_ratio, budget.init), ("processor time", measured.cpu_ratio, budget.cpu))
    yield from ((what, ratio, limit) for what, ratio, limit in rows if limit is not None)


def compare_cold_start(
    measured: ColdStart,
    *,
    accepted: Ledger | None,
    packages: Mapping[str, int],
    imports: Sequence[Import],
    budget: RatioBudget,
) -> Iterator[Finding]:
    """Holds a cold start to its budget, and to the packages that it was accepted to import.

    Args:
        measured: The cold start.
        accepted: What was accepted, if anything; a manifest knows no cold starts.
        packages: What it imports now; see `Start`.
        imports: The tree of its imports.
        budget: What the project allows.
    """
    for what, ratio, limit in limits(measured, budget):
        if ratio > limit:
            text = (
                f"{what} is {ratio:.2f} x a bare handler's, budget {limit:.2f} x; make it import less (`invoke "
                f'metrics.imports --cold-start "{measured.name}"` shows what), or raise the budget in pyproject.toml'
            )
            yield Finding(kind="cold start", subject=measured.name, text=text)
    if accepted is None or accepted.is_of_manifest:
        return
    before = accepted.cold_starts.get(measured.name)
    if before is None:
        text = f"is not in the ledger, {measured.cpu_ratio:.2f} x a bare handler; {ACCEPT}"
        yield Finding(kind="new", subject=measured.name, text=text)
        return
    yield from _find_new_imports(measured.name, packages, before.packages, imports)
    for package in [package for package in before.packages if package not in packages]:
        text = f"no longer imports {package} ({before.packages[package]:,} modules). {RECORD}"
        yield Finding(kind="shrank", subject=measured.name, text=text, fails=False)


def _find_new_imports(
    subject: str, packages: Mapping[str, int], accepted: Mapping[str, int], imports: Sequence[Import]
) -> Iterator[Finding]:
    """Gives the packages that are imported and were not: each that something known asked for, with what it brought."""
    new = {package: list(importers(imports, package)) for package in packages if package not in accepted}
    brought: dict[str, list[str]] = {}
    for package, by in new.items():
        # The outermost of those who asked for it that is new itself has brought it.
        askers = (name.partition(".")[0] for name in reversed(by))
        origin = next((asker for asker in askers if asker in new), package)
        others = brought.setdefault(origin, [])
        if origin != package:
            others.append(f"{package} ({packages[package]:,})")
    for package, others in brought.items():
        asked = CHAIN.join(new[package]) or "the handler or the runtime"
        with_it = f", and with it {', '.join(others)}" if others else ""
        text = (
            f"imports {package} ({packages[package]:,} modules), which it did not{with_it}. First asked for by {asked}"
        )
        yield Finding(kind="imports", subject=subject, text=f"{text}. {ACCEPT}")
