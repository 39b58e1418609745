"""The same inputs give the same bytes, whoever builds them, wherever, and whatever the machine is set to."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes.other_user import USER, as_other_user
from fakes.progress import FakeProgress
from fakes.sample_project import write
from fakes.wheels import write_wheel
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.project import Project

BUILD = """
import getpass, os, sys
from pathlib import Path
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.progress import SilentProgress

os.umask(int(sys.argv[2], 8))
project = read_project(Path(sys.argv[1]))
build(project, architectures=project.architectures, progress=SilentProgress())
print(os.getuid(), hash("seeded"))
"""
USUAL = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}


@pytest.fixture
def first(sample: Project, wheels: Path) -> dict[str, bytes]:
    """What lies in dist/ after a build as usual, of a workspace with folders, a program and own requirements."""
    enrich(sample, wheels)
    return built(sample)


def enrich(project: Project, wheels: Path) -> None:
    """Adds what could vary: many files, an executable one, names beyond ASCII, a function with requirements."""
    for number in range(20):
        write(project.root / f"packages/sample/src/sample/part_{number:02}/__init__.py", f"{number} in {{'a', 'b'}}\n")
    write(project.root / "packages/sample/src/sample/größe.txt", "groß\n")
    write(project.root / "packages/sample/src/sample/run.sh", "#!/bin/sh\n")
    (project.root / "packages/sample/src/sample/run.sh").chmod(0o755)
    write(project.root / "functions/greeter/requirements.txt", write_wheel(wheels, "bundled"))
    declaration = project.root / "pyproject.toml"
    write(declaration, declaration.read_text().replace('"function.zip"', '"function-{architecture}.zip"'))


def built(project: Project) -> dict[str, bytes]:
    """Builds in this process and gives what lies in dist/."""
    project = read_project(project.root)
    build(project, architectures=project.architectures, progress=FakeProgress())
    return contents(project)


def contents(project: Project) -> dict[str, bytes]:
    """Gives what lies in dist/."""
    return {path.name: path.read_bytes() for path in project.dist.iterdir()}


def copy(project: Project, target: Path, *, reverse: bool = False) -> Project:
    """Copies the sources with other times, in the order of their names or the other way round."""
    sources = [path for path in project.root.rglob("*") if path.is_file()]
    made = {project.dist, project.work, project.tools}
    for number, source in enumerate(sorted(sources, reverse=reverse)):
        if made.isdisjoint(source.parents):
            place = target / source.relative_to(project.root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(source.read_bytes())
            place.chmod(source.stat().st_mode)
            os.utime(place, (number, time.time() - 86_400 * number))
    return read_project(target)


def build_apart(
    project: Project, *, prefix: tuple[str, ...] = (), umask: str = "022", **variables: str
) -> tuple[dict[str, bytes], str]:
    """Builds in a process of its own; gives what lies in dist/, and what the process said of itself."""
    command = [*prefix, sys.executable, "-c", BUILD, project.root, umask]
    environment = os.environ | USUAL | variables
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return contents(project), finished.stdout.strip()


def test_hash_seed_time_zone_locale_and_umask_have_no_say(
    first: dict[str, bytes], sample: Project, tmp_path: Path
) -> None:
    """Two processes that agree in nothing."""
    one, said = build_apart(
        copy(sample, tmp_path / "one"), umask="000", PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C"
    )
    two, also_said = build_apart(
        copy(sample, tmp_path / "two"),
        umask="077",
        PYTHONHASHSEED="4242",
        TZ="America/St_Johns",
        LC_ALL="tr_TR.UTF-8",
        HOME=str(tmp_path),
    )
    assert said != also_said
    assert one == two == first


def test_another_folder_and_the_order_of_its_entries_have_no_say(
    first: dict[str, bytes], sample: Project, tmp_path: Path
) -> None:
    """Files that were created the other way round are listed in another order on most file systems."""
    assert built(copy(sample, tmp_path / "ein anderer Ördner", reverse=True)) == first


def test_another_user_gives_the_same_bytes(first: dict[str, bytes], sample: Project, tmp_path: Path) -> None:
    """One who is no superuser."""
    found, said = build_apart(copy(sample, tmp_path / "theirs"), prefix=tuple(as_other_user()))
    assert said.startswith(f"{USER} ")
    assert found == first


def test_two_builds_at_the_same_time_agree(sample: Project, tmp_path: Path) -> None:
    """Both succeed, one after the other, and the second reuses what the first one made."""
    command = [sys.executable, "-c", BUILD, sample.root, "022"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    found = contents(sample)
    assert found == built(copy(sample, tmp_path / "alone"))
    assert not [name for name in found if name.startswith(".")]
    assert not list(sample.work.glob("stage-*"))
