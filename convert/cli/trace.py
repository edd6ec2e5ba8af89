"""`huozi trace`: what each stage of a reading gave, as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.completion import list_stages, offer_list
from convert.cli.console import encode
from convert.cli.editing import correction_option, find_corrections, take_editing
from convert.cli.options import PATH, split_names
from convert.errors import UsageError, suggest

if TYPE_CHECKING:
    from convert.corrections import Corrections, Editing
    from convert.recovery.reader import Reading


@click.command(cls=Command, examples=("trace speech.txt", "trace speech.txt --stage lines,states"))
@click.argument("file", type=PATH)
@click.option("--stage", "stages", callback=split_names, default="", metavar="S,…",
              shell_complete=offer_list(list_stages), help="Only these stages.")
@correction_option
def trace(file: Path, stages: tuple[str, ...], **choices: Any) -> None:
    """Prints what each stage of reading made of FILE, a JSON line for each thing."""
    from convert.recovery.trace import STAGES
    from convert.recovery.trace import trace as spread

    for unknown in set(stages) - set(STAGES):
        raise UsageError(f"No stage is called {unknown!r}.", suggest(unknown, STAGES))
    reading, _ = read_file(file, find_corrections(file, take_editing(choices)))
    for name in stages or STAGES:
        for thing in spread(reading, name):
            click.echo(encode({"stage": name, **thing}))


def read_file(file: Path, given: Corrections | Editing | None = None) -> tuple[Reading, Corrections | None]:
    """The reading of a file in any format, and its corrections, those given or those that lie beside it.

    Raises SourceError for a file that cannot be read, UsageError for a finished tree.
    """
    from convert.corrections import NOTHING, Corrections
    from convert.corrections.telling import constrain, model_of
    from convert.recovery.reader import read_stages
    from convert.recovery.weights import load_model
    from convert.sources import read_form
    from convert.tree.nodes import Document

    form = read_form(file)
    if isinstance(form, Document):
        raise UsageError(f"{file} is a finished tree, not a text.", "Name the text that it was made from.")
    said = given if isinstance(given, Corrections) else (given or NOTHING).find(file, form.source.sha256)
    return read_stages(form, model_of(said) or load_model(), constrain(said)), said
