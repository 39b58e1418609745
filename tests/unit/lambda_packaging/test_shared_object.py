"""Of a shared object goes what no loader maps, and what it needs can be read before and after."""

import struct
from pathlib import Path

import pytest
from deflate import _deflate
from fakes.shared_objects import AARCH64, FakeSharedObject
from lambda_packaging.shared_object import drop_unmapped, is_elf, is_shared_object, read_shared_object
from lambda_packaging.target import host_architecture
from packaging.version import Version

WHOLE = FakeSharedObject(segments=[b"text" * 50, b"data" * 20], unmapped=b"symbols" * 40)
REAL = Path(_deflate.__file__)  # a shared object that is installed wherever these tests run


def changed(content: bytes, form: str, offset: int, value: int) -> bytes:
    """Gives `content` with another number at `offset`."""
    copy = bytearray(content)
    struct.pack_into(form, copy, offset, value)
    return bytes(copy)


def test_what_is_not_mapped_is_cut_off() -> None:
    """Everything else keeps its place; of the header only what told of sections changes."""
    content = WHOLE.to_bytes()
    mapped = drop_unmapped(content)
    assert len(mapped) == WHOLE.mapped_bytes
    assert mapped[64:] == content[64 : WHOLE.mapped_bytes]
    assert (mapped[:40], mapped[48:58]) == (content[:40], content[48:58])
    assert mapped[40:48] + mapped[58:64] == bytes(14)


def test_what_is_appended_to_a_file_stays() -> None:
    """No header describes it, so nobody but its reader knows what it is for: an archive perhaps."""
    content = WHOLE.to_bytes() + b"PK an archive"
    assert drop_unmapped(content) == content


def test_what_has_nothing_unmapped_stays_as_it_is() -> None:
    """So it is not counted as pruned."""
    content = FakeSharedObject(segments=[b"text"]).to_bytes()
    assert drop_unmapped(content) == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x7fELF\x02\x01",
        b"no shared object at all".ljust(200),
        WHOLE.to_bytes()[:100],
        WHOLE.to_bytes()[: WHOLE.mapped_bytes - 1],
        FakeSharedObject(segments=[], unmapped=b"sections only").to_bytes(),
        FakeSharedObject(segments=[b"text"], unmapped=b"symbols", kind=1).to_bytes(),
        changed(WHOLE.to_bytes(), "<H", 54, 0),
        changed(WHOLE.to_bytes(), "<H", 56, 0xFFFF),
        changed(WHOLE.to_bytes(), "<Q", 32, 2**63),
    ],
    ids=["empty", "magic", "text", "cut", "short", "no segments", "for a linker", "no size", "uncounted", "far away"],
)
def test_what_is_no_well_formed_shared_object_stays_as_it_is(content: bytes) -> None:
    """It is not ours to repair, and cutting it could only harm."""
    assert drop_unmapped(content) == content


@pytest.mark.parametrize(
    ("name", "content", "shared", "elf"),
    [
        ("a.cpython-313-x86_64-linux-gnu.so", WHOLE.to_bytes(), True, True),
        ("libssl-3.so.1.2", WHOLE.to_bytes(), True, True),
        ("program", WHOLE.to_bytes(), False, True),
        ("a.so", b"INPUT(liba.so.1)", False, False),
        ("small.so", b"\x7fELF\x01\x01", False, True),
        ("empty.so", b"", False, False),
    ],
)
def test_a_shared_object_is_known_by_its_name_and_its_first_bytes(
    tmp_path: Path, name: str, content: bytes, shared: bool, elf: bool
) -> None:
    """A linker script has the name, a program the bytes, a 32-bit machine other bytes."""
    path = tmp_path / name
    path.write_bytes(content)
    assert (is_shared_object(path), is_elf(path)) == (shared, elf)


def test_what_a_shared_object_needs_is_read_before_and_after(tmp_path: Path) -> None:
    """The versions of the C library are in what is mapped."""
    before = read_shared_object(REAL)
    assert before is not None
    assert before.architecture == host_architecture()
    assert before.glibc is not None
    assert Version("2.2") <= before.glibc < Version("3")
    stripped = tmp_path / "stripped.so"
    stripped.write_bytes(drop_unmapped(REAL.read_bytes()))
    assert read_shared_object(stripped) == before


def test_another_machine_and_no_need_are_told(tmp_path: Path) -> None:
    """Lambda's machines by Lambda's words, others by those of the format."""
    path = tmp_path / "a.so"
    path.write_bytes(FakeSharedObject(segments=[b"text"], machine=AARCH64).to_bytes())
    found = read_shared_object(path)
    assert found is not None
    assert (found.architecture, found.glibc) == ("arm64", None)
    path.write_bytes(FakeSharedObject(segments=[b"text"], machine=243).to_bytes())
    other = read_shared_object(path)
    assert other is not None
    assert other.architecture == "RISCV"


def test_what_cannot_be_read_needs_nothing_that_can_be_told(tmp_path: Path) -> None:
    """Whoever asks decides what that means."""
    path = tmp_path / "a.so"
    path.write_bytes(b"no shared object")
    assert read_shared_object(path) is None
