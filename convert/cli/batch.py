"""`huozi batch`: many documents, into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.completion import list_formats, offer_list
from convert.cli.console import encode, print_left_out, print_size, print_table, show, tell
from convert.cli.editing import editing_options, take_editing
from convert.cli.office import office_options, take_options
from convert.cli.options import (
    PATH,
    field_option,
    jobs_option,
    json_option,
    outside_option,
    script_options,
    split_names,
    style_option,
    writer_options,
)
from convert.cli.progress import watching
from convert.cli.streams import read_list
from convert.production import FORMATS, LIMIT, MEMORY

if TYPE_CHECKING:
    from convert.production.report import Report


@click.command(cls=Command, examples=(
    "batch papers -o editions", "batch papers more.zip -o editions --to pdf,epub --style book --jobs 4",
    "batch articles.jsonl -o editions --to tei --field text=内容"))
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH, required=True, help="The folder to write into.")
@click.option("--to", callback=split_names, default=",".join(FORMATS), show_default=True, metavar="F,…",
              shell_complete=offer_list(list_formats), help="Formats.")
@style_option
@script_options
@writer_options
@field_option
@office_options
@editing_options
@jobs_option
@outside_option
@click.option("--again", is_flag=True, help="Convert also what an earlier run into OUT has done.")
@click.option("--retry", is_flag=True, help="Try again also what failed in an earlier run into OUT by its own fault.")
@click.option("--review", type=click.IntRange(0), default=0, metavar="N",
              help="Write pages of review of the N documents that are least certain, to be set right in a browser.")
@click.option("--limit", type=float, default=LIMIT, show_default=True, metavar="SECONDS",
              help="Give up a document after this time; 0 for never.")
@click.option("--memory", type=int, default=MEMORY, show_default=True, metavar="MB",
              help="Give up a document that takes more than this; 0 for no limit.")
@click.option("--dask", default="", metavar="ADDRESS",
              help="Let a Dask cluster do the work, whose machines see the same files; local makes one here.")
@click.option("--serial", is_flag=True, help="Do the work in this process, without limits: to look for a fault.")
@json_option
@click.pass_context
def batch(ctx: click.Context, /, paths: tuple[Path, ...], out: Path, as_json: bool, **choices: Any) -> None:
    """Converts all documents in PATHS, which may be files, folders, archives or files of records, into a folder.

    PATHS may be patterns too, such as "in/**/*.html"; - reads a list of them from standard input, one a line.
    Outputs lie as their sources do below the folder that all PATHS share. With --json, what becomes of each document is
    a line, and the last line is the report.
    A document that fails is reported and does not stop the others. Run it again to go on where it stopped.
    """
    import convert as api

    stated, facts = take_options(choices, choices["to"])
    editing = take_editing(choices, stated)
    paths = tuple(each for path in paths for each in (read_list() if str(path) == "-" else [path]))
    dask, serial = choices.pop("dask"), choices.pop("serial")
    choices["executor"] = dask or ("serial" if serial else "pool")
    with watching(as_json=as_json) as watch:
        report = api.batch(paths, out, **choices, facts=facts, editing=editing, watch=watch)
    if as_json:
        click.echo(encode({"event": "end"} | report.as_dict()))
    else:
        print_report(report)
    ctx.exit(report.exit_code)


def print_report(report: Report) -> None:
    """Prints what was written, what was remarked, and how many failed."""
    rows = [(name, str(report.files[name]), print_size(report.sizes[name])) for name in report.files]
    if rows:
        print_table(("format", "files", "size"), rows, frozenset({"files", "size"}))
    for title, counts in (("remark", report.remarks), ("notice", report.notices)):
        if counts:
            print_table((title, "times"), [(code, str(times)) for code, times in sorted(counts.items())],
                        frozenset({"times"}))
    for message in report.unheeded:
        tell(f"style/key: {message}")
    for message in report.unfit:
        tell(f"facts/table: {message}")
    print_left_out(report.left_out)
    facts: dict[str, Any] = {"written": report.written, "done before": report.skipped, "failed": len(report.failures)}
    facts |= {"left out": len(report.left_out)} if report.left_out else {}
    show("documents: " + ", ".join(f"{count} {fact}" for fact, count in facts.items()))
