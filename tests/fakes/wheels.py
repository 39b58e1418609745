"""Real wheels with made-up content, so that the installer under test is the real one and no registry is asked."""

import base64
import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest


def write_wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    tag: str = "py3-none-any",
    files: Mapping[str, str | bytes] | None = None,
    requires: Sequence[str] = (),
    entry_points: str | None = None,
    description: str = "",
) -> str:
    """Writes a wheel into `folder` and gives the line of a lock that names it.

    Args:
        folder: Where wheels are looked for.
        name: The distribution's name, without hyphens.
        version: Its version.
        tag: What it runs on.
        files: Its modules by path; one that holds the version if not given.
        requires: What it requires, each as a requirement.
        entry_points: The text of its entry points; a console script that does not exist if not given.
        description: The text below the fields of its metadata.
    """
    metadata = f"{name}-{version}.dist-info"
    content: dict[str, str | bytes] = dict(files or {f"{name}/__init__.py": f'__version__ = "{version}"\n'})
    required = "".join(f"Requires-Dist: {each}\n" for each in requires)
    below = f"\n{description}" if description else ""
    fields = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}"
    content[f"{metadata}/METADATA"] = fields + below
    content[f"{metadata}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n"
    if entry_points != "":
        content[f"{metadata}/entry_points.txt"] = entry_points or f"[console_scripts]\n{name} = {name}:main\n"
    content[f"{metadata}/RECORD"] = "".join(f"{path},{_record_hash(text)},\n" for path, text in content.items())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for place, text in content.items():
            wheel.writestr(zipfile.ZipInfo(place), text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@contextmanager
def only_wheels_of(folder: Path) -> Iterator[None]:
    """Lets the installer find wheels in `folder` and nowhere else."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("UV_FIND_LINKS", str(folder))
        monkeypatch.setenv("UV_NO_INDEX", "1")
        yield


def _record_hash(content: str | bytes) -> str:
    """Gives a file's hash as a record states it."""
    data = content.encode() if isinstance(content, str) else content
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
    return f"sha256={digest}"
