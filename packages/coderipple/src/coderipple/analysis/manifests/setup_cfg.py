"""Reads `setup.cfg`, the declarative manifest of setuptools; also what pbr keeps there.

Comes in: the manifest. Goes out: a `Project`, or None.
"""

from collections.abc import Iterator

from coderipple.analysis.manifests.content import ManifestFile, entry_points, one_line
from coderipple.analysis.manifests.ini_sections import Sections, ini_list, ini_sections, ini_targets
from coderipple.analysis.manifests.requirements import grouped_requirements, python_requirements
from coderipple.facts import EntryPoint, Project, Requirement

_ELSEWHERE = ("attr:", "file:")  # a value that setuptools looks up in another file


def read_setup_cfg(file: ManifestFile) -> Project | None:
    """Reads one manifest; settings of tools alone are no project."""
    sections = ini_sections(file.text)
    metadata, options = _keys(sections, "metadata"), _keys(sections, "options")
    if not metadata and not options:
        return None
    return file.project(
        ecosystem="python",
        name=_value(metadata, "name"),
        runtime=_value(options, "python_requires") or _value(metadata, "python_requires"),
        version=_value(metadata, "version"),
        description=_value(metadata, "description") or _value(metadata, "summary"),
        installable=False,
        requirements=_requirements(sections),
        entry_points=_entry_points(sections),
    )


def _keys(sections: Sections, name: str) -> dict[str, str]:
    """Returns a section; setuptools takes `python-requires` for `python_requires`."""
    return {key.lower().replace("-", "_"): value for key, value in sections.get(name, {}).items()}


def _value(section: dict[str, str], key: str) -> str:
    value = section.get(key, "")
    return "" if value.startswith(_ELSEWHERE) else one_line(value)


def _requirements(sections: Sections) -> Iterator[Requirement]:
    yield from python_requirements(_lines(_keys(sections, "options").get("install_requires", "")))
    extras = sections.get("options.extras_require", {})
    yield from grouped_requirements((name, _lines(value)) for name, value in extras.items())


def _lines(value: str) -> list[str]:
    """Returns the requirements of a value; on one line `;` separates them, which is no marker there."""
    return [] if value.startswith(_ELSEWHERE) else ini_list(value if "\n" in value else value.replace(";", "\n"))


def _entry_points(sections: Sections) -> Iterator[EntryPoint]:
    for section in ("options.entry_points", "entry_points"):
        for group, value in sections.get(section, {}).items():
            yield from entry_points(group, ini_targets(value))
    for path in ini_list(_keys(sections, "options").get("scripts", "")):
        yield from entry_points("scripts", {path.rpartition("/")[2]: path})
