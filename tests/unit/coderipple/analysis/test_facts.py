"""The facts of a commit, out of those of its files."""

from coderipple.analysis import FactsReader
from coderipple.facts import Evidence
from fakes.facts import facts_of


def test_symbols_carry_their_owner_and_evidence() -> None:
    """A method is named with its class, `async` stays in front, and the span is that of the file."""
    facts = facts_of({"m.py": "class A:\n    async def run(self, x): ...\n    def _no(self): ...\n"})
    owner, method = facts.modules[0].symbols
    assert (owner.name, method.name, method.signature) == ("A", "A.run", "async A.run(x)")
    assert method.evidence == Evidence(path="m.py", first_line=2, last_line=2, blob_id="m.py")


def test_options_and_variables_are_those_for_users() -> None:
    """What tests, tools and examples declare or read is not the project's; each is there once, sorted."""
    code = 'import os\nos.environ["B"]\nos.environ["A"]\n'
    code += 'parser.add_argument("-x", "--long")\nparser.add_argument("--also")\n'
    other = code.replace("B", "C").replace("also", "other")
    facts = facts_of({"m.py": code, "n.py": code, "tests/t.py": other, "examples/e.py": other, "setup.py": other})
    assert [each.name for each in facts.variables] == ["A", "B"]
    assert [each.flags for each in facts.options] == [("--also",), ("-x", "--long")]
    assert {each.evidence.path for each in facts.variables} == {"m.py"}


def test_projects_of_tests_do_not_count() -> None:
    """A manifest among the tests is material; a broken one elsewhere is a warning."""
    good = '[project]\nname = "x"\n'
    facts = facts_of({"pyproject.toml": good, "tests/data/pyproject.toml": good, "b/pyproject.toml": "[["})
    assert [each.folder for each in facts.projects] == [""]
    assert len(facts.warnings) == 1
    assert facts.warnings[0].startswith("b/pyproject.toml: not read, TOMLDecodeError")


def test_content_that_two_trees_share_is_read_once() -> None:
    """The cost follows what differs; manifests of projects count too."""
    read: list[str] = []
    contents = {"1": b"def f(): ...\n", "2": b"def g(): ...\n", "3": b'[project]\nname = "x"\n'}

    def read_blob(blob_id: str) -> bytes:
        read.append(blob_id)
        return contents[blob_id]

    reader = FactsReader(read_blob)
    reader.read({"a.py": "1", "b.py": "1", "pyproject.toml": "3"})
    reader.read({"a.py": "1", "b.py": "2", "pyproject.toml": "3", "data.bin": "none"})
    assert read == ["1", "3", "2"]


def test_names_may_be_shortened() -> None:
    """`Class.method` and `module.function` are known like the whole name; those of tests are not."""
    facts = facts_of(
        {"p/__init__.py": "", "p/m.py": "class A:\n    def run(self): ...\n", "tests/t.py": "def t(): ..."}
    )
    assert {"p.m.A.run", "m.A.run", "A.run", "run", "p.m", "m"} <= facts.known_names
    assert "t" not in facts.known_names
    assert facts.paths == {"p/__init__.py", "p/m.py", "tests/t.py"}


def test_a_name_that_is_offered_onward_is_known_there() -> None:
    """`package.function` may be said of what the package imports with a star."""
    facts = facts_of({"p/__init__.py": 'from p._a import *\n__all__ = ["f"]\n', "p/_a.py": "def f(): ...\n"})
    assert "p.f" in facts.known_names


def test_a_file_that_cannot_be_read_keeps_its_earlier_facts() -> None:
    """They are those of the content that stood there, which is their evidence; the head's is a warning."""
    contents = {"good": b"def f(): ...\n", "bad": b"def (:\n", "big": b"#" * 3_000_000}
    reader = FactsReader(contents.__getitem__)
    earlier = {"m.py": "good", "n.py": "good", "o.py": "bad"}
    facts = reader.read({"m.py": "bad", "n.py": "big", "o.py": "bad", "p/q.py": "bad"}, fallback=earlier)
    assert [each.symbols[0].evidence.blob_id for each in facts.modules] == ["good", "good"]
    assert facts.stale_paths == ("m.py", "n.py")
    assert facts.unread_modules == {"o.py", "o", "p/q.py", "q"}
    assert [each.split(":")[0] for each in facts.warnings] == ["m.py", "n.py", "o.py", "p/q.py"]
