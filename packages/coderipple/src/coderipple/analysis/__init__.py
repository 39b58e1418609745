"""What is true of a commit, and what differs between two.

Comes in: trees and the content of blobs. Goes out: `Facts`, `SurfaceChange`s, a `History`, intents.
"""

from coderipple.analysis.facts import FactsReader, Links, is_read
from coderipple.analysis.file_roles import guide_kind, is_aside, kind_of_file
from coderipple.analysis.intents import stated_intents
from coderipple.analysis.reasons import stated_history
from coderipple.analysis.surface import compare_surfaces

__all__ = [
    "FactsReader",
    "Links",
    "compare_surfaces",
    "guide_kind",
    "is_aside",
    "is_read",
    "kind_of_file",
    "stated_history",
    "stated_intents",
]
