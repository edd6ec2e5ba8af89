"""`huozi repair`: the Traditional characters that a machine got wrong, shown or put right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_table, tell
from convert.cli.options import PATH, choose_formats, format_option, json_option, read_source, style_option
from convert.cli.places import STDOUT, choose_targets, write_work

if TYPE_CHECKING:
    from convert.transforms.repair import Repair

COLUMNS = ("offset", "old", "new", "reason", "context")


@click.command(cls=Command, examples=("repair book.txt", "repair book.txt -o book.docx --name 范仲淹",
                                      "repair - -o - --to text < book.txt"))
@click.argument("file", type=PATH)
@click.option("-o", "--out", type=PATH, help="The file to write, or - for standard output; without it the repairs are "
                                             "only shown.")
@format_option
@click.option("--name", "names", multiple=True, metavar="N", help="A name that is never touched; may be repeated.")
@style_option
@json_option
@click.pass_context
def repair(ctx: click.Context, /, file: Path, out: Path | None, to: tuple[str, ...], names: tuple[str, ...], style: str,
           as_json: bool) -> None:
    """Shows what is wrong in FILE if it was made from Simplified text by a machine; with -o, writes it corrected.

    FILE may be - for standard input.
    """
    import convert as api
    from convert.transforms.repair import find_repairs

    targets = choose_targets(file, file.stem, out, choose_formats(ctx, out, to)) if out is not None else {}
    tree = read_source(file, {})
    repairs = find_repairs(tree, names)
    for name, target in targets.items():
        for notice in write_work(api.repair_script(tree, names), target, name, style, {}):
            tell(f"{target}: {notice.code}: {notice.message}")
    if as_json and STDOUT not in targets.values():
        print_json([_list(repair) for repair in repairs])
    elif repairs and STDOUT not in targets.values():
        print_table(COLUMNS, ([str(value) for value in _list(repair).values()] for repair in repairs),
                    right=frozenset({"offset"}))
    tell(f"{file.name}: {len(repairs)} {'corrected' if targets else 'to correct'}.")


def _list(repair: Repair) -> dict[str, Any]:
    return dict(zip(COLUMNS, (repair.at[0], repair.was, repair.now, repair.reason, repair.context), strict=True))
