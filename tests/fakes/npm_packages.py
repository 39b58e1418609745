"""Files out of packages of npm, each at the version and hash that a lock of `requirements/` names.

They come once, into `build/npm/`. Where neither they nor a way to bring them is there the test is skipped.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "npm"


def read_from_package(lock: str, name: str, member: str) -> bytes:
    """Returns a file of a package, once its archive is what the lock names.

    Args:
        lock: A file of `requirements/`: a list of name, version and integrity.
        name: The package.
        member: Path of the file inside the archive.
    """
    named = next(each for each in json.loads((ROOT / "requirements" / lock).read_bytes()) if each["name"] == name)
    archive = FOLDER / f"{name.removeprefix('@').replace('/', '-')}-{named['version']}.tgz"
    if not archive.is_file():
        _download(f"{name}@{named['version']}")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert f"sha512-{digest}" == named["integrity"], f"{archive} is not what {lock} names; delete it"
    with tarfile.open(archive) as packed:
        file = packed.extractfile(member)
        assert file is not None, f"{archive} has no file {member}"
        return file.read()


def _download(package: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"npm is missing, which brings {package}; install Node.js")
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", str(FOLDER), package]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=FOLDER)
    if found.returncode:
        pytest.skip(f"npm cannot bring {package}: {found.stderr.strip()[-300:]}")
