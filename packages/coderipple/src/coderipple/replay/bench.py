"""Documents pushes into a folder of its own, and tells what each did to the documents.

Comes in: commits. Goes out: the documents after each, and a `PushRecord`.
"""

import json
from collections import Counter
from collections.abc import Mapping

from coderipple.analysis import FactsReader, compare_surfaces, kind_of_file
from coderipple.config import Config
from coderipple.documents import MANIFEST_PATH
from coderipple.facts import Facts
from coderipple.outcome import Outcome
from coderipple.pages import HISTORIAN
from coderipple.push_flow import document_push
from coderipple.replay.churn import changed_lines
from coderipple.replay.report import PushRecord
from coderipple.replay.trigger import documented_by_people, documented_by_us
from coderipple.values import Commit, Push
from coderipple.wiring import Ports

type Documents = dict[str, bytes]


class Bench:
    """A place for documents, and the flow that fills it.

    Args:
        subject: Name of the repository.
        config: The settings.
        ports: The world; its document store starts empty.
    """

    def __init__(self, subject: str, config: Config, ports: Ports) -> None:
        self._subject = subject
        self._config = config
        self.ports = ports

    def document(self, commit_id: str) -> Outcome:
        """Makes the documents true of a commit."""
        return document_push(Push(repository=self._subject, head=commit_id), self._config, self.ports)

    def files(self) -> Documents:
        """Returns every file, the manifest too."""
        found = {path: self.ports.documents.read(path) for path in self.ports.documents.paths()}
        return {path: content for path, content in found.items() if content is not None}

    def pages(self) -> Documents:
        """Returns every file but the manifest."""
        return {path: content for path, content in self.files().items() if path != MANIFEST_PATH}

    def take(self, files: Mapping[str, bytes]) -> None:
        """Puts files in place as they are."""
        self.ports.documents.publish(files)


class Recorder:
    """Documents one push after the other and records each.

    Args:
        bench: Where to.
        output_dir: Folder of the documents in the repository, whose own changes are left out.
    """

    def __init__(self, bench: Bench, output_dir: str) -> None:
        self._bench = bench
        self._output_dir = output_dir
        self._reader = FactsReader(bench.ports.repository.blob)
        self._base: str | None = None
        self._facts = Facts()

    def record(self, commit: Commit) -> PushRecord:
        """Documents a commit, compared with the one before."""
        before = self._bench.files()
        started = self._bench.ports.clock.seconds()
        outcome = self._bench.document(commit.commit_id)
        seconds = self._bench.ports.clock.seconds() - started
        after = self._bench.files()
        pages = [_without_manifest(each) for each in (before, after)]
        change_set = self._bench.ports.repository.compare(self._base, commit.commit_id).outside(self._output_dir)
        return PushRecord(
            commit=commit.commit_id,
            subject=commit.subject,
            kinds=dict(sorted(Counter(map(kind_of_file, change_set.paths)).items())),
            surface_changes=self._surface_changes(commit.commit_id),
            is_surface_decided=any(each.invoked and each.role != HISTORIAN for each in outcome.decisions),
            sections=_changed_sections(before.get(MANIFEST_PATH), after.get(MANIFEST_PATH)),
            lines=changed_lines(*pages),
            manifest_lines=changed_lines(before, after) - changed_lines(*pages),
            seconds=seconds,
            is_documented_by_people=(
                documented_by_people(change_set.paths, with_changelogs=True),
                documented_by_people(change_set.paths, with_changelogs=False),
            ),
            is_documented_by_us=documented_by_us(outcome.decisions),
            warnings=outcome.warnings,
        )

    def digests(self) -> dict[str, str]:
        """Returns the digest of everything that pages can rest on at the last commit, by `path:symbol`."""
        facts = self._facts
        spans = [
            *(symbol.evidence for module in facts.modules for symbol in module.symbols),
            *(each.evidence for each in facts.commands),
            *(each.evidence for each in facts.options),
            *(each.evidence for each in facts.variables),
            *(each.evidence for each in facts.routes),
            *(each.evidence for each in facts.examples),
            *(each.evidence for each in facts.errors),
            *(message.evidence for error in facts.errors for message in error.messages),
        ]
        return {f"{each.path}:{each.symbol}": each.digest for each in spans}

    def _surface_changes(self, commit_id: str) -> int:
        """Returns the number of differences to the last commit, which this one becomes."""
        tree = self._bench.ports.repository.tree(commit_id)
        own = f"{self._output_dir}/"
        facts = self._reader.read({path: blob for path, blob in tree.items() if not path.startswith(own)})
        changes = compare_surfaces(self._facts, facts)
        self._base, self._facts = commit_id, facts
        return len(changes)


def _without_manifest(files: Documents) -> Documents:
    return {path: content for path, content in files.items() if path != MANIFEST_PATH}


def _changed_sections(before: bytes | None, after: bytes | None) -> dict[str, int]:
    """Returns document to number of its sections whose text changed, came or went, as the manifest tells."""
    old, new = _sections(before), _sections(after)
    changed = (key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    documents = (new.get(key, old.get(key, ("", "")))[0] for key in changed)
    return dict(sorted(Counter(documents).items()))


def _sections(manifest: bytes | None) -> dict[str, tuple[str, str]]:
    found = json.loads(manifest)["sections"] if manifest else {}
    return {key: (each["document"], each["text"]) for key, each in found.items()}


def is_silent(record: PushRecord) -> bool:
    """Tells whether a push changes nothing but tests, continuous integration, locked dependencies and documents."""
    return not record.kinds.keys() & {"source files", "other files"}


def wrote(record: PushRecord) -> bool:
    """Tells whether a push changed a document."""
    return bool(record.lines or record.sections)
