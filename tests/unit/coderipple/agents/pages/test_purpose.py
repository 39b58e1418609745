"""What the project is for."""

from coderipple.agents.pages import purpose
from coderipple.facts import Facts, Guide
from fakes.facts import evidence, lines, project

README = Guide(path="README.rst", title="Tides", opening="Tells the *tides* by `tides.high`.")
OTHER = Guide(path="docs/README.md", title="Docs", opening="Another.")


def test_the_readme_is_quoted() -> None:
    """Its opening, with its code, as a quotation; READMEs of folders are their own."""
    assert lines(purpose.draft(Facts(guides=(OTHER, README)), output_dir="o")) == {
        "purpose/!readme": ["> Tells the \\*tides\\* by `tides.high`.\n", "[README.rst](../../README.rst)"]
    }


def test_descriptions_are_quoted_that_the_readme_does_not_say() -> None:
    """One section a project; what the README says already is not said twice."""
    said = project("a", description="tells the *tides* by")
    more = project("b b", folder="b b", description="# More", evidence=evidence("b b/p.toml"))
    found = lines(purpose.draft(Facts(guides=(README,), projects=(said, more)), output_dir="o"))
    assert found["purpose/b%20b"] == ["> \\# More\n", "[b b/p.toml](../../b%20b/p.toml)"]
    assert len(found) == 2
