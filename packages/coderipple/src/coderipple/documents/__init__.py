"""Documents with managed regions, and the manifest beside them.

Comes in: drafted sections, documents as they are. Goes out: documents as they shall be. What a person wrote outside
the regions stays as it is, byte for byte.
"""

from coderipple.documents.manifest import MANIFEST_PATH, Manifest, SectionRecord
from coderipple.documents.merging import Merge, affected, merge, section_text, standing_sections

__all__ = [
    "MANIFEST_PATH",
    "Manifest",
    "Merge",
    "SectionRecord",
    "affected",
    "merge",
    "section_text",
    "standing_sections",
]
