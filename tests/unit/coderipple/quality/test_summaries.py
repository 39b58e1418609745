"""Descriptions are published as far as they hold, whatever they describe."""

from dataclasses import replace

import pytest
from coderipple.facts import Command, ErrorClass, Evidence, Facts, Option, Route, SourceModule, Variable
from coderipple.quality import strike_untrue
from coderipple.references import Vocabulary
from fakes.facts import facts_of

HERE = Evidence(path="cli.py", first_line=1, last_line=1, blob_id="")
GONE = "Calls `gone_function`."


def test_every_kind_of_description_is_checked() -> None:
    """Commands, options, variables, routes, errors and the map of modules; each is a warning that names its owner."""
    facts = Facts(
        commands=(Command(name="replay", arguments=(), summary=GONE, evidence=HERE),),
        options=(Option(flags=("-j", "--json"), summary=GONE, evidence=HERE),),
        variables=(Variable(name="HARBOUR", default=None, evidence=HERE, summary=GONE),),
        routes=(Route(methods=("GET",), path="/x", handler="x", summary=GONE, evidence=HERE),),
        errors=(ErrorClass(module="m", name="DryError", summary=GONE, messages=(), evidence=HERE),),
        module_map=(SourceModule(name="m", path="m.py", summary=GONE, imports=()),),
        warnings=("earlier",),
    )
    struck = strike_untrue(facts, Vocabulary(facts))
    described = (*struck.commands, *struck.options, *struck.variables, *struck.routes, *struck.errors)
    assert [each.summary for each in (*described, *struck.module_map)] == [""] * 6
    owners = [("cli.py", "-j/--json"), ("cli.py", "HARBOUR"), ("cli.py", "replay"), ("cli.py", "GET /x")]
    assert struck.warnings == (
        "earlier",
        *(
            f"{path}: the description of {owner} names 'gone_function', which the code lacks"
            for path, owner in (*owners, ("cli.py", "DryError"), ("m.py", "m"))
        ),
    )


@pytest.mark.parametrize(
    "summary",
    [
        "Sends a `GET` with a `Content-Type`.",
        "Builds `SELECT` and `INSERT INTO` statements.",
        "Reads `text/html` as `utf-8`, separated by `;`.",
        "Asks `dict.get` and `str.format()`.",
        "Like `f(x=1)`, with `x=None` and `**options`.",
        "Like `Child.inherited`, of `Base`.",
        "Any variable that starts with `TIDES_`.",
        "Returns `SELECT ...`, with `DISTINCT *`.",
        "Reads `[tool.x-tides]`, for what `@f` decorates.",
        "Like `f(x, options)`.",
        "Plain words.",
    ],
)
def test_what_nobody_claims_of_the_code_stays(summary: str) -> None:
    """Words of HTTP and SQL, media types, the language's own members, arguments, inherited members, prefixes."""
    source = (
        "import os\nTIDES_HARBOUR = 'x', 'x-tides'\nclass Base:\n    def inherited(self): ...\n"
        f'class Child(Base): ...\ndef f(x, **options):\n    """{summary}"""\n'
    )
    facts = facts_of({"m.py": source})
    modules = tuple(
        replace(
            module,
            symbols=tuple(replace(each, bases=("Base",)) if each.name == "Child" else each for each in module.symbols),
        )
        for module in facts.modules
    )
    facts = replace(facts, modules=modules)
    assert strike_untrue(facts, Vocabulary(facts)) == facts


@pytest.mark.parametrize(
    "summary",
    [
        "Sends `X-Tide`.",
        "Calls `SELEKT`.",
        "Asks `dict.fetch`.",
        "Like `f(y=1)`.",
        "Like `f(1, 2)`.",
        "Like `Child.sibling`.",
        "Starts with `WAVES_`.",
        "Runs `rm -rf`.",
        "See `docs/gone.md`.",
        "Reads `[tool.gone]`.",
        "For `@gone`.",
        "Like `f(x, gone)`.",
        "Pass `--gone`.",
    ],
)
def test_what_could_be_a_claim_goes(summary: str) -> None:
    """What only looks like a word of another domain is taken for a name of the code."""
    facts = facts_of({"m.py": f'class Child: ...\ndef f(x):\n    """{summary}"""\n'})
    assert len(strike_untrue(facts, Vocabulary(facts)).warnings) == 1


def test_an_example_that_does_not_fit_goes() -> None:
    """The next one is shown; a warning tells where the first stands."""
    facts = facts_of(
        {
            "tides.py": "def low(day): ...\n",
            "examples/a.py": "import tides\n\ntides.low(night=1)\n",
            "examples/b.py": "import tides\n\ntides.low(day=1)\n",
        }
    )
    assert [each.evidence.path for each in facts.examples] == ["examples/a.py", "examples/b.py"]
    struck = strike_untrue(facts, Vocabulary(facts))
    assert [each.evidence.path for each in struck.examples] == ["examples/b.py"]
    assert struck.warnings == ("examples/a.py: the example at line 3 does not fit the code",)
