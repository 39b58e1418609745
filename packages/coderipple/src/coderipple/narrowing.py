"""Whether a push can be judged by the files that it changes, and what is true of these.

Most pushes change what single files say and nothing that another file or page depends on. Then the sections of their
modules are all that can differ, and the facts of a whole repository need not be put together to write them. Every
condition here errs on one side: where it cannot tell, all files are read.

Comes in: the changed files at both ends, the `Outline` of the base. Goes out: `PushFacts` of these files, or nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coderipple.agents.pages.capabilities import MOST_NAMES, count_offered
from coderipple.agents.pages.interfaces import is_folded
from coderipple.analysis import FactsReader, compare_surfaces, is_read
from coderipple.analysis.changed_files import ChangedFile, Outside, same_but_place, words
from coderipple.analysis.examples import best_rank
from coderipple.analysis.facts import defined_names, offered_module
from coderipple.analysis.file_roles import is_example, is_surface, is_test
from coderipple.analysis.languages import language_of
from coderipple.analysis.manifests import is_called_manifest, is_manifest
from coderipple.analysis.public_names import Source, Sources, module_name
from coderipple.analysis.python_source import SourceFacts
from coderipple.analysis.unwritten import Unwritten
from coderipple.composition import PushFacts
from coderipple.config import Config
from coderipple.documents import Manifest, section_text
from coderipple.drafting import draft_sections
from coderipple.facts import Facts, Guide, Module
from coderipple.outline import Outline, told_words
from coderipple.pages import reference_id
from coderipple.quality_gate import strike_untrue
from coderipple.references import PartialVocabulary, UnprovenError, github_slug
from coderipple.values import History

_MOST_FILES = 50  # of so many hardly any push changes nothing but modules
_MOST_SCORE = 75.0  # a section whose references are true scores as much, whatever it shares with other pages

type Tree = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """A push that changes single modules alone.

    Attributes:
        push_facts: What it is about.
        outline: Of the head; its manifest is that of the base.
    """

    push_facts: PushFacts
    outline: Outline


class _ChangedFiles:
    """Reads the changed files at both ends, and requires of each that nothing else depends on it.

    Args:
        paths: The files.
        earlier: The documented tree of the base.
        now: The documented tree of the head.
        reader: Reads files.
        outline: Of the base.

    Attributes:
        code: Those of the code, tests left out.
        guides: Of documents that open differently, by path, what pages speak of now.
        differing: The words that are said at one end alone.

    Raises:
        UnprovenError: Something else may depend on one.
    """

    def __init__(self, paths: Iterable[str], earlier: Tree, now: Tree, reader: FactsReader, outline: Outline) -> None:
        self._trees = (earlier, now)
        self._reader = reader
        self._outline = outline
        self._unwritten = Unwritten(now, lambda path: reader.content(now[path]))
        self._outside = Outside(
            followed=outline.followed,
            packages=outline.own_packages,
            errors=frozenset(each.name for each in outline.facts.errors),
            related=outline.related,
        )
        self.code: list[ChangedFile] = []
        self.guides: dict[str, Guide] = {}
        self.differing: set[str] = set()
        for path in paths:
            self._take(path)

    def _take(self, path: str) -> None:
        is_code = path.endswith(".py") or language_of(path) is not None
        if not all(path in tree for tree in self._trees):
            _require(not (is_code or is_read(path) or is_called_manifest(path)), f"{path} came or went")
            self._take_name(path)
            return
        _require(not any(path in each for each in self._outline.facts.warnings), f"a warning is about {path}")
        if is_manifest(path) or (is_read(path) and not is_code):
            self._take_document(path)
        if is_code:
            _require(path.endswith(".py") and is_read(path), f"{path} is in another language, or somebody else's")
            self._take_python(path)

    def _take_name(self, path: str) -> None:
        """Takes the names of a file that is not read, and of the folders that come and go with it."""
        folder, _, name = path.rpartition("/")
        self.differing |= {path, name, *words(name.rpartition(".")[0])}
        while folder and not all(any(each.startswith(f"{folder}/") for each in tree) for tree in self._trees):
            self.differing |= {folder, folder.rpartition("/")[2]}
            folder = folder.rpartition("/")[0]

    def _take_document(self, path: str) -> None:
        """Takes a manifest, or a document that people wrote."""
        read = self._reader.manifest if is_manifest(path) else self._reader.guide
        before, after = (read(path, tree[path]) for tree in self._trees)
        if before is not None and same_but_place(before, after):
            return
        if not (isinstance(before, Guide) and isinstance(after, Guide)):
            raise UnprovenError(f"pages speak of {path}")
        self.differing |= {word for each in (before, after) for word in words(github_slug(each.title))}
        self.guides[path] = after

    def _take_python(self, path: str) -> None:
        if is_test(path) or is_example(path):
            _require(self._shows_the_same(path), f"{path} shows how something is used")
        before, after = (self._source(path, tree) for tree in self._trees)
        file = ChangedFile(before=before, after=after)
        is_confined = path not in self._outline.followed if is_test(path) else file.is_confined(self._outside)
        _require(is_confined, f"others depend on {path}")
        self.differing |= file.differing_words()
        self.code += [] if is_test(path) else [file]

    def _source(self, path: str, tree: Tree) -> Source:
        facts = self._reader.source(tree[path])
        if not isinstance(facts, SourceFacts):
            raise UnprovenError(f"{path} cannot be read")
        is_generated = self._unwritten.is_generated(path, is_marked=facts.is_generated)
        _require(not (is_generated or self._unwritten.is_unread(path)), f"nobody wrote {path}")
        return Source(path=path, name=module_name(path, tree), facts=facts)

    def _shows_the_same(self, path: str) -> bool:
        """Tells whether a file of examples or tests shows the same uses, or none that are shown."""
        limit = self._outline.outranked_from
        if path not in self._outline.examples and limit is not None and best_rank(path) > limit:
            return True
        known = (self._outline.packages, self._outline.dependencies)
        return same_but_place(*(self._reader.usages(path, tree[path], *known) for tree in self._trees))

    def require_untold(self) -> None:
        """Requires that no description names what differs, unless more files say it than may have changed it."""
        told, starts, files = self._outline.told, self._outline.told_starts, len(self.code)
        for each in self.differing:
            is_told = told.get(each, files + 1) <= files or (starts and each.startswith(starts))
            _require(not is_told, f"a description names {each}")
            _require(each not in self._outline.renamed, f"{each} is imported under another name")

    def require_unused(self, before: Iterable[Module], after: Iterable[Module]) -> None:
        """Requires that no name came or went that examples and tests use."""
        old, new = ({(module.name, each.name) for module in end for each in module.symbols} for end in (before, after))
        used = self._outline.used & {word for _, name in old ^ new for word in words(name)}
        _require(not used, f"{', '.join(sorted(used))} is used in examples or tests")

    def told(self, asked: Iterable[str]) -> dict[str, int]:
        """Returns how many files say each word that descriptions name at the head, as far as that is known.

        Args:
            asked: The texts of the references of the changed files.
        """
        plain, inside = told_words(asked)
        old = self._outline.told
        kept = {word: count - len(self.code) if word in self.differing else count for word, count in old.items()}
        return dict.fromkeys(plain, 0) | kept | dict.fromkeys(inside, 0)


def narrow(
    paths: Sequence[str],
    earlier: Tree,
    now: Tree,
    *,
    reader: FactsReader,
    outline: Outline,
    manifest: Manifest,
    config: Config,
) -> Narrowed:
    """Returns what a push is about that changes single modules alone.

    Args:
        paths: The documented files that differ.
        earlier: The documented tree of the base.
        now: The documented tree of the head.
        reader: Reads files.
        outline: Of the base.
        manifest: What is published, which names the base.
        config: The settings.

    Raises:
        UnprovenError: It may change more; the message says why.
    """
    _require(len(paths) <= _MOST_FILES, f"more than {_MOST_FILES} files changed")
    _require(config.min_quality_score <= _MOST_SCORE, "the least score depends on every page")
    changed = _ChangedFiles(paths, earlier, now, reader, outline)
    changed.require_untold()
    head = replace(outline.facts, guides=tuple(changed.guides.get(each.path, each) for each in outline.facts.guides))
    before = _facts([each.before for each in changed.code], earlier, outline.facts, outline.own_packages)
    after = _facts([each.after for each in changed.code], now, head, outline.own_packages)
    documents = {each.name: _document_of(each, manifest) for each in after.modules}
    _require([each.name for each in before.modules] == list(documents), "modules came or went")
    changed.require_unused(before.modules, after.modules)
    counts = [_counts(each, outline, before) for each in (before, after)]
    forms = {is_folded(symbols, config.most_interface_symbols) for symbols, _ in counts}
    _require(len(forms) == 1, "the reference changes its form")
    lists_modules = all(offered > MOST_NAMES for _, offered in counts)
    said = [_elsewhere(each, config, lists_modules=lists_modules) for each in (before, after)]
    _require(said[0] == said[1], "another page speaks of the modules")
    vocabularies = [PartialVocabulary(each) for each in (before, after)]
    for facts, vocabulary in zip((before, after), vocabularies, strict=True):
        # Nothing is struck: what these modules say is proven, or that is raised. What the others say was struck before.
        strike_untrue(Facts(modules=facts.modules), vocabulary)
    push_facts = PushFacts(
        before=before,
        after=after,
        changes=compare_surfaces(before, after),
        history=History(),
        earlier=vocabularies[0],
        vocabulary=vocabularies[1],
        documents=documents,
    )
    symbols, offered = counts[1]
    told = changed.told(vocabularies[1].asked)
    return Narrowed(
        push_facts=push_facts,
        outline=replace(outline, facts=head, symbols=symbols, offered=offered, told=told),
    )


def _require(condition: object, reason: str) -> None:
    """Requires what a narrow view needs to be true.

    Raises:
        UnprovenError: It is not.
    """
    if not condition:
        raise UnprovenError(reason)


def _facts(sources: list[Source], tree: Tree, others: Facts, own_packages: Collection[str]) -> Facts:
    """Returns what is true of some files, and what was told of all others."""
    own = (
        offered_module(each.name, each, Sources([each]), tree) for each in sources if is_surface(each.path, each.name)
    )
    names = [{*defined_names(each), *(name for name in each.facts.names if "." not in name)} for each in sources]
    imports = frozenset(name for each in sources for name in each.facts.imported_modules)
    return replace(
        others,
        modules=tuple(sorted(filter(None, own), key=lambda each: each.name)),
        paths=frozenset(tree),
        known_names=frozenset().union(*names),
        literals=frozenset().union(*(each.facts.literals for each in sources)),
        # Of the repository's own modules an import alone proves nothing: what it names may be gone.
        imported_modules=frozenset(each for each in imports if each.partition(".")[0] not in own_packages),
    )


def _document_of(module: Module, manifest: Manifest) -> str:
    record = manifest.sections.get(reference_id(module.name))
    if record is None or not any(each.startswith(f"{module.path}:") for each in record.evidence):
        raise UnprovenError(f"{module.name} has no section of its own")
    return record.document


def _counts(facts: Facts, outline: Outline, before: Facts) -> tuple[int, int]:
    """Returns how many public symbols a commit has, and how many of them code can call."""
    symbols, were = (sum(len(module.symbols) for module in each.modules) for each in (facts, before))
    return outline.symbols - were + symbols, outline.offered - count_offered(before) + count_offered(facts)


def _elsewhere(facts: Facts, config: Config, *, lists_modules: bool) -> dict[str, str]:
    """Returns what every page but the reference says, as far as it depends on the changed files."""
    own = {reference_id(each.name) for each in facts.modules}
    own |= {"capabilities/3-api"} if lists_modules else set()
    drafts = draft_sections(facts, History(), Manifest(), config, ())
    return {each.section_id: section_text(each) for each in drafts if each.section_id not in own}
