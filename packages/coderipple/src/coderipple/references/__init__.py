"""The references to code in a Markdown text, and whether they are true of a commit.

Comes in: Markdown, facts. Goes out: `Reference`s, and a yes or no for each by a `Vocabulary`.
"""

from coderipple.references.anchors import anchors, github_slug
from coderipple.references.extraction import LONGEST_CHARACTERS, Reference, ReferenceKind, code_references, is_plain
from coderipple.references.known_names import LANGUAGE_NAMES
from coderipple.references.vocabulary import PartialVocabulary, UnprovenError, Vocabulary, link_target

__all__ = [
    "LANGUAGE_NAMES",
    "LONGEST_CHARACTERS",
    "PartialVocabulary",
    "Reference",
    "ReferenceKind",
    "UnprovenError",
    "Vocabulary",
    "anchors",
    "code_references",
    "github_slug",
    "is_plain",
    "link_target",
]
