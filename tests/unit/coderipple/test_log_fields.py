"""What a line of the log carries besides its words."""

import logging
from collections.abc import Iterator

import pytest
from coderipple.log_fields import fields_of, log_fields

LOGGER = logging.getLogger("coderipple.test")


class _Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def kept() -> Iterator[_Kept]:
    """The root's handler, as Lambda has one."""
    handler = _Kept()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def test_lines_in_the_block_have_the_fields(kept: _Kept) -> None:
    """Those of the blocks around it too, and none afterwards."""
    with log_fields(delivery="d", repository="ada/tides", event=None):
        LOGGER.warning("one")
        with log_fields(commit="c"):
            LOGGER.warning("two")
    LOGGER.warning("three")
    told = [{name: vars(each).get(name) for name in ("delivery", "repository", "commit")} for each in kept.records]
    assert told == [
        {"delivery": "d", "repository": "ada/tides", "commit": None},
        {"delivery": "d", "repository": "ada/tides", "commit": "c"},
        {"delivery": None, "repository": None, "commit": None},
    ]
    assert not any("event" in vars(each) for each in kept.records)


def test_a_record_keeps_what_is_its_own(kept: _Kept) -> None:
    """A field never hides what the logger says of the line."""
    with log_fields(name="x", delivery="outer"):
        LOGGER.warning("one", extra={"delivery": "inner"})
    assert kept.records[0].name == LOGGER.name
    assert vars(kept.records[0])["delivery"] == "inner"


def test_an_error_ends_the_block(kept: _Kept) -> None:
    """The next invocation has nothing of it."""
    with pytest.raises(ValueError, match="x"), log_fields(delivery="d"):
        raise ValueError("x")
    LOGGER.warning("later")
    assert "delivery" not in vars(kept.records[0])


def test_an_error_keeps_the_fields_of_where_it_was_raised() -> None:
    """Whoever reports it stands outside of the block."""
    with pytest.raises(ValueError, match="x") as caught, log_fields(delivery="d"), log_fields(commit="c"):
        raise ValueError("x")
    assert fields_of(caught.value) == {"delivery": "d", "commit": "c"}
    assert fields_of(ValueError("elsewhere")) == {}
