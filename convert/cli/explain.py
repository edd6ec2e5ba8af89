"""`huozi explain`: why a line became what it is, and what else was weighed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convert.cli.console import console, print_json
from convert.cli.options import json_option
from convert.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from convert.reading.arguments import Argument, Member
    from convert.reading.catalogue import Entry
    from convert.reading.explain import Explanation, Fate

_PLACE = re.compile(r"(.+?):(\d+)(?::(\d+))?")


@click.command()
@click.argument("place", metavar="FILE:LINE[:COLUMN] | RULE")
@click.option("--line", type=int, default=0, metavar="N", help="The line, where a file alone is named.")
@json_option
def explain(place: str, line: int, as_json: bool) -> None:
    """Says what the characters of a source line became, by which rule and why, and what spoke for something else.

    Lines and columns are those of the source, counted from 1. Given the id of a rule, says what the rule goes by.
    """
    from convert.reading.catalogue import find_entries

    entries = find_entries(place)
    if entries and not Path(place).exists():
        _print_rule(entries, as_json)
        return
    file, number, column = _parse_place(place, line)
    found = _explain(file, number, column)
    if as_json:
        print_json({"file": str(file), **asdict(found)})
        return
    for text in tell(found, str(file)):
        console().print(text)


def _parse_place(place: str, line: int) -> tuple[Path, int, int]:
    """File, line and column; raises UsageError where no line is named."""
    match = None if line else _PLACE.fullmatch(place)
    if match:
        return Path(match[1]), int(match[2]), int(match[3] or 0)
    if line:
        return Path(place), line, 0
    if "/" in place and not Path(place).exists() and "." not in place:
        raise UsageError(f"There is no rule {place}.", "`huozi rules` lists them; a line is named as a.txt:12.")
    raise UsageError(f"Which line of {place}?", f"Say {place}:12.")


def _explain(file: Path, line: int, column: int) -> Explanation:
    """The explanation of a line; raises SourceError for a file, UsageError for a line that cannot be explained."""
    from convert.files import load_source
    from convert.formats.registry import find_reader
    from convert.formats.text import read_text, trace_text
    from convert.reading.explain import explain

    data = load_source(file)
    if find_reader(file.name, data) is not read_text:
        raise UsageError(f"{file} is a finished tree, not a text.", "Name the text that it was made from.")
    try:
        return explain(trace_text(data, file.name), line, column)
    except IndexError as error:
        raise UsageError(f"{file}: {error}.", "Lines and columns are counted from 1.") from None


_MOST = 40
"""So many blocks of one line are shown; a file may be one line."""


def tell(found: Explanation, name: str) -> list[Text]:
    """An explanation for people: what each part of the line became, then what was weighed."""
    from rich.text import Text

    lines = [Text.assemble((f"{name}, line {found.line}", "bold"), f"  {_shorten(found.text)}")]
    shown = [fate for fate in found.fates if fate.text.strip()] or found.fates
    for fate in shown[:_MOST]:
        lines += _tell_fate(fate)
    if len(shown) > _MOST:
        lines.append(Text(f"… and {len(shown) - _MOST} more. Name a column to see one: {name}:{found.line}:1"))
    if found.arguments:
        lines.append(Text("Weighed", "bold"))
    lines += [_tell_argument(argument, times) for argument, times in Counter(found.arguments).items()][: 2 * _MOST]
    return lines + [Text(f"Remark: {remark}", "yellow") for remark in found.remarks]


def _tell_fate(fate: Fate) -> list[Text]:
    from rich.text import Text

    level = f" of level {fate.level}" if fate.level else ""
    home = f", in {fate.inside}" if fate.inside in ("front", "back") else ""
    home = f", under “{_shorten(fate.inside, 20)}”" if fate.inside and not home and fate.kind not in _HOMELESS else home
    sure = f", certainty {fate.cert:g}" if fate.cert < 1 else ""
    return [Text.assemble("  ", (fate.kind, "cyan"), f"{level}{home} by ", (fate.rule, "green"), sure, ": ",
                          _shorten(fate.text)),
            Text(f"      {fate.why}", "dim")]


_HOMELESS = frozenset({"cut", "field"})


def _tell_argument(argument: Argument, times: int) -> Text:
    from rich.text import Text

    where = f" Its series: {_list(argument.series)}." if len(argument.series) > 1 else ""
    often = f" ({times} times)" if times > 1 else ""
    return Text(f"  {'+' if argument.won else '-'} {argument.says}{where}{often}")


def _list(series: Sequence[Member], most: int = 12) -> str:
    shown = ", ".join(f"{member.label} line {member.line}" for member in series[:most])
    return shown + (" …" if len(series) > most else "")


def _shorten(text: str, most: int = 40) -> str:
    flat = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
    return flat if len(flat) <= most else f"{flat[:most]}… ({len(flat)})"


def _print_rule(entries: tuple[Entry, ...], as_json: bool) -> None:
    from rich.text import Text

    if as_json:
        print_json([asdict(entry) for entry in entries])
        return
    for entry in entries:
        console().print(Text.assemble((entry.id, "green"), f"  ({entry.where})  {entry.why}"))
        for word, examples in (("yes", entry.yes), ("no", entry.no)):
            for example in examples:
                console().print(Text(f"  {word:3} {_shorten(example, 60)}"))
