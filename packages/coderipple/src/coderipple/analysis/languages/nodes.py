"""What every language asks of a syntax tree: the text of a node, the comment before it, names, literals.

Comes in: nodes of tree-sitter. Goes out: text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

BROKEN = "\0"
"""Stands for code that does not parse, in which brackets are missing; no file that is read has this character."""
_LITERAL_LENGTH = 60  # characters; what is longer is text, not a name
_COMMENTS = {"comment", "line_comment", "block_comment"}
_BLANK = re.compile(r"\s|^$")
_MARK = re.compile(r"^\s*(?:///?!?|/\*\*?|\*/|\*(?!/))[ \t]?|\s*\*/\s*$", re.MULTILINE)


def text(node: "Node | None") -> str:
    """Returns the text of a node, an empty string for none; what is no UTF-8 is replaced."""
    return "" if node is None or node.text is None else node.text.decode("utf-8", "replace")


def on_one_line(source: str) -> str:
    """Returns code with its blanks and line ends made single blanks, none inside brackets."""
    line = " ".join(source.split())
    return re.sub(r",\s*([)\]}])", r"\1", re.sub(r"([(\[])\s+|\s+([)\],;])", r"\1\2", line)).strip()


def before(node: "Node", end: "Node | None") -> str:
    """Returns the text of a node up to where another one begins, all of it where there is none; comments left out.

    Where a slip leaves brackets open, it is `BROKEN`.
    """
    whole = node.text or b""
    last = end.start_byte if end is not None else node.end_byte
    if node.has_error and _is_open(whole[: last - node.start_byte]):
        return BROKEN
    pieces, place = [], node.start_byte
    for comment in _comments_in(node, last):
        pieces.append(whole[place - node.start_byte : comment.start_byte - node.start_byte])
        place = comment.end_byte
    pieces.append(whole[place - node.start_byte : last - node.start_byte])
    return on_one_line(b" ".join(pieces).decode("utf-8", "replace"))


def _is_open(head: bytes) -> bool:
    return any(
        head.count(opening) != head.count(closing) for opening, closing in ((b"(", b")"), (b"[", b"]"), (b"{", b"}"))
    )


def _comments_in(node: "Node", last: int) -> Iterator["Node"]:
    """Yields the comments of a node that begin before a place, in the order of the source."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type in _COMMENTS:
            yield current
        elif b"/*" in (current.text or b"") or b"//" in (current.text or b""):
            waiting += [each for each in reversed(current.children) if each.start_byte < last]


def comment_before(
    node: "Node", kinds: Iterable[str] = ("comment",), *, skipped: Iterable[str] = (), start: str = "", apart: int = 0
) -> str:
    """Returns the comment before a node, without its marks; an empty string where there is none.

    Args:
        node: The node.
        kinds: What the grammar calls comments.
        skipped: What may stand between, such as an attribute.
        start: How a comment begins that describes what follows; others are left out.
        apart: Blank lines that may stand between.
    """
    parts: list[str] = []
    line, current = node.start_point.row, node.prev_sibling
    while current is not None and (current.type in kinds or current.type in skipped):
        end = current.end_point.row - (current.end_point.column == 0)  # some grammars count the line end in
        if end < line - 1 - apart or (current.type in kinds and _is_trailing(current, kinds)):
            break
        if current.type in kinds and text(current).startswith(start):
            parts.append(uncommented(text(current)))
        line, current = current.start_point.row, current.prev_sibling
    return "\n".join(reversed(parts)).strip()


def _is_trailing(comment: "Node", kinds: Iterable[str]) -> bool:
    """Tells whether a comment stands behind code on its line."""
    before_it = comment.prev_sibling
    return (
        before_it is not None
        and before_it.type not in kinds
        and before_it.end_point.row == comment.start_point.row
        and before_it.end_point.column > 0
    )


def uncommented(comment: str) -> str:
    """Returns a comment without its marks, as `//`, `/**` and the stars before its lines are."""
    return _MARK.sub("", comment).strip("\n")


def plain(comment: str) -> str:
    """Returns a comment of Javadoc without its block tags, its inline tags and HTML made plain."""
    text_alone = re.split(r"^\s*@\w", comment, maxsplit=1, flags=re.MULTILINE)[0]
    spans = re.sub(r"\{@(?:code|literal|link|linkplain|value)\s+#?([^{}]*)\}", r"`\1`", text_alone)
    return re.sub(r"<p>", "\n\n", re.sub(r"</?(?!p>)[A-Za-z][^<>]*>", "", spans))


def walk(node: "Node") -> Iterator["Node"]:
    """Yields a node and everything below it, in the order of the source; no recursion, however deep it is."""
    cursor = node.walk()
    is_new = True
    while True:
        if is_new and cursor.node is not None:
            yield cursor.node
        if is_new and cursor.goto_first_child():
            continue
        if cursor.goto_next_sibling():
            is_new = True
        elif cursor.goto_parent():
            is_new = False
        else:
            return


def names_and_literals(
    root: "Node", *, names: Iterable[str], strings: Iterable[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Returns every name of a file, and every short literal text without blanks.

    Args:
        root: The file.
        names: What the grammar calls names.
        strings: What it calls the literals, their quotes included.
    """
    names, strings = frozenset(names), frozenset(strings)
    found: set[str] = set()
    literals: set[str] = set()
    for node in walk(root):
        if node.type in names:
            found.add(text(node))
        elif node.type in strings and node.end_byte - node.start_byte <= _LITERAL_LENGTH:
            literal = unquoted(text(node))
            if not _BLANK.search(literal):
                literals.add(literal)
    return frozenset(found), frozenset(literals)


def unquoted(literal: str) -> str:
    """Returns a literal without its quotes."""
    return literal[1:-1] if len(literal) > 1 and literal[0] == literal[-1] and literal[0] in "\"'`" else literal
