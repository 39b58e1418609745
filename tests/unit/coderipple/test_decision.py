"""Which role has something to say, and the words for why and why not."""

import pytest
from coderipple.config import ROLES
from coderipple.decision import (
    COMMANDS_SECTION,
    CONFIGURATION_SECTION,
    INSTALL_SECTION,
    decide,
    describe_kinds,
    interface_section,
    is_record,
    record_section,
)
from coderipple.facts import Evidence, Facts, Module, Symbol, SymbolKind, Variable
from coderipple.values import ChangeKind, Commit, Decision, StatedReason, Subject, SurfaceChange

EVIDENCE = Evidence(path="m.py", first_line=1, last_line=2, blob_id="b")


def module(name: str, *symbols: str) -> Module:
    """Returns a module with functions."""
    found = tuple(
        Symbol(kind=SymbolKind.FUNCTION, name=each, signature=f"{each}()", parameters=(), summary="", evidence=EVIDENCE)
        for each in symbols
    )
    return Module(name=name, path="m.py", summary="", symbols=found)


def change(detail: str, *, module: str = "", subject: Subject = Subject.SYMBOL) -> SurfaceChange:
    """Returns a change."""
    return SurfaceChange(subject=subject, kind=ChangeKind.CHANGED, name="n", module=module, detail=detail)


def decided(facts: Facts | None = None, **arguments: object) -> list[Decision]:
    """Returns the decisions of all roles."""
    defaults = {"roles": ROLES, "changes": (), "reasons": (), "documented": ()}
    return list(decide(facts=facts or Facts(), **defaults | arguments))  # type: ignore[arg-type]


def test_every_role_without_something_to_say_says_why() -> None:
    """A no carries the role's own words."""
    assert [(each.role, each.invoked, each.reason) for each in decided()] == [
        ("tourist_guide", False, "nothing changed in how the project is installed, started or configured"),
        ("building_inspector", False, "no public symbol changed"),
        ("historian", False, "no new commit states a reason"),
    ]


@pytest.mark.parametrize(
    ("documented", "outdated", "changes", "reason"),
    [
        ((), (), (), "`m` was not documented yet, 2 public symbols"),
        (("interfaces/m",), (), (change("`f` is new", module="m"),), "`f` is new"),
        (("interfaces/m",), ("interfaces/m",), (), "`m` is documented again, 2 public symbols"),
        (
            ("interfaces/m",),
            (),
            tuple(change(f"`{each}` is new", module="m") for each in "abcde"),
            "`a` is new; `b` is new; `c` is new; and 2 more",
        ),
    ],
)
def test_the_inspector_says_what_differs(
    documented: tuple[str, ...], outdated: tuple[str, ...], changes: tuple[SurfaceChange, ...], reason: str
) -> None:
    """A module is written when it is not documented, when nobody remembers how, or for what changed in it."""
    (decision,) = decided(
        Facts(modules=(module("m", "f", "g"),)),
        roles=["building_inspector"],
        changes=changes,
        documented=documented,
        outdated=outdated,
    )
    assert decision == Decision(
        role="building_inspector", invoked=True, reason=reason, section_id="interfaces/m", subject="m"
    )


def test_the_inspector_leaves_other_modules_alone() -> None:
    """A change of one module is no reason to write another."""
    facts = Facts(modules=(module("a", "f"), module("b", "f")))
    found = decided(
        facts,
        roles=["building_inspector"],
        changes=(change("`f` changed", module="b"),),
        documented=("interfaces/a", "interfaces/b"),
    )
    assert [each.subject for each in found] == ["b"]


def test_the_inspector_takes_a_module_out() -> None:
    """A documented module that is gone is decided, whatever its name."""
    found = decided(roles=["building_inspector"], documented=(interface_section("a b>"), "getting_started/1-install"))
    assert [(each.subject, each.reason) for each in found] == [("a b>", "`a b>` is gone")]


def test_a_section_id_fits_in_a_comment() -> None:
    """No blank and no `>` of a module's name reaches an id."""
    assert interface_section("a b -->") == "interfaces/a%20b%20--%3E"


VARIABLE = Variable(name="A", default=None, evidence=EVIDENCE)


def test_the_guide_writes_what_the_project_has() -> None:
    """Sections about nothing are not written; a single thing is counted as one."""
    found = decided(Facts(variables=(VARIABLE,)), roles=["tourist_guide"])
    assert [(each.section_id, each.reason) for each in found] == [
        (CONFIGURATION_SECTION, "1 variable not documented yet")
    ]


@pytest.mark.parametrize(
    ("subject", "sections"),
    [
        (Subject.PROJECT, [INSTALL_SECTION, COMMANDS_SECTION]),
        (Subject.OPTION, [COMMANDS_SECTION]),
        (Subject.VARIABLE, [CONFIGURATION_SECTION]),
        (Subject.SYMBOL, []),
    ],
)
def test_the_guide_follows_its_subjects(subject: Subject, sections: list[str]) -> None:
    """Each kind of change reaches the sections that show it."""
    found = decided(
        roles=["tourist_guide"],
        changes=(change("it changed", subject=subject),),
        documented=(INSTALL_SECTION, COMMANDS_SECTION, CONFIGURATION_SECTION),
    )
    assert [each.section_id for each in found if each.invoked] == sections


def test_the_guide_writes_an_outdated_section_in_any_case() -> None:
    """Where nobody remembers the facts of a section it is written, also when nothing is left to say."""
    found = decided(roles=["tourist_guide"], documented=(INSTALL_SECTION,), outdated=(INSTALL_SECTION,))
    assert [(each.section_id, each.reason) for each in found] == [
        (INSTALL_SECTION, "0 installable projects documented again")
    ]


def test_the_historian_records_a_commit_once() -> None:
    """A reason that is recorded already is left alone."""
    first, second = (StatedReason(commit=Commit(commit_id=each * 40, message="m"), quote="q") for each in "ab")
    found = decided(roles=["historian"], reasons=(first, second), documented=(record_section("a" * 40),))
    assert [(each.subject, each.reason) for each in found] == [("b" * 40, "commit bbbbbbbbbbbb states a reason")]


def test_a_record_is_told_by_its_id() -> None:
    """Only the sections of the Historian are records."""
    assert is_record(record_section("a" * 40))
    assert not is_record(INSTALL_SECTION)


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], "no file changed"),
        (["tests"], "only tests (1 file) changed"),
        (["tests", "documents", "tests"], "documents (1 file), tests (2 files) changed"),
    ],
)
def test_what_changed_is_counted_in_words(kinds: list[str], words: str) -> None:
    """The kinds of files are named with their number, sorted."""
    assert describe_kinds(kinds) == words
