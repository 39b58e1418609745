"""What a run keeps of a commit, so that the next push is judged by the files that it changes.

Comes in: the facts of a commit, what was asked of its vocabulary, the manifest that names it. Goes out: an `Outline`,
and bytes for the cache. It is a shortcut and nothing else: without it, or with one of another manifest, everything is
read.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from msgspec import MsgspecError
from msgspec.msgpack import Decoder, encode

from coderipple.agents.pages.capabilities import count_offered
from coderipple.analysis import Links
from coderipple.analysis.changed_files import is_word, words
from coderipple.analysis.languages import installed_grammars
from coderipple.analysis.languages.files import OtherLinks
from coderipple.facts import Facts
from coderipple.ports import FactsCache
from coderipple.references import LANGUAGE_NAMES, Vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """What is to be known of a commit to judge a push that changes a few files of it.

    Attributes:
        manifest: Digest of the manifest that names the commit.
        grammars: What read it; with others, more or less of it is read.
        facts: What is true of it, without modules, paths, names and imports.
        symbols: How many public symbols it has.
        offered: How many of them the page of capabilities would list.
        told: The words of all that its descriptions and examples name, with the number of files that have each; 0 for
            one that stands inside of something longer.
        told_starts: Beginnings of names that they name.
        verdicts: Of the names among what they name, whether they are true.
        followed: See `Links`.
        used: See `Links`.
        examples: See `Links`.
        outranked_from: See `Links`.
        packages: See `Links`.
        own_packages: See `Links`.
        dependencies: See `Links`.
        related: See `Links`.
        renamed: See `Links`.
        others: See `Links`.
        repeated: See `Links`.
        declined: Ids of the recorded decisions whose documents a person removed.
    """

    manifest: str
    grammars: tuple[str, ...]
    facts: Facts
    symbols: int
    offered: int
    told: Mapping[str, int]
    told_starts: tuple[str, ...]
    verdicts: Mapping[str, bool]
    followed: frozenset[str]
    used: frozenset[str]
    examples: frozenset[str]
    outranked_from: tuple[bool, bool, str] | None
    packages: frozenset[str]
    own_packages: frozenset[str]
    dependencies: frozenset[str]
    related: frozenset[str]
    renamed: frozenset[str]
    others: OtherLinks
    repeated: frozenset[str]
    declined: frozenset[str]


class Asked:
    """What a commit's descriptions, examples and warnings name, as far as its vocabulary was asked until now.

    Args:
        vocabulary: The vocabulary, which may be asked more later.
        warnings: What the analysis warns of.
    """

    def __init__(self, vocabulary: Vocabulary, warnings: Iterable[str]) -> None:
        self.texts = frozenset(vocabulary.asked).union(warnings)
        self.verdicts = dict(vocabulary.verdicts)


_DECODER = Decoder(Outline)


def make_outline(facts: Facts, links: Links, asked: Asked, *, manifest: str, declined: frozenset[str]) -> Outline:
    """Returns the outline of a commit.

    Args:
        facts: What is true of it and holds.
        links: How the facts of its files hang together.
        asked: What its vocabulary was asked.
        manifest: Digest of the manifest that names it.
        declined: Ids of the recorded decisions whose documents a person removed.
    """
    python = (each for each in facts.projects if each.ecosystem == "python")  # elsewhere targets are files
    targets = [entry.target for project in python for entry in project.entry_points]
    plain, inside = told_words([*asked.texts, *targets])
    starts = {
        each.rstrip("*") for each in asked.texts if each.endswith(("_", "*")) and len(each.removesuffix("*")) >= 3
    }
    counts = Counter(word for each in links.files for word in (plain & each.names) | (plain & each.literals))
    return Outline(
        manifest=manifest,
        grammars=installed_grammars(),
        facts=replace(
            facts,
            modules=(),
            module_map=(),
            paths=frozenset(),
            known_names=frozenset(),
            literals=frozenset(),
            imported_modules=frozenset(),
            unread_modules=frozenset(),
        ),
        symbols=sum(len(each.symbols) for each in facts.modules),
        offered=count_offered(facts),
        told={word: counts[word] for word in plain} | dict.fromkeys(inside, 0),
        told_starts=tuple(sorted(starts | {each.rpartition(".")[2] for each in starts})),
        verdicts=asked.verdicts,
        followed=links.followed,
        used=links.used,
        examples=links.examples,
        outranked_from=links.outranked_from,
        packages=links.packages,
        own_packages=links.own_packages,
        dependencies=links.dependencies,
        related=links.related,
        renamed=links.renamed,
        others=links.others,
        repeated=links.repeated,
        declined=declined,
    )


def told_words(asked: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Returns the references that are one word, without those that any program may say, and the words inside others.

    Args:
        asked: The texts of references.
    """
    spelled = (text for each in asked for text in (each, each.removeprefix("./").rstrip("/")))
    texts = frozenset(filter(None, spelled))  # most references have no label
    single = frozenset(filter(is_word, texts))
    return single - LANGUAGE_NAMES, frozenset(word for text in texts - single for word in words(text))


def read_outline(cache: FactsCache | None, repository: str, manifest: str) -> Outline | None:
    """Returns the outline of the commit that a manifest names, if it was kept.

    Args:
        cache: What earlier runs kept.
        repository: Name of the repository.
        manifest: Digest of the manifest.
    """
    content = cache.read(_key(repository)) if cache is not None else None
    try:
        found = _DECODER.decode(content) if content is not None else None
    except (MsgspecError, UnicodeDecodeError):
        return None
    is_current = found is not None and found.manifest == manifest and found.grammars == installed_grammars()
    return found if is_current else None


def keep_outline(cache: FactsCache | None, repository: str, outline: Outline) -> None:
    """Keeps an outline in the place of the repository's last one."""
    if cache is not None:
        try:
            cache.keep({_key(repository): encode(outline)})
        except UnicodeEncodeError:  # halves of characters, which Python can hold
            return


def _key(repository: str) -> str:
    return f"outline {repository}"
