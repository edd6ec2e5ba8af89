"""`huozi repair`: the Traditional characters that a machine got wrong, shown or put right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.console import print_json, print_table, say
from convert.cli.options import PATH, json_option, style_option

if TYPE_CHECKING:
    from convert.transforms.repair import Repair

COLUMNS = ("offset", "old", "new", "reason", "context")


@click.command()
@click.argument("file", type=PATH)
@click.option("-o", "--out", type=PATH, help="The file to write; without it the repairs are only shown.")
@click.option("--name", "names", multiple=True, metavar="N", help="A name that is never touched; may be repeated.")
@style_option
@json_option
def repair(file: Path, out: Path | None, names: tuple[str, ...], style: str, as_json: bool) -> None:
    """Shows what is wrong in FILE if it was made from Simplified text by a machine; with -o, writes it corrected."""
    import convert as api
    from convert.transforms.repair import find_repairs

    tree = api.read(file)
    repairs = find_repairs(tree, names)
    if out is not None:
        notices = api.write(api.repair_script(tree, names), out, style=style)
        for notice in notices:
            say(f"{out}: {notice.code}: {notice.message}")
    if as_json:
        print_json([_list(repair) for repair in repairs])
    elif repairs:
        print_table(COLUMNS, ([str(value) for value in _list(repair).values()] for repair in repairs),
                    right=frozenset({"offset"}))
    done = "corrected" if out is not None else "to correct"
    say(f"{file.name}: {len(repairs)} {done}.")


def _list(repair: Repair) -> dict[str, Any]:
    return dict(zip(COLUMNS, (repair.at[0], repair.was, repair.now, repair.reason, repair.context), strict=True))
