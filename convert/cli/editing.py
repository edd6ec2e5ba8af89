"""Options by which an editor's corrections and facts come to documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from convert.cli.options import PATH, STDIN, take_words
from convert.errors import SourceError, UsageError

if TYPE_CHECKING:
    from convert.corrections import Corrections, Editing

P = ParamSpec("P")
T = TypeVar("T")

def correction_option(command: Callable[P, T]) -> Callable[P, T]:
    """The options of commands that read documents."""
    command = click.option("--weights", type=PATH, metavar="F.tsv", help="Weights that `huozi learn` wrote.")(command)
    return click.option("--corrections", type=PATH, metavar="PATH",
                        help="A file of corrections, or a folder of them; without it those that lie beside a source: "
                             "a.txt.huozi.toml.")(command)


def editing_options(command: Callable[P, T]) -> Callable[P, T]:
    """The options of commands that read many documents."""
    command = click.option("--metadata", type=PATH, metavar="TABLE",
                           help="A CSV or JSON lines: the path of a document, then its facts: title, author, date …")(
                               command)
    return correction_option(command)


STATED = {"title": "title", "author": "creator", "date": "date", "source": "source", "language": "language"}
"""Options of `convert` → standard names of the facts that they state."""


def fact_options(command: Callable[P, T]) -> Callable[P, T]:
    """The options that state facts of one document."""
    for option in (
        click.option("--language", default="", metavar="L", help="Its language: zh-Hans, zh-Hant."),
        click.option("--source", default="", callback=take_words, metavar="S", help="Where it comes from."),
        click.option("--date", default="", callback=take_words, metavar="DATE", help="Its date: 2020-01-01."),
        click.option("--author", multiple=True, callback=take_words, metavar="NAME",
                     help="Who wrote it; once for each."),
        click.option("--title", default="", callback=take_words, metavar="T", help="Its title."),
    ):
        command = option(command)
    return command


def take_stated(choices: dict[str, Any]) -> dict[str, Any]:
    """Moves these options out of `choices`: standard name → what was said."""
    said = {name: choices.pop(option) for option, name in STATED.items()}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items() if value}


def take_editing(choices: dict[str, Any], stated: Mapping[str, Any] | None = None) -> Editing:
    """What an editor gave, moved out of `choices`; raises UsageError for a fact that makes no sense."""
    from convert.corrections import Editing
    from convert.corrections.reading import read_facts

    corrections, metadata, weights = (str(choices.pop(name, None) or "") for name in (
        "corrections", "metadata", "weights"))
    try:
        facts = read_facts(stated or {}, "The command line")
    except SourceError as error:
        raise UsageError(error.message, error.hint) from None
    return Editing(corrections, metadata, tuple(facts.items()), weights=weights)


def find_corrections(file: Path, editing: Editing, outline: Path | None = None) -> Corrections | Editing:
    """The corrections of the one document that a command reads; raises SourceError where what is named is not there.

    A file that is named is that document's, whatever it says; of a folder only what is for it. An outline says all
    blocks, beside the facts of such a file.
    """
    from convert.corrections.finding import find_beside, name_corrections

    found = name_corrections(Path(editing.corrections)) if editing.corrections else None
    if outline is not None:
        from convert.corrections.outlines import load_outline  # brings csv: only where there is an outline

        known = found or (find_beside(file, "") if file != STDIN else None)
        found = replace(load_outline(outline), facts=known.facts if known is not None else {})
    said = editing.add_facts(found, Path("-" if file == STDIN else file)) if found is not None else None
    return said if said is not None else editing
