"""Whole builds of a small workspace: exact contents, the same bytes anywhere, and nothing half-made."""

import json
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from fakes.progress import FakeProgress
from fakes.sample_project import write, write_sample_project
from fakes.wheels import write_wheel
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.errors import ArchiveError, HandlerError, LockOutOfDateError
from lambda_packaging.manifest import Manifest, read_manifest
from lambda_packaging.project import Project

DEPENDENCIES, PACKAGE, FUNCTION = "dependencies-layer-x86_64.zip", "package-layer.zip", "function.zip"
# A build that kills itself in a step, as the kernel would: no handler, no clean-up.
KILLED_BUILD = """
import contextlib, os, signal, sys
from pathlib import Path
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project

class KillingProgress:
    @contextlib.contextmanager
    def step(self, name):
        if name == sys.argv[2]:
            os.kill(os.getpid(), signal.SIGKILL)
        yield
    @contextlib.contextmanager
    def count(self, name, *, total):
        with self.step(name):
            yield lambda further: None
    def say(self, text):
        pass

build(read_project(Path(sys.argv[1])), architectures=["x86_64"], progress=KillingProgress())
"""


def make(project: Project, *, architecture: str = "x86_64", use_cache: bool = True) -> tuple[Manifest, FakeProgress]:
    """Builds, and gives what was reported too."""
    progress = FakeProgress()
    manifest = build(project, architectures=[architecture], use_cache=use_cache, progress=progress)
    return manifest, progress


def names(archive: Path) -> list[str]:
    """Gives the names in an archive, in its order."""
    with zipfile.ZipFile(archive) as content:
        return content.namelist()


def hashes(manifest: Manifest) -> dict[str, str]:
    """Gives the hash of each archive."""
    return {artifact.file_name: artifact.sha256 for artifact in manifest.artifacts}


def test_the_archives_hold_exactly_this(sample: Project) -> None:
    """Every name, in order; and dist/ holds nothing but the named files."""
    make(sample)
    assert names(sample.dist / DEPENDENCIES) == [
        "python/plain-1.0.dist-info/METADATA",
        "python/plain-1.0.dist-info/entry_points.txt",
        "python/plain/__init__.py",
        "python/plain/__pycache__/__init__.cpython-313.pyc",
    ]
    assert names(sample.dist / PACKAGE) == [
        "python/sample-0.5.0.dist-info/METADATA",
        "python/sample-0.5.0.dist-info/WHEEL",
        "python/sample/__init__.py",
        "python/sample/__pycache__/__init__.cpython-313.pyc",
        "python/sample/data.txt",
    ]
    assert names(sample.dist / FUNCTION) == [
        "__pycache__/common.cpython-313.pyc",
        "__pycache__/greet.cpython-313.pyc",
        "common.py",
        "greet.py",
    ]
    files = {DEPENDENCIES, PACKAGE, FUNCTION, "function-metadata.json", "manifest.json"}
    assert {path.name for path in sample.dist.iterdir()} == files


def test_two_folders_give_the_same_bytes(sample: Project, tmp_path: Path, wheels: Path) -> None:
    """The manifest included: nothing in dist/ knows where or when it was made."""
    make(sample)
    other = write_sample_project(tmp_path / "quite another place", wheels)
    make(other)
    for path in sample.dist.iterdir():
        assert path.read_bytes() == (other.dist / path.name).read_bytes(), path.name


def test_unchanged_inputs_are_reused_and_said_so(sample: Project) -> None:
    """The manifest is the same value."""
    first, _ = make(sample)
    second, progress = make(sample)
    assert second == first == read_manifest(sample.dist)
    assert progress.steps == []
    assert progress.said == [f"{name}: reused" for name in (DEPENDENCIES, PACKAGE, FUNCTION)]


def test_without_the_cache_everything_is_made_again_with_the_same_bytes(sample: Project) -> None:
    """Otherwise the cache would hide what varies."""
    first, _ = make(sample)
    second, progress = make(sample, use_cache=False)
    assert hashes(second) == hashes(first)
    assert progress.said == []


def test_only_what_changed_is_made_again(sample: Project) -> None:
    """A changed package leaves the dependencies and the function."""
    before = hashes(make(sample)[0])
    write(sample.root / "packages/sample/src/sample/__init__.py", 'WORD = "changed"\n')
    manifest, progress = make(sample)
    after = hashes(manifest)
    assert {name for name in before if before[name] != after[name]} == {PACKAGE}
    assert {step.partition(":")[0] for step in progress.steps} == {PACKAGE}


@pytest.mark.parametrize("damage", ["delete", "truncate", "manifest"])
def test_a_missing_or_damaged_artifact_is_made_again(sample: Project, damage: str) -> None:
    """With the same bytes as before."""
    before = hashes(make(sample)[0])
    path = sample.dist / ("manifest.json" if damage == "manifest" else FUNCTION)
    if damage == "delete":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:100])
    manifest, progress = make(sample)
    assert hashes(manifest) == before
    assert f"{FUNCTION}: packed" in progress.steps


def test_both_architectures_lie_side_by_side_until_one_is_out_of_date(sample: Project) -> None:
    """The manifest never describes a layer that building now would change."""
    make(sample)
    both, progress = make(sample, architecture="arm64")
    assert DEPENDENCIES in hashes(both)
    assert "dependencies-layer-arm64.zip" in hashes(both)
    assert f"{PACKAGE}: reused" in progress.said
    write(sample.lock, sample.lock.read_text() + "# renewed\n")
    one, _ = make(sample, architecture="arm64")
    assert DEPENDENCIES not in hashes(one)


def test_the_kinds_can_be_built_alone(sample: Project) -> None:
    """The other kind stays as it is, or stays away; the order is always the one in which Lambda merges."""
    progress = FakeProgress()
    manifest = build(sample, architectures=["x86_64"], progress=progress, only="function")
    assert set(hashes(manifest)) == {FUNCTION}
    manifest = build(sample, architectures=["x86_64"], progress=progress, only="layer")
    assert list(hashes(manifest)) == [DEPENDENCIES, PACKAGE, FUNCTION]
    manifest = build(sample, architectures=["arm64"], progress=progress, only="layer")
    assert list(hashes(manifest)) == ["dependencies-layer-arm64.zip", DEPENDENCIES, PACKAGE, FUNCTION]
    assert json.loads((sample.dist / "function-metadata.json").read_text())["function_name"] == "greeter"


@pytest.mark.parametrize("step", [f"{PACKAGE}: contents", f"{PACKAGE}: packed"])
def test_a_build_killed_in_the_middle_leaves_the_previous_artifacts(sample: Project, step: str) -> None:
    """And the next build finishes, with nothing left over from the killed one."""
    make(sample)
    before = {path.name: path.read_bytes() for path in sample.dist.iterdir()}
    write(sample.root / "packages/sample/src/sample/__init__.py", 'WORD = "changed"\n')
    killed = subprocess.run([sys.executable, "-c", KILLED_BUILD, sample.root, step], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert {path.name: path.read_bytes() for path in sample.dist.iterdir()} == before
    make(sample)
    assert (sample.dist / PACKAGE).read_bytes() != before[PACKAGE]
    assert {path.name for path in sample.dist.iterdir()} == set(before)
    assert not list(sample.work.glob("stage-*"))


def test_a_writer_killed_half_way_leaves_the_previous_archive(sample: Project) -> None:
    """The half is under another name, and the next build removes it."""
    make(sample)
    before = (sample.dist / FUNCTION).read_bytes()
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from lambda_packaging.atomic_write import replacing\n"
        "with replacing(Path(sys.argv[1])) as partial:\n"
        "    partial.write_bytes(b'half'); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, sample.dist / FUNCTION], check=False)
    assert (sample.dist / FUNCTION).read_bytes() == before
    assert list(sample.dist.glob("*.partial")) or list(sample.dist.glob(".*.partial"))
    make(sample)
    assert not list(sample.dist.glob(".*.partial"))


def test_a_full_disk_leaves_the_previous_artifacts(sample: Project, tmp_path: Path) -> None:
    """On a real file system that is full, where the machine lets us mount one."""
    make(sample)
    before = (sample.dist / FUNCTION).read_bytes()
    noise = "".join(f"# {number**7 % 1_000_003}\n" for number in range(100_000))
    write(sample.root / "functions/shared/common.py", f"def greeting(name): ...\n{noise}")
    program = (
        "import sys; from pathlib import Path; import shutil\n"
        "from lambda_packaging.build import build\n"
        "from lambda_packaging.errors import PackagingError\n"
        "from lambda_packaging.progress import SilentProgress\n"
        "from lambda_packaging.declaration import read_project\n"
        "project = read_project(Path(sys.argv[1]))\n"
        "shutil.copytree(sys.argv[2], project.dist, dirs_exist_ok=True)\n"
        "before = {path.name: path.read_bytes() for path in project.dist.iterdir()}\n"
        "try:\n"
        "    build(project, architectures=['x86_64'], progress=SilentProgress())\n"
        "except PackagingError as error:\n"
        "    print(error)\n"
        "assert before == {path.name: path.read_bytes() for path in project.dist.iterdir()}\n"
    )
    shutil.copytree(sample.dist, tmp_path / "built")
    mount = f'mount -t tmpfs -o size=64k tmpfs "{sample.dist}" && exec "$@"'
    command = ["unshare", "-r", "-m", "--", "sh", "-c", mount, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount a small file system")
    finished = subprocess.run(
        [*command, sys.executable, "-c", program, sample.root, tmp_path / "built"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert "the disk is full" in finished.stdout
    assert "Free some space" in finished.stdout
    assert (sample.dist / FUNCTION).read_bytes() == before


def test_a_function_that_cannot_be_built_leaves_the_previous_one(sample: Project) -> None:
    """The error names the file and the line."""
    make(sample)
    before = (sample.dist / FUNCTION).read_bytes()
    write(sample.functions[0].folder / "greet.py", "def handler(:\n")
    with pytest.raises(HandlerError, match="line 1"):
        make(sample)
    assert (sample.dist / FUNCTION).read_bytes() == before


def test_a_source_of_others_that_does_not_compile_is_told_and_packed(sample: Project, wheels: Path) -> None:
    """Wheels hold templates, and modules for other versions of Python; nobody here can correct them."""
    files = {"plain/__init__.py": "", "plain/template/{{name}}.py": "import {{name}}\n"}
    write(sample.lock, write_wheel(wheels, "plain", files=files))
    _, progress = make(sample)
    assert "python/plain/template/{{name}}.py" in names(sample.dist / DEPENDENCIES)
    (told,) = [said for said in progress.said if "does not compile" in said]
    assert "python/plain/template/{{name}}.py: " in told


def test_a_linked_module_of_a_function_becomes_a_file(sample: Project) -> None:
    """In Lambda the link would dangle."""
    (sample.functions[0].folder / "linked.py").symlink_to(sample.root / "functions/shared/common.py")
    manifest, _ = make(sample)
    with zipfile.ZipFile(sample.dist / FUNCTION) as content:
        linked = content.getinfo("linked.py")
    assert linked.external_attr >> 16 == 0o100644
    assert FUNCTION in hashes(manifest)


def test_several_functions_have_metadata_of_their_own(sample: Project) -> None:
    """Their names stand before the file's."""
    declaration = sample.root / "pyproject.toml"
    second = declaration.read_text().partition("[[tool.lambda-packaging.functions]]")[2]
    second = second.replace("greeter", "waver").replace("function.zip", "waver.zip")
    second = second.replace("functions/waver", "functions/greeter")
    declaration.write_text(f"{declaration.read_text()}\n[[tool.lambda-packaging.functions]]{second}")
    project = read_project(sample.root)
    build(project, architectures=["x86_64"], progress=FakeProgress(), only="function")
    metadata = [path.name for path in project.dist.glob("*-function-metadata.json")]
    assert sorted(metadata) == ["greeter-function-metadata.json", "waver-function-metadata.json"]


def test_a_lock_without_what_a_distribution_requires_is_out_of_date(sample: Project, wheels: Path) -> None:
    """Found at the build, with who requires it, and not at the first import in Lambda."""
    extras = ["inner[more]>=2; python_version >= '3'", "never>=1; sys_platform == 'win32'"]
    lines = write_wheel(wheels, "plain", "1.1", requires=extras)
    lines += write_wheel(wheels, "inner", "2.0", requires=["innermost<2; extra == 'more'", "unasked; extra == 'less'"])
    sample.lock.write_text(lines)
    with pytest.raises(LockOutOfDateError, match=r"innermost<2 \(of inner\[more\]\)"):
        make(sample)
    sample.lock.write_text(lines + write_wheel(wheels, "innermost", "2.0"))
    with pytest.raises(LockOutOfDateError, match=r"innermost 2\.0"):
        make(sample)
    sample.lock.write_text(lines + write_wheel(wheels, "innermost", "1.0"))
    make(sample)
    assert "python/innermost/__init__.py" in names(sample.dist / DEPENDENCIES)


def test_no_setting_of_the_machine_changes_a_layer(sample: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of uv nor of Python."""
    first = hashes(make(sample)[0])
    for name, value in {
        "UV_COMPILE_BYTECODE": "1",
        "UV_BUILD_CONSTRAINT": "no/such/file",
        "UV_EXCLUDE_NEWER": "2001-01-01",
        "PYTHONOPTIMIZE": "2",
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
    }.items():
        monkeypatch.setenv(name, value)
    assert hashes(make(sample, use_cache=False)[0]) == first


def test_hidden_files_are_no_part_of_a_package_unless_its_backend_says_so(sample: Project) -> None:
    """What the backend packs counts as input, so that a file that is gone is gone from the layer."""
    hidden = sample.root / "packages/sample/src/sample/.env"
    write(hidden, "SECRET=1\n")
    make(sample)
    assert "python/sample/.env" in names(sample.dist / PACKAGE)
    hidden.unlink()
    make(sample)
    assert "python/sample/.env" not in names(sample.dist / PACKAGE)


def test_a_renamed_layer_is_made_again(sample: Project) -> None:
    """The manifest knows it by its name."""
    make(sample)
    declaration = sample.root / "pyproject.toml"
    declaration.write_text(declaration.read_text().replace('"sample-package"', '"other-package"'))
    manifest, _ = make(read_project(sample.root))
    assert "other-package" in [artifact.name for artifact in manifest.artifacts]


def test_the_manifest_is_true_after_a_failed_build(sample: Project) -> None:
    """What was made before the failure is there with its new hash."""
    make(sample)
    write(sample.root / "packages/sample/src/sample/__init__.py", 'WORD = "new"\n')
    write(sample.root / "functions/shared/common.py", "def broken(:\n")
    with pytest.raises(HandlerError):
        make(sample)
    manifest = read_manifest(sample.dist)
    assert PACKAGE in [artifact.file_name for artifact in manifest.artifacts]
    assert all(artifact.is_intact(sample.dist) for artifact in manifest.artifacts)


def test_errors_of_the_archive_reach_the_caller(sample: Project) -> None:
    """A folder where the archive should be cannot be replaced by a file."""
    (sample.dist / FUNCTION).mkdir(parents=True)
    with pytest.raises(ArchiveError, match="cannot be written"):
        build(sample, architectures=["x86_64"], progress=FakeProgress(), only="function")
