"""A progress of a run that remembers."""


class FakeProgress:
    """Meets the `Progress` port; `told` is what it was told, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.expected = 0
        self.advanced = 0

    def expect(self, files: int) -> None:
        self.expected += files
        self.told.append(f"expect {files}")

    def advance(self) -> None:
        self.advanced += 1

    def begin(self, stage: str) -> None:
        self.told.append(stage)
