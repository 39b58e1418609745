"""What a file says of an environment variable.

Comes in: the parts of a reading. Goes out: `ReadVariable`s.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadVariable:
    """An environment variable and the lines that read it.

    Attributes:
        name: Its name.
        default: Source text of its default, or None.
        first_line: First line of the reading.
        last_line: Last line of the reading.
        field: The field of a settings class that it fills, for example `Settings.host`.
        summary: First sentence of its description.
    """

    name: str
    default: str | None
    first_line: int
    last_line: int
    field: str = ""
    summary: str = ""
