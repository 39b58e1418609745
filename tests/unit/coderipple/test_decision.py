"""Which role has something to say, and the words for why and why not."""

import pytest
from coderipple.config import ROLES
from coderipple.decision import decide, describe_kinds
from coderipple.facts import Evidence
from coderipple.values import ChangeKind, Decision, Section, Subject, SurfaceChange
from fakes.sections import make_section

EVIDENCE = Evidence(path="m.py", first_line=1, last_line=2, blob_id="b")
MODULE = make_section("interfaces/m", "- `f()`", subjects=[Subject.SYMBOL], modules=["m"], document="i.md")
INSTALL = make_section(
    "getting_started/1-install", "- pip", role="tourist_guide", subjects=[Subject.PROJECT], document="g.md"
)
RECORD = make_section("decisions/abc/2-record", "> why", role="historian")


def change(detail: str, *, module: str = "m", subject: Subject = Subject.SYMBOL) -> SurfaceChange:
    """Returns a change."""
    return SurfaceChange(
        subject=subject, kind=ChangeKind.CHANGED, name="n", module=module, detail=detail, evidence=EVIDENCE
    )


def decided(*drafts: Section, roles: tuple[str, ...] = ROLES, **arguments: object) -> list[Decision]:
    """Returns the decisions; the digest of each draft is `new`."""
    defaults = {"published": {}, "changes": ()}
    digests = {each.section_id: "new" for each in drafts}
    return list(decide(roles=roles, drafts=drafts, digests=digests, **defaults | arguments))  # type: ignore[arg-type]


def test_every_role_without_something_to_say_says_why() -> None:
    """A no carries the role's own words."""
    published = {each.section_id: "new" for each in (MODULE, INSTALL, RECORD)}
    found = decided(MODULE, INSTALL, RECORD, published=published)
    assert [(each.role, each.invoked, each.reason) for each in found] == [
        ("tourist_guide", False, "nothing changed in how the project is found, installed, started, used or configured"),
        ("building_inspector", False, "nothing that users can see changed in the code"),
        ("historian", False, "no new commit states a reason"),
    ]


@pytest.mark.parametrize(
    ("published", "changes", "reason"),
    [
        ({}, [], "interfaces/m was not documented yet"),
        ({"interfaces/m": ""}, [change("`f` is new")], "interfaces/m is documented again"),
        ({"interfaces/m": "old"}, [change("`f` is new")], "`f` is new"),
        ({"interfaces/m": "old"}, [], "interfaces/m is described or ordered differently"),
        (
            {"interfaces/m": "old"},
            [change("`f` is new", module="other"), change("x", subject=Subject.OPTION)],
            "interfaces/m is described or ordered differently",
        ),
        (
            {"interfaces/m": "old"},
            [change(f"`{each}` is new") for each in "abcde"],
            "`a` is new; `b` is new; `c` is new; and 2 more",
        ),
    ],
)
def test_a_section_is_written_for_what_differs(
    published: dict[str, str], changes: list[SurfaceChange], reason: str
) -> None:
    """When it is not documented, when nobody remembers how, or when it would say something else."""
    (found,) = decided(MODULE, roles=("building_inspector",), published=published, changes=tuple(changes))
    assert (found.invoked, found.section_id, found.document, found.reason) == (True, "interfaces/m", "i.md", reason)


def test_a_reason_carries_its_evidence() -> None:
    """Where the changes stand that it names, and no others."""
    changes = tuple(change(each) for each in "abcde")
    (found,) = decided(MODULE, roles=("building_inspector",), published={"interfaces/m": "old"}, changes=changes)
    assert found.evidence == (EVIDENCE,) * 3


def test_a_section_that_nobody_drafts_any_more_goes() -> None:
    """With the reason that its module is gone, or that nothing is left to say."""
    published = {"interfaces/a%20b": "old", "tech_stack/x": "old"}
    found = decided(roles=("building_inspector",), published=published, changes=(change("`f` is gone", module="a b"),))
    assert [(each.section_id, each.reason) for each in found] == [
        ("interfaces/a%20b", "`a b` is gone"),
        ("tech_stack/x", "nothing is left to say about x"),
    ]


def test_what_cannot_be_read_at_the_moment_stays() -> None:
    """A section that is kept is not taken out."""
    found = decided(roles=("building_inspector",), published={"interfaces/m": "old"}, kept={"interfaces/m"})
    assert [each.invoked for each in found] == [False]


def test_a_record_is_never_taken_out() -> None:
    """History is only added to."""
    found = decided(roles=("historian",), published={"decisions/abc/2-record": "old"})
    assert [each.invoked for each in found] == [False]


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


def test_the_pages_of_a_role_that_is_switched_off_go() -> None:
    """But for the history, which is only added to."""
    published = {each.section_id: "new" for each in (MODULE, INSTALL, RECORD)} | {"decisions/0-index": "new"}
    found = decided(INSTALL, published=published, roles=("tourist_guide",))
    assert [(each.section_id, each.reason) for each in found if each.invoked] == [
        ("interfaces/m", "the role building_inspector is switched off")
    ]
