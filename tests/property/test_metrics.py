"""Whatever was measured can be written down and read back; whatever was written is read without a crash."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lambda_packaging.errors import LedgerError
from lambda_packaging.metrics.gate import compare_sizes
from lambda_packaging.metrics.imports import read_imports, without
from lambda_packaging.metrics.ledger import Ledger, Start, Weight, Weights, format_ledger, parse_ledger

PATH = Path("ledger.toml")
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
counts = st.integers(min_value=0, max_value=2**40)
ratios = st.integers(min_value=1, max_value=10**6).map(lambda tenths: tenths / 10)
weights = st.builds(Weight, version=names, zipped=counts, unzipped=counts, chain=st.just("") | names)
artifacts = st.builds(
    Weights, zipped=counts, unzipped=counts, distributions=st.dictionaries(names, weights, max_size=4)
)
starts = st.builds(Start, init_ratio=ratios, cpu_ratio=ratios, packages=st.dictionaries(names, counts, max_size=4))
ledgers = st.builds(
    Ledger,
    artifacts=st.dictionaries(names, artifacts, min_size=1, max_size=3),
    cold_starts=st.dictionaries(names, starts, max_size=3),
)


@given(ledgers)
def test_a_ledger_survives_being_written(ledger: Ledger) -> None:
    """Also with names that mean something in TOML."""
    text = format_ledger(ledger)
    assert parse_ledger(text, path=PATH) == ledger
    assert format_ledger(parse_ledger(text, path=PATH)) == text


@given(ledgers, st.data())
def test_a_damaged_ledger_is_read_or_refused(ledger: Ledger, data: st.DataObject) -> None:
    """Never a traceback."""
    text = format_ledger(ledger)
    position = data.draw(st.integers(min_value=0, max_value=len(text)))
    damaged = text[:position] + data.draw(st.text(max_size=5)) + text[position + data.draw(st.integers(0, 30)) :]
    with suppress(LedgerError):
        parse_ledger(damaged, path=PATH)


@given(ledgers, ledgers)
def test_the_gate_is_silent_only_where_nothing_differs(accepted: Ledger, built: Ledger) -> None:
    """What is not there on both sides is always told; the same figures never are."""
    assert list(compare_sizes(accepted, accepted, declared=())) == []
    told = {(finding.kind, finding.subject) for finding in compare_sizes(accepted, built, declared=())}
    for name in built.artifacts.keys() - accepted.artifacts.keys():
        assert ("new", name) in told
    for name in accepted.artifacts.keys() - built.artifacts.keys():
        assert ("gone", name) in told


@st.composite
def import_logs(draw: st.DrawFn) -> tuple[str, int]:
    """What the interpreter might write: lines at any depth, with words of others between them."""
    lines = draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 10**6), st.booleans()), max_size=30))
    text = ""
    for number, (depth, own, is_disturbed) in enumerate(lines):
        text += f"import time: {own:>9} | {own:>10} | {'  ' * depth}m{number}\n" + "a word\n" * is_disturbed
    return text, len(lines)


@given(import_logs(), st.sets(st.integers(0, 30).map("m{}".format)))
def test_every_import_has_one_place_in_the_tree(log: tuple[str, int], left_out: set[str]) -> None:
    """Parents come before what they import, also after some are left out."""
    text, count = log
    imports = read_imports(text)
    assert len({one.name for one in imports}) == len(imports) == count
    kept = without(imports, left_out)
    assert {one.name for one in kept} == {one.name for one in imports} - left_out
    for tree in (imports, kept):
        assert all(one.parent is None or one.parent < position for position, one in enumerate(tree))
