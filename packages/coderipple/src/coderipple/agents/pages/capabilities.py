"""What can be done: by command, over HTTP, from code.

Comes in: the facts at the head. Goes out: a section each for the commands, the routes and the classes
and functions of the packages.
"""

from collections.abc import Iterator

from coderipple.agents.typed_commands import TypedCommands
from coderipple.facts import Facts, Module, Symbol, SymbolKind
from coderipple.markup import code_span, file_link, prose
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject

MOST_NAMES = 300  # who has more reads the reference


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['capabilities']}"
    for name, heading, lines, label, subjects in (
        (
            "1-commands",
            "Commands",
            tuple(_commands(facts, document)),
            "what the commands do",
            {Subject.COMMAND, Subject.OPTION},
        ),
        ("2-routes", "Routes", tuple(_routes(facts)), "what the routes do", {Subject.ROUTE}),
        ("3-api", "From code", tuple(_offered(facts)), "what the packages offer", {Subject.SYMBOL}),
    ):
        if lines:
            yield page_section("capabilities", name, lines, heading=heading, label=label, subjects=subjects)


def _commands(facts: Facts, document: str) -> Iterator[Statement]:
    """Yields the commands with the flags that they take, then the flags of files that declare no command."""
    flags: dict[tuple[str, str], list[str]] = {}
    for option in facts.options:
        flags.setdefault((option.evidence.path, option.command), []).append(_long(option.flags))
    scripts = {name for project in facts.projects for name in project.scripts}
    typed = TypedCommands(facts)
    for command in facts.commands:
        own = flags.pop((command.evidence.path, command.name), [])
        own += flags.pop((command.evidence.path, ""), []) if command.name in scripts else []
        summary = f": {prose(command.summary)}" if command.summary else ""
        text = f"- {code_span(typed.line(command))}{summary}{_listed_flags(own)}"
        yield Statement(text=text, evidence=(command.evidence,))
    for (path, _), own in sorted(flags.items()):
        yield Statement(text=f"- {file_link(path, document=document)}{_listed_flags(own)}")


def _long(flags: tuple[str, ...]) -> str:
    return next((each for each in flags if each.startswith("--")), flags[0])


def _listed_flags(flags: list[str]) -> str:
    return f"\n  - {', '.join(map(code_span, sorted(flags)))}" if flags else ""


def _routes(facts: Facts) -> Iterator[Statement]:
    for route in facts.routes:
        if route.summary:
            request = code_span(f"{' '.join(route.methods)} {route.path}".strip())
            yield Statement(text=f"- {request}: {prose(route.summary)}", evidence=(route.evidence,))


def _offered(facts: Facts) -> Iterator[Statement]:
    """Yields what code can call, by shape alone: the reference has the types; of a large interface, its modules."""
    offered = _offers(facts)
    if len(offered) > MOST_NAMES:
        for module in _callable_modules(facts):
            if module.summary:
                yield Statement(text=f"- {code_span(module.name)}: {prose(module.summary)}")
        return
    seen: set[tuple[str, int]] = set()  # what a package offers under its own name need not be said again
    for module, symbol in offered:
        place = (symbol.evidence.path, symbol.evidence.first_line)
        if symbol.kind in {SymbolKind.CLASS, SymbolKind.FUNCTION} and place not in seen:
            seen.add(place)
            yield _shape(module, symbol)


def count_offered(facts: Facts) -> int:
    """Returns how many names code can call; above `MOST_NAMES` the page lists their modules."""
    return len(_offers(facts))


def _offers(facts: Facts) -> list[tuple[Module, Symbol]]:
    # A name that says nothing of itself is left to the reference.
    return [
        (module, symbol)
        for module in _callable_modules(facts)
        for symbol in module.symbols
        if symbol.summary and "." not in symbol.name
    ]


def _callable_modules(facts: Facts) -> list[Module]:
    commanding = {each.evidence.path for each in facts.commands}  # what these offer is typed, not called
    return [each for each in facts.modules if _is_importable(each) and each.path not in commanding]


def _shape(module: Module, symbol: Symbol) -> Statement:
    members = [
        code_span(_call(each, each.name.removeprefix(f"{symbol.name}.")))
        for each in module.symbols
        if each.name.rpartition(".")[0] == symbol.name
    ]
    listed = f"\n  - {', '.join(members)}" if members else ""
    name = code_span(f"{module.name}.{_call(symbol, symbol.name)}")
    return Statement(text=f"- {name}: {prose(symbol.summary)}{listed}", evidence=(symbol.evidence,))


def _call(symbol: Symbol, name: str) -> str:
    """Returns how a symbol is called, with the names of its parameters alone."""
    if symbol.kind is SymbolKind.PROPERTY or not (symbol.parameters or "(" in symbol.signature):
        return name
    return f"{name}({', '.join(symbol.parameters)})"


def _is_importable(module: Module) -> bool:
    """Tells whether a module belongs to a package, or is one: a script has a command line, not an interface."""
    return "/" not in module.name and ("." in module.name or module.path.endswith("/__init__.py"))
