"""The files that GitHub reads, as data: what runs, what is used, what may be done."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = tuple(sorted((ROOT / ".github" / "workflows").glob("*.yml")))
SET_UP = ROOT / ".github" / "actions" / "set-up" / "action.yml"
CHECK = ROOT / "action.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job of a workflow."""

    workflow: str
    name: str
    keys: Mapping[str, Any]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Its steps."""
        steps: list[dict[str, Any]] = self.keys["steps"]
        return steps


def read(path: Path) -> dict[str, Any]:
    """Reads a file; YAML 1.1 takes the key `on` for true."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in content.items()}


def jobs() -> Iterator[Job]:
    """Yields every job of every workflow."""
    for path in WORKFLOWS:
        for name, keys in read(path)["jobs"].items():
            yield Job(workflow=path.stem, name=name, keys=keys)


def steps_of(action: Path) -> list[dict[str, Any]]:
    """Gives the steps of a composite action."""
    steps: list[dict[str, Any]] = read(action)["runs"]["steps"]
    return steps


def commands() -> list[list[str]]:
    """Gives the words of every command line that a workflow runs."""
    lines = [line for job in jobs() for step in job.steps for line in step.get("run", "").splitlines()]
    return [shlex.split(line) for line in lines]


def uses() -> list[tuple[str, str]]:
    """Gives every action that is used anywhere, with the comment behind it."""
    pattern = re.compile(r"^\s*(?:- )?uses: (\S+)(?: # (.*))?$", re.MULTILINE)
    return [found for path in (*WORKFLOWS, SET_UP, CHECK) for found in pattern.findall(path.read_text())]
