"""A cache of facts that forgets when the test does."""

from collections.abc import Mapping


class FakeFactsCache:
    """Meets the `FactsCache` port in memory; `asked` and `entries` tell a test what happened."""

    def __init__(self) -> None:
        self.entries: dict[str, bytes] = {}
        self.asked: list[str] = []

    def read(self, key: str) -> bytes | None:
        self.asked.append(key)
        return self.entries.get(key)

    def keep(self, entries: Mapping[str, bytes]) -> None:
        self.entries.update(entries)
