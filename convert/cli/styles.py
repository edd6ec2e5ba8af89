"""`huozi styles`: the style sheets there are."""

from __future__ import annotations

import click

from convert.cli.console import print_json, print_table
from convert.cli.options import json_option


@click.command()
@json_option
def styles(as_json: bool) -> None:
    """Lists the style sheets that come with Huozi.

    A sheet of your own is a .toml file that `extends` one of them; name it with --style.
    """
    import tomllib

    from convert.resources import find_folder

    sheets = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
              for path in sorted(find_folder("styles").glob("*.toml"))}
    rows = [(name, sheet.get("extends", ""), sheet.get("description", "")) for name, sheet in sheets.items()]
    columns = ("style", "extends", "description")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows)
