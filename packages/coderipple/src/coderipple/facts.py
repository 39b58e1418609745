"""What is true of a commit, each fact with its evidence; every value is frozen and holds no behaviour.

Comes in: nothing. Goes out: the vocabulary of `analysis`, in which the stages after it speak.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where a fact stands.

    Attributes:
        path: File, relative to the repository's root.
        first_line: First line of the span, from 1.
        last_line: Last line of the span.
        blob_id: Object id of the file's content.
        symbol: What stands there, as its file names it: `Session.run`, `option --jobs`, `variable TIDES_HARBOUR`.
        digest: Digest of what it states: signature and summary, not its body, nor where its lines break. Empty for a
            whole file, of which each page states a part, and where a description is not shown.
    """

    path: str
    first_line: int
    last_line: int
    blob_id: str
    symbol: str = ""
    digest: str = ""


class SymbolKind(StrEnum):
    """What a symbol is."""

    CLASS = "class"
    FUNCTION = "function"
    METHOD = "method"
    PROPERTY = "property"
    DATA = "data"


@dataclass(frozen=True, kw_only=True, slots=True)
class Symbol:
    """A public name of a module.

    Attributes:
        kind: What it is.
        name: Name inside its module, for example `Session.run`.
        signature: The name with parameters and result as the source states them, without `self` or `cls`; a line for
            each overload.
        parameters: Names of the parameters (of a class: of its construction).
        summary: First sentence of the docstring, or an empty string.
        evidence: Where it is defined.
        bases: Of a class, the names that it derives from, as the source spells them.
    """

    kind: SymbolKind
    name: str
    signature: str
    parameters: tuple[str, ...]
    summary: str
    evidence: Evidence
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Module:
    """A public module and its public symbols, in the order of the source.

    Attributes:
        name: As users import it: `tides.tables`, `example.com/tides/tables`.
        path: Its file, or its folder where several files make it.
        summary: First sentence of its docstring, or an empty string.
        symbols: Its public symbols.
        language: Name of its language.
        package: Of a language beside Python, what it is a part of, the name of a page of the reference.
        passed_on: Names that it offers, too, and that nobody here is known to define; `*` for any name.
    """

    name: str
    path: str
    summary: str
    symbols: tuple[Symbol, ...]
    language: str = "Python"
    package: str = ""
    passed_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceModule:
    """A module of the code, public or private, in the map of the code.

    Attributes:
        name: As users import it.
        path: Its file, or its folder where several files make it.
        summary: First sentence of its docstring, or an empty string.
        imports: Names of the modules of the same repository that it imports, sorted.
        package: Name of the package that it belongs to, its own where it is one; empty where dots tell it.
        separator: What stands between the parts of its name.
    """

    name: str
    path: str
    summary: str
    imports: tuple[str, ...]
    package: str = ""
    separator: str = "."


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A command of a program: one that the command line framework declares.

    Attributes:
        name: As it is typed, for example `replay`; of a program the script's name, or where it has none its function's.
        arguments: Its positional arguments, as its help shows them, for example `PATH`.
        summary: First sentence of its help text, or an empty string.
        evidence: Where it is declared.
    """

    name: str
    arguments: tuple[str, ...]
    summary: str
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """A command line option.

    Attributes:
        flags: Its spellings, for example `("-o", "--output")`.
        summary: First sentence of its help text, or an empty string.
        evidence: Where it is declared.
        command: Name of the command that takes it; empty for the program itself, or where nobody can tell.
        default: Source text of the default, or None where it has none.
    """

    flags: tuple[str, ...]
    summary: str
    evidence: Evidence
    command: str = ""
    default: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Variable:
    """An environment variable that the code reads.

    Attributes:
        name: Its name.
        default: Source text of the default, or None where it has none.
        evidence: Where it is read first.
        field: The field of a settings class that it fills, for example `Settings.host`, or an empty string.
        summary: First sentence of its description, or an empty string.
    """

    name: str
    default: str | None
    evidence: Evidence
    field: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """An HTTP route that the code serves.

    Attributes:
        methods: HTTP methods, upper case, sorted.
        path: Its path, with the placeholders as the source spells them.
        handler: Name of the function that serves it.
        summary: First sentence of the handler's docstring, or an empty string.
        evidence: Where it is declared.
    """

    methods: tuple[str, ...]
    path: str
    handler: str
    summary: str
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class RaisedMessage:
    """A message that comes with an error.

    Attributes:
        text: The message, `…` where a value stands.
        evidence: Where it is raised.
    """

    text: str
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorClass:
    """An exception of the project that a caller can meet.

    Attributes:
        module: Import name of the module that defines it.
        name: Its name.
        summary: First sentence of its docstring, or an empty string.
        messages: The messages with which it is raised, in the order of paths and lines.
        evidence: Where it is defined.
    """

    module: str
    name: str
    summary: str
    messages: tuple[RaisedMessage, ...]
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class UsageExample:
    """A use of the public interface that exists in the repository.

    Attributes:
        names: Public names that it uses, as `module.name`, sorted.
        code: The lines, dedented, with the imports that they need.
        evidence: Where they stand.
        language: What a block of such code is called in Markdown.
    """

    names: tuple[str, ...]
    code: str
    evidence: Evidence
    language: str = "python"


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """A document that people wrote.

    Attributes:
        path: Its file.
        title: Its first heading, or an empty string.
        opening: Its first paragraph of plain prose, on one line, or an empty string.
    """

    path: str
    title: str
    opening: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement:
    """A distribution that a project requires.

    Attributes:
        name: Its name, normalized as its ecosystem does.
        specifier: The versions that it may have, as the manifest spells them; empty for any.
        group: Extra or group that asks for it, for example `dev`; empty for a requirement of the project itself.
    """

    name: str
    specifier: str
    group: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryPoint:
    """A name under which an installed project can be started or found.

    Attributes:
        group: `console_scripts`, `gui_scripts`, or the name of a plug-in group.
        name: The name.
        target: What it leads to, as the manifest spells it, for example `tides.cli:main`.
    """

    group: str
    name: str
    target: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """A project, as its manifest declares it.

    Attributes:
        name: Name of the distribution.
        folder: Folder of the manifest, empty for the repository's root.
        runtime: Versions of the language that it runs on, as the manifest spells them, or an empty string.
        dependencies: Normalized names of what it requires, extras included, sorted.
        scripts: Names of the commands that it installs, sorted.
        installable: Whether it declares a build system.
        evidence: The manifest.
        ecosystem: `python`, `node`, `go`, `rust` or `java`.
        version: As the manifest states it, or an empty string where it does not.
        description: Its own one-line description, or an empty string.
        requirements: What it requires, with versions, sorted by group and name.
        entry_points: What it registers, sorted by group and name; commands too.
        build_backend: Import name of what builds it, or an empty string.
        extras: Groups of requirements that a user can ask for.
    """

    name: str
    folder: str
    runtime: str
    dependencies: tuple[str, ...]
    scripts: tuple[str, ...]
    installable: bool
    evidence: Evidence
    ecosystem: str = "python"
    version: str = ""
    description: str = ""
    requirements: tuple[Requirement, ...] = ()
    entry_points: tuple[EntryPoint, ...] = ()
    build_backend: str = ""
    extras: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is true of one commit.

    Attributes:
        modules: Public modules, sorted by name.
        options: Command line options, sorted by their longest spelling.
        variables: Environment variables, sorted by name.
        projects: Distributions, sorted by folder.
        paths: Every file of the commit.
        known_names: Every name that the code defines, public or not: modules, symbols, fields, parameters.
        literals: Every short text without blanks that stands in the code as a literal: a header, a key, a file name.
        imported_modules: Dotted names that the code imports.
        stale_paths: Files that cannot be read at this commit, whose facts are those of an earlier one.
        unread_modules: Names and paths of the modules that cannot be read, at the earlier commit neither.
        warnings: What could not be read, with the reason.
        module_map: Every module of the code, private ones too, sorted by name.
        commands: Commands of the programs, sorted by name.
        routes: HTTP routes, sorted by path.
        errors: Exceptions that a caller can meet, sorted by module and name.
        examples: Uses of the public interface in examples and tests, the most telling first.
        guides: Documents that people wrote, sorted by path, the README first.
    """

    modules: tuple[Module, ...] = ()
    options: tuple[Option, ...] = ()
    variables: tuple[Variable, ...] = ()
    projects: tuple[Project, ...] = ()
    paths: frozenset[str] = frozenset()
    known_names: frozenset[str] = frozenset()
    literals: frozenset[str] = frozenset()
    imported_modules: frozenset[str] = frozenset()
    stale_paths: tuple[str, ...] = ()
    unread_modules: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    module_map: tuple[SourceModule, ...] = ()
    commands: tuple[Command, ...] = ()
    routes: tuple[Route, ...] = ()
    errors: tuple[ErrorClass, ...] = ()
    examples: tuple[UsageExample, ...] = ()
    guides: tuple[Guide, ...] = ()
