"""The first sentence of a docstring or help text.

Comes in: text as a person wrote it. Goes out: one sentence on one line.
"""

import re

_LONGEST = 300  # characters
_SENTENCE_END = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?](?=\s+[^a-z]|$)")
_ROLE = re.compile(r":[a-z:]+:`~?\.?([^`<]*?)(?:\s*<[^`]*>)?`")  # :class:`~module.Name` of Sphinx
_EMPHASIS = re.compile(r"(?<![\w*])\*([A-Za-z_]\w*)\*(?![\w*])")  # *name*, as docstrings set a parameter off


def first_sentence(text: str | None) -> str:
    """Returns the first sentence of the first paragraph, or an empty string; nothing where a character is unreadable.

    Sphinx's roles and double backquotes become plain code spans. What is longer than a sentence that a person reads
    is cut, and ends with an ellipsis.
    """
    # Cut before any pattern sees it: a docstring may be as long as its file.
    paragraph = (text or "").strip()[: 4 * _LONGEST].split("\n\n", 1)[0]
    line = _ROLE.sub(r"`\1`", " ".join(paragraph.split())).replace("``", "`")
    line = _EMPHASIS.sub(r"\1", line)
    end = _SENTENCE_END.search(line)
    sentence = line[: end.end()] if end else line
    if "\ufffd" in sentence:
        return ""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rpartition(' ')[0]} …"
