"""What checkov says about the module: nothing fails, and what it is told to skip is little, explained, and needed."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from fakes import terraform_source
from fakes.loopback_programs import PYTHON, installed

MOST_SKIPS = 13
SKIP = re.compile(r"(?m)^\s*#checkov:skip=(\w+):?(.*)\n")


def scan(folder: Path) -> dict[str, Any]:
    """Runs checkov; it asks nobody for anything."""
    options = ("--framework", "terraform", "--skip-download", "--quiet", "--compact", "--output", "json")
    environment = {"PATH": os.defpath, "HOME": os.environ["HOME"], "PYTHONPATH": str(installed("checkov"))}
    done = subprocess.run(
        [PYTHON, "-m", "checkov.main", "--directory", folder, *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def skips(folder: Path) -> list[tuple[str, str]]:
    """Returns check and reason of each skip in the files."""
    return [found for path in sorted(folder.glob("*.tf")) for found in SKIP.findall(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the module alone: what a run left beside them is nobody's concern."""
    folder = tmp_path_factory.mktemp("sources")
    for path in terraform_source.sources():
        shutil.copy(path, folder)
    return folder


def test_nothing_fails(sources: Path) -> None:
    """And every file could be read, and every skip is one that is written down."""
    summary = scan(sources)["summary"]
    assert (summary["failed"], summary["parsing_errors"]) == (0, 0)
    assert summary["passed"] > 80
    assert summary["skipped"] == len(skips(sources)) <= MOST_SKIPS


def test_each_skip_has_its_reason(sources: Path) -> None:
    """In words, beside what it is about."""
    assert [check for check, reason in skips(sources) if len(reason.strip()) < 8] == []


def test_each_skip_is_needed(sources: Path, tmp_path: Path) -> None:
    """Without them exactly as many checks fail: none hides what is no finding any more, or another one."""
    for path in sources.glob("*.tf"):
        (tmp_path / path.name).write_text(SKIP.sub("", path.read_text(encoding="utf-8")))
    told = scan(tmp_path)
    failed = sorted(each["check_id"] for each in told["results"]["failed_checks"])
    assert failed == sorted(check for check, _ in skips(sources))
