"""The facts of a commit, out of those of its files."""

from coderipple.analysis import FactsReader
from coderipple.facts import Evidence, SymbolKind
from fakes.facts import facts_of


def test_symbols_carry_their_owner_and_evidence() -> None:
    """A method is named with its class, `async` stays in front, and the span is that of the file."""
    facts = facts_of({"m.py": "class A:\n    async def run(self, x): ...\n    def _no(self): ...\n"})
    owner, method = facts.modules[0].symbols
    assert (owner.name, method.name, method.signature) == ("A", "A.run", "async A.run(x)")
    assert method.evidence == Evidence(
        path="m.py", first_line=2, last_line=2, blob_id="m.py", symbol="A.run", digest=method.evidence.digest
    )


def test_the_digest_of_a_symbol_is_that_of_what_it_states() -> None:
    """Neither its place nor its body nor where its lines break changes it; its signature and description do."""

    def digest(source: str) -> str:
        return facts_of({"m.py": source}).modules[0].symbols[0].evidence.digest

    known = digest("def f(a, b=1):\n    'Adds.'\n    return a + b\n")
    assert digest("\n\ndef f(\n    a,\n    b=1,\n):\n    'Adds. And more.'\n    return b + a\n") == known
    assert digest("def f(a, b=2):\n    'Adds.'\n") != known
    assert digest("def f(a, b=1):\n    'Subtracts.'\n") != known


def test_data_is_offered_with_its_description() -> None:
    """Constants, aliases of types, and whatever `__all__` names; a value only where it is short."""
    code = (
        'LIMIT: int = 20\n"""Most rows."""\nlower = 1\nTABLE = {"a": 1}\nT = TypeVar("T")\ntype Row = tuple[int, ...]\n'
    )
    symbols = facts_of({"m.py": code}).modules[0].symbols
    assert [(each.kind, each.signature, each.summary) for each in symbols] == [
        (SymbolKind.DATA, "LIMIT: int = 20", "Most rows."),
        (SymbolKind.DATA, "TABLE", ""),
        (SymbolKind.DATA, "type Row", ""),
    ]
    assert [each.name for each in facts_of({"m.py": code + "__all__ = ['lower']"}).modules[0].symbols] == ["lower"]


def test_options_and_variables_are_those_for_users() -> None:
    """What tests, tools and examples declare or read does not count; variables come once, options once a file."""
    code = 'import os\nos.environ["B"]\nos.environ["A"]\n'
    code += 'parser.add_argument("-x", "--long")\nparser.add_argument("--also")\n'
    other = code.replace("B", "C").replace("also", "other")
    facts = facts_of({"m.py": code, "n.py": code, "tests/t.py": other, "examples/e.py": other, "setup.py": other})
    assert [each.name for each in facts.variables] == ["A", "B"]
    expected = [("m.py", ("--also",)), ("n.py", ("--also",)), ("m.py", ("-x", "--long")), ("n.py", ("-x", "--long"))]
    assert [(each.evidence.path, each.flags) for each in facts.options] == expected
    assert {each.evidence.path for each in facts.variables} == {"m.py"}


def test_options_that_are_not_read_are_a_warning() -> None:
    """One for each file that users run."""
    code = 'import argparse\np = argparse.ArgumentParser()\np.add_argument("--" + a)\np.add_argument("--" + b)\n'
    facts = facts_of({"m.py": code, "tests/t.py": code})
    assert facts.warnings == ("options are added in a way that is not read: m.py:3",)


def test_options_of_different_commands_are_different() -> None:
    """What two commands take with the same spelling is there twice, each with its default."""
    code = (
        'import click\n@click.group()\ndef cli(): ...\n@cli.command()\n@click.option("-x", default=1, help="A.")\n'
        'def a(): ...\n@cli.command()\n@click.option("-x")\n@click.argument("path")\ndef b(): ...\n'
    )
    facts = facts_of({"m.py": code})
    assert [(each.command, each.flags, each.default, each.summary) for each in facts.options] == [
        ("a", ("-x",), "1", "A."),
        ("b", ("-x",), None, ""),
    ]
    assert [(each.name, each.arguments, each.evidence.first_line) for each in facts.commands] == [
        ("a", (), 6),
        ("b", ("PATH",), 10),
        ("cli", (), 3),
    ]


def test_a_command_that_a_script_starts_is_a_program() -> None:
    """Its options belong to no command, and it is called as the script is; the same code elsewhere is a command."""
    code = 'import click\n@click.command()\n@click.option("-x")\ndef go_on(): ...\n'
    project = '[project]\nname = "x"\n[project.scripts]\ngo = "a:go_on"\n'
    facts = facts_of({"a.py": code, "b.py": code, "pyproject.toml": project})
    assert [(each.name, each.evidence.path) for each in facts.commands] == [("go", "a.py"), ("go-on", "b.py")]
    assert [(each.command, each.evidence.path) for each in facts.options] == [("", "a.py"), ("go-on", "b.py")]


def test_variables_and_routes_carry_what_the_code_says_of_them() -> None:
    """The field and description of a setting, also where another file reads it; method, path and handler of a route."""
    settings = 'class S(BaseSettings):\n    host: str = "a"\n    """Where. Or not."""\n'
    web = 'from flask import app\n@app.post("/b")\ndef f():\n    """Does."""\n@app.get("/a")\ndef g(): ...\n'
    facts = facts_of({"a.py": 'import os\nos.environ["HOST"]\n', "s.py": settings, "web.py": web})
    (variable,) = facts.variables
    assert (variable.name, variable.field, variable.summary) == ("HOST", "S.host", "Where.")
    assert (variable.default, variable.evidence.path) == ("'a'", "s.py")
    assert [(each.methods, each.path, each.handler, each.summary) for each in facts.routes] == [
        (("GET",), "/a", "g", ""),
        (("POST",), "/b", "f", "Does."),
    ]


def test_projects_of_tests_do_not_count() -> None:
    """A manifest among the tests is material; a broken one elsewhere is a warning."""
    good = '[project]\nname = "x"\n'
    facts = facts_of({"pyproject.toml": good, "tests/data/pyproject.toml": good, "b/pyproject.toml": "[["})
    assert [each.folder for each in facts.projects] == [""]
    assert len(facts.warnings) == 1
    assert facts.warnings[0].startswith("b/pyproject.toml: not read, TOMLDecodeError")


def test_manifests_of_all_kinds_are_read_and_those_of_a_folder_are_one_project() -> None:
    """A `setup.py` is a manifest although it is no code for users; each ecosystem has its project."""
    facts = facts_of(
        {
            "pyproject.toml": '[build-system]\nbuild-backend = "setuptools.build_meta"\n',
            "setup.py": "from setuptools import setup\nsetup(name='tides', version='1')\n",
            "web/package.json": '{"name": "tides-web"}',
            "node_modules/a/package.json": '{"name": "a"}',
            "docs/go.mod": "module docs",
            "pom.xml": "<!DOCTYPE x><project/>",
        }
    )
    assert [(each.folder, each.ecosystem, each.name) for each in facts.projects] == [
        ("", "python", "tides"),
        ("web", "node", "tides-web"),
    ]
    assert facts.projects[0].build_backend == "setuptools.build_meta"
    assert facts.warnings == ("pom.xml: not read, ValueError: it declares a document type; a manifest has none",)


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
    contents = {"good": b"def f(): ...\n", "bad": b"def (:\n", "big": b"#" * 600_000}
    reader = FactsReader(contents.__getitem__)
    earlier = {"m.py": "good", "n.py": "good", "o.py": "bad"}
    facts = reader.read({"m.py": "bad", "n.py": "big", "o.py": "bad", "p/q.py": "bad"}, fallback=earlier)
    assert [each.symbols[0].evidence.blob_id for each in facts.modules] == ["good", "good"]
    assert facts.stale_paths == ("m.py", "n.py")
    assert facts.unread_modules == {"o.py", "o", "p/q.py", "q"}
    assert [each.split(":")[0] for each in facts.warnings] == ["m.py", "n.py", "o.py", "p/q.py"]
