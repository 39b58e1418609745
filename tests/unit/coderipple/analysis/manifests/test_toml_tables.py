"""TOML in bounded time."""

import pytest
from coderipple.analysis.manifests.toml_tables import toml_tables


@pytest.mark.parametrize("key", ["a." * 1_000_000 + "b", '"a" . ' * 40 + "b", "[" + "'a'." * 40 + "b]"])
def test_a_key_of_many_parts_is_refused(key: str) -> None:
    """The standard library's parser takes quadratic time for one."""
    with pytest.raises(ValueError, match="more than 32 parts"):
        toml_tables(f"{key} = 1")


@pytest.mark.parametrize("text", ["a.b.c = 1", 'x = ["1.2.3", "4.5.6"]', "x = '" + "a" * 100_000 + "'", "x = 1.5"])
def test_what_people_write_is_read(text: str) -> None:
    """Versions, addresses and long texts are no long keys."""
    assert toml_tables(text)
