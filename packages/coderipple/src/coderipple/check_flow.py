"""The check of the documents that people wrote, from two commits to findings, in the order in which it happens.

Comes in: a `Push`. Goes out: a `CheckReport`; nothing is written.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from coderipple.analysis import FactsReader, compare_surfaces, guide_kind, is_aside, is_read, kind_of_file
from coderipple.checking import (
    Declared,
    RemovedNames,
    Suspicion,
    comment_suspicions,
    confirmed,
    docstring_suspicions,
    folders,
    is_past_document,
    is_past_text,
    is_site,
    removed_names,
    still_there,
    suspicions,
)
from coderipple.config import Config
from coderipple.documents import MANIFEST_PATH, Manifest
from coderipple.errors import UnknownRevisionError
from coderipple.facts import Facts, SymbolKind
from coderipple.ports import Repository
from coderipple.repository_settings import documented_paths, settings_at
from coderipple.values import Finding, Push
from coderipple.wiring import Ports

# Where Python stands that nobody imports, or that is somebody else's.
_ASIDE = frozenset(
    {"examples", "example", "docs", "doc", "benchmarks", "node_modules", "vendor", "testdata", "fixtures"}
)

# Tests of languages beside Python, which need no folder of the usual name; and what Maven's file names, others define.
_TEST = re.compile(
    r"(?:^|/)pom\.xml$|(?:^|/)(?:__\w*tests?__|__mocks__|specs?|e2e)/|[._](?:test|spec)\.\w+$|Tests?\.java$"
)

type Tree = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        base: Commit that the head is compared with; None where there is no earlier one.
        head: Commit that is checked.
        documents: Paths of the documents that were checked.
        sources: Paths of the sources whose docstrings, or comments of public names, were checked.
        findings: What they say that is so no longer.
        known: How many findings more there are that a baseline knows.
    """

    base: str | None
    head: str
    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    known: int = 0

    def as_dict(self) -> Mapping[str, object]:
        """The report as JSON data."""
        return {
            "base": self.base,
            "head": self.head,
            "documents": list(self.documents),
            "sources": list(self.sources),
            "findings": [asdict(each) for each in self.findings],
            "known": self.known,
        }


def check_documents(push: Push, config: Config, ports: Ports) -> CheckReport:
    """Finds what documents say of the code of an earlier commit that is so no longer.

    Args:
        push: What to check: its head, compared with its base, or else with the last documented commit, or else with
            the first parent of the head.
        config: The settings.
        ports: The world, of which only the repository is read.

    Raises:
        UnknownRevisionError: The repository lacks the head, or the base that was asked for.
        ConfigurationError: The repository's own settings cannot be read.
        RepositoryError: The repository cannot be read.
    """
    repository = ports.repository
    head = repository.resolve(push.head)
    config = settings_at(repository, head, config)
    base = repository.resolve(push.base) if push.base is not None else _base(head, config, repository)
    tree = repository.tree(head)
    documents = [path for path in sorted(tree) if _is_checked(path, config)]
    modules = tuple(path for path in sorted(tree) if _has_docstrings(path, config))
    report = CheckReport(base=base, head=head, documents=tuple(documents), sources=modules)
    if base is None or base == head:
        return report
    repository.prepare(head, {tree[path] for path in documents} | _read_blobs(tree, config))
    removed, after = _compared(repository.tree(base), tree, base, config, ports)
    declared = _declared(after, tree)
    report = replace(report, sources=tuple(sorted({*modules, *declared})))
    paths = frozenset(tree) | folders(tree)
    suspected = [each for path in documents for each in _suspicions(path, tree[path], removed, paths, repository)]
    for path in modules:
        suspected += docstring_suspicions(path, repository.blob(tree[path]), removed, paths)
    for path, names in declared.items():
        suspected += comment_suspicions(path, repository.blob(tree[path]), names, removed, paths)
    if not suspected:
        return report
    spellings = {name for each in suspected for name in each.match.removed.spellings + each.match.removed.beside}
    still = still_there(spellings, _sources(tree, head, config, repository))
    tests = {path for path in tree if kind_of_file(path) == "tests" or _TEST.search(path)}
    return replace(report, findings=confirmed(suspected, still, tests))


def texts_at(head: str, paths: Collection[str], ports: Ports) -> dict[str, str]:
    """Returns path and text of the files that a commit has."""
    tree = ports.repository.tree(head)
    here = [path for path in sorted(paths) if path in tree]
    ports.repository.prepare(head, {tree[path] for path in here})
    return {path: ports.repository.blob(tree[path]).decode(errors="replace") for path in here}


def _base(head: str, config: Config, repository: Repository) -> str | None:
    """Returns the last documented commit, as the manifest at the head tells it, or else the head's first parent."""
    tree = repository.tree(head)
    path = f"{config.output_dir}/{MANIFEST_PATH}"
    manifest = Manifest.from_bytes(repository.blob(tree[path])) if path in tree else None
    if manifest is not None and manifest.commit is not None:
        try:
            return repository.resolve(manifest.commit)
        except UnknownRevisionError:  # the history was rewritten, or the clone is shallow
            pass
    chain = repository.first_parents(None, head)
    return chain[-2].commit_id if len(chain) > 1 else None


def _is_checked(path: str, config: Config) -> bool:
    """Tells whether a file is a document that people wrote about the present."""
    is_document = path.lower().endswith((".md", ".markdown", ".rst")) and guide_kind(path) in {"readme", "page"}
    return is_document and documented_paths(config)(path) and not is_past_document(path)


def _has_docstrings(path: str, config: Config) -> bool:
    """Tells whether a file is a module of Python that users may import."""
    *folders, name = path.split("/")
    is_private = any(part.startswith(("_", ".")) for part in (*folders, name.removeprefix("__init__")))
    is_module = name.endswith(".py") and name not in {"setup.py", "noxfile.py", "tasks.py"}
    is_code = is_module and kind_of_file(path) == "source files" and not _ASIDE.intersection(folders)
    return is_code and not is_private and documented_paths(config)(path)


def _read_blobs(tree: Tree, config: Config) -> set[str]:
    is_documented = documented_paths(config)
    return {blob for path, blob in tree.items() if is_read(path) and is_documented(path)}


def _compared(earlier: Tree, now: Tree, base: str, config: Config, ports: Ports) -> tuple[RemovedNames, Facts]:
    """Returns what the base had and the head has no longer, and the facts of the head.

    A file that cannot be read now keeps what it had. What only examples named is no part of what documents tell of.
    """
    ports.repository.prepare(base, _read_blobs(earlier, config))
    is_documented = documented_paths(config)
    old, new = ({path: blob for path, blob in tree.items() if is_documented(path)} for tree in (earlier, now))
    reader = FactsReader(ports.repository.blob, ports.facts_cache)
    before = reader.read({path: blob for path, blob in old.items() if not (is_read(path) and is_aside(path))})
    after = reader.read(new, fallback=old)
    changes = compare_surfaces(before, after)
    whole = (replace(before, paths=frozenset(earlier)), replace(after, paths=frozenset(now)))
    return removed_names(*whole, changes, _moved(earlier, now)), after


def _declared(facts: Facts, tree: Tree) -> dict[str, Declared]:
    """Returns where the sources of languages beside Python declare public names, by path."""
    found: dict[str, Declared] = {}
    for module in facts.modules:
        for symbol in module.symbols:
            path, line = symbol.evidence.path, symbol.evidence.first_line
            if module.language != "Python" and tree.get(path) == symbol.evidence.blob_id:
                owner = symbol.name if symbol.kind is SymbolKind.CLASS else symbol.name.rpartition(".")[0]
                found.setdefault(path, Declared(module.language, {})).owners[line] = owner
    return found


def _moved(earlier: Tree, now: Tree) -> dict[str, str]:
    """Returns old path to new path of files that only moved, where that is beyond doubt."""
    places: dict[str, list[str]] = {}
    for path in now.keys() - earlier.keys():
        places.setdefault(now[path], []).append(path)
    gone = earlier.keys() - now.keys()
    return {path: places[earlier[path]][0] for path in gone if len(places.get(earlier[path], ())) == 1}


def _suspicions(
    path: str, blob: str, removed: RemovedNames, paths: frozenset[str], repository: Repository
) -> list[Suspicion]:
    return suspicions(path, repository.blob(blob).decode(errors="replace"), removed, paths)


def _sources(tree: Tree, head: str, config: Config, repository: Repository) -> Iterator[tuple[str, bytes]]:
    """Yields path and content of every file that is neither a document nor a list of locked dependencies."""
    blobs = {path: blob for path, blob in sorted(tree.items()) if _is_source(path, config)}
    repository.prepare(head, set(blobs.values()))
    yield from ((path, repository.blob(blob)) for path, blob in blobs.items())


def _is_source(path: str, config: Config) -> bool:
    if path.endswith("PKG-INFO") or ".egg-info/" in path:  # a copy of the README, as it was packed
        return False
    is_prose = kind_of_file(path) in {"documents", "locked dependencies"} or guide_kind(path) != ""
    is_prose = is_prose or path.lower().endswith((".md", ".markdown", ".rst"))  # a template of an issue, too
    is_generated = path.startswith(tuple(f"{each}/" for each in (config.output_dir, *config.document_folders)))
    return path.endswith(".py") or not (is_prose or is_generated or is_site(path) or is_past_text(path))
