"""What projects are made with."""

from coderipple.agents.pages import tech_stack
from coderipple.facts import Facts, Requirement
from fakes.facts import lines, project


def test_requirements_by_group() -> None:
    """Language, build, what is required, each once, also with an extra; nothing for its makers, no versions."""
    requirements = (
        Requirement(name="click", specifier=">=8,<9"),
        Requirement(name="plain", specifier=""),
        Requirement(name="plain", specifier=">=2"),
        Requirement(name="boto3", specifier=">=1", group="aws"),
        Requirement(name="ruff", specifier="==1", group="dev"),
    )
    given = {"runtime": ">=3.13", "build_backend": "hatchling.build", "extras": frozenset({"aws"})}
    tides = project("tides", requirements=requirements, **given)
    assert lines(tech_stack.draft(Facts(projects=(tides,)), output_dir="o")) == {
        "tech_stack/./python": [
            "[pyproject.toml](../../pyproject.toml)\n",
            "- Python `>=3.13`",
            "- built by `hatchling.build`",
            "- requires `click`, `plain`",
            "- with `aws` requires `boto3`",
        ]
    }


def test_other_ecosystems_name_their_language() -> None:
    """As people call it."""
    moon = project("moon", ecosystem="node", requirements=(Requirement(name="left-pad", specifier="^1.3.0"),))
    found = lines(tech_stack.draft(Facts(projects=(moon,)), output_dir="o"))
    assert found["tech_stack/./node"][1:] == ["- Node.js", "- requires `left-pad`"]
