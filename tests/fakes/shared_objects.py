"""Shared objects with made-up content: a file header, program headers, segments, and what no loader maps."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

X86_64, AARCH64 = 62, 183
HEADER_BYTES, PROGRAM_HEADER_BYTES = 64, 56


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeSharedObject:
    """A file as a linker lays it out, the parts that a loader maps first.

    Attributes:
        segments: What is mapped.
        unmapped: What follows, symbols for example; it is a section, and section headers follow it.
    """

    segments: Sequence[bytes]
    unmapped: bytes = b""
    machine: int = X86_64
    kind: int = 3  # a shared object

    @property
    def mapped_bytes(self) -> int:
        """Where what is mapped ends."""
        return HEADER_BYTES + PROGRAM_HEADER_BYTES * len(self.segments) + sum(map(len, self.segments))

    def to_bytes(self) -> bytes:
        """Gives the content of the file."""
        identification = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
        sections_at = self.mapped_bytes + len(self.unmapped) if self.unmapped else 0
        section_bytes, sections = (64, 2) if self.unmapped else (0, 0)
        places = (0, HEADER_BYTES, sections_at)  # entry, program headers, section headers
        counts = (HEADER_BYTES, PROGRAM_HEADER_BYTES, len(self.segments), section_bytes, sections, 0)
        header = identification + struct.pack("<HHIQQQI6H", self.kind, self.machine, 1, *places, 0, *counts)
        offset, table = HEADER_BYTES + PROGRAM_HEADER_BYTES * len(self.segments), b""
        for segment in self.segments:
            table += struct.pack("<IIQQQQQQ", 1, 4, offset, offset, offset, len(segment), len(segment), 1)
            offset += len(segment)
        section = struct.pack("<IIQQQQIIQQ", 0, 1, 0, 0, self.mapped_bytes, len(self.unmapped), 0, 0, 1, 0)
        section_headers = bytes(64) + section if self.unmapped else b""
        return header + table + b"".join(self.segments) + self.unmapped + section_headers
