"""The map of the code."""

from coderipple.facts import SourceModule
from fakes.facts import facts_of


def test_every_module_and_what_it_imports_of_the_others() -> None:
    """Private modules too; absolute and relative imports, deep in functions as well; nothing from elsewhere."""
    facts = facts_of(
        {
            "p/__init__.py": '"""The package."""\n',
            "p/_a.py": "import os\nfrom . import b\nfrom p.b import name\n\ndef f():\n    import q.c\n",
            "p/b.py": "from .b import itself\n",
            "q/__init__.py": "",
            "q/c.py": "import p\nimport p.b\n",
            "tests/test_p.py": "import p\n",
        }
    )
    assert facts.module_map == (
        SourceModule(name="p", path="p/__init__.py", summary="The package.", imports=()),
        SourceModule(name="p._a", path="p/_a.py", summary="", imports=("p.b", "q.c")),
        SourceModule(name="p.b", path="p/b.py", summary="", imports=()),
        SourceModule(name="q", path="q/__init__.py", summary="", imports=()),
        SourceModule(name="q.c", path="q/c.py", summary="", imports=("p.b",)),
    )
