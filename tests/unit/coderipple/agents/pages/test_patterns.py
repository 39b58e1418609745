"""How names are used."""

from coderipple.agents.pages import patterns
from coderipple.facts import Facts, UsageExample
from fakes.facts import evidence, lines


def example(*names: str) -> UsageExample:
    """Returns a use of names."""
    return UsageExample(names=names, code=f"import {names[0]}", evidence=evidence("examples/e.py"))


def test_each_use_is_shown_once_under_the_first_name_that_is_new() -> None:
    """The first of all is on the page for newcomers; a use of names that were all shown adds nothing."""
    uses = (example("p.first"), example("p.a", "p.b"), example("p.a"), example("p.a", "p.c"))
    found = lines(patterns.draft(Facts(examples=uses), output_dir="o"))
    assert found == {
        "patterns/p.a": ["```python\nimport p.a\n```\nFrom [examples/e.py](../examples/e.py)."],
        "patterns/p.c": ["```python\nimport p.a\n```\nFrom [examples/e.py](../examples/e.py)."],
    }


def test_a_page_shows_a_few() -> None:
    """More nobody reads."""
    uses = tuple(example(f"p.f{n}") for n in range(50))
    assert len(lines(patterns.draft(Facts(examples=uses), output_dir="o"))) == 6
