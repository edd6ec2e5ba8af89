"""`huozi outline`: the structure that was recovered, as lines for programs or as a tree for people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convert.cli.console import console, print_json
from convert.cli.options import PATH, json_option

if TYPE_CHECKING:
    from rich.tree import Tree

    from convert.tree.outline import OutlineRow


@click.command()
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH, help="The .tsv file to write; a folder for several documents.")
@json_option
def outline(paths: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    """Prints the recovered outline of documents.

    Tab-separated lines of kind, level, key and text; a tree on a terminal.
    """
    several = len(paths) > 1 or paths[0].is_dir()
    if several or (out is not None and (out.is_dir() or not out.suffix)):
        _write_all(paths, out)
        return
    rows = _read(paths[0])
    if out is not None:
        _write(rows, out)
    elif as_json:
        print_json([dict(zip(("kind", "level", "key", "text", "start"), row, strict=True)) for row in rows])
    elif sys.stdout.isatty():
        console().print(grow_tree(paths[0].name, rows))
    else:
        _write(rows, None)


def grow_tree(name: str, rows: list[OutlineRow]) -> Tree:
    """The rows as a tree: headings hold what stands under them, and long texts are cut."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(name, "bold"))
    open_ = [root]
    for row in rows:
        depth = {"article": 0, "title": 0}.get(row.kind, int(row.level) - 1 if row.level else len(open_) - 1)
        del open_[min(depth, len(open_) - 1) + 1 :]
        label = Text.assemble((f"{row.kind:8}", "cyan"), (_shorten(f"{row.key}：{row.text}" if row.key else row.text),
                                                           _STYLES.get(row.kind, "")))
        branch = open_[-1].add(label)
        if row.kind == "heading":
            open_.append(branch)
    return root


_STYLES = {"title": "bold", "heading": "bold", "noise": "dim strike"}


def _shorten(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text)})"


def _read(path: Path) -> list[OutlineRow]:
    from convert.sources import read
    from convert.tree.outline import outline as rows_of

    return rows_of(read(path))


def _write(rows: list[OutlineRow], out: Path | None) -> None:
    from convert.files import write_whole
    from convert.tree.outline import print_outline

    data = print_outline(rows).encode()
    if out is None:
        click.echo(data, nl=False)  # bytes: UTF-8 whatever the terminal
    else:
        write_whole(out, lambda file: file.write(data))


def _write_all(paths: tuple[Path, ...], out: Path | None) -> None:
    """Writes one file a document; one that cannot be read is reported and does not stop the others."""
    from convert.errors import PartialError, SourceError, UsageError
    from convert.production.job import Settings
    from convert.production.plan import plan

    if out is None:
        raise UsageError("Several outlines need a place each.", "Name a folder with -o.")
    failed = 0
    for job in plan(paths, out, Settings(()), {}):
        try:
            _write(_read(Path(job.source)), out / f"{job.target}.tsv")
        except SourceError as error:
            failed += 1
            click.echo(f"huozi: {error}", err=True)
    if failed:
        raise PartialError(f"{failed} of the documents cannot be read.", "The others are written.")
