"""The guide to logs and metrics says what the code does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from coderipple.adapters.strands_phraser import MOST_FAULTS, MOST_SECONDS, MOST_TOKENS
from coderipple.http_request import DRY_RUN_KEY
from coderipple.metrics import METRICS, NAMESPACE

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "observability.md").read_text(encoding="utf-8")
ENGINE = (ROOT / "packages" / "coderipple" / "src").rglob("*.py")
HANDLER = ROOT / "functions" / "orchestrator" / "lambda_function.py"
SOURCES = [each.read_text(encoding="utf-8") for each in (*ENGINE, HANDLER)]
OF_LAMBDA = {"@timestamp", "type", "level", "message", "requestId"}
WORDS = {
    *("fields", "filter", "sort", "stats", "by", "asc", "desc", "and", "like"),
    *("ispresent", "count", "avg", "max", "sum", "bin"),
}


def rows(heading: str) -> list[str]:
    """Returns the names in the first column of a table."""
    section = GUIDE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


def given_fields() -> Iterator[str]:
    """Yields the names that the code gives to fields of the log."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source)) if "log_fields(" in source else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "log_fields":
                yield from (each.arg for each in node.keywords if each.arg)


def test_each_metric_has_its_meaning() -> None:
    """Neither more nor fewer than the code tells."""
    assert rows("Metrics") == list(METRICS)
    assert f"Namespace `{NAMESPACE}`, dimension `FunctionName`" in GUIDE


def test_each_field_is_one_that_lines_carry() -> None:
    """By the names that the code gives them."""
    assert set(rows("Log")) == set(given_fields())


def test_queries_ask_for_what_there_is() -> None:
    """Each name in a query is a field, a metric, or one of Lambda's own."""
    queries = re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL)
    known = {*given_fields(), *METRICS, *OF_LAMBDA, *WORDS}
    assert len(queries) == 7
    for query in queries:
        names = re.findall(r"@?\b[A-Za-z][\w.]*", re.sub(r'"[^"]*"', "", query))
        assert {each for each in names if not each.startswith("record.metrics.")} <= known


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


def test_the_dry_run_is_told() -> None:
    """With the key that the code looks for."""
    assert f'`"{DRY_RUN_KEY}": true`' in GUIDE
