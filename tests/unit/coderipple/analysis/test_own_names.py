"""Which names of the repository's own modules exist."""

import pytest
from fakes.facts import facts_of

FILES = {
    "tt/__init__.py": "from .core import *\nfrom os import sep\n",
    "tt/core.py": "class Wid:\n def __init__(self): self.made = 1\n def run(self): ...\ndef a2(): ...\n",
    "tt/lazy.py": "def __getattr__(name): ...\n",
    "examples/e.py": "import tt\nfrom tt import core\nfrom tt.core import gone_here\n"
    "tt.nothing()\ntt.a2()\ntt.sep\n"
    "core.lost()\ncore.Wid.run\ntt.core.Wid.stop()\ntt.lazy.any()\nother.use()\n",
    "tests/t.py": "from tt.core import gone_function, a2\nimport requests.sessions\nimport tt.old\n",
}


@pytest.mark.parametrize("name", ["tt.nothing", "core.lost", "tt.core.Wid.stop", "gone_here", "e.gone_here"])
def test_a_use_does_not_make_a_name_exist(name: str) -> None:
    """What an example uses or imports may be gone."""
    assert name not in facts_of(FILES).known_names


@pytest.mark.parametrize(
    "name", ["tt.a2", "tt.sep", "core.Wid.run", "tt.lazy.any", "other.use", "Wid.made", "tt.core.Wid.run"]
)
def test_what_is_defined_exists(name: str) -> None:
    """Also by way of a star, from another package, or made when it is asked for."""
    assert name in facts_of(FILES).known_names


def test_an_import_does_not_make_a_module_exist() -> None:
    """Of the own modules only those that are there; those of others are not looked up."""
    imported = facts_of(FILES).imported_modules
    assert {"tt", "tt.core", "tt.core.a2", "requests.sessions"} <= imported
    assert not imported & {"tt.core.gone_function", "tt.old", "tt.core.gone_here"}
