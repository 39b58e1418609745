"""Which mentions are of what is gone."""

import pytest
from coderipple.checking.matching import matches
from coderipple.checking.mentions import mentions
from coderipple.checking.removed import Removed, RemovedNames


def gone(name: str, noun: str) -> dict[str, Removed]:
    """One thing that is gone."""
    return {name: Removed(name, noun, "", (name,))}


REMOVED = RemovedNames(
    words=gone("read_tables", "function"),
    dotted=gone("tides.run", "function") | gone("tides.charts", "module"),
    plain=gone("Harbour", "class"),
    options=gone("--time-zone", "option"),
    commands=gone("fetch", "command"),
    routes=gone("/tides/{}", "route"),
    paths=gone("src/charts.py", "file"),
    programs=frozenset({"tides"}),
    packages=frozenset({"tides"}),
    others=frozenset({"blinker"}),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`tides.run()`", ["tides.run"]),
        ("`run`", []),
        ("`Harbour`", ["Harbour"]),
        ("`session.read_tables(1)`", ["read_tables"]),
        ("`from tides.charts import x`", ["tides.charts.x"]),
        ("`json.read_tables`", []),
        ("`blinker.base.read_tables`", []),
        ("`self.model.read_tables()`", []),
        ("```python\n@app.read_tables\n```", ["read_tables"]),
        ("`tides fetch --time-zone UTC`", ["--time-zone", "fetch"]),
        ("`git fetch --time-zone`", []),
        ("pip takes `--time-zone`", []),
        ("`GET /tides/{harbour}`", ["/tides/{harbour}"]),
        ("`src/charts.py`", ["src/charts.py"]),
        ("[x](../src/charts.py#L1)", ["src/charts.py"]),
        ("[x](https://example.org/src/charts.py)", []),
    ],
)
def test_what_means_it_is_matched(text: str, expected: list[str]) -> None:
    """And nothing else."""
    found = matches(mentions(text), REMOVED, document="docs/a.md", paths=frozenset())
    assert [each.text for each in found] == expected
