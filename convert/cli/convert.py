"""`huozi convert`: one document into one or more formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_size, tell
from convert.cli.editing import editing_options, fact_options, find_corrections, take_editing, take_stated
from convert.cli.office import office_options, take_options
from convert.cli.options import (
    PATH,
    STDIN,
    choose_formats,
    field_option,
    format_option,
    json_option,
    read_source,
    script_options,
    split_names,
    style_option,
    writer_options,
)
from convert.cli.places import STDOUT, choose_targets, write_work
from convert.cli.told import USUAL, VERBOSE
from convert.errors import UsageError

if TYPE_CHECKING:
    from convert.collection import Collection
    from convert.formats.writer import Notice
    from convert.tree.nodes import Document


@click.command(cls=Command, examples=(
    "convert speech.txt -o speech.docx --style gongwen", "convert speech.txt --to pdf,epub",
    "convert speech.docx -o editions --to pdf,html --script zh-Hant", "convert - --to markdown < page.html",
    "convert papers.zip/a.pdf -o a.epub -O epub.vertical=yes"))
@click.argument("file", type=PATH)
@click.option("-o", "--out", type=PATH,
              help="The file to write, or - for standard output; with --to also a folder, a name without suffix. "
                   "Without it outputs lie beside FILE and replace nothing.")
@format_option
@style_option
@script_options
@click.option("--readings", is_flag=True, help="With --script: report each character that has several readings.")
@click.option("--parallel", callback=split_names, default="", metavar="L,L",
              help="Both scripts in one EPUB or TEI: zh-Hans,zh-Hant.")
@writer_options
@field_option
@office_options
@fact_options
@editing_options
@click.option("--outline", type=PATH, metavar="F.tsv", help="Its blocks, as `huozi outline` writes them, edited.")
@json_option
@click.pass_context
def convert(ctx: click.Context, /, file: Path, out: Path | None, to: tuple[str, ...], parallel: tuple[str, ...],
            readings: bool, fields: dict[str, str], outline: Path | None, as_json: bool, **choices: Any) -> None:
    """Converts FILE into one or more formats; - is standard input, a.zip/b.docx a document in an archive."""
    import convert as api
    from convert.production.plan import check_settings
    from convert.sources.given import NAMELESS

    stem = Path(NAMELESS if file == STDIN else file).stem
    targets = choose_targets(file, stem, out, choose_formats(ctx, out, to))
    if as_json and STDOUT in targets.values():
        raise UsageError("Standard output cannot hold both a file and JSON.", "Name a file with -o.")
    stated, own = take_options(choices, tuple(targets))
    editing = take_editing(choices, stated | take_stated(choices))
    settings = check_settings(tuple(targets), **choices)
    settings = settings.with_facts(own.get(file.name))
    tree = read_source(file, fields, find_corrections(file, editing, outline))
    if settings.script:
        tree = api.to_script(tree, settings.script, vocabulary=settings.vocabulary, readings=readings)
    works = {name: _pair(tree, parallel, name) for name in targets}
    options = {name: works[name][1] | settings.options_of(name) for name in targets}
    notices = {target: write_work(works[name][0], target, name, settings.style, options[name])
               for name, target in targets.items()}
    remarks = [{"code": remark.code, "severity": remark.severity, "message": remark.text_content}
               for remark in tree.record.remarks]
    if as_json:
        print_json({"outputs": [{"file": str(target), "notices": _print(found)} for target, found in notices.items()],
                    "remarks": remarks})
    else:
        _tell(remarks, notices)


def _pair(tree: Document, parallel: tuple[str, ...], name: str) -> tuple[Document | Collection, dict[str, Any]]:
    """What to write in a format, and the options that takes: the document, or both its scripts."""
    if not parallel:
        return tree, {}
    from convert.transforms.parallel import make_parallel

    return make_parallel(tree, parallel, name)


def _print(notices: list[Notice]) -> list[dict[str, Any]]:
    return [{"code": notice.code, "message": notice.message} for notice in notices]


def _tell(remarks: list[dict[str, Any]], notices: dict[Path, list[Notice]]) -> None:
    for remark in remarks:
        wanted = remark["severity"] != "note" or remark["code"] == "script/reading"
        tell(f"{remark['code']}: {remark['message']}", USUAL if wanted else VERBOSE)
    for target, found in notices.items():
        for notice in found:
            tell(f"{target}: {notice.code}: {notice.message}")
        if target != STDOUT:
            tell(f"{target}: written, {print_size(target.stat().st_size)}", VERBOSE)
