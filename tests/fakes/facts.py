"""Facts: of a few files, read as the pipeline reads them, or as a test wants them."""

from collections.abc import Iterable, Mapping
from typing import Any

from coderipple.analysis import FactsReader
from coderipple.facts import Evidence, Facts, Project
from coderipple.values import Section


def facts_of(files: Mapping[str, str | bytes]) -> Facts:
    """Returns what is true of files; a path stands for its own blob id."""
    contents = {path: each.encode() if isinstance(each, str) else each for path, each in files.items()}
    return FactsReader(contents.__getitem__).read({path: path for path in contents})


def evidence(path: str = "m.py", symbol: str = "s") -> Evidence:
    """Returns where something stands."""
    return Evidence(path=path, first_line=1, last_line=2, blob_id="b", symbol=symbol, digest="d")


def project(name: str, **given: Any) -> Project:
    """Returns an installable project at the root, with what is given."""
    fields: dict[str, Any] = {
        "name": name,
        "folder": "",
        "runtime": "",
        "dependencies": (),
        "scripts": (),
        "installable": True,
        "evidence": evidence("pyproject.toml", name),
    }
    return Project(**fields | given)


def lines(sections: Iterable[Section]) -> dict[str, list[str]]:
    """Returns the statements of each section by its id."""
    return {each.section_id: [line.text for line in each.statements] for each in sections}
