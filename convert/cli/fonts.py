"""`huozi fonts`: the faces there are."""

from __future__ import annotations

import click

from convert.cli.console import print_json, print_size, print_table
from convert.cli.options import json_option


@click.command()
@json_option
def fonts(as_json: bool) -> None:
    """Lists the faces that come with Huozi, by the role that style sheets call them by."""
    import tomllib

    from convert.resources import find_folder

    folder = find_folder("fonts")
    faces = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))["face"]
    rows = [{"role": role, "family": face["family"], "file": face["file"], "characters": face["characters"],
             "licence": face["licence"], "bytes": (folder / face["file"]).stat().st_size}
            for role, face in faces.items()]
    if as_json:
        print_json(rows)
        return
    columns = ("role", "family", "file", "characters", "licence", "size")
    print_table(columns, [[*map(str, list(row.values())[:-1]), print_size(row["bytes"])] for row in rows],
                frozenset({"size"}))
