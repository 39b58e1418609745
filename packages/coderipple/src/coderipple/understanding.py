"""What a push is about: from the files that it changes alone where these show it, else from all files.

Comes in: two commits. Goes out: `Understanding`s, the cheapest first; the next is for where that does not suffice.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from coderipple.analysis import FactsReader, compare_surfaces, is_read, stated_history
from coderipple.composition import PushFacts
from coderipple.config import Config
from coderipple.narrowing import narrow
from coderipple.outline import Asked, Outline, keep_outline, make_outline, read_outline
from coderipple.pages import MANIFEST_PATH
from coderipple.ports import FactsCache, Repository
from coderipple.published_state import Base, Published
from coderipple.quality_gate import strike_untrue
from coderipple.references import UnprovenError, Vocabulary
from coderipple.repository_settings import documented_paths
from coderipple.values import ChangeSet, History

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Understanding:
    """What a push is about.

    Attributes:
        push_facts: What it is about.
        outline_of_head: Returns the outline of the head, for the digest of the manifest that names it.
        outline_of_base: The same of the base, or None where it is known.
    """

    push_facts: PushFacts
    outline_of_head: Callable[[str], Outline]
    outline_of_base: Callable[[str], Outline] | None = None


class Reading:
    """Reads a push.

    Args:
        base: What the head is compared with.
        head: Commit id of the head.
        config: The settings.
        repository: The source side.
        cache: What earlier runs kept, or None.
        name: Name of the repository.
        has_model: Whether a language model phrases what is published: what it writes may name anything.
    """

    def __init__(
        self,
        base: Base,
        head: str,
        config: Config,
        *,
        repository: Repository,
        cache: FactsCache | None,
        name: str,
        has_model: bool,
    ) -> None:
        self._base = base
        self._head = head
        self._config = config
        self._repository = repository
        self._cache = cache
        self._name = name
        self._has_model = has_model
        self._reader = FactsReader(repository.blob, cache)
        self._history = _history(base, head, repository, config)
        self._earlier, self._now = (self._tree(commit_id) for commit_id in (base.commit, head))

    def understandings(self, change_set: ChangeSet, published: Published, settings: str) -> Iterator[Understanding]:
        """Yields what the push is about.

        Args:
            change_set: What it changes.
            published: The state of the documents.
            settings: Digest of the settings.
        """
        is_settled = published.covers(self._base.commit, settings) and not self._base.warnings
        # Another folder of documents of ours is a part of the documented tree no longer, or again.
        folders = any(path.endswith(f"/{MANIFEST_PATH}") for path in (*change_set.added, *change_set.removed))
        outline = read_outline(self._cache, self._name, published.digest) if is_settled and not folders else None
        is_quiet = self._history == History() and not self._has_model
        if outline is not None and is_quiet and outline.declined == published.declined:
            try:
                yield self._of_changed_files(published, outline)
            except UnprovenError as error:
                logger.debug("reason=<%s> | every file is read", error)
        yield self._of_all_files(published)

    def keep(self, outline: Outline) -> None:
        """Keeps an outline for the next push."""
        keep_outline(self._cache, self._name, outline)

    def _of_changed_files(self, published: Published, outline: Outline) -> Understanding:
        paths = self._now.keys() | self._earlier.keys()
        changed = sorted(path for path in paths if self._now.get(path) != self._earlier.get(path))
        self._prepare(changed)
        narrowed = narrow(
            changed,
            self._earlier,
            self._now,
            reader=self._reader,
            outline=outline,
            manifest=published.manifest,
            config=self._config,
        )
        self._reader.keep()
        return Understanding(
            push_facts=narrowed.push_facts,
            outline_of_head=lambda manifest: replace(narrowed.outline, manifest=manifest),
        )

    def _of_all_files(self, published: Published) -> Understanding:
        self._prepare()
        before, earlier_links = self._reader.read_linked(self._earlier)
        after, links = self._reader.read_linked(self._now, fallback=self._earlier)
        earlier, vocabulary = Vocabulary(before), Vocabulary(after)
        struck_before, struck = strike_untrue(before, earlier), strike_untrue(after, vocabulary)
        # What sections are judged by later is asked about them alone.
        asked_before, asked = (Asked(of, facts.warnings) for of, facts in ((earlier, before), (vocabulary, after)))
        push_facts = PushFacts(
            before=struck_before,
            after=struck,
            changes=compare_surfaces(struck_before, struck),
            history=self._history,
            earlier=earlier,
            vocabulary=vocabulary,
        )
        return Understanding(
            push_facts=push_facts,
            outline_of_head=lambda manifest: make_outline(
                struck, links, asked, manifest=manifest, declined=published.declined
            ),
            outline_of_base=lambda manifest: make_outline(
                struck_before, earlier_links, asked_before, manifest=manifest, declined=published.declined
            ),
        )

    def _tree(self, commit_id: str | None) -> Mapping[str, str]:
        is_documented = documented_paths(self._config)
        entries = self._repository.tree(commit_id) if commit_id is not None else {}
        return {path: blob for path, blob in entries.items() if is_documented(path)}

    def _prepare(self, paths: Collection[str] | None = None) -> None:
        """Announces what will be read of both commits: the given files, or all, and the documents then too."""
        folder = f"{self._config.output_dir}/"
        every = self._repository.tree(self._head).items() if paths is None else ()
        documents = {blob for path, blob in every if path.startswith(folder)}
        named = self._now.keys() | self._earlier.keys() if paths is None else paths
        wanted = [path for path in named if is_read(path)]
        now, earlier = ({tree[path] for path in wanted if path in tree} for tree in (self._now, self._earlier))
        self._repository.prepare(self._head, documents | now)
        if self._base.commit is not None:
            self._repository.prepare(self._base.commit, earlier)


def _history(base: Base, head: str, repository: Repository, config: Config) -> History:
    """Returns what the new commits say about decisions; a commit of documents alone decides nothing.

    Where the history was rewritten nobody knows which of its commits are new: none is recorded.
    """
    is_documented = documented_paths(config)

    def changed_paths(commit_id: str) -> list[str]:
        return [path for path in repository.changed_paths(commit_id) if is_documented(path)]

    return History() if base.is_lost else stated_history(repository.commits(base.commit, head), changed_paths)
