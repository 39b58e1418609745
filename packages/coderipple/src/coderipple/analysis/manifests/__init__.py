"""Projects, as the manifests of their ecosystems declare them; one module reads one kind of manifest.

Comes in: the bytes of manifests. Goes out: `Project`s, or the reasons why a manifest cannot be read.
"""

from coderipple.analysis.manifests.content import is_command
from coderipple.analysis.manifests.limits import limited
from coderipple.analysis.manifests.merging import merge_manifests
from coderipple.analysis.manifests.reading import is_called_manifest, is_manifest, read_manifest

__all__ = ["is_called_manifest", "is_command", "is_manifest", "limited", "merge_manifests", "read_manifest"]
