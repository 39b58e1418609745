"""The gate, and the budget before it."""

from dataclasses import replace

from coderipple.gating import Standards, keep_to_budget, pass_gate, repeated_sentences
from coderipple.references import Vocabulary
from fakes.facts import facts_of
from fakes.phraser import FakePhraser
from fakes.sections import make_section

LONG = "- The water comes and goes twice every day of the year."


def standards(*, minimum: float = 0, repeated: frozenset[str] = frozenset()) -> Standards:
    """Returns standards for a module with one function; there was another before."""
    now, before = facts_of({"m.py": "def high(): ...\n"}), facts_of({"m.py": "def low(): ...\n"})
    return Standards(
        vocabulary=Vocabulary(now),
        earlier=Vocabulary(before),
        repeated=repeated,
        output_dir="o",
        minimum=minimum,
    )


def test_what_is_true_goes_on_and_what_is_gone_is_named() -> None:
    """The reason tells what was true once from what never was."""
    sections = [replace(make_section(each, f"- `{each}`"), heading="") for each in ("high", "low", "flux")]
    gated = pass_gate(sections, standards(), None)
    assert [each.section_id for each in gated.sections] == ["high"]
    assert [each.reason for each in gated.refused] == [
        "names 'low', which is gone",
        "code span 'flux' does not exist in the code at this commit",
    ]


def test_only_what_is_too_large_is_refused_for_good() -> None:
    """The same commit gives the same size; everything else may come through when settings or other pages change."""
    long = [
        replace(make_section("a", f"- {'x' * 1_000_001}"), heading=""),
        replace(make_section("b", "- `flux`"), heading=""),
    ]
    assert [each.is_final for each in pass_gate(long, standards(), None).refused] == [True, False]


def test_a_list_is_not_phrased() -> None:
    """A model phrases facts; lines without evidence have none."""
    phraser = FakePhraser("Words.")
    gated = pass_gate([make_section("a", "- plain")], standards(), phraser)
    assert [each.introduction for each in gated.sections] == [""]


def test_a_text_that_repeats_another_page_scores_less() -> None:
    """Down to where it is refused, if that much is asked for."""
    section = make_section("a", "- `high`", LONG)
    sentence = LONG.removeprefix("- ")
    assert pass_gate([section], standards(minimum=80), None).refused == ()
    (refused,) = pass_gate([section], standards(minimum=80, repeated=frozenset({sentence})), None).refused
    assert "repeats 'The water comes" in refused.reason


def test_the_reference_may_repeat_what_other_pages_say() -> None:
    """Two other pages may not say the same sentence."""
    pages = [make_section(f"{page}/x", LONG, document=f"{page}.md") for page in ("advanced", "patterns", "interfaces")]
    assert repeated_sentences(pages[:2]) == {LONG.removeprefix("- ")}
    assert repeated_sentences(pages[1:]) == frozenset()


def test_a_budget_lets_sections_wait() -> None:
    """Changes of what people know are counted; what is new or goes is written in any case."""
    sections = [make_section("a", "- 1"), make_section("b", "- 2"), make_section("new", "- 3"), make_section("gone")]
    before = {"a": "## a\n\n- 0\n\n", "b": "## b\n\n- 0\n\n", "gone": "## gone\n\n- 0\n\n"}
    now, waiting = keep_to_budget(sections, 2, lambda key: before.get(key, ""))
    assert [each.section_id for each in now] == ["a", "new", "gone"]
    assert [(each.section_id, reason) for each, reason in waiting] == [
        ("b", "waits: changes 2 lines, and 0 of 2 are left")
    ]
    assert keep_to_budget(sections, None, before.__getitem__) == (sections, [])
