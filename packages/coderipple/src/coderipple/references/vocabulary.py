"""Everything that a text about one commit may name.

Comes in: facts, documents. Goes out: a yes or no for a reference.
"""

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Self
from urllib.parse import unquote

from coderipple.facts import Facts
from coderipple.markup import on_one_line, visible
from coderipple.mermaid import labels
from coderipple.references.anchors import anchors, github_slug
from coderipple.references.command_lines import CommandLines
from coderipple.references.expressions import is_true_expression
from coderipple.references.extraction import QUOTED, Reference, ReferenceKind
from coderipple.references.foreign import is_foreign
from coderipple.references.known_names import KnownNames
from coderipple.references.samples import MANIFEST_KEYS, is_true_data, is_true_python

_MARKS = re.compile(
    r"^(?:[.@]|\*{1,2}(?=\w))"
)  # people write `.close()` for a method, `@route` for a decorator, `**options`
_REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]*+) ?(?:[=~!<>]=|[<>])")
_TABLE = re.compile(r"\[([\w-]++(?:\.[\w-]++)*+)\]")
_PATH_LABEL = re.compile(r"[\w.-]++(?:/[\w.-]++)++")


class Vocabulary:
    """Everything that a text about one commit may name.

    Args:
        facts: What is true of the commit.
        document_paths: Paths of the documents in the repository, the ones being written too.
        commit_ids: Ids of the commits that may be named, whole or shortened.
        documents: Markdown by path, of the documents being written and of any other: links may name their headings.

    Attributes:
        asked: The texts of all references that it was asked about.
        verdicts: Of the names among them, whether they are true, wherever they stand.
    """

    def __init__(
        self,
        facts: Facts,
        *,
        document_paths: Iterable[str] = (),
        commit_ids: Iterable[str] = (),
        documents: Mapping[str, str] | None = None,
    ) -> None:
        self.asked: set[str] = set()
        self.verdicts: dict[str, bool] = {}
        self._documents = documents or {}
        self._folders = _folders(facts.paths)
        self._file_names = frozenset(path.rsplit("/", 1)[-1] for path in facts.paths)
        self._names = KnownNames(facts)
        self._facts = facts
        self._values = frozenset(on_one_line(each) for each in _values(facts))
        self._distributions = frozenset(_distributions(facts))
        self._defaults = _defaults(facts)
        self._errors: dict[str, set[str]] = {}
        for error in facts.errors:
            self._errors.setdefault(error.name, set()).add(error.evidence.path)
        self._titles = {each.path: github_slug(each.title) for each in facts.guides if each.title}
        self._take(facts, document_paths, commit_ids)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(on_one_line(each) for each in _texts(self._facts))

    def for_documents(
        self, facts: Facts, *, document_paths: Iterable[str] = (), commit_ids: Iterable[str] = ()
    ) -> Self:
        """Returns the vocabulary of the same commit for texts that are made of it.

        Args:
            facts: What is true of the commit, without the descriptions and examples that do not hold.
            document_paths: See the class.
            commit_ids: See the class.
        """
        other = copy(self)
        Vocabulary._take(other, facts, document_paths, commit_ids)
        return other

    def _take(self, facts: Facts, document_paths: Iterable[str], commit_ids: Iterable[str]) -> None:
        self._files = facts.paths | frozenset(document_paths) | frozenset(self._documents)
        self._command_lines = CommandLines(facts, self._names, self._files | self._folders)
        self._examples = frozenset(visible(each.code).strip() for each in facts.examples)
        self._commit_ids = sorted(commit_ids)

    def holds(self, reference: Reference, *, document: str) -> bool:
        """Tells whether a reference is true.

        Args:
            reference: The reference.
            document: Path in the repository of the document that holds it; links are relative to it.
        """
        if reference.language not in QUOTED:  # these stand somewhere, whatever they name
            self.asked.update((reference.text, reference.label))
        match reference.kind:
            case ReferenceKind.HTML | ReferenceKind.HIDDEN | ReferenceKind.SIZE:
                return False  # generated text is plain Markdown of a readable size
            case ReferenceKind.LINK:
                return self._is_link(reference, document)
            case ReferenceKind.BLOCK:
                return self._is_block(reference)
            case _:
                self.verdicts[reference.text] = self._is_known(reference.text)
                return self.verdicts[reference.text] and self._is_default(reference)

    def _is_named(self, text: str) -> bool:
        """Tells whether a text is, word for word, what the commit calls something or says."""
        name = _MARKS.sub("", text).removesuffix("()")
        return (
            self._names.is_name(name)
            or self._names.is_name(text)  # `@scope/package` begins with its mark
            or self._names.is_literal(text)
            or text in self._texts
            or text in self._values
            or text in self._distributions
            or self._command_lines.is_flag(text)
            or self._is_file(text)
        )

    def _is_known(self, text: str) -> bool:
        return (
            self._is_named(text)
            or self._is_commit(text)
            or self._names.is_prefix(text)
            or self._is_table(text)
            or is_foreign(text)
            or self._command_lines.holds(text)
            or (not self._is_requirement(text) and is_true_expression(text, self._names, self._values))
        )

    def _is_requirement(self, text: str) -> bool:
        """Tells whether a text states versions of a distribution, which is true word for word or not at all."""
        found = _REQUIREMENT.match(text)
        return found is not None and found[1] in self._distributions

    def _is_table(self, text: str) -> bool:
        """Tells whether a text is the head of a table of TOML, such as `[tool.tides]`, whose words the code has."""
        found = _TABLE.fullmatch(text)
        return found is not None and all(
            each in MANIFEST_KEYS or self._names.is_literal(each) or each in self._distributions
            for each in found[1].split(".")
        )

    def _is_file(self, text: str) -> bool:
        path = text.removeprefix("./")
        return path in self._files or path.rstrip("/") in self._folders or text in self._file_names

    def _is_default(self, reference: Reference) -> bool:
        """Tells whether a value is the default of something that the text names right before it."""
        known = [self._defaults[each] for each in reference.default_of if each in self._defaults]
        return not known or any(reference.text in each for each in known)

    def _is_commit(self, text: str) -> bool:
        place = bisect_left(self._commit_ids, text)
        return len(text) >= 7 and place < len(self._commit_ids) and self._commit_ids[place].startswith(text)

    def _is_block(self, reference: Reference) -> bool:
        match reference.language:
            case "python":
                return is_true_python(reference.text, self._names, self._examples)
            case "toml" | "json":
                return is_true_data(reference.text, reference.language, self._names, self._distributions)
            case "mermaid":
                found = labels(reference.text)
                return found is not None and all(self._is_known(each) for each in found)
            case language if language in QUOTED:
                return reference.text.strip() in self._examples
            case _:
                return self._command_lines.holds(reference.text)

    def _is_link(self, reference: Reference, document: str) -> bool:
        quoted, hash_mark, anchor = reference.text.partition("#")
        path = unquote(quoted, errors="surrogateescape")
        if ":" in path.split("/", 1)[0] or (not path and not anchor):
            return False  # an address is no fact of the commit
        target = link_target(reference.text, document=document)
        if not (target in self._files or target in self._folders or not path):
            return False
        return self._is_label(reference.label, target) and (
            not hash_mark or self._is_anchor(unquote(anchor), target.rstrip("/"))
        )

    def _is_label(self, label: str, target: str) -> bool:
        """Tells whether a label that is a path, or a public name in code, names what the link leads to."""
        if label.startswith("`"):
            name = label.strip("`").removesuffix("()")
            places = {each.evidence.path for each in self._names.symbols(name)} | self._errors.get(name, set())
            return not places or target in places or self._names.is_module(name)
        is_path = _PATH_LABEL.fullmatch(label) and "." in label.rsplit("/", 1)[-1]
        return not is_path or f"/{' '.join(visible(target).split())}".endswith(f"/{label}")

    def _is_anchor(self, anchor: str, path: str) -> bool:
        if path in self._documents:
            return anchor in anchors(self._documents[path])
        return bool(anchor) and self._titles.get(path) == anchor


class UnprovenError(Exception):
    """A part of a commit does not show what is true of the whole; the message says why."""


class PartialVocabulary(Vocabulary):
    """The vocabulary of a part of a commit: what it knows is true of the whole; of all else it cannot tell.

    Args:
        facts: What is true of the part; the paths are all.
        verdicts: Of names, whether they are true of the whole.
    """

    def __init__(self, facts: Facts, verdicts: Mapping[str, bool]) -> None:
        super().__init__(facts)
        self.verdicts.update(verdicts)

    def for_documents(
        self, facts: Facts, *, document_paths: Iterable[str] = (), commit_ids: Iterable[str] = ()
    ) -> Self:
        """Returns the same for texts that are made of it; what was untrue may name a document, or a commit."""
        other = super().for_documents(facts, document_paths=document_paths, commit_ids=commit_ids)
        other.verdicts = {text: is_true for text, is_true in self.verdicts.items() if is_true}
        return other

    def holds(self, reference: Reference, *, document: str) -> bool:
        """Tells whether a reference is true.

        Raises:
            UnprovenError: The rest of the commit may say otherwise.
        """
        self.asked.update((reference.text, reference.label))
        match reference.kind:
            case ReferenceKind.HTML | ReferenceKind.HIDDEN | ReferenceKind.SIZE:
                return False
            case ReferenceKind.LINK if not ("#" in reference.text or reference.label[:1] == "`"):
                return self._is_link(reference, document)
            case ReferenceKind.SPAN | ReferenceKind.WORD:
                verdict = True if self._is_named(reference.text) else self.verdicts.get(reference.text)
                if verdict is not None and not (verdict and reference.default_of):
                    self.verdicts[reference.text] = verdict
                    return verdict
        raise UnprovenError(f"whether {reference.text!r} holds")


def link_target(text: str, *, document: str) -> str:
    """Returns the path that a relative link leads to, its document where it is an anchor alone."""
    path = unquote(text.partition("#")[0], errors="surrogateescape")
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), path)) if path else document


def _folders(paths: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return frozenset(found)


def _texts(facts: Facts) -> Iterator[str]:
    """Yields what may be said word for word: signatures, routes, messages, requirements, targets, usages."""
    for module in facts.modules:
        yield from (form for each in module.symbols for form in each.signature.split("\n"))
        # What is no expression of Python, as `from(option)`, can be one of the language's own.
        for each in module.symbols if module.language != "Python" else ():
            call = f"({', '.join(each.parameters)})"
            yield from (f"{module.name}.{each.name}{call}", f"{each.name.rpartition('.')[2]}{call}")
    for route in facts.routes:
        yield route.path
        yield from (f"{method} {route.path}" for method in route.methods)
        yield f"{' '.join(route.methods)} {route.path}".strip()
        yield f"{', '.join(route.methods)} {route.path}".strip()
    for error in facts.errors:
        for message in error.messages:
            yield message.text
            yield f"{error.name}: {message.text}"
    for command in facts.commands:
        yield " ".join([command.name, *command.arguments])
        yield from command.arguments


def _values(facts: Facts) -> Iterator[str]:
    """Yields the source texts of values that the code or its manifests state."""
    yield from (each.default for each in facts.variables if each.default is not None)
    yield from (each.default for each in facts.options if each.default is not None)
    for project in facts.projects:
        yield from filter(None, (project.runtime, project.version, project.folder))
    for variable in facts.variables:
        yield variable.name
        yield from filter(None, (variable.field,))


def _distributions(facts: Facts) -> Iterator[str]:
    for project in facts.projects:
        yield project.name
        yield from project.dependencies
        yield from project.scripts
        yield from (f"{project.name}[{extra}]" for extra in project.extras)
        yield from (f"{project.name}{mark}{project.version}" for mark in ("==", " ", "@") if project.version)
        yield from filter(None, (project.build_backend,))
        for each in project.requirements:
            yield from filter(None, (each.name, f"{each.name}{each.specifier}", f"{each.name} {each.specifier}"))
            yield from filter(None, (each.specifier, each.group))
        for entry in project.entry_points:
            yield from (entry.group, entry.name, entry.target)


def _defaults(facts: Facts) -> dict[str, frozenset[str]]:
    """Returns the defaults of each variable and option; several options may share a spelling."""
    found: dict[str, set[str]] = {}
    for variable in facts.variables:
        found.setdefault(variable.name, set()).add(on_one_line(variable.default or ""))
    for option in facts.options:
        for flag in option.flags:
            found.setdefault(on_one_line(flag), set()).add(on_one_line(option.default or ""))
    return {name: frozenset(defaults) for name, defaults in found.items()}
