"""How the code is put together."""

from coderipple.agents.pages import architecture
from coderipple.facts import EntryPoint, Facts, SourceModule
from fakes.facts import facts_of, lines, project


def module(name: str, *imports: str, path: str = "") -> SourceModule:
    """Returns a module."""
    return SourceModule(name=name, path=path or f"{name}.py", summary="", imports=imports)


def test_packages_have_a_line_each() -> None:
    """With their own words, inner ones below the outer; modules inside packages are left to the reference."""
    files = {"p/__init__.py": '"""Tides."""', "p/a.py": "", "p/q/__init__.py": '"""Moon."""', "script.py": ""}
    found = lines(architecture.draft(facts_of(files), output_dir="o"))
    assert found["architecture/1-packages"] == [
        "- [`p`](../../p/__init__.py): Tides.",
        "  - [`p.q`](../../p/q/__init__.py): Moon.",
        "- [`script`](../../script.py)",
    ]


def test_imports_are_a_diagram() -> None:
    """An arrow for each import between packages, clustered; what happens inside one package is not shown."""
    modules = (module("p.a", "p.b", "q.c"), module("p.b", "p.s.d"), module("p.s.d", "p.b"), module("q.c"))
    (diagram,) = lines(architecture.draft(Facts(module_map=modules), output_dir="o"))["architecture/2-imports"]
    assert diagram.startswith("```mermaid\nflowchart LR\n")
    assert diagram.count("-->") == 2
    assert diagram.count("subgraph") == 2
    flat = (module("p.a", "p.b"), module("p.b"))
    assert "architecture/2-imports" not in lines(architecture.draft(Facts(module_map=flat), output_dir="o"))


def test_a_diagram_stays_readable() -> None:
    """Where the packages are too many it shows those around them, and where these are too many there is none."""
    many = tuple(module(f"p{n // 10}.s{n}.m", f"p{(n + 10) // 10 % 9}.s{(n + 10) % 90}.m") for n in range(90))
    (diagram,) = lines(architecture.draft(Facts(module_map=many), output_dir="o"))["architecture/2-imports"]
    assert '["p0"]' in diagram
    assert "s1" not in diagram
    too_many = tuple(module(f"p{n}.m", f"p{n + 1}.m") for n in range(90))
    assert "architecture/2-imports" not in lines(architecture.draft(Facts(module_map=too_many), output_dir="o"))


def test_where_the_program_is_entered() -> None:
    """Commands with the module that they start, packages that can be run, targets from elsewhere."""
    points = tuple(
        EntryPoint(group="console_scripts", name=name, target=target)
        for name, target in (("tides", "p.cli:main"), ("other", "far.away:main"))
    )
    facts = Facts(
        projects=(project("tides", entry_points=points),),
        module_map=(module("p.__main__", path="p/__main__.py"), module("p.cli", "p.a", path="p/cli.py")),
    )
    assert lines(architecture.draft(facts, output_dir="o"))["architecture/3-entry-points"] == [
        "- `tides` starts [`p.cli:main`](../../p/cli.py)",
        "- `other` starts `far.away:main`",
        "- [`python -m p`](../../p/__main__.py)",
    ]
