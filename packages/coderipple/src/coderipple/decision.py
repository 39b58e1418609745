"""Which role has something to say, about which section, and why; and why the others have not.

Comes in: what each role would say of the head, what is published, and what changed for users. Goes out: `Decision`s.
A section is written when what it would say differs from what is published; the changes tell why. Nothing here reads
or writes anything.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from urllib.parse import unquote

from coderipple.pages import BUILDING_INSPECTOR, HISTORIAN, OWNERS, TOURIST_GUIDE, is_record, page_of
from coderipple.values import Decision, Section, Subject, SurfaceChange

type _Indexed = Mapping[tuple[Subject, str | None], list[tuple[int, SurfaceChange]]]

_NOTHING = {
    BUILDING_INSPECTOR: "nothing that users can see changed in the code",
    TOURIST_GUIDE: "nothing changed in how the project is found, installed, started, used or configured",
    HISTORIAN: "no new commit states a reason",
}
_NAMED_CHANGES = 3  # a reason names this many changes and counts the others


def decide(
    *,
    roles: Collection[str],
    drafts: Collection[Section],
    digests: Mapping[str, str],
    published: Mapping[str, str],
    changes: tuple[SurfaceChange, ...],
    kept: Collection[str] = (),
) -> tuple[Decision, ...]:
    """Decides for each role; the pages of one that may not write go, but for the history.

    Args:
        roles: The roles that may write, in the order of their work.
        drafts: What they would say of the head.
        digests: Digest of the facts of each draft, by section id.
        published: The same of what is published; empty where nobody remembers it.
        changes: What users can see to differ.
        kept: Sections that stay although nobody drafts them: their file cannot be read at the moment.
    """
    indexed = _indexed(changes)
    modules = frozenset(each.module for each in changes)
    decisions: list[Decision] = []
    for role in roles:
        own = [each for each in drafts if each.role == role]
        found = [*_written(own, digests, published, indexed), *_taken_out(role, digests, published, modules, kept)]
        decisions += found or [Decision(role=role, invoked=False, reason=_NOTHING[role])]
    decisions += _switched_off(frozenset(_NOTHING).difference(roles, {HISTORIAN}), published)
    return tuple(decisions)


def _written(
    drafts: Iterable[Section],
    digests: Mapping[str, str],
    published: Mapping[str, str],
    changes: _Indexed,
) -> Iterator[Decision]:
    for draft in drafts:
        known = published.get(draft.section_id)
        if known == digests[draft.section_id]:
            continue
        relevant = _concerning(draft, changes)
        if known is None:
            reason = f"{draft.label} was not documented yet"
        elif not known:
            reason = f"{draft.label} is documented again"
        else:
            reason = _listed(relevant) or f"{draft.label} is described or ordered differently"
        yield Decision(
            role=draft.role,
            invoked=True,
            reason=reason,
            section_id=draft.section_id,
            document=draft.document,
            evidence=tuple(each.evidence for each in relevant[:_NAMED_CHANGES] if each.evidence) if known else (),
        )


def _taken_out(
    role: str,
    digests: Mapping[str, str],
    published: Mapping[str, str],
    changed_modules: Collection[str],
    kept: Collection[str],
) -> Iterator[Decision]:
    for section_id in sorted(published.keys() - digests.keys() - set(kept)):
        if OWNERS.get(page_of(section_id)) == role and not is_record(section_id):
            name = unquote(section_id.partition("/")[2])
            reason = f"`{name}` is gone" if name in changed_modules else f"nothing is left to say about {name}"
            yield Decision(role=role, invoked=True, reason=reason, section_id=section_id)


def _switched_off(roles: Collection[str], published: Iterable[str]) -> Iterator[Decision]:
    for section_id in sorted(published):
        role = OWNERS.get(page_of(section_id), "")
        if role in roles:
            yield Decision(role=role, invoked=True, reason=f"the role {role} is switched off", section_id=section_id)


def _indexed(changes: Iterable[SurfaceChange]) -> _Indexed:
    """Returns the changes, each with its place, by subject, and by subject and module."""
    found: dict[tuple[Subject, str | None], list[tuple[int, SurfaceChange]]] = {}
    for place, each in enumerate(changes):
        for module in (None, each.module):
            found.setdefault((each.subject, module), []).append((place, each))
    return found


def _concerning(draft: Section, changes: _Indexed) -> list[SurfaceChange]:
    """Returns the changes that a section is about, in their order."""
    modules = draft.modules or (None,)
    found = (each for subject in draft.subjects for module in modules for each in changes.get((subject, module), ()))
    return [change for _, change in sorted(found, key=itemgetter(0))]


def describe_kinds(kinds: Iterable[str]) -> str:
    """Returns in words what a push changed.

    Args:
        kinds: The word for each changed file.
    """
    counted = Counter(kinds)
    if not counted:
        return "no file changed"
    named = ", ".join(f"{kind} ({_count(number, 'file', 'files')})" for kind, number in sorted(counted.items()))
    return f"only {named} changed" if len(counted) == 1 else f"{named} changed"


def _listed(changes: list[SurfaceChange]) -> str:
    shown = "; ".join(each.detail for each in changes[:_NAMED_CHANGES])
    more = len(changes) - _NAMED_CHANGES
    return f"{shown}; and {more} more" if more > 0 else shown


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
