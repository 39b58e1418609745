"""Measures `coderipple check` on what real releases removed, in documents that still say it, and on quiet releases.

Comes in: a subject with pairs of releases. Goes out: a `Drift` for each pair that removed something, a `Quiet` for each
that did not. What is gone is known from the language's own tool, not from the analysis.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coderipple.check_flow import check_documents
from coderipple.config import get_config
from coderipple.ports import Repository
from coderipple.replay.oracle import write_checkout
from coderipple.values import Finding, Push
from coderipple.wiring import wire_apart

from coderipple_demo.languages.subjects import DriftSubject, Releases, fetch_clone
from coderipple_demo.languages.symbols import Answer, ask
from coderipple_demo.languages.tools import Tools
from coderipple_demo.subjects import make_history

PLANTED = "docs/planted.md"
DOCUMENT = re.compile(r"(?:^|/)(?:readme[^/]*|docs?/.*)\.(?:md|markdown|rst)$", re.IGNORECASE)
FIRST_LINE = 3
_MEMBER = re.compile(r"(?:(.+)(#|\.))?(.+)", re.DOTALL)
_OF_EVERY_OBJECT = frozenset({"clone", "equals", "finalize", "getClass", "hashCode", "toString"})
_MAJOR = re.compile(r"/v\d+$")

type Key = tuple[str, str]
"""Module and name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drift:
    """How the check does on one pair of releases.

    Attributes:
        subject: The subject.
        releases: The releases.
        planted: Names on the planted page that are gone.
        kept: Names on it that are there.
        missed: Of those that are gone, which were not found.
        wrong: What was found on it and is there.
        then: What was found in the documents of the earlier release, as `file:line: text`.
        sources: What was found in the sources of the later release, as they are: docstrings and comments.
        false: Of both, what still stands in the sources of the later release, and nobody found to be gone; and what a
            person found to mean something else.
    """

    subject: DriftSubject
    releases: Releases
    planted: int
    kept: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    then: tuple[str, ...]
    sources: tuple[str, ...]
    false: tuple[str, ...]

    @property
    def found(self) -> int:
        """How many of what is gone were found on the planted page."""
        return self.planted - len(self.missed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiet:
    """What the check says between two releases that removed nothing.

    Attributes:
        subject: The subject.
        releases: The releases.
        documents: How many documents were checked.
        sources: How many sources.
        removed: What the language's tool says is gone after all: the pair is none of these.
        findings: What was found, as `file:line: text`.
    """

    subject: DriftSubject
    releases: Releases
    documents: int
    sources: int
    removed: tuple[str, ...]
    findings: tuple[str, ...]


def measure_drift(subject: DriftSubject, releases: Releases, root: Path) -> Drift:
    """Measures one pair of releases that removed something.

    The later release gets the documents of the earlier one, as if nobody had touched them, and a page that names every
    symbol of both as people write it.
    """
    config = get_config({})._replace(repository_path=str(fetch_clone(subject.name, root)), log_level="ERROR")
    with wire_apart(config) as ports_in, TemporaryDirectory() as temporary:
        repository = ports_in(Path(temporary)).repository
        old, new = (files_at(repository, each) for each in (releases.base, releases.head))
        gone, kept = _names(*_both_asked(subject, releases, repository, Path(temporary), root))
        page = page_of([*gone, *kept], subject.language)
        history = Path(temporary, "history")
        after = _documented(new, old, page)
        make_history(subject.name, {releases.base: _documented(old, old, page), releases.head: after}, history)
        findings = found_in(history)
    on_page = {each.line - FIRST_LINE for each in findings if each.path == PLANTED}
    others = [each for each in findings if each.path != PLANTED]
    sources = b"\n".join(content for path, content in after.items() if not path.endswith((".md", ".rst")))
    return Drift(
        subject=subject,
        releases=releases,
        planted=len(gone),
        kept=len(kept),
        missed=tuple(_shown(each) for place, each in enumerate(gone) if place not in on_page),
        wrong=tuple(_shown(each) for place, each in enumerate(kept, len(gone)) if place in on_page),
        then=tuple(_told(each) for each in others if DOCUMENT.search(each.path)),
        sources=tuple(_told(each) for each in others if not DOCUMENT.search(each.path)),
        false=tuple(
            _told(each)
            for each in others
            if each.text in subject.refused or (each.text not in subject.accepted and _stands(each, sources, after))
        ),
    )


def measure_quiet(subject: DriftSubject, releases: Releases, root: Path) -> Quiet:
    """Checks the documents of a release, as they are, against the release before it."""
    config = get_config({})._replace(repository_path=str(fetch_clone(subject.name, root)), log_level="ERROR")
    with wire_apart(config) as ports_in, TemporaryDirectory() as temporary:
        ports = ports_in(Path(temporary))
        gone, _ = _names(*_both_asked(subject, releases, ports.repository, Path(temporary), root))
        report = check_documents(Push(repository=subject.name, head=releases.head, base=releases.base), config, ports)
    return Quiet(
        subject=subject,
        releases=releases,
        documents=len(report.documents),
        sources=len(report.sources),
        removed=tuple(map(_shown, gone)),
        findings=tuple(map(_told, report.findings)),
    )


def files_at(repository: Repository, revision: str) -> dict[str, bytes]:
    """Returns path and content of the files of a revision."""
    tree = repository.tree(repository.resolve(revision))
    return {path: repository.blob(blob) for path, blob in tree.items()}


def _both_asked(
    subject: DriftSubject, releases: Releases, repository: Repository, folder: Path, root: Path
) -> tuple[Answer, Answer]:
    earlier = asked(subject, releases.base, repository, folder / "earlier", root)
    return earlier, asked(subject, releases.head, repository, folder / "later", root)


def asked(subject: DriftSubject, revision: str, repository: Repository, checkout: Path, root: Path) -> Answer:
    """Returns what the language's tool says of a revision, which is checked out for that."""
    write_checkout(repository.tree(repository.resolve(revision)), repository.blob, checkout)
    return ask(subject, checkout, Tools(root=root))


def page_of(names: Iterable[Key], language: str) -> bytes:
    """Returns a page with a line for each name, from `FIRST_LINE` on."""
    return b"# Names\n\n" + b"".join(f"- `{_written(each, language)}` is of use.\n".encode() for each in names)


def _names(old: Answer, new: Answer) -> tuple[list[Key], list[Key]]:
    """Returns what is gone and what is there, each name once.

    What another module has now only moved; what nobody lists can be reached; a member may be there by inheritance.
    """
    still = {name for _, name in new.exported} | new.reachable | {"default"}  # nobody writes the name `default`
    gone = {
        name: module
        for module, name in sorted(old.exported, reverse=True)
        if name not in still and not _is_inherited(name, new, still)
    }
    return sorted((module, name) for name, module in gone.items()), sorted(new.exported)


def _is_inherited(name: str, new: Answer, still: Collection[str]) -> bool:
    """Tells whether a member may come from a base of its owner now; what a foreign base has nobody knows."""
    owner, separator, member = _MEMBER.match(name).groups()  # type: ignore[union-attr]
    if owner in new.reachable:
        return True
    waiting = list(new.bases.get(owner, ())) if separator else []
    seen: set[str] = set()
    while waiting:
        base = waiting.pop()
        own = {each for each in still if re.split(r"\.|::", each)[-1] == base} | ({base} & set(new.bases))
        if not own and (base != "Object" or member in _OF_EVERY_OBJECT):  # of another project
            return True
        if any(f"{each}{separator}{member}" in still for each in own):
            return True
        waiting += [after for each in own - seen for after in new.bases.get(each, ())]
        seen |= own
    return False


def _written(key: Key, language: str) -> str:
    """Returns a name as people write it in a document."""
    module, name = key
    if language == "Go":
        return f"{_MAJOR.sub('', module).rpartition('/')[2]}.{name}"
    if language == "Rust":
        crate = module.partition("::")[0]
        return name if name.endswith("!") else name.replace(".", "::") if "." in name else f"{crate}::{name}"
    if language.endswith("Script") and name.islower() and "." not in name:
        return f"{module.rpartition('/')[2]}.{name}"
    if language == "Python":
        return name if "." in name else f"{module}.{name}"
    return name


def _shown(key: Key) -> str:
    return f"{key[0]}: {key[1]}"


def _told(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}: {finding.text}"


def _documented(files: Mapping[str, bytes], documents: Mapping[str, bytes], page: bytes) -> dict[str, bytes]:
    """Returns files with the documents of others, and the planted page."""
    own = {path: content for path, content in files.items() if not DOCUMENT.search(path)}
    theirs = {path: content for path, content in documents.items() if DOCUMENT.search(path)}
    return own | theirs | {PLANTED: page}


def found_in(history: Path) -> tuple[Finding, ...]:
    """Returns what the check finds at the head of a history, compared with its first commit."""
    config = get_config({})._replace(repository_path=str(history), log_level="ERROR")
    with wire_apart(config) as ports_in, TemporaryDirectory() as folder:
        ports = ports_in(Path(folder))
        head = ports.repository.resolve("HEAD")
        base = ports.repository.first_parents(None, head)[0].commit_id
        return check_documents(Push(repository="measured", head=head, base=base), config, ports).findings


def _stands(finding: Finding, sources: bytes, files: Mapping[str, bytes]) -> bool:
    """Tells whether the last word of what was found stands in the sources; of a path, whether it is there."""
    text = finding.text
    if finding.reason.endswith((" file any more", " folder any more")) or ("; " in finding.reason and "/" in text):
        return any(path == text or path.startswith(f"{text.rstrip('/')}/") for path in files)
    word = re.findall(r"--[\w-]+|\w+", text)[-1:]
    edge = rb"[\w-]" if text.startswith("--") else rb"\w"
    pattern = b"(?<!%b)%b(?!%b)" % (edge, re.escape(word[0].encode()), edge) if word else b"(?!)"
    return re.search(pattern, sources) is not None
