"""A person who writes into generated documents, before, between and after what is generated.

Comes in: pages. Goes out: the pages with remarks, and later which remarks did not stay as they were.
"""

import re
from collections.abc import Mapping

_BEGIN = re.compile(rb"(?m)^<!-- \w+:begin (\S+) -->$")
_END = re.compile(rb"(?m)^<!-- \w+:end (\S+) -->\r?\n?")


def write_remarks(pages: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, tuple[bytes, ...]]]:
    """Returns the pages with a remark at the start, after each region but the last, and at the end, and the remarks.

    The remarks hold what documents of people hold: two blanks at an end of line, a tab, bytes that are not UTF-8.
    """
    written: dict[str, bytes] = {}
    remarks: dict[str, tuple[bytes, ...]] = {}
    for path, content in pages.items():
        ends = [each.end() for each in _END.finditer(content)]
        places = [0, *ends[:-1], len(content)]
        made = tuple(_remark(number, is_first=number == 0) for number in range(len(places)))
        pieces: list[bytes] = []
        for number, (start, end) in enumerate(zip(places, [*places[1:], len(content)], strict=True)):
            pieces += [made[number], content[start:end]]
        written[path] = b"".join(pieces)
        remarks[path] = made
    return written, remarks


def _remark(number: int, *, is_first: bool) -> bytes:
    text = b"Ada's remark %d stays as it is:  \n\tcaf\xe9 and `no_such_name`.\n" % number
    return text + b"\n" if is_first else b"\n" + text


def lost_remarks(pages: Mapping[str, bytes], remarks: Mapping[str, tuple[bytes, ...]]) -> list[str]:
    """Returns the remarks that are not there any more, byte for byte and in their order; a page that went loses all."""
    lost = []
    for path, made in remarks.items():
        position = 0
        content = pages.get(path, b"")
        for number, remark in enumerate(made):
            found = content.find(remark, position)
            if found < 0:
                lost.append(f"{path}: remark {number}")
            else:
                position = found + len(remark)
    return lost
