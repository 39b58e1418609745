"""What goes beyond the first use."""

from coderipple.agents.pages import advanced
from coderipple.facts import EntryPoint, Facts, Requirement
from fakes.facts import facts_of, lines, project


def test_extras_are_told_apart_from_groups_of_developers() -> None:
    """Only what a user can ask for is an extra."""
    requirements = (
        Requirement(name="boto3", specifier=">=1", group="aws"),
        Requirement(name="ruff", specifier="", group="dev"),
    )
    tides = project("tides", requirements=requirements, extras=frozenset({"aws"}))
    assert lines(advanced.draft(Facts(projects=(tides,)), output_dir="o")) == {
        "advanced/1-extras": ["- `tides[aws]` adds `boto3`"]
    }


def test_classes_that_are_made_to_be_implemented() -> None:
    """Protocols and abstract classes, each with its members, linked to where it stands."""
    code = (
        "class Port(Protocol[T]):\n    'Reads.'\n    def read(self): ...\n    def write(self): ...\nclass Plain: ...\n"
    )
    code += "class Base(abc.ABC): ...\n"
    found = lines(advanced.draft(facts_of({"p/__init__.py": code}), output_dir="o"))
    assert found == {
        "advanced/2-extend": [
            "- [`p.Port`](../p/__init__.py): Reads.\n  - `read`, `write`",
            "- [`p.Base`](../p/__init__.py)",
        ]
    }


def test_plug_ins_are_entry_points_that_are_no_commands() -> None:
    """Each with its group and what it leads to."""
    points = (
        EntryPoint(group="console_scripts", name="t", target="t:m"),
        EntryPoint(group="pytest11", name="tides", target="tides.plug"),
    )
    found = lines(advanced.draft(Facts(projects=(project("tides", entry_points=points),)), output_dir="o"))
    assert found == {
        "advanced/3-plug-ins": ["- `tides` in `pytest11`: `tides.plug` ([pyproject.toml](../pyproject.toml))"]
    }
