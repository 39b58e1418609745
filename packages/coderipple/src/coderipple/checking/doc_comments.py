"""What the comments of public declarations name for sure, in languages beside Python.

Comes in: a source, the lines on which its public names are declared. Goes out: `Mention`s: code spans, and the links
that a language's documentation has for names. Words, samples of code and text about the past are left out.
Source: "Go Doc Comments"; the rustdoc book, "Linking to items by name"; Javadoc's and JSDoc's `{@link}`; YARD and RDoc.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coderipple.checking.mentions import Mention, MentionKind
from coderipple.checking.past import is_past

_CODE = r"(?<!`)`([^`]++)`(?!`)"
_HTML = r"<(?:code|tt)>([^<]++)<"
_TAGS = (_HTML, r"\{@(?:code|value) ([^{}]++)\}", r"\{@link(?:plain)? ([^\s{}()|]++)", r"@see +([\w.]*+#\w++)")
# Repetitions are possessive: no text takes quadratic time.
_FORMS = {
    "Go": (_CODE, r"(?<![\w\]])\[\*?((?:\w++\.)*+[A-Z]\w*+)\](?![\w\[(:])"),
    "Java": _TAGS,
    "Ruby": (
        *(_CODE, _HTML, r"(?<![\w+])\+([^+\s]++)\+(?![\w+])"),
        *(r"\{((?:\w++::)*+[A-Z#]\w*+(?:[.#]\w++)?+)\}", r"\[((?:\w++::)*+[A-Z]\w*+)\]"),
    ),
    "Rust": (_CODE, r"\[((?:\w++::)++\w++|[A-Z]\w++)(?:\(\)|!)?\]", r"\]\(((?:\w++::)++\w++)(?:\(\)|!)?\)"),
    "TypeScript": (_CODE, *_TAGS),  # and JavaScript
}
_READERS = {language: tuple(map(re.compile, forms)) for language, forms in _FORMS.items()}
_INNER = "//!"  # of Rust: of the file itself
_LINE_MARKS = {"Go": ("//",), "Ruby": ("#",), "Rust": ("///", _INNER)}
_BEFORE_DECLARATION = ("@", "#[")  # annotations, decorators, attributes
_MARK = re.compile(r"^\s*(?://[/!]?|/\*\*?|\*(?!/)|#+)?|\*/\s*$")
_LINE_END = re.compile(r"\r\n?|\n")  # as grammars count lines
_FENCE = re.compile(r"\s*(?:```|~~~)")
_TAG = re.compile(r"\s*@(\w+)")
_SAMPLE = re.compile(r" ?(?:\t|    )")  # of Go
_OWN = re.compile(r"^(?:Self::|#)(?=\w)")


class Declared(NamedTuple):
    """Where a source declares public names.

    Attributes:
        language: Its language.
        owners: The lines, from 1, each with the type that is declared there or that the name belongs to.
    """

    language: str
    owners: dict[int, str]


def comment_mentions(text: str, declared: Declared) -> list[Mention]:
    """Returns the mentions in the comments of public declarations, in the order of the file.

    Args:
        text: The source.
        declared: Its public names.
    """
    lines = _LINE_END.split(text)
    found: list[Mention] = []
    for start, end, owner in sorted(_comments(lines, declared)):
        comment = [_MARK.sub("", each) for each in lines[start:end]]
        found += _mentions(comment, start + 1, owner, declared.language)
    return found


def _comments(lines: list[str], declared: Declared) -> Iterator[tuple[int, int, str]]:
    """Yields where each comment begins and ends, and whose it is; that of a package or crate is nobody's."""
    language, owners = declared
    heads: dict[int, str] = {}
    for place, line in enumerate(lines, start=1):
        is_head = language == "Go" and line.startswith("package ")
        is_inner = language == "Rust" and not line.startswith(_INNER) and lines[place - 2].startswith(_INNER)
        if is_head or is_inner:
            heads[place] = ""
    for place, owner in (owners | heads).items():
        end = min(place - 1, len(lines))
        while end > 0 and lines[end - 1].lstrip().startswith(_BEFORE_DECLARATION):
            end -= 1
        start = _start(lines, end, language)
        if start < end:
            yield start, end, owner


def _start(lines: list[str], end: int, language: str) -> int:
    """Returns where the comment begins that ends before a line, or that line where there is none."""
    start = end
    while start > 0 and lines[start - 1].lstrip().startswith(_LINE_MARKS.get(language, ())):
        start -= 1
    if start == end > 0 and lines[end - 1].rstrip().endswith("*/"):
        start -= 1
        while start > 0 and "/*" not in lines[start]:
            start -= 1
    return start


def _mentions(lines: list[str], first: int, owner: str, language: str) -> Iterator[Mention]:
    is_example = is_fenced = False
    for begin, paragraph in _paragraphs(lines):
        around = "\n".join(paragraph)
        if tag := _TAG.match(around):
            is_example = tag[1] == "example"
        is_skipped = is_example or is_past(around)
        for number, line in enumerate(paragraph, start=first + begin):
            is_fenced ^= bool(_FENCE.match(line))
            if is_skipped or is_fenced or (language == "Go" and _SAMPLE.match(line)):
                continue
            for found in (each for pattern in _READERS.get(language, ()) for each in pattern.finditer(line)):
                text = _OWN.sub(f"{owner}.", found[1]) if owner else found[1]
                yield Mention(MentionKind.SPAN, text, number, around)


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yields the paragraphs, each with the place of its first line; a block tag such as `@param` begins one."""
    begin = 0
    for place, line in enumerate([*lines, ""]):
        if not line.strip() or _TAG.match(line):
            if begin < place:
                yield begin, lines[begin:place]
            begin = place if line.strip() else place + 1
