"""The documents of a small project, compared byte for byte with those that were looked at and found good.

`project/` is the project, `documents/` what its first push gives, `later/` what the documents become after a second
push. After a change that is meant to be seen, write them anew, and read the difference before committing it:

    GOLDEN=write pytest tests/golden
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from fakes.pipeline import Pipeline

HERE = Path(__file__).parent
IS_WRITING = os.environ.get("GOLDEN") == "write"

FIRST_MESSAGE = """\
Tell when the water is high

Hours are floats, because tide tables <b>print</b> tenths of an *hour*. Minutes come later.

Rationale: sailors read decimals.

Signed-off-by: Ada Example <ada@example.com>
"""
SECOND_MESSAGE = "Watch one day only\n\nThe bell is gone so that neighbours sleep."


def project() -> dict[str, str | bytes | None]:
    """Returns the files of the project."""
    folder = HERE / "project"
    files = sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix in {".py", ".toml"})
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def later() -> dict[str, str | bytes | None]:
    """Returns what the second push changes: a parameter, a class, a variable, a module and a docstring."""
    tables = (HERE / "project" / "src" / "tides" / "tables.py").read_text()
    command = (HERE / "project" / "src" / "tides" / "cli.py").read_text()
    return {
        "src/tides/tables.py": tables.replace("watch(harbour: str)", "watch(harbour: str, day: int = 1)")
        .replace("class HarbourError", "class PortError")
        .replace("Calls `ring_bell()`, which is gone, so that this sentence is struck.", "Watches the water."),
        "src/tides/cli.py": command.replace('LANGUAGE = os.environ["TIDES_LANGUAGE"]\n', ""),
        "src/tides/bells.py": '"""Bells."""\n\n\ndef ring(times: int) -> None:\n    """Rings."""\n',
    }


def check(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Compares pages with a folder, or writes it."""
    if IS_WRITING:
        shutil.rmtree(folder, ignore_errors=True)
        for path, content in pages.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        pytest.skip(f"{folder.name} written anew")
    expected = {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*.md")}
    assert sorted(pages) == sorted(expected)
    for path, content in pages.items():
        assert content.decode() == expected[path].decode()
        assert content == expected[path]


def test_the_first_push() -> None:
    """Interfaces, getting started and a record come out as they were found good."""
    pipeline = Pipeline()
    outcome = pipeline.push(project(), FIRST_MESSAGE)
    assert len(outcome.warnings) == 1
    assert "ring_bell" in outcome.warnings[0]
    check(HERE / "documents", pipeline.pages())


def test_the_second_push() -> None:
    """A push changes the lines that it is about."""
    pipeline = Pipeline()
    pipeline.push(project(), FIRST_MESSAGE)
    pipeline.push(later(), SECOND_MESSAGE)
    check(HERE / "later", pipeline.pages())
