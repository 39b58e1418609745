"""The sections of `setup.cfg` and of entry points that are written as text.

Comes in: text. Goes out: section, key, value. The standard library's reader takes quadratic time for a file of broken
lines; this one stops at the first.
"""

import re

_SECTION = re.compile(r"\[([^\]]+)\]")
_KEY = re.compile(r"([^=:\s][^=:]*+)[=:](.*)")

type Sections = dict[str, dict[str, str]]


def ini_sections(text: str) -> Sections:
    """Returns the sections; a value of several lines keeps its line ends.

    Raises:
        ValueError: A line is neither a section, nor a key with its value, nor the next line of one.
    """
    sections: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] | None = None
    lines: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", ";")):
            continue
        if line[0].isspace() and lines is not None:
            lines.append(stripped)
        elif found := _SECTION.match(stripped):
            section, lines = sections.setdefault(found.group(1).strip(), {}), None
        elif section is not None and (found := _KEY.fullmatch(stripped)):
            lines = section[found.group(1).strip()] = [found.group(2).strip()]
        else:
            message = f"line {number}: {stripped[:60]!r} is neither a section nor a key with its value"
            raise ValueError(message)
    return {name: {key: "\n".join(value).strip() for key, value in keys.items()} for name, keys in sections.items()}


def ini_list(value: str) -> list[str]:
    """Returns the entries of a value: one a line, or separated by `;` or commas on a single line."""
    return [each.strip() for each in (value.splitlines() if "\n" in value else [value]) if each.strip()]


def ini_targets(value: str) -> dict[str, str]:
    """Returns the names and targets of a value with a line `name = target` each."""
    pairs = (line.partition("=") for line in value.splitlines())
    return {name.strip(): target.strip() for name, equals, target in pairs if equals}
