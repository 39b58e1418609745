"""Measures `coderipple check` on what real releases removed, in documents that still say it.

Comes in: a subject with two releases. Goes out: `Drift`. The later release gets the documents of the earlier one, and a
page that names every symbol of both as people write it; what is gone is known from the language's own tool.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coderipple.check_flow import check_documents
from coderipple.config import get_config
from coderipple.replay.oracle import write_checkout
from coderipple.values import Push
from coderipple.wiring import wire_apart

from coderipple_demo.languages.subjects import PublicSubject, Removal, fetch_history
from coderipple_demo.languages.symbols import Exported, exported
from coderipple_demo.languages.tools import Tools
from coderipple_demo.subjects import make_history

PLANTED = "docs/planted.md"
_DOCUMENT = re.compile(r"(?:^|/)(?:readme[^/]*|docs?/.*)\.(?:md|markdown|rst)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drift:
    """How the check does on one pair of releases.

    Attributes:
        subject: The subject.
        removal: The releases.
        planted: Names on the planted page that are gone.
        kept: Names on it that are there.
        missed: Of those that are gone, which were not found.
        wrong: What was found on it and is there.
        elsewhere: What was found in the documents of the earlier release, as `file:line: text`.
        doubtful: Of these, what still stands in the sources of the later release as a whole word.
    """

    subject: PublicSubject
    removal: Removal
    planted: int
    kept: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    elsewhere: tuple[str, ...]
    doubtful: tuple[str, ...]

    @property
    def found(self) -> int:
        """How many of what is gone were found on the planted page."""
        return self.planted - len(self.missed)


def measure_drift(subject: PublicSubject, removal: Removal, root: Path) -> Drift:
    """Measures one pair of releases."""
    clone = fetch_history(subject, root)
    config = get_config({})._replace(repository_path=str(clone), log_level="ERROR")
    with wire_apart(config) as ports_in, TemporaryDirectory() as temporary:
        repository = ports_in(Path(temporary)).repository
        files: list[dict[str, bytes]] = []
        symbols: list[Exported] = []
        for place, revision in enumerate((removal.base, removal.head)):
            tree = repository.tree(repository.resolve(revision))
            files.append({path: repository.blob(blob) for path, blob in tree.items()})
            checkout = Path(temporary, f"checkout-{place}")
            write_checkout(tree, repository.blob, checkout)
            symbols.append(exported(subject, checkout, Tools(root=root)))
        gone, kept = _names(*symbols)
        lines = [(name, True) for name in gone] + [(name, False) for name in kept]
        page = "# Names\n\n" + "".join(f"- `{_written(each, subject.language)}` is of use.\n" for each, _ in lines)
        before, after = _documented(files[0], files[0], page), _documented(files[1], files[0], page)
        history = Path(temporary, "history")
        make_history(subject.name, {removal.base: before, removal.head: after}, history)
        findings = _findings(history)
    on_page = {line - 3 for path, line, _ in findings if path == PLANTED}
    others = [each for each in findings if each[0] != PLANTED]
    sources = b"\n".join(content for path, content in after.items() if not path.endswith((".md", ".rst")))
    return Drift(
        subject=subject,
        removal=removal,
        planted=len(gone),
        kept=len(kept),
        missed=tuple(_shown(each) for place, (each, is_gone) in enumerate(lines) if is_gone and place not in on_page),
        wrong=tuple(_shown(each) for place, (each, is_gone) in enumerate(lines) if not is_gone and place in on_page),
        elsewhere=tuple(f"{path}:{line}: {text}" for path, line, text in others),
        doubtful=tuple(f"{path}:{line}: {text}" for path, line, text in others if _stands(text, sources)),
    )


def _names(old: Exported, new: Exported) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Returns what is gone and what is there; a name that another module has now only moved."""
    still = {name for _, name in new}
    return sorted(key for key in old if key[1] not in still), sorted(new)


def _written(key: tuple[str, str], language: str) -> str:
    module, name = key
    if language == "Go":
        return f"{module.rpartition('/')[2]}.{name}"
    if language == "Rust":
        crate = module.partition("::")[0]
        return name if name.endswith("!") else name.replace(".", "::") if "." in name else f"{crate}::{name}"
    return name


def _shown(key: tuple[str, str]) -> str:
    return f"{key[0]}: {key[1]}"


def _documented(files: Mapping[str, bytes], documents: Mapping[str, bytes], page: str) -> dict[str, bytes]:
    """Returns files with the documents of others, and the planted page."""
    own = {path: content for path, content in files.items() if not _DOCUMENT.search(path)}
    theirs = {path: content for path, content in documents.items() if _DOCUMENT.search(path)}
    return own | theirs | {PLANTED: page.encode()}


def _findings(history: Path) -> list[tuple[str, int, str]]:
    config = get_config({})._replace(repository_path=str(history), log_level="ERROR")
    with wire_apart(config) as ports_in, TemporaryDirectory() as folder:
        ports = ports_in(Path(folder))
        head = ports.repository.resolve("HEAD")
        base = ports.repository.first_parents(None, head)[0].commit_id
        report = check_documents(Push(repository="measured", head=head, base=base), config, ports)
    return [(each.path, each.line, each.text) for each in report.findings]


def _stands(text: str, sources: bytes) -> bool:
    word = re.findall(r"\w+", text)[-1:]
    return bool(word) and re.search(rb"(?<!\w)" + re.escape(word[0].encode()) + rb"(?!\w)", sources) is not None
