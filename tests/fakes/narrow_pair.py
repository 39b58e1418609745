"""The same repository documented twice: by runs that keep what they read, and by runs that read everything."""

from collections.abc import Mapping

from fakes.facts_cache import FakeFactsCache
from fakes.pipeline import Pipeline

QUIET = "src/tides/quiet.py"


class NarrowPair:
    """Two pipelines of one repository.

    Args:
        files: Its first files; `QUIET`, which no test changes, is among them.
    """

    def __init__(self, files: Mapping[str, str | bytes | None]) -> None:
        self.cache = FakeFactsCache()
        self.narrow = Pipeline(facts_cache=self.cache)
        self.full = Pipeline()
        for each in (self.narrow, self.full):
            each.push(files)

    def push(self, files: Mapping[str, str | bytes | None]) -> bool:
        """Documents a push with both, requires the same of them, and tells whether every file was read."""
        self.cache.asked.clear()
        outcomes = [each.push(files) for each in (self.narrow, self.full)]
        assert self.narrow.documents.files == self.full.documents.files
        assert outcomes[0].changes == outcomes[1].changes
        assert outcomes[0].decisions == outcomes[1].decisions
        assert outcomes[0].warnings == outcomes[1].warnings
        return self.has_read(QUIET)

    def has_read(self, path: str) -> bool:
        """Tells whether the facts of a file were asked for."""
        blob_id = self.narrow.repository.tree(self.narrow.repository.resolve("HEAD"))[path]
        return any(key.endswith(f"python {blob_id}") for key in self.cache.asked)
