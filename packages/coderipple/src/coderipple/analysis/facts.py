"""Puts the facts of single files together into the facts of a commit.

Comes in: a tree (path to blob id) and a function that reads a blob. Goes out: `Facts`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from coderipple.analysis.file_roles import is_for_users, is_surface, is_test
from coderipple.analysis.projects import read_project
from coderipple.analysis.public_names import Source, Sources, module_name, public_definitions
from coderipple.analysis.python_source import Definition, SourceFacts, SourceProblem, read_python
from coderipple.facts import Evidence, Facts, Module, Option, Project, Symbol, Variable

type Tree = Mapping[str, str]


class FactsReader:
    """Reads the facts of trees; content that two trees share is read once.

    Args:
        read_blob: Returns the content of a blob id.
    """

    def __init__(self, read_blob: Callable[[str], bytes]) -> None:
        self._read_blob = read_blob
        self._by_blob: dict[str, SourceFacts | SourceProblem] = {}
        self._manifests: dict[str, bytes] = {}

    def read(self, tree: Tree, *, fallback: Tree | None = None) -> Facts:
        """Returns what is true of a tree.

        Args:
            tree: The tree.
            fallback: An earlier tree. A file that cannot be read now keeps the facts that it had there: a slip of
                the pen must not take its module out of the documents.
        """
        read = {path: self._source(tree[path]) for path in sorted(tree) if path.endswith(".py")}
        problems = [
            f"{path}: not read, {each.reason}" for path, each in read.items() if isinstance(each, SourceProblem)
        ]
        earlier = fallback or {}
        stale = [
            path
            for path, each in read.items()
            if isinstance(each, SourceProblem)
            and path in earlier
            and isinstance(self._source(earlier[path]), SourceFacts)
        ]
        read |= {path: self._source(earlier[path]) for path in stale}
        tree = {**tree, **{path: earlier[path] for path in stale}}
        unread = [path for path, each in read.items() if isinstance(each, SourceProblem)]
        sources = {
            path: Source(path=path, name=module_name(path, tree), facts=facts)
            for path, facts in read.items()
            if isinstance(facts, SourceFacts)
        }
        code = [each for each in sources.values() if not is_test(each.path)]
        users = [each for each in code if is_for_users(each.path, each.name)]
        surface = [each for each in sources.values() if is_surface(each.path, each.name)]
        projects, project_problems = self._projects(tree)
        modules = tuple(sorted(_modules(surface, Sources(sources.values()), tree), key=lambda each: each.name))
        offered = [f"{module.name}.{symbol.name}" for module in modules for symbol in module.symbols]
        return Facts(
            modules=modules,
            options=_options(users, tree),
            variables=_variables(users, tree),
            projects=projects,
            paths=frozenset(tree),
            known_names=frozenset((*_known_names(code), *offered)),
            imported_modules=frozenset(name for each in sources.values() for name in each.facts.imported_modules),
            stale_paths=tuple(stale),
            # A section is called after the module's name, or its path where two have one name.
            unread_modules=frozenset((*unread, *(module_name(path, tree) for path in unread))),
            warnings=(*problems, *project_problems),
        )

    def _source(self, blob_id: str) -> SourceFacts | SourceProblem:
        if blob_id not in self._by_blob:
            self._by_blob[blob_id] = read_python(self._read_blob(blob_id))
        return self._by_blob[blob_id]

    def _manifest(self, blob_id: str) -> bytes:
        if blob_id not in self._manifests:
            self._manifests[blob_id] = self._read_blob(blob_id)
        return self._manifests[blob_id]

    def _projects(self, tree: Tree) -> tuple[tuple[Project, ...], list[str]]:
        projects: list[Project] = []
        problems: list[str] = []
        for path in sorted(tree):
            if path.rsplit("/", 1)[-1] == "pyproject.toml" and is_for_users(path):
                found = read_project(path, tree[path], self._manifest(tree[path]))
                if isinstance(found, Project):
                    projects.append(found)
                elif found is not None:
                    problems.append(f"{path}: not read, {found}")
        return tuple(projects), problems


def _modules(surface: list[Source], sources: Sources, tree: Tree) -> Iterator[Module]:
    names = Counter(each.name for each in surface)
    for source in surface:
        symbols = tuple(
            symbol
            for definition, origin in public_definitions(source, sources)
            for symbol in _symbols(definition, origin=origin, tree=tree, owner="")
        )
        if symbols:
            # Two files may claim one import name (scripts in two folders); the path then tells them apart.
            name = source.name if names[source.name] == 1 else source.path
            yield Module(name=name, path=source.path, summary=source.facts.summary, symbols=symbols)


def _symbols(definition: Definition, *, origin: str, tree: Tree, owner: str) -> Iterator[Symbol]:
    """Yields a definition and the public definitions inside it."""
    prefix = "async " if definition.signature.startswith("async ") else ""
    yield Symbol(
        kind=definition.kind,
        name=owner + definition.name,
        signature=prefix + owner + definition.signature.removeprefix(prefix),
        parameters=definition.parameters,
        summary=definition.summary,
        evidence=_evidence(definition.first_line, definition.last_line, origin, tree),
    )
    for member in definition.members:
        if not member.name.startswith("_"):
            yield from _symbols(member, origin=origin, tree=tree, owner=f"{owner}{definition.name}.")


def _evidence(first_line: int, last_line: int, path: str, tree: Tree) -> Evidence:
    return Evidence(path=path, first_line=first_line, last_line=last_line, blob_id=tree[path])


def _options(sources: Iterable[Source], tree: Tree) -> tuple[Option, ...]:
    found: dict[tuple[str, ...], Option] = {}
    for source in sources:
        for each in source.facts.options:
            evidence = _evidence(each.first_line, each.last_line, source.path, tree)
            found.setdefault(each.flags, Option(flags=each.flags, summary=each.summary, evidence=evidence))
    return tuple(sorted(found.values(), key=lambda each: max(each.flags, key=len)))


def _variables(sources: Iterable[Source], tree: Tree) -> tuple[Variable, ...]:
    found: dict[str, Variable] = {}
    for source in sources:
        for each in source.facts.variables:
            evidence = _evidence(each.first_line, each.last_line, source.path, tree)
            found.setdefault(each.name, Variable(name=each.name, default=each.default, evidence=evidence))
    return tuple(sorted(found.values(), key=lambda each: each.name))


def _known_names(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        yield from source.facts.names
        yield from _suffixes(source.name)
        for name in (*source.facts.attributes, *(each.local for each in source.facts.imported_names)):
            yield from _suffixes(f"{source.name}.{name}")
        for each in source.facts.definitions:
            for name in _qualified_names(each):
                yield from _suffixes(f"{source.name}.{name}")


def _qualified_names(definition: Definition) -> Iterator[str]:
    yield definition.name
    for member in definition.members:
        yield from (f"{definition.name}.{name}" for name in _qualified_names(member))


def _suffixes(dotted: str) -> Iterator[str]:
    """Yields `a.b.c`, `b.c` and `c`: the ways in which people shorten a dotted name."""
    parts = dotted.split(".")
    return (".".join(parts[start:]) for start in range(len(parts)))
