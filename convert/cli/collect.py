"""`huozi collect`: many documents into one book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from convert.cli.console import print_json, print_size
from convert.cli.options import PATH, json_option, script_options, style_option


@click.command()
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH, required=True, help="The book: a file that ends in .epub, .docx, .pdf or "
                                                            ".tei.xml.")
@click.option("--title", default="", help="Its title; the name of the folder without it.")
@click.option("--order", default="name", show_default=True, metavar="O",
              help="Order of the documents: name, date, source, title or manifest.")
@click.option("--parts", default="", metavar="P",
              help="Parts by folder, year, publisher, creator, script or a labelled fact.")
@click.option("--duplicates", default="report", show_default=True, metavar="D",
              help="What to do with documents that resemble each other: report, drop or keep.")
@click.option("--creator", "creators", multiple=True, metavar="NAME", help="Who edited it; once for each.")
@click.option("--publisher", default="", metavar="NAME", help="Who publishes it.")
@click.option("--date", default="", metavar="DATE", help="Its date; that of the latest document without it.")
@style_option
@script_options
@json_option
def collect(paths: tuple[Path, ...], out: Path, style: str, script: str, vocabulary: bool, as_json: bool,
            **choices: Any) -> None:
    """Compiles all documents in PATHS, or those of a manifest (a .toml file), into one book."""
    import convert as api
    from convert.batch.plan import check_settings
    from convert.compilation.script import put_collection_in_script
    from convert.plugins import format_of

    check_settings((format_of(out.name),), style, script, vocabulary)
    book = api.collect(paths, **choices)
    if script:
        book = put_collection_in_script(book, script, vocabulary=vocabulary)
    notices = api.write(book, out, style=style)
    findings = [{"code": finding.code, "message": finding.message} for finding in book.findings]
    findings += [{"code": notice.code, "message": notice.message} for notice in notices]
    count, size = sum(1 for _ in book.members()), out.stat().st_size
    if as_json:
        print_json({"file": str(out), "title": book.title, "documents": count, "bytes": size, "findings": findings})
        return
    for finding in findings:
        click.echo(f"{finding['code']}: {finding['message']}", err=True)
    click.echo(f"{out}: {book.title}, {count} documents, {print_size(size)}")
