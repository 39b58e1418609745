"""Archives of small folders, without bytecode."""

import stat
from pathlib import Path

from lambda_packaging.archive import make_entry, write_archive
from lambda_packaging.pack import list_files


def archive_folder(folder: Path, archive: Path) -> None:
    """Writes the files below `folder` as they are."""
    write_archive(
        (
            make_entry(name, path.read_bytes(), executable=bool(path.stat().st_mode & stat.S_IXUSR))
            for name in list_files(folder)
            if (path := folder / name)
        ),
        archive,
    )
