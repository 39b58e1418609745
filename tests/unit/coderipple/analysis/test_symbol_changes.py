"""Public symbols of two commits."""

from coderipple.analysis.symbol_changes import symbol_changes
from coderipple.values import ChangeKind
from fakes.facts import facts_of

MOON = """class Moon:
    def phase(self, day: int) -> str:
        'Returns the phase.'
"""


def test_a_renamed_method_is_one_change() -> None:
    """Told once, under the name that it had, as a change of it."""
    before, after = facts_of({"m.py": MOON}), facts_of({"m.py": MOON.replace("def phase", "def shape")})
    (change,) = symbol_changes(before, after)
    assert (change.name, change.detail) == ("Moon.phase", "`Moon.phase` is called `Moon.shape` now")
    assert change.kind is ChangeKind.REMOVED
    assert change.module == "m"


def test_a_module_that_goes_takes_every_symbol_along() -> None:
    """Each is told; none is taken for renamed across modules."""
    before, after = facts_of({"m.py": MOON}), facts_of({"n.py": MOON})
    assert [(each.module, each.detail) for each in symbol_changes(before, after)] == [
        ("m", "`Moon` is gone"),
        ("m", "`Moon.phase` is gone"),
        ("n", "`Moon` is new"),
        ("n", "`Moon.phase` is new"),
    ]
