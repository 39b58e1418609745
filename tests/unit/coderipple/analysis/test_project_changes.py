"""How a project changed, in words."""

import pytest
from coderipple.analysis.project_changes import compare_projects
from coderipple.facts import Project
from coderipple.values import ChangeKind, Subject
from fakes.manifests import project_of

PYTHON = '[project]\nname = "x"\n'
NODE = '{"name": "x", "dependencies": {"react": "^17"}, "engines": {"node": ">=18"}}'


def details(before: Project | None, after: Project | None) -> list[str]:
    """Returns the differences in words."""
    return [each.detail for each in compare_projects(filter(None, [before]), filter(None, [after]))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ('version = "1.9"', 'version = "2.0"', ["project `x` is version `2.0` now, it was `1.9`"]),
        ("", 'version = "2.0"', ["project `x` is version `2.0` now"]),
        ('version = "2.0"', "", ["project `x` states no version any more, it was `2.0`"]),
        (
            'requires-python = ">=3.12"',
            'requires-python = ">=3.13"',
            ["project `x` needs Python `>=3.13` now, it was `>=3.12`"],
        ),
        ('description = "a"', 'description = "b"', ["project `x` describes itself differently"]),
        ("", 'dependencies = ["a>=1"]', ["project `x` requires `a>=1` now"]),
        ('dependencies = ["a>=1"]', "", ["project `x` no longer requires `a>=1`"]),
        (
            'dependencies = ["click>=8"]',
            'dependencies = ["click>=9"]',
            ["project `x` requires `click>=9` (major), it was `click>=8`"],
        ),
        ('dependencies = ["a>=8.1"]', 'dependencies = ["a>=8.2"]', ["project `x` requires `a>=8.2`, it was `a>=8.1`"]),
        (
            "",
            'optional-dependencies.moon = ["a"]',
            ["project `x` in the group `moon` requires `a` now"],
        ),
        ("", 'scripts.c = "c:c"', ["command `c` is new"]),
        ('scripts.c = "c:c"', "", ["command `c` is gone"]),
        ('scripts.c = "c:c"', 'scripts.c = "c:d"', ["command `c` leads to `c:d` now, it was `c:c`"]),
        ("", 'entry-points.g.e = "c:c"', ["entry point `e` of `g` is new"]),
        ('entry-points.g.e = "c:c"', "", ["entry point `e` of `g` is gone"]),
        (
            "",
            '[build-system]\nbuild-backend = "b.c"',
            ["project `x` is built by `b.c` now", "project `x` can be installed now"],
        ),
        (
            '[build-system]\nbuild-backend = "a"',
            '[build-system]\nbuild-backend = "b"',
            ["project `x` is built by `b` now, it was `a`"],
        ),
        ("[build-system]", "", ["project `x` can no longer be installed"]),
        (
            'dependencies = ["a<1; python_version<\'3\'", "a>1"]',
            'dependencies = ["a>2", "a<1"]',
            ["project `x` requires `a <1 or >2`, it was `a <1 or >1`"],
        ),
    ],
)
def test_differences(before: str, after: str, expected: list[str]) -> None:
    """Each difference has its words, and what is the same has none."""
    assert (
        details(project_of("pyproject.toml", PYTHON + before), project_of("pyproject.toml", PYTHON + after)) == expected
    )


def test_another_name_and_another_ecosystem() -> None:
    """A renamed project is the one in its folder; specifiers are spelled as the ecosystem does."""
    assert details(project_of("pyproject.toml", PYTHON), project_of("pyproject.toml", '[project]\nname = "y"')) == [
        "project `y` was called `x`"
    ]
    after = NODE.replace("^17", "^18").replace(">=18", ">=20")
    assert details(project_of("package.json", NODE), project_of("package.json", after)) == [
        "project `x` needs Node.js `>=20` now, it was `>=18`",
        "project `x` requires `react^18` (major), it was `react^17`",
    ]


def test_a_project_that_comes_or_goes_is_said_once() -> None:
    """Its parts are not listed; the same folder may hold a project of another ecosystem."""
    node, python = project_of("package.json", NODE), project_of("pyproject.toml", PYTHON)
    assert details(None, node) == ["project `x` is new"]
    assert details(node, python) == ["project `x` is gone", "project `x` is new"]


def test_the_subject_tells_what_differs() -> None:
    """Requirements and entry points can be told from the project itself, and users' needs from developers'."""
    after = PYTHON + 'version = "1"\ndependencies = ["a"]\nscripts.c = "c:c"\n[dependency-groups]\ndev = ["d"]\n'
    changes = compare_projects([project_of("pyproject.toml", PYTHON)], [project_of("pyproject.toml", after)])
    assert [(each.subject, each.kind, each.name) for each in changes] == [
        (Subject.PROJECT, ChangeKind.CHANGED, "x"),
        (Subject.REQUIREMENT, ChangeKind.ADDED, "a"),
        (Subject.DEVELOPMENT_REQUIREMENT, ChangeKind.ADDED, "d"),
        (Subject.ENTRY_POINT, ChangeKind.ADDED, "c"),
    ]


def test_values_cannot_become_markup() -> None:
    """A backquote in a value does not end its code span."""
    hostile = PYTHON + 'version = "1`2"\n'
    assert details(project_of("pyproject.toml", PYTHON), project_of("pyproject.toml", hostile)) == [
        "project `x` is version ``1`2`` now"
    ]
