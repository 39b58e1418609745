"""The guide to logs and metrics says what the code does."""

import re
from pathlib import Path

from coderipple.adapters.strands_phraser import MOST_FAULTS, MOST_SECONDS, MOST_TOKENS
from coderipple.metrics import METRICS, NAMESPACE

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "observability.md").read_text(encoding="utf-8")
SOURCES = [each.read_text(encoding="utf-8") for each in (ROOT / "packages" / "coderipple" / "src").rglob("*.py")]
HANDLER = (ROOT / "functions" / "orchestrator" / "lambda_function.py").read_text(encoding="utf-8")


def rows(heading: str) -> list[str]:
    """Returns the names in the first column of a table."""
    section = GUIDE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


def test_each_metric_has_its_meaning() -> None:
    """Neither more nor fewer than the code tells."""
    assert rows("Metrics") == list(METRICS)
    assert f"Namespace `{NAMESPACE}`" in GUIDE


def test_each_field_is_one_that_lines_carry() -> None:
    """By the names that the code gives them."""
    given = {
        name
        for source in (*SOURCES, HANDLER)
        for call in re.findall(r"with log_fields\(([^:]+?)\):\n", source)
        for name in re.findall(r"(\w+)=", call)
    }
    assert set(rows("Log")) == given


def test_messages_that_queries_look_for_exist() -> None:
    """A query for words that nobody logs would find nothing, for ever."""
    words = re.findall(r'message like "([a-z ]+)"', GUIDE)
    assert words
    for each in words:
        assert any(f"| {each}" in source for source in SOURCES), each


def test_the_limits_of_a_push_are_told() -> None:
    """As the code has them."""
    assert f"{MOST_TOKENS:,} tokens and {MOST_SECONDS:.0f} seconds" in GUIDE
    assert MOST_FAULTS == 3
