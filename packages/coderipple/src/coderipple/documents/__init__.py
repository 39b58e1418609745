"""Documents with managed regions, and the manifest beside them.

Comes in: drafted sections, documents as they are. Goes out: documents as they shall be. What a person wrote outside
the regions stays as it is, byte for byte.
"""

from coderipple.documents.manifest import Manifest, SectionRecord, digest
from coderipple.documents.merging import Merge, facts_digest, merge, section_text, standing_sections
from coderipple.pages import MANIFEST_PATH

__all__ = [
    "MANIFEST_PATH",
    "Manifest",
    "Merge",
    "SectionRecord",
    "digest",
    "facts_digest",
    "merge",
    "section_text",
    "standing_sections",
]
