"""The first sentence of a docstring or help text.

Comes in: text as a person wrote it. Goes out: one sentence on one line.
"""

import re

_SENTENCE_END = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?](?=\s+[^a-z]|$)")
_ROLE = re.compile(r":[a-z:]+:`~?\.?([^`<]*?)(?:\s*<[^`]*>)?`")  # :class:`~module.Name` of Sphinx


def first_sentence(text: str | None) -> str:
    """Returns the first sentence of the first paragraph, or an empty string.

    Sphinx's roles and double backquotes become plain code spans.
    """
    paragraph = (text or "").strip().split("\n\n", 1)[0]
    line = _ROLE.sub(r"`\1`", " ".join(paragraph.split())).replace("``", "`")
    end = _SENTENCE_END.search(line)
    return line[: end.end()] if end else line
