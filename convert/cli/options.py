"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
T = TypeVar("T")


def split_names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:  # noqa: ARG001 - click's
    """The names between the commas of an option."""
    return tuple(name for name in (part.strip() for part in value.split(",")) if name)


PATH = click.Path(path_type=Path)

style_option = click.option("--style", default="plain", metavar="S", show_default=True,
                            help="Style sheet: a name that `huozi styles` lists, or a .toml file.")


def script_options(command: Callable[P, T]) -> Callable[P, T]:
    """The options that put the text in another script."""
    command = click.option("--vocabulary", is_flag=True, help="With --script: also the words of the place.")(command)
    return click.option("--script", default="", metavar="L",
                        help="Put the text in zh-Hans, zh-Hant, zh-Hant-TW or zh-Hant-HK.")(command)


jobs_option = click.option("-j", "--jobs", type=int, help="Documents at a time; as many as there are processors by "
                                                         "default.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
