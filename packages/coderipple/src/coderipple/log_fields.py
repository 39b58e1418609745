"""Fields that every line of the log carries while something is worked off: which delivery, repository, commit.

Comes in: names and values. Goes out: attributes of log records, of which Lambda's JSON format makes fields. Standard
library only: the acknowledging path imports this module.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_FIELDS: ContextVar[Mapping[str, str]] = ContextVar("log_fields", default={})  # noqa: B039 - it is never changed


class _Fields(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Adds the fields; what the record says itself stays."""
        record.__dict__ = {**_FIELDS.get(), **record.__dict__}
        return True


_FILTER = _Fields()


@contextmanager
def log_fields(**fields: str | None) -> Iterator[None]:
    """Gives the lines that are logged in the block these fields, beside those of the blocks around it.

    Args:
        fields: Values by name; one that is None is left out.
    """
    for handler in logging.getLogger().handlers:
        handler.addFilter(_FILTER)  # once is enough, and more change nothing
    told = {name: value for name, value in fields.items() if value}
    token = _FIELDS.set({**_FIELDS.get(), **told})
    try:
        yield
    finally:
        _FIELDS.reset(token)
