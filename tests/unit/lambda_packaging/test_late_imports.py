"""An import counts as late where importing its module does not run it, or hides that it failed."""

from pathlib import Path

import pytest
from fakes.sample_project import write
from lambda_packaging.late_imports import find_late_imports


def found(modules: Path, text: str, *, file: str = "package/part/a.py") -> set[str]:
    """What a module with that text imports late."""
    write(modules / file, text)
    return set(find_late_imports(modules, [file], naming={"test", "tests"}))


@pytest.mark.parametrize(
    ("text", "imported"),
    [
        ("def run():\n    import package.tests.data\n", {"package/tests/data"}),
        ("async def run():\n    from package.tests import data, more\n", {"package/tests/data", "package/tests/more"}),
        ("class A:\n    def run(self):\n        from .tests import data\n", {"package/part/tests/data"}),
        ("def run():\n    from ..tests import data\n", {"package/tests/data"}),
        (
            "def run():\n    from . import (\n        other,\n        tests,\n    )\n",
            {"package/part/other", "package/part/tests"},
        ),
        ("try:\n    from . import tests\nexcept ImportError:\n    tests = None\n", {"package/part/tests"}),
        ("with suppress(ImportError):\n    import tests\n", {"tests"}),
    ],
)
def test_a_late_import_is_found(tmp_path: Path, text: str, imported: set[str]) -> None:
    """Absolute or relative, on one line or in brackets; the names may be modules or what they hold."""
    assert found(tmp_path, text) == imported


@pytest.mark.parametrize(
    "text",
    [
        "from . import tests\n",
        "if TYPE_CHECKING:\n    from . import tests\n",
        "class A:\n    from .tests import data\n",
        "def run():\n    from . import testing\n",
        'def run():\n    """\n    from . import tests\n    """\n',
        "def run(:\n    from . import tests\n",
        "def run():\n    from . import tests\0\n",
    ],
)
def test_what_is_not_late_or_no_import_is_not_found(tmp_path: Path, text: str) -> None:
    """A module that cannot be parsed is named by the step that compiles it."""
    assert found(tmp_path, text) == set()


def test_a_package_imports_relative_to_itself(tmp_path: Path) -> None:
    """Its file is called `__init__.py`, but one dot means its own folder."""
    text = "def run():\n    from .tests import data\n"
    assert found(tmp_path, text, file="package/__init__.py") == {"package/tests/data"}


def test_only_sources_are_read_and_their_warnings_are_not_ours(tmp_path: Path) -> None:
    """Other people's escape sequences are no news in a build."""
    assert found(tmp_path, "def run():\n    import tests\n", file="package/notes.txt") == set()
    assert found(tmp_path, "def run():\n    import tests\n    return '\\d'\n") == {"tests"}
