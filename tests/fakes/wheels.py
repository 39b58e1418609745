"""Real wheels with made-up content, so that the installer under test is the real one and no registry is asked."""

import base64
import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path


def write_wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    tag: str = "py3-none-any",
    files: Mapping[str, str | bytes] | None = None,
    requires: Sequence[str] = (),
) -> str:
    """Writes a wheel into `folder` and gives the line of a lock that names it.

    Args:
        folder: Where wheels are looked for.
        name: The distribution's name, without hyphens.
        version: Its version.
        tag: What it runs on.
        files: Its modules by path; one that holds the version if not given.
        requires: What it requires, each as a requirement.
    """
    metadata = f"{name}-{version}.dist-info"
    content: dict[str, str | bytes] = dict(files or {f"{name}/__init__.py": f'__version__ = "{version}"\n'})
    required = "".join(f"Requires-Dist: {each}\n" for each in requires)
    content[f"{metadata}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}"
    content[f"{metadata}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n"
    content[f"{metadata}/entry_points.txt"] = f"[console_scripts]\n{name} = {name}:main\n"
    content[f"{metadata}/RECORD"] = "".join(f"{path},{_record_hash(text)},\n" for path, text in content.items())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for place, text in content.items():
            wheel.writestr(zipfile.ZipInfo(place), text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def _record_hash(content: str | bytes) -> str:
    """Gives a file's hash as a record states it."""
    digest = (
        base64.urlsafe_b64encode(hashlib.sha256(content.encode() if isinstance(content, str) else content).digest())
        .decode()
        .rstrip("=")
    )
    return f"sha256={digest}"
