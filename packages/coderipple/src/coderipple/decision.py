"""Which role has something to say, about which section, and why; and why the others have not.

Comes in: what changed for users, the facts at the head, the reasons that commits state, and the sections that are
already documented. Goes out: `Decision`s. Nothing here reads or writes anything.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import quote, unquote

from coderipple.facts import Facts
from coderipple.values import Decision, StatedReason, Subject, SurfaceChange

BUILDING_INSPECTOR = "building_inspector"
TOURIST_GUIDE = "tourist_guide"
HISTORIAN = "historian"

_INTERFACES = "interfaces/"
_RECORDS = "decisions/"
_NAMED_CHANGES = 3  # a reason names this many changes and counts the others


def interface_section(module: str) -> str:
    """Returns the id of the section that describes a module's interface; ids sort as the sections stand."""
    return _INTERFACES + quote(module)  # the id stands in a comment: no blank, no `>`


def record_section(commit_id: str) -> str:
    """Returns the id of the section that records the reason of a commit."""
    return f"{_RECORDS}{commit_id}"


def is_record(section_id: str) -> bool:
    """Tells whether a section records the reason of a commit."""
    return section_id.startswith(_RECORDS)


INSTALL_SECTION = "getting_started/1-install"
COMMANDS_SECTION = "getting_started/2-commands"
CONFIGURATION_SECTION = "getting_started/3-configuration"


def decide(
    *,
    roles: Iterable[str],
    facts: Facts,
    changes: tuple[SurfaceChange, ...],
    reasons: tuple[StatedReason, ...],
    documented: Collection[str],
    outdated: Collection[str] = (),
) -> tuple[Decision, ...]:
    """Decides for each role.

    Args:
        roles: The roles that may write, in the order of their work.
        facts: What is true at the head.
        changes: What users can see to differ.
        reasons: Reasons that the new commits state, oldest first.
        documented: Ids of the sections that exist.
        outdated: Those of them whose facts nobody remembers, so that they are written in any case.
    """
    decisions: list[Decision] = []
    for role in roles:
        found = list(_DECIDE[role](facts, changes, reasons, documented, outdated))
        decisions += found or [Decision(role=role, invoked=False, reason=_NOTHING[role])]
    return tuple(decisions)


_NOTHING = {
    BUILDING_INSPECTOR: "no public symbol changed",
    TOURIST_GUIDE: "nothing changed in how the project is installed, started or configured",
    HISTORIAN: "no new commit states a reason",
}


def _building_inspector(
    facts: Facts,
    changes: tuple[SurfaceChange, ...],
    _reasons: tuple[StatedReason, ...],
    documented: Collection[str],
    outdated: Collection[str],
) -> Iterator[Decision]:
    modules = {each.name: len(each.symbols) for each in facts.modules}
    gone = {unquote(each.removeprefix(_INTERFACES)) for each in documented if each.startswith(_INTERFACES)}
    for name in sorted(modules.keys() | (gone - facts.unread_modules)):
        section = interface_section(name)
        details = [each.detail for each in changes if each.subject is Subject.SYMBOL and each.module == name]
        if name not in modules:
            reason = f"`{name}` is gone"
        elif section not in documented:
            reason = f"`{name}` was not documented yet, {_count(modules[name], 'public symbol', 'public symbols')}"
        elif section in outdated:
            reason = f"`{name}` is documented again, {_count(modules[name], 'public symbol', 'public symbols')}"
        elif details:
            reason = _listed(details)
        else:
            continue
        yield Decision(role=BUILDING_INSPECTOR, invoked=True, reason=reason, section_id=section, subject=name)


def _tourist_guide(
    facts: Facts,
    changes: tuple[SurfaceChange, ...],
    _reasons: tuple[StatedReason, ...],
    documented: Collection[str],
    outdated: Collection[str],
) -> Iterator[Decision]:
    installable = [each for each in facts.projects if each.installable]
    commands = [*(name for each in facts.projects for name in each.scripts), *facts.options]
    for section, subjects, count, nouns in (
        (
            INSTALL_SECTION,
            {Subject.PROJECT},
            len(installable),
            ("installable project", "installable projects"),
        ),
        (
            COMMANDS_SECTION,
            {Subject.PROJECT, Subject.OPTION},
            len(commands),
            ("command", "commands and options"),
        ),
        (
            CONFIGURATION_SECTION,
            {Subject.VARIABLE},
            len(facts.variables),
            ("variable", "environment variables"),
        ),
    ):
        details = [each.detail for each in changes if each.subject in subjects]
        if section in outdated:
            reason = f"{_count(count, *nouns)} documented again"
            yield Decision(role=TOURIST_GUIDE, invoked=True, reason=reason, section_id=section)
        elif section in documented and details:
            yield Decision(role=TOURIST_GUIDE, invoked=True, reason=_listed(details), section_id=section)
        elif section not in documented and count:
            reason = f"{_count(count, *nouns)} not documented yet"
            yield Decision(role=TOURIST_GUIDE, invoked=True, reason=reason, section_id=section)


def _historian(
    _facts: Facts,
    _changes: tuple[SurfaceChange, ...],
    reasons: tuple[StatedReason, ...],
    documented: Collection[str],
    _outdated: Collection[str],
) -> Iterator[Decision]:
    for each in reasons:
        section = record_section(each.commit.commit_id)
        if section not in documented:
            yield Decision(
                role=HISTORIAN,
                invoked=True,
                reason=f"commit {each.commit.commit_id[:12]} states a reason",
                section_id=section,
                subject=each.commit.commit_id,
            )


_DECIDE = {
    BUILDING_INSPECTOR: _building_inspector,
    TOURIST_GUIDE: _tourist_guide,
    HISTORIAN: _historian,
}


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


def _listed(details: list[str]) -> str:
    shown = "; ".join(details[:_NAMED_CHANGES])
    more = len(details) - _NAMED_CHANGES
    return f"{shown}; and {more} more" if more > 0 else shown


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
