"""How much of a manifest is told."""

from coderipple.analysis.manifests.limits import MOST_TOLD
from fakes.facts import facts_of


def test_what_nobody_declares_by_hand_is_left_out_with_a_warning() -> None:
    """Requirements and entry points are counted each for themselves."""
    requirements = ", ".join(f'"d{number}"' for number in range(MOST_TOLD + 1))
    scripts = "\n".join(f's{number} = "m:f"' for number in range(MOST_TOLD + 1))
    manifest = f'[project]\nname = "x"\ndependencies = [{requirements}]\n[project.scripts]\n{scripts}\n'
    facts = facts_of({"pyproject.toml": manifest})
    (project,) = facts.projects
    assert {len(project.requirements), len(project.dependencies), len(project.scripts)} == {MOST_TOLD}
    assert facts.warnings == (
        f"pyproject.toml: more than {MOST_TOLD} requirements, the others are left out",
        f"pyproject.toml: more than {MOST_TOLD} entry points, the others are left out",
    )


def test_as_many_as_are_allowed_are_told() -> None:
    """Without a warning."""
    requirements = ", ".join(f'"d{number}"' for number in range(MOST_TOLD))
    facts = facts_of({"pyproject.toml": f'[project]\nname = "x"\ndependencies = [{requirements}]\n'})
    assert (len(facts.projects[0].dependencies), facts.warnings) == (MOST_TOLD, ())
