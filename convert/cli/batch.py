"""`huozi batch`: many documents, into a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.console import (
    console,
    escape,
    plain,
    print_json,
    print_left_out,
    print_size,
    print_table,
    say,
    show,
)
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
from convert.cli.streams import read_list
from convert.production import FORMATS, LIMIT, MEMORY

if TYPE_CHECKING:
    from convert.production.job import Outcome
    from convert.production.report import Report

Watch = Callable[["Outcome", int], None]
"""What is called with each outcome and the number of documents."""


@click.command()
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH, required=True, help="The folder to write into.")
@click.option("--to", callback=split_names, default=",".join(FORMATS), show_default=True, metavar="F,…",
              help="Formats.")
@style_option
@script_options
@writer_options
@field_option
@office_options
@jobs_option
@outside_option
@click.option("--again", is_flag=True, help="Convert also what an earlier run into OUT has done.")
@click.option("--retry", is_flag=True, help="Try again also what failed in an earlier run into OUT by its own fault.")
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
    Outputs lie as their sources do below the folder that all PATHS share.
    A document that fails is reported and does not stop the others. Run it again to go on where it stopped.
    """
    import convert as api

    facts = take_options(choices, choices["to"])
    paths = tuple(each for path in paths for each in (read_list() if str(path) == "-" else [path]))
    choices["executor"] = choices.pop("dask") or ("serial" if choices.pop("serial") else "pool")
    with watching(quiet=as_json) as watch:
        report = api.batch(paths, out, **choices, facts=facts, watch=watch)
    if as_json:
        print_json(report.as_dict())
    else:
        print_report(report)
    ctx.exit(report.exit_code)


@contextmanager
def watching(quiet: bool) -> Iterator[Watch]:
    """What to call with each outcome: a progress bar on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield tell_faults
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console(err=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def watch(outcome: Outcome, count: int) -> None:
            progress.update(task, advance=1, total=count, description=escape(Path(outcome.source).name))
            if outcome.failed:
                for line in list_faults(outcome):
                    progress.console.print(plain(line, "red"), soft_wrap=True)

        yield watch


def tell_faults(outcome: Outcome, _: int) -> None:
    """Prints the faults of a document on standard error."""
    for line in list_faults(outcome):
        say(line)


def list_faults(outcome: Outcome) -> list[str]:
    """A line for each fault of a document: file, reason and hint; none where it has none."""
    more = " It was not tried again; --retry does." if outcome.skipped else ""
    return [f"{outcome.source}: {fault.message} {fault.hint}".rstrip() + more for fault in outcome.faults]


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
        say(f"style/key: {message}")
    print_left_out(report.left_out)
    facts: dict[str, Any] = {"written": report.written, "done before": report.skipped, "failed": len(report.failures)}
    facts |= {"left out": len(report.left_out)} if report.left_out else {}
    show("documents: " + ", ".join(f"{count} {fact}" for fact, count in facts.items()))
