"""Drafted sections."""

from collections.abc import Iterable

from coderipple.values import Section, Statement, Subject


def make_section(
    section_id: str,
    *lines: str,
    role: str = "building_inspector",
    document: str = "d.md",
    introduction: str = "",
    subjects: Iterable[Subject] = (),
    modules: Iterable[str] = (),
) -> Section:
    """Returns a section; without lines one that goes."""
    return Section(
        role=role,
        section_id=section_id,
        document=document,
        title="Title",
        label=section_id,
        heading=f"## {section_id}",
        statements=tuple(Statement(text=each) for each in lines),
        subjects=frozenset(subjects),
        modules=frozenset(modules),
        introduction=introduction,
        reason=f"{section_id} changed",
    )
