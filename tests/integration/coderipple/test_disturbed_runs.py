"""Runs of the command that are killed with SIGKILL at any moment, and several at once: in the end all documents stand.

Everything is real: the processes, the clone, the cache of facts, the files.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes.clones import git

GOLDEN = Path(__file__).parents[2] / "golden"
COMMAND = [sys.executable, "-c", "from coderipple.cli import main; main()", "run", "."]
KILLS = 5
DOCUMENTS = "coderipple"
CHANGED = "go/tides.go"


class Clone:
    """A clone with sources in every language, and a cache of its own.

    Args:
        folder: Where.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "clone"
        self._environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        shutil.copytree(GOLDEN / "project", self.root / "python")
        for each in (GOLDEN / "languages").iterdir():
            shutil.copytree(each / "project", self.root / each.name)
        git(self.root, "init", "--quiet", "--initial-branch=main")
        self.commit("Tell when the water is high")

    def commit(self, message: str) -> None:
        """Commits the sources, at a time that is the same in every clone."""
        git(self.root, "add", "--all", "--", ":!coderipple")
        date = "2026-01-02T03:04:05+00:00"
        names = {
            f"GIT_{who}_{what}": "ada@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        environment = {**os.environ, **names, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        command = ["git", "-C", self.root, "commit", "--quiet", "--message", message]
        subprocess.run(command, check=True, env=environment)

    def change(self) -> None:
        """Commits something that users can see."""
        source = self.root / CHANGED
        source.write_text(source.read_text().replace("MaxDays = 31", "MaxDays = 32"))
        self.commit("Tell one day more")

    def start(self) -> subprocess.Popen[bytes]:
        """Starts a run."""
        return subprocess.Popen(
            COMMAND, cwd=self.root, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def run(self) -> float:
        """Runs to the end; returns the seconds that it took."""
        before = time.monotonic()
        with self.start() as process:
            assert process.wait() == 0
        return time.monotonic() - before

    def files(self) -> dict[str, bytes]:
        """Returns every file of the documents, the manifest and whatever else lies there too."""
        folder = self.root / DOCUMENTS
        found = {each.relative_to(folder).as_posix(): each for each in folder.rglob("*") if each.is_file()}
        return {path: each.read_bytes() for path, each in found.items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, bytes]], float]:
    """What two runs write that nobody disturbs, and how long the first takes."""
    clone = Clone(tmp_path_factory.mktemp("undisturbed"))
    seconds = clone.run()
    first = clone.files()
    clone.change()
    clone.run()
    return [first, clone.files()], seconds


def test_runs_that_are_killed(tmp_path: Path, undisturbed: tuple[list[dict[str, bytes]], float]) -> None:
    """The first documents and their update end the same, however often and whenever the run before was killed."""
    (first, second), seconds = undisturbed
    clone = Clone(tmp_path)
    choice = random.Random(8)  # noqa: S311 - no secret
    for expected in (first, second):
        for number in range(KILLS):
            with clone.start() as process:
                time.sleep(seconds * (number + choice.random()) / KILLS)
                process.kill()
        clone.run()
        assert clone.files() == expected
        clone.run()
        assert clone.files() == expected
        if expected is first:
            clone.change()


def test_runs_at_once(tmp_path: Path, undisturbed: tuple[list[dict[str, bytes]], float]) -> None:
    """Three runs of one clone, with one cache, write what one does."""
    (first, second), _ = undisturbed
    clone = Clone(tmp_path)
    for expected in (first, second):
        processes = [clone.start() for _ in range(3)]
        assert [each.wait() for each in processes] == [0, 0, 0]
        assert clone.files() == expected
        if expected is first:
            clone.change()
