"""Shared objects: ELF files that an interpreter loads.

Comes in: a file or its content. Goes out: the same without what no loader maps, or what it needs to be loaded.
The layout is that of the System V ABI, chapter 4 and 5, for 64-bit little-endian machines: both of Lambda's.
"""

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

MAGIC = b"\x7fELF\x02\x01"  # 64 bits, little-endian
HEADER_BYTES, PROGRAM_HEADER_BYTES = 64, 56
TYPE_AT, SHARED_OBJECT = 16, 3
PROGRAM_HEADERS_AT, SECTION_HEADERS_AT = 32, 40  # where the file header keeps their offsets
COUNTS_AT = 54  # size and number of program headers, then size, number and name index of section headers
ELSEWHERE = 0xFFFF  # this number of program headers means that a section header knows it
SECTION_HEADER_BYTES, SECTION_KIND_AT, SECTION_OFFSET_AT, NO_BITS = 64, 4, 24, 8
SEGMENT_OFFSET_AT, SEGMENT_SIZE_AT = 8, 32
MACHINES = {"X86_64": "x86_64", "AARCH64": "arm64"}
GLIBC = re.compile(r"GLIBC_([0-9]+(?:\.[0-9]+)*)")  # not GLIBC_PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedObject:
    """What a shared object needs.

    Attributes:
        architecture: In Lambda's words; another machine by its ELF name.
        glibc: The newest version of the C library that it asks for; None if it asks for no version.
    """

    architecture: str
    glibc: Version | None


def is_shared_object(path: Path) -> bool:
    """Says whether the file is a shared object of a 64-bit machine, judged by its name and its first bytes."""
    if ".so" not in path.name:
        return False
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def is_elf(path: Path) -> bool:
    """Says whether the file is machine code of any Linux machine, judged by its first bytes."""
    with path.open("rb") as stream:
        return stream.read(4) == MAGIC[:4]


def drop_unmapped(content: bytes) -> bytes:
    """Gives the shared object `content` up to the last byte that its program headers name.

    The loader reads program headers only. What follows the last of their segments is for linkers and debuggers:
    symbol tables, debug information, section headers. Cutting there changes no address, works for any machine and
    gives the same bytes everywhere, which no installed `strip` promises. What is no well-formed shared object comes
    back as it is; so does one with something appended that no header describes, an archive perhaps.
    """
    end = mapped_bytes(content)
    if end is None or described_bytes(content) < len(content):
        return content
    mapped = bytearray(content[:end])
    struct.pack_into("<Q", mapped, SECTION_HEADERS_AT, 0)
    struct.pack_into("<HHH", mapped, COUNTS_AT + 4, 0, 0, 0)
    return bytes(mapped)


def mapped_bytes(content: bytes) -> int | None:
    """Gives the offset behind the last byte that is mapped, or that a loader reads while it maps.

    None if that cannot be told: `content` is cut short, is another kind of ELF file, or is none.
    """
    if len(content) < HEADER_BYTES or not content.startswith(MAGIC):
        return None
    (kind,) = struct.unpack_from("<H", content, TYPE_AT)
    (table,) = struct.unpack_from("<Q", content, PROGRAM_HEADERS_AT)
    size, count = struct.unpack_from("<HH", content, COUNTS_AT)
    end_of_table = int(table + size * count)
    if kind != SHARED_OBJECT or size != PROGRAM_HEADER_BYTES or count in {0, ELSEWHERE} or end_of_table > len(content):
        return None
    ends = [HEADER_BYTES, end_of_table]
    for header in range(table, end_of_table, size):
        (offset,) = struct.unpack_from("<Q", content, header + SEGMENT_OFFSET_AT)
        (length,) = struct.unpack_from("<Q", content, header + SEGMENT_SIZE_AT)
        ends.append(offset + length)
    return max(ends) if max(ends) <= len(content) else None


def described_bytes(content: bytes) -> int:
    """Gives the offset behind the last byte that section headers describe, they themselves included; 0 without any."""
    (table,) = struct.unpack_from("<Q", content, SECTION_HEADERS_AT)
    size, count = struct.unpack_from("<HH", content, COUNTS_AT + 4)
    end_of_table = int(table + size * count)
    if table == 0 or size != SECTION_HEADER_BYTES or end_of_table > len(content):
        return 0
    ends = [end_of_table]
    for header in range(table, end_of_table, size):
        (kind,) = struct.unpack_from("<I", content, header + SECTION_KIND_AT)
        offset, length = struct.unpack_from("<QQ", content, header + SECTION_OFFSET_AT)
        ends.append(0 if kind == NO_BITS else offset + length)
    return max(ends)


def read_shared_object(path: Path) -> SharedObject | None:
    """Reads what the shared object at `path` needs; None if it cannot be read as one."""
    import lief  # noqa: PLC0415  # 10 MB that only a proof needs

    lief.logging.disable()  # it would remark on missing section headers
    parsed = lief.ELF.parse(str(path))
    machine = str(parsed.header.machine_type).rpartition(".")[2] if parsed else "NONE"
    if parsed is None or machine == "NONE":
        return None
    names = [
        str(version.name)
        for library in parsed.symbols_version_requirement
        for version in library.get_auxiliary_symbols()
    ]
    needed = [Version(found[1]) for name in names if (found := GLIBC.fullmatch(name))]
    return SharedObject(architecture=MACHINES.get(machine, machine), glibc=max(needed, default=None))
