"""Input that cannot become a layer gets an error that names it, and takes nothing away that was there."""

import hashlib
import io
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.progress import FakeProgress
from fakes.sample_project import write
from fakes.wheels import write_wheel
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.errors import (
    DeclarationError,
    HashMismatchError,
    LockOutOfDateError,
    LockSyntaxError,
    NetworkError,
    PackagingError,
    ResolveError,
    ToolFailedError,
    UnsafePathError,
    WheelMissingError,
)
from lambda_packaging.project import Project

type Spoil = Callable[[Project, Path], None]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of the installer that nobody else fills or reads."""
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))


def lock_without_hashes(project: Project, wheels: Path) -> None:
    """A pin that any file would satisfy."""
    write(project.lock, "plain==1.0\n")


def lock_with_another_kind_of_hash(project: Project, wheels: Path) -> None:
    """A hash that is too weak to be one."""
    write(project.lock, "plain==1.0 --hash=md5:0123456789abcdef\n")


def lock_for_an_unknown_platform(project: Project, wheels: Path) -> None:
    """A pin for a system that does not exist."""
    write(project.lock, project.lock.read_text().replace(" --hash", ' ; sys_platform == "plan9" --hash'))


def lock_with_an_unknown_marker(project: Project, wheels: Path) -> None:
    """A marker that nobody knows."""
    write(project.lock, project.lock.read_text().replace(" --hash", ' ; planet == "mars" --hash'))


def lock_for_another_machine(project: Project, wheels: Path) -> None:
    """A wheel for the other of the two machines only."""
    (wheels / "plain-1.0-py3-none-any.whl").unlink()
    write(project.lock, write_wheel(wheels, "plain", tag="cp313-cp313-manylinux_2_28_aarch64"))


def lock_with_the_hash_of_another_machines_wheel(project: Project, wheels: Path) -> None:
    """Both wheels are there, and only the wrong one is locked."""
    (wheels / "plain-1.0-py3-none-any.whl").unlink()
    write_wheel(wheels, "plain", tag="cp313-cp313-manylinux_2_28_x86_64")
    write(project.lock, write_wheel(wheels, "plain", tag="cp313-cp313-manylinux_2_28_aarch64", files={"plain.py": ""}))


def unknown_architecture(project: Project, wheels: Path) -> None:
    """A slip in the declaration."""
    declaration = project.root / "pyproject.toml"
    table = "[tool.lambda-packaging]\n"
    write(declaration, declaration.read_text().replace(table, f'{table}architectures = ["x86_64", "arm65"]\n'))


def replaced_wheel(project: Project, wheels: Path) -> None:
    """Another file under the name of the locked one."""
    write(project.lock, write_wheel(wheels, "plain", files={"plain/__init__.py": "reviewed = True\n"}))
    write_wheel(wheels, "plain", files={"plain/__init__.py": "import evil\n"})


def damaged_wheel(project: Project, wheels: Path) -> None:
    """Half a wheel, with the hash of the half."""
    wheel = wheels / "plain-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes()[:200])
    lock_as(project, wheel)


def only_an_sdist(project: Project, wheels: Path) -> None:
    """Sources that would have to be built."""
    (wheels / "plain-1.0-py3-none-any.whl").unlink()
    sdist = wheels / "plain-1.0.tar.gz"
    with tarfile.open(sdist, "w:gz") as archive:
        for name, text in (
            ("PKG-INFO", "Metadata-Version: 2.1\nName: plain\nVersion: 1.0\n"),
            ("pyproject.toml", '[project]\nname = "plain"\nversion = "1.0"\n'),
            ("plain.py", ""),
        ):
            entry = tarfile.TarInfo(f"plain-1.0/{name}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    lock_as(project, sdist)


def wheel_that_climbs_out(project: Project, wheels: Path) -> None:
    """An entry that leads two folders up."""
    write(project.lock, write_wheel(wheels, "plain", files={"plain/__init__.py": "", "plain/../../evil.py": ""}))


def wheel_with_an_absolute_path(project: Project, wheels: Path) -> None:
    """An entry with a place of its own on this machine."""
    absolute = str(project.root / "evil.py")
    write(project.lock, write_wheel(wheels, "plain", files={"plain/__init__.py": "", absolute: ""}))


def wheel_with_a_name_that_is_not_utf8(project: Project, wheels: Path) -> None:
    """An entry whose name is Latin-1."""
    write_wheel(wheels, "plain", files={"plain/__init__.py": "", "plain/cafXX.py": ""})
    wheel = wheels / "plain-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes().replace(b"cafXX", b"caf\xe9\xff"))
    lock_as(project, wheel)


def function_with_a_name_that_is_not_utf8(project: Project, wheels: Path) -> None:
    """A module whose name is Latin-1, in the folder of a function."""
    write_badly_named(project.functions[0].folder)


def package_with_a_name_that_is_not_utf8(project: Project, wheels: Path) -> None:
    """A module whose name is Latin-1, in a package."""
    write_badly_named(project.root / "packages/sample/src/sample")


def package_that_climbs_out(project: Project, wheels: Path) -> None:
    """A build backend whose wheel leads two folders up."""
    backend = (
        "import zipfile\nfrom pathlib import Path\n"
        "def build_wheel(folder, settings=None, metadata=None):\n"
        "    name = 'sample-0.5.0-py3-none-any.whl'\n"
        "    with zipfile.ZipFile(Path(folder, name), 'w') as wheel:\n"
        "        wheel.writestr('../../evil.py', '')\n"
        "        wheel.writestr('sample-0.5.0.dist-info/METADATA', 'Name: sample\\nVersion: 0.5.0\\n')\n"
        "    return name\n"
    )
    write(project.root / "packages/sample/backend.py", backend)
    declared = project.root / "packages/sample/pyproject.toml"
    own = 'build-backend = "backend"\nbackend-path = ["."]'
    write(declared, declared.read_text().replace('build-backend = "hatchling.build"', own))


def package_that_cannot_be_built(project: Project, wheels: Path) -> None:
    """A build backend that is not installed."""
    write(project.root / "packages/sample/src/sample/__init__.py", "")
    declared = project.root / "packages/sample/pyproject.toml"
    write(declared, declared.read_text().replace("hatchling.build", "nobody.build"))


def write_badly_named(folder: Path) -> None:
    """Writes a module whose name is Latin-1."""
    with open(os.fsencode(folder) + b"/caf\xe9.py", "w", encoding="utf-8"):  # noqa: PTH123  # a path of bytes
        pass


def lock_as(project: Project, file: Path) -> None:
    """Locks plain to the content of `file`."""
    write(project.lock, f"plain==1.0 --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n")


@pytest.mark.parametrize(
    ("spoil", "error", "words"),
    [
        (
            lock_without_hashes,
            LockSyntaxError,
            r"layer\.lock:1: 'plain==1\.0' is not usable; expected at least one `--hash",
        ),
        (
            lock_with_another_kind_of_hash,
            LockSyntaxError,
            r"layer\.lock:1: .*md5.*expected at least one `--hash=sha256",
        ),
        (lock_for_an_unknown_platform, LockOutOfDateError, r'plain 1\.0 only where sys_platform == "plan9"; expected'),
        (lock_with_an_unknown_marker, LockSyntaxError, r"layer\.lock:1: .*planet.*expected"),
        (lock_for_another_machine, WheelMissingError, r"plain==1\.0 has no wheel for x86_64-manylinux_2_28"),
        (lock_with_the_hash_of_another_machines_wheel, HashMismatchError, r"plain==1\.0 .* for other platforms only"),
        (unknown_architecture, DeclarationError, r"architectures\.arm65: is unknown.*did you mean `arm64`"),
        (replaced_wheel, HashMismatchError, r"plain==1\.0 arrived with a hash that .*layer\.lock does not name"),
        (damaged_wheel, ResolveError, r"plain"),
        (only_an_sdist, WheelMissingError, r"plain==1\.0 has no wheel .*expected a binary wheel"),
        (wheel_that_climbs_out, UnsafePathError, r"'plain/\.\./\.\./evil\.py', which leads out"),
        (wheel_with_an_absolute_path, UnsafePathError, r"evil\.py', which leads out"),
        (wheel_with_a_name_that_is_not_utf8, UnsafePathError, r"plain==1\.0 holds .*UTF-8"),
        (function_with_a_name_that_is_not_utf8, UnsafePathError, r"caf\\udce9\.py', which is not UTF-8.*Rename it"),
        (package_with_a_name_that_is_not_utf8, UnsafePathError, r"caf\\udce9\.py', which is not UTF-8.*Rename it"),
        (package_that_climbs_out, UnsafePathError, r"'\.\./\.\./evil\.py', which leads out"),
        (package_that_cannot_be_built, ToolFailedError, r"nobody"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_bad_input_is_named_and_nothing_is_lost(
    built_sample: Project, wheels: Path, spoil: Spoil, error: type[PackagingError], words: str
) -> None:
    """Also when it is tried again: an installer's cache must not make bad input good."""
    archives = {path.name: path.read_bytes() for path in built_sample.dist.glob("*.zip")}
    outside = set(built_sample.root.parent.rglob("*evil*"))
    spoil(built_sample, wheels)
    for _ in range(2):
        with pytest.raises(error, match=rf"(?s){words}"):
            build(read_project(built_sample.root), architectures=["x86_64"], progress=FakeProgress())
    assert {path.name: path.read_bytes() for path in built_sample.dist.glob("*.zip")} == archives
    assert set(built_sample.root.parent.rglob("*evil*")) == outside
    assert not list(built_sample.work.glob("stage-*"))
    assert not list(built_sample.dist.glob(".*"))


def test_a_link_in_a_wheel_is_not_followed(built_sample: Project, wheels: Path) -> None:
    """It becomes a file with the text of the link: nothing of this machine gets into a layer."""
    secret = wheels.parent / "secret.txt"
    secret.write_text("secret\n")
    write_wheel(wheels, "plain", files={"plain/__init__.py": "", "plain/link.txt": str(secret)})
    wheel = wheels / "plain-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as old:
        content = [(entry, old.read(entry)) for entry in old.infolist()]
    with zipfile.ZipFile(wheel, "w") as new:
        for entry, data in content:
            entry.external_attr = (0o120777 if entry.filename.endswith("link.txt") else 0o100644) << 16
            new.writestr(entry, data)
    lock_as(built_sample, wheel)
    build(built_sample, architectures=["x86_64"], progress=FakeProgress())
    with zipfile.ZipFile(built_sample.dist / "dependencies-layer-x86_64.zip") as archive:
        assert archive.read("python/plain/link.txt").decode() == str(secret)
        assert archive.getinfo("python/plain/link.txt").external_attr >> 16 & 0o170000 == 0o100000


def test_without_a_network_a_build_fails_and_the_previous_layer_stays(
    built_sample: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remedy is the connection."""
    before = {path.name: path.read_bytes() for path in built_sample.dist.iterdir()}
    write(built_sample.lock, built_sample.lock.read_text() + "# renewed\n")
    monkeypatch.delenv("UV_NO_INDEX")
    monkeypatch.delenv("UV_FIND_LINKS")
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_NO_CACHE", "1")
    with pytest.raises(NetworkError, match="Check the connection"):
        build(built_sample, architectures=["x86_64"], progress=FakeProgress())
    assert {path.name: path.read_bytes() for path in built_sample.dist.iterdir()} == before


# Builds and proves where one folder is a small file system; what went wrong goes to standard output.
CRAMPED = """
import sys
from pathlib import Path
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.errors import PackagingError
from lambda_packaging.manifest import read_manifest
from lambda_packaging.progress import SilentProgress
from lambda_packaging.proof import prove

project = read_project(Path(sys.argv[1]))
try:
    if sys.argv[2] == "prove":
        prove(project, read_manifest(project.dist), architecture="x86_64", progress=SilentProgress())
    else:
        build(project, architectures=["x86_64"], progress=SilentProgress())
except PackagingError as error:
    print(error)
left = [path.name for path in project.work.glob("stage-*")]
assert not left, left
"""


@pytest.mark.parametrize("action", ["build the dependencies", "build the package", "build the function", "prove"])
def test_a_full_disk_while_something_is_laid_out_is_told_and_loses_nothing(
    built_sample: Project, wheels: Path, action: str
) -> None:
    """On a real file system that is full, where the machine lets us mount one."""
    noise = "".join(f"# {number**7 % 1_000_003}\n" for number in range(100_000))
    if action == "build the dependencies":
        write(built_sample.lock, write_wheel(wheels, "plain", files={"plain/__init__.py": noise}))
    else:
        folder = "functions/shared/common.py" if "function" in action else "packages/sample/src/sample/__init__.py"
        write(built_sample.root / folder, f"def greeting(name): ...\n{noise}")
    if action == "prove":
        build(built_sample, architectures=["x86_64"], progress=FakeProgress())
    before = {path.name: path.read_bytes() for path in built_sample.dist.iterdir()}
    mount = f'mount -t tmpfs -o size=256k tmpfs "{built_sample.work}" && exec "$@"'
    command = ["unshare", "-r", "-m", "--", "sh", "-c", mount, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount a small file system")
    finished = subprocess.run(
        [*command, sys.executable, "-c", CRAMPED, built_sample.root, action],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert "the disk is full" in finished.stdout
    assert "Free some space" in finished.stdout
    assert {path.name: path.read_bytes() for path in built_sample.dist.iterdir()} == before
