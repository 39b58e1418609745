"""Every fault at every step of a push, one at a time: the same end after the next delivery."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from counterparts.deliveries import push_delivery
from counterparts.documents import documents_at, own_commits, pages_of, settings
from counterparts.faults import Fault, FaultyServer, Plan
from counterparts.github import GitHub
from counterparts.loopback_server import serving
from counterparts.worker import WORKERS, work_off

pytestmark = pytest.mark.network

MORE = '"""More."""\n\n\ndef more(day: int) -> int:\n    """Returns more."""\n    return day\n'

type Pushed = Callable[[GitHub], str]
type Pages = dict[str, bytes]
type Worked = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A push, a fault at one of its requests, and what came of it.

    Attributes:
        requests: How many requests there were while the fault was planned.
        first: The answer to the delivery with the fault.
        second: The answer to what came next, without a fault.
        pages: The branch's pages at the end.
        commits: How many commits of ours the branch has at the end.
    """

    requests: int
    first: Worked
    second: Worked
    pages: Pages
    commits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where trials are made."""

    github: GitHub
    pushed: Pushed
    workers: ProcessPoolExecutor

    def make_trial(self, plan: Plan | None, *, has_next: bool) -> Trial:
        """Delivers a push while a fault happens, then the same again, or the next push if it `has_next`."""
        full_name, faults = self.pushed(self.github), FaultyServer(self.github.front)
        faults.elsewhere = self.github.faults.elsewhere
        delivery = push_delivery(self.github, full_name, before=None, after=self.github.head(full_name))
        with ExitStack() as stack:
            variables = settings(stack.enter_context(serving(faults)), full_name)
            faults.plan(plan)
            first = self.workers.submit(work_off, delivery, variables).result()
            requests = len(faults.requests)
            faults.plan(None)
            if has_next:
                before, after = self.github.commit(full_name, "feat: more\n", {"src/tides/more.py": MORE})
                delivery = push_delivery(self.github, full_name, before=before, after=after)
            second = self.workers.submit(work_off, delivery, variables).result()
        mirror = self.github.rebuilt(full_name).folder
        return Trial(
            requests=requests,
            first=first,
            second=second,
            pages=pages_of(documents_at(mirror, "main")),
            commits=len(own_commits(mirror, "main")),
        )


@pytest.fixture
def bench(github: GitHub, pushed: Pushed, workers: ProcessPoolExecutor) -> Bench:
    """GitHub, repositories and containers."""
    return Bench(github=github, pushed=pushed, workers=workers)


def test_without_a_fault_a_push_is_documented_once(bench: Bench, tmp_path: Path) -> None:
    """A second delivery writes nothing, and the pages are those of a fresh full run."""
    trial = bench.make_trial(None, has_next=False)
    assert (trial.first[0], trial.first[1]["documentation_updated"]) == (200, True)
    assert (trial.second[0], trial.second[1]["documentation_updated"]) == (200, False)
    assert trial.commits == 1


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name.lower())
def test_after_a_fault_the_end_is_the_same(bench: Bench, fault: Fault, tell: Callable[[str], None]) -> None:
    """At each step: the first delivery succeeds or fails, what comes next brings the documents, whole and once."""
    smooth = {has_next: bench.make_trial(None, has_next=has_next) for has_next in (False, True)}
    steps = range(1, smooth[False].requests + 1)

    def make(step: int) -> Trial:
        return bench.make_trial(Plan(fault=fault, at=step), has_next=step % 2 == 0)

    with ThreadPoolExecutor(WORKERS) as threads:
        trials = dict(zip(steps, threads.map(make, steps), strict=True))
    tell(f"{fault.name}: {dict(Counter(trial.first[0] for trial in trials.values()))} in {len(steps)} steps")
    for step, trial in trials.items():
        assert trial.first[0] in {200, 500}, (step, trial.first)
        assert trial.second[0] == 200, (step, trial.second)
        assert trial.pages == smooth[step % 2 == 0].pages, step
        assert 1 <= trial.commits <= smooth[step % 2 == 0].commits, step


def test_a_token_does_not_follow_a_redirect(bench: Bench) -> None:
    """Wherever it happens, the other server hears nothing of it; nor does the server of the tarballs."""
    steps = bench.make_trial(None, has_next=False).requests
    for step in range(1, steps + 1):
        bench.make_trial(Plan(fault=Fault.ELSEWHERE, at=step), has_next=False)
    strangers = [*bench.github.elsewhere.requests, *bench.github.front.codeload_requests]
    assert bench.github.front.codeload_requests
    assert not [request.target for request in strangers if "authorization" in request.headers]
    assert not [request.target for request in strangers if "token" in str(request.headers).lower()]
