"""The gate ranks true text above idle text, and idle text above false text; and it publishes only the first."""

import pytest
from coderipple.quality_gate import judge, strike_untrue
from coderipple.references import Vocabulary
from fakes.facts import facts_of

SOURCE = '''\
"""Tide tables for `Table`."""


class Table:
    """Holds `rows`."""

    rows: int

    def high(self, harbour: str) -> float:
        """Returns high water; see `gone_function`."""


def low():
    """Calls flux_capacitor() first."""


def quoted():
    """>>> gone_function()"""


def listed():
    """- `Table` comes first."""
'''
OPTIONS = 'import argparse\nargparse.ArgumentParser().add_argument("--fast", help="Uses `warp_drive`.")\n'
FACTS = facts_of({"tides.py": SOURCE, "cli.py": OPTIONS})
VOCABULARY = Vocabulary(FACTS)

TRUE = "`Table` holds `rows`. Ask `Table.high` with a `harbour`, or `low()`. See [the tables](tides.py)."
LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et "
    "dolore magna aliqua."
)
FALSE = "`Chair` holds `legs`. Ask `Chair.sit` with a `person`, or `stand()`. See [the chairs](chairs.py)."
MIXED = "`Table` holds `legs`."


def score(text: str) -> float:
    """Returns the score of a text."""
    return judge(text, VOCABULARY, document="README.md", minimum=60).score


def test_truth_ranks_above_filler_and_filler_above_falsehood() -> None:
    """The order that the original had upside down."""
    assert score(TRUE) > score(LOREM) > score(FALSE)
    assert (score(TRUE), score(LOREM), score(FALSE)) == (100, 50, 0)
    assert score(TRUE) > score(MIXED) > score(FALSE)


def test_more_falsehood_is_never_better() -> None:
    """Each false claim that is added lowers the score."""
    scores = [score(TRUE + " `nonsense`" * count) for count in range(5)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize(
    ("text", "published", "reason"),
    [
        (TRUE, True, ""),
        (LOREM, False, "scores 50, less than the 60 asked for"),
        (TRUE + " And `Chair`.", False, "code span 'Chair' does not exist in the code at this commit"),
        ("See [x](y.md).", False, "link 'y.md' does not exist in the code at this commit"),
        ("<br>", False, "HTML '<br>' does not exist in the code at this commit"),
        ("", False, "scores 50, less than the 60 asked for"),
    ],
)
def test_one_untrue_reference_refuses_a_text(text: str, published: bool, reason: str) -> None:
    """However much is true besides, and a text that names nothing does not reach the usual minimum."""
    verdict = judge(text, VOCABULARY, document="README.md", minimum=60)
    assert verdict.published is published
    assert verdict.reason == reason


def test_descriptions_are_published_as_far_as_they_hold() -> None:
    """A docstring or help text that names what the code lacks is struck, with a warning; the others stay."""
    struck = strike_untrue(FACTS, VOCABULARY)
    summaries = {each.name: each.summary for module in struck.modules for each in module.symbols}
    assert summaries == {
        "Table": "Holds `rows`.",
        "Table.high": "",
        "low": "",
        "quoted": "",
        "listed": "- `Table` comes first.",
    }
    assert [each.summary for each in struck.options] == [""]
    assert [each.summary for each in struck.modules] == ["Tide tables for `Table`."]
    assert struck.warnings == (
        "tides.py: the description of Table.high names 'gone_function', which the code lacks",
        "tides.py: the description of low names 'flux_capacitor', which the code lacks",
        "tides.py: the description of quoted names 'gone_function', which the code lacks",
        "cli.py: the description of --fast names 'warp_drive', which the code lacks",
    )


def test_what_was_true_once_is_called_gone() -> None:
    """With the earlier vocabulary at hand, the reason tells what is gone from what never was."""
    earlier = Vocabulary(facts_of({"tides.py": SOURCE + "\n\ndef gone(): ...\n"}))
    verdict = judge("`never` and `gone`", VOCABULARY, document="README.md", minimum=60, earlier=earlier)
    assert [each.text for each in verdict.stale] == ["gone"]
    assert verdict.reason == "names 'gone', which is gone"


def test_repetition_lowers_a_true_score_and_never_below_filler() -> None:
    """It takes its share of what stands above 50; a false text does not gain by it."""
    sentence = "The class `Table` holds the rows of one whole harbour for a day."
    text = f"{sentence} See `low()`."

    assert judge(text, VOCABULARY, document="README.md", minimum=60).score == 100
    assert judge(text, VOCABULARY, document="README.md", minimum=60, repeated={sentence}).score == 75
    assert judge(FALSE, VOCABULARY, document="README.md", minimum=60, repeated={FALSE}).score == 0
    low = judge(text, VOCABULARY, document="README.md", minimum=80, repeated={sentence})
    assert low.reason == f"scores 75, less than the 80 asked for; repeats {sentence!r}"


def test_the_heading_of_a_text_may_be_linked_from_it() -> None:
    """Also where the page is not at hand."""
    assert judge("## All rows\n\n[`rows`](#all-rows)", VOCABULARY, document="a.md", minimum=60).published
    assert not judge("## All rows\n\n[`rows`](#no-rows)", VOCABULARY, document="a.md", minimum=60).published


def test_hidden_characters_and_huge_texts_are_refused() -> None:
    """With a reason that shows what nobody sees."""
    hidden = judge("`Table` \u202eelbaT", VOCABULARY, document="a.md", minimum=60)
    assert hidden.reason == "holds the character '\\\\u202e', which nobody sees"
    huge = judge("x" * 1_000_001, VOCABULARY, document="a.md", minimum=60)
    assert huge.reason == "has 1000001 characters, more than 1000000"


def test_addresses_and_html_are_refused_and_not_scored() -> None:
    """They say nothing about the code, true or false."""
    verdict = judge("`Table`, https://a.example, <b>x</b>", VOCABULARY, document="a.md", minimum=60)
    assert (verdict.published, verdict.score) == (False, 100)
