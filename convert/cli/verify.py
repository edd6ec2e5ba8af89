"""`huozi verify`: whether the outputs of a batch are what its ledger says."""

from __future__ import annotations

from pathlib import Path

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_table, show
from convert.cli.options import PATH, json_option


@click.command(cls=Command, examples=("verify editions",))
@click.argument("folder", type=PATH)
@json_option
@click.pass_context
def verify(ctx: click.Context, /, folder: Path, as_json: bool) -> None:
    """Reads all outputs of a batch in FOLDER and lists those that are missing or not what was written.

    Exit code 1 where there are such; the next run of the batch makes them again.
    """
    from convert.production.inspection import verify as find_departures

    departures = list(find_departures(folder))
    if as_json:
        print_json([departure._asdict() for departure in departures])
    elif departures:
        print_table(("source", "file", "what is wrong"), departures)
    else:
        show(f"{folder}: all outputs are what they were")
    ctx.exit(1 if departures else 0)
