"""Finds where a reStructuredText document mentions code, as far as a line and the paragraph around it show it.

Comes in: reStructuredText. Goes out: `Mention`s; text about the past is left out.
"""

import re
from collections.abc import Iterator

from coderipple.checking.mentions import Mention, MentionKind, block_mentions
from coderipple.checking.past import is_past, is_past_heading
from coderipple.references import LONGEST_CHARACTERS

# Repetitions are possessive: no text takes quadratic time.
_SPANS = (
    re.compile(r"``([^`]++)``"),
    # Roles of names, with a title before the name or without.
    re.compile(
        r":(?:[\w-]++:)?(?:func|meth|class|mod|attr|exc|data|obj|const|envvar|option|file|code|program)"
        r":`(?:[^`<>]*+<)?[~!]?([^`<>]++)>?`"
    ),
    # What has no role is a name in many documents; a link has an underscore behind it.
    re.compile(r"(?<![:`\w])`(?:[^`<>]*+<)?[~!]?([A-Za-z_][\w.]*+(?:\(\))?)>?`(?![`_\w])"),
)
_LINK = re.compile(r"`[^`<>]*+<([^<>`]++)>`__?")
_DIRECTIVE = re.compile(r"^\s*\.\. +([\w-]++(?::[\w-]++)*+):: *(.*)$")
_CODE = frozenset({"code-block", "code", "sourcecode", "prompt", "testcode", "doctest", "ipython", "parsed-literal"})
_PAST = frozenset({"versionchanged", "versionremoved", "deprecated", "deprecated-removed", "versionadded"})
_FILES = frozenset({"include", "literalinclude", "image", "figure"})
_OBJECTS = re.compile(
    r"auto\w+|(?:py:)?(?:module|currentmodule|function|class|method|attribute|data|exception)|option|envvar"
)
_UNDERLINE = re.compile(r"^([^\w\s])\1{2,}\s*$")
_SESSION = re.compile(r"^\s*(?:>>>|\.\.\.) (.+)$")
_LONGEST_PARAGRAPH = 60
"""Lines around a line that are taken for its paragraph."""


def docstring_mentions(text: str) -> tuple[Mention, ...]:
    """Returns the mentions of a docstring in its order, what it shows of an interpreter's session included."""
    found = list(rst_mentions(text))
    for number, line in enumerate(text.splitlines(), start=1):
        if (typed := _SESSION.match(line)) and not is_past(line):
            found.append(Mention(MentionKind.CODE, typed[1], number, line, "python"))
    return tuple(sorted(found, key=lambda each: each.line))


def rst_mentions(text: str) -> tuple[Mention, ...]:
    """Returns the mentions of a document in its order; none of a document that no person could read."""
    return tuple(_Reading(text).mentions()) if len(text) <= LONGEST_CHARACTERS else ()


class _Reading:
    """A document that is read line by line.

    Args:
        text: The document.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._underlines: list[str] = []  # of headings, the highest first
        self._skipped_below: int | None = None  # level of the heading about the past that we are below

    def mentions(self) -> Iterator[Mention]:
        """Yields the mentions of the document."""
        place = 0
        while place < len(self._lines):
            self._look_for_heading(place)
            end = place + 1
            if directive := _DIRECTIVE.match(self._lines[place]):
                end = self._end_of_block(place) if directive[1] in _CODE | _PAST else end
                found = self._from_directive(directive[1], directive[2].strip(), place, end)
            else:
                end = self._end_of_block(place) if self._lines[place].rstrip().endswith("::") else end
                found = self._from_line(place, end)
            if self._skipped_below is None:
                yield from found
            place = end

    def _look_for_heading(self, place: int) -> None:
        line, below = self._lines[place], self._lines[place + 1 : place + 2]
        underline = _UNDERLINE.match(below[0]) if below else None
        if not underline or not line.strip() or _UNDERLINE.match(line):
            return
        if underline[1] not in self._underlines:
            self._underlines.append(underline[1])
        level = self._underlines.index(underline[1])
        if self._skipped_below is None or level <= self._skipped_below:
            self._skipped_below = level if is_past_heading(line) else None

    def _end_of_block(self, place: int) -> int:
        """Returns the line after the indented block below a line."""
        end = place + 1
        while end < len(self._lines) and (
            not self._lines[end].strip() or _indent(self._lines[end]) > _indent(self._lines[place])
        ):
            end += 1
        return end

    def _from_directive(self, name: str, argument: str, place: int, end: int) -> Iterator[Mention]:
        if name in _CODE:
            yield from self._from_block("console" if name == "prompt" else argument.lower(), place + 1, end, place - 1)
        elif name in _FILES and argument:
            yield Mention(MentionKind.LINK, argument, place + 1, argument)
        elif _OBJECTS.fullmatch(name) and argument:
            yield Mention(MentionKind.SPAN, argument, place + 1, argument)

    def _from_block(self, language: str, start: int, end: int, before: int) -> Iterator[Mention]:
        while before > 0 and not self._lines[before].strip():
            before -= 1
        introduction = self._paragraph(before) if before >= 0 else ""
        while start < end and (not self._lines[start].strip() or self._lines[start].lstrip().startswith(":")):
            start += 1
        block = self._lines[start:end]
        indent = min((_indent(each) for each in block if each.strip()), default=0)
        content = "\n".join(each[indent:] for each in block)
        if not (is_past(introduction) or is_past(content)):
            yield from block_mentions(language, content, start + 1, introduction)

    def _from_line(self, place: int, end: int) -> Iterator[Mention]:
        line, around = self._lines[place], self._paragraph(place)
        if is_past(around):
            return
        for pattern in _SPANS:
            yield from (Mention(MentionKind.SPAN, found[1], place + 1, around) for found in pattern.finditer(line))
            line = pattern.sub("", line)
        yield from (Mention(MentionKind.LINK, found[1], place + 1, around) for found in _LINK.finditer(line))
        if end > place + 1:
            yield from self._from_block("", place + 1, end, place)

    def _paragraph(self, place: int) -> str:
        start = end = place
        while start > 0 and place - start < _LONGEST_PARAGRAPH and self._lines[start - 1].strip():
            start -= 1
        while end < len(self._lines) and end - place < _LONGEST_PARAGRAPH and self._lines[end].strip():
            end += 1
        return " ".join(each.strip() for each in self._lines[start:end])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
