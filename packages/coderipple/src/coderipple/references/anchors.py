"""The anchors that GitHub gives to the headings of a Markdown document.

Comes in: Markdown. Goes out: slugs.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt

from coderipple.markup import DEEPEST

_LONGEST_CHARACTERS = 1_000_000


def github_slug(heading_text: str) -> str:
    """Returns the anchor of a heading, as GitHub makes it, without the number that a repeated one gets.

    Lower case; letters, marks, numbers, connectors such as `_`, and hyphens stay, a blank becomes a hyphen, and
    everything else goes.

    Args:
        heading_text: The text that the heading shows, without its markup.
    """
    return "".join(
        "-" if character == " " else character for character in heading_text.strip().lower() if _stays(character)
    )


def _stays(character: str) -> bool:
    return character in {" ", "-"} or unicodedata.category(character)[:2] in {
        *("Lu", "Ll", "Lt", "Lm", "Lo"),
        *("Mn", "Mc", "Me"),
        *("Nd", "Nl", "Pc"),
    }


@lru_cache(maxsize=512)
def anchors(markdown: str) -> frozenset[str]:
    """Returns the anchors of a document: of headings with one slug, the second gets `-1`, the third `-2`."""
    given: dict[str, int] = {}
    for text in _headings(markdown):
        slug = base = github_slug(text)
        while slug in given:
            given[base] += 1
            slug = f"{base}-{given[base]}"
        given[slug] = 0
    return frozenset(given)


def _headings(markdown: str) -> Iterator[str]:
    if len(markdown) > _LONGEST_CHARACTERS:
        return
    tokens = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").parse(markdown)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            yield "".join(
                " " if child.type in {"softbreak", "hardbreak"} else child.content
                for child in inline.children or []
                if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
            )
