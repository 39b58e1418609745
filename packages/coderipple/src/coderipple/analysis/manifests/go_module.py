"""Reads `go.mod`, the manifest of Go modules.

Comes in: the manifest. Goes out: a `Project`, or None. What is required for others' sake is in the group `indirect`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coderipple.analysis.manifests.content import ManifestFile, one_line
from coderipple.facts import Project, Requirement

_INDIRECT = re.compile(r"//\s*indirect\b")


class _Line(NamedTuple):
    directive: str
    words: list[str]
    is_indirect: bool


def read_go_module(file: ManifestFile) -> Project | None:
    """Reads one manifest; versions are the least ones that do, as the file spells them."""
    lines = list(_lines(file.text))
    name = next((each.words[0] for each in lines if each.directive == "module" and each.words), "")
    if not name:
        return None
    return file.project(
        ecosystem="go",
        name=name,
        runtime=next((one_line(each.words[0]) for each in lines if each.directive == "go" and each.words), ""),
        requirements=(_requirement(each) for each in lines if _is_requirement(each) and not each.is_indirect),
        for_development=(_requirement(each) for each in lines if _is_requirement(each) and each.is_indirect),
    )


def _is_requirement(line: _Line) -> bool:
    return line.directive == "require" and len(line.words) == 2


def _requirement(line: _Line) -> Requirement:
    name, version = line.words
    group = "indirect" if line.is_indirect else ""
    return Requirement(name=one_line(name), specifier=one_line(version), group=group)


def _lines(text: str) -> Iterator[_Line]:
    """Yields the lines with their directive, those of a block too."""
    block = ""
    for line in text.split("\n"):
        statement, _, comment = line.partition("//")
        words = [word.strip('"`') for word in statement.split()]
        if words == [")"]:
            block = ""
        elif len(words) == 2 and words[1] == "(":
            block = words[0]
        elif words:
            directive, *rest = [block, *words] if block else words
            yield _Line(directive, rest, bool(_INDIRECT.match(f"//{comment}")))
