"""The files that a push changes, at both ends, and whether anything else depends on what differs in them.

Comes in: paths, the trees of both ends, the `Outline` of the base. Goes out: `ChangedFiles`, or `UnprovenError`.
"""

from collections.abc import Iterable, Mapping
from posixpath import basename, splitext

from coderipple.analysis import FactsReader, is_read
from coderipple.analysis.changed_files import ChangedFile, Outside, same_but_place, without_place, words
from coderipple.analysis.changed_projects import differing_versions, differs_in_versions
from coderipple.analysis.examples import best_rank
from coderipple.analysis.file_roles import is_aside, is_example, is_foreign, is_test
from coderipple.analysis.languages import language_of
from coderipple.analysis.manifests import is_called_manifest, is_manifest
from coderipple.analysis.parts import Parts
from coderipple.analysis.public_names import Source, module_name
from coderipple.analysis.python_source import SourceFacts, SourceProblem
from coderipple.analysis.unwritten import Unwritten
from coderipple.facts import Guide, Module, Project
from coderipple.outline import Outline, told_words
from coderipple.references import UnprovenError, github_slug

type Tree = Mapping[str, str]

_NOTHING = SourceFacts(
    summary="",
    definitions=(),
    exports=None,
    imported_names=(),
    imported_modules=frozenset(),
    names=frozenset(),
    literals=frozenset(),
    attributes=frozenset(),
    commands=(),
    options=(),
    variables=(),
    routes=(),
    raised=(),
)


class ChangedFiles:
    """Reads the changed files at both ends, and requires of each that nothing else depends on it.

    Args:
        paths: The files.
        earlier: The documented tree of the base.
        now: The documented tree of the head.
        reader: Reads files.
        outline: Of the base.

    Attributes:
        parts: What files in languages beside Python are put together with.
        code: Those of the code, tests left out.
        placed: What `OtherLinks` say of the files of the head.
        projects: Those of the head.
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
            modules=frozenset(name for name, _ in outline.others.placed.values()),
        )
        self.parts = Parts(outline.others, outline.facts.projects, self._unwritten, reader)
        self.code: list[ChangedFile] = []
        self.placed = dict(outline.others.placed)
        self.projects = outline.facts.projects
        self.guides: dict[str, Guide] = {}
        self.differing: set[str] = set()
        staying = [path for path in paths if path in earlier and path in now]
        for path in sorted({*paths} - {*staying}):  # first, since what stays is read with its neighbours
            self._take_name(path)
        for path in staying:
            self._take(path)

    def _take(self, path: str) -> None:
        # It tells the line.
        is_told = any(each.startswith(f"{path}: the example") for each in self._outline.facts.warnings)
        require(not is_told, f"an example in {path} does not fit")
        if is_manifest(path) or (is_read(path) and not _is_code(path)):
            self._take_document(path)
        if path.endswith(".py"):
            require(is_read(path), f"{path} is somebody else's")
            self._take_python(path)
        elif _is_code(path) and not (self._unwritten.is_unread(path) or is_foreign(path)):
            self._take_other(path)

    def _take_name(self, path: str) -> None:
        """Takes the names of a file that came or went, and of the folders that do so with it."""
        if language_of(path) is None:
            is_read_or_code = is_read(path) or _is_code(path) or is_called_manifest(path)
            require(not is_read_or_code, f"{path} came or went")
        elif self._unwritten.is_unread(path) or not is_foreign(path):
            self._take_aside(path)
        folder, _, name = path.rpartition("/")
        self.differing |= {path, name, *words(name.rpartition(".")[0])}
        while folder and not all(any(each.startswith(f"{folder}/") for each in tree) for tree in self._trees):
            self.differing |= {folder, folder.rpartition("/")[2]}
            folder = folder.rpartition("/")[0]

    def _take_aside(self, path: str) -> None:
        """Takes a file in another language that came or went: a test, or what only shows or measures the code."""
        require(is_test(path) or is_aside(path), f"{path} came or went")
        names = [each.name for each in self.projects]
        names += [each.target for project in self.projects for each in project.entry_points]
        may_be_entry = {"index", *map(_stem, names), *(basename(each).lower() for each in names)}
        is_entry = _stem(path) in may_be_entry or self._are_names_matched()
        require(not is_entry, f"{path} may be the entry of a package")
        place = splitext(path)[0].removesuffix(".d")
        is_meant = any(each != path and each.startswith((f"{place}.", f"{place}/")) for each in self.placed)
        require(not is_meant, f"an import may mean {path}, or another file")
        tree = next(tree for tree in self._trees if path in tree)
        source = self._written(path, "", self._reader.other_source(path, tree[path]))
        is_unseen = self._is_outranked(path) or not self.parts.usages(source, tree)
        require(is_unseen, f"{path} shows how something is used")
        if not is_test(path):
            require(not source.facts.attributes, f"{path} has what only tests can use")
            nothing = Source(path=path, name="", facts=_NOTHING)
            file = ChangedFile(before=nothing, after=source)
            self.differing |= file.differing_words()
            self.code.append(file)
            self.placed.pop(path, None)
            self.placed |= {path: ("", "")} if path in self._trees[1] else {}

    def _are_names_matched(self) -> bool:
        """Tells whether files are modules by patterns, which any file may match, and what files import decides."""
        return any("*" in each.name for project in self.projects for each in project.entry_points)

    def _take_document(self, path: str) -> None:
        """Takes a manifest, or a document that people wrote."""
        read = self._reader.manifest if is_manifest(path) else self._reader.guide
        before, after = (read(path, tree[path]) for tree in self._trees)
        if before is not None and same_but_place(before, after):
            return
        if isinstance(before, Project) and isinstance(after, Project):
            # One that other manifests complete is not what this one says.
            places = [each for each in self.projects if same_but_place(each, before)]
            require(places and differs_in_versions(before, after), f"pages speak of {path}")
            self.projects = tuple(after if each in places else each for each in self.projects)
            self.differing |= differing_versions(before, after)
            return
        if not (isinstance(before, Guide) and isinstance(after, Guide)):
            raise UnprovenError(f"pages speak of {path}")
        self.differing |= {word for each in (before, after) for word in words(github_slug(each.title))}
        self.guides[path] = after

    def _take_python(self, path: str) -> None:
        if is_test(path) or is_example(path):
            require(self._shows_the_same(path), f"{path} shows how something is used")
        before, after = (self._source(path, tree) for tree in self._trees)
        file = ChangedFile(before=before, after=after)
        is_confined = path not in self._outline.followed if is_test(path) else file.is_confined(self._outside)
        require(is_confined, f"others depend on {path}")
        self.differing |= file.differing_words()
        self.code += [] if is_test(path) else [file]

    def _take_other(self, path: str) -> None:
        """Takes a file in another language; what its tests say is no name of the code."""
        before, after = (self._other_source(path, tree) for tree in self._trees)
        is_unseen = self._is_outranked(path)
        uses = (self.parts.usages(each, tree) for each, tree in zip((before, after), self._trees, strict=True))
        require(is_unseen or same_but_place(*uses), f"{path} shows how something is used")
        if is_test(path):
            is_same = before.facts.imported_modules == after.facts.imported_modules
            require(is_same or not self._are_names_matched(), f"names may follow from what {path} imports")
        else:
            file = ChangedFile(before=before, after=after)
            require(file.is_confined(self._outside), f"others depend on {path}")
            self.differing |= file.differing_words()
            self.code.append(file)

    def _other_source(self, path: str, tree: Tree) -> Source:
        name, _ = self._outline.others.placed.get(path, ("", ""))
        return self._written(path, name, self._reader.other_source(path, tree[path]))

    def _source(self, path: str, tree: Tree) -> Source:
        return self._written(path, module_name(path, tree), self._reader.source(tree[path]))

    def _written(self, path: str, name: str, facts: SourceFacts | SourceProblem) -> Source:
        if not isinstance(facts, SourceFacts):
            raise UnprovenError(f"{path} cannot be read")
        is_generated = self._unwritten.is_generated(path, is_marked=facts.is_generated)
        require(not (is_generated or self._unwritten.is_unread(path)), f"nobody wrote {path}")
        return Source(path=path, name=name, facts=facts)

    def _shows_the_same(self, path: str) -> bool:
        """Tells whether a file of examples or tests shows the same uses, or none that are shown."""
        if self._is_outranked(path):
            return True
        known = (self._outline.packages, self._outline.dependencies)
        return same_but_place(*(self._reader.usages(path, tree[path], *known) for tree in self._trees))

    def _is_outranked(self, path: str) -> bool:
        """Tells whether no use in a file is shown, whatever it is."""
        limit = self._outline.outranked_from
        return path not in self._outline.examples and limit is not None and best_rank(path) > limit

    def require_untold(self) -> None:
        """Requires that no description names what differs, unless more files say it than may have changed it."""
        told, starts, files = self._outline.told, self._outline.told_starts, len(self.code)
        for each in self.differing:
            is_told = told.get(each, files + 1) <= files or (starts and each.startswith(starts))
            require(not is_told, f"a description names {each}")
            require(each not in self._outline.renamed, f"{each} is imported under another name")

    def require_unused(self, before: Iterable[Module], after: Iterable[Module]) -> None:
        """Requires that no name came or went that examples and tests use."""
        old, new = ({(module.name, each.name) for module in end for each in module.symbols} for end in (before, after))
        used = self._outline.used & {word for _, name in old ^ new for word in words(name)}
        require(not used, f"{', '.join(sorted(used))} is used in examples or tests")

    def require_same_errors(self, before: Iterable[Module], after: Iterable[Module]) -> None:
        """Requires that nothing differs that is taken for an exception by the name under which it is offered."""
        old, new = (
            [
                (module.name, each.name, without_place(each) if each.name in self._outside.errors else None)
                for module in end
                for each in module.symbols
                if each.name in self._outside.errors | self._outside.related
            ]
            for end in (before, after)
        )
        require(old == new, "an exception is offered otherwise")

    def told(self, asked: Iterable[str]) -> dict[str, int]:
        """Returns how many files say each word that descriptions name at the head, as far as that is known.

        Args:
            asked: The texts of the references of the changed files.
        """
        plain, inside = told_words(asked)
        old = self._outline.told
        kept = {word: count - len(self.code) if word in self.differing else count for word, count in old.items()}
        return dict.fromkeys(plain, 0) | kept | dict.fromkeys(inside, 0)


def require(condition: object, reason: str) -> None:
    """Requires what a narrow view needs to be true.

    Raises:
        UnprovenError: It is not.
    """
    if not condition:
        raise UnprovenError(reason)


def _stem(path: str) -> str:
    """Returns how a file is called without its ending, of which a declaration of types has two."""
    return splitext(basename(path))[0].removesuffix(".d").lower()


def _is_code(path: str) -> bool:
    return path.endswith(".py") or language_of(path) is not None
