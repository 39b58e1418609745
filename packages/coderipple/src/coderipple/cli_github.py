"""The commands `coderipple github …`: set CodeRipple up on a repository of GitHub, and see that it is.

Comes in: arguments and the environment. Goes out: text or JSON on standard output, errors on standard error. A secret
that is generated is printed once and never logged.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from coderipple.config import Config, get_config
from coderipple.errors import CodeRippleError, ConfigurationError
from coderipple.markup import terminal_line
from coderipple.setup import (
    Question,
    checked_period,
    checked_url,
    choose_hook,
    install,
    installation_steps,
    installation_text,
    redeliver,
    redelivery_text,
    steps_text,
    verification_text,
    verify,
    web_address,
)
from coderipple.wiring import wire_setup

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


def _checked_repository(context: click.Context, parameter: click.Parameter, value: str) -> str:  # noqa: ARG001 - click's signature
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/(?!\.\.?$)[A-Za-z0-9._-]{1,100}", value):
        message = f"{value!r} is no repository; expected OWNER/REPO as in its address"
        raise click.BadParameter(message)
    return value


_REPOSITORY = click.argument("repository", metavar="OWNER/REPO", callback=_checked_repository)


@click.group()
def github() -> None:
    """Sets CodeRipple up on a repository of GitHub, and verifies that it is."""


@github.command("install")
@_REPOSITORY
@click.option("--url", required=True, metavar="URL", help="Where the function takes webhooks: https://HOST/PATH.")
@click.option("--perform", is_flag=True, help="Create or update the hook instead of printing the steps.")
@_AS_JSON
def install_on_github(repository: str, url: str, *, perform: bool, as_json: bool) -> None:
    """Prints the steps that set OWNER/REPO up, or performs them.

    With --perform the hook gets the first secret of CODERIPPLE_WEBHOOK_SECRET, or else a fresh one, which is printed
    this one time.

    Exit codes: 0 done; 1 the hook is there, but a permission is missing; 2 it could not be done.
    """
    with _told():
        config = get_config()
        question = _question(repository, checked_url(url), config)
        if not perform:
            steps = installation_steps(question, web_address(config.github_api_url))
            data = {"repository": repository, "steps": [each.as_dict() for each in steps]}
            click.echo(json.dumps(data, indent=2) if as_json else steps_text(steps))
            return
        with wire_setup(config, repository) as ports:
            done = install(question, ports.host, next(iter(config.webhook_secrets), ""))
        click.echo(json.dumps(done.as_dict(), indent=2) if as_json else installation_text(done))
        sys.exit(0 if done.holds else 1)


@github.command("verify")
@_REPOSITORY
@click.option("--url", default="", metavar="URL", help="Where the function takes webhooks [default: as the hook says].")
@_AS_JSON
def verify_on_github(repository: str, url: str, *, as_json: bool) -> None:
    """Verifies that a push to OWNER/REPO will be documented; says what is wrong, and the remedy. Changes nothing.

    Exit codes: 0 nothing is wrong; 1 something is; 2 it could not be verified.
    """
    with _told():
        config = get_config()
        question = _question(repository, url, config)
        with wire_setup(config, repository) as ports:
            verification = verify(question, ports.host, ports.function, datetime.now(UTC))
        click.echo(json.dumps(verification.as_dict(), indent=2) if as_json else verification_text(verification))
        sys.exit(0 if verification.holds else 1)


@github.command("redeliver")
@_REPOSITORY
@click.option("--url", default="", metavar="URL", help="Where the hook delivers to, if there are several.")
@click.option("--since", default="24h", metavar="PERIOD", show_default=True, help="How far to look back: 90m, 24h, 3d.")
@click.option("--dry-run", is_flag=True, help="List what failed and ask for nothing.")
@_AS_JSON
def redeliver_on_github(repository: str, url: str, since: str, *, dry_run: bool, as_json: bool) -> None:
    """Lists the deliveries whose newest attempt failed, and has GitHub deliver them again.

    GitHub never does that by itself, and keeps deliveries for a few days. What is lost is caught up with at the next
    push, as a push is compared with the last documented commit.

    Exit codes: 0 done; 1 a delivery could not be asked for; 2 it could not be done.
    """
    with _told():
        config = get_config()
        address = checked_url(url) if url else ""
        beginning = datetime.now(UTC) - checked_period(since)
        with wire_setup(config, repository) as ports:
            hook = choose_hook(ports.host.hooks(), address)
            if hook is None:
                expected = "one hook; `coderipple github verify` tells which there are"
                raise ConfigurationError(setting="--url", value=url or None, problem="means no hook", expected=expected)
            done = redeliver(ports.host, repository, hook.id, beginning, dry_run=dry_run)
        click.echo(json.dumps(done.as_dict(), indent=2) if as_json else redelivery_text(done))
        sys.exit(0 if done.holds else 1)


def _question(repository: str, url: str, config: Config) -> Question:
    return Question(
        repository=repository,
        url=checked_url(url) if url else "",
        branch=config.branch,
        output_dir=config.output_dir,
        report=config.github_report,
        strategy=config.doc_strategy,
        source_repo=config.source_repo,
    )


@contextmanager
def _told() -> Iterator[None]:
    """Tells an error on standard error, with exit code 2."""
    try:
        yield
    except CodeRippleError as error:
        click.echo(terminal_line(f"coderipple: {error}"), err=True)
        sys.exit(2)
