"""Whether a push can be judged by the files that it changes, and what is true of these.

Most pushes change what single files say and nothing that another file or page depends on. Then the sections of their
modules are all that can differ, and the facts of a whole repository need not be put together to write them. Every
condition here errs on one side: where it cannot tell, all files are read.

Comes in: the changed files at both ends, the `Outline` of the base. Goes out: `PushFacts` of these files, or nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from coderipple.agents.pages.capabilities import MOST_NAMES, count_offered
from coderipple.agents.pages.interfaces import is_folded
from coderipple.analysis import FactsReader, compare_surfaces
from coderipple.analysis.changed_files import same_but_place
from coderipple.analysis.facts import defined_names, offered_module, other_modules
from coderipple.analysis.file_roles import is_surface
from coderipple.analysis.languages.files import OtherSources
from coderipple.analysis.public_names import Source, Sources
from coderipple.composition import PushFacts
from coderipple.config import Config
from coderipple.confinement import ChangedFiles, Tree, require
from coderipple.documents import Manifest, facts_digest, section_text
from coderipple.drafting import draft_reference, draft_sections
from coderipple.facts import Facts, Module
from coderipple.outline import Outline
from coderipple.pages import reference_id
from coderipple.quality_gate import strike_untrue
from coderipple.references import PartialVocabulary, UnprovenError
from coderipple.values import History

_MOST_FILES = 50  # of so many hardly any push changes nothing but modules
_MOST_SCORE = 75.0  # a section whose references are true scores as much, whatever it shares with other pages


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """A push that changes single modules alone.

    Attributes:
        push_facts: What it is about.
        outline: Of the head; its manifest is that of the base.
    """

    push_facts: PushFacts
    outline: Outline


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
    require(len(paths) <= _MOST_FILES, f"more than {_MOST_FILES} files changed")
    require(config.min_quality_score <= _MOST_SCORE, "the least score depends on every page")
    changed = ChangedFiles(paths, earlier, now, reader, outline)
    changed.require_untold()
    guides = tuple(changed.guides.get(each.path, each) for each in outline.facts.guides)
    head = replace(outline.facts, guides=guides, projects=changed.projects)
    python = [each for each in changed.code if each.language is None]
    elsewhere = [each for each in changed.code if each.language is not None]
    others = [changed.parts.sources(elsewhere, tree) for tree in (earlier, now)]
    before = _facts([each.before for each in python], others[0], earlier, outline.facts, outline.own_packages)
    after = _facts([each.after for each in python], others[1], now, head, outline.own_packages)
    require([each.name for each in before.modules] == [each.name for each in after.modules], "modules came or went")
    changed.require_unused(before.modules, after.modules)
    changed.require_same_errors(before.modules, after.modules)
    before, after = _differing(before, after)
    vocabularies = [PartialVocabulary(each, outline.verdicts) for each in (before, after)]
    struck = [strike_untrue(Facts(modules=before.modules), vocabularies[0])]
    struck += [strike_untrue(Facts(modules=after.modules), vocabularies[1])]
    require(struck[0].warnings == struck[1].warnings, "a warning comes or goes")
    before, after = replace(before, modules=struck[0].modules), replace(after, modules=struck[1].modules)
    documents = {each.name: _document_of(each, manifest, outline, config) for each in before.modules}
    counts = [_counts(each, outline, before) for each in (before, after)]
    forms = {is_folded(symbols, config.most_interface_symbols) for symbols, _ in counts}
    require(len(forms) == 1, "the reference changes its form")
    lists_modules = all(offered > MOST_NAMES for _, offered in counts)
    said = [_elsewhere(each, config, lists_modules=lists_modules) for each in (before, after)]
    require(said[0] == said[1], "another page speaks of the modules")
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
        outline=replace(
            outline,
            facts=head,
            symbols=symbols,
            offered=offered,
            told=told,
            verdicts=vocabularies[1].verdicts,
            others=replace(outline.others, placed=changed.placed),
        ),
    )


def _facts(
    sources: list[Source], elsewhere: OtherSources, tree: Tree, others: Facts, own_packages: Collection[str]
) -> Facts:
    """Returns what is true of some files, those in languages beside Python too, and what was told of all others."""
    own = (
        offered_module(each.name, each, Sources([each]), tree) for each in sources if is_surface(each.path, each.name)
    )
    modules = (*filter(None, own), *other_modules(elsewhere, tree))
    names = [{*defined_names(each), *(name for name in each.facts.names if "." not in name)} for each in sources]
    imports = frozenset(name for each in sources for name in each.facts.imported_modules)
    return replace(
        others,
        modules=tuple(sorted(modules, key=lambda each: each.name)),
        paths=frozenset(tree),
        known_names=frozenset().union(*names, elsewhere.names()),
        literals=frozenset().union(*(each.facts.literals for each in (*sources, *elsewhere.code))),
        # Of the repository's own modules an import alone proves nothing: what it names may be gone.
        imported_modules=frozenset(each for each in imports if each.partition(".")[0] not in own_packages),
    )


def _differing(before: Facts, after: Facts) -> tuple[Facts, Facts]:
    """Returns the facts of both ends without the modules that say the same: what they name holds as it did."""
    ends = [*zip(before.modules, after.modules, strict=True)]
    differing = [not same_but_place(old, new) for old, new in ends]
    old, new = (tuple(compress(each.modules, differing)) for each in (before, after))
    return replace(before, modules=old), replace(after, modules=new)


def _document_of(module: Module, manifest: Manifest, outline: Outline, config: Config) -> str:
    """Returns the document of a module, whose section is made of the changed files and their parts alone."""
    record = manifest.sections.get(reference_id(module.name))
    if record is None or module.name in outline.repeated:
        raise UnprovenError(f"{module.name} has no section of its own")
    sections = draft_reference(Facts(modules=(module,)), {module.name: record.document}, config)
    is_known = all(facts_digest(each) == record.standing_facts for each in sections)
    require(is_known, f"{module.name} was documented otherwise")
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
