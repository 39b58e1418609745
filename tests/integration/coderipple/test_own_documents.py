"""The documents of this repository's own packages, checked by means that share no code with the engine.

The pipeline reads a real clone with the real adapters. What it wrote is held against the interpreter (`inspect`)
and against a plain search of the text.
"""

import ast
import builtins
import importlib
import keyword
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

import pytest
from coderipple.config import get_config
from coderipple.outcome import Outcome
from coderipple.push_flow import document_push
from coderipple.values import Push
from coderipple.wiring import wire
from fakes.clones import git
from fakes.inspect_oracle import is_class, parameters, public_modules, public_symbols
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[3]
INSPECTED = ROOT / "tests" / "golden" / "inspected"
PACKAGES = ("coderipple", "coderipple_demo", "coderipple_deployment", "lambda_packaging")
MESSAGE = "Document the packages\n\nThis is a clone because the pipeline reads one."
SECTION = re.compile(r"^## `([\w.]+)`$")
SYMBOL = re.compile(r"^ *- (?:class |property )?(`+) ?((?:async )?([\w.]+).*?) ?\1(?!`)")


def commit_everything(folder: Path) -> None:
    """Makes a repository of a folder."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "user.name", "Ada Example")
    git(folder, "config", "user.email", "ada@example.com")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", MESSAGE)


def document(folder: Path) -> Outcome:
    """Documents the head of a clone."""
    config = get_config({"CODERIPPLE_REPOSITORY_PATH": str(folder)})
    with wire(config) as ports:
        return document_push(Push(repository="own", head="HEAD"), config, ports)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that holds the packages as they are on the disk; the root's build backend is in none of them."""
    folder = tmp_path_factory.mktemp("own")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "dist", "build", "root_backend.py")
    shutil.copytree(ROOT / "packages", folder / "packages", ignore=ignored)
    commit_everything(folder)
    return folder


@pytest.fixture(scope="module")
def outcome(clone: Path) -> Outcome:
    """What the first run on that clone told; its documents are in the clone."""
    return document(clone)


@pytest.fixture(scope="module")
def documents(clone: Path, outcome: Outcome) -> dict[Path, str]:
    """Every page that was written."""
    assert outcome.documentation_updated
    return {path: path.read_text(encoding="utf-8") for path in sorted((clone / "coderipple").rglob("*.md"))}


def signatures(text: str) -> list[tuple[str, str, str]]:
    """Returns module, name and signature of every symbol on the page of interfaces."""
    found = []
    module = ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = SECTION.match(line)
            module = heading.group(1) if heading else ""
        elif module and (symbol := SYMBOL.match(line)):
            found.append((module, symbol.group(3), symbol.group(2)))
    return found


def reference(clone: Path) -> str:
    """Returns the pages of the reference, one after the other: it is a folder where it is large."""
    pages = sorted((clone / "coderipple" / "system").glob("interfaces/*.md"))
    return "\n".join(each.read_text(encoding="utf-8") for each in [clone / "coderipple/system/interfaces.md", *pages])


def listed(text: str) -> list[tuple[str, str]]:
    """Returns module and name of every symbol on the page of interfaces."""
    return [(module, name) for module, name, _ in signatures(text)]


def expected_symbols(packages: Iterable[str]) -> Counter[tuple[str, str]]:
    """Returns module and name of every symbol that the interpreter knows."""
    return Counter(
        (module.__name__, name)
        for each in packages
        for module in public_modules(each)
        for name in public_symbols(module)
    )


def test_at_least_two_roles_wrote(outcome: Outcome) -> None:
    """All three have something to say about these packages, and nothing was refused."""
    assert set(outcome.agents_invoked) == {"building_inspector", "historian", "tourist_guide"}
    assert {each.action.value for each in outcome.documents} == {"create"}


@pytest.mark.usefixtures("documents")
def test_every_public_symbol_is_listed_once(clone: Path) -> None:
    """Neither less nor more than the interpreter knows, name by name."""
    text = reference(clone)
    expected = expected_symbols(PACKAGES)
    assert len(expected) > 200
    assert Counter(listed(text)) == expected


@pytest.mark.usefixtures("documents")
def test_every_constant_that_is_listed_exists(clone: Path) -> None:
    """With the value that is shown of it, where one is."""
    module, found = "", 0
    for line in reference(clone).splitlines():
        if heading := SECTION.match(line):
            module = heading.group(1)
        elif data := re.match(r"^- data `(?:type )?(\w+)(?:: [^=]+)?(?: = (.+))?`", line):
            value = getattr(importlib.import_module(module), data.group(1))
            found += 1
            assert data.group(2) is None or ast.literal_eval(data.group(2)) == value
    assert found > 50


def stated_parameters(signature: str) -> list[tuple[str, str]] | None:
    """Returns name and kind of each parameter that a signature states, as Python's own parser reads it."""
    call = re.sub(r"^(async )?[\w.]+", "", signature)
    if not call.startswith("("):
        return None
    (function,) = ast.parse(f"def f{call}: ...").body
    assert isinstance(function, ast.FunctionDef)
    stated = function.args
    groups = {
        "POSITIONAL_ONLY": stated.posonlyargs,
        "POSITIONAL_OR_KEYWORD": stated.args,
        "VAR_POSITIONAL": [stated.vararg],
        "KEYWORD_ONLY": stated.kwonlyargs,
        "VAR_KEYWORD": [stated.kwarg],
    }
    return [(each.arg, kind) for kind, group in groups.items() for each in group if each is not None]


def differences(text: str) -> list[tuple[str, str]]:
    """Returns the symbols on the page of interfaces whose parameters the interpreter tells differently.

    A class may be named alone, where its source does not say in one place how it is made.
    """
    return [
        (module, name)
        for module, name, signature in signatures(text)
        if not (signature == name and is_class(importlib.import_module(module), name))
        and stated_parameters(signature) != parameters(importlib.import_module(module), name)
    ]


@pytest.mark.usefixtures("documents")
def test_every_signature_has_the_parameters_of_the_interpreter(clone: Path) -> None:
    """Names, order and kinds are those that `inspect` reports, of functions, methods and classes."""
    text = reference(clone)
    assert len([each for *_, each in signatures(text) if stated_parameters(each)]) > 150
    assert differences(text) == []


def test_every_way_to_define_is_told_as_the_interpreter_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stars, namespaces, tasks and each kind of method, parameter and field, on a package made to hold them all."""
    shutil.copytree(INSPECTED, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    commit_everything(tmp_path)
    document(tmp_path)
    text = (tmp_path / "coderipple" / "system" / "interfaces.md").read_text(encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "src")
    importlib.invalidate_caches()
    packages = ("harbour", "north.sea.buoys")
    assert Counter(listed(text)) == expected_symbols(packages)
    assert {("harbour", "splice"), ("harbour.tasks", "send_invoice"), ("north.sea.buoys.lights", "flash")} <= set(
        listed(text)
    )
    assert differences(text) == []
    assert [name for _, name, signature in signatures(text) if name == signature] == ["Account"]


def spans_and_links(text: str) -> tuple[list[str], list[str]]:
    """Returns the code spans and the targets of links outside quotations."""
    spans: list[str] = []
    links: list[str] = []

    def walk(tokens: list[Token]) -> None:
        quoted = 0
        for token in tokens:
            quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
            if token.type == "code_inline" and not quoted:
                spans.append(token.content)
            if token.type == "link_open":
                links.append(str(token.attrs["href"]))
            if not quoted:
                walk(token.children or [])

    walk(MarkdownIt("commonmark").parse(text))
    return spans, links


def test_every_name_exists(clone: Path, documents: dict[Path, str]) -> None:
    """Each word of each code span is found by a plain search of the sources, the paths or the language."""
    files = [each for each in (clone / "packages").rglob("*") if each.is_file()]
    words = set(dir(builtins)) | set(keyword.kwlist)
    for file in files:
        words |= set(re.findall(r"\w+", file.relative_to(clone).as_posix()))
        text = file.read_text(encoding="utf-8")
        words |= set(re.findall(r"\w+", text)) | set(re.findall(r"\w+", re.sub(r"(?<=\d)_(?=\d)", "", text)))
    words |= {git(clone, "rev-parse", "HEAD")[:12]}
    words |= {"python", "pip", "install", "m"}  # the commands that a reader has
    spans = [span for text in documents.values() for span in spans_and_links(text)[0]]
    missing = {word for span in spans for word in re.findall(r"\w+", span)} - words
    assert len(spans) > 300
    assert missing == set()


def test_every_link_leads_somewhere(documents: dict[Path, str]) -> None:
    """Each target is a file, or a folder of several that make one package, beside the page that names it."""
    targets = [(path, link) for path, text in documents.items() for link in spans_and_links(text)[1]]
    assert len(targets) > 50
    assert [link for path, link in targets if not (path.parent / unquote(link)).resolve().exists()] == []


def test_a_second_run_writes_nothing(clone: Path, documents: dict[Path, str]) -> None:
    """On the same commit, and on one that adds the documents themselves."""
    git(clone, "add", "--all")
    git(clone, "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "docs, because")
    outcome = document(clone)
    assert outcome.skipped is not None
    assert not outcome.documentation_updated
    assert {path: path.read_text(encoding="utf-8") for path in documents} == documents
