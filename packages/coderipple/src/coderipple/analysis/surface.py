"""What differs between two commits in what users can see.

Comes in: the facts of both. Goes out: `SurfaceChange`s, each with the difference in words.
"""

from collections.abc import Iterator

from coderipple.facts import Facts, Module, Option, Project, Symbol, Variable
from coderipple.values import ChangeKind, Subject, SurfaceChange


def compare_surfaces(base: Facts, head: Facts) -> tuple[SurfaceChange, ...]:
    """Returns the differences, symbols first, each kind sorted by name."""
    return (*_symbols(base, head), *_options(base, head), *_variables(base, head), *_projects(base, head))


def _symbols(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {each.name: each for each in base.modules}
    new = {each.name: each for each in head.modules}
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        found = list(_module_changes(name, was, now))
        yield from found
        if was and now and not found and _module_page(was) != _module_page(now):
            detail = f"`{name}` is described or ordered differently"
            yield _change(Subject.SYMBOL, name, was, now, detail, module=name)


def _module_changes(module: str, was: Module | None, now: Module | None) -> Iterator[SurfaceChange]:
    old = {each.name: each for each in was.symbols} if was else {}
    new = {each.name: each for each in now.symbols} if now else {}
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        details = [*_lifetime(f"`{name}`", before, after)]
        details += _symbol_details(before, after) if before and after else []
        for detail in details:
            yield _change(Subject.SYMBOL, name, before, after, detail, module=module)


def _module_page(module: Module) -> tuple[object, ...]:
    symbols = [(each.name, each.kind, each.signature, each.summary, each.evidence.path) for each in module.symbols]
    return module.path, module.summary, symbols


def _symbol_details(was: Symbol, now: Symbol) -> Iterator[str]:
    old, new = frozenset(was.parameters), frozenset(now.parameters)
    gained = [each for each in now.parameters if each not in old]
    lost = [each for each in was.parameters if each not in new]
    if gained:
        yield f"`{now.name}` gained {_spans(gained)}"
    if lost:
        yield f"`{now.name}` lost {_spans(lost)}"
    if now.signature != was.signature and not gained and not lost:
        yield f"the signature of `{now.name}` changed"
    if now.summary != was.summary:
        yield f"the description of `{now.name}` changed"
    if now.evidence.path != was.evidence.path:
        yield f"`{now.name}` moved to {now.evidence.path}"


def _options(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {flag: option for option in base.options for flag in option.flags}
    new = {flag: option for option in head.options for flag in option.flags}
    for flag in sorted(old.keys() | new.keys()):
        was, now = old.get(flag), new.get(flag)
        for detail in _lifetime(f"option `{flag}`", was, now):
            yield _change(Subject.OPTION, flag, was, now, detail)
        if was and now and _option_page(was) != _option_page(now):
            yield _change(Subject.OPTION, flag, was, now, f"option `{flag}` is described differently")


def _option_page(option: Option) -> tuple[object, ...]:
    return option.flags, option.summary, option.evidence.path


def _variables(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {each.name: each for each in base.variables}
    new = {each.name: each for each in head.variables}
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        for detail in _lifetime(f"variable `{name}`", was, now):
            yield _change(Subject.VARIABLE, name, was, now, detail)
        if was and now and _variable_page(was) != _variable_page(now):
            yield _change(Subject.VARIABLE, name, was, now, f"variable `{name}` has another default or place")


def _variable_page(variable: Variable) -> tuple[object, ...]:
    return variable.default, variable.evidence.path


def _projects(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {each.folder: each for each in base.projects}
    new = {each.folder: each for each in head.projects}
    for folder in sorted(old.keys() | new.keys()):
        was, now = old.get(folder), new.get(folder)
        name = now.name if now else old[folder].name
        for detail in _lifetime(f"project `{name}`", was, now):
            yield _change(Subject.PROJECT, name, was, now, detail)
        if was and now and _project_page(was) != _project_page(now):
            yield _change(Subject.PROJECT, name, was, now, f"project `{name}` is installed or started differently")


def _project_page(project: Project) -> tuple[object, ...]:
    return project.name, project.runtime, project.dependencies, project.scripts, project.installable


def _lifetime(label: str, was: object | None, now: object | None) -> Iterator[str]:
    if was is None:
        yield f"{label} is new"
    elif now is None:
        yield f"{label} is gone"


def _change(
    subject: Subject, name: str, was: object | None, now: object | None, detail: str, *, module: str = ""
) -> SurfaceChange:
    kind = ChangeKind.ADDED if was is None else ChangeKind.REMOVED if now is None else ChangeKind.CHANGED
    return SurfaceChange(subject=subject, kind=kind, name=name, module=module, detail=detail)


def _spans(names: list[str]) -> str:
    return ", ".join(f"`{each}`" for each in names)
