"""`huozi collect`: many documents into one book."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.console import print_json, print_size, say, show
from convert.cli.options import (
    PATH,
    field_option,
    jobs_option,
    json_option,
    outside_option,
    script_options,
    style_option,
    take_words,
    writer_options,
)

if TYPE_CHECKING:
    from convert.collection import Collection

FAILED = "source/failed"
"""The code of what is told of a document that should be in a book and is not."""


@click.command()
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH, required=True, help="The book: a file that ends in .epub, .docx, .pdf or "
                                                            ".tei.xml.")
@click.option("--title", callback=take_words, default="", help="Its title; the name of the folder without it.")
@click.option("--order", default="name", show_default=True, metavar="O",
              help="Order of the documents: name, date, source, title or manifest.")
@click.option("--parts", callback=take_words, default="", metavar="P",
              help="Parts by folder, year, publisher, creator, script or a labelled fact.")
@click.option("--duplicates", default="report", show_default=True, metavar="D",
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
@json_option
@click.pass_context
def collect(ctx: click.Context, /, paths: tuple[Path, ...], out: Path, style: str, script: str, vocabulary: bool,
            volume_articles: int, volume_characters: int, options: dict[str, dict[str, Any]], jobs: int | None,
            as_json: bool, **choices: Any) -> None:
    """Compiles all documents in PATHS, or those of a manifest (a .toml file), into one book.

    PATHS may be files, folders, archives or files of records, or the ledger.sqlite of a batch. Volumes are numbered:
    book-1.epub, book-2.epub. Exit code 1 where a document that was to be in the book failed.
    """
    import convert as api
    from convert.compilation.script import put_collection_in_script
    from convert.compilation.volumes import split_volumes
    from convert.formats.registry import format_of
    from convert.production.executor import count_workers
    from convert.production.plan import check_settings

    form = format_of(out.name)
    settings = check_settings((form,), style, script, vocabulary, options)
    book = api.collect(paths, jobs=count_workers(jobs), without=out, **choices)
    findings = [{"code": finding.code, "message": finding.message} for finding in book.findings]
    if script:
        book = put_collection_in_script(book, script, vocabulary=vocabulary)
    made = []
    for volume, place in name_volumes(split_volumes(book, volume_articles, volume_characters), out):
        notices = api.write(volume, place, form, style, **settings.options_of(form))
        findings += [{"code": each.code, "message": each.message} for each in notices]
        made.append({"file": str(place), "title": volume.title, "documents": sum(1 for _ in volume.members()),
                     "bytes": place.stat().st_size})
    if as_json:
        print_json({"books": made, "findings": findings, "left_out": _count_left_out(findings)})
    else:
        _tell(made, findings)
    ctx.exit(1 if any(finding["code"] == FAILED for finding in findings) else 0)


def name_volumes(volumes: Sequence[Collection], out: Path) -> list[tuple[Collection, Path]]:
    """Each volume with its file; a number goes before the suffixes where there are several."""
    if len(volumes) == 1:
        return [(volumes[0], out)]
    stem, dot, suffix = out.name.partition(".")
    return [(volume, out.with_name(f"{stem}-{number}{dot}{suffix}")) for number, volume in enumerate(volumes, 1)]


def _tell(made: list[dict[str, Any]], findings: list[dict[str, str]]) -> None:
    for finding in findings:
        say(f"{finding['code']}: {finding['message']}")
    for each in made:
        show(f"{each['file']}: {each['title']}, {each['documents']} documents, {print_size(each['bytes'])}")
    if left := _count_left_out(findings):
        show(f"left out: {left}")


def _count_left_out(findings: list[dict[str, str]]) -> int:
    """How many files are not in the book."""
    return sum(finding["code"].startswith("source/") for finding in findings)
