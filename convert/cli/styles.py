"""`huozi styles`: the style sheets there are, and which format obeys which of their keys."""

from __future__ import annotations

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_table
from convert.cli.options import json_option


@click.command(cls=Command, examples=("styles", "styles --keys"))
@click.option("--keys", is_flag=True, help="List the keys of a sheet instead, and which format obeys which.")
@json_option
def styles(keys: bool, as_json: bool) -> None:
    """Lists the style sheets that come with Huozi.

    A sheet of your own is a .toml file that `extends` one of them; name it with --style. A key of it that a format does
    not obey is told when that format is written.
    """
    if keys:
        _print_keys(as_json)
        return
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


def _print_keys(as_json: bool) -> None:
    from convert.formats.overview import list_exceptions, tabulate_keys

    heads, *rows = tabulate_keys()
    if as_json:
        print_json({"keys": [dict(zip(heads, row, strict=True)) for row in rows], "exceptions": list_exceptions()})
        return
    print_table(heads, rows)
    for form, exceptions in list_exceptions().items():
        click.echo(f"{form}: {'; '.join(exceptions)}")
