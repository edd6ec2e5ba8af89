"""`huozi.toml`: what a person wants of commands in a folder and below it, so that nobody has to type it each time.

A key is a long option of a command without its dashes. At the top it holds for every command that has the option, in a
table with the name of a command for that one; what is typed holds over both. Paths begin at the folder of the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from convert.cli.options import split_names
from convert.errors import SourceError, UsageError, suggest
from convert.files import is_file, load_source

NAME = "huozi.toml"
"""What the file is called."""

_HINT = 'Write lines such as to = "docx,pdf".'

Defaults = dict[str, dict[str, Any]]
"""Command → name of a parameter → its value, as click takes it."""


def find_settings() -> Path | None:
    """The file that holds where the command runs: that of the folder, or of the nearest one above."""
    try:
        folder = Path.cwd()
    except OSError:  # the folder is no more
        return None
    return next((place / NAME for place in (folder, *folder.parents) if is_file(place / NAME)), None)


def load_settings(path: Path, commands: Mapping[str, click.Command]) -> Defaults:
    """The defaults of a file; raises UsageError naming it and the key where it says what no command takes."""
    data = _parse(path)
    options = {name: dict(list_keys(command)) for name, command in commands.items()}
    every = {key for known in options.values() for key in known}
    tables = {name: value for name, value in data.items() if name in commands and isinstance(value, dict)}
    common = {key: value for key, value in data.items() if key not in tables}
    for key in common:
        if key in commands:
            raise UsageError(f"{path}: {key} is a command.", f"Write its options in a table: [{key}].")
        if key not in every:
            raise UsageError(f"{path}: unknown key {key!r}.", suggest(key, [*sorted(every), *commands]))
    defaults: Defaults = {}
    for name, known in options.items():
        own = tables.get(name, {})
        for key in own:
            if key not in known:
                raise UsageError(f"{path}, [{name}]: unknown key {key!r}.", suggest(key, known))
        said = {key: value for key, value in {**common, **own}.items() if key in known}
        defaults[name] = {str(known[key].name): _read(path, key, value, commands[name], known[key])
                          for key, value in said.items()}
    return defaults


def list_keys(command: click.Command) -> Iterator[tuple[str, click.Option]]:
    """The keys of a command, each with its option."""
    for option in command.get_params(click.Context(command)):
        if isinstance(option, click.Option) and option.name not in ("help", "version"):
            yield max(option.opts, key=len).lstrip("-"), option


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(load_source(path).decode())
    except SourceError as error:
        raise UsageError(error.message, error.hint) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not TOML: {error}.", _HINT) from error


def _read(path: Path, key: str, value: Any, command: click.Command, option: click.Option) -> Any:
    """The value of a key as its option takes it; raises UsageError where that would refuse it."""
    told = _spell(value, option, path.parent)
    context = click.Context(command, obj=None)
    try:
        if told is None:
            raise click.BadParameter("It takes " + ("true or false." if option.is_flag else "words or a number."))
        typed = option.type_cast_value(context, told)
        if option.callback is not None and not option.is_flag:
            option.callback(context, option, typed)
    except click.UsageError as error:
        raise UsageError(f"{path}: {key} cannot be {str(value)[:80]!r}.", error.message) from error
    return told


def _spell(value: Any, option: click.Option, folder: Path) -> Any:
    """A value as it would be typed; None where nobody could."""
    if option.is_flag:
        return value if isinstance(value, bool) else None
    words = list(_list_words(value))
    if not words or (isinstance(value, bool | dict) and not option.multiple):
        return None
    if isinstance(option.type, click.Path) or option.name == "style":
        words = [_place(word, folder) if isinstance(option.type, click.Path) or word.endswith(".toml") else word
                 for word in words]
    if option.multiple:
        return words
    if option.callback is split_names:
        told = value if isinstance(value, list) else [value]
        return ",".join(words) if all(isinstance(name, str) for name in told) else None
    return words[0] if len(words) == 1 else None


def _place(word: str, folder: Path) -> str:
    return word if word == "-" else str(folder / word)


def _list_words(value: Any) -> Iterator[str]:
    """The words of a value: of a list each, of a table NAME=VALUE, with the names of tables around it."""
    if isinstance(value, dict):
        for name, held in value.items():
            joint = "." if isinstance(held, dict) else "="
            yield from (f"{name}{joint}{word}" for word in _list_words(held))
    elif isinstance(value, list):
        for held in value:
            yield from _list_words(held)
    else:
        yield {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
