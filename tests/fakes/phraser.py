"""A phraser that says what a test tells it to."""

from coderipple.values import ModelUsage, Section


class FakePhraser:
    """Meets the `Phraser` port.

    Args:
        text: What it says about every section.

    Attributes:
        sections: The sections that it was asked to phrase.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.sections: list[Section] = []

    @property
    def usage(self) -> ModelUsage:
        return ModelUsage(calls=len(self.sections), tokens=10 * len(self.sections))

    def phrase(self, section: Section) -> str:
        self.sections.append(section)
        return self._text
