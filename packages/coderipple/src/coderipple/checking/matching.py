"""Which mentions of a document are of what is gone.

Comes in: the mentions of one document, `RemovedNames`. Goes out: `Match`es, which the sources may still refute.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from coderipple.checking.foreign_names import ForeignNames
from coderipple.checking.mentions import Mention, MentionKind
from coderipple.checking.removed import Removed, RemovedNames, is_distinctive, static_route
from coderipple.references import link_target

# Repetitions are possessive: no text takes quadratic time.
_DOTTED = re.compile(r"(?<![\w@/-])[A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*+(?![\w-])")
_DECORATOR = re.compile(r"^\s*@")
_FLAG = re.compile(r"(?<![\w-])--[A-Za-z][\w-]*+")
_PATH = re.compile(r"(?<![\w/:@.~$*<{-])(?:\./)?[\w.-]++(?:/[\w.-]++)++/?(?![\w/*>}])")
_IMPORT = re.compile(r"^\s*from ([\w.]+) import \(?([\w ,.*]+)")
_SCRIPT_IMPORT = re.compile(
    r"^\s*(?:import\s+(?:type\s+)?|(?:const|let|var)\s+)\{([^}]*)\}\s*(?:from\s+|=\s*require\()['\"]([^'\"]+)['\"]"
)
_ROUTE = re.compile(r"(?<![\w/.-])(?:https?://[\w.:-]+)?(/[\w/{}<>:.-]*+)")
_ENDS_OF_COMMAND = re.compile(r"\||&&|;")
_OTHER_PROGRAMS = re.compile(
    r"\b(?:pip|pipx|git|docker|pytest|uv|npm|npx|cargo|conda|poetry|hatch|tox|nox|mypy|ruff|black|curl|make|brew|apt)\b"
)
# Files that any project may have, and that a document speaks of without meaning this one's.
_ORDINARY = re.compile(
    r"^(?:index|readme|changelog|__init__|__main__|main|app|conftest|config|settings|setup|pyproject|requirements"
    r"|test|tests|docs|src|models|views|utils)(?:\.\w+)?$|foo|bar|example|my",
    re.IGNORECASE,
)
_UNOFFERED = frozenset({"name", "parameter", "setting or key"})


class Match(NamedTuple):
    """A mention of something that is gone.

    Attributes:
        line: Line of the document.
        text: What the document says.
        removed: What it means.
    """

    line: int
    text: str
    removed: Removed


def matches(found: Sequence[Mention], removed: RemovedNames, *, document: str, paths: frozenset[str]) -> list[Match]:
    """Returns the mentions of what is gone, one a line and text.

    Args:
        found: The mentions of the document.
        removed: What is gone.
        document: Path of the document; links are relative to it.
        paths: Every file and folder that is there.
    """
    foreign = ForeignNames(found, removed.packages, removed.others, removed.modules, removed.gone)
    all_matches = [
        match for mention in found for match in _of_mention(mention, removed, foreign, document=document, paths=paths)
    ]
    return list({(each.line, each.removed.name): each for each in reversed(all_matches)}.values())[::-1]


def _of_mention(
    mention: Mention, removed: RemovedNames, foreign: ForeignNames, *, document: str, paths: frozenset[str]
) -> Iterator[Match]:
    if mention.kind is MentionKind.LINK:
        yield from _links(mention, removed.paths, document)
        return
    yield from _typed(mention, removed)
    if mention.kind is MentionKind.OUTPUT:  # what a program prints about other code shows no more than its form
        return
    yield from _names(mention, removed, foreign)
    yield from _paths(mention, removed.paths, paths)
    yield from _routes(mention, removed.routes)


def _links(mention: Mention, removed: Mapping[str, Removed], document: str) -> Iterator[Match]:
    address = mention.text.partition("?")[0]
    if ":" in address.split("/", 1)[0] or address.startswith(("//", "#")) or not address:
        return
    target = (
        address.partition("#")[0].strip("/") if address.startswith("/") else link_target(address, document=document)
    )
    if found := removed.get(target.rstrip("/")):
        yield Match(mention.line, target, found)


def _names(mention: Mention, removed: RemovedNames, foreign: ForeignNames) -> Iterator[Match]:
    for written in _written_names(mention):
        parts = written.split(".")
        if foreign.owns(parts[0]):
            continue
        beginnings = [*_beginnings(parts, removed.dotted)]
        yield from (Match(mention.line, written, each) for each in beginnings)
        if beginnings:
            continue
        # What an example calls on an object of its own has names of its own.
        is_of_example = mention.kind is MentionKind.CODE and len(parts) > 1 and parts[0] not in removed.packages
        for part in parts:
            gone = removed.words.get(part)
            if gone and not foreign.defines(part) and not (is_of_example and gone.noun in _UNOFFERED):
                yield Match(mention.line, part, gone)
    if mention.kind is MentionKind.SPAN and (found := _plain(mention.text, removed.plain, foreign)):
        yield Match(mention.line, mention.text, found)


def _written_names(mention: Mention) -> Iterator[str]:
    if imported := _IMPORT.match(mention.text):
        for name in re.findall(r"[\w*]+(?= as|\s*,|\s*$)", imported[2]):
            yield f"{imported[1]}.{name}"
        return
    if imported := _SCRIPT_IMPORT.match(mention.text):
        for name in re.findall(r"(?:^|,)\s*(?:type\s+)?(\w+)", imported[1]):
            yield f"{imported[2].replace('/', '.')}.{name}"
        return
    # `Type::name` of Rust and Ruby, `Type#name` of Java and Ruby, `name!` of Rust.
    text = re.sub(r"(?<=\w)(?:::|#)(?=[A-Za-z_])", ".", _DECORATOR.sub("", mention.text))
    for each in _DOTTED.finditer(text):
        if not each.group().startswith(("self.", "cls.")):  # of a class of the example
            yield each.group()


def _beginnings(parts: list[str], dotted: Mapping[str, Removed]) -> Iterator[Removed]:
    """Yields what the beginnings of a dotted name mean, the longest first."""
    for end in range(len(parts), 0, -1):
        if found := dotted.get(".".join(parts[:end])):
            yield found


def _plain(text: str, plain: Mapping[str, Removed], foreign: ForeignNames) -> Removed | None:
    """Returns the public name that a span is, where it is an ordinary word: a class, or a function that is called."""
    name = text.removesuffix("()")
    is_named = name[:1].isupper() or text.endswith("()")
    found = plain.get(name) if is_named and len(name) > 3 and not foreign.defines(name) else None
    return found if found and not is_distinctive(name) else None


def _typed(mention: Mention, removed: RemovedNames) -> Iterator[Match]:
    """Yields options, commands and programs that are typed."""
    text = mention.text
    if mention.kind is MentionKind.SPAN and text.startswith("--"):
        flag = _FLAG.match(text)
        is_own = not _OTHER_PROGRAMS.search(mention.around) or _mentions(mention.around, removed.programs)
        if flag and flag.group() in removed.options and is_own:
            yield Match(mention.line, flag.group(), removed.options[flag.group()])
        return
    for call in _ENDS_OF_COMMAND.split(text):
        rest = _after_program(call, removed)
        if rest is not None:
            for flag in _FLAG.findall(rest.partition(" -- ")[0]):
                if flag in removed.options:
                    yield Match(mention.line, flag, removed.options[flag])
            yield from _commands(mention, rest.split(), removed.commands)
    if mention.kind in {MentionKind.CODE, MentionKind.OUTPUT} and _mentions(mention.around, removed.programs):
        for flag in _FLAG.findall(text)[:1]:  # a help text begins its line with the option that it explains
            if flag in removed.options:
                yield Match(mention.line, flag, removed.options[flag])


def _mentions(text: str, programs: Iterable[str]) -> bool:
    words = set(re.findall(r"[\w.-]+", text))
    return any(each in words for each in programs)


def _after_program(call: str, removed: RemovedNames) -> str | None:
    """Returns what follows a program of the project in a command line, or None where there is none."""
    words = call.split()
    for place, word in enumerate(words):
        name = posixpath.basename(word)
        is_module = place and words[place - 1] == "-m" and word.split(".", 1)[0] in removed.packages
        if name in removed.programs or (name in removed.commands and not place) or is_module:
            is_gone = name in removed.commands and name in removed.programs
            return " ".join(words[place if is_gone else place + 1 :])
    return None


def _commands(mention: Mention, words: Sequence[str], removed: Mapping[str, Removed]) -> Iterator[Match]:
    typed: list[str] = []
    for word in words:
        if word.startswith("-"):
            break
        typed.append(word)
    for end in range(min(len(typed), 3), 0, -1):
        if found := removed.get(" ".join(typed[:end])):
            yield Match(mention.line, found.name, found)
            return


def _paths(mention: Mention, removed: Mapping[str, Removed], paths: frozenset[str]) -> Iterator[Match]:
    for each in _PATH.finditer(mention.text):
        written = each.group().removeprefix("./").rstrip("/")
        name = posixpath.basename(written)
        found = removed.get(written)
        is_told = found and "/" in written and not _ORDINARY.search(name)
        if found and is_told and not any(path.endswith(f"/{written}") for path in paths):
            yield Match(mention.line, written, found)


def _routes(mention: Mention, removed: Mapping[str, Removed]) -> Iterator[Match]:
    if not removed:
        return
    for each in _ROUTE.finditer(mention.text):
        if found := removed.get(static_route(each[1])) or removed.get(static_route(each[1].rstrip("/"))):
            yield Match(mention.line, each[1], found)
