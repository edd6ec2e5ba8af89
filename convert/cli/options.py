"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click


def split_names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:  # noqa: ARG001 - click's
    """The names between the commas of an option."""
    return tuple(name for name in (part.strip() for part in value.split(",")) if name)


PATH = click.Path(path_type=Path)

style_option = click.option("--style", default="plain", metavar="S", show_default=True,
                            help="Style sheet: a name that `huozi styles` lists, or a .toml file.")
script_option = click.option("--script", default="", metavar="zh-Hans|zh-Hant",
                             help="Convert the text into this script.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
