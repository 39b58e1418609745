"""The interpreter's own words about imports become a tree."""

from lambda_packaging.metrics.imports import (
    Import,
    cost_by_package,
    count_by_package,
    importers,
    read_imports,
    without,
)

# `top` imports `one` and `two`; `two` imports `three.part`; then `later`. Others write to the same stream.
LOG = """\
import time: self [us] | cumulative | imported package
import time:       100 |        100 |   one
START RequestId: 1
import time:        30 |         30 |     three.part
[INFO] a word import time: of somebody else
import time:        20 |         50 |   two
import time:         5 |        155 | top
import time:         7 |          7 | later
"""


def test_a_module_comes_before_what_it_imports() -> None:
    """The interpreter writes it after; positions are those of the tree."""
    assert read_imports(LOG) == (
        Import(name="top", parent=None, own_us=5, total_us=155),
        Import(name="one", parent=0, own_us=100, total_us=100),
        Import(name="two", parent=0, own_us=20, total_us=50),
        Import(name="three.part", parent=2, own_us=30, total_us=30),
        Import(name="later", parent=None, own_us=7, total_us=7),
    )


def test_a_log_without_imports_has_none() -> None:
    """Whoever looks at it decides what that means."""
    assert read_imports("START\nEND\n") == ()


def test_what_the_floor_imports_is_left_out() -> None:
    """What it imported belongs to whoever imported it."""
    kept = without(read_imports(LOG), {"two", "later"})
    assert [(one.name, one.parent) for one in kept] == [("top", None), ("one", 0), ("three.part", 0)]


def test_modules_and_costs_are_summed_up_by_package() -> None:
    """By the first part of the name, the most first."""
    imports = [*read_imports(LOG), Import(name="three", parent=None, own_us=80, total_us=80)]
    assert count_by_package(imports)["three"] == 2
    assert list(cost_by_package(imports).items())[:2] == [("three", 110), ("one", 100)]


def test_who_asked_for_a_package_is_told_the_nearest_first() -> None:
    """Nobody, where the handler itself did."""
    imports = read_imports(LOG)
    assert list(importers(imports, "three")) == ["two", "top"]
    assert list(importers(imports, "top")) == []
    assert list(importers(imports, "unknown")) == []
