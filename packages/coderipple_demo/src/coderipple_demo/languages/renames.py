"""Measures which new name `coderipple check` tells of what only has another name, by renames made in real releases.

Comes in: a subject. Goes out: `Renames`. Public names, as the language's own tool lists them, get names made of the
release's own words, wherever its sources hold them: what a person's rename leaves, known without asking the analysis.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from coderipple.config import get_config
from coderipple.wiring import wire_apart

from coderipple_demo.languages.drift import DOCUMENT, FIRST_LINE, PLANTED, Key, asked, files_at, found_in, page_of
from coderipple_demo.languages.subjects import DriftSubject, fetch_clone
from coderipple_demo.subjects import make_history

MOST_NAMES = 20
"""Renames of one release, all in one commit."""
_PARTS = re.compile(r"\.|::|#")
_LAST_WORD = re.compile(r"(?<=[a-z0-9])(?:[A-Z][a-z0-9]+|_[a-z0-9]+)$|(?<=[A-Z0-9])_[A-Z0-9]+$")
_TOLD = re.compile(r"; `([^`]+)` is new in its place$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Renames:
    """What the check tells of names that were changed.

    Attributes:
        subject: The subject.
        release: The release in which they were.
        renamed: How many.
        found: Of these, how many were found to be gone.
        right: Of these, how many were told with their new name.
        wrong: What was told with another one, as `old: told, not new`.
    """

    subject: DriftSubject
    release: str
    renamed: int
    found: int
    right: int
    wrong: tuple[str, ...]


def measure_renames(subject: DriftSubject, root: Path) -> Renames:
    """Measures the latest release of a subject."""
    config = get_config({})._replace(repository_path=str(fetch_clone(subject.name, root)), log_level="ERROR")
    release = [*subject.quiet, *subject.removals][-1].head
    with wire_apart(config) as ports_in, TemporaryDirectory() as temporary:
        repository = ports_in(Path(temporary)).repository
        files = {path: each for path, each in files_at(repository, release).items() if not DOCUMENT.search(path)}
        exported = asked(subject, release, repository, Path(temporary, "checkout"), root).exported
        names = _new_names(exported, files)
        page = {PLANTED: page_of(names, subject.language)}
        history = Path(temporary, "history")
        make_history(subject.name, {"before": files | page, "after": _renamed(files, names) | page}, history)
        told: dict[int, set[str]] = {}
        for each in found_in(history):
            if each.path == PLANTED:
                new = _TOLD.search(each.reason)
                told.setdefault(each.line - FIRST_LINE, set()).update([_own(new[1]).rstrip("!?=")] if new else [])
    lines = [(_own(key[1]), new, told.get(place)) for place, (key, new) in enumerate(names.items())]
    return Renames(
        subject=subject,
        release=release,
        renamed=len(names),
        found=len(told),
        right=sum(new in (said or ()) for _, new, said in lines),
        wrong=tuple(f"{old}: {'/'.join(said)}, not {new}" for old, new, said in lines if said and new not in said),
    )


def _new_names(exported: Iterable[Key], files: Mapping[str, bytes]) -> dict[Key, str]:
    """Returns names of several words, each the only one that ends so, with the last word of the one that follows."""
    count = Counter(_own(name) for _, name in exported)
    words = {each.decode() for content in files.values() for each in re.findall(rb"[A-Za-z_]\w*", content)}
    stems = {PurePosixPath(path).name.partition(".")[0] for path in files}  # an import would lead nowhere
    fit = [key for key in sorted(exported) if count[_own(key[1])] == 1 and _own(key[1]) not in stems]
    fit = [key for key in fit if _LAST_WORD.search(_own(key[1])) and _own(key[1]).isidentifier()]
    found: dict[Key, str] = {}
    for key, following in zip(fit, [*fit[1:], *fit[:1]], strict=True):
        end, last = (_LAST_WORD.search(_own(each[1])) for each in (key, following))
        new = _own(key[1])[: end.start()] + last[0] if end and last else ""
        if new not in words and _style(end) == _style(last):
            found[key] = new
            words.add(new)
    step = max(1, len(found) // MOST_NAMES)
    return dict(list(found.items())[::step][:MOST_NAMES])


def _style(word: re.Match[str] | None) -> tuple[bool, bool]:
    return (word[0].startswith("_"), word[0].isupper()) if word else (False, False)


def _own(name: str) -> str:
    return _PARTS.split(name)[-1]


def _renamed(files: Mapping[str, bytes], names: Mapping[Key, str]) -> dict[str, bytes]:
    new = {_own(name).encode(): new.encode() for (_, name), new in names.items()}
    pattern = re.compile(rb"(?<!\w)(?:" + b"|".join(new or [b"(?!)"]) + rb")(?!\w)")
    return {path: pattern.sub(lambda found: new[found[0]], content) for path, content in files.items()}
