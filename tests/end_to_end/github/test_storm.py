"""Many pushes at once, delivered in any order and twice: the branch ends with the documents of its head."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from counterparts.deliveries import push_delivery
from counterparts.documents import OUTPUT, documents_at, fresh_pages, own_commits, pages_of, settings
from counterparts.git_objects import check_repository, git
from counterparts.github import BOT, GitHub
from counterparts.worker import WORKERS, work_off
from fakes import clones

pytestmark = pytest.mark.network

PUSHES = 100
REPEATED = 20
WAITING = 25  # deliveries that may overtake each other

type Pushed = Callable[[GitHub], str]
type Worked = tuple[int, dict[str, Any]]


@dataclass(slots=True)
class Storm:
    """Pushes of a person, deliveries in any order, and workers that race.

    Attributes:
        github: Where it happens.
        full_name: The repository.
        workers: The containers.
        dice: What decides; seeded.
        waiting: Deliveries that are not worked off yet.
        answers: What came of each delivery.
        pushed: The person's commits.
    """

    github: GitHub
    full_name: str
    workers: ProcessPoolExecutor
    dice: random.Random
    waiting: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Worked] = field(default_factory=list)
    pushed: list[str] = field(default_factory=list)
    running: dict[Future[Worked], dict[str, Any]] = field(default_factory=dict)
    own_moves: int = 0

    def rage(self, pushes: int, repeated: int) -> None:
        """Pushes and delivers until everything is delivered, the webhooks of own commits too."""
        repeats = set(self.dice.sample(range(pushes), repeated))
        while len(self.pushed) < pushes or self.waiting or self.running:
            if len(self.pushed) < pushes and len(self.waiting) < WAITING:
                self._push(is_repeated=len(self.pushed) in repeats)
            while self.waiting and len(self.running) < WORKERS:
                self._deliver(self.waiting.pop(self.dice.randrange(len(self.waiting))))
            self._gather()

    def _push(self, *, is_repeated: bool) -> None:
        number = len(self.pushed) + 1
        message, files = change(number, self.dice)
        before, after = self.github.commit(self.full_name, message, files)
        self.pushed.append(after)
        delivery = push_delivery(self.github, self.full_name, before=before, after=after)
        self.waiting += [delivery] * (2 if is_repeated else 1)

    def _deliver(self, delivery: dict[str, Any]) -> None:
        variables = settings(self.github.api_url, self.full_name)
        self.running[self.workers.submit(work_off, delivery, variables)] = delivery

    def _gather(self) -> None:
        done, _ = wait(self.running, timeout=0.02, return_when=FIRST_COMPLETED)
        for future in done:
            self.running.pop(future)
            self.answers.append(future.result())
        moves = [move for move in self.github.front.moves if move.full_name == self.full_name]
        for move in moves[self.own_moves :]:
            before = self.github.front.ask(f"/repos/{self.full_name}/git/commits/{move.commit_id}")["parents"][0]["sha"]
            delivery = push_delivery(self.github, self.full_name, before=before, after=move.commit_id, sender=BOT)
            self.waiting.append(delivery)
        self.own_moves = len(moves)


def change(number: int, dice: random.Random) -> tuple[str, dict[str, str]]:
    """Returns a commit's message and files: new public names, changed ones, decisions, and what no reader sees."""
    module = f"harbour_{dice.randrange(12)}"
    function = f'def tide_{number}(day: int) -> float:\n    """Returns tide {number}."""\n    return day + {number}\n'
    option = clones.CLI.replace('"--day"', f'"--day-{number}"').replace(".day)", f".day_{number})")
    why = f"The day became an option because tides differ by day ({number})."
    test = f"def test_{number}() -> None:\n    assert {number}\n"
    kinds: list[tuple[str, dict[str, str]]] = [
        (f"feat: tell tide {number}\n", {f"src/tides/{module}.py": f'"""Harbour."""\n\n\n{function}'}),
        (f"feat: option {number}\n\n{why}\n", {"src/tides/cli.py": option}),
        (f"test: try tide {number}\n", {f"tests/test_{module}.py": test}),
        (f"docs: a word {number}\n", {"README.md": f"# Tide tables\n\nHigh water, in {number} harbours.\n"}),
    ]
    return dice.choice(kinds)


def test_a_storm_of_pushes_loses_nothing(
    github: GitHub, pushed: Pushed, workers: ProcessPoolExecutor, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """100 pushes, 120 deliveries and those of our own commits, 8 workers: the head has its own documents."""
    full_name = pushed(github)
    storm = Storm(github=github, full_name=full_name, workers=workers, dice=random.Random(6))  # noqa: S311  # no secret
    storm.rage(PUSHES, REPEATED)
    head = github.head(full_name)
    mirror = github.rebuilt(full_name).folder
    tell(f"storm: {dict(Counter(status for status, _ in storm.answers))}, own commits: {storm.own_moves}")
    assert check_repository(mirror) == ""
    assert {status for status, _ in storm.answers} <= {200, 202}, [told for _, told in storm.answers if "error" in told]
    assert set(storm.pushed) <= set(git(mirror, "rev-list", "--first-parent", head).decode().split())
    assert pages_of(documents_at(mirror, head)) == fresh_pages(mirror, head, full_name, tmp_path / "fresh")
    # Two workers that make the same commit within one second make one: equal bytes have one id.
    made = {move.commit_id for move in github.front.moves if move.full_name == full_name}
    assert set(own_commits(mirror, head)) == made
    assert len(made) <= PUSHES
    for commit_id in own_commits(mirror, head):
        changed = git(mirror, "diff-tree", "-r", "--no-commit-id", "--name-only", commit_id).decode().split()
        assert all(path.startswith(f"{OUTPUT}/") for path in changed)
