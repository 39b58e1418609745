"""An event is read or refused; sending it and serving are shown in tests/integration."""

from pathlib import Path

import pytest
from lambda_packaging.errors import EventError
from lambda_packaging.local import read_event


def test_an_event_is_any_json_value(tmp_path: Path) -> None:
    """Lambda takes anything."""
    (tmp_path / "event.json").write_text('{"a": [1, null]}')
    assert read_event(tmp_path / "event.json") == {"a": [1, None]}


def test_a_file_that_is_no_event_is_named(tmp_path: Path) -> None:
    """Missing or malformed."""
    with pytest.raises(EventError, match="cannot be read"):
        read_event(tmp_path / "event.json")
    (tmp_path / "event.json").write_text("{")
    with pytest.raises(EventError, match="is not JSON"):
        read_event(tmp_path / "event.json")
