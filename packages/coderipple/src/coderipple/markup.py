"""Small pieces of Markdown, made so that text from a repository cannot become markup.

Comes in: plain text. Goes out: Markdown on one line.
"""

import posixpath
import re
from urllib.parse import quote

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_ADDRESS = re.compile(r"(?<=[a-zA-Z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)  # GitHub makes links of addresses
_LIST_MARK = re.compile(r"^(\d*)([-+=.)])")  # begins a list or underlines a heading where a line starts with it
_CODE_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")


def escape(text: str) -> str:
    """Returns text that Markdown shows as it is, folded to one line."""
    return _LIST_MARK.sub(r"\1\\\2", _escaped(" ".join(text.split())))


def code_span(text: str) -> str:
    """Returns text as a code span, whatever backquotes and blanks it holds."""
    line = " ".join(text.splitlines())
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    is_stripped = line.startswith(" ") and line.endswith(" ") and not line.isspace()
    padding = " " if is_stripped or line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{padding}{line}{padding}{fence}"


def prose(text: str) -> str:
    """Returns text with its code spans kept and everything else escaped."""
    line = " ".join(text.split())
    pieces = []
    end = 0
    for span in _CODE_SPAN.finditer(line):
        pieces += [_escaped(line[end : span.start()]), code_span(span.group(1))]
        end = span.end()
    return _LIST_MARK.sub(r"\1\\\2", "".join([*pieces, _escaped(line[end:])]))


def _escaped(text: str) -> str:
    return _ADDRESS.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\1", text))


def file_link(target: str, *, document: str) -> str:
    """Returns a link to a file of the repository, relative to the document that holds it.

    Args:
        target: Path of the file in the repository.
        document: Path of the document in the repository.
    """
    relative = posixpath.relpath(target, posixpath.dirname(document) or ".")
    return f"[{escape(target)}]({quote(relative)})"
