"""The command `tides`."""

import os

import click

HARBOUR = os.environ.get("TIDES_HARBOUR", "Hull")
LANGUAGE = os.environ["TIDES_LANGUAGE"]


@click.command()
@click.option("-d", "--day", default=0, help="Day of the year [0-365]. Counted from 0.")
@click.option("--colour/--no-colour", help="Paint *high* water.")
def main(day: int, *, colour: bool) -> None:
    """Prints the table of HARBOUR."""
    click.echo((day, colour))
