"""`huozi check`: whether a finished file holds together and keeps to a standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from convert.cli.command import Command
from convert.cli.completion import list_standards, offer
from convert.cli.console import print_json, print_table, show
from convert.cli.options import PATH, json_option

if TYPE_CHECKING:
    from convert.check.departure import Departure

CHECKED = ("docx", "tei")
"""Formats that can be checked."""


@click.command(cls=Command, examples=("check notice.docx --style gongwen", "check a.tei.xml --json"))
@click.argument("file", type=PATH)
@click.option("--style", default="", metavar="S", shell_complete=offer(list_standards),
              help="For DOCX: also by the standard of this style; gongwen is GB/T 9704-2012.")
@json_option
@click.pass_context
def check(ctx: click.Context, /, file: Path, style: str, as_json: bool) -> None:
    """Checks a DOCX or TEI file, Huozi's or another's, and lists where it departs from its rules.

    Exit code 1 where it does.
    """
    departures = find_departures(file, style)
    if as_json:
        print_json([departure._asdict() for departure in departures])
    elif departures:
        print_table(("rule", "where", "found", "expected"), departures)
    else:
        show(f"{file}: no departures")
    ctx.exit(1 if departures else 0)


def find_departures(file: Path, style: str) -> list[Departure]:
    """Everything in which a file departs from the rules of its format; raises UsageError for other formats."""
    from convert.errors import UsageError
    from convert.files import load_source
    from convert.formats.registry import format_of

    name = format_of(file.name)
    if name not in CHECKED or (style and name != "docx"):
        what = f"A style is checked in docx, not in {name}." if style else f"{name} cannot be checked."
        raise UsageError(what, f"Known: {', '.join(CHECKED)}.")
    data = load_source(file)
    if name == "docx":
        from convert.check import check_docx

        return check_docx(data, file.name, style)
    from convert.check.tei import check_tei

    return check_tei(data, file.name)
