"""`huozi explain`: why a line became what it is, and what else was weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.console import console, escape, plain, print_json
from convert.cli.editing import editing_options, find_corrections, take_editing
from convert.cli.options import json_option
from convert.errors import UsageError
from convert.files import exists

if TYPE_CHECKING:
    from rich.text import Text

    from convert.corrections import Corrections, Editing
    from convert.recovery.catalogue import Entry
    from convert.recovery.evidence import Standing
    from convert.recovery.explain import Compared, Explanation, Fate, Weighed

_PLACE = re.compile(r"(.+?):(\d+)(?::(\d+))?")


@click.command(cls=Command, examples=("explain speech.txt:12", "explain speech.docx:3 --part word/footnotes.xml",
                                      "explain noise/breadcrumb"))
@click.argument("place", metavar="FILE:LINE[:COLUMN] | RULE")
@click.option("--line", type=int, default=0, metavar="N", help="The line, where a file alone is named.")
@click.option("--part", default="", metavar="P", help="Count the lines of this part of a container: word/document.xml.")
@editing_options
@json_option
def explain(place: str, line: int, part: str, as_json: bool, **choices: Any) -> None:
    """Says what the characters of a source line became, by which rule and why, and what spoke for something else.

    Lines and columns are those of the text that the format holds, counted from 1. Given the id of a rule, or the name
    of a feature or of a family of features, says what it goes by and what it weighs.
    """
    from convert.recovery.catalogue import find_entries

    entries = () if line or exists(Path(place)) else find_entries(place)
    if entries:
        _print_rule(entries, as_json)
        return
    file, number, column = _parse_place(place, line)
    found = _explain(file, number, column, part, find_corrections(file, take_editing(choices)))
    if as_json:
        print_json({"file": str(file), **asdict(found)})
        return
    for text in tell(found, escape(str(file))):
        console().print(text)


def _parse_place(place: str, line: int) -> tuple[Path, int, int]:
    """File, line and column; raises UsageError where no line is named."""
    match = None if line else _PLACE.fullmatch(place)
    if match:
        return Path(match[1]), int(match[2]), int(match[3] or 0)
    if line:
        return Path(place), line, 0
    if "/" in place and not exists(Path(place)) and "." not in place:
        raise UsageError(f"There is no rule {place}.", "`huozi rules` lists them; a line is named as a.txt:12.")
    raise UsageError(f"Which line of {place or 'which file'}?", f"Say {place or 'a.txt'}:12.")


def _explain(file: Path, line: int, column: int, part: str, given: Corrections | Editing) -> Explanation:
    """The explanation of a line; raises SourceError for a file, UsageError for a line that cannot be explained."""
    from convert.cli.trace import read_file
    from convert.corrections.telling import state_facts
    from convert.recovery.explain import explain
    from convert.recovery.reader import finish

    reading, said = read_file(file, given)
    try:
        return explain(reading, line, column, part, lambda made: state_facts(finish(made), said))
    except IndexError as error:
        raise UsageError(f"{file}: {error}.", "Lines and columns are counted from 1.") from None
    except LookupError:
        names = ", ".join(dict.fromkeys(name for name, _ in reading.text.source.parts)) or "none"
        raise UsageError(f"{file} has no part {part}.", f"It has {names}.") from None


_MOST = 40
"""So many blocks or atoms of one line are shown; a file may be one line."""

_FEATURES = 5
"""So many features are shown of an atom."""

_CALLED = {"x": "a printed label or mark", "I": "going on", "li": "an item", "p": "a paragraph", "meta": "a fact",
           "row": "a row", "verse": "verse", "noise": "furniture", "addressee": "an addressee"}
"""What labels are called; others by their own name."""


def tell(found: Explanation, name: str) -> Iterator[Text]:
    """An explanation for people: what each part of the line became, then what was weighed."""
    from rich.text import Text

    part = f" of {found.part}" if found.part else ""
    yield Text.assemble((f"{name}, line {found.line}{part}", "bold"), f"  {_shorten(found.text)}")
    shown = [fate for fate in found.fates if fate.text.strip()] or found.fates
    for fate in shown[:_MOST]:
        yield from _tell_fate(fate)
    if len(shown) > _MOST:
        yield Text(f"… and {len(shown) - _MOST} more. Name a column to see one: {name}:{found.line}:1")
    if found.weighed:
        yield Text("Weighed, in nats", "bold")
    for weighed in found.weighed[:_MOST]:
        yield from _tell_weighed(weighed, brief=len(found.weighed) > _MOST)
    for compared in found.compared[:_MOST]:
        yield from _tell_compared(compared)
    yield from (plain(f"Remark: {remark}", "yellow") for remark in found.remarks)


def _tell_fate(fate: Fate) -> Iterator[Text]:
    from rich.text import Text

    level = f" of level {fate.level}" if fate.level else ""
    home = f", in {fate.inside}" if fate.inside in ("front", "back") else ""
    home = f", under “{_shorten(fate.inside, 20)}”" if fate.inside and not home and fate.kind not in _HOMELESS else home
    sure = f", certainty {fate.cert:g}" if fate.cert < 1 else ""
    yield Text.assemble("  ", (fate.kind, "cyan"), f"{level}{home} by ", (fate.rule, "green"), sure, ": ",
                        _shorten(fate.text))
    yield Text(f"      {fate.why}", "dim")


_HOMELESS = frozenset({"cut", "field"})


def _tell_weighed(weighed: Weighed, *, brief: bool) -> Iterator[Text]:
    from rich.text import Text

    winner, *losers = weighed.standings
    told = f"{_shorten(weighed.text, 24)}: {_name(winner)}"
    if not losers:
        yield Text(f"  {told}; nothing else came into question.")
        return
    held = ", to which its series or class held it" if weighed.held else ""
    yield Text(f"  {told}{held}; next {_name(losers[0])}, with which the whole text is "
               f"{abs(losers[0].whole - winner.whole):.1f} "
               f"{'worse' if losers[0].whole <= winner.whole else 'better'} off.")
    for reason in () if brief else weighed.told[:_FEATURES]:
        yield Text(f"      {reason.winner - reason.runner:+.1f}  {reason.feature}  {reason.why}", "dim")


def _name(standing: Standing) -> str:
    """A label with its score."""
    around = "which does not fit here" if standing.around is None else f"{standing.around:+.1f} from its neighbours"
    return f"{call(standing.label)} ({standing.own:+.1f}, {around})"


def call(label: str) -> str:
    """What a label is called."""
    return _CALLED.get(label, f"a {label}")


def _tell_compared(compared: Compared) -> Iterator[Text]:
    from rich.text import Text

    what = f"series of {compared.name} numbers" if compared.kind == "series" else f"class of lines {compared.name}"
    held = ", held to it" if compared.held else ""
    read = f"read as {compared.chosen}{held}" if compared.chosen else "read as several things"
    totals = ", ".join(f"{name} {total:.1f}" for name, total in compared.totals)
    yield Text(f"  Its {what}, {read}: {_list(compared)}")
    yield Text(f"      What its members lose by each reading: {totals}.", "dim")


def _list(compared: Compared, most: int = 12) -> str:
    shown = ", ".join(f"{_shorten(member.text, 12)}" + (f" line {member.line}" if member.line else "")
                      for member in compared.members[:most])
    return shown + (" …" if len(compared.members) > most else "") + "."


def _shorten(text: str, most: int = 40) -> str:
    flat = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
    return flat if len(flat) <= most else f"{flat[:most]}… ({len(flat)})"


def _print_rule(entries: Sequence[Entry], as_json: bool) -> None:
    from rich.text import Text

    from convert.recovery.catalogue import find_weights

    if as_json:
        print_json([{**entry._asdict(), "weights": [said._asdict() for said in find_weights(entry)]}
                    for entry in entries])
        return
    for entry in entries:
        console().print(Text.assemble((entry.id, "green"), f"  ({entry.where})  {entry.why}"))
        for word, examples in (("yes", entry.yes), ("no", entry.no)):
            for example in examples:
                console().print(Text(f"  {word:3} {_shorten(example, 60)}"))
        for said in find_weights(entry):
            console().print(Text(f"  {said.weight:+.1f}  {said.feature} for {call(said.label)}"))
