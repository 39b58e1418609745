"""The reference: every public symbol with its real signature, every option, variable, setting and route.

Comes in: the facts at the head. Goes out: one section a module, and one each for commands, variables and routes. A
repository with many symbols gets one page a package, so that a change touches one of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from urllib.parse import quote, unquote

from coderipple.facts import Command, Evidence, Facts, Module, Option, Symbol, SymbolKind
from coderipple.markup import code_span, file_link, prose
from coderipple.pages import DOCUMENTS, INTERFACES_FOLDER, TOP_LEVEL, package_title, page_section
from coderipple.values import Section, Statement, Subject

_LABELS = {SymbolKind.CLASS: "class ", SymbolKind.PROPERTY: "property ", SymbolKind.DATA: "data "}
_MOST_CHARACTERS = 200_000  # of a module; GitHub shows no page of more than 512 KB as a page
_DEEPEST = 4  # levels of a list; a name says itself how deep it is


def draft(facts: Facts, *, output_dir: str, most_symbols: int) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
        most_symbols: Public symbols that one page may hold.
    """
    folded = is_folded(sum(len(each.symbols) for each in facts.modules), most_symbols)
    packages = {each.name for each in facts.module_map if each.path.endswith("/__init__.py")}
    own = DOCUMENTS["interfaces"]
    pages = {each.name: _page(each, packages) if folded else own for each in facts.modules}
    yield from _general(facts, f"{output_dir}/{own}")
    if folded:
        lines = tuple(_package_links(facts.modules, pages))
        yield page_section(
            "interfaces",
            "!packages",
            lines,
            heading="Packages",
            label="the list of packages",
            subjects={Subject.SYMBOL},
        )
    yield from draft_modules(facts.modules, pages, output_dir=output_dir)


def draft_modules(modules: Iterable[Module], documents: Mapping[str, str], *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections of single modules.

    Args:
        modules: The modules.
        documents: The document of each, by the module's name.
        output_dir: Folder of the documents, for the links.
    """
    for module in modules:
        document = documents[module.name]
        yield page_section(
            "interfaces",
            quote(module.name),  # as `reference_id` has it
            tuple(_statements(module, f"{output_dir}/{document}")),
            heading=code_span(module.name),
            label=code_span(module.name),
            subjects={Subject.SYMBOL},
            document=document,
            modules=frozenset({module.name}),
        )


def is_folded(symbols: int, most_symbols: int) -> bool:
    """Tells whether so many public symbols get a page a package."""
    return symbols > most_symbols


def package_of(module: str, packages: Iterable[str]) -> str:
    """Returns the package that a module belongs to, itself where it is one, or `TOP_LEVEL`."""
    if module in packages:
        return module
    return TOP_LEVEL if "/" in module else module.rpartition(".")[0] or TOP_LEVEL


def _page(module: Module, packages: set[str]) -> str:
    package = module.package or package_of(module.name, packages)
    return f"{INTERFACES_FOLDER}{quote(package, safe='')}.md"


def _package_links(modules: Iterable[Module], pages: Mapping[str, str]) -> Iterator[Statement]:
    named: dict[str, list[Module]] = {}
    for module in modules:
        named.setdefault(pages[module.name], []).append(module)
    for page in sorted(named):
        name = package_title(unquote(page.removeprefix(INTERFACES_FOLDER).removesuffix(".md")))
        if all(each.package for each in named[page]):  # a file cannot be called as these are
            name = code_span(min((each.name for each in named[page]), key=lambda each: (len(each), each)))
        yield Statement(text=f"- [{name}]({quote(page.removeprefix('system/'))})")


def _general(facts: Facts, document: str) -> Iterator[Section]:
    """Yields the sections that are about no module: ids with `!` stand before every module's."""
    if facts.commands or facts.options:
        yield page_section(
            "interfaces",
            "!commands",
            tuple(_command_lines(facts, document)),
            heading="Command line",
            label="the command line",
            subjects={Subject.COMMAND, Subject.OPTION},
        )
    if facts.variables:
        yield page_section(
            "interfaces",
            "!environment",
            tuple(_variables(facts, document)),
            heading="Environment variables",
            label="the environment",
            subjects={Subject.VARIABLE},
        )
    if facts.routes:
        yield page_section(
            "interfaces",
            "!routes",
            tuple(_routes(facts, document)),
            heading="HTTP routes",
            label="the HTTP routes",
            subjects={Subject.ROUTE},
        )


def _statements(module: Module, document: str) -> Iterator[Statement]:
    summary = f" {prose(module.summary)}" if module.summary else ""
    yield Statement(text=f"{file_link(module.path, document=document)}{summary}\n")
    left = _MOST_CHARACTERS
    for place, symbol in enumerate(module.symbols):
        statement = _symbol(symbol, module, document)
        left -= len(statement.text)
        if left < 0:
            more = len(module.symbols) - place
            yield Statement(text=f"- and {more:,} more in {file_link(module.path, document=document)}")
            return
        yield statement


def _symbol(symbol: Symbol, module: Module, document: str) -> Statement:
    indent = "  " * min(symbol.name.count("."), _DEEPEST)
    # Where a language has a keyword for it, the signature begins with that.
    kind = _LABELS.get(symbol.kind, "") if module.language == "Python" else ""
    first, *others = symbol.signature.split("\n")
    label = f"{kind}{code_span(first)}"
    origin = symbol.evidence.path
    elsewhere = f" (in {file_link(origin, document=document)})" if origin != module.path and not indent else ""
    text = f"{indent}- {label}{elsewhere}{_described(symbol.summary)}"
    forms = "".join(f"\n{indent}- {code_span(each)}" for each in others)  # its members stand below the last
    return Statement(text=f"{text}{forms}", evidence=(symbol.evidence,))


def _command_lines(facts: Facts, document: str) -> Iterator[Statement]:
    """Yields each file that declares a command line, its commands and their options below it."""
    declared: list[Command | Option] = [*facts.commands, *facts.options]
    scripts = {name for project in facts.projects for name in project.scripts}
    declared.sort(key=lambda each: each.evidence.path)
    for path, group in groupby(declared, key=lambda each: each.evidence.path):
        yield Statement(text=f"- {file_link(path, document=document)}")
        members = list(group)
        commands = {each.name: each for each in members if isinstance(each, Command)}
        programs = [each for each in commands if each in scripts]
        options = [_of_program(each, programs) for each in members if isinstance(each, Option)]
        for option in (each for each in options if each.command not in commands):
            yield _option(option, indent="  ")
        for name, command in sorted(commands.items()):
            usage = " ".join([name, *command.arguments])
            text = f"  - command {code_span(usage)}{_described(command.summary)}"
            yield Statement(text=text, evidence=(command.evidence,))
            for option in (each for each in options if each.command == name):
                yield _option(option, indent="    ")


def _of_program(option: Option, programs: list[str]) -> Option:
    """Returns an option with the program that takes it, where its file has one alone."""
    return replace(option, command=programs[0]) if not option.command and len(programs) == 1 else option


def _option(option: Option, *, indent: str) -> Statement:
    flags = ", ".join(code_span(flag) for flag in option.flags)
    default = f", default {code_span(option.default)}" if option.default else ""
    return Statement(text=f"{indent}- {flags}{default}{_described(option.summary)}", evidence=(option.evidence,))


def _variables(facts: Facts, document: str) -> Iterator[Statement]:
    for variable in facts.variables:
        field = f", setting {code_span(variable.field)}" if variable.field else ""
        default = f", default {code_span(variable.default)}" if variable.default not in {None, "''"} else ""
        origin = _origin(variable.evidence, document)
        text = f"- {code_span(variable.name)}{field}{default} {origin}{_described(variable.summary)}"
        yield Statement(text=text, evidence=(variable.evidence,))


def _routes(facts: Facts, document: str) -> Iterator[Statement]:
    for route in facts.routes:
        request = code_span(f"{' '.join(route.methods)} {route.path}".strip())
        text = f"- {request}, {code_span(route.handler)} {_origin(route.evidence, document)}"
        yield Statement(text=f"{text}{_described(route.summary)}", evidence=(route.evidence,))


def _origin(evidence: Evidence, document: str) -> str:
    return f"({file_link(evidence.path, document=document)})"


def _described(summary: str) -> str:
    return f": {prose(summary)}" if summary else ""
