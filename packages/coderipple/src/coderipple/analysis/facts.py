"""Puts the facts of single files together into the facts of a commit.

Comes in: a tree (path to blob id) and a function that reads a blob. Goes out: `Facts`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from coderipple.analysis.definitions import Definition
from coderipple.analysis.entry_targets import with_existing_targets
from coderipple.analysis.error_classes import error_classes, own_name
from coderipple.analysis.evidence import make_evidence
from coderipple.analysis.examples import OfferedNames, Rank, outranked_from, usage_examples, whole_name
from coderipple.analysis.file_facts import FileFacts
from coderipple.analysis.file_roles import guide_kind, is_example, is_for_users, is_guide, is_surface, is_test
from coderipple.analysis.guides import read_guide
from coderipple.analysis.languages import MissingGrammar, language_of
from coderipple.analysis.languages.files import OtherLanguages, OtherLinks, OtherSources
from coderipple.analysis.languages.named import Named
from coderipple.analysis.manifests import is_manifest, limited, merge_manifests, read_manifest
from coderipple.analysis.module_map import module_map
from coderipple.analysis.own_names import OwnNames
from coderipple.analysis.programs import is_program, started_functions
from coderipple.analysis.public_names import Source, Sources, module_name, offers_only_its_own, public_definitions
from coderipple.analysis.python_source import SourceFacts, SourceProblem, read_python
from coderipple.analysis.unwritten import Unwritten, is_attributes, is_usually_vendored
from coderipple.analysis.usage import DeclaredUsage, declared_usages
from coderipple.facts import Command, Facts, Guide, Module, Option, Project, Route, Symbol, Variable
from coderipple.ports import FactsCache

type Tree = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """How the facts of single files hang together.

    Attributes:
        followed: Paths of the files in which what another one offers was looked for, and of the tests into which names
            of the code lead.
        used: The words of the dotted names that examples and tests use.
        examples: Paths of the files whose uses are shown, also those that do not fit the code.
        outranked_from: Place of a use after which none is shown; None where there is room.
        packages: Top-level names of the public modules.
        own_packages: The same of all modules.
        dependencies: Import names that the requirements may have.
        related: Names of the classes that are derived from others, or that others are derived from.
        renamed: Names that a file imports under another one.
        others: How the files in languages beside Python do.
        repeated: Names that several public modules have.
        files: What each file of the code says.
    """

    followed: frozenset[str]
    used: frozenset[str]
    examples: frozenset[str]
    outranked_from: Rank | None
    packages: frozenset[str]
    own_packages: frozenset[str]
    dependencies: frozenset[str]
    related: frozenset[str]
    renamed: frozenset[str]
    others: OtherLinks
    repeated: frozenset[str]
    files: tuple[SourceFacts, ...]


class FactsReader:
    """Reads the facts of trees; content that two trees share is read once.

    Args:
        read_blob: Returns the content of a blob id.
        cache: What earlier runs read of single files; without it everything is read.
    """

    def __init__(self, read_blob: Callable[[str], bytes], cache: FactsCache | None = None) -> None:
        self._read_blob = read_blob
        self._files = FileFacts(read_blob, cache)
        self._contents: dict[str, bytes] = {}
        self._others = OtherLanguages(self._files)
        self._modules: dict[tuple[str, str, str], Module | None] = {}
        self._defined: dict[tuple[str, str, str], frozenset[str]] = {}

    def read(self, tree: Tree, *, fallback: Tree | None = None) -> Facts:
        """Returns what is true of a tree; the arguments are those of `read_linked`."""
        return self.read_linked(tree, fallback=fallback)[0]

    def read_linked(self, tree: Tree, *, fallback: Tree | None = None) -> tuple[Facts, Links]:
        """Returns what is true of a tree, and how the facts of its files hang together.

        Args:
            tree: The tree.
            fallback: An earlier tree. A file that cannot be read now keeps the facts that it had there: a slip of
                the pen must not take its module out of the documents.
        """
        unwritten = Unwritten(tree, lambda path: self.content(tree[path]))
        python = [path for path in sorted(tree) if path.endswith(".py")]
        vendored = [path for path in python if unwritten.is_unread(path)]
        read = {path: self.source(tree[path]) for path in sorted({*python} - {*vendored})}
        problems = [
            f"{path}: not read, {each.reason}" for path, each in read.items() if isinstance(each, SourceProblem)
        ]
        earlier = fallback or {}
        stale = [
            path
            for path, each in read.items()
            if isinstance(each, SourceProblem)
            and path in earlier
            and isinstance(self.source(earlier[path]), SourceFacts)
        ]
        read |= {path: self.source(earlier[path]) for path in stale}
        tree = {**tree, **{path: earlier[path] for path in stale}}
        unread = [path for path, each in read.items() if isinstance(each, SourceProblem)]
        sources = {
            path: Source(path=path, name=module_name(path, tree), facts=facts)
            for path, facts in read.items()
            if isinstance(facts, SourceFacts)
        }
        code = [each for each in sources.values() if not is_test(each.path)]
        written = [each for each in code if not unwritten.is_generated(each.path, is_marked=each.facts.is_generated)]
        users = [each for each in written if is_for_users(each.path, each.name)]
        surface = [each for each in written if is_surface(each.path, each.name)]
        own = OwnNames(code, sources.values(), (module_name(path, tree) for path in (*unread, *vendored)))
        projects, project_problems = self._projects(tree)
        projects, missing = with_existing_targets(projects, own, tree)
        others = self._others.read(tree, earlier, projects, unwritten)
        tree = {**tree, **others.stale}
        by_name = Sources(sources.values())
        modules = (*self._offered(surface, by_name, tree), *other_modules(others, tree))
        modules = tuple(sorted(modules, key=lambda each: each.name))
        users += others.users
        offered_names = OfferedNames(modules, projects)
        named = others.named(modules, projects)
        usages = self._usages_of(tree, offered_names) | self._others.usages(others, named, tree)
        examples = usage_examples(usages, offered_names, tree)
        self._files.keep()
        offered = [
            name
            for module in modules
            for symbol in module.symbols
            for name in (f"{module.name}.{symbol.name}", whole_name(module, symbol))
        ]
        facts = Facts(
            modules=modules,
            commands=_commands(users, projects, tree),
            options=_options(users, projects, tree),
            routes=_routes(users, tree),
            variables=_variables(users, tree),
            projects=projects,
            paths=frozenset(tree),
            known_names=frozenset().union(*self._known_names(code, own, tree), others.names(), offered),
            literals=frozenset(text for each in (*code, *others.code) for text in each.facts.literals),
            imported_modules=frozenset(
                name for each in sources.values() for name in each.facts.imported_modules if own.may_exist(name)
            ),
            stale_paths=(*stale, *others.stale),
            # A section is called after the module's name, or its path where two have one name.
            unread_modules=frozenset((*unread, *(module_name(path, tree) for path in unread), *others.unread)),
            warnings=(
                *problems,
                *others.problems,
                *project_problems,
                *missing,
                *_unread_options(users),
                *unwritten.report(),
            ),
            module_map=(*module_map(each for each in users if each.path.endswith(".py")), *others.module_map()),
            guides=self._guides(tree),
            errors=error_classes(modules, users, tree),
            examples=examples,
        )
        # Names of the code may lead into tests, which are no code themselves.
        paths = own.consulted
        consulted = [each for each in sources.values() if each.path in paths and is_test(each.path)]
        links = Links(
            followed=frozenset(by_name.followed.union(each.path for each in consulted)),
            used=frozenset(_words_of(usages.values())),
            examples=frozenset(each.evidence.path for each in examples),
            outranked_from=outranked_from(examples, offered_names),
            packages=offered_names.packages,
            own_packages=frozenset(each.name.partition(".")[0] for each in sources.values()),
            dependencies=offered_names.dependencies,
            related=frozenset(name for each in users for name in _related(each.facts.definitions)),
            renamed=frozenset(
                each.name
                for source in (*code, *consulted)
                for each in source.facts.imported_names
                if each.local != each.name
            ),
            others=others.links(named),
            repeated=frozenset(name for name, count in Counter(each.name for each in modules).items() if count > 1),
            files=tuple(each.facts for each in (*code, *others.code)),
        )
        return facts, links

    def source(self, blob_id: str) -> SourceFacts | SourceProblem:
        """Returns what a Python file says."""
        return self._files.source(blob_id, "python", read_python)

    def usages(
        self, path: str, blob_id: str, packages: frozenset[str], dependencies: frozenset[str]
    ) -> tuple[DeclaredUsage, ...]:
        """Returns the uses of the public interface in a file; the last arguments are attributes of `Links`."""
        if not path.endswith(".py"):
            return ()
        read = partial(declared_usages, packages=packages, is_test=is_test(path), dependencies=dependencies)
        known = repr((sorted(packages), sorted(dependencies), is_test(path)))
        return self._files.usages(blob_id, sha256(known.encode("utf-8", "surrogatepass")).hexdigest(), read)

    def other_source(self, path: str, blob_id: str) -> SourceFacts | SourceProblem:
        """Returns what a file in another language says."""
        try:
            return self._others.source(path, blob_id)
        except MissingGrammar:
            return SourceProblem(reason="what reads it is not installed")

    def other_sources(self, names: Mapping[str, str], tree: Tree, unwritten: Unwritten) -> OtherSources:
        """Returns what some files in other languages say; the arguments are those of `OtherLanguages.read_some`."""
        return self._others.read_some(names, tree, unwritten)

    def other_usages(self, source: Source, blob_id: str, named: Named) -> tuple[DeclaredUsage, ...]:
        """Returns the uses in a file in another language; the arguments are those of `OtherLanguages.usages_in`."""
        return self._others.usages_in(source, blob_id, named)

    def manifest(self, path: str, blob_id: str) -> Project | str | None:
        """Returns the project that a manifest declares, why it cannot be read, or None where it declares none."""
        return read_manifest(path, blob_id, self.content(blob_id))

    def guide(self, path: str, blob_id: str) -> Guide | None:
        """Returns a document that pages speak of; None where it is none."""
        return read_guide(path, self.content(blob_id)) if _is_read_guide(path) else None

    def keep(self) -> None:
        """Keeps what was read for later runs."""
        self._files.keep()

    def _offered(self, surface: list[Source], sources: Sources, tree: Tree) -> Iterator[Module]:
        names = Counter(each.name for each in surface)
        for source in surface:
            # Two files may claim one import name (scripts in two folders); the path then tells them apart.
            name = source.name if names[source.name] == 1 else source.path
            key = (name, source.path, tree[source.path])
            if offers_only_its_own(source) and key in self._modules:
                module = self._modules[key]
            else:
                module = self._modules[key] = offered_module(name, source, sources, tree)
            if module is not None:
                yield module

    def _known_names(self, sources: Iterable[Source], own: OwnNames, tree: Tree) -> Iterator[Iterable[str]]:
        for source in sources:
            key = (source.name, source.path, tree[source.path])
            if key not in self._defined:
                self._defined[key] = frozenset(defined_names(source))
            yield self._defined[key]
            yield _used_names(source, own)

    def content(self, blob_id: str) -> bytes:
        """Returns the content of a blob."""
        if blob_id not in self._contents:
            self._contents[blob_id] = self._read_blob(blob_id)
        return self._contents[blob_id]

    def _projects(self, tree: Tree) -> tuple[tuple[Project, ...], list[str]]:
        projects: list[Project] = []
        problems: list[str] = []
        for path in sorted(tree):
            if is_manifest(path):
                found = self.manifest(path, tree[path])
                if isinstance(found, Project):
                    project, left_out = limited(found)
                    projects.append(project)
                    problems += left_out
                elif found is not None:
                    problems.append(f"{path}: not read, {found}")
        return merge_manifests(projects), problems

    def _usages_of(self, tree: Tree, offered: OfferedNames) -> dict[str, tuple[DeclaredUsage, ...]]:
        shown = (path for path in tree if is_example(path) or is_test(path))
        return {path: self.usages(path, tree[path], offered.packages, offered.dependencies) for path in shown}

    def _guides(self, tree: Tree) -> tuple[Guide, ...]:
        """Returns the documents that pages speak of: those at the root and decision records, the README first."""
        found = [self.guide(path, tree[path]) for path in sorted(tree) if _is_read_guide(path)]
        return tuple(sorted(filter(None, found), key=lambda each: guide_kind(each.path) != "readme"))


def is_read(path: str) -> bool:
    """Whether facts are read from a file, judged by its path."""
    is_source = (path.endswith(".py") or language_of(path) is not None) and not is_usually_vendored(path)
    return is_source or is_manifest(path) or _is_read_guide(path) or is_attributes(path)


def _is_read_guide(path: str) -> bool:
    return is_guide(path) and ("/" not in path or guide_kind(path) == "decision record")


def offered_module(name: str, source: Source, sources: Sources, tree: Tree) -> Module | None:
    """Returns what a file offers under an import name, or None where that is nothing."""
    symbols = tuple(
        symbol
        for definition, origin in public_definitions(source, sources)
        for symbol in _symbols(definition, origin=origin, tree=tree, owner="")
    )
    return Module(name=name, path=source.path, summary=source.facts.summary, symbols=symbols) if symbols else None


def other_modules(others: OtherSources, tree: Tree) -> Iterator[Module]:
    """Yields what files in languages beside Python offer."""
    for offered in others.offered():
        symbols = tuple(
            symbol
            for definition, origin in offered.definitions
            for symbol in _symbols(definition, origin=origin, tree=tree, owner="", is_qualified=False)
        )
        if symbols:
            yield Module(
                name=offered.name,
                path=offered.path,
                summary=offered.summary,
                symbols=symbols,
                language=offered.language,
                package=offered.package,
                passed_on=offered.passed_on,
            )


def _symbols(
    definition: Definition, *, origin: str, tree: Tree, owner: str, is_qualified: bool = True
) -> Iterator[Symbol]:
    """Yields a definition and the public definitions inside it.

    Args:
        definition: The definition.
        origin: Its file.
        tree: Path to blob id.
        owner: The names around it, each with its dot.
        is_qualified: Whether signatures begin with the whole name, as Python's do here; others stay as written.
    """
    prefix = "async " if definition.signature.startswith("async ") else ""
    yield Symbol(
        kind=definition.kind,
        name=owner + definition.name,
        signature=prefix + owner + definition.signature.removeprefix(prefix) if is_qualified else definition.signature,
        parameters=definition.parameters,
        summary=definition.summary,
        evidence=make_evidence(
            definition, origin, tree, owner + definition.name, definition.signature, definition.summary
        ),
        bases=definition.bases,
    )
    for member in definition.members:
        if not member.name.startswith("_"):
            yield from _symbols(
                member, origin=origin, tree=tree, owner=f"{owner}{definition.name}.", is_qualified=is_qualified
            )


def _commands(sources: Iterable[Source], projects: Iterable[Project], tree: Tree) -> tuple[Command, ...]:
    projects = tuple(projects)
    found: dict[tuple[str, str], Command] = {}
    for source in sources:
        programs = started_functions(source, projects)
        for each in source.facts.commands:
            name = programs.get(each.function, each.function) if is_program(each, programs) else each.name
            evidence = make_evidence(each, source.path, tree, f"command {name}", " ".join(each.arguments), each.summary)
            command = Command(name=name, arguments=each.arguments, summary=each.summary, evidence=evidence)
            found.setdefault((name, source.path), command)
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.evidence.path)))


def _options(sources: Iterable[Source], projects: Iterable[Project], tree: Tree) -> tuple[Option, ...]:
    projects = tuple(projects)
    found: dict[tuple[str, tuple[str, ...], str], Option] = {}
    for source in sources:
        started = started_functions(source, projects)
        programs = {each.name for each in source.facts.commands if is_program(each, started)}
        for each in source.facts.options:
            command = "" if each.command in programs else each.command
            symbol = " ".join(filter(None, ("option", command, "/".join(each.flags))))
            option = Option(
                flags=each.flags,
                summary=each.summary,
                evidence=make_evidence(each, source.path, tree, symbol, each.summary, each.default),
                command=command,
                default=each.default,
            )
            found.setdefault((command, each.flags, source.path), option)
    return tuple(sorted(found.values(), key=lambda each: (max(each.flags, key=len), each.command, each.flags)))


def _unread_options(sources: Iterable[Source]) -> Iterator[str]:
    for each in sources:
        if each.facts.unread_options_line is not None:
            yield f"options are added in a way that is not read: {each.path}:{each.facts.unread_options_line}"


def _routes(sources: Iterable[Source], tree: Tree) -> tuple[Route, ...]:
    found = {
        (each.path, each.methods, source.path): Route(
            methods=each.methods,
            path=each.path,
            handler=each.handler,
            summary=each.summary,
            evidence=make_evidence(
                each, source.path, tree, f"route {each.path} {' '.join(each.methods)}", each.handler, each.summary
            ),
        )
        for source in sources
        for each in source.facts.routes
    }
    return tuple(found[key] for key in sorted(found))


def _variables(sources: Iterable[Source], tree: Tree) -> tuple[Variable, ...]:
    found: dict[str, Variable] = {}
    for source in sources:
        for each in source.facts.variables:
            known = found.get(each.name)
            # Of several readings the one counts that says what the variable is for.
            if known is None or (each.summary and not known.summary):
                found[each.name] = Variable(
                    name=each.name,
                    default=each.default,
                    evidence=make_evidence(
                        each, source.path, tree, f"variable {each.name}", each.default, each.field, each.summary
                    ),
                    field=each.field,
                    summary=each.summary,
                )
    return tuple(sorted(found.values(), key=lambda each: each.name))


def defined_names(source: Source) -> Iterator[str]:
    """Yields what a file defines, whatever other files say."""
    yield from _suffixes(source.name)
    for name in source.facts.attributes:
        yield from _suffixes(f"{source.name}.{name}")
    for each in source.facts.definitions:
        for name in _qualified_names(each):
            yield from _suffixes(f"{source.name}.{name}")


def _used_names(source: Source, own: OwnNames) -> Iterator[str]:
    """Yields what a file uses and imports, as far as that may exist."""
    yield from (name for name in source.facts.names if "." not in name or own.is_used_rightly(name, source))
    for each in source.facts.imported_names:
        if own.may_exist(own.imported(each, source)):
            yield from _suffixes(f"{source.name}.{each.local}")


def _related(definitions: Iterable[Definition]) -> Iterator[str]:
    for definition in definitions:
        yield from _related(definition.members)
        if definition.bases:
            yield definition.name
            yield from map(own_name, definition.bases)


def _words_of(usages: Iterable[Iterable[DeclaredUsage]]) -> Iterator[str]:
    for uses in usages:
        for each in uses:
            for name in each.names:
                yield from name.split(".")


def _qualified_names(definition: Definition) -> Iterator[str]:
    yield definition.name
    for member in definition.members:
        yield from (f"{definition.name}.{name}" for name in _qualified_names(member))


def _suffixes(dotted: str) -> Iterator[str]:
    """Yields `a.b.c`, `b.c` and `c`: the ways in which people shorten a dotted name."""
    parts = dotted.split(".")
    return (".".join(parts[start:]) for start in range(len(parts)))
