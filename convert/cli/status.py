"""`huozi status`: how far the batch of a folder is."""

from __future__ import annotations

from pathlib import Path

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_size, print_table, show
from convert.cli.options import PATH, json_option


@click.command(cls=Command, examples=("status editions", "status editions --json"))
@click.argument("folder", type=PATH)
@json_option
@click.pass_context
def status(ctx: click.Context, /, folder: Path, as_json: bool) -> None:
    """Tells what the ledger of FOLDER, into which a batch was written, says: what is done, what failed and why.

    Exit code 1 where something failed or the last run was stopped.
    """
    from convert.production.inspection import summarize

    found = summarize(folder)
    stopped = bool(found.planned) and not found.over and not found.running
    if as_json:
        print_json(found.as_dict())
        ctx.exit(1 if found.failed or stopped else 0)
    if found.files:
        rows = [(name, str(found.files[name]), print_size(found.sizes[name])) for name in found.files]
        print_table(("format", "files", "size"), rows, frozenset({"files", "size"}))
    for title, counts in (("remark", found.remarks), ("fault", found.faults)):
        if counts:
            print_table((title, "documents" if title == "fault" else "times"),
                        [(code, str(times)) for code, times in counts.most_common()])
    if found.certainty is not None:
        show(f"certainty: {found.certainty:.2f}, time: {found.seconds:.0f} s")
    last = "is going on" if found.running else "is over" if found.over else "was stopped"
    if found.planned:
        show(f"the last run, of {found.planned} documents, {last}")
    damaged = f", {found.damaged} damaged" if found.damaged else ""
    show(f"documents: {found.done} done, {found.failed} failed{damaged}")
    ctx.exit(1 if found.failed or stopped else 0)
