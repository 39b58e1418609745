"""A trial puts back what rules left out, and cuts a layout off from what Lambda would not have."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fakes.other_user import as_other_user
from fakes.progress import FakeProgress
from fakes.sample_project import require
from fakes.wheels import write_wheel
from lambda_packaging.build import build
from lambda_packaging.layout import Layout
from lambda_packaging.project import Project
from lambda_packaging.prune import list_files
from lambda_packaging.prune_rules import RULES
from lambda_packaging.target import host_architecture
from lambda_packaging.trial import Trial
from lambda_packaging.work_folder import make_removable

HERE = host_architecture()
# Proves as somebody who is no superuser, where nothing can be mounted, and builds and proves again.
PROVE = """
import os, sys
from pathlib import Path
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.progress import SilentProgress
from lambda_packaging.proof import prove

project = read_project(Path(sys.argv[1]))
options = {"progress": SilentProgress()}
manifest = build(project, architectures=[sys.argv[2]], **options)
os.environ["PATH"] = "/nonexistent"
proof = prove(project, manifest, architecture=sys.argv[2], **options)
print(proof.isolation)
for failure in proof.never_worked:
    print(failure.subject, failure.error)
print(sorted(path.name for path in project.work.iterdir()))
"""


@pytest.fixture
def trial(sample: Project, wheels: Path, tmp_path: Path) -> Trial:
    """A trial of a built layer from which two rules took something."""
    files = {"plain/__init__.py": "", "plain/__init__.pyi": "", "plain/tests/__init__.py": ""}
    project = require(sample, write_wheel(wheels, "plain", files=files, entry_points=""), functions=False)
    manifest = build(project, architectures=[HERE], progress=FakeProgress())
    folder = tmp_path / "trial"
    return Trial(project=project, artifacts=manifest.artifacts, architecture=HERE, runtime_client=folder, folder=folder)


def modules(layout: Layout) -> set[str]:
    """Gives the files of the distribution itself, without bytecode."""
    return {file for file in list_files(layout.layers / "python") if file.startswith("plain/") and ".pyc" not in file}


def test_what_a_rule_left_out_is_put_back_unless_the_rule_is_tried(trial: Trial) -> None:
    """Everything, and everything but what one rule finds."""
    tests = [rule for rule in RULES if rule.name == "tests"]
    assert modules(trial.lay_out_built()) == {"plain/__init__.py"}
    everything = {"plain/__init__.py", "plain/__init__.pyi", "plain/tests/__init__.py"}
    assert modules(trial.lay_out_with([])) == everything
    assert modules(trial.lay_out_with(tests)) == everything - {"plain/tests/__init__.py"}


def test_what_was_put_back_is_gone_afterwards(trial: Trial) -> None:
    """A proof that tries each rule needs room for one layout at a time, read-only or not."""
    with trial.ready_with([]):
        (lent,) = trial.folder.iterdir()
        assert lent.name == "with everything"
    assert list(trial.folder.iterdir()) == []


def test_without_namespaces_a_layout_is_read_only_and_removed_all_the_same(
    trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folders, not the files: an installer's cache may share those."""
    monkeypatch.setenv("PATH", str(tmp_path))
    layout = trial.lay_out_built()
    trial.make_ready(layout)
    modes = {path.stat().st_mode & 0o222 for path in layout.folder.rglob("*") if path.is_dir()}
    assert modes == {0}
    make_removable(layout.folder)
    shutil.rmtree(layout.folder)


def test_somebody_who_is_no_superuser_proves_on_a_copy_that_nobody_can_write_to(sample: Project, wheels: Path) -> None:
    """And clears it away; a killed proof's copy too."""
    writes = "from pathlib import Path; Path(__file__ + '.new').write_text('')"
    files = {"plain/__init__.py": "", "plain/writes.py": writes}
    project = require(sample, write_wheel(wheels, "plain", files=files, entry_points=""))
    left = project.work / "stage-left/opt/python"
    left.mkdir(parents=True)
    (left / "module.py").touch()
    left.chmod(0o500)
    finished = subprocess.run(
        [*as_other_user(), sys.executable, "-c", PROVE, project.root, HERE],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    isolation, error, work = finished.stdout.splitlines()
    assert isolation == "PYTHONPATH"
    assert error.startswith("plain.writes PermissionError")
    assert work == "['.lock']"
