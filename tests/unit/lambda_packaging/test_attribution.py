"""Every byte of an archive belongs to one distribution."""

from pathlib import Path

import pytest
from fakes.archives import archive_folder
from fakes.installed import install
from fakes.sample_project import write
from lambda_packaging.attribution import (
    ARCHIVE_END_BYTES,
    BYTECODE,
    DATA,
    METADATA,
    PYTHON,
    SHARED_OBJECTS,
    UNRECORDED,
    Installed,
    Share,
    attribute,
    kind_of,
    read_installed,
)


def installed(name: str, *files: str, size_bytes: int = 0, chain: tuple[str, ...] = ()) -> Installed:
    """A distribution that brought those files."""
    return Installed(name=name, version="1.0", chain=chain, files=frozenset(files), size_bytes=size_bytes)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two distributions, one with bytecode and data, and a file that nobody recorded."""
    write(tmp_path / "files/python/one/__init__.py", "ONE = 1\n" * 50)
    write(tmp_path / "files/python/one/__pycache__/__init__.cpython-313.pyc", "bytecode")
    write(tmp_path / "files/python/one/data.json", "{}")
    write(tmp_path / "files/python/two.py", "TWO = 2\n")
    write(tmp_path / "files/python/stray.txt", "whose?")
    archive_folder(tmp_path / "files", tmp_path / "layer.zip")
    return tmp_path / "layer.zip"


def test_the_shares_add_up_to_the_archive(archive: Path) -> None:
    """Byte for byte, but for the archive's last record."""
    one = installed("one", "python/one/__init__.py", "python/one/data.json")
    shares = attribute(archive, [one, installed("two", "python/two.py")])
    assert sum(share.zipped for share in shares) + ARCHIVE_END_BYTES == archive.stat().st_size
    assert sum(share.unzipped for share in shares) == 400 + 8 + 2 + 8 + 6
    assert {share.name for share in shares} == {"one", "two", UNRECORDED}


def test_bytecode_belongs_to_whom_its_source_belongs_to(archive: Path) -> None:
    """It is in no record."""
    (share, *_) = attribute(archive, [installed("one", "python/one/__init__.py", "python/one/data.json")])
    assert (share.name, share.files) == ("one", 3)
    assert share.unzipped_bytes == {PYTHON: 400, BYTECODE: 8, DATA: 2}


def test_what_was_left_out_is_what_is_no_longer_there(archive: Path) -> None:
    """Bytecode, which came later, does not count."""
    shares = attribute(archive, [installed("one", "python/one/__init__.py", size_bytes=1_000)])
    (share,) = (share for share in shares if share.name == "one")
    assert share.left_out_bytes == 600


def test_a_file_of_two_belongs_to_the_first(archive: Path) -> None:
    """Both wrote the same content, or the build would have refused it."""
    shares = attribute(archive, [installed("a", "python/two.py"), installed("b", "python/two.py")])
    assert [share.name for share in shares if share.name != UNRECORDED] == ["a"]


def test_who_brought_nothing_has_no_share(archive: Path) -> None:
    """Everything of it was left out."""
    assert "gone" not in {share.name for share in attribute(archive, [installed("gone", "python/gone.py")])}


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("python/a.py", PYTHON),
        ("python/__pycache__/a.cpython-313.pyc", BYTECODE),
        ("python/a/fast.cpython-313-x86_64-linux-gnu.so", SHARED_OBJECTS),
        ("python/a.libs/libz-1.2.so.1", SHARED_OBJECTS),
        ("python/a-1.0.dist-info/METADATA", METADATA),
        ("python/a-1.0.dist-info/licenses/x.py", METADATA),
        ("python/a/py.typed", DATA),
        ("python/a/table.json.gz", DATA),
    ],
)
def test_a_kind_is_told_by_the_name(file: str, kind: str) -> None:
    """Of a file anywhere in an archive."""
    assert kind_of(file) == kind


def test_distributions_are_read_with_version_size_and_chain(tmp_path: Path) -> None:
    """As they are before anything is left out."""
    install(tmp_path, "some_name", "1.2", files={"some/__init__.py": "x = 1\n"})
    (found,) = read_installed(tmp_path, chains={"some-name": ("other[extra]", "root")}, prefix="python/")
    assert (found.name, found.version, found.chain) == ("some-name", "1.2", ("other[extra]", "root"))
    assert "python/some/__init__.py" in found.files
    assert found.size_bytes > 6


def test_a_share_sums_its_kinds_up() -> None:
    """In the archive and in Lambda."""
    share = Share(name="a", version="1", zipped_bytes={PYTHON: 1, DATA: 2}, unzipped_bytes={PYTHON: 3, DATA: 4})
    assert (share.zipped, share.unzipped) == (3, 7)
