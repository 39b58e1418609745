"""The layer that everybody makes first: `pip install --target`, with the bytecode that pip compiles, and a zip.

A program of its own, run in the peers' environment: `naive_layer.py LOCK ARCHIVE`. The archive has sorted names and
fixed times, as somebody writes it who wants the same bytes twice.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path


def main(lock: str, archive: str) -> None:
    """Installs what `lock` names and packs it."""
    with tempfile.TemporaryDirectory(dir=Path(archive).parent) as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", f"{folder}/python"]
        subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", f"--requirement={lock}"], check=True)
        pack(Path(folder), archive)


def pack(folder: Path, archive: str) -> None:
    """Writes the files with the standard library's zip at its default level."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as content:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())  # of 1980
                entry.external_attr = path.stat().st_mode << 16
                content.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main(*sys.argv[1:])
