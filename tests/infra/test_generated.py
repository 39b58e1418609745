"""What documents say about the module is what the module says.

After a change write it anew, and read the difference before committing it:

GOLDEN=write pytest tests/infra/test_generated.py
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from fakes.aws_calls import all_calls, function_files, granted, role_policy
from fakes.terraform_source import alarms, outputs, variables

ROOT = Path(__file__).parents[2]
UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))
IS_WRITING = os.environ.get("GOLDEN") == "write"


def between_markers(path: Path, name: str, lines: Iterable[str]) -> None:
    """Compares what stands between two markers of a document with lines, or writes it."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(begin)
    written, closed, after = rest.partition(end)
    assert found, f"expected {begin} in {path}"
    assert closed, f"expected {end} in {path}"
    expected = "\n\n" + "\n".join(lines) + "\n\n"
    if IS_WRITING:
        path.write_text(before + found + expected + closed + after, encoding="utf-8")
        pytest.skip(f"{path.name} written anew")
    assert written == expected


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    """Yields the lines of a table in Markdown."""
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def shown_type(variable: dict[str, Any]) -> str:
    """Returns a type as it is written, but an object by its name alone."""
    written = str(variable["type"]).removeprefix("${").removesuffix("}")
    return f"`{written.partition('(')[0] if written.startswith('object') else written}`"


def shown_default(variable: dict[str, Any]) -> str:
    """Returns a default as it is written."""
    if "default" not in variable:
        return "required"
    value = variable["default"]
    if isinstance(value, str):
        return f'`"{value}"`'
    return f"`{str(value).lower()}`"


def test_the_reference_of_variables() -> None:
    """Each with its type, its default and its meaning."""
    rows = [
        (f"`{name}`", shown_type(each), shown_default(each), each["description"]) for name, each in variables().items()
    ]
    between_markers(ROOT / "infra" / "README.md", "variables", table(("variable", "type", "default", "meaning"), rows))


def test_the_reference_of_outputs() -> None:
    """Each with its meaning."""
    rows = [(f"`{name}`", each["description"]) for name, each in outputs().items()]
    between_markers(ROOT / "infra" / "README.md", "outputs", table(("output", "meaning"), rows))


def test_the_table_of_permissions() -> None:
    """Each permission, what it is for, and each call that needs it."""
    resources = granted(role_policy())
    calls = all_calls(function_files())
    rows = [
        (f"`{call.permission}`", call.caller, call.reason, "<br>".join(shown_resources(resources[call.permission])))
        for call in calls
    ]
    lines = table(("permission", "who calls", "what for", "on which resource"), rows)
    between_markers(ROOT / "docs" / "permissions.md", "permissions", lines)


def test_the_table_of_alarms() -> None:
    """Each with what it watches, and from when on it fires."""
    rows = [
        (
            f"[{name}](#{name})",
            f"`{each['metric']}`, {each['statistic'].lower()}",
            f"`{str(each['threshold']).removeprefix('${').removesuffix('}')}`",
            shown_time(seconds=each["period"], periods=each["periods"]),
        )
        for name, each in alarms().items()
    ]
    head = ("alarm", "metric", "fires from", "within")
    between_markers(ROOT / "docs" / "runbook.md", "alarms", table(head, rows))


def shown_time(*, seconds: int, periods: int) -> str:
    """Returns a time as a person says it."""
    length, unit = next((seconds // each, unit) for each, unit in UNITS if seconds % each == 0)
    told = f"{length} {unit}{'s' if length > 1 else ''}"
    return told if periods == 1 else f"{told}, {periods} times in a row"


def shown_resources(expressions: Iterable[str]) -> Iterable[str]:
    """Yields resources as Terraform's source has them, without the marks of an expression around them."""
    for expression in expressions:
        inner = re.fullmatch(r"\$\{([^{}]*)\}", expression)
        each_of_several = re.findall(r'"([^"]+)"', expression)
        yield from (f"`{shown}`" for shown in each_of_several or [inner[1] if inner else expression])
