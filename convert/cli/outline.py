"""`huozi outline`: the structure that was recovered, as lines for programs or as a tree for people."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.console import console, plain, print_json, print_left_out, say, show
from convert.cli.editing import correction_option, find_corrections, take_editing
from convert.cli.options import PATH, STDIN, field_option, json_option, read_source
from convert.files import is_file, is_folder, write_whole

if TYPE_CHECKING:
    from rich.tree import Tree

    from convert.corrections import Corrections, Editing
    from convert.tree.outline import OutlineRow


@click.command(cls=Command, examples=("outline speech.txt", "outline papers -o outlines",
                                      "outline - --json < speech.txt"))
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH,
              help="The .tsv file to write, or - for standard output; a folder for several documents.")
@field_option
@click.option("--spreadsheet", is_flag=True, help="Mark cells that a spreadsheet would run, such as =1+1, as texts.")
@correction_option
@json_option
def outline(paths: tuple[Path, ...], out: Path | None, fields: dict[str, str], spreadsheet: bool, as_json: bool,
            **choices: Any) -> None:
    """Prints the recovered outline of documents; - is standard input.

    Tab-separated lines of kind, level, key and text; a tree on a terminal.
    """
    printed, out = out == STDIN, None if out == STDIN else out
    editing = take_editing(choices)
    if _are_several(paths, fields) or (out is not None and (is_folder(out) or not out.suffix)):
        editing.check()
        _write_all(paths, out, fields, editing, spreadsheet, as_json)
        return
    rows = _read(paths[0], fields, find_corrections(paths[0], editing))
    if out is not None:
        _write(rows, out, spreadsheet)
    elif as_json:
        print_json([dict(zip(("kind", "level", "key", "text", "start"), row, strict=True)) for row in rows])
    elif sys.stdout.isatty() and not printed:
        console().print(grow_tree(paths[0].name, rows))
    else:
        _write(rows, None, spreadsheet)


def _are_several(paths: tuple[Path, ...], fields: dict[str, str]) -> bool:
    """Whether the paths may name more than one document."""
    from convert.containers.kinds import kind_of
    from convert.sources import find_documents

    if len(paths) > 1 or is_folder(paths[0]):
        return True
    if kind_of(paths[0].name) is None or not is_file(paths[0]):
        return False
    return len(list(islice(find_documents(paths, columns=fields), 2))) > 1


def grow_tree(name: str, rows: list[OutlineRow]) -> Tree:
    """The rows as a tree: headings hold what stands under them, and long texts are cut."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(plain(name, "bold"))
    open_ = [root]
    for row in rows:
        depth = {"article": 0, "title": 0}.get(row.kind, int(row.level) - 1 if row.level else len(open_) - 1)
        del open_[min(depth, len(open_) - 1) + 1 :]
        told = _shorten(f"{row.key}：{row.text}" if row.key else row.text)
        label = Text.assemble((f"{row.kind:8}", "cyan"), plain(told, _STYLES.get(row.kind, "")))
        branch = open_[-1].add(label)
        if row.kind == "heading":
            open_.append(branch)
    return root


_STYLES = {"title": "bold", "heading": "bold", "noise": "dim strike"}


def _shorten(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text)})"


def _read(path: Path, fields: dict[str, str], corrections: Corrections | Editing) -> list[OutlineRow]:
    from convert.tree.outline import outline as rows_of

    return rows_of(read_source(path, fields, corrections))


def _write(rows: list[OutlineRow], out: Path | None, spreadsheet: bool) -> None:
    from convert.tree.outline import print_outline

    data = print_outline(rows, spreadsheet=spreadsheet).encode()
    if out is None:
        click.echo(data, nl=False)  # bytes: UTF-8 whatever the terminal
    else:
        write_whole(out, lambda file: file.write(data))


def _write_all(paths: tuple[Path, ...], out: Path | None, fields: dict[str, str], editing: Editing, spreadsheet: bool,
               as_json: bool) -> None:
    """Writes one file a document; one that cannot be read is reported and does not stop the others."""
    from convert.containers.entry import LeftOut
    from convert.errors import PartialError, SourceError, UsageError
    from convert.production.plan import check_settings, plan

    if out is None:
        raise UsageError("Several outlines need a place each.", "Name a folder with -o.")
    written: list[str] = []
    failures: list[dict[str, str]] = []
    left_out: list[LeftOut] = []
    for job in plan(paths, out, check_settings(("xml",), "plain", "", fields=fields), None, left_out):
        try:
            _write(_read(Path(job.source), fields, editing), out / f"{job.target}.tsv", spreadsheet)
            written.append(f"{job.target}.tsv")
        except SourceError as error:
            failures.append({"source": job.source, "message": error.message, "hint": error.hint})
            say(f"huozi: {error}")
    if as_json:
        print_json({"written": written, "failures": failures,
                    "left_out": [{"source": str(each.path), "reason": each.why} for each in left_out]})
    else:
        print_left_out(left_out)
        show(f"outlines: {len(written)} written, {len(failures)} failed, {len(left_out)} left out")
    if failures:
        raise PartialError(f"{len(failures)} of the documents cannot be read.", "The others are written.")
