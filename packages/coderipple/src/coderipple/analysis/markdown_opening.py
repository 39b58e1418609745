"""The title and the first prose of a Markdown document.

Comes in: Markdown. Goes out: both as plain text, code kept in backquotes.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coderipple.analysis.prose import prose_of

_LONGEST_PARAGRAPH = 4_000  # characters that are parsed; the rest would be cut anyway
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*\n", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[ \t]*(\S.*)$", re.MULTILINE)
_HTML_TITLE = re.compile(r"<h1[^>]{0,200}>(.{1,300}?)</h1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,300}>")
_NO_PROSE = ("!!!", "???", "{%", "{{", "[[", "[TOC]", "<!--")  # admonitions and directives of site generators
_MOST_HEADINGS = 2  # in front of the opening; what stands further down is about a detail


def read_markdown(text: str) -> tuple[str, str]:
    """Returns the first heading and the first paragraph of plain prose, empty where there is none.

    Rows of badges, images, HTML, quotations, lists, admonitions and lines of links are no prose.
    """
    front = _FRONT_MATTER.match(text)
    environment: dict[str, Any] = {}
    tokens = _blocks().parse(text[front.end() :] if front else text, environment)
    title, opening = _title_and_opening(tokens, environment)
    if not title and front and (found := _FRONT_TITLE.search(front.group())):
        title = found.group(1).strip("\"' ")
    return title, opening


@cache
def _blocks() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    # Paragraphs are parsed one by one, when they are looked at: not all of a document that somebody made to be slow.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _title_and_opening(tokens: list[Token], environment: dict[str, Any]) -> tuple[str, str]:
    title, headings, is_container = "", 0, False
    for position, (token, following) in enumerate(pairwise((*tokens, *tokens[-1:]))):
        if token.type == "heading_open":
            headings += 1
            # A lower heading that follows something else is one of its parts.
            if not title and (token.tag == "h1" or position == 0):
                title = _plain(_children(following, environment))[0]
        elif token.type == "html_block" and not title:
            title = _html_title(token.content)
        elif token.type == "paragraph_open" and not token.level:
            content = following.content
            is_fenced, is_container = _container(content, is_container=is_container)
            if not is_fenced and (opening := _opening(content, following, environment)):
                return title, opening
        if headings > _MOST_HEADINGS:
            break
    return title, ""


def _html_title(content: str) -> str:
    found = _HTML_TITLE.search(content)
    return " ".join(_TAG.sub("", found.group(1)).split()) if found else ""


def _container(content: str, *, is_container: bool) -> tuple[bool, bool]:
    """Tells whether a paragraph belongs to a container of `:::`, and whether the next one does."""
    if not content.startswith(":::") and not is_container:
        return False, False
    is_closed = content.rstrip().endswith(":::") and (is_container or "\n" in content)
    return True, not is_closed


def _opening(content: str, token: Token, environment: dict[str, Any]) -> str:
    return "" if content.startswith(_NO_PROSE) else prose_of(*_plain(_children(token, environment)))


def _children(token: Token, environment: dict[str, Any]) -> list[Token]:
    found = _inline().parseInline(token.content[:_LONGEST_PARAGRAPH], environment)
    return found[0].children or []


def _plain(tokens: Iterable[Token]) -> tuple[str, str]:
    """Returns inline markup as plain text, and that text without the texts of links."""
    pieces: list[str] = []
    beside: list[str] = []
    links = 0
    is_address = False
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        is_address = token.info == "auto" if token.type == "link_open" else is_address and links > 0
        piece = "" if is_address else _piece(token)
        pieces.append(piece)
        beside += [] if links else [piece]
    return " ".join("".join(pieces).split()), " ".join("".join(beside).split())


def _piece(token: Token) -> str:
    match token.type:
        case "text":
            return token.content.replace("`", "'")  # every backquote that stays is one of a code span
        case "code_inline":
            return f"`{token.content.replace('`', "'")}`"
        case "softbreak" | "hardbreak":
            return " "
        case "html_inline":
            return " " if token.content.lower().startswith("<br") else ""
        case _:
            return ""
