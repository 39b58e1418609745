"""Whether the sources still hold a name, anywhere, as a whole word.

Comes in: names, the contents of the sources. Goes out: those of the names that are there.
"""

import re
from collections.abc import Collection, Iterable

LARGEST_BYTES = 2_000_000
"""What is larger is data, and nobody's source."""


def still_there(names: Collection[str], contents: Iterable[bytes]) -> frozenset[str]:
    """Returns the names that stand in a content as whole words; contents are looked at one by one."""
    missing = {name: _whole_word(name) for name in names}
    found = set()
    for content in contents:
        if not missing:
            break
        if len(content) <= LARGEST_BYTES:
            here = [name for name, (word, whole) in missing.items() if word in content and whole.search(content)]
            found.update(here)
            for name in here:
                del missing[name]
    return frozenset(found)


def _whole_word(name: str) -> tuple[bytes, re.Pattern[bytes]]:
    word = name.encode(errors="surrogateescape")
    # `--log` does not stand in `--log-file`, but `read_tables` does in `read_tables-2`.
    edge = rb"[\w-]" if name.startswith("-") else rb"\w"
    return word, re.compile(rb"(?<!" + edge + rb")" + re.escape(word) + rb"(?!" + edge + rb")")
