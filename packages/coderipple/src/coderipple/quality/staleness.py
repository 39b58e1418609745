"""References that were true once.

Comes in: a text, what it may name now, what it might have named at an earlier commit. Goes out: `Reference`s.
"""

from coderipple.references import Reference, Vocabulary, code_references


def stale(text: str, earlier: Vocabulary, now: Vocabulary, *, document: str = "") -> tuple[Reference, ...]:
    """Returns the references of a text that held at an earlier commit and do not now.

    Args:
        text: Markdown.
        earlier: What could be named then.
        now: What can be named now.
        document: Path in the repository of the document that holds the text; links are relative to it.
    """
    return tuple(
        each
        for each in dict.fromkeys(code_references(text))
        if not now.holds(each, document=document) and earlier.holds(each, document=document)
    )
