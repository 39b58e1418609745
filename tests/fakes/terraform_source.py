"""The Terraform module as it is written, without Terraform: its blocks, read from the files."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hcl2
from hcl2 import SerializationOptions

MODULE = Path(__file__).parents[2] / "infra" / "terraform"
OPTIONS = SerializationOptions(strip_string_quotes=True, explicit_blocks=False)


def sources() -> list[Path]:
    """Returns the files of the module, without what a deployment from this clone wrote beside them."""
    return sorted(path for path in MODULE.glob("*.tf") if not path.name.endswith("override.tf"))


@cache
def files() -> dict[str, dict[str, Any]]:
    """Returns what each file of the module declares."""
    return {path.name: parse(path.read_text(encoding="utf-8")) for path in sources()}


def parse(text: str) -> dict[str, Any]:
    """Reads HCL; comments stay, beside what they are about."""
    read: dict[str, Any] = hcl2.loads(text, serialization_options=OPTIONS)
    return read


def variables() -> dict[str, dict[str, Any]]:
    """Returns the variables in the order in which they are written."""
    return _named("variable")


def outputs() -> dict[str, dict[str, Any]]:
    """Returns the outputs in the order in which they are written."""
    return _named("output")


def alarms() -> dict[str, dict[str, Any]]:
    """Returns the alarms in the order in which they are written."""
    (found,) = [each["alarms"] for each in files()["alarms.tf"]["locals"] if "alarms" in each]
    return dict(found)


def resource(kind: str, name: str) -> dict[str, Any]:
    """Returns what one resource says."""
    return _typed("resource", kind, name)


def data(kind: str, name: str) -> dict[str, Any]:
    """Returns what one source of data says."""
    return _typed("data", kind, name)


def resources() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yields kind, name and content of every resource."""
    for content in files().values():
        for block in content.get("resource", []):
            for kind, named in block.items():
                yield from ((kind, name, body) for name, body in named.items())


def text_without_comments() -> str:
    """Returns all files together, without what is only said."""
    texts = [path.read_text(encoding="utf-8") for path in sources()]
    return "\n".join(re.sub(r"(?m)(^|\s)#.*$", "", text) for text in texts)


def _named(block: str) -> dict[str, dict[str, Any]]:
    return {
        name: body for content in files().values() for each in content.get(block, []) for name, body in each.items()
    }


def _typed(block: str, kind: str, name: str) -> dict[str, Any]:
    blocks = [each for content in files().values() for each in content.get(block, [])]
    (found,) = [each[kind][name] for each in blocks if name in each.get(kind, {})]
    content: dict[str, Any] = found
    return content
