"""`huozi collect`: many documents into one book."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.completion import list_duplicates, list_orders, list_parts, offer
from convert.cli.console import print_json, print_size, show, tell
from convert.cli.editing import editing_options, take_editing
from convert.cli.options import (
    PATH,
    STDIN,
    choose_formats,
    choose_options,
    field_option,
    format_option,
    jobs_option,
    json_option,
    outside_option,
    script_options,
    style_option,
    take_words,
    writer_options,
)
from convert.cli.places import STDOUT, Targets, choose_targets, write_work
from convert.errors import UsageError
from convert.files import is_file, is_folder, resolve

if TYPE_CHECKING:
    from convert.collection import Collection

FAILED = "source/failed"
"""The code of what is told of a document that should be in a book and is not."""


@click.command(cls=Command, examples=(
    "collect papers -o book.epub --title 文集", "collect papers --to pdf --style book --order date --parts year",
    "collect book.toml -o book.docx", "collect papers -o site --to html"))
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH,
              help="The book: a file that ends in .epub, .docx, .pdf, .tei.xml, .html, .md or .txt; with --to html a "
                   "folder, for a site with a page a document and a search; - for standard output. Without it the book "
                   "lies beside the first of PATHS and replaces nothing.")
@format_option
@click.option("--title", callback=take_words, default="", help="Its title; the name of the folder without it.")
@click.option("--order", default="name", show_default=True, metavar="O", shell_complete=offer(list_orders),
              help="Order of the documents: name, date, source, title or manifest.")
@click.option("--parts", callback=take_words, default="", metavar="P", shell_complete=offer(list_parts),
              help="Parts by folder, year, publisher, creator, script or a labelled fact.")
@click.option("--duplicates", default="report", show_default=True, metavar="D",
              shell_complete=offer(list_duplicates),
              help="What to do with documents that resemble each other: report, drop or keep.")
@click.option("--creator", "creators", callback=take_words, multiple=True, metavar="NAME",
              help="Who edited it; once for each.")
@click.option("--publisher", callback=take_words, default="", metavar="NAME", help="Who publishes it.")
@click.option("--date", callback=take_words, default="", metavar="DATE",
              help="Its date; that of the latest document without it.")
@click.option("--volume-articles", default=0, metavar="N", help="Cut it into volumes of at most N documents.")
@click.option("--volume-characters", default=0, metavar="N", help="Cut it into volumes of at most N characters.")
@click.option("--through", type=PATH, metavar="DIR",
              help="Keep what was read in DIR, as a batch does: run it again to go on where it was stopped.")
@writer_options
@field_option
@jobs_option
@outside_option
@style_option
@script_options
@editing_options
@json_option
@click.pass_context
def collect(ctx: click.Context, /, paths: tuple[Path, ...], out: Path | None, to: tuple[str, ...], as_json: bool,
            **choices: Any) -> None:
    """Compiles all documents in PATHS, or those of a manifest (a .toml file), into one book.

    PATHS may be files, folders, archives or files of records, or the ledger.sqlite of a batch. Volumes are numbered:
    book-1.epub, book-2.epub. Exit code 1 where a document that was to be in the book failed.
    """
    import convert as api
    from convert.compilation.script import put_collection_in_script
    from convert.compilation.volumes import split_volumes
    from convert.production.executor import count_workers
    from convert.production.plan import check_settings

    targets = _choose(ctx, paths[0], out, to)
    choices["options"] = choose_options(ctx, choices["options"], targets)
    how = {name: choices.pop(name) for name in ("style", "script", "vocabulary", "options")}
    editing = take_editing(choices)
    limits = [choices.pop(name) for name in ("volume_articles", "volume_characters")]
    settings = check_settings(tuple(targets), **how)
    without = next(iter(targets.values())) if len(targets) == 1 else out
    book = api.collect(paths, editing=editing, jobs=count_workers(choices.pop("jobs")), without=without, **choices)
    findings = [{"code": finding.code, "message": finding.message} for finding in book.findings]
    if settings.script:
        book = put_collection_in_script(book, settings.script, vocabulary=settings.vocabulary)
    made = []
    volumes = split_volumes(book, *limits)
    for form, target in targets.items():
        for volume, place in name_volumes(volumes, target):
            notices = write_work(volume, place, form, settings.style, settings.options_of(form))
            findings += [{"code": each.code, "message": each.message} for each in notices]
            made += [_describe(volume, place)] if place != STDOUT else []
    if as_json:
        print_json({"books": made, "findings": findings, "left_out": _count_left_out(findings)})
    else:
        _tell(made, findings)
    ctx.exit(1 if any(finding["code"] == FAILED for finding in findings) else 0)


def _choose(ctx: click.Context, first: Path, out: Path | None, to: tuple[str, ...]) -> Targets:
    """What to write where; a book without a name is called as what it is made of."""
    if STDIN in (first, out) and (first == STDIN or ctx.params["as_json"]):
        raise UsageError("A book is made of files, and told in JSON where it is one.", "Name files and -o.")
    if out is not None and out != STDOUT and not out.suffix and to == ("html",):
        return {"html": out}
    source = resolve(first) if first.name in ("", "..") else first
    return choose_targets(source, source.name if is_folder(source) else source.stem, out, choose_formats(ctx, out, to))


def _describe(volume: Collection, place: Path) -> dict[str, Any]:
    return {"file": str(place), "title": volume.title, "documents": sum(1 for _ in volume.members()),
            "bytes": _measure(place)}


def _measure(place: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    files = [file for file in place.iterdir() if is_file(file)] if is_folder(place) else [place]
    return sum(file.stat().st_size for file in files)


def name_volumes(volumes: Sequence[Collection], out: Path) -> list[tuple[Collection, Path]]:
    """Each volume with its file; a number goes before the suffixes where there are several."""
    if len(volumes) == 1:
        return [(volumes[0], out)]
    if out == STDOUT:
        raise UsageError("Standard output takes one file, and this book has volumes.", "Name a file with -o.")
    stem, dot, suffix = out.name.partition(".")
    return [(volume, out.with_name(f"{stem}-{number}{dot}{suffix}")) for number, volume in enumerate(volumes, 1)]


def _tell(made: list[dict[str, Any]], findings: list[dict[str, str]]) -> None:
    for finding in findings:
        tell(f"{finding['code']}: {finding['message']}")
    for each in made:
        show(f"{each['file']}: {each['title']}, {each['documents']} documents, {print_size(each['bytes'])}")
    if left := _count_left_out(findings):
        (show if made else tell)(f"left out: {left}")


def _count_left_out(findings: list[dict[str, str]]) -> int:
    """How many files are not in the book."""
    return sum(finding["code"].startswith("source/") for finding in findings)
