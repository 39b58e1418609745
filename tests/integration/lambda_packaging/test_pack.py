"""Many files are packed by interpreters of their own, and that does not show in the archive."""

from pathlib import Path, PurePosixPath

import pytest
from fakes.sample_project import write
from lambda_packaging.errors import BytecodeError
from lambda_packaging.pack import FEW, pack

PLACE = PurePosixPath("/opt")
SOURCE = "NAMES = {'a', 'b', 'c'}\n\ndef f(x):\n    return x in {'one', 'two', 'three'}\n"


def fill(folder: Path) -> Path:
    """A folder with more files than one interpreter packs."""
    for number in range(FEW + 10):
        write(folder / f"python/module_{number}.py", f"{SOURCE}NUMBER = {number}\n" * (number + 1))
    return folder


def test_the_bytes_depend_on_neither_folder_nor_hash_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets in constants are where it would show; nor on who packed which file."""
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    done: list[int] = []
    pack(fill(tmp_path / "one"), tmp_path / "one.zip", place=PLACE, advance=done.append)
    monkeypatch.setenv("PYTHONHASHSEED", "2")
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")
    pack(fill(tmp_path / "quite another"), tmp_path / "two.zip", place=PLACE)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert sum(done) == FEW + 10


def test_a_module_that_does_not_compile_is_named(tmp_path: Path) -> None:
    """Whichever interpreter found it."""
    write(fill(tmp_path / "files") / "python/broken.py", "def f(:\n")
    with pytest.raises(BytecodeError, match=r"python/broken\.py: invalid syntax"):
        pack(tmp_path / "files", tmp_path / "a.zip", place=PLACE)
    assert not (tmp_path / "a.zip").exists()
