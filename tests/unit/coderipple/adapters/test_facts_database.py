"""The facts that a machine keeps: whatever lies there, a run reads it rightly or reads the files again."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from coderipple.adapters.facts_database import FactsDatabase, program_version
from coderipple.ports import FactsCache
from fakes.facts_cache import FakeFactsCache


def opened(folder: Path, version: str = "1", **limits: int) -> FactsDatabase:
    """Opens the database of a folder."""
    return FactsDatabase(folder, version=version, **limits)


@pytest.fixture(params=["fake", "database"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FactsCache]:
    """Each way to meet the port."""
    if request.param == "fake":
        yield FakeFactsCache()
        return
    with closing(opened(tmp_path)) as database:
        yield database


def test_what_was_kept_is_read(store: FactsCache) -> None:
    """Whatever the bytes are; a later entry replaces an earlier one."""
    assert store.read("a") is None
    store.keep({"a": b"1", "b": b"", "c": b"\0\xff"})
    store.keep({"a": b"2"})
    assert [store.read(each) for each in "abcd"] == [b"2", b"", b"\0\xff", None]


def test_a_later_run_reads_it(tmp_path: Path) -> None:
    """It outlives the process, in a folder that is made when it is needed."""
    folder = tmp_path / "not" / "there"
    with closing(opened(folder)) as database:
        database.keep({"a": b"1"})
    with closing(opened(folder)) as database:
        assert database.read("a") == b"1"
    with closing(opened(folder, version="2")) as database:
        assert database.read("a") is None


def no_database(file: Path) -> None:
    """Something else entirely."""
    file.write_bytes(b"no database at all" * 500)


def cut_off(file: Path) -> None:
    """A disk that was full."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def overwritten(file: Path) -> None:
    """Pages of something else in the middle."""
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(bytes(content))


def foreign_tables(file: Path) -> None:
    """A database of another program."""
    file.unlink()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE facts (something TEXT)")


def empty(file: Path) -> None:
    """A file that was begun."""
    file.write_bytes(b"")


@pytest.mark.parametrize("damage", [no_database, cut_off, overwritten, foreign_tables, empty])
def test_a_damaged_file(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Nothing wrong is read, nothing is raised, and after one run it is in order again."""
    with closing(opened(tmp_path)) as database:
        database.keep({f"key {number}": bytes([number]) * 3000 for number in range(50)})
    (file,) = tmp_path.iterdir()
    damage(file)
    with closing(opened(tmp_path)) as database:
        assert all(database.read(f"key {number}") in {None, bytes([number]) * 3000} for number in range(50))
        database.keep({"a": b"1"})
    with closing(opened(tmp_path)) as database:
        database.keep({"a": b"2"})
    with closing(opened(tmp_path)) as database:
        database.keep({"a": b"3"})
        assert database.read("a") == b"3"


@pytest.mark.parametrize("value", [b"", b"short", b"x" * 20, "text", None, 7])
def test_an_entry_that_somebody_changed(tmp_path: Path, value: object) -> None:
    """Its digest tells."""
    with closing(opened(tmp_path)) as database:
        database.keep({"a": b"1"})
    (file,) = tmp_path.iterdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE facts SET value = ?", (value,))
    with closing(opened(tmp_path)) as database:
        assert database.read("a") is None


def test_an_entry_under_the_key_of_another(tmp_path: Path) -> None:
    """The digest is that of the key too."""
    with closing(opened(tmp_path)) as database:
        database.keep({"a": b"1"})
    (file,) = tmp_path.iterdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE facts SET key = '1 b'")
    with closing(opened(tmp_path)) as database:
        assert database.read("b") is None


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """Nothing is kept, and nothing is lost."""
    (tmp_path / "file").write_bytes(b"")
    with closing(opened(tmp_path / "file" / "below")) as database:
        database.keep({"a": b"1"})
        assert database.read("a") is None
    (tmp_path / "facts-1.sqlite3").mkdir()
    with closing(opened(tmp_path)) as database:
        database.keep({"a": b"1"})
        assert database.read("a") is None


def test_another_run_holds_it(tmp_path: Path) -> None:
    """Nobody waits for it for long, and what the other kept stays."""
    with closing(opened(tmp_path)) as other:
        other.keep({"a": b"1"})
    (file,) = tmp_path.iterdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        with closing(FactsDatabase(tmp_path, version="1", wait_seconds=0.01)) as database:
            assert database.read("a") is None
            database.keep({"b": b"1"})
    with closing(opened(tmp_path)) as database:
        assert (database.read("a"), database.read("b")) == (b"1", None)


WRITER = """
import sys
from pathlib import Path
from coderipple.adapters.facts_database import FactsDatabase
database = FactsDatabase(Path(sys.argv[1]), version="1")
for number in range(40):
    database.keep({f"{number} {each}": b"%d" % number * 500 for each in range(20)})
    print(number, flush=True)
"""


def test_two_runs_at_once(tmp_path: Path) -> None:
    """Both end well, and whatever is there afterwards is right."""
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait() for each in runs] == [0, 0]
    with closing(opened(tmp_path)) as database:
        assert database.read("39 19") in {b"39" * 500, None}
        database.keep({"a": b"1"})
        assert database.read("a") == b"1"


def test_a_run_that_is_killed(tmp_path: Path) -> None:
    """What it kept before stays, all of a step or nothing."""
    with subprocess.Popen([sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        seen = int(run.stdout.readline())
        run.kill()
    with closing(opened(tmp_path)) as database:
        assert database.read(f"{seen} 0") == b"%d" % seen * 500
        for number in range(40):
            assert len({database.read(f"{number} {each}") for each in range(20)}) == 1


def test_it_stays_within_its_limit(tmp_path: Path) -> None:
    """What was kept first goes first, and the file does not grow without end."""
    with closing(opened(tmp_path, limit_bytes=400_000)) as database:
        for number in range(60):
            database.keep({f"{number} {each}": b"x" * 1000 for each in range(50)})
        assert database.read("0 0") is None
        assert database.read("59 49") == b"x" * 1000
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size < 800_000


def test_the_version_is_that_of_the_sources() -> None:
    """It is the same in every process."""
    code = "from coderipple.adapters.facts_database import program_version; print(program_version())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == program_version()
