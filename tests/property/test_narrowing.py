"""Whatever a push changes: judged by the files that it changes, it gives what a run that reads every file gives."""

import re

from fakes.facts_cache import FakeFactsCache
from fakes.pipeline import Pipeline
from fakes.tide_project import TIDES
from hypothesis import given, settings
from hypothesis import strategies as st

PATHS = [path for path in TIDES if path.endswith((".py", ".md"))]
NEW = ["src/tides/new.py", "src/tides/plain/__init__.py", "setup.py", "vendor/v.py", "data/low.csv", ".gitattributes"]
WORDS = sorted({word for content in TIDES.values() for word in re.findall(r"\w+", content)} | {"fresh", "Shape"})
EDITS = st.tuples(
    st.sampled_from(PATHS * 2 + NEW),
    st.sampled_from(["word", "word", "function", "class", "less", "gone"]),
    st.integers(0, 999),
    *[st.sampled_from(WORDS)] * 3,
)
PUSHES = st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=6)


def edited(text: str, kind: str, place: int, words: list[str]) -> str | None:
    """Returns a text with one change; None where its file goes."""
    one, two, three = words
    if kind == "gone":
        return None
    if kind == "function":
        return f'{text}\n\ndef {one}({two}: int) -> int:\n    """Does it like `{three}`."""\n    return 1\n'
    if kind == "class":
        return f'{text}\n\nclass {one}({two}):\n    """Is one."""\n\n    def {three}(self) -> None: ...\n'
    if kind == "less":
        lines = text.split("\n")
        del lines[place % len(lines)]
        return "\n".join(lines)
    spots = [*re.finditer(r"\w+", text)]
    spot = spots[place % len(spots)] if spots else None
    return f"{text[: spot.start()]}{one}{text[spot.end() :]}" if spot else text


@settings(max_examples=15)
@given(PUSHES)
def test_a_narrow_run_writes_what_a_full_run_writes(pushes: list[list[tuple[str, str, int, str, str, str]]]) -> None:
    """Documents, manifest, changes, decisions and warnings, push after push."""
    narrow, full = Pipeline(facts_cache=FakeFactsCache()), Pipeline()
    files: dict[str, str | bytes | None] = dict(TIDES)
    for pipeline in (narrow, full):
        pipeline.push(files)
    for push in pushes:
        before = dict(files)
        for path, kind, place, *words in push:
            files[path] = edited(str(files.get(path) or ""), kind, place, words)
        changed = {path: text for path, text in files.items() if before.get(path) != text}
        outcomes = [pipeline.push(changed) for pipeline in (narrow, full)]
        assert narrow.documents.files == full.documents.files
        for name in ("changes", "decisions", "warnings"):
            assert getattr(outcomes[0], name) == getattr(outcomes[1], name)
