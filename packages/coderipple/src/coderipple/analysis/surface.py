"""What differs between two commits in what users can see.

Comes in: the facts of both. Goes out: `SurfaceChange`s, each with the difference in words.
"""

from collections.abc import Iterator, Mapping

from coderipple.analysis.differences import change, lifetime
from coderipple.analysis.project_changes import compare_projects
from coderipple.analysis.symbol_changes import symbol_changes
from coderipple.facts import Facts, Option, Variable
from coderipple.values import Subject, SurfaceChange

type OptionKey = tuple[str, str, str]


def compare_surfaces(base: Facts, head: Facts) -> tuple[SurfaceChange, ...]:
    """Returns the differences, symbols first, each kind sorted by name."""
    return (
        *symbol_changes(base, head),
        *_commands(base, head),
        *_options(base, head),
        *_variables(base, head),
        *_routes(base, head),
        *_errors(base, head),
        *compare_projects(base.projects, head.projects),
        *_imports(base, head),
        *_guides(base, head),
    )


def _commands(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {(each.evidence.path, each.name): each for each in base.commands}
    new = {(each.evidence.path, each.name): each for each in head.commands}
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        label = f"command `{key[1]}`"
        details = [*lifetime(label, was, now)]
        if was and now and was.arguments != now.arguments:
            details.append(f"{label} takes `{' '.join(now.arguments)}` now, it was `{' '.join(was.arguments)}`")
        if was and now and was.summary != now.summary:
            details.append(f"{label} is described differently")
        for detail in details:
            yield change(Subject.COMMAND, key[1], was, now, detail, evidence=(now or old[key]).evidence)


def _options(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {(each.evidence.path, each.command, flag): each for each in base.options for flag in each.flags}
    new = {(each.evidence.path, each.command, flag): each for each in head.options for flag in each.flags}
    renamed = _renamed_options(old, new)
    for key in sorted(old.keys() | new.keys()):
        if key in renamed.values():
            continue
        was, now = old.get(key), new.get(key)
        evidence = (now or old[key]).evidence
        for detail in _option_details(key, was, now, renamed):
            yield change(Subject.OPTION, key[2], was, now, detail, evidence=evidence)


def _option_details(
    key: OptionKey, was: Option | None, now: Option | None, renamed: Mapping[OptionKey, OptionKey]
) -> Iterator[str]:
    _, command, flag = key
    label = f"option `{flag}` of `{command}`" if command else f"option `{flag}`"
    if key in renamed:
        yield f"{label} is called `{renamed[key][2]}` now"
        return
    yield from lifetime(label, was, now)
    if was and now and was.default != now.default:
        yield f"{label} has the default {_value(now.default)} now, it was {_value(was.default)}"
    elif was and now and _option_page(was) != _option_page(now):
        yield f"{label} is described differently"


def _renamed_options(old: Mapping[OptionKey, Option], new: Mapping[OptionKey, Option]) -> dict[OptionKey, OptionKey]:
    """Returns old to new spelling where a command's option has kept its description, and nothing else has it."""
    gone = {key: each for key, each in old.items() if key not in new and each.summary}
    came = {key: each for key, each in new.items() if key not in old}
    found = {}
    for key, was in gone.items():
        alike = [other for other, now in came.items() if (other[:2], now.summary) == (key[:2], was.summary)]
        if len(alike) == 1:
            found[key] = alike[0]
    return found


def _option_page(option: Option) -> tuple[object, ...]:
    return option.flags, option.summary, option.evidence.path


def _variables(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {each.name: each for each in base.variables}
    new = {each.name: each for each in head.variables}
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        label = f"variable `{name}`"
        details = [*lifetime(label, was, now)]
        if was and now and was.default != now.default:
            details.append(f"{label} has the default {_value(now.default)} now, it was {_value(was.default)}")
        elif was and now and _variable_page(was) != _variable_page(now):
            details.append(f"{label} is described differently")
        for detail in details:
            yield change(Subject.VARIABLE, name, was, now, detail, evidence=(now or old[name]).evidence)


def _variable_page(variable: Variable) -> tuple[object, ...]:
    return variable.field, variable.summary, variable.evidence.path


def _routes(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {(each.path, each.methods): each for each in base.routes}
    new = {(each.path, each.methods): each for each in head.routes}
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        name = f"{' '.join(key[1])} {key[0]}".strip()
        details = [*lifetime(f"route `{name}`", was, now)]
        if was and now and (was.handler, was.summary) != (now.handler, now.summary):
            details.append(f"route `{name}` is served or described differently")
        for detail in details:
            yield change(Subject.ROUTE, name, was, now, detail, evidence=(now or old[key]).evidence)


def _errors(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {(each.module, each.name): each for each in base.errors}
    new = {(each.module, each.name): each for each in head.errors}
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        module, name = key
        details = [*lifetime(f"error `{name}`", was, now)]
        if was and now and [each.text for each in was.messages] != [each.text for each in now.messages]:
            details.append(f"the messages of `{name}` changed")
        for detail in details:
            evidence = (now or old[key]).evidence
            yield change(Subject.ERROR, name, was, now, detail, module=module, evidence=evidence)


def _imports(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {each.name: each for each in base.module_map}
    new = {each.name: each for each in head.module_map}
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        details = [*lifetime(f"module `{name}`", was, now)]
        if was and now:
            gained = [each for each in now.imports if each not in was.imports]
            lost = [each for each in was.imports if each not in now.imports]
            details += [f"`{name}` imports {_spans(gained)} now"] if gained else []
            details += [f"`{name}` imports {_spans(lost)} no longer"] if lost else []
        for detail in details:
            yield change(Subject.IMPORT, name, was, now, detail, module=name)


def _guides(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    old = {each.path: each for each in base.guides}
    new = {each.path: each for each in head.guides}
    for path in sorted(old.keys() | new.keys()):
        was, now = old.get(path), new.get(path)
        details = [*lifetime(f"document {path}", was, now)]
        if was and now and was != now:
            details.append(f"document {path} opens differently")
        for detail in details:
            yield change(Subject.GUIDE, path, was, now, detail)


def _value(source: str | None) -> str:
    return f"`{source}`" if source else "nothing"


def _spans(names: list[str]) -> str:
    return ", ".join(f"`{each}`" for each in names)
