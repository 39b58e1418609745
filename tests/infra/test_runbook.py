"""Whoever is woken by an alarm finds what to do."""

import re
from pathlib import Path

import pytest
from fakes.terraform_source import alarms

RUNBOOK = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", RUNBOOK, re.MULTILINE | re.DOTALL))
PARTS = ["**Means.**", "**Look.**", "**Do.**"]


def test_each_alarm_has_a_section_and_each_section_an_alarm() -> None:
    """In the same order."""
    assert list(SECTIONS) == list(alarms())


@pytest.mark.parametrize("name", list(SECTIONS))
def test_a_section_says_what_it_means_what_to_look_at_and_what_to_do(name: str) -> None:
    """Each once, in this order."""
    assert re.findall(r"^\*\*\w+\.\*\*", SECTIONS[name], re.MULTILINE) == PARTS


def test_alarms_that_are_named_exist() -> None:
    """A section that sends to another one does not send into the void."""
    known = set(alarms())
    named = {word for text in SECTIONS.values() for word in re.findall(r"(?:see|What|says|with) `(\w+)`", text)}
    assert named
    assert named <= known
