"""What commands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from convert.cli.streams import ERRORS, give_up
from convert.cli.told import USUAL, is_heard

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from convert.containers.entry import LeftOut


def console(err: bool = False) -> Console:
    """Standard output, or standard error; as wide as the terminal, and wide enough for any line elsewhere."""
    from rich.console import Console

    found = Console(stderr=err, highlight=False, soft_wrap=False)
    return found if found.is_terminal else Console(stderr=err, highlight=False, width=200)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[str] = frozenset()) -> None:
    """Prints a table; the columns of `right` hold numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(plain, row))
    console().print(table)


def print_json(value: Any) -> None:
    """Prints a value as JSON in UTF-8, whatever the terminal."""
    click.echo(encode(value, indent=2))


def encode(value: Any, indent: int | None = None) -> bytes:
    """JSON, Chinese as it is; line ends of any program, what steers a terminal and lone surrogates are escaped."""
    printed = json.dumps(value, ensure_ascii=False, indent=indent)
    return _STEERING.sub(lambda match: match[0] if match[0] == "\n" else f"\\u{ord(match[0]):04x}", printed).encode()


def say(line: str) -> None:
    """Prints a line on standard error; where nobody can hear it, nothing happens."""
    try:
        click.echo(escape(line), err=True)
    except OSError:
        give_up(ERRORS)


def tell(line: str, loudness: int = USUAL) -> None:
    """Prints a line on standard error if people want to hear that much."""
    if is_heard(loudness):
        say(line)


def show(line: str) -> None:
    """Prints a line on standard output, what nothing but people reads, unless they want to hear nothing."""
    if is_heard(USUAL):
        click.echo(escape(line))


def plain(text: str, style: str = "") -> Text:
    """A text for a terminal as it is: brackets are no markup in it, and nothing in it steers."""
    from rich.text import Text

    return Text(escape(text), style)


def escape(text: str) -> str:
    """A line for a terminal: what would steer it, as a name of a file may hold, is printed as Python escapes it."""
    return _STEERING.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


_STEERING = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, line ends, and what turns the direction of a line (Unicode, UAX 9)."""


def print_left_out(left_out: Iterable[LeftOut]) -> None:
    """Prints a line for each file that is no document, with the reason, on standard error."""
    for each in left_out:
        tell(f"{each.path}: left out: {each.why}")


def print_size(count: int) -> str:
    """A number of bytes for people: 12 KB, 3.4 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB" if count else "0 KB"
    return f"{count / 1_000_000:.1f} MB"
