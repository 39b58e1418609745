"""How to install, start and use."""

from coderipple.agents.pages import getting_started
from coderipple.facts import Facts, SourceModule, UsageExample, Variable
from fakes.facts import evidence, facts_of, lines

BUILD = '[build-system]\nrequires = ["hatchling"]\n'
FACTS = facts_of(
    {
        "pyproject.toml": '[project]\nname = "root"\n',
        "packages/a/pyproject.toml": f'[project]\nname="a"\nrequires-python=">=3.13"\nscripts.run-a="a:a"\n{BUILD}',
        "p/b b/pyproject.toml": f'[project]\nname = "b"\ndependencies = ["A>=1", "click"]\n{BUILD}',
        "c/pyproject.toml": f'[project]\nname = "c"\ndependencies = ["b", "c"]\n{BUILD}',
    }
)


def test_how_to_install() -> None:
    """Each installable project has a command that works in a shell, its neighbours before it."""
    pip = "python -m pip install"
    found = lines(getting_started.draft(FACTS, output_dir="coderipple"))
    assert found["getting_started/1-install"] == [
        f"- `c` ([c/pyproject.toml](../c/pyproject.toml)): `{pip} './p/b b' ./packages/a ./c`",
        f"- `b` ([p/b b/pyproject.toml](../p/b%20b/pyproject.toml)): `{pip} ./packages/a './p/b b'`",
        f"- `a` ([packages/a/pyproject.toml](../packages/a/pyproject.toml)), Python `>=3.13`: `{pip} ./packages/a`",
    ]


def test_how_to_start() -> None:
    """Commands that are installed, and packages that can be run."""
    main = SourceModule(name="a.__main__", path="a/__main__.py", summary="", imports=())
    facts = Facts(projects=FACTS.projects, module_map=(main,))
    assert lines(getting_started.draft(facts, output_dir="coderipple"))["getting_started/2-start"] == [
        "- `run-a` ([packages/a/pyproject.toml](../packages/a/pyproject.toml))",
        "- `python -m a` ([a/\\_\\_main\\_\\_.py](../a/__main__.py))",
    ]


def test_the_first_use_is_one_that_exists() -> None:
    """As it stands in the repository, whatever backquotes it holds."""
    example = UsageExample(names=("a.f",), code='import a\n\na.f("```")\n', evidence=evidence("examples/e.py"))
    (use,) = lines(getting_started.draft(Facts(examples=(example,)), output_dir="o"))["getting_started/3-first-use"]
    assert use == 'From [examples/e.py](../examples/e.py):\n\n````python\nimport a\n\na.f("```")\n````'


def test_what_to_configure_is_named() -> None:
    """What each variable means stands in the reference."""
    names = tuple(Variable(name=each, default=None, evidence=evidence()) for each in "AB")
    found = lines(getting_started.draft(Facts(variables=names), output_dir="o"))
    assert found["getting_started/4-configure"] == ["- `A`, `B` ([where each is read](system/interfaces.md))"]
