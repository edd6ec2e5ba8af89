"""Options of a writer or two: the facts of an official document, a template of one's own, remarks as comments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from convert.cli.options import take_words

P = ParamSpec("P")
T = TypeVar("T")

NAMES = ("facts", "fact", "reference", "remarks")


def office_options(command: Callable[P, T]) -> Callable[P, T]:
    """The options that DOCX has, and PDF in part."""
    path = click.Path(path_type=Path)
    for option in (
        click.option("--remarks", is_flag=True, help="DOCX: what the reader noticed, as comments."),
        click.option("--reference", type=path, metavar="F.docx", help="DOCX: styles, page and headers from this file."),
        click.option("--fact", multiple=True, callback=take_words, metavar="NAME=VALUE",
                     help="DOCX, PDF: a fact of a 公文: 密级=机密."),
        click.option("--facts", type=path, metavar="F.toml", help="DOCX, PDF: what a 公文 says beside its text."),
    ):
        command = option(command)
    return command


def take_options(choices: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Takes these options out of a command's; gives those that were set, by format, as its writer wants them."""
    facts, fact, reference, remarks = (choices.pop(name) for name in NAMES)
    given = {name: value for name, value in (("reference", reference), ("remarks", remarks)) if value}
    official = {"dispatch": _gather(facts, fact)} if facts or fact else {}
    return {"docx": given | official, "pdf": official}


def _gather(path: Path | None, facts: tuple[str, ...]) -> dict[str, Any]:
    from convert.errors import UsageError
    from convert.formats.official.dispatch import read_facts

    gathered = dict(read_facts(path)) if path else {}
    for fact in facts:
        name, sign, value = fact.partition("=")
        if not sign:
            raise UsageError(f"{fact!r} is no fact.", "Write NAME=VALUE, such as 密级=机密.")
        gathered[name.strip()] = value.strip()
    return gathered
