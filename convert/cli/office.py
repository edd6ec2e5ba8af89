"""Options of Word documents: the facts of an official document, a template of one's own, remarks as comments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

P = ParamSpec("P")
T = TypeVar("T")

NAMES = ("facts", "fact", "reference", "remarks")


def office_options(command: Callable[P, T]) -> Callable[P, T]:
    """The options that only DOCX has."""
    path = click.Path(path_type=Path)
    for option in (
        click.option("--remarks", is_flag=True, help="DOCX: what the reader noticed, as comments."),
        click.option("--reference", type=path, metavar="F.docx", help="DOCX: styles, page and headers from this file."),
        click.option("--fact", multiple=True, metavar="NAME=VALUE", help="DOCX: a fact of a 公文: 密级=机密."),
        click.option("--facts", type=path, metavar="F.toml", help="DOCX: what a 公文 says beside its text."),
    ):
        command = option(command)
    return command


def take_options(choices: dict[str, Any]) -> dict[str, Any]:
    """Takes the options of DOCX out of a command's, as its writer wants them; those not given are left out."""
    facts, fact, reference, remarks = (choices.pop(name) for name in NAMES)
    given: dict[str, Any] = {"reference": reference, "remarks": remarks}
    if facts or fact:
        given["dispatch"] = _gather(facts, fact)
    return {name: value for name, value in given.items() if value}


def _gather(path: Path | None, facts: tuple[str, ...]) -> dict[str, Any]:
    from convert.errors import UsageError
    from convert.writers.dispatch import read_facts

    gathered = dict(read_facts(path)) if path else {}
    for fact in facts:
        name, sign, value = fact.partition("=")
        if not sign:
            raise UsageError(f"{fact!r} is no fact.", "Write NAME=VALUE, such as 密级=机密.")
        gathered[name.strip()] = value.strip()
    return gathered
