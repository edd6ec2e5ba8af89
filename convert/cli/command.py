"""A command: what all of them take, and the examples that their help ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from convert.cli.told import QUIET, VERBOSE, Told


def _set_loudness(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    told = ctx.find_object(Told)
    if value and told is not None:
        told.loudness = VERBOSE if param.name == "verbose" else QUIET


LOUDNESS = (
    click.Option(["-v", "--verbose"], is_flag=True, expose_value=False, callback=_set_loudness,
                 help="Say also what is done and every note."),
    click.Option(["-q", "--quiet"], is_flag=True, expose_value=False, callback=_set_loudness,
                 help="Say nothing but what failed."),
)
"""How much is heard, in every command."""


class Command(click.Command):
    """A command of ours; `examples` are command lines without the name of the program."""

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.examples = examples

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters, and those of all commands before --help."""
        *own, last = super().get_params(ctx)
        return [*own, *LOUDNESS, last]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Writes the examples."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"  huozi {example}\n")
