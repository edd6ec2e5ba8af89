"""`huozi batch`: many documents, into a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.completion import list_formats, offer_list
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
    tell,
)
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
from convert.production import FORMATS, LIMIT, MEMORY

if TYPE_CHECKING:
    from convert.production.job import Outcome
    from convert.production.report import Report

Watch = Callable[["Outcome"], None]


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
@click.option("--limit", type=float, default=LIMIT, show_default=True, metavar="SECONDS",
              help="Give up a document after this time; 0 for never.")
@click.option("--memory", type=int, default=MEMORY, show_default=True, metavar="MB",
              help="Give up a document that takes more than this; 0 for no limit.")
@json_option
@click.pass_context
def batch(ctx: click.Context, /, paths: tuple[Path, ...], out: Path, as_json: bool, **choices: Any) -> None:
    """Converts all documents in PATHS, which may be files, folders, archives or files of records, into a folder.

    A document that fails is reported and does not stop the others. Run it again to go on where it stopped.
    """
    import convert as api

    stated, facts = take_options(choices, choices["to"])
    editing = take_editing(choices, stated)
    with watching(quiet=as_json) as (count, watch):
        report = api.batch(paths, out, **choices, facts=facts, editing=editing, count=count, watch=watch)
    if as_json:
        print_json(report.as_dict())
    else:
        print_report(report)
    ctx.exit(report.exit_code)


@contextmanager
def watching(quiet: bool) -> Iterator[tuple[Callable[[int], None], Watch]]:
    """What to tell the number of documents, and what to call with each outcome: a progress bar on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield (lambda _: None), tell_faults
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console(err=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def watch(outcome: Outcome) -> None:
            progress.update(task, advance=1, description=escape(Path(outcome.source).name))
            if outcome.failed:
                for line in list_faults(outcome):
                    progress.console.print(plain(line, "red"), soft_wrap=True)

        yield (lambda total: progress.update(task, total=total)), watch


def tell_faults(outcome: Outcome) -> None:
    """Prints the faults of a document on standard error."""
    for line in list_faults(outcome):
        say(line)


def list_faults(outcome: Outcome) -> list[str]:
    """A line for each fault of a document: file, reason and hint; none where it has none."""
    return [f"{outcome.source}: {fault.message} {fault.hint}".rstrip() for fault in outcome.faults]


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
