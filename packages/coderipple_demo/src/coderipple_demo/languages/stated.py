"""Reads what the reference pages of languages beside Python state, sharing nothing with the code that wrote them.

Comes in: Markdown. Goes out: modules, names and parameters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SECTION = re.compile(r"^## `+ ?(.+?) ?`+\s*$")
_ITEM = re.compile(r"^( *)- (`+) ?(.+?) ?\2(?!`)")
_GO = re.compile(r"(?:func (?:\([^)]*\) )?|const |var |type )?(\w+)")
_GO_EMBEDDED = re.compile(r"\*?(?:\w+\.)?(\w+)(?:\[.*\])?")
_SCRIPT = re.compile(
    r"(?:(?:declare|export|abstract|async|static|readonly|override|get|set|class|interface|type|enum|namespace|module|"
    r"function\*?|const|let|var|public|accessor) )*(?:\* ?)?(?:['\"]([^'\"]+)|([\w$.]+))"
)
_RUST = re.compile(
    r"(?:pub |const (?=\w)|static |mut |async |unsafe |default |extern(?: \"\w+\")? |fn |struct |enum |union |trait |"
    r"auto |type )*(macro_rules! )?(\w+)"
)
_JAVA_TYPE = re.compile(r"(?:^|.* )(?:class|interface|@interface|enum|record) (\w+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """A symbol that a page states.

    Attributes:
        module: Of its section.
        name: Its own, after those of the types around it.
        signature: As it stands.
        parameters: Names of its parameters, what is taken apart without one; None where none are stated.
    """

    module: str
    name: str
    signature: str
    parameters: tuple[str, ...] | None


def stated_in(text: str, language: str) -> Iterator[Stated]:
    """Yields the symbols of a page."""
    module = ""
    around: list[tuple[int, str]] = []
    for line in text.splitlines():
        if heading := _SECTION.match(line):
            module, around = heading[1], []
        elif module and (item := _ITEM.match(line)):
            depth, signature = len(item[1]), item[3]
            around = [each for each in around if each[0] < depth]
            own = _name(signature, language, is_member=bool(around))
            around.append((depth, own))
            yield Stated(
                module=module,
                name=".".join(name for _, name in around),
                signature=signature,
                parameters=_parameters(signature, language),
            )


def _name(signature: str, language: str, *, is_member: bool) -> str:
    if language == "Go":
        embedded = _GO_EMBEDDED.fullmatch(signature) if is_member else None
        return _first(embedded or _GO.match(signature))
    if language == "TypeScript":
        return "default" if signature.startswith("default ") else _first(_SCRIPT.match(signature))
    if language == "Rust":
        found = _RUST.match(signature)
        return f"{found[2]}!" if found and found[1] else found[2] if found else ""
    if found := _JAVA_TYPE.match(_flat(signature).partition("(")[0]):
        return found[1]
    if re.match(r"[A-Z]\w*(?:$|\()", signature):
        return _first(re.match(r"(\w+)", signature))
    head = _flat(signature).partition("(")[0].partition("=")[0]
    words: list[str] = re.findall(r"\w+", head)
    return words[-1] if words else ""


def _first(match: re.Match[str] | None) -> str:
    found: tuple[str | None, ...] = match.groups() if match else ()
    return next((each for each in found if each), "")


def _flat(signature: str) -> str:
    """Returns a signature without what stands between angle brackets."""
    while (shorter := re.sub(r"<[^<>]*>", "", signature)) != signature:
        signature = shorter
    return signature


def _parameters(signature: str, language: str) -> tuple[str, ...] | None:
    signature = signature.replace("<-", "")  # of Go: no bracket
    start = _start(signature, language)
    inside = _inside(signature, start)
    if inside is None:
        return None
    parts = [each.strip() for each in _split(inside) if each.strip()]
    return tuple(_READ[language](parts))


def _start(signature: str, language: str) -> int:
    """Returns where the list of parameters opens: after the name and its type parameters."""
    start = len("func (") + signature[len("func (") :].find(")") if signature.startswith("func (") else 0
    depth = 0
    for place in range(start + 1 if start else 0, len(signature)):
        character = signature[place]
        is_arrow = signature[place - 1 : place + 1] in {"->", "=>"}
        depth += character in "<[{" and not (character == "[" and language == "Rust")
        depth -= (character in "]}" or (character == ">" and not is_arrow)) and not (
            character == "]" and language == "Rust"
        )
        if character == "(" and depth == 0:
            return place
    return -1


def _inside(signature: str, start: int) -> str | None:
    if start < 0:
        return None
    depth = 0
    for place in range(start, len(signature)):
        depth += (signature[place] in "([{") - (signature[place] in ")]}")
        if depth == 0:
            return signature[start + 1 : place]
    return None


def _split(inside: str) -> Iterator[str]:
    depth, begin = 0, 0
    for place, character in enumerate(inside):
        is_arrow = inside[place - 1 : place + 1] in {"->", "=>"} if place else False
        depth += character in "([{<"
        depth -= character in ")]}" or (character == ">" and not is_arrow)
        if character == "," and depth == 0:
            yield inside[begin:place]
            begin = place + 1
    yield inside[begin:]


def _go_names(parts: list[str]) -> Iterator[str]:
    named = [re.match(r"(\w+) (?!chan\b)?\S", each) for each in parts]
    if not any(each and each[1] not in {"chan", "func", "map", "struct", "interface"} for each in named):
        return
    yield from (re.match(r"\w+", each)[0] for each in parts)  # type: ignore[index]  # a list that has names has no other


def _script_names(parts: list[str]) -> Iterator[str]:
    for each in parts:
        bare = re.sub(r"^(?:@\w+ |public |private |protected |readonly |override )+", "", each).removeprefix("...")
        found = re.match(r"[\w$]+", bare)
        if found is None or found[0] != "this":
            yield found[0] if found else ""


def _rust_names(parts: list[str]) -> Iterator[str]:
    for each in parts:
        found = re.match(r"(?:mut )?(\w+) ?:(?!:)", each)
        if found and found[1] not in {"self", "_"}:
            yield found[1]


def _java_names(parts: list[str]) -> Iterator[str]:
    yield from ((re.findall(r"\w+", re.sub(r"(?:\[\s*\])+$", "", each)) or [""])[-1] for each in parts)


_READ = {"Go": _go_names, "TypeScript": _script_names, "Rust": _rust_names, "Java": _java_names}
