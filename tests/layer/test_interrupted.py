"""A build or a proof that is ended at any moment leaves the last good artifacts, and nothing that keeps running."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.progress import FakeProgress
from fakes.sample_project import require, write, write_sample_project
from fakes.wheels import only_wheels_of, write_wheel
from lambda_packaging.build import build
from lambda_packaging.processes import descendants
from lambda_packaging.project import Project
from lambda_packaging.proof import prove
from lambda_packaging.proof_record import record_path
from lambda_packaging.target import host_architecture

HERE = host_architecture()
DEPENDENCIES, PACKAGE, FUNCTION = f"dependencies-layer-{HERE}.zip", "package-layer.zip", "function.zip"
BUILD_STEPS = [f"{file}: {step}" for file in (DEPENDENCIES, PACKAGE, FUNCTION) for step in ("contents", "packed")]
MOMENTS = [(step, "begin") for step in BUILD_STEPS]
# Where files are counted, some are done and some are not; after the last step the manifest is still to be written.
MOMENTS += [(step, moment) for step in BUILD_STEPS if "packed" in step for moment in ("middle", "end")]
PROOF_STEPS = [
    f"{HERE}: unpacked",
    f"{HERE}: checked",
    f"{HERE}: 61 that failed, once more with nothing left out",
    f"{HERE}: 61 that pruning broke, with `tests` alone",
]
# Builds and proves; sends itself a signal where a step begins, ends, or first says that something is done.
ENDED_PROGRAM = """
import contextlib, os, sys
from pathlib import Path
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.proof import prove

root, wanted, moment, number, architecture = sys.argv[1:]

class EndingProgress:
    @contextlib.contextmanager
    def step(self, name):
        print(name, flush=True)
        if (name, moment) == (wanted, "begin"):
            os.kill(os.getpid(), int(number))
        yield
        if (name, moment) == (wanted, "end"):
            os.kill(os.getpid(), int(number))
    @contextlib.contextmanager
    def count(self, name, *, total):
        signals = [int(number)] if (name, moment) == (wanted, "middle") else []
        def advance(further):
            if signals:
                os.kill(os.getpid(), signals.pop())
        with self.step(name):
            yield advance
    def say(self, text):
        pass

project = read_project(Path(root))
manifest = build(project, architectures=[architecture], progress=EndingProgress())
prove(project, manifest, architecture=architecture, progress=EndingProgress())
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A workspace with a package that pruning breaks, so that a proof takes all of its steps."""
    folder = tmp_path_factory.mktemp("ended")
    with only_wheels_of(folder / "wheels"):
        project = write_sample_project(folder / "workspace", folder / "wheels")
        files = {"plain/__init__.py": "import plain.tests", "plain/tests/__init__.py": ""}
        files |= {f"plain/part_{number}.py": "" for number in range(60)}  # so many that interpreters pack them
        yield require(project, write_wheel(folder / "wheels", "plain", files=files, entry_points=""))


@pytest.fixture
def built(workspace: Project) -> Project:
    """That workspace, built and not proven."""
    build(workspace, architectures=[HERE], progress=FakeProgress())
    record_path(workspace.dist, architecture=HERE).unlink(missing_ok=True)
    return workspace


def change(project: Project, file_name: str) -> None:
    """Changes a source of one artifact."""
    remark = f"# changed at {time.time_ns()}\n"
    sources = {
        DEPENDENCIES: project.lock,
        PACKAGE: project.root / "packages/sample/src/sample/__init__.py",
        FUNCTION: project.root / "functions/shared/common.py",
    }
    write(sources[file_name], sources[file_name].read_text() + remark)


def end(project: Project, *, step: str, moment: str, number: signal.Signals) -> subprocess.CompletedProcess[str]:
    """Builds and proves, with a signal in the middle."""
    command = [sys.executable, "-c", ENDED_PROGRAM, project.root, step, moment, str(int(number)), HERE]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def visible_files(project: Project) -> dict[str, bytes]:
    """Gives what lies in dist/ under the name of something whole."""
    return {path.name: path.read_bytes() for path in project.dist.iterdir() if not path.name.startswith(".")}


def require_nothing_left(project: Project) -> None:
    """No stage and no half-written file."""
    assert not list(project.work.glob("stage-*"))
    assert not list(project.dist.glob(".*"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
@pytest.mark.parametrize(("step", "moment"), MOMENTS)
def test_a_signal_at_any_step_of_a_build_loses_nothing(
    built: Project, step: str, moment: str, number: signal.Signals
) -> None:
    """The previous artifact stays until its successor is whole; the next build finishes and clears up."""
    file_name = step.partition(":")[0]
    before = visible_files(built)
    change(built, file_name)
    ended = end(built, step=step, moment=moment, number=number)
    assert ended.stdout.splitlines()[-1] == step
    assert ended.returncode == (143 if number == signal.SIGTERM else -signal.SIGKILL)
    if number == signal.SIGTERM:
        require_nothing_left(built)
    found = visible_files(built)
    manifest = build(built, architectures=[HERE], progress=FakeProgress())
    require_nothing_left(built)
    after = visible_files(built)
    assert all(artifact.is_intact(built.dist) for artifact in manifest.artifacts)
    assert set(found) == set(before) == set(after)
    assert found[file_name] in {before[file_name], after[file_name]}
    assert all(found[name] == before[name] for name in (DEPENDENCIES, PACKAGE, FUNCTION) if name != file_name)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
@pytest.mark.parametrize("step", PROOF_STEPS)
def test_a_signal_at_any_step_of_a_proof_loses_nothing(built: Project, step: str, number: signal.Signals) -> None:
    """There is no record of what was not proven; the next proof finishes and clears up."""
    before = visible_files(built)
    ended = end(built, step=step, moment="begin", number=number)
    assert ended.stdout.splitlines()[-1] == step
    assert ended.returncode == (143 if number == signal.SIGTERM else -signal.SIGKILL)
    assert visible_files(built) == before
    if number == signal.SIGTERM:
        require_nothing_left(built)
    else:
        manifest = build(built, architectures=[HERE], progress=FakeProgress())
        proof = prove(built, manifest, architecture=HERE, progress=FakeProgress())
        assert {failure.rule for failure in proof.failures} == {"tests"}
        require_nothing_left(built)


def test_sigterm_ends_a_program_of_the_build_too(tmp_path: Path, wheels: Path) -> None:
    """Here a build backend that would sleep for minutes."""
    project = write_sample_project(tmp_path / "workspace", wheels)
    package = project.root / "packages/sample"
    write(package / "backend.py", "import time\ndef build_wheel(*_): time.sleep(600)\n")
    declared = package / "pyproject.toml"
    declared_backend = 'build-backend = "backend"\nbackend-path = ["."]'
    write(declared, declared.read_text().replace('build-backend = "hatchling.build"', declared_backend))
    require_end(project, word="backend")


def test_sigterm_ends_the_interpreters_of_a_proof_too(tmp_path: Path, wheels: Path) -> None:
    """Here two that import a module that would sleep for minutes."""
    project = write_sample_project(tmp_path / "workspace", wheels)
    files = {f"plain/{name}.py": "import time; time.sleep(600)" for name in "ab"}
    project = require(project, write_wheel(wheels, "plain", files=files, entry_points=""))
    write(project.root / "functions/shared/slow.py", "import plain.a")
    require_end(project, word="proof_worker.py")


def require_end(project: Project, *, word: str) -> None:
    """Builds and proves until a program with `word` in its arguments runs, and ends all with one signal."""
    command = [sys.executable, "-c", ENDED_PROGRAM, project.root, "", "", "0", HERE]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        family = wait_for_descendants(process.pid, word=word)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=5) == 143
    assert not [member for member in family if is_running(member)]
    require_nothing_left(project)


def wait_for_descendants(process_id: int, *, word: str) -> list[int]:
    """Gives what the process runs as soon as there is a program with `word` in its arguments."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        family = descendants(process_id)
        if any(word in arguments_of(member) for member in family):
            return family
        time.sleep(0.01)
    pytest.fail(f"no program with {word} within 30 s")


def arguments_of(process_id: int) -> str:
    """Gives the command line of a process; an empty text if it ended."""
    try:
        return Path(f"/proc/{process_id}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def is_running(process_id: int) -> bool:
    """Says whether a process is there; one that ended and that nobody asked about has no arguments any more."""
    return bool(arguments_of(process_id))
