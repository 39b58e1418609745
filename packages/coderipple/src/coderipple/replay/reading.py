"""Reads generated pages as a reader does, sharing nothing with the code that wrote them.

Comes in: Markdown. Goes out: its code spans, links, code blocks, anchors and sentences; of reference pages the symbols.
"""

import ast
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_SECTION = re.compile(r"^## `+ ?([\w./-]+?) ?`+")
_SYMBOL = re.compile(r"^ *- (?:[a-z]+ )?(`+) ?((?:async )?([\w.]+).*?) ?\1(?!`)")
_MARKER = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What a reader finds on a page; quotations are the words of others and left out.

    Attributes:
        spans: Code spans.
        links: Targets of links and images.
        blocks: Language and text of the fenced code blocks.
        anchors: Names under which the headings can be linked to, as GitHub gives them.
        prose: Text of each block of prose, code spans included.
    """

    spans: tuple[str, ...]
    links: tuple[str, ...]
    blocks: tuple[tuple[str, str], ...]
    anchors: frozenset[str]
    prose: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedSymbol:
    """A symbol that a reference page lists.

    Attributes:
        module: Module of its section.
        name: Name in the module.
        signature: As the page states it.
    """

    module: str
    name: str
    signature: str


def read_page(text: str) -> Page:
    """Reads a page."""
    spans: list[str] = []
    links: list[str] = []
    blocks: list[tuple[str, str]] = []
    headings: list[str] = []
    prose: list[str] = []
    quoted = 0
    last_opened = ""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type.endswith("_open"):
            last_opened = token.type
        if token.type == "fence" and not quoted:
            blocks.append((token.info.strip().split(" ")[0].lower(), token.content))
        if token.type == "inline":
            shown = _shown(token)
            if last_opened == "heading_open":
                headings.append(shown)
            if not quoted:
                prose.append(shown)
                spans += [each.content for each in token.children or [] if each.type == "code_inline"]
                links += list(_targets(token))
    return Page(
        spans=tuple(spans),
        links=tuple(links),
        blocks=tuple(blocks),
        anchors=frozenset(slugs(headings)),
        prose=tuple(prose),
    )


def _shown(token: Token) -> str:
    pieces = [
        " " if each.type in {"softbreak", "hardbreak"} else each.content
        for each in token.children or []
        if each.type in {"text", "code_inline", "softbreak", "hardbreak", "text_special", "image"}
    ]
    return "".join(pieces).strip()


def _targets(token: Token) -> Iterator[str]:
    for each in token.children or []:
        if each.type == "link_open":
            yield str(each.attrs["href"])
        elif each.type == "image":
            yield str(each.attrs["src"])


def slugs(headings: list[str]) -> Iterator[str]:
    """Yields the anchor that GitHub gives each heading of a page: lower case, punctuation away, blanks as hyphens."""
    seen: dict[str, int] = {}
    for heading in headings:
        kept = "".join(each for each in heading.lower() if each in " -_" or unicodedata.category(each)[0] in "LNM")
        slug = kept.replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        yield f"{slug}-{count}" if count else slug


def stated_symbols(text: str) -> Iterator[StatedSymbol]:
    """Yields the symbols that a reference page lists under the headings of their modules."""
    module = ""
    for line in text.splitlines():
        if heading := _SECTION.match(line):
            module = heading[1]
        elif module and (symbol := _SYMBOL.match(line)):
            yield StatedSymbol(module=module, name=symbol[3], signature=symbol[2])


def stated_parameters(signature: str) -> list[tuple[str, str]] | None:
    """Returns name and kind of each parameter of a signature, as Python's own parser reads it; None without a call."""
    call = re.sub(r"^(async )?[\w.]+", "", signature)
    if not call.startswith("("):
        return None
    try:
        (function,) = ast.parse(f"def f{call}: ...").body
    except (SyntaxError, ValueError, RecursionError):
        return None
    if not isinstance(function, ast.FunctionDef):
        return None
    stated = function.args
    groups: list[tuple[str, list[ast.arg | None]]] = [
        ("POSITIONAL_ONLY", list(stated.posonlyargs)),
        ("POSITIONAL_OR_KEYWORD", list(stated.args)),
        ("VAR_POSITIONAL", [stated.vararg]),
        ("KEYWORD_ONLY", list(stated.kwonlyargs)),
        ("VAR_KEYWORD", [stated.kwarg]),
    ]
    return [(each.arg, kind) for kind, group in groups for each in group if each is not None]


def sentences(page: Page) -> Iterator[str]:
    """Yields the sentences of a page's prose, normalized: lower case, words alone."""
    for block in page.prose:
        for sentence in re.split(r"(?<=[.!?:])\s+", block):
            words = re.findall(r"\w+", sentence.lower())
            if words:
                yield " ".join(words)
