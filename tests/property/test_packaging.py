"""What holds for any lock, any declaration and any folder."""

import string
import tempfile
import zipfile
from contextlib import suppress
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import Any

from fakes.archives import archive_folder
from fakes.shared_objects import FakeSharedObject
from hypothesis import given
from hypothesis import strategies as st
from lambda_packaging.declaration import parse_project
from lambda_packaging.errors import DeclarationError, LockSyntaxError
from lambda_packaging.lock import parse_lock
from lambda_packaging.project import Project
from lambda_packaging.prune_rules import INSTALLER_FILES, KEPT_METADATA, PruneContext, find_metadata
from lambda_packaging.shared_object import MAGIC, drop_unmapped
from packaging.version import Version

LOCK = Path("layer.lock")
# Whole tables are rarely random, so one is changed in random places.
LAYER = {"name": "a", "file": "a.zip", "package": "packages/a"}
FUNCTION = {"name": "f", "description": "f", "file": "f.zip", "folder": "f", "shared": [], "handler": "f.handler"}
WHOLE = {"python": "3.13", "lock": "a", "emulator-lock": "b", "runtime-lock": "c"}
NAMES = st.from_regex(r"[a-z]([a-z0-9]|[-_.][a-z0-9]){0,8}", fullmatch=True)
VERSIONS = st.lists(st.integers(0, 99), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))
DIGESTS = st.text(string.hexdigits.lower()[:16], min_size=64, max_size=64)
TOP_KEYS = [
    "python",
    "lock",
    "emulator-lock",
    "runtime-lock",
    "architectures",
    "layers",
    "functions",
    "proofs",
    "prune",
]
INNER_KEYS = ["name", "file", "x", "rules", "strip", "services", "unused-services", "budget", "zipped-bytes"]
KEYS = st.sampled_from([*TOP_KEYS, *INNER_KEYS])
WORDS = ["a.zip", "{.zip", "{0}.zip", "a-{architecture}.zip", "f.handler", "a[b]", "arm64", "s3"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(WORDS),
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


@given(
    table=st.dictionaries(KEYS, VALUES, max_size=3),
    layer=st.dictionaries(KEYS, VALUES, max_size=2),
    function=st.dictionaries(KEYS, VALUES, max_size=2),
)
def test_a_whole_declaration_with_any_slips_is_a_project_or_a_declaration_error(
    table: dict[str, Any], layer: dict[str, Any], function: dict[str, Any]
) -> None:
    """And the files of a project have names that need nothing but the architecture."""
    whole = {**WHOLE, "layers": [LAYER | layer], "functions": [FUNCTION | function], **table}
    with suppress(DeclarationError):
        project = parse_project(whole, root=Path("/root"))
        files = [one.file.format(architecture="arm64") for one in (*project.layers, *project.functions)]
        assert all(file == Path(file).name for file in files)


@given(segments=st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=4), unmapped=st.binary(max_size=80))
def test_of_any_shared_object_goes_only_what_is_not_mapped(segments: list[bytes], unmapped: bytes) -> None:
    """Every mapped byte keeps its place, but for the two fields of the header that tell of sections; once is enough."""
    whole = FakeSharedObject(segments=segments, unmapped=unmapped)
    content = whole.to_bytes()
    mapped = drop_unmapped(content)
    assert len(mapped) == whole.mapped_bytes
    assert (mapped[:40], mapped[48:58], mapped[64:]) == (content[:40], content[48:58], content[64 : len(mapped)])
    assert drop_unmapped(mapped) == mapped


@given(
    rest=st.binary(max_size=200),
    changes=st.lists(st.tuples(st.integers(6, 250), st.integers(0, 255)), max_size=6),
    length=st.integers(0, 400),
)
def test_any_bytes_are_cut_at_what_they_map_or_left_as_they_are(
    rest: bytes, changes: list[tuple[int, int]], length: int
) -> None:
    """Noise behind the right first bytes, and a shared object that was damaged or cut short."""
    damaged = bytearray(FakeSharedObject(segments=[b"text" * 20, b"data" * 10], unmapped=b"symbols" * 9).to_bytes())
    for place, value in changes:
        damaged[place] = value
    for content in (MAGIC + rest, rest, bytes(damaged[:length])):
        mapped = drop_unmapped(content)
        assert mapped == content or len(mapped) <= len(content)
        assert (mapped[:40], mapped[64:]) == (content[:40], content[64 : len(mapped)])
        assert drop_unmapped(mapped) == mapped


@given(
    fields=st.lists(
        st.tuples(
            st.sampled_from(["Summary", "License", "Requires-Dist", "Classifier", "Keywords"]),
            st.lists(st.text("abä:;=., ", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=3),
        ),
        max_size=5,
    ),
    description=st.text("ab:\n# ", min_size=1, max_size=40).filter(str.strip),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_metadata_reads_the_same_without_its_description(
    fields: list[tuple[str, list[str]]], description: str, end: str
) -> None:
    """Every field, also of several lines, as `importlib.metadata` gives them."""
    lines = "".join(f"{name}: {'\n        '.join(values)}\n" for name, values in fields)
    text = f"Metadata-Version: 2.4\nName: plain\nVersion: 1.0\n{lines}\n{description}"
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "plain-1.0.dist-info", "METADATA")
        path.parent.mkdir()
        path.write_bytes(text.replace("\n", end).encode())
        before = PathDistribution(path.parent).metadata.json
        ((_, content),) = find_metadata(PruneContext(modules=Path(scratch)), ["plain-1.0.dist-info/METADATA"])
        path.write_bytes(content or b"")
        after = PathDistribution(path.parent).metadata.json
    assert before.pop("description") == description
    assert after == before


@given(
    folders=st.lists(st.sampled_from(["licenses", "a", "License", "sboms", "x-notices"]), max_size=2),
    name=st.sampled_from(["METADATA", "WHEEL", "entry_points.txt", "top_level.txt", "MIT.txt", "LICENSE", "COPYING-3"])
    | st.sampled_from(sorted(INSTALLER_FILES)),
)
def test_no_licence_and_nothing_that_is_read_is_taken_from_metadata(folders: list[str], name: str) -> None:
    """What `importlib.metadata` reads lies at the top; a licence may lie anywhere and be called anything."""
    path = "/".join([*folders, name])
    is_read = path in {"METADATA", "entry_points.txt", "top_level.txt"}
    is_licence = "licen" in path.lower() or "copying" in path.lower() or "notice" in path.lower()
    assert (KEPT_METADATA.fullmatch(path) is not None) == (is_read or is_licence)


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
