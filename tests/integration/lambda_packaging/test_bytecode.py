"""Bytecode is never questioned, knows no build folder and is the same every time."""

import importlib.util
import marshal
from pathlib import Path, PurePosixPath

import pytest
from fakes.sample_project import write
from lambda_packaging.bytecode import compile_bytecode
from lambda_packaging.errors import BytecodeError

PLACE = PurePosixPath("/opt")
SOURCE = "NAMES = {'a', 'b', 'c'}\n\ndef f(x):\n    return x in {'one', 'two', 'three'}\n"


def compiled(folder: Path) -> Path:
    """A folder with one module and its bytecode."""
    write(folder / "python/thing.py", SOURCE)
    compile_bytecode(folder, place=PLACE)
    return folder / "python/__pycache__/thing.cpython-313.pyc"


def test_bytecode_is_unchecked_and_names_the_place_in_lambda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where writing bytecode is forbidden to Python itself."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    content = compiled(tmp_path).read_bytes()
    assert content[:4] == importlib.util.MAGIC_NUMBER
    assert int.from_bytes(content[4:8], "little") == 0b01  # by hash, not checked
    assert marshal.loads(content[16:]).co_filename == "/opt/python/thing.py"  # noqa: S302  # just compiled


def test_bytecode_does_not_depend_on_folder_or_hash_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets in constants are where it would show."""
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    one = compiled(tmp_path / "one").read_bytes()
    monkeypatch.setenv("PYTHONHASHSEED", "2")
    assert compiled(tmp_path / "quite another").read_bytes() == one


def test_a_module_that_does_not_compile_is_named(tmp_path: Path) -> None:
    """With the compiler's own words."""
    write(tmp_path / "python/broken.py", "def f(:\n")
    with pytest.raises(BytecodeError, match=r"broken\.py"):
        compile_bytecode(tmp_path, place=PLACE)
