"""Readings by libraries that wrap the environment: environs, django-environ, python-decouple, starlette.

Comes in: a syntax tree. Goes out: `ReadVariable`s.
"""

import ast
from collections.abc import Iterator, Mapping

from coderipple.analysis.environment.variables import ReadVariable
from coderipple.analysis.syntax_tree import SyntaxTree, default_source, dotted_name, keyword, last_line, targets

_LIBRARIES = frozenset({"environs", "environ", "decouple", "starlette"})
_READERS = {
    *("environs.Env", "environs.env", "environ.Env", "environ.FileAwareEnv"),
    *("decouple.config", "decouple.Config", "decouple.AutoConfig", "starlette.config.Config"),
}
# Methods of a reader that read no variable.
_OTHER_METHODS = {"read_env", "read_envfile", "prefixed", "seal", "dump", "parser_for", "add_parser", "get_value"}
_MOST_PREFIXES = 200  # blocks with a prefix; more are made to exhaust us

type _Block = tuple[int, int, str]


def library_readings(tree: SyntaxTree) -> Iterator[ReadVariable]:
    """Yields what the readers of such libraries are asked for."""
    if not tree.roots & _LIBRARIES:
        return
    readers = dict(_readers(tree))
    blocks = [*_blocks(tree, readers)][:_MOST_PREFIXES]
    for call in tree.calls:
        owner = dotted_name(call.func)
        if owner not in readers:
            owner, _, method = owner.rpartition(".")
            if owner not in readers or method in _OTHER_METHODS:
                continue
        name = tree.text(call.args[0]) if call.args else None
        if name:
            given = [each for each in call.args[1:2] if tree.origin(each) not in {"str", "int", "bool", "float"}]
            default = keyword(call, "default") or (given[0] if given else None)
            inside = "".join(prefix for first, last, prefix in blocks if first <= call.lineno <= last)
            yield ReadVariable(
                name=f"{readers[owner]}{inside}{name}",
                default=default_source(default),
                first_line=call.lineno,
                last_line=last_line(call),
            )


def _readers(tree: SyntaxTree) -> Iterator[tuple[str, str]]:
    """Yields the names of readers, each with the prefix that it puts before every name."""
    for local, origin in tree.names.items():
        if origin in {"decouple.config", "environs.env"}:
            yield local, ""
    for node in tree.assignments:
        if isinstance(node.value, ast.Call) and tree.origin(node.value.func) in _READERS:
            prefix = tree.text(keyword(node.value, "env_prefix")) or ""
            yield from ((name, prefix) for target in targets(node) if (name := dotted_name(target)))


def _blocks(tree: SyntaxTree, readers: Mapping[str, str]) -> Iterator[_Block]:
    """Yields the lines of every `with env.prefixed("X_"):`, outer before inner."""
    for node in tree.nodes:
        if isinstance(node, ast.With):
            for item in node.items:
                match item.context_expr:
                    case ast.Call(func=ast.Attribute(attr="prefixed", value=owner), args=[prefix, *_]) if dotted_name(
                        owner
                    ) in readers and (text := tree.text(prefix)):
                        yield node.lineno, last_line(node), text
                    case _:
                        pass
