"""Metadata: a table of facts for many documents, a row for each, as CSV or JSON lines; its first column is the path."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from convert.corrections.reading import read_facts
from convert.errors import SourceError
from convert.files import load_source

_JSON = (".jsonl", ".ndjson")
"""How files of JSON lines end."""

PARTED = ";；"
"""What parts several values of one cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """Facts of many documents."""

    name: str
    rows: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Path of a document → standard name of a fact → its values."""

    def find(self, path: PurePath) -> tuple[str, Mapping[str, tuple[str, ...]]]:
        """The row of a document: that of its whole path, else of the longest end of it; empty where it has none."""
        parts = path.as_posix().split("/")
        for first in range(len(parts)):
            name = "/".join(parts[first:])
            if name in self.rows:
                return name, self.rows[name]
        return "", {}

    def tell(self, paths: Iterable[PurePath]) -> Iterator[str]:
        """What is wrong with the table for some documents: rows that fit none or several, documents without a row."""
        fitting: dict[str, list[str]] = {}
        for path in paths:
            name, _ = self.find(path)
            if name:
                fitting.setdefault(name, []).append(str(path))
            else:
                yield f"{self.name} has no row for {path}."
        for name in self.rows:
            fits = fitting.get(name, [])
            if not fits:
                yield f"{self.name}: {name} is none of the documents."
            elif len(fits) > 1:
                yield f"{self.name}: the row of {name} was taken for {', '.join(fits)}. Write more of their paths."


@lru_cache(4)
def load_table(path: Path) -> Table:
    """The table in a file; raises SourceError, naming line and column, where something is wrong with it."""
    data = load_source(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not in UTF-8.", "Save it as “CSV UTF-8”.") from error
    rows: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for line, (name, facts) in (_read_json if path.suffix.lower() in _JSON else _read_csv)(text, str(path)):
        place = f"{path}, line {line}"
        name = PurePath(name.strip().replace("\\", "/")).as_posix().removeprefix("./")
        if name in ("", "."):
            raise SourceError(f"{place} names no document.", "The first column is its path.")
        if name in rows:
            raise SourceError(f"{place}: {name} has a row already.", "Leave one of them.")
        rows[name] = read_facts({key: value for key, value in facts.items() if value not in (None, "", [])}, place)
    return Table(path.name, rows)


_Row = tuple[int, tuple[str, Mapping[str, Any]]]
"""Line of a row, its document, and its facts as they are written."""


def _read_csv(text: str, place: str) -> Iterator[_Row]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        head = [name.strip() for name in next(reader, [])]
        for row in reader:
            if len(row) > len(head):
                raise SourceError(f"{place}, line {reader.line_num} has {len(row)} columns, its head {len(head)}.",
                                  "Put a value that holds a comma in quotation marks.")
            facts = {name: _part(cell) for name, cell in zip(head[1:], row[1:], strict=False) if name}
            if any(cell.strip() for cell in row):
                yield reader.line_num, (row[0], facts)
    except csv.Error as error:
        raise SourceError(f"{place}, line {reader.line_num}: {error}.", "The table is not CSV.") from error


def _part(cell: str) -> list[str]:
    """The values of a cell."""
    for sign in PARTED:
        cell = cell.replace(sign, PARTED[0])
    return [value.strip() for value in cell.split(PARTED[0]) if value.strip()]


def _read_json(text: str, place: str) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{place}, line {number}: {error}.", "Each line is a JSON object.") from error
        if not isinstance(row, dict) or not row:
            raise SourceError(f"{place}, line {number} is no JSON object.", 'Write {"path": "a.txt", "title": "…"}.')
        (_, name), *facts = row.items()
        yield number, (str(name), dict(facts))
