"""Finds the references to code in a Markdown text.

A reference is text that claims that something exists: a code span, a relative link, an import or command in a code
block, and in running text any word that is spelled like code (`snake_case`, `call()`, `--option`, `a/path.py`).

Comes in: Markdown. Goes out: `Reference`s.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coderipple.markup import DEEPEST, HIDDEN, visible

LONGEST_CHARACTERS = 1_000_000
"""What is longer is no page that a person reads, and is not judged but refused."""

# Repetitions are possessive (`*+`): what a word took it does not give back, so that no text takes quadratic time.
_CODE_WORD = re.compile(
    r"(?<![\w/.\\-])(?![A-Za-z]_[\dijkmn]\b)"  # `\sigma_k` and `x_0` are mathematics
    r"(?:--[a-z][\w-]*+|(?=[A-Za-z_])(?:[^\W_]*+_)++\w++|[A-Za-z_][\w.]*+\(\)"
    r"|(?:[\w.-]++/)++(?<=/)[\w-]++\.[a-z]{1,5}+)"
    r"(?![\w/])"
)
_ADDRESS = re.compile(r"\b(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)  # GitHub makes links of these
# Of these too, and no backslash keeps it from that.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")
_DEFAULT = re.compile(r"\bdefaults?(?: to| is|:)? $")
# One line of words, without any mark of Markdown and without what the patterns above find: most sentences that people
# write about code, and looking is a hundred times as fast as parsing.
_PLAIN = re.compile(r"(?!.*(?:--|\(\)|www))[a-z][a-z0-9 ,.;:'\"?=+%()-]{0,999}", re.IGNORECASE | re.ASCII)
QUOTED = frozenset({"go", "java", "javascript", "jsx", "rust", "tsx", "typescript"})
"""Languages whose blocks of code hold as far as they stand in the repository."""
_WHOLE_BLOCKS = frozenset({"python", "mermaid", "toml", "json"}) | QUOTED


class ReferenceKind(StrEnum):
    """Where a reference stands."""

    SPAN = "code span"
    LINK = "link"
    BLOCK = "code block"
    WORD = "word"
    HTML = "HTML"
    HIDDEN = "hidden character"
    SIZE = "size"


class Reference(NamedTuple):
    """One reference.

    Attributes:
        kind: Where it stands.
        text: The reference itself: the span, the target of the link, a line of the block, the word.
        language: Language of a code block.
        label: Of a link, the text that it shows; where that is code alone, in backquotes.
        default_of: Of a span that is said to be a default, the spans before it, of which one has that default.
    """

    kind: ReferenceKind
    text: str
    language: str = ""
    label: str = ""
    default_of: tuple[str, ...] = ()


def code_references(markdown: str) -> tuple[Reference, ...]:
    """Returns the references of a text, in its order; quotations are the quoted person's and left out."""
    return () if is_plain(markdown) else _parsed_references(markdown)


def is_plain(text: str) -> bool:
    """Tells of a sentence of mere words that it names nothing; of others it says nothing."""
    return _PLAIN.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _parsed_references(markdown: str) -> tuple[Reference, ...]:
    if len(markdown) > LONGEST_CHARACTERS:
        return (Reference(ReferenceKind.SIZE, f"{len(markdown)} characters, more than {LONGEST_CHARACTERS}"),)
    hidden = (Reference(ReferenceKind.HIDDEN, visible(each)) for each in dict.fromkeys(HIDDEN.findall(markdown)))
    return (*hidden, *_from_tokens(_parser().parse(markdown)))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(
        "table"
    )  # making one takes longer than a sentence to parse


def _from_tokens(tokens: Iterable[Token]) -> Iterator[Reference]:
    quotation = 0
    for token in tokens:
        quotation += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if quotation:
            continue
        if token.type in {"fence", "code_block"}:
            yield from _from_block(token.info.strip().split(" ", 1)[0], token.content)
        if token.type == "html_block":
            yield Reference(ReferenceKind.HTML, token.content.strip())
        yield from _from_inline(token.children or [])


def _from_block(language: str, content: str) -> Iterator[Reference]:
    if language in _WHOLE_BLOCKS:
        yield Reference(ReferenceKind.BLOCK, content, language)
        return
    for line in content.splitlines():
        if line.strip():
            yield Reference(ReferenceKind.BLOCK, line.strip().removeprefix("$ "), language)


def _label(tokens: list[Token]) -> str:
    if [each.type for each in tokens] == ["code_inline"]:
        return f"`{tokens[0].content}`"
    return "".join(each.content for each in tokens if each.type == "text")


def _from_inline(tokens: list[Token]) -> Iterator[Reference]:
    link: int | None = None  # where the label of the link begins
    spans: list[str] = []
    text_before = ""
    for place, token in enumerate(tokens):
        if token.type == "code_inline":
            described = tuple(spans) if _DEFAULT.search(text_before) else ()
            spans.append(token.content)
            yield Reference(ReferenceKind.SPAN, token.content, default_of=described)
        elif token.type == "text" and link is None:  # a link is judged by its target
            yield from (Reference(ReferenceKind.LINK, address) for address in _ADDRESS.findall(token.content))
            yield from (Reference(ReferenceKind.LINK, f"mailto:{each}") for each in _MAIL.findall(token.content))
            yield from (Reference(ReferenceKind.WORD, word) for word in _CODE_WORD.findall(token.content))
        elif token.type == "link_open":
            link = place
        elif token.type == "link_close" and link is not None:
            yield Reference(
                ReferenceKind.LINK, str(tokens[link].attrs.get("href") or ""), label=_label(tokens[link + 1 : place])
            )
            link = None
        elif token.type == "image":
            yield Reference(ReferenceKind.LINK, str(token.attrs.get("src") or ""))
        elif token.type == "html_inline":
            yield Reference(ReferenceKind.HTML, token.content)
        text_before = token.content if token.type == "text" else ""
