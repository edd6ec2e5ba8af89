"""`huozi doctor`: what is installed, and what is missing for what."""

from __future__ import annotations

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_table, show
from convert.cli.options import json_option


@click.command(cls=Command, examples=("doctor", "doctor --json"))
@json_option
@click.pass_context
def doctor(ctx: click.Context, /, *, as_json: bool) -> None:
    """Lists versions, packages, faces, programs of others and plug-ins, and says what is missing for what.

    Exit code 1 where something is broken that Huozi needs.
    """
    from convert.cli.installation import BROKEN, examine

    things = list(examine())
    if as_json:
        print_json([thing._asdict() for thing in things])
    else:
        print_table(("kind", "name", "found", "state", "for"), [thing[:5] for thing in things])
        for thing in things:
            if thing.advice:
                show(f"{thing.name}: {thing.advice}")
    ctx.exit(int(any(thing.state == BROKEN for thing in things)))
