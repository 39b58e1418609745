"""Finds in documents that people wrote what the code had once and has no longer.

Comes in: the facts of two commits, documents, sources. Goes out: `Finding`s.
"""

from coderipple.checking.doc_comments import Declared
from coderipple.checking.findings import Suspicion, comment_suspicions, confirmed, docstring_suspicions, suspicions
from coderipple.checking.past import is_past_document, is_past_text, is_site
from coderipple.checking.removed import RemovedNames, folders, removed_names
from coderipple.checking.still_there import still_there

__all__ = [
    "Declared",
    "RemovedNames",
    "Suspicion",
    "comment_suspicions",
    "confirmed",
    "docstring_suspicions",
    "folders",
    "is_past_document",
    "is_past_text",
    "is_site",
    "removed_names",
    "still_there",
    "suspicions",
]
