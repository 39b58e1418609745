"""Fields that every line of the log carries while something is worked off: which delivery, repository, commit.

Comes in: names and values. Goes out: attributes of log records, of which Lambda's JSON format makes fields. Standard
library only: the acknowledging path imports this module.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coderipple.webhook_parser import WebhookEvent

_FIELDS: ContextVar[Mapping[str, str]] = ContextVar("log_fields", default={})  # noqa: B039 - it is never changed


class _Fields(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Adds the fields; what the record says itself stays."""
        record.__dict__ = {**_FIELDS.get(), **record.__dict__}
        return True


_FILTER = _Fields()


def current_fields() -> Mapping[str, str]:
    """Returns the fields that a line would get here."""
    return _FIELDS.get()


def fields_of(error: BaseException) -> Mapping[str, str]:
    """Returns the fields of the innermost block that an error left; whoever handles it is outside of that block."""
    fields: Mapping[str, str] = getattr(error, "log_fields", {})
    return fields


def webhook_fields(webhook_event: "WebhookEvent") -> AbstractContextManager[None]:
    """Gives the lines that are logged in the block the fields that a webhook is found by."""
    return log_fields(
        delivery=webhook_event.delivery_id,
        repository=webhook_event.full_name,
        event=webhook_event.kind,
        pushed_commit=webhook_event.after or webhook_event.head_commit,
    )


@contextmanager
def log_fields(**fields: str | None) -> Iterator[None]:
    """Gives the lines that are logged in the block these fields, beside those of the blocks around it.

    An error that leaves the block keeps them as its attribute `log_fields`.

    Args:
        fields: Values by name; one that is None is left out.
    """
    for handler in logging.getLogger().handlers:
        handler.addFilter(_FILTER)  # once is enough, and more change nothing
    told = {**_FIELDS.get(), **{name: value for name, value in fields.items() if value}}
    token = _FIELDS.set(told)
    try:
        yield
    except BaseException as error:
        error.__dict__.setdefault("log_fields", told)
        raise
    finally:
        _FIELDS.reset(token)
