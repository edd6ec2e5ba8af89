"""Options of a writer or two: the facts of an official document, a template of one's own, remarks as comments."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from convert.cli.options import choose_options, is_typed, take_words

P = ParamSpec("P")
T = TypeVar("T")

NAMES = ("facts", "fact", "reference", "remarks")
_SAID = {"dispatch": ("facts", "fact"), "reference": ("reference",), "remarks": ("remarks",)}
"""Option of a writer → the parameters that say it."""


def office_options(command: Callable[P, T]) -> Callable[P, T]:
    """The options that DOCX has, and PDF in part."""
    path = click.Path(path_type=Path)
    for option in (
        click.option("--remarks", is_flag=True, help="DOCX: what the reader noticed, as comments."),
        click.option("--reference", type=path, metavar="F.docx", help="DOCX: styles, page and headers from this file."),
        click.option("--fact", multiple=True, callback=take_words, metavar="NAME=VALUE",
                     help="A fact, by its name: source=新华社; for DOCX and PDF also one of a 公文: 密级=机密."),
        click.option("--facts", type=path, metavar="F.toml",
                     help="DOCX, PDF: what a 公文 says beside its text; of single files in tables by their names."),
    ):
        command = option(command)
    return command


def take_options(choices: dict[str, Any], formats: Sequence[str]
                 ) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Moves these options to those of the writers, which `choices` holds by format.

    Gives the facts that any document may have, and those of single official ones by the names of their files. Raises
    UsageError where none of the formats heeds an option that is given.
    """
    from convert.errors import UsageError
    from convert.formats.registry import heeding

    path, facts, reference, remarks = (choices.pop(name) for name in NAMES)
    gathered, single = _gather(path, facts)
    common, stated = _part(gathered)
    given = (("--facts", "dispatch", common or single), ("--reference", "reference", str(reference or "")),
             ("--remarks", "remarks", remarks))
    ctx = click.get_current_context()
    options = choose_options(ctx, choices["options"], formats)
    for said, name, value in given:
        heeded = [form for form in formats if form in heeding(name)]
        if value and not heeded and any(is_typed(ctx, each) for each in _SAID[name]):
            raise UsageError(f"{', '.join(formats)} does not heed {said}.", f"Heeding it: {', '.join(heeding(name))}.")
        for form in heeded if value else ():
            options.setdefault(form, {})[name] = _encode(common) if name == "dispatch" else value
    choices["options"] = options
    return stated, single


def _part(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts of official documents alone, by the names of the standard, and those of any document by standard names."""
    if not facts:
        return {}, {}
    from convert.formats.official.dispatch import is_official
    from convert.recovery.fields import find_printed_field, load_fields

    known = {row.name for row in load_fields()} | {"creator", "author", "language"}
    official: dict[str, Any] = {}
    stated: dict[str, Any] = {}
    for name, value in facts.items():
        rule = find_printed_field(name)
        standard = name if name in known else rule.name if rule is not None and not is_official(name) else ""
        (stated if standard else official)[standard or name] = value
    return official, stated


def _encode(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, default=str)


def _read(path: Path) -> Mapping[str, Any]:
    from convert.formats.official.dispatch import read_facts  # only where a file has any

    return read_facts(path)


def _gather(path: Path | None, facts: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The facts of all documents; those of single ones, which the file has in tables by the names of their files."""
    from convert.errors import UsageError

    read = _read(path) if path else {}
    common = {name: value for name, value in read.items() if not isinstance(value, dict)}
    for fact in facts:
        name, sign, value = fact.partition("=")
        if not sign:
            raise UsageError(f"{fact!r} is no fact.", "Write NAME=VALUE, such as 密级=机密.")
        common[name.strip()] = value.strip()
    return common, {name: value for name, value in read.items() if isinstance(value, dict)}
