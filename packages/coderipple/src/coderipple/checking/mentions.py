"""Finds where a Markdown document mentions code: in code spans, code blocks, command lines and links, with the line.

Comes in: Markdown. Goes out: `Mention`s; text about the past is left out.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coderipple.checking.past import is_past, is_past_heading
from coderipple.markup import DEEPEST
from coderipple.references import LONGEST_CHARACTERS

_SHELLS = frozenset({"bash", "sh", "console", "shell", "zsh", "fish", "terminal", "shell-session", "bat", "powershell"})
_PROMPT = re.compile(r"^\s*(?:\([\w.-]+\) ?)?[$%\u276f] ")
_PYTHON_PROMPT = re.compile(r"^\s*(?:>>>|\.\.\.)(?: |$)")

_REPOSITORY = re.compile(r"https?://github\.com/[\w.-]+/([\w.-]+?)(?:\.git)?/?(?:#.*)?")


class MentionKind(StrEnum):
    """Where a mention stands."""

    SPAN = "code span"
    LINK = "link"
    COMMAND = "command line"
    CODE = "line of code"
    OUTPUT = "output of a command"


class Mention(NamedTuple):
    """A piece of a document that speaks of code.

    Attributes:
        kind: Where it stands.
        text: The span, the line, the target of the link.
        line: Line of the document, from 1.
        around: The paragraph, row or block that it stands in.
        language: Language of a code block.
    """

    kind: MentionKind
    text: str
    line: int
    around: str
    language: str = ""


def mentions(markdown: str) -> tuple[Mention, ...]:
    """Returns the mentions of a document in its order; none of a document that no person could read."""
    if len(markdown) > LONGEST_CHARACTERS:
        return ()
    return tuple(_from_tokens(_parser().parse(markdown)))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")


def _from_tokens(tokens: Sequence[Token]) -> Iterator[Mention]:
    skipped_below: int | None = None  # level of the heading about the past that we are below
    introduction = ""  # what stands before a block of code
    head_of_table = ""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1:])
            if skipped_below is None or level <= skipped_below:
                skipped_below = level if is_past_heading(tokens[place + 1].content) else None
            introduction = ""
        if skipped_below is not None:
            continue
        if token.type == "table_open":
            head_of_table = _cells(tokens, place, "thead_close")
        elif token.type == "table_close":
            head_of_table = ""
        elif token.type == "inline":
            around = _cells_of_row(tokens, place) if head_of_table else token.content
            introduction = token.content
            if not is_past(around) and not _is_past_table(head_of_table):
                yield from _from_inline(token, around)
        elif token.type in {"fence", "code_block"} and not (is_past(introduction) or is_past(token.content)):
            yield from _from_block(token, introduction)


def _is_past_table(head: str) -> bool:
    return is_past(head) or bool(re.search(r"\b(?:old|before|was|from)\b", head, re.IGNORECASE))


def _cells(tokens: Sequence[Token], start: int, end: str) -> str:
    found = []
    for token in tokens[start:]:
        if token.type == end:
            break
        if token.type == "inline":
            found.append(token.content)
    return " | ".join(found)


def _cells_of_row(tokens: Sequence[Token], place: int) -> str:
    while place and tokens[place].type != "tr_open":
        place -= 1
    return _cells(tokens, place, "tr_close")


def _from_inline(inline: Token, around: str) -> Iterator[Mention]:
    first = inline.map[0] + 1 if inline.map else 1
    end = 0
    project = ""  # whose repository a link leads to
    for token in inline.children or []:
        if token.type in {"link_open", "link_close"}:
            leading = _REPOSITORY.fullmatch(str(token.attrs.get("href", "")))
            project = leading[1] if leading else ""
        if token.type == "code_inline" and token.content != project:
            kind, text = MentionKind.SPAN, token.content
        elif token.type in {"link_open", "image"}:
            kind, text = MentionKind.LINK, str(token.attrs.get("href") or token.attrs.get("src") or "")
        else:
            end += 0 if token.type not in {"softbreak", "hardbreak"} else inline.content.find("\n", end) + 1 - end
            continue
        # A span over two lines is shown on one: its first word tells where it begins.
        found = inline.content.find(text.split(" ", 1)[0], end)
        begin = found if found >= 0 else end
        if kind is MentionKind.SPAN and found >= 0:
            end = found + 1
        yield Mention(kind, text, first + inline.content.count("\n", 0, begin), around)


def _from_block(token: Token, introduction: str) -> Iterator[Mention]:
    words = token.info.strip().split()
    first = (token.map[0] if token.map else 0) + (2 if token.type == "fence" else 1)
    yield from block_mentions(words[0].lower() if words else "", token.content, first, introduction)


def block_mentions(language: str, content: str, first: int, introduction: str) -> Iterator[Mention]:
    """Yields the mentions of a block of code.

    Args:
        language: Its language as the document names it, in lower case, or an empty string.
        content: The block.
        first: Line of the document on which it begins, from 1.
        introduction: What stands before it.
    """
    if language == "diff":
        return
    around = f"{introduction}\n{content}"
    typed = next((each for each in (_PROMPT, _PYTHON_PROMPT) if any(map(each.match, content.splitlines()))), None)
    for offset, line in _joined_lines(content):
        kind = MentionKind.COMMAND if language in _SHELLS or typed is _PROMPT else MentionKind.CODE
        if typed is not None and not typed.match(line):
            kind = MentionKind.OUTPUT
        yield Mention(kind, typed.sub("", line) if typed else line, first + offset, around, language)


def _joined_lines(content: str) -> Iterator[tuple[int, str]]:
    """Yields the lines that say something, each with its place; one that ends in a backslash goes on in the next."""
    joined, begun = "", 0
    for number, line in enumerate(content.split("\n")):
        begun = begun if joined else number
        if line.endswith("\\"):
            joined += line[:-1]
        elif whole := (joined + line).rstrip():
            yield begun, whole
            joined = ""
        else:
            joined = ""
