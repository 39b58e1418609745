"""The first sentence of a docstring or help text.

Comes in: text as a person wrote it. Goes out: one sentence on one line.
"""

import re

_LONGEST = 300  # characters
_SENTENCE_END = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?](?=\s+[^a-z]|$)")
_ROLE = re.compile(r":(?:[a-z]+:)*([a-z]+):`[~!]?\.?([^`<]*)(<[^`]*>)?`")  # :class:`~module.Name` of Sphinx
_OF_WORDS = frozenset({"ref", "doc", "term", "math", "eq", "abbr", "pep", "rfc"})  # roles that name no code
_SPAN = re.compile(r"(`+)([^`]+)\1(__?(?!\w))?")
_ADDRESS = re.compile(r"\s*<[^<>]*>$")  # `text <address>`_; with `text`_ it stands elsewhere
_MATHEMATICS = re.compile(r"\\[A-Za-z]{2}")  # `\alpha + x`, in single backquotes: the default role of some projects
_TARGETS = re.compile(r"(?:\.\. _[^\n]*:[ \t]*\n\s*)+")  # .. _name:
_EMPHASIS = re.compile(r"(?<![\w*])\*([A-Za-z_]\w*)\*(?![\w*])")  # *name*, as docstrings set a parameter off


def first_sentence(text: str | None) -> str:
    """Returns the first sentence of the first paragraph, or an empty string; nothing where a character is unreadable.

    Sphinx's roles of code and double backquotes become plain code spans; titles, links and mathematics become words.
    What is longer than a sentence that a person reads is cut, and ends with an ellipsis.
    """
    # Cut before any pattern sees it: a docstring may be as long as its file.
    paragraph = _TARGETS.sub("", (text or "").strip()[: 4 * _LONGEST]).split("\n\n", 1)[0]
    line = _SPAN.sub(_of_span, _ROLE.sub(_of_role, " ".join(paragraph.split()))).replace("``", "`")
    line = _EMPHASIS.sub(r"\1", line)
    end = _SENTENCE_END.search(line)
    sentence = line[: end.end()] if end else line
    if "\ufffd" in sentence:
        return ""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rpartition(' ')[0]} …"


def _of_role(found: re.Match[str]) -> str:
    role, named, address = found.groups()
    if role == "ref" and not address:  # a label, in whose place a reader sees a title
        return named.replace("_", " ")
    return named.strip() if address or role in _OF_WORDS else f"`{named}`"


def _of_span(found: re.Match[str]) -> str:
    quotes, text, link = found.groups()
    is_of_words = quotes == "`" and (link or _MATHEMATICS.search(text))
    return _ADDRESS.sub("", text) if is_of_words else found[0]
