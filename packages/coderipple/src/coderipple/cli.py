"""The command `coderipple`.

Comes in: arguments and the environment. Goes out: text or JSON on standard output, progress and errors on standard
error. Exit codes: 0 done, also with nothing to do; 1 a section was refused, a document is out of date, or a contract
does not hold; 2 bad input.
"""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from coderipple import __version__
from coderipple.baseline import Baseline, Entry, new_findings, paths_of, read_baseline, renewed, write_baseline
from coderipple.check_flow import CheckReport, check_documents, texts_at
from coderipple.cli_github import github
from coderipple.config import Config, get_config
from coderipple.errors import CodeRippleError
from coderipple.explanation import explain_push
from coderipple.markup import code_span, terminal_line
from coderipple.outcome import Outcome
from coderipple.push_flow import document_push
from coderipple.replay import STEPS_AFTER_PUSHES, Question, read_pushes, replay, terminal_table
from coderipple.values import Action, Push
from coderipple.wiring import Ports, shown_to_a_person, wire, wire_apart


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coderipple")
def main() -> None:
    """Keeps a repository's documentation true while its code changes."""


main.add_command(github)


@main.command()
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--since", metavar="REV", help="Compare with REV where nothing is documented yet [default: everything].")
@click.option("--dry-run", is_flag=True, help="Tell what would happen and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def run(path: Path, since: str | None, *, dry_run: bool, as_json: bool, quiet: bool) -> None:
    """Documents the HEAD of the git repository at PATH in its working tree.

    The first run documents everything. Later runs compare with the commit that was documented last and write only
    the sections that differ. A terminal shows how far it is.
    """
    with _wired(path) as (config, ports), ports.turn():
        push = Push(repository=path.resolve().name, head="HEAD", base=since)
        is_shown = sys.stderr.isatty() and not (quiet or as_json or config.inside_ci)
        with shown_to_a_person(ports) if is_shown else nullcontext(ports) as ports_to_use:
            outcome = document_push(push, config, ports_to_use, dry_run=dry_run)
    click.echo(json.dumps(outcome.as_dict(), indent=2) if as_json else _report(outcome, dry_run=dry_run))
    sys.exit(1 if any(each.action is Action.REFUSE for each in outcome.documents) else 0)


@main.command()
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--since", metavar="REV", help="Explain what changed since REV [default: the last documented commit].")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
def explain(path: Path, since: str | None, *, as_json: bool) -> None:
    """Explains what a run at PATH would write and why, and what it would not; writes nothing.

    It lists what users can see changed, with file and line, what the commits say that they do, and every decision.
    """
    with _wired(path) as (config, ports):
        explanation = explain_push(Push(repository=path.resolve().name, head="HEAD", base=since), config, ports)
    click.echo(json.dumps(explanation.as_dict(), indent=2) if as_json else explanation.as_text())


@main.command()
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option(
    "--since", metavar="REV", help="Compare with REV [default: the last documented commit, or HEAD's first parent]."
)
@click.option(
    "--baseline",
    "known",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Leave out the findings that FILE knows.",
)
@click.option("--write-baseline", "writes", is_flag=True, help="Write what is found to the FILE of --baseline instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def check(path: Path, since: str | None, known: Path | None, *, writes: bool, as_json: bool) -> None:
    """Finds what README, docs/, docstrings and comments of public names at PATH name that the code has no longer.

    Exit codes: 0 nothing was found, or what was is written down; 1 something was found; 2 bad input.
    """
    if writes and known is None:
        raise click.UsageError("--write-baseline needs --baseline FILE, the file to write")
    with _wired(path) as (config, ports):
        baseline = read_baseline(known) if known and (known.exists() or not writes) else Baseline()
        report = check_documents(Push(repository=path.resolve().name, head="HEAD", base=since), config, ports)
        if writes and known is not None:
            texts = texts_at(report.head, paths_of(baseline.entries), ports)
            renewed_baseline, gone = renewed(report, baseline, texts)
            write_baseline(known, renewed_baseline)
            click.echo(_written(known, renewed_baseline, gone))
            return
        report = new_findings(report, baseline)
    click.echo(json.dumps(report.as_dict(), indent=2) if as_json else _findings(report))
    sys.exit(1 if report.findings else 0)


@contextmanager
def _wired(path: Path) -> Iterator[tuple[Config, Ports]]:
    """Opens the ports to a clone; an error is told on standard error, with exit code 2."""
    try:
        config = get_config()._replace(doc_strategy="local", repository_path=str(path))
        logging.basicConfig(level=config.log_level, format="%(levelname)s %(message)s", stream=sys.stderr)
        with wire(config) as ports:
            yield config, ports
    except CodeRippleError as error:
        click.echo(terminal_line(f"coderipple: {error}"), err=True)
        sys.exit(2)


@main.command("replay")
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.argument("revisions", required=False, metavar="[A..B]")
@click.option("--last", metavar="N", type=click.IntRange(min=1), help="Replay only the last N pushes of the range.")
@click.option(
    "--python",
    "interpreter",
    metavar="INTERPRETER",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A Python with the requirements of the repository. It RUNS THE CODE of the repository at B: it imports its "
    "modules and starts its commands with --help. Without it coverage and parameters are not measured.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def replay_history(
    path: Path, revisions: str | None, *, last: int | None, interpreter: Path | None, as_json: bool
) -> None:
    """Documents the history of the git repository at PATH push by push, and judges the documents.

    A push is a commit of the first-parent chain of A..B; A itself is documented from nothing. Without A..B the whole
    history of HEAD is replayed. The repository stays as it is. The judgement shares no code with the analysis.

    Exit codes: 0 every contract holds; 1 one does not; 2 bad input.
    """
    try:
        config = get_config()._replace(doc_strategy="local", repository_path=str(path))
        logging.basicConfig(level="ERROR", format="%(levelname)s %(message)s", stream=sys.stderr)
        with wire_apart(config) as ports_in, TemporaryDirectory() as temporary:
            folder = Path(temporary)
            pushes = read_pushes(ports_in(folder).repository, revisions, last=last)
            question = Question(subject=path.resolve().name, pushes=pushes, config=config, interpreter=interpreter)
            with click.progressbar(
                length=len(pushes) + STEPS_AFTER_PUSHES, label="replay", file=sys.stderr, item_show_func=str
            ) as bar:
                report = replay(question, folder, ports_in, lambda step: bar.update(1, step))
    except CodeRippleError as error:
        click.echo(terminal_line(f"coderipple: {error}"), err=True)
        sys.exit(2)
    click.echo(json.dumps(report.as_dict(), indent=2) if as_json else terminal_table(report))
    sys.exit(0 if report.holds else 1)


def _findings(report: CheckReport) -> str:
    lines = [f"{each.path}:{each.line}: {each.reason}" for each in report.findings]
    counts = ((len(report.documents), "document"), (len(report.sources), "source"))
    told = " and ".join(_counted(number, noun) for number, noun in counts if number) or "nothing"
    since = f"since {report.base[:12]}" if report.base else "no earlier commit"
    known = f", {report.known} more known" if report.known else ""
    lines.append(f"{told} checked, {since}: {len(lines) or 'nothing'} out of date{known}")
    return "\n".join(map(terminal_line, lines))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _written(path: Path, baseline: Baseline, gone: Sequence[Entry]) -> str:
    lines = [f"stale: {each.path}: {code_span(each.text)} is out of date there no more, and taken out" for each in gone]
    count = sum(baseline.entries.values())
    lines.append(f"{path}: {_counted(count, 'known finding')} written")
    return "\n".join(map(terminal_line, lines))


def _report(outcome: Outcome, *, dry_run: bool) -> str:
    lines = [f"warning: {each}" for each in outcome.warnings]
    if outcome.skipped:
        lines.append(outcome.skipped)
    for each in outcome.documents:
        lines += [f"{each.action.value:7} {each.path}", f"        {each.reason}"]
    lines += [f"no      {each.role}: {each.reason}" for each in outcome.decisions if not each.invoked]
    if outcome.documents:
        written = sum(each.action not in {Action.KEEP, Action.REFUSE, Action.WAIT} for each in outcome.documents)
        verb = "would change" if dry_run else "changed"
        lines.append(f"{_counted(written, 'document')} {verb} in {outcome.processing_time:.2f} s")
    return "\n".join(map(terminal_line, lines))
