"""What holds for any lock, any declaration and any folder."""

import string
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from fakes.archives import archive_folder
from hypothesis import given
from hypothesis import strategies as st
from lambda_packaging.declaration import parse_project
from lambda_packaging.errors import DeclarationError, LockSyntaxError
from lambda_packaging.lock import parse_lock
from lambda_packaging.project import Project
from packaging.version import Version

LOCK = Path("layer.lock")
NAMES = st.from_regex(r"[a-z]([a-z0-9]|[-_.][a-z0-9]){0,8}", fullmatch=True)
VERSIONS = st.lists(st.integers(0, 99), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))
DIGESTS = st.text(string.hexdigits.lower()[:16], min_size=64, max_size=64)
KEYS = st.sampled_from(["python", "lock", "emulator-lock", "runtime-lock", "layers", "functions", "name", "file", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["a.zip", "f.handler", "a[b]"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=4),
)
FILES = st.dictionaries(
    st.lists(st.text("abä-_.Z", min_size=1, max_size=4), min_size=1, max_size=3)
    .filter(lambda parts: not {".", ".."} & set(parts))
    .map("/".join),
    st.binary(max_size=200),
    max_size=6,
)


@given(pins=st.dictionaries(NAMES, st.tuples(VERSIONS, st.lists(DIGESTS, min_size=1, max_size=3)), max_size=5))
def test_what_the_locker_writes_is_read_back(pins: dict[str, tuple[str, list[str]]]) -> None:
    """Names, versions and hashes, in order, whatever they are."""
    text = "".join(
        f"{name}=={version} \\\n"
        + " \\\n".join(f"    --hash=sha256:{digest}" for digest in digests)
        + "\n    # via x\n"
        for name, (version, digests) in pins.items()
    )
    read = parse_lock(text, path=LOCK)
    assert [(pin.version, pin.hashes) for pin in read] == [
        (Version(version), {f"sha256:{digest}" for digest in digests}) for version, digests in pins.values()
    ]


@given(text=st.text(st.sampled_from("ab=<>1.;'# \\\n-:") | st.characters(), max_size=80))
def test_any_text_is_a_lock_or_a_lock_syntax_error(text: str) -> None:
    """Never another error, and never a pin without a hash."""
    with suppress(LockSyntaxError):
        assert all(pin.hashes for pin in parse_lock(text, path=LOCK))


@given(table=st.dictionaries(KEYS, VALUES, max_size=7))
def test_any_table_is_a_project_or_a_declaration_error(table: dict[str, Any]) -> None:
    """Never a traceback for a slip in a settings file."""
    with suppress(DeclarationError):
        assert isinstance(parse_project(table, root=Path("/root")), Project)


@given(files=FILES)
def test_any_folder_comes_back_from_its_archive(files: dict[str, bytes]) -> None:
    """Every name and every byte, sorted by the bytes of the names."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "files")
        folder.mkdir()
        written = {}
        for name, content in files.items():
            path = folder / name
            if any(parent.is_file() for parent in path.parents) or path.is_dir():
                continue  # a name that is a file here and a folder there
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written[name] = content
        archive_folder(folder, Path(scratch, "a.zip"))
        with zipfile.ZipFile(Path(scratch, "a.zip")) as archive:
            assert archive.namelist() == sorted(written, key=str.encode)
            assert {name: archive.read(name) for name in archive.namelist()} == written
