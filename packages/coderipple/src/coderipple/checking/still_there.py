"""Whether and where the sources still hold a name as a whole word.

Comes in: names, the contents of the sources. Goes out: the files in which each of the names stands.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from coderipple.checking.prose_in_code import without_prose

_SCRIPTS = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".html")  # pages hold scripts, too
_DECLARES = rb"\b(?:const|let|var|type|interface|class|enum|infer|function\*?)\s+"
_EXPORT = re.compile(rb"\bexport\b[^;\n{}]*+(?:\{[^{}]*+)?")

LARGEST_BYTES = 2_000_000
"""What is larger is data, and nobody's source."""


class StillThere(NamedTuple):
    """Where the sources hold names.

    Attributes:
        anywhere: The paths of the sources that hold each name.
        in_code: Of these, those that hold it beside what people wrote for people: docstrings, comments.
        shared: Of these, those of which it cannot be said that they only call something of their own by it.
    """

    anywhere: Mapping[str, frozenset[str]]
    in_code: Mapping[str, frozenset[str]]
    shared: Mapping[str, frozenset[str]]


def still_there(names: Collection[str], sources: Iterable[tuple[str, bytes]]) -> StillThere:
    """Returns where the sources hold each name as a whole word.

    Args:
        names: The names.
        sources: Path and content of each source; they are looked at one by one.
    """
    words = {name: _whole_word(name) for name in names}
    anywhere: dict[str, set[str]] = {}
    in_code: dict[str, set[str]] = {}
    shared: dict[str, set[str]] = {}
    for path, content in sources:
        if len(content) > LARGEST_BYTES:
            continue
        here = [name for name, (word, whole) in words.items() if word in content and whole.search(content)]
        code = without_prose(path, content) if here else b""
        for name in here:
            anywhere.setdefault(name, set()).add(path)
            if words[name][1].search(code):
                in_code.setdefault(name, set()).add(path)
                if not (path.endswith(_SCRIPTS) and _is_own(words[name][0], code)):
                    shared.setdefault(name, set()).add(path)
    found = (anywhere, in_code, shared)
    return StillThere(*({name: frozenset(paths) for name, paths in each.items()} for each in found))


def _is_own(name: bytes, code: bytes) -> bool:
    """Tells whether a file of TypeScript or JavaScript declares a name, and shows it to nobody.

    It would show it by `export`, as a key or member of an object, or in a string.
    """
    word = rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])"
    rest, count = re.subn(_DECLARES + word, b"", code)
    exported = b" ".join(_EXPORT.findall(code))
    shown = rb"[.'\"`]" + word + rb"|" + word + rb"\s*+\??:|[{,]\s*+" + word + rb"\s*+[,}]"
    return count > 0 and not re.search(word, exported) and not re.search(shown, rest)


def _whole_word(name: str) -> tuple[bytes, re.Pattern[bytes]]:
    word = name.encode(errors="surrogateescape")
    # `--log` does not stand in `--log-file`, but `read_tables` does in `read_tables-2`.
    edge = rb"[\w-]" if name.startswith("-") else rb"\w"
    return word, re.compile(rb"(?<!" + edge + rb")" + re.escape(word) + rb"(?!" + edge + rb")")
