"""Where to look."""

from coderipple.agents.pages import discovery
from coderipple.facts import Facts, Guide
from fakes.facts import evidence, lines, project


def test_documents_at_the_root_come_with_their_titles() -> None:
    """Those in folders are found from there."""
    guides = tuple(
        Guide(path=path, title=title, opening="")
        for path, title in (("README.md", "*Tides*"), ("C.md", "v1.2"), ("N.md", ""), ("d/x.md", "X"))
    )
    assert lines(discovery.draft(Facts(guides=guides), output_dir="o")) == {
        "discovery/1-read-first": ["- [README.md](../README.md): \\*Tides\\*", "- [C.md](../C.md)", "- [N.md](../N.md)"]
    }


def test_several_projects_are_listed() -> None:
    """Each with its manifest and its own description; one alone needs no list."""
    tides = project("tides", folder="a", description="Tells <tides>.", evidence=evidence("a/pyproject.toml"))
    moon = project("moon", folder="b", evidence=evidence("b/package.json"), ecosystem="node")
    assert lines(discovery.draft(Facts(projects=(tides, moon)), output_dir="o")) == {
        "discovery/2-projects": [
            "- `tides` ([a/pyproject.toml](../a/pyproject.toml)): Tells \\<tides\\>.",
            "- `moon` ([b/package.json](../b/package.json))",
        ]
    }
    assert lines(discovery.draft(Facts(projects=(tides,)), output_dir="o")) == {}
