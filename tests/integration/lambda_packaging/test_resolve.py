"""The real installer fills a folder from a lock, or its failure is named."""

from pathlib import Path

import pytest
from fakes.wheels import write_wheel
from lambda_packaging.errors import ConflictError, HashMismatchError, NetworkError, ResolveError, WheelMissingError
from lambda_packaging.prune import replace_file
from lambda_packaging.resolve import install, resolve, translate


def write_lock(tmp_path: Path, text: str) -> Path:
    """Writes a lock file."""
    lock = tmp_path / "layer.lock"
    lock.write_text(text)
    return lock


def contents(folder: Path) -> list[str]:
    """Gives the files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_is_locked_is_installed(tmp_path: Path, wheels: Path) -> None:
    """With the records by which pruning finds what belongs to whom."""
    lock = write_lock(tmp_path, write_wheel(wheels, "plain") + write_wheel(wheels, "second", "2.0"))
    resolve(lock, tmp_path / "target", python="3.13", architecture="x86_64")
    found = contents(tmp_path / "target")
    assert {"plain/__init__.py", "second/__init__.py"} < set(found)
    assert {"plain-1.0.dist-info/RECORD", "second-2.0.dist-info/RECORD"} < set(found)


def test_nothing_in_the_cache_changes_when_a_file_is_replaced(
    tmp_path: Path, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed files may share their bytes with the installer's cache."""
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    lock = write_lock(tmp_path, write_wheel(wheels, "plain"))
    resolve(lock, tmp_path / "first", python="3.13", architecture="x86_64")
    replace_file(tmp_path / "first/plain/__init__.py", b"changed = True\n")
    resolve(lock, tmp_path / "second", python="3.13", architecture="x86_64")
    assert (tmp_path / "second/plain/__init__.py").read_text() == '__version__ = "1.0"\n'


def test_two_owners_of_a_file_are_named_if_they_disagree(tmp_path: Path, wheels: Path) -> None:
    """The same file twice does no harm."""
    shared = {"shared/__init__.py": "", "one.py": ""}
    lines = write_wheel(wheels, "one", files=shared) + write_wheel(wheels, "two", files={**shared, "two.py": ""})
    resolve(write_lock(tmp_path, lines), tmp_path / "agreed", python="3.13", architecture="x86_64")
    lines += write_wheel(wheels, "three", files={"shared/__init__.py": "mine = True\n"})
    with pytest.raises(ConflictError) as raised:
        resolve(write_lock(tmp_path, lines), tmp_path / "target", python="3.13", architecture="x86_64")
    assert raised.value.file == "shared/__init__.py"
    assert "three" in raised.value.distributions


@pytest.mark.parametrize(("architecture", "machine"), [("x86_64", "x86_64"), ("arm64", "aarch64")])
def test_the_wheel_of_the_target_is_chosen(tmp_path: Path, wheels: Path, architecture: str, machine: str) -> None:
    """Whatever machine this is."""
    lines = [
        write_wheel(wheels, "native", tag=f"cp313-cp313-manylinux_2_28_{name}", files={"native.py": f"# {name}\n"})
        for name in ("x86_64", "aarch64")
    ]
    both = f"{lines[0].strip()} {lines[1].partition(' ')[2]}"
    resolve(write_lock(tmp_path, both), tmp_path / "target", python="3.13", architecture=architecture)
    assert (tmp_path / "target/native.py").read_text() == f"# {machine}\n"


def test_a_line_for_another_system_is_left_out(tmp_path: Path, wheels: Path) -> None:
    """Markers are judged for Lambda."""
    line = write_wheel(wheels, "plain")
    marked = write_wheel(wheels, "colors").replace(" --hash", " ; sys_platform == 'win32' --hash")
    resolve(write_lock(tmp_path, line + marked), tmp_path / "target", python="3.13", architecture="x86_64")
    assert not (tmp_path / "target/colors").exists()


def test_a_missing_wheel_is_named_with_the_platform(tmp_path: Path, wheels: Path) -> None:
    """No compiler is tried."""
    lock = write_lock(tmp_path, write_wheel(wheels, "native", tag="cp313-cp313-manylinux_2_28_aarch64"))
    with pytest.raises(WheelMissingError) as raised:
        resolve(lock, tmp_path / "target", python="3.13", architecture="x86_64")
    assert (raised.value.distribution, raised.value.platform) == ("native==1.0", "x86_64-manylinux_2_28")


def test_another_file_than_the_locked_one_is_refused(tmp_path: Path, wheels: Path) -> None:
    """The hash decides, not the name."""
    lock = write_lock(tmp_path, write_wheel(wheels, "plain"))
    write_wheel(wheels, "plain", files={"plain/__init__.py": "import evil\n"})
    with pytest.raises(HashMismatchError) as raised:
        resolve(lock, tmp_path / "target", python="3.13", architecture="x86_64")
    assert raised.value.distribution == "plain==1.0"


def test_without_a_network_the_remedy_is_the_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wrong with the lock."""
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_NO_CACHE", "1")
    lock = write_lock(tmp_path, f"nobody-has-this==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(NetworkError, match="Check the connection"):
        resolve(lock, tmp_path / "target", python="3.13", architecture="x86_64")


def test_any_other_failure_keeps_the_installers_words(tmp_path: Path, wheels: Path) -> None:
    """A version that nobody published has no better name."""
    lock = write_lock(tmp_path, write_wheel(wheels, "plain").replace("1.0", "7.0"))
    with pytest.raises(ResolveError, match=r"no version of plain==7.0"):
        resolve(lock, tmp_path / "target", python="3.13", architecture="x86_64")


def test_requirements_without_hashes_are_not_installed(tmp_path: Path, wheels: Path) -> None:
    """Whatever they are for."""
    write_wheel(wheels, "plain")
    lock = write_lock(tmp_path, "plain\n")
    with pytest.raises(ResolveError):
        install(lock, tmp_path / "target", python="3.13", platform="this machine")


def test_no_setting_of_this_machine_compiles(tmp_path: Path, wheels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytecode of an installer's kind is stale in Lambda; ours comes later."""
    monkeypatch.setenv("UV_COMPILE_BYTECODE", "1")
    lock = write_lock(tmp_path, write_wheel(wheels, "plain"))
    install(lock, tmp_path / "target", python="3.13", platform="this machine")
    assert not list((tmp_path / "target").rglob("*.pyc"))


def test_the_innermost_cause_of_a_failed_connection_is_told() -> None:
    """The words are uv's own, from an index that refused the connection."""
    output = (
        "error: Request failed after 3 retries in 7.1s\n"
        "  cause: Failed to fetch: the index\n"
        "  cause: error sending request\n"
        "  cause: Connection refused (os error 111)\n"
    )
    error = translate(output, lock=Path("layer.lock"), python="3.13", platform="x86_64-manylinux_2_28")
    assert isinstance(error, NetworkError)
    assert error.detail == "Connection refused (os error 111)"
