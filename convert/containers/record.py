"""A record as a document: what its field of text holds, and its other fields as facts that were given with it."""

from __future__ import annotations

import hashlib
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from convert.chinese.folding import bare, fold
from convert.containers.fields import Columns, find_fields
from convert.errors import SourceError
from convert.formats.given import Given, set_given
from convert.formats.registry import Reader, find_reader
from convert.recovery.fields import find_printed_field
from convert.recovery.text import Text

LABELS = {"date": "日期", "source": "来源", "author": "作者"}
"""Role → the label of its fact, where the name of the field is none that reading knows."""

BEGINNING = 400
"""Characters in which a text prints its title, if it does."""

DEEPEST = 8
"""How deep values within values are looked for."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def make_reader(columns: Columns) -> Reader:
    """Who reads the records of a file."""
    return partial(_read, columns=columns)


def _read(data: bytes, name: str, columns: Columns) -> Text:
    """The text of a record with its facts; raises SourceError where it is no record or holds no text."""
    record = _parse(data, name)
    fields = find_fields(record, columns)
    held = next((field for field in fields["text"] if _print(record[field])), None)
    if held is None:
        raise SourceError(f"{name} holds no text.", "Say which field does with --field text=NAME.")
    body = _print(record[held])
    text = _read_body(body, name)
    source = replace(text.source, name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), bom=False)
    facts = sorted(_give(record, fields, held, body), key=lambda fact: fact.heading)  # a title stands above its text
    return set_given(replace(text, source=source), facts)


def _parse(data: bytes, name: str) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name} is no record of JSON: {error}.", "Mend or remove it.") from error
    if not isinstance(record, dict):
        raise SourceError(f"{name} is no record: it has no fields.", "Mend or remove it.")
    return record


def _read_body(body: str, name: str) -> Text:
    """The text of a field, in whatever format it is."""
    found = find_reader("body.txt", body.encode("utf-8"), text=True)(BOM_UTF8 + body.encode("utf-8"), name)
    if isinstance(found, Text):
        return found
    raise SourceError(f"{name} holds a whole tree of Huozi.", "Give it as a file of its own.")


def _give(record: Mapping[str, Any], fields: Mapping[str, list[str]], held: str, body: str) -> Iterator[Given]:
    """The facts of a record in its order; a title that the text does not print itself is a line of it."""
    roles = {names[0]: role for role, names in fields.items() if names}
    for field, value in record.items():
        role = roles.get(field, "") if field != held else "text"
        if role == "title" and (title := " ".join(_print(value).split())):
            printed = bare(fold(title)) in bare(fold(body[:BEGINNING]))
            yield Given(_label(field, "title"), title, heading=not printed)
        elif role != "text":
            yield from _spread(_label(field, role), value, 0)


def _label(field: str, role: str) -> str:
    return LABELS[role] if role in LABELS and find_printed_field(field) is None else field


def _spread(label: str, value: Any, depth: int) -> Iterator[Given]:
    """The values in a value: each of a list, each of an object under its own name."""
    if isinstance(value, list) and depth < DEEPEST:
        for each in value:
            yield from _spread(label, each, depth + 1)
    elif isinstance(value, dict) and depth < DEEPEST:
        for key, each in value.items():
            yield from _spread(f"{label}.{key}", each, depth + 1)
    elif printed := _print(value):
        yield Given(label, printed)


def _print(value: Any) -> str:
    """A value as a text; half a character is U+FFFD, as in a file that lost the other half."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, list):
        value = "\n".join(filter(None, map(_print, value)))
    elif not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)
    return _SURROGATES.sub("\ufffd", value).strip()
