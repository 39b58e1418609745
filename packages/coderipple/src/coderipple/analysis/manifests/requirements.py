"""Requirements of Python projects.

Comes in: lines as PEP 508 has them, and older spellings. Goes out: `Requirement`s, the versions as they are spelled.
"""

import re
from collections.abc import Iterable, Iterator

from packaging.utils import canonicalize_name

from coderipple.analysis.manifests.content import one_line, texts
from coderipple.facts import Requirement

# Name, extras, versions with or without parentheses, then a marker or an address. It sees one line of bounded length,
# and what a version took it does not give back.
_REQUIREMENT = re.compile(
    r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?) ?(?:\[[^\]]*\])? ?\(? ?"
    r"((?:(?:[<>!~=]=|[<>]|===) ?(?:\d++!(?!=))?+[\w*][\w.*+-]*+(?: ?, ?| (?=[\d,<>!~=]))?)*)\)? ?(?:[;@#].*)?"
)


def python_requirement(line: object, group: str = "") -> Requirement | None:
    """Returns the requirement of a line, or None where it is none."""
    match = _REQUIREMENT.fullmatch(one_line(line, longest=500))
    if not match:
        return None
    specifier = match.group(2).strip(" ,")
    return Requirement(name=canonicalize_name(match.group(1)), specifier=specifier, group=group)


def python_requirements(lines: object, group: str = "") -> Iterator[Requirement]:
    """Yields the requirements of a list; what is none is left out."""
    return _present(python_requirement(each, group) for each in texts(lines))


def grouped_requirements(groups: Iterable[tuple[str, object]]) -> Iterator[Requirement]:
    """Yields the requirements of extras; `name:marker` is the extra `name`, as setuptools spells it."""
    for group, lines in groups:
        yield from python_requirements(lines, one_line(group).partition(":")[0].strip())


def _present(found: Iterable[Requirement | None]) -> Iterator[Requirement]:
    return (each for each in found if each is not None)
