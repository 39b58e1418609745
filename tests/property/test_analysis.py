"""No source is a reason to fail."""

import ast
import json

from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.guides import read_guide
from coderipple.analysis.manifests import merge_manifests, read_manifest
from coderipple.analysis.project_changes import compare_projects
from coderipple.analysis.python_source import SourceFacts, SourceProblem, read_python
from coderipple.analysis.reasons import stated_history
from coderipple.analysis.usage import declared_usages
from coderipple.facts import Facts, Project
from coderipple.quality_gate import judge
from coderipple.references import Vocabulary
from coderipple.values import Commit
from hypothesis import given, settings
from hypothesis import strategies as st

TOKENS = st.sampled_from(
    [
        *(
            "def f",
            "class A",
            "async",
            "lambda",
            "import",
            "from",
            "if",
            "try:",
            "return",
            "x",
            "add_argument",
            "__all__",
        ),
        *("(", ")", "[", "]", "}", ":", "=", ".", "*", ",", "@", "#", "'", '"""', "f'{", "\\", "\n", "\n    ", "\t"),
        *("os.environ", "'--a'", "add_argument", "__all__"),
        *("import click, typer, flask, environs\n", "@x.command()\n", "@click.option('--a')\n", "def f(x): ...\n"),
        *("sub.add_parser('x')\n", "x = argparse.ArgumentParser()\n", "class A(BaseSettings):\n x: int = 1\n"),
        *("raise E", "f'{x}'", "'a %s'", "%", "x.add_subparsers()", "typer.Option(", "@app.get('/a')\n", "super()"),
    ]
)
SOURCES = st.lists(TOKENS, max_size=40).map(" ".join).map(str.encode)


@settings(max_examples=100)
@given(SOURCES | st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_a_source_or_a_problem(source: bytes) -> None:
    """Reading never raises, and says why where it cannot read."""
    found = read_python(source)
    assert isinstance(found, SourceFacts | SourceProblem)
    assert not isinstance(found, SourceProblem) or found.reason


@settings(max_examples=100)
@given(SOURCES | st.binary(), st.booleans())
def test_any_bytes_have_usages_that_parse(source: bytes, is_test: bool) -> None:
    """Looking for usages never raises, and what is found is Python that names what it uses."""
    for each in declared_usages(b"import x\n" + source, frozenset({"x"}), is_test=is_test):
        ast.parse(each.code)
        assert each.names
        assert each.first_line <= each.last_line


MANIFESTS = st.sampled_from(
    [
        *("pyproject.toml", "setup.cfg", "setup.py", "package.json", "go.mod", "Cargo.toml", "pom.xml"),
        *("build.gradle", "settings.gradle"),
    ]
)
MANIFEST_TOKENS = st.sampled_from(
    [
        *(
            "[",
            "]",
            "{",
            "}",
            "(",
            ")",
            "=",
            '"',
            "'",
            ",",
            ".",
            ":",
            "\n",
            "\n  ",
            "<",
            ">",
            "/",
            "$",
            "//",
            "#",
            "+",
            "%",
        ),
        *(
            "project",
            "name",
            "version",
            "dependencies",
            "tool.poetry",
            "metadata",
            "options",
            "package",
            "bin",
            "x",
            "1",
        ),
        *("require", "module", "from setuptools import setup\n", "setup(", "<project>", "</project>", "<artifactId>"),
        *("implementation", "^1.0", ">=1", "&a;", "\u202e", "\0"),
    ]
)


@given(MANIFESTS, st.binary() | st.lists(MANIFEST_TOKENS, max_size=30).map(lambda found: "".join(found).encode()))
def test_any_bytes_are_a_project_a_reason_or_none(path: str, content: bytes) -> None:
    """A manifest may hold anything; a reason is never empty, and a project can be merged and compared."""
    found = read_manifest(path, "b", content)
    assert found is None or isinstance(found, Project) or found.strip()
    if isinstance(found, Project):
        merged = merge_manifests([found, found])
        assert list(compare_projects(merged, merged)) == []


KEYS = st.sampled_from(
    [
        *("project", "tool", "poetry", "flit", "metadata", "package", "name", "version", "description", "dependencies"),
        *("optional-dependencies", "dependency-groups", "include-group", "scripts", "entry-points", "extras", "group"),
        *("build-system", "build-backend", "requires-python", "python", "dev-dependencies", "plugins", "dev", "x"),
        *("bin", "lib", "main", "exports", "type", "engines", "node", ".", "path", "target", "workspace", "optional"),
    ]
)
VALUES = st.recursive(
    st.booleans() | st.integers(0, 9) | st.text(st.characters(codec="utf-8"), max_size=5) | st.sampled_from(["a>=1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=20,
)


def as_toml(value: object) -> str:
    """Returns a value as TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {as_toml(each)}' for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return (
        json.dumps(value, ensure_ascii=True).replace("\\ud", "\\u0d") if isinstance(value, str) else json.dumps(value)
    )


@given(st.sampled_from(["pyproject.toml", "Cargo.toml", "package.json"]), st.dictionaries(KEYS, VALUES, max_size=6))
def test_values_of_any_kind_are_no_reason_to_fail(path: str, manifest: dict[str, object]) -> None:
    """A table may stand where a text is expected, and a number where a table is."""
    manifest = {"project": {"name": "x"}, "package": {"name": "x"}, "name": "x"} | manifest
    lines = "\n".join(f'"{key}" = {as_toml(value)}' for key, value in manifest.items())
    found = read_manifest(path, "b", (json.dumps(manifest) if path.endswith("json") else lines).encode())
    if isinstance(found, Project):
        assert list(compare_projects([found], [found])) == []
        texts = (found.name, found.version, found.description, found.runtime, found.build_backend)
        assert all(each.isprintable() for each in texts)


MARKUP = st.sampled_from(
    [
        *(
            "# ",
            "=====",
            "- ",
            "> ",
            "`",
            "``",
            "*",
            "_",
            "[",
            "](",
            ")",
            "![",
            "<",
            ">",
            "|",
            ":",
            "::",
            ".. ",
            "\\",
            "---",
        ),
        *("\n", "\n\n", "    ", "words of it", "h1", "!!! ", ":::", "https://a", "\0", "\u202e", "."),
    ]
)


@given(
    st.sampled_from(["a.md", "a.rst", "README"]),
    st.binary() | st.lists(MARKUP, max_size=40).map(lambda each: "".join(each).encode()),
)
def test_any_document_can_be_read(path: str, content: bytes) -> None:
    """What comes out is one visible line of bounded length, its code spans whole."""
    found = read_guide(path, content)
    if found:
        assert found.title or found.opening
        assert len(found.title) <= 200
        assert len(found.opening) <= 400
        assert (found.title + found.opening).isprintable()
        assert found.opening.count("`") % 2 == 0


@given(st.text())
def test_a_first_sentence_is_one_line(text: str) -> None:
    """Whatever a docstring holds, its summary fits on a line, and nothing is invented."""
    sentence = first_sentence(text)
    assert len(sentence.splitlines()) <= 1
    assert len(sentence) <= len(text)


@given(st.text())
def test_a_quotation_is_of_the_message(message: str) -> None:
    """A reason is quoted word for word or not at all."""
    history = stated_history([Commit(commit_id="1", message=message)], lambda _: ["m.py"])
    words = message.split()
    assert all(word in words for found in history.reasons for word in found.quote.split())


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    """The gate takes whatever a model says, and its score is one."""
    verdict = judge(text, Vocabulary(Facts()), document="d.md", minimum=60)
    assert 0 <= verdict.score <= 100
    assert bool(verdict.reason) is not verdict.published
