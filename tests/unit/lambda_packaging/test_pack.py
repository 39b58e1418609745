"""Every file of a folder is packed, each source with its bytecode; what cannot be packed is named."""

import os
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from fakes.sample_project import write
from lambda_packaging.errors import ArchiveError, BytecodeError
from lambda_packaging.pack import list_files, pack

PLACE = PurePosixPath("/opt")


def names(archive: Path) -> list[str]:
    """The names in an archive."""
    with zipfile.ZipFile(archive) as content:
        return content.namelist()


def test_each_source_has_its_bytecode_beside_it(tmp_path: Path) -> None:
    """And nothing else has; every file is told of."""
    write(tmp_path / "files/python/a.py", "a = 1\n")
    write(tmp_path / "files/python/package/__init__.py", "")
    write(tmp_path / "files/python/data.json", "{}")
    done: list[int] = []
    pack(tmp_path / "files", tmp_path / "a.zip", place=PLACE, advance=done.append)
    assert names(tmp_path / "a.zip") == [
        "python/__pycache__/a.cpython-313.pyc",
        "python/a.py",
        "python/data.json",
        "python/package/__init__.py",
        "python/package/__pycache__/__init__.cpython-313.pyc",
    ]
    assert sum(done) == 3


def test_sources_that_do_not_compile_are_all_named(tmp_path: Path) -> None:
    """With the compiler's own words, and the archive stays away."""
    write(tmp_path / "files/python/broken.py", "def f(:\n")
    write(tmp_path / "files/python/null.py", "a = '\0'\n")
    with pytest.raises(BytecodeError, match=r"python/broken\.py: invalid syntax(?s:.*)python/null\.py: "):
        pack(tmp_path / "files", tmp_path / "a.zip", place=PLACE)
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("target", ["there.py", "nowhere", "folder"])
def test_a_symbolic_link_is_refused(tmp_path: Path, target: str) -> None:
    """To a file, to nothing, to a folder: each would be something else in Lambda."""
    write(tmp_path / "files/there.py", "")
    (tmp_path / "files/folder").mkdir()
    (tmp_path / "files/link").symlink_to(target)
    with pytest.raises(ArchiveError, match="is a symbolic link") as raised:
        pack(tmp_path / "files", tmp_path / "a.zip", place=PLACE)
    assert raised.value.path == tmp_path / "files/link"
    assert not (tmp_path / "a.zip").exists()


def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """It is shown with its bytes."""
    folder = tmp_path / "files"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/gr\xfc\xdfe.txt")).write_text("")
    with pytest.raises(ArchiveError, match=r"gr\\xfc\\xdfe\.txt: has a name that is not UTF-8"):
        list_files(folder)
