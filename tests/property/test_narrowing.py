"""Whatever a push changes: judged by the files that it changes, it gives what a run that reads every file gives."""

import re

import pytest
from fakes.facts_cache import FakeFactsCache
from fakes.pipeline import Pipeline
from fakes.tide_languages import PROJECTS
from fakes.tide_project import TIDES
from hypothesis import given, settings
from hypothesis import strategies as st

PROJECTS = {"Python": TIDES} | PROJECTS
NEW = ["src/tides/new.py", "src/tides/plain/__init__.py", "setup.py", "vendor/v.py", "data/low.csv", ".gitattributes"]
KINDS = ["word", "word", "name", "function", "class", "less", "twice", "moved", "gone"]


def pushes(language: str) -> st.SearchStrategy[list[list[tuple[str, str, int, str, str, str]]]]:
    """Returns pushes of some edits each."""
    project = PROJECTS[language]
    said = sorted({word for content in project.values() for word in re.findall(r"\w+", content)} | {"fresh", "Shape"})
    new = NEW if language == "Python" else [*NEW[-3:], f"new.{max(project).rpartition('.')[2]}"]
    path = st.sampled_from([*project, *project, *new])
    edits = st.tuples(path, st.sampled_from(KINDS), st.integers(0, 999), *[st.sampled_from(said)] * 3)
    return st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=6)


def edited(text: str, kind: str, place: int, words: list[str]) -> str | None:
    """Returns a text with one change; None where its file goes."""
    one, two, three = words
    if kind == "gone":
        return None
    if kind == "function":
        return f'{text}\n\ndef {one}({two}: int) -> int:\n    """Does it like `{three}`."""\n    return 1\n'
    if kind == "class":
        return f'{text}\n\nclass {one}({two}):\n    """Is one."""\n\n    def {three}(self) -> None: ...\n'
    if kind in {"less", "twice"}:
        lines = text.split("\n")
        at = place % len(lines)
        lines[at : at + 1] = [] if kind == "less" else [lines[at]] * 2
        return "\n".join(lines)
    spots = [*re.finditer(r"\w+", text)]
    spot = spots[place % len(spots)] if spots else None
    if kind == "name" and spot:
        return re.sub(rf"\b{spot[0]}\b", one, text)
    return f"{text[: spot.start()]}{one}{text[spot.end() :]}" if spot else text


def moved(files: dict[str, str | bytes | None], path: str, place: int) -> None:
    """Moves a paragraph of a file to the end of another one of its kind, as people move functions."""
    parts = str(files.get(path) or "").split("\n\n")
    part = parts.pop(place % len(parts))
    alike = sorted(each for each in files if files[each] and each.rpartition(".")[2] == path.rpartition(".")[2])
    files[path] = "\n\n".join(parts)
    other = alike[place % len(alike)] if alike else path
    files[other] = f"{files.get(other) or ''}\n\n{part}\n"


@pytest.mark.parametrize("language", PROJECTS)
@settings(max_examples=6)
@given(st.data())
def test_a_narrow_run_writes_what_a_full_run_writes(language: str, data: st.DataObject) -> None:
    """Documents, manifest, changes, decisions and warnings, push after push."""
    narrow, full = Pipeline(facts_cache=FakeFactsCache()), Pipeline()
    files: dict[str, str | bytes | None] = dict(PROJECTS[language])
    for pipeline in (narrow, full):
        pipeline.push(files)
    for push in data.draw(pushes(language)):
        before = dict(files)
        for path, kind, place, *words in push:
            if kind == "moved":
                moved(files, path, place)
            else:
                files[path] = edited(str(files.get(path) or ""), kind, place, words)
        changed = {path: text for path, text in files.items() if before.get(path) != text}
        outcomes = [pipeline.push(changed) for pipeline in (narrow, full)]
        assert narrow.documents.files == full.documents.files
        for name in ("changes", "decisions", "warnings"):
            assert getattr(outcomes[0], name) == getattr(outcomes[1], name)
