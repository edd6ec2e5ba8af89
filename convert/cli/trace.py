"""`huozi trace`: what each stage of the plain-text reader gave, as JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.options import PATH, split_names
from convert.span import cut_text

if TYPE_CHECKING:
    from convert.reading.stages import Reading

HIDDEN = frozenset({"view", "plain"})
"""Stages, and fields of what they give, that only repeat the text."""


@click.command()
@click.argument("file", type=PATH)
@click.option("--stage", "stages", callback=split_names, default="", metavar="S,…", help="Only these stages.")
def trace(file: Path, stages: tuple[str, ...]) -> None:
    """Prints what each stage of the plain-text reader made of FILE, a JSON line for each thing."""
    from convert.errors import UsageError
    from convert.files import load_source
    from convert.formats.text import trace_text
    from convert.reading.stages import Reading

    known = [field.name for field in fields(Reading) if field.name not in HIDDEN]
    for unknown in set(stages) - set(known):
        raise UsageError(f"No stage is called {unknown!r}.", f"Known: {', '.join(known)}.")
    reading = trace_text(load_source(file), file.name)
    for name in stages or known:
        for thing in spread(reading, name):
            click.echo(encode({"stage": name, **thing}))


def encode(record: dict[str, Any]) -> bytes:
    """One line of JSON, Chinese as it is; what some programs take for a line end, and lone surrogates, are escaped."""
    line = json.dumps(record, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", line).encode("utf-8", "backslashreplace")


_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def spread(reading: Reading, stage: str) -> Iterator[dict[str, Any]]:
    """The things a stage gave: the members of a list, or the product itself; a span shows its text."""
    product = getattr(reading, stage)
    for thing in product if isinstance(product, list) else [product]:
        plain = to_plain(thing)
        record = plain if isinstance(plain, dict) else {"value": plain}
        if stage == "source":
            record.pop("text", None)
        elif "start" in record and "end" in record:
            record["text"] = reading.view.text[record["start"] : record["end"]]
        elif "spans" in record and "text" not in record:
            record["text"] = cut_text(reading.view.text, record["spans"])
        yield record


def to_plain(value: object) -> Any:
    """The same in values that JSON has: records as objects, what is empty left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return _filled({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _filled(value._asdict())
    if isinstance(value, frozenset | set):
        return sorted(map(to_plain, value))
    if isinstance(value, list | tuple):
        return [to_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _filled(record: dict[str, object]) -> dict[str, Any]:
    return {name: to_plain(value) for name, value in record.items()
            if name not in HIDDEN and value not in (None, "", (), [])}
