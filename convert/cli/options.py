"""Options that several commands share."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from click.core import ParameterSource

from convert.cli.completion import (
    list_formats,
    list_options,
    list_roles,
    list_scripts,
    list_sheets,
    offer,
    offer_list,
    offer_sheets,
)
from convert.files import is_folder

if TYPE_CHECKING:
    from convert.corrections import Corrections, Editing
    from convert.tree.nodes import Document

P = ParamSpec("P")
T = TypeVar("T")


def split_names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:  # noqa: ARG001 - click's
    """The names between the commas of an option."""
    return tuple(name for name in (part.strip() for part in value.split(",")) if name)


def split_options(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]  # noqa: ARG001 - click's
                  ) -> dict[str, dict[str, Any]]:
    """Format → option → value, from FORMAT.NAME=VALUE."""
    options: dict[str, dict[str, Any]] = {}
    for value in values:
        match = re.fullmatch(r"(\w+)\.(\w+)=(.*)", restore(value), re.DOTALL)
        if match is None:
            raise click.BadParameter(f"{value!r} is not FORMAT.NAME=VALUE, such as epub.vertical=yes.")
        options.setdefault(match[1], {})[match[2]] = _read_value(match[3])
    return options


def split_fields(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:  # noqa: ARG001
    """Role → name of a field, from ROLE=NAME."""
    values = tuple(map(restore, values))
    for value in values:
        if "=" not in value.strip("="):
            raise click.BadParameter(f"{value!r} is not ROLE=NAME, such as text=内容.")
    return {role.strip(): name.strip() for role, _, name in (value.partition("=") for value in values)}


def read_source(file: Path, fields: dict[str, str], corrections: Corrections | Editing | None = None) -> Document:
    """The tree of a file, or of what comes on standard input for `-`, corrected; raises SourceError."""
    from convert.sources import read

    if file == STDIN:
        return read(sys.stdin.buffer, fields=fields, corrections=corrections)
    return read(file, fields=fields, corrections=corrections)


STDIN = Path("-")
"""What a person types for standard input."""


def _read_value(value: str) -> bool | int | str:
    words = {"yes": True, "true": True, "no": False, "false": False}
    return words[value] if value in words else int(value) if re.fullmatch("[0-9]{1,9}", value) else value


def is_typed(ctx: click.Context, name: str) -> bool:
    """Whether the value of a parameter is typed: not one of huozi.toml, nor that of the command itself."""
    return ctx.get_parameter_source(name) in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


def choose_formats(ctx: click.Context, out: Path | None, to: tuple[str, ...]) -> tuple[str, ...]:
    """The formats that are asked for: those of huozi.toml are not where a file is named that says another."""
    named = out is not None and is_typed(ctx, "out") and out.suffix and not is_folder(out)
    return () if named and not is_typed(ctx, "to") else to


def choose_options(ctx: click.Context, options: Mapping[str, Mapping[str, Any]], forms: Iterable[str]
                   ) -> dict[str, dict[str, Any]]:
    """The options of writers: those of huozi.toml only for the formats that are written."""
    typed = is_typed(ctx, "options")
    return {form: dict(values) for form, values in options.items() if typed or form in forms}


def restore(value: str) -> str:
    """What was typed, where the locale knows no Chinese; what is UTF-8 no more is U+FFFD."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def take_words(ctx: click.Context, param: click.Parameter, value: str | tuple[str, ...]  # noqa: ARG001 - click's
               ) -> str | tuple[str, ...]:
    """Words that an output prints, as they were typed."""
    return restore(value) if isinstance(value, str) else tuple(map(restore, value))


PATH = click.Path(path_type=Path)

format_option = click.option("--to", callback=split_names, default="", metavar="F,…",
                             shell_complete=offer_list(list_formats),
                             help="Formats, such as docx,pdf; without it the suffix of OUT says which.")
style_option = click.option("--style", default="plain", metavar="S", show_default=True,
                            shell_complete=offer_sheets(list_sheets),
                            help="Style sheet: a name that `huozi styles` lists, or a .toml file.")


def script_options(command: Callable[P, T]) -> Callable[P, T]:
    """The options that put the text in another script."""
    command = click.option("--vocabulary", is_flag=True, help="With --script: also the words of the place.")(command)
    return click.option("--script", default="", metavar="L", shell_complete=offer(list_scripts),
                        help="Put the text in zh-Hans, zh-Hant, zh-Hant-TW or zh-Hant-HK.")(command)


writer_options = click.option("-O", "--option", "options", multiple=True, callback=split_options,
                              metavar="F.NAME=VALUE", shell_complete=offer(list_options),
                              help="An option of a format: epub.vertical=yes.")
outside_option = click.option("--outside", is_flag=True, help="Also take files outside the folder: those that links "
                                                                "lead to, and those that a manifest names.")
jobs_option = click.option("-j", "--jobs", type=int, help="Documents at a time; by default as many as there are "
                                                         "processors, if there are documents enough.")
field_option = click.option("--field", "fields", multiple=True, callback=split_fields, metavar="ROLE=NAME",
                            shell_complete=offer(list_roles),
                            help="Which field of a record is its text, title, date, source or author: text=内容.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
