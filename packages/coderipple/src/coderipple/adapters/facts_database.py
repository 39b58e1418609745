"""Keeps the facts of files on this machine, in a database of SQLite, as far as a limit allows.

Comes in: bytes, under a key. Goes out: the same bytes, or nothing. It is a cache: one that is missing, damaged, locked
by another run or of another version is no error, the files are only read again. Nothing that lies in it is run.
"""

import sqlite3
import sys
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

import coderipple

_NAME = "facts-1.sqlite3"  # the number is that of the tables
_LIMIT_BYTES = 128_000_000  # facts of 40,000 files; /tmp of a function has 512 MB, of which blobs may take 300
_WAIT_SECONDS = 2
_DIGEST_BYTES = 16
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_NOMEM,
}


class FactsDatabase:
    """Meets the `FactsCache` port.

    Args:
        folder: Where; it is made when it is needed.
        version: What must be the same for facts to be the same; see `program_version`.
        limit_bytes: What it may hold; what was kept first goes first.
        wait_seconds: How long another run is waited for.
    """

    def __init__(
        self, folder: Path, *, version: str, limit_bytes: int = _LIMIT_BYTES, wait_seconds: float = _WAIT_SECONDS
    ) -> None:
        self._path = folder / _NAME
        self._version = version
        self._limit_bytes = limit_bytes
        self._wait_seconds = wait_seconds
        self._connection: sqlite3.Connection | None = None
        self._is_usable = True

    def read(self, key: str) -> bytes | None:
        """Returns what is kept under a key, or None."""
        name = f"{self._version} {key}"
        row = self._tried(lambda facts: facts.execute("SELECT value FROM facts WHERE key = ?", (name,)).fetchone())
        if not (isinstance(row, tuple) and isinstance(row[0], bytes)):
            return None
        digest, value = row[0][:_DIGEST_BYTES], row[0][_DIGEST_BYTES:]
        return value if digest == _digest(name, value) else None

    def keep(self, entries: Mapping[str, bytes]) -> None:
        """Keeps all entries or none."""
        named = {f"{self._version} {key}": value for key, value in entries.items()}
        rows = [(name, _digest(name, value) + value) for name, value in named.items()]

        def write(facts: sqlite3.Connection) -> None:
            with facts:
                facts.executemany("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", rows)
                self._make_room(facts)

        self._tried(write)

    def close(self) -> None:
        """Releases the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _make_room(self, facts: sqlite3.Connection) -> None:
        """Takes out the older half where there is too much; the file uses its room again."""
        size = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, "
        if facts.execute(f"{size} pragma_page_size").fetchone()[0] > self._limit_bytes:
            facts.execute("DELETE FROM facts WHERE id <= (SELECT (MIN(id) + MAX(id)) / 2 FROM facts)")

    def _tried[T](self, use: Callable[[sqlite3.Connection], T]) -> T | None:
        """Returns what a use of the database gives; None where it cannot be used. A damaged one is removed."""
        if not self._is_usable:
            return None
        try:
            return use(self._opened())
        except (sqlite3.Error, OSError) as error:
            self._is_usable = False
            self.close()
            # The low byte is the kind of a failure, the rest its detail.
            if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF not in _PASSING:
                self._remove()
            return None

    def _remove(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._connection = sqlite3.connect(self._path, timeout=self._wait_seconds)
            self._connection.execute("PRAGMA synchronous = OFF")  # what a power cut damages is read again
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS facts (id INTEGER PRIMARY KEY, key TEXT UNIQUE, value BLOB)"
            )
        return self._connection


@cache
def program_version() -> str:
    """Returns a digest of what decides which facts a file has and what is made of them: our sources, and Python."""
    package = Path(coderipple.__file__).parent
    found = blake2b(f"{coderipple.__version__} {sys.version}".encode(), digest_size=8)
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _digest(name: str, value: bytes) -> bytes:
    return blake2b(name.encode() + b"\0" + value, digest_size=_DIGEST_BYTES).digest()
