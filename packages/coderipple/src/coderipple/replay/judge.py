"""Judges generated pages by what others than the analysis say is true of a commit.

Comes in: pages, the files and words of the commit, what its interpreter told. Goes out: `Measure`s.
"""

import ast
import builtins
import json
import keyword
import posixpath
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from coderipple.replay.oracle import Inspected, OfferedSymbol
from coderipple.replay.reading import Page, read_page, stated_parameters, stated_symbols
from coderipple.replay.report import Measure
from coderipple.replay.words import WordIndex

# The commands of a reader, to get and to install what is documented.
READER_WORDS = frozenset(
    {"python", "m", "pip", "install", "git", "clone", "cd", "npm", "go", "cargo", "mvn", "add", "get"}
)
REFERENCE_PAGES = ("system/interfaces", "getting_started")
_LANGUAGE = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+(?::\w+(?:\.\w+)*)?")
_FLAG = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
_HEX = re.compile(r"[0-9a-f]{7,40}")
_SAMPLES = {"python", "py", "python3", "pycon"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What pages are judged by.

    Attributes:
        pages: Path inside the output folder to text.
        output_dir: Folder of the documents in the repository.
        tree: Path to blob id of the commit, documents left out.
        read_blob: Returns the content of a blob.
        words: The words of the commit.
        commits: Ids of the commits of the history.
        variables: Environment variables, found by search.
        inspected: What the interpreter told, or None.
    """

    pages: Mapping[str, str]
    output_dir: str
    tree: Mapping[str, str]
    read_blob: Callable[[str], bytes]
    words: WordIndex
    commits: tuple[str, ...]
    variables: frozenset[str]
    inspected: Inspected | None

    def read(self) -> dict[str, Page]:
        """Returns what a reader finds on each page."""
        return {path: read_page(text) for path, text in self.pages.items()}


def judge_pages(subject: Subject) -> tuple[Measure, ...]:
    """Returns existence, links, samples, coverage and parameters."""
    pages = subject.read()
    return (
        _existence(subject, pages),
        _links(subject, pages),
        _samples(subject, pages),
        *_interpreted(subject, pages),
    )


def _interpreted(subject: Subject, pages: Mapping[str, Page]) -> tuple[Measure, Measure]:
    """Returns what only an interpreter can tell."""
    inspected = subject.inspected
    if inspected is None or not inspected.modules:
        problem = "no interpreter" if inspected is None else "no module could be imported"
        return Measure(name="coverage", unmeasured=problem), Measure(name="parameters", unmeasured=problem)
    return _coverage(subject, inspected, pages), _parameters(subject, inspected)


def missing_words(span: str, words: WordIndex, commits: Iterable[str]) -> list[str]:
    """Returns the words of a code span that stand nowhere in the commit, nor in the language."""
    return [
        word
        for word in re.findall(r"\w+", span)
        if word not in words
        and not (word.isupper() and word.lower() in words)  # an argument, as `--help` spells it
        and word not in _LANGUAGE
        and word not in READER_WORDS
        and not (_HEX.fullmatch(word) and any(each.startswith(word) for each in commits))
    ]


def _existence(subject: Subject, pages: Mapping[str, Page]) -> Measure:
    exact = _ExactNames(subject.inspected) if subject.inspected else None
    failures = []
    total = 0
    for path, page in pages.items():
        for span in page.spans:
            total += 1
            if missing_words(span, subject.words, subject.commits) or (exact and exact.denies(span, subject.tree)):
                failures.append(f"{path}: `{span}`")
        for link in page.links:
            if _is_external(link):
                total += 1
                failures += [] if _stands_in_sources(link, subject) else [f"{path}: {link}"]
    return _measure("existence", total, failures)


class _ExactNames:
    """Dotted names of the project's own packages, which must exist as they are written."""

    def __init__(self, inspected: Inspected) -> None:
        self._names = inspected.names
        self._unread = inspected.unread_modules  # nobody knows their names
        self._imported = inspected.modules

    def denies(self, span: str, tree: Mapping[str, str]) -> bool:
        """Tells whether a code span is a dotted name below a module of the project, and there is none."""
        name = span.replace(":", ".")
        parts = name.split(".")
        prefixes = [".".join(parts[:end]) for end in range(len(parts), 0, -1)]
        nearest = next((each for each in prefixes if each in self._imported or each in self._unread), None)
        if not _DOTTED.fullmatch(span) or nearest not in self._imported:
            return False
        is_file = any(path == span or path.endswith(f"/{span}") for path in tree)
        return not (is_file or name in self._names)


def _stands_in_sources(link: str, subject: Subject) -> bool:
    wanted = {link.encode(), unquote(link).encode(), link.rstrip("/").encode()}
    contents = (subject.read_blob(blob) for blob in subject.tree.values())
    return any(each in content for content in contents for each in wanted)


def _is_external(link: str) -> bool:
    return bool(re.match(r"[A-Za-z][\w+.-]*:|//", link))


def _links(subject: Subject, pages: Mapping[str, Page]) -> Measure:
    anchors = {posixpath.join(subject.output_dir, path): page.anchors for path, page in pages.items()}
    folders = {parent for path in (*subject.tree, *anchors) for parent in _parents(path)}
    total = 0
    failures = []
    for path, page in pages.items():
        place = posixpath.join(subject.output_dir, path)
        for link in page.links:
            if not _is_external(link):
                total += 1
                if not _resolves(link, place, subject, anchors, folders):
                    failures.append(f"{path}: {link}")
    return _measure("links", total, failures)


def _resolves(
    link: str, place: str, subject: Subject, anchors: Mapping[str, frozenset[str]], folders: set[str]
) -> bool:
    address, _, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(address))) if address else place
    if not anchor:
        return target in subject.tree or target in anchors or target in folders
    if target in anchors:
        return unquote(anchor) in anchors[target]
    if target in subject.tree and target.endswith(".md"):
        text = subject.read_blob(subject.tree[target]).decode("utf-8", "replace")
        return unquote(anchor) in read_page(text).anchors
    return False


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")[:-1]
    yield from ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
    yield "."


def sample_imports(pages: Iterable[Page]) -> set[tuple[str, str]]:
    """Returns module and name of every import in the Python samples; the name is empty for a module alone."""
    found = set()
    for page in pages:
        for language, code in page.blocks:
            if language in _SAMPLES:
                found |= set(_imports(_code(language, code)))
    return found


def _imports(code: str) -> Iterator[tuple[str, str]]:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, "") for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, "" if each.name == "*" else each.name) for each in node.names)


def _code(language: str, code: str) -> str:
    if language != "pycon" and not code.lstrip().startswith(">>> "):
        return code
    return "\n".join(line[4:] for line in code.splitlines() if line.startswith((">>> ", "... ")))


def _samples(subject: Subject, pages: Mapping[str, Page]) -> Measure:
    missing = subject.inspected.missing_imports if subject.inspected else frozenset()
    total = 0
    failures = []
    for path, page in pages.items():
        for language, block in page.blocks:
            if language in _SAMPLES:
                total += 1
                code = _code(language, block)
                wrong = [f"{module}.{name}".rstrip(".") for module, name in _imports(code)]
                wrong = [each for each in wrong if each in missing]
                if wrong or not _compiles(code):
                    failures.append(f"{path}: {', '.join(wrong) or block.strip().splitlines()[0]}")
    return _measure("samples", total, failures)


def _compiles(code: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a sample may be unwise, but it runs
            compile(code, "sample", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _coverage(subject: Subject, inspected: Inspected, pages: Mapping[str, Page]) -> Measure:
    reference = [path for path in pages if path.startswith(REFERENCE_PAGES)]
    stated = {(each.module, each.name) for path in reference for each in stated_symbols(subject.pages[path])}
    spans = {span for path in reference for span in pages[path].spans}
    words = {word for span in spans for word in re.findall(r"\w+", span)}
    flags = {flag for span in spans for flag in _FLAG.findall(span)}
    missing = [f"{each.module}.{each.name}" for each in inspected.symbols if (each.module, each.name) not in stated]
    missing += sorted(inspected.options - flags)
    missing += sorted(subject.variables - words)
    total = len(inspected.symbols) + len(inspected.options) + len(subject.variables)
    return _measure("coverage", total, missing)


def _parameters(subject: Subject, inspected: Inspected) -> Measure:
    known = {(each.module, each.name): each for each in inspected.symbols if each.is_signature_known}
    total = 0
    failures = []
    for path, text in subject.pages.items():
        for stated in stated_symbols(text) if path.startswith(REFERENCE_PAGES[0]) else ():
            symbol = known.get((stated.module, stated.name))
            # A class may be named alone, where its source does not say in one place how it is made.
            if symbol and not (symbol.is_class and stated.signature == stated.name):
                total += 1
                if stated_parameters(stated.signature) != _as_written(symbol):
                    failures.append(f"{stated.module}: {stated.signature}")
    return _measure("parameters", total, failures)


def _as_written(symbol: OfferedSymbol) -> list[tuple[str, str]] | None:
    """Returns the parameters as the source spells them: Python puts the class before names with two underscores."""
    if symbol.parameters is None:
        return None
    owner = symbol.name.split(".")[-2].lstrip("_") if "." in symbol.name else ""
    mangled = f"_{owner}__"
    return [
        (name.removeprefix(f"_{owner}") if owner and name.startswith(mangled) else name, kind)
        for name, kind in symbol.parameters
    ]


def judge_evidence(manifest: bytes | None, digest_of: Callable[[str], str | None]) -> Measure:
    """Returns how many spans that the manifest cites still have the digest that it states.

    Args:
        manifest: The manifest.
        digest_of: Returns the digest of `path:symbol` at the commit, or None where there is no such span.
    """
    # What begins with a colon names no file: the memory of a decision record.
    cited = [pair for each in _records(manifest) for pair in _evidence(each) if not pair[0].startswith(":")]
    failures = [place for place, digest in cited if digest_of(place) != digest]
    return _measure("evidence", len(cited), failures)


def _records(manifest: bytes | None) -> list[object]:
    try:
        sections = json.loads(manifest or b"{}").get("sections", {})
        return list(sections.values())
    except (ValueError, AttributeError, RecursionError):
        return []


def _evidence(record: object) -> list[tuple[str, object]]:
    evidence = record.get("evidence") if isinstance(record, dict) else None
    return list(evidence.items()) if isinstance(evidence, dict) else []


def _measure(name: str, total: int, failures: list[str]) -> Measure:
    return Measure(name=name, good=total - len(failures), total=total, failures=tuple(failures))
