"""The command `coderipple`.

Comes in: arguments and the environment. Goes out: text or JSON on standard output, progress and errors on standard
error. Exit codes: 0 done, also with nothing to do; 1 a section was refused; 2 bad input.
"""

import json
import logging
import sys
from pathlib import Path

import click

from coderipple import __version__
from coderipple.config import get_config
from coderipple.errors import CodeRippleError
from coderipple.outcome import Outcome
from coderipple.push_flow import document_push
from coderipple.values import Action, Push
from coderipple.wiring import wire


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coderipple")
def main() -> None:
    """Keeps a repository's documentation true while its code changes."""


@main.command()
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--since", metavar="REV", help="Compare with REV where nothing is documented yet [default: everything].")
@click.option("--dry-run", is_flag=True, help="Tell what would happen and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def run(path: Path, since: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Documents the HEAD of the git repository at PATH in its working tree.

    The first run documents everything. Later runs compare with the commit that was documented last and write only
    the sections that differ.
    """
    try:
        config = get_config()._replace(doc_strategy="local", repository_path=str(path))
        logging.basicConfig(level=config.log_level, format="%(levelname)s %(message)s", stream=sys.stderr)
        push = Push(repository=path.resolve().name, head="HEAD", base=since)
        with wire(config) as ports:
            outcome = document_push(push, config, ports, dry_run=dry_run)
    except CodeRippleError as error:
        click.echo(f"coderipple: {error}", err=True)
        sys.exit(2)
    click.echo(json.dumps(outcome.as_dict(), indent=2) if as_json else _report(outcome, dry_run=dry_run))
    sys.exit(1 if any(each.action is Action.REFUSE for each in outcome.documents) else 0)


def _report(outcome: Outcome, *, dry_run: bool) -> str:
    lines = [f"warning: {each}" for each in outcome.warnings]
    if outcome.skipped:
        lines.append(outcome.skipped)
    lines += [f"{each.action.value:7} {each.path}\n        {each.reason}" for each in outcome.documents]
    lines += [f"no      {each.role}: {each.reason}" for each in outcome.decisions if not each.invoked]
    if outcome.documents:
        written = sum(each.action not in {Action.KEEP, Action.REFUSE} for each in outcome.documents)
        verb = "would change" if dry_run else "changed"
        noun = "document" if written == 1 else "documents"
        lines.append(f"{written} {noun} {verb} in {outcome.processing_time:.2f} s")
    return "\n".join(lines)
