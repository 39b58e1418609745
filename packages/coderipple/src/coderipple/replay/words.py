"""Every word of a commit: a plain search of its sources, manifests and paths, nothing parsed.

Comes in: trees and blobs. Goes out: whether a word stands anywhere. Only blobs that changed are read again.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping

_WORD = re.compile(r"\w+")
_PROSE_ENDINGS = (".md", ".rst", ".adoc", ".txt")
_LARGEST_BYTES = 4_000_000


class WordIndex:
    """The words of one commit at a time.

    Args:
        read_blob: Returns the content of a blob.
        left_out: Folder whose files do not count: the documents.
    """

    def __init__(self, read_blob: Callable[[str], bytes], *, left_out: str) -> None:
        self._read_blob = read_blob
        self._left_out = f"{left_out}/"
        self._tree: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._by_blob: dict[str, frozenset[str]] = {}
        self.ever: set[str] = set()

    def __contains__(self, word: str) -> bool:
        """Tells whether a word stands in the commit."""
        return self._counts[word] > 0

    def move_to(self, tree: Mapping[str, str]) -> None:
        """Makes it the words of another tree."""
        new = {path: blob for path, blob in tree.items() if not path.startswith(self._left_out)}
        for path, blob in self._tree.items():
            if new.get(path) != blob:
                self._counts.subtract(self._words(path, blob))
        for path, blob in new.items():
            if self._tree.get(path) != blob:
                words = self._words(path, blob)
                self._counts.update(words)
                self.ever |= words
        self._tree = new

    def _words(self, path: str, blob: str) -> frozenset[str]:
        named = frozenset(_WORD.findall(path))
        if path.lower().endswith(_PROSE_ENDINGS) and not path.endswith("requirements.txt"):
            return named
        if blob not in self._by_blob:
            content = self._read_blob(blob)
            is_text = len(content) <= _LARGEST_BYTES and b"\0" not in content[:8000]
            self._by_blob[blob] = (
                frozenset(_WORD.findall(content.decode("utf-8", "replace"))) if is_text else frozenset()
            )
        return named | self._by_blob[blob]
