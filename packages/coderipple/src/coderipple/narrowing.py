"""Whether a push can be judged by the files that it changes, and what is true of these.

Most pushes change what single files say and nothing that another file or page depends on. Then the sections of their
modules are all that can differ, and the facts of a whole repository need not be put together to write them. Every
condition here errs on one side: where it cannot tell, all files are read.

Comes in: the changed files at both ends, the `Outline` of the base. Goes out: `PushFacts` of these files, or nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from msgspec import to_builtins

from coderipple.agents.pages.capabilities import MOST_NAMES, count_offered
from coderipple.agents.pages.interfaces import is_folded
from coderipple.analysis import FactsReader, compare_surfaces, is_read
from coderipple.analysis.definitions import Definition
from coderipple.analysis.examples import is_outranked
from coderipple.analysis.facts import defined_names, offered_module
from coderipple.analysis.file_roles import is_example, is_guide, is_surface, is_test
from coderipple.analysis.public_names import Source, Sources, module_name
from coderipple.analysis.python_source import SourceFacts
from coderipple.composition import PushFacts
from coderipple.config import Config
from coderipple.documents import Manifest, section_text
from coderipple.drafting import draft_sections
from coderipple.facts import Facts, Module, SymbolKind
from coderipple.outline import Outline, words
from coderipple.pages import reference_id
from coderipple.quality_gate import strike_untrue
from coderipple.references import LANGUAGE_NAMES, PartialVocabulary, UnprovenError
from coderipple.values import ChangeSet, History

_MOST_FILES = 50  # of so many hardly any push changes nothing but modules
_MOST_SCORE = 75.0  # a section whose references are true scores as much, whatever it shares with other pages
# What pages beside the reference are made of, or what other modules look at. Names and definitions are compared below.
_SHARED = (
    "summary",
    "exports",
    "imported_names",
    "imported_modules",
    "commands",
    "options",
    "unread_options_line",
    "variables",
    "routes",
    "raised",
)

_LINES = {"first_line", "last_line"}

type Tree = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _File:
    """One changed file of the code at both ends."""

    before: Source
    after: Source

    @property
    def ends(self) -> tuple[Source, Source]:
        return self.before, self.after


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """A push that changes single modules alone.

    Attributes:
        push_facts: What it is about.
        outline: Of the head; its manifest is that of the base.
    """

    push_facts: PushFacts
    outline: Outline


class _Narrowing:
    """Looks at the changed files one after the other.

    Attributes:
        differing: The words that files say at one end alone.
    """

    def __init__(self, earlier: Tree, now: Tree, reader: FactsReader, outline: Outline) -> None:
        self._trees = (earlier, now)
        self._reader = reader
        self._outline = outline
        self.differing: set[str] = set()

    def files(self, paths: Iterable[str]) -> list[_File] | None:
        """Returns the changed files of the code; nothing where another file or page can depend on a change."""
        found: list[_File] = []
        for path in paths:
            if any(path in each for each in self._outline.facts.warnings):
                return None
            if path.endswith(".py"):
                file = self._python(path)
                if file is None:
                    return None
                self.differing |= _differing_words(file)
                found += [] if is_test(path) else [file]
            elif is_read(path) and not self._is_same_guide(path):
                return None
        return None if self._is_told(len(found)) else found

    def _python(self, path: str) -> _File | None:
        sources = [self._source(path, tree) for tree in self._trees]
        if (is_test(path) or is_example(path)) and not self._shows_the_same(path):
            return None
        before, after = sources
        if before is None or after is None:
            return None
        file = _File(before=before, after=after)
        is_confined = path not in self._outline.followed if is_test(path) else self._is_confined(file)
        return file if is_confined else None

    def _source(self, path: str, tree: Tree) -> Source | None:
        facts = self._reader.source(tree[path])
        return Source(path=path, name=module_name(path, tree), facts=facts) if isinstance(facts, SourceFacts) else None

    def _is_confined(self, file: _File) -> bool:
        """Tells whether nothing but the section of its module can say what differs in a file of the code."""
        before, after = (each.facts for each in file.ends)
        is_same = [_without_lines(each.definitions) for each in (before, after)]
        is_shared = file.after.path in self._outline.followed or not _is_self_contained(file)
        errors = {each.name for each in self._outline.facts.errors if each.evidence.path == file.after.path}
        return (
            all(_without_lines(getattr(before, name)) == _without_lines(getattr(after, name)) for name in _SHARED)
            and _classes(before, errors) == _classes(after, errors)
            and not (is_shared and is_same[0] != is_same[1])
        )

    def _shows_the_same(self, path: str) -> bool:
        """Tells whether a file of examples or tests shows the same uses, or none that are shown."""
        if is_outranked(path, self._outline.examples) and path not in {
            each.evidence.path for each in self._outline.examples
        }:
            return True
        known = (self._outline.packages, self._outline.dependencies)
        before, after = (self._reader.usages(path, tree[path], *known) for tree in self._trees)
        return _without_lines(before) == _without_lines(after)

    def _is_same_guide(self, path: str) -> bool:
        before, after = (self._reader.guide(path, tree[path]) if is_guide(path) else None for tree in self._trees)
        return before is not None and before == after

    def _is_told(self, files: int) -> bool:
        """Tells whether a description may hold at one end alone, for it names what no other file says."""
        told, starts = self._outline.told, self._outline.told_starts
        return any(
            told.get(each, files + 1) <= files or (starts and each.startswith(starts)) for each in self.differing
        )

    def offers(self, before: Iterable[Module], after: Iterable[Module]) -> bool:
        """Tells whether what modules offer has names that examples and tests use, and had not, or the reverse."""
        old, new = ({symbol.name for module in each for symbol in module.symbols} for each in (before, after))
        return bool(self._outline.used & {word for name in old ^ new for word in words(name)})


def narrow(
    change_set: ChangeSet,
    earlier: Tree,
    now: Tree,
    *,
    reader: FactsReader,
    outline: Outline,
    manifest: Manifest,
    config: Config,
) -> Narrowed | None:
    """Returns what a push is about that changes single modules alone; nothing where it may change more.

    Args:
        change_set: What it changes, of what is documented.
        earlier: The documented tree of the base.
        now: The documented tree of the head.
        reader: Reads files.
        outline: Of the base.
        manifest: What is published, which names the base.
        config: The settings.
    """
    if change_set.added or change_set.removed or len(change_set.modified) > _MOST_FILES:
        return None
    narrowing = _Narrowing(earlier, now, reader, outline)
    files = narrowing.files(change_set.modified)
    if files is None or config.min_quality_score > _MOST_SCORE:
        return None
    before, after = (
        _facts([each.ends[end] for each in files], tree, outline) for end, tree in enumerate((earlier, now))
    )
    documents = {each.name: _document(each, manifest) for each in after.modules}
    if [each.name for each in before.modules] != list(documents) or "" in documents.values():
        return None
    counts = [_counts(each, outline, before) for each in (before, after)]
    is_same_form = (
        len({is_folded(symbols, config.most_interface_symbols) for symbols, _ in counts}) == 1
        and not narrowing.offers(before.modules, after.modules)
    )
    lists_modules = all(offered > MOST_NAMES for _, offered in counts)
    if not is_same_form or _elsewhere(before, config, lists_modules) != _elsewhere(after, config, lists_modules):
        return None
    vocabularies = [PartialVocabulary(each) for each in (before, after)]
    try:
        struck = [strike_untrue(*each) for each in zip((before, after), vocabularies, strict=True)]
    except UnprovenError:
        return None
    push_facts = PushFacts(
        before=struck[0],
        after=struck[1],
        changes=compare_surfaces(*struck),
        history=History(),
        earlier=vocabularies[0],
        vocabulary=vocabularies[1],
        documents=documents,
    )
    symbols, offered = counts[1]
    asked = {word for text in vocabularies[1].asked for word in words(text)} - LANGUAGE_NAMES
    told = {word: count - len(files) if word in narrowing.differing else count for word, count in outline.told.items()}
    told = dict.fromkeys(asked, 0) | told
    return Narrowed(push_facts=push_facts, outline=replace(outline, symbols=symbols, offered=offered, told=told))


def _facts(sources: list[Source], tree: Tree, outline: Outline) -> Facts:
    """Returns what is true of some files, and all that the outline says of the others."""
    own = (
        offered_module(each.name, each, Sources([each]), tree)
        for each in sources
        if is_surface(each.path, each.name)
    )
    names = [{*defined_names(each), *(name for name in each.facts.names if "." not in name)} for each in sources]
    return replace(
        outline.facts,
        modules=tuple(sorted(filter(None, own), key=lambda each: each.name)),
        paths=frozenset(tree),
        known_names=frozenset().union(*names),
        literals=frozenset().union(*(each.facts.literals for each in sources)),
    )


def _document(module: Module, manifest: Manifest) -> str:
    record = manifest.sections.get(reference_id(module.name))
    return record.document if record is not None else ""


def _counts(facts: Facts, outline: Outline, before: Facts) -> tuple[int, int]:
    """Returns how many public symbols a commit has, and how many of them code can call."""
    symbols, were = (sum(len(module.symbols) for module in each.modules) for each in (facts, before))
    return outline.symbols - were + symbols, outline.offered - count_offered(before) + count_offered(facts)


def _elsewhere(facts: Facts, config: Config, lists_modules: bool) -> dict[str, str]:
    """Returns what every page but the reference says, as far as it depends on the changed files."""
    own = {reference_id(each.name) for each in facts.modules}
    own |= {"capabilities/3-api"} if lists_modules else set()
    drafts = draft_sections(facts, History(), Manifest(), config, ())
    return {each.section_id: section_text(each) for each in drafts if each.section_id not in own}


def _is_self_contained(file: _File) -> bool:
    """Tells whether what a file offers depends on no other file."""
    names = [{definition.name for definition in each.facts.definitions} for each in file.ends]
    exports = {*(file.after.facts.exports or ())}
    return not file.after.is_package and all(exports <= each for each in names)


def _classes(facts: SourceFacts, errors: Collection[str]) -> dict[str, object]:
    """Returns what the page of errors depends on, which follows every class to its bases."""
    return {
        each.name: (
            each.bases,
            {"__init__", "__str__"} & {member.name for member in each.members},
            (each.summary, each.signature) if each.name in errors else (),
        )
        for each in facts.definitions
        if each.kind is SymbolKind.CLASS
    }


def _differing_words(file: _File) -> set[str]:
    """Returns the words that a file says at one end alone, and the names of what it defines differently."""
    before, after = (_said(each) for each in file.ends)
    old, new = (dict(_definitions("", each.facts.definitions)) for each in file.ends)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return {word for each in (before ^ after) | changed for word in words(each)}


def _said(source: Source) -> frozenset[str]:
    facts = source.facts
    if is_test(source.path):
        return facts.imported_modules
    return reduce(or_, (facts.names, facts.literals, facts.attributes))


def _definitions(owner: str, definitions: Iterable[Definition]) -> Iterator[tuple[str, object]]:
    for each in definitions:
        yield f"{owner}{each.name}", (each.kind, each.signature, each.parameters, each.bases)
        yield from _definitions(f"{owner}{each.name}.", each.members)


def _without_lines(value: object) -> object:
    """Returns what differs where facts do, wherever in their file they stand."""
    return _dropped(to_builtins(value, order="deterministic"))


def _dropped(value: object) -> object:
    match value:
        case dict():
            return {key: _dropped(each) for key, each in value.items() if key not in _LINES}
        case list() | tuple():
            return [_dropped(each) for each in value]
        case _:
            return value
