"""Replays a history, in the order in which it happens: push by push, then again in other ways, then the judgement.

Comes in: a repository and its pushes. Goes out: a `Report`. Nothing is written but into a temporary folder.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from coderipple.config import Config
from coderipple.documents import MANIFEST_PATH
from coderipple.replay.bench import Bench, Documents, Recorder, is_silent, wrote
from coderipple.replay.churn import percentile
from coderipple.replay.judge import Subject, judge_evidence, judge_pages, missing_words, sample_imports
from coderipple.replay.oracle import Inspected, inspect_checkout, read_variables, write_checkout
from coderipple.replay.person import lost_remarks, write_remarks
from coderipple.replay.reading import read_page
from coderipple.replay.report import Measure, PushRecord, Report, Spread
from coderipple.replay.trigger import TriggerScore, score_trigger
from coderipple.replay.words import WordIndex
from coderipple.values import Commit
from coderipple.wiring import Ports

type Progress = Callable[[str], None]
STEPS_AFTER_PUSHES = 4  # of the progress: again, rebuilt, batched, judged


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What to replay.

    Attributes:
        subject: Name of the repository.
        pushes: Its commits, oldest first.
        config: The settings.
        interpreter: A Python that has the requirements of the repository, whose code then runs; None runs nothing.
    """

    subject: str
    pushes: tuple[Commit, ...]
    config: Config
    interpreter: Path | None = None


@dataclass(slots=True)
class _Replayed:
    """What the pushes left behind."""

    records: list[PushRecord] = field(default_factory=list)
    stale: dict[str, None] = field(default_factory=dict)
    remarks: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


def replay(
    question: Question, folder: Path, ports_in: Callable[[Path], Ports], progress: Progress = lambda _: None
) -> Report:
    """Replays pushes and judges the documents.

    Args:
        question: What to replay.
        folder: An empty folder to work in.
        ports_in: Returns ports whose documents lie in a folder.
        progress: Is told each step when it begins: every push, and `STEPS_AFTER_PUSHES` more.

    Raises:
        CodeRippleError: The history cannot be read, or the interpreter gives no answer.
    """

    def bench(name: str) -> Bench:
        return Bench(question.subject, question.config, ports_in(folder / name))

    main, edited = bench("push by push"), bench("edited")
    words = WordIndex(main.ports.repository.blob, left_out=question.config.output_dir)
    replayed = _push_by_push(question, main, edited, words, progress)
    pages, head = main.pages(), question.pushes[-1].commit_id
    progress("again")
    again = _again(main, head)
    progress("rebuilt")
    rebuilt = bench("rebuilt")
    rebuilt.document(head)
    progress("batched")
    batched = bench("batched")
    for commit in dict.fromkeys((question.pushes[0].commit_id, head)):
        batched.document(commit)
    progress("judged")
    subject, problems = _subject(question, main, pages, words, folder / "checkout")
    measures = (
        *judge_pages(subject),
        judge_evidence(main.files().get(MANIFEST_PATH), replayed.digests.get),
        again,
        _equal("equivalence: rebuilt", pages, rebuilt.pages()),
        _equal("equivalence: batched", pages, batched.pages()),
        _remarks(replayed.remarks, edited.pages()),
        _none(
            "stale references", list(replayed.stale), sum(len(read_page(each).spans) for each in subject.pages.values())
        ),
        _silent(replayed.records),
    )
    return _report(question, replayed.records, measures, pages, problems)


def _push_by_push(question: Question, main: Bench, edited: Bench, words: WordIndex, progress: Progress) -> _Replayed:
    replayed = _Replayed()
    recorder = Recorder(main, question.config.output_dir)
    repository = main.ports.repository
    commits = [each.commit_id for each in repository.commits(None, question.pushes[-1].commit_id)]
    half = (len(question.pushes) - 1) // 2
    for number, commit in enumerate(question.pushes):
        progress(commit.commit_id[:12])
        replayed.records.append(recorder.record(commit))
        words.move_to(repository.tree(commit.commit_id))
        replayed.stale |= dict.fromkeys(_stale(main.pages(), words, commits))
        if number > half:
            edited.document(commit.commit_id)
        elif number == half:
            replayed.remarks = _let_a_person_write(main, edited)
    replayed.digests = recorder.digests()
    return replayed


def _let_a_person_write(main: Bench, edited: Bench) -> Mapping[str, tuple[bytes, ...]]:
    """Copies the documents, with remarks of a person, and returns the remarks."""
    files = main.files()
    manifest = {path: files.pop(path) for path in (MANIFEST_PATH,) if path in files}
    markdown = {path: content for path, content in files.items() if path.endswith(".md")}
    written, remarks = write_remarks(markdown)
    edited.take({**files, **written, **manifest})
    return remarks


def _stale(pages: Documents, words: WordIndex, commits: Sequence[str]) -> Iterable[str]:
    """Yields the code spans with a word that the history had and the commit has no more."""
    for path, content in pages.items():
        for span in _spans(content):
            gone = [each for each in missing_words(span, words, commits) if each in words.ever]
            if gone:
                yield f"{path}: `{span}`"


@lru_cache(maxsize=512)  # most pages stay as they are from push to push
def _spans(content: bytes) -> tuple[str, ...]:
    return read_page(content.decode("utf-8", "replace")).spans


def _again(bench: Bench, head: str) -> Measure:
    before = bench.files()
    bench.document(head)
    after = bench.files()
    differ = [path for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)]
    failures = [f"{path}: {len(after.get(path, b''))} bytes written" for path in differ]
    return Measure(name="idempotence", good=len(after) - len(differ), total=len(after), failures=tuple(failures))


def _equal(name: str, pages: Documents, others: Documents) -> Measure:
    paths = sorted(pages.keys() | others.keys())
    differ = tuple(path for path in paths if pages.get(path) != others.get(path))
    return Measure(name=name, good=len(paths) - len(differ), total=len(paths), failures=differ)


def _remarks(remarks: Mapping[str, tuple[bytes, ...]], pages: Documents) -> Measure:
    lost = tuple(lost_remarks(pages, remarks))
    total = sum(map(len, remarks.values()))
    return Measure(name="human bytes", good=total - len(lost), total=total, failures=lost)


def _none(name: str, failures: list[str], total: int) -> Measure:
    total = max(total, len(failures))
    return Measure(name=name, good=total - len(failures), total=total, failures=tuple(failures))


def _silent(records: Iterable[PushRecord]) -> Measure:
    silent = [each for each in list(records)[1:] if is_silent(each)]
    loud = tuple(f"{each.commit[:12]} {each.subject}" for each in silent if wrote(each))
    return Measure(name="no-op", good=len(silent) - len(loud), total=len(silent), failures=loud, is_contract=False)


def _subject(
    question: Question, main: Bench, pages: Documents, words: WordIndex, folder: Path
) -> tuple[Subject, tuple[str, ...]]:
    """Returns what the pages are judged by, and what could not be inspected."""
    repository, output_dir = main.ports.repository, question.config.output_dir
    head = question.pushes[-1].commit_id
    tree = {path: each for path, each in repository.tree(head).items() if not path.startswith(f"{output_dir}/")}
    texts = {path: each.decode("utf-8", "replace") for path, each in pages.items() if path.endswith(".md")}
    inspected: Inspected | None = None
    if question.interpreter is not None:
        write_checkout(tree, repository.blob, folder)
        imports = sample_imports(map(read_page, texts.values()))
        inspected = inspect_checkout(question.interpreter, folder, sorted(imports))
    subject = Subject(
        pages=texts,
        output_dir=output_dir,
        tree=tree,
        read_blob=repository.blob,
        words=words,
        commits=tuple(each.commit_id for each in repository.commits(None, head)),
        variables=read_variables(tree, repository.blob),
        inspected=inspected,
    )
    return subject, inspected.problems if inspected else ()


def _report(
    question: Question,
    records: list[PushRecord],
    measures: tuple[Measure, ...],
    pages: Documents,
    problems: tuple[str, ...],
) -> Report:
    later = records[1:]
    return Report(
        subject=question.subject,
        base=question.pushes[0].commit_id,
        head=question.pushes[-1].commit_id,
        pushes=tuple(records),
        measures=measures,
        silent_lines=_spread([each.lines for each in later if not each.surface_changes]),
        surface_lines=_spread([each.lines for each in later if each.surface_changes]),
        seconds=_spread([each.seconds for each in records]),
        trigger=_trigger(later, without_changelogs=False),
        trigger_without_changelogs=_trigger(later, without_changelogs=True),
        pages=pages,
        problems=problems,
    )


def _spread(values: Sequence[float]) -> Spread:
    return Spread(count=len(values), median=percentile(values, 50), p90=percentile(values, 90))


def _trigger(records: Iterable[PushRecord], *, without_changelogs: bool) -> TriggerScore:
    return score_trigger(
        (each.is_documented_by_us, each.is_documented_by_people[without_changelogs])
        for each in records
        if "source files" in each.kinds
    )
