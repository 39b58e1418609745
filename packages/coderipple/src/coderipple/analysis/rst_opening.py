"""The title and the first prose of a reStructuredText document, or of plain text.

Comes in: the text. Goes out: both as plain text, code kept in backquotes. Only what stands in front of the first prose
is understood; it is no parser of the whole language.
"""

import re
from collections.abc import Iterator

from coderipple.analysis.prose import prose_of

_LONGEST_PARAGRAPH = 4_000  # characters that are looked at; the rest would be cut anyway
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*")  # a line of one punctuation character
_NO_PROSE = re.compile(
    r"\.\.(?:\s|$)|__\s|:[\w][^:\n]{0,60}:(?:\s|$)|[|+>]|[-*\u2022]\s|(?:\d+|[a-zA-Z#])[.)]\s|\(\w+\)\s|={2,}\s|-{2,}\s"
    r"|\[!?\["
)  # markup, fields, tables, line blocks, doctests, lists, rows of badges
_CODE = re.compile(r"``(.{1,300}?)``")
_ROLE = re.compile(r":[a-zA-Z][\w:.+-]{0,40}:`~?([^`<]{1,200}?)(?:\s*<[^`>]{0,200}>)?`")
_LINK = re.compile(r"`([^`<]{1,300}?)\s*<[^`>]{1,500}>`__?")
_PHRASE = re.compile(r"`([^`]{1,200})`__?")
_SUBSTITUTION = re.compile(r"(?<![\w|])\|[^|\s](?:[^|\n]{0,80}[^|\s])?\|_{0,2}(?!\w)")
_STRONG = re.compile(r"(?<![\w*])(\*{1,2})(?=\S)([^*]{1,300}?)(?<=\S)\1(?![\w*])")
_REFERENCE = re.compile(r"(?<![\w`])([A-Za-z][A-Za-z0-9.-]{0,60})__?(?![\w`])")
_ADDRESS = re.compile(r"<https?://[^<>\s]{1,500}>")
_ESCAPE = re.compile(r"\\(\S)")
_MOST_HEADINGS = 2  # in front of the opening; what stands further down is about a detail


def read_rst(text: str) -> tuple[str, str]:
    """Returns the first title and the first paragraph of plain prose, empty where there is none.

    Directives, comments, substitutions, fields, lists, tables and rows of badges are no prose.
    """
    title, headings = "", 0
    for block in _blocks(text):
        heading, lines = _heading(block)
        title = title or _plain(heading)
        headings += bool(heading)
        if headings > _MOST_HEADINGS:
            break
        if opening := _prose(lines):
            return title, opening
    return title, ""


def _blocks(text: str) -> Iterator[list[str]]:
    """Yields the runs of lines without a blank one between them."""
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            block.append(line.rstrip())
        elif block:
            yield block
            block = []
    if block:
        yield block


def _heading(block: list[str]) -> tuple[str, list[str]]:
    """Returns the title that a block begins with, and the lines after it."""
    over = 1 if _ADORNMENT.fullmatch(block[0]) else 0
    if len(block) > over + 1 and _ADORNMENT.fullmatch(block[over + 1]) and not _ADORNMENT.fullmatch(block[over]):
        return block[over].strip(), block[over + 2 :]
    return "", block[over:]


def _prose(lines: list[str]) -> str:
    if not lines or lines[0][0].isspace() or _NO_PROSE.match(lines[0]):
        return ""
    source = "\n".join(lines)[:_LONGEST_PARAGRAPH]
    return prose_of(_plain(source), _plain(_LINK.sub("", source)))


def _plain(source: str) -> str:
    """Returns inline markup as plain text on one line."""
    pieces: list[str] = []
    end = 0
    line = " ".join(source.split())
    for found in _CODE.finditer(line):
        pieces += [_without_markup(line[end : found.start()]), f"`{found.group(1).replace('`', "'")}`"]
        end = found.end()
    text = "".join([*pieces, _without_markup(line[end:])])
    return " ".join(text.removesuffix("::").split()) + (":" if text.endswith("::") else "")


def _without_markup(text: str) -> str:
    text = _SUBSTITUTION.sub("", text).replace("\0", "")
    spans: list[str] = []

    def kept(found: re.Match[str]) -> str:
        spans.append(found.group(1).strip())
        return "\0"

    text = _ROLE.sub(kept, text)
    text = _ADDRESS.sub("", _LINK.sub(r"\1", text))
    text = _PHRASE.sub(r"\1", text).replace("`", "'")
    text = _REFERENCE.sub(r"\1", _STRONG.sub(r"\2", text))
    text = _ESCAPE.sub(r"\1", text)
    pieces = text.split("\0")
    known = [f"`{each}`" for each in spans] + [""] * len(pieces)
    return "".join(piece + span for piece, span in zip(pieces, [*known[: len(pieces) - 1], ""], strict=True))
