"""Small pieces of Markdown, made so that text from a repository cannot become markup.

Characters that nobody sees, such as those that turn the direction of writing, could make a text pretend to be another:
in code they are spelled out, as Python spells them, and from prose they go.

Comes in: plain text. Goes out: Markdown on one line, or a block of code.
"""

import posixpath
import re
from urllib.parse import quote

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
    "|(?<=[\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\x7f])|^[\u200c\u200d]|[\u200c\u200d]$"
)
"""Characters that cannot be seen; the two joiners are seen in scripts and pictures that are not ASCII."""
DEEPEST = 100
"""Levels of Markdown that are looked at: below the last one everything that follows is skipped. The 20 of the parser
are ten lists in each other; Python itself ends at about 400."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_ADDRESS = re.compile(r"(?<=[a-zA-Z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)  # GitHub makes links of addresses
_LIST_MARK = re.compile(r"^(\d*)([-+=.)])")  # begins a list or underlines a heading where a line starts with it
_LINE_END = re.compile(r"[\n\r]")
# One line of words with nothing to escape, as most sentences of docstrings are.
_WORDS = re.compile(
    r"(?!.*(?:www|  |://))[a-z](?:[a-z0-9 ,.;:'\"?=()%/-]*[a-z0-9,.;:'\"?=()%/-])?", re.IGNORECASE | re.ASCII
)
_CODE_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")


def visible(text: str) -> str:
    """Returns text with the characters that cannot be seen spelled out, as Python spells them."""
    if _is_seen(text):
        return text
    return HIDDEN.sub(lambda found: ascii(found.group())[1:-1], text)


def _is_seen(text: str) -> bool:
    """Tells for most texts, at a tenth of the cost, that nothing in them is hidden."""
    return text.isascii() and text.isprintable()


def on_one_line(text: str) -> str:
    """Returns code as a code span shows it."""
    return visible(" ".join(text.splitlines()))


def terminal_line(text: str) -> str:
    """Returns text as one line of a terminal shows it: no name of a file can move the cursor or begin a line."""
    return visible(_LINE_END.sub(lambda found: ascii(found.group())[1:-1], text))


def escape(text: str) -> str:
    """Returns text that Markdown shows as it is, folded to one line, without what cannot be seen."""
    return _LIST_MARK.sub(r"\1\\\2", _escaped(_seen(text)))


def code_span(text: str) -> str:
    """Returns text as a code span, whatever backquotes and blanks it holds."""
    line = on_one_line(text)
    if "`" not in line and not line.startswith(" "):
        return f"`{line}`"
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    is_stripped = line.startswith(" ") and line.endswith(" ") and not line.isspace()
    padding = " " if is_stripped or line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{padding}{line}{padding}{fence}"


def prose(text: str) -> str:
    """Returns text with its code spans kept and everything else escaped."""
    return text if _WORDS.fullmatch(text) else _marked(text)


def _marked(text: str) -> str:
    line = _seen(text)
    pieces = []
    end = 0
    for span in _CODE_SPAN.finditer(line):
        pieces += [_escaped(line[end : span.start()]), code_span(span.group(1))]
        end = span.end()
    return _LIST_MARK.sub(r"\1\\\2", "".join([*pieces, _escaped(line[end:])]))


def _seen(text: str) -> str:
    line = " ".join(text.split())
    return line if _is_seen(line) else " ".join(HIDDEN.sub("", line).split())


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text)
    is_address = "://" in escaped or "www." in escaped.lower()  # looking is cheaper than the pattern
    return _ADDRESS.sub(r"\\\g<0>", escaped) if is_address else escaped


def file_link(target: str, *, document: str) -> str:
    """Returns a link to a file of the repository, relative to the document that holds it.

    Args:
        target: Path of the file in the repository.
        document: Path of the document in the repository.
    """
    return f"[{escape(visible(target))}]({_address(target, document)})"


def page_link(text: str, target: str, *, document: str) -> str:
    """Returns a link to another document; both paths are relative to the same folder."""
    return f"[{escape(text)}]({quote(posixpath.relpath(target, posixpath.dirname(document) or '.'))})"


def code_link(name: str, target: str, *, document: str) -> str:
    """Returns a name of the code that links to a file of the repository; see `file_link`."""
    return f"[{code_span(name)}]({_address(target, document)})"


def _address(target: str, document: str) -> str:
    # A name that is not UTF-8 comes with surrogates, which stand for its bytes.
    return quote(posixpath.relpath(target, posixpath.dirname(document) or "."), errors="surrogateescape")


def code_block(code: str, language: str) -> str:
    """Returns a fenced block of code, its fence longer than any run of backquotes in it."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{visible(code.rstrip())}\n{fence}"
