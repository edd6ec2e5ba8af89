"""CSV and TSV: a record a row, under the names of the first row (RFC 4180)."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from typing import BinaryIO

from convert.containers.entry import Entry, Skipped
from convert.containers.fields import Columns
from convert.containers.limits import LARGEST, MOST_RECORDS
from convert.containers.record import make_reader
from convert.containers.records import check_fields, name_record, open_text, pack_record
from convert.errors import SourceError

DELIMITERS = ",;\t|"
"""What may part the cells of a row."""

OUTLINE = ["kind", "level", "key", "text"]
"""The first cells of an outline as Huozi writes it, whose rows are no documents."""

_LOCK = threading.Lock()
"""The length that csv allows a cell is one for the whole process."""


class Table:
    """Rows as records; raises SourceError where the first row names no field that is known to be a text."""

    def __init__(self, file: BinaryIO, name: str, columns: Columns) -> None:
        self._name = name
        self._columns = columns
        self._text = open_text(file)
        first = self._text.readline(LARGEST)
        self._text.seek(0)
        counted = sorted(DELIMITERS, key=lambda sign: -first.count(sign))
        self._rows = csv.reader(self._text, delimiter=counted[0])
        self._heads = [head.strip().lstrip("\ufeff") for head in self._next() or ()]
        if self._heads[:4] == OUTLINE:
            raise SourceError(f"{name} is an outline that Huozi wrote.", "Give the document that it was made of.")
        check_fields([head for head in self._heads if head], name, columns)

    def entries(self) -> Iterator[Entry | Skipped]:
        """A record each row that holds anything."""
        number = 0
        while (row := self._next()) is not None:
            if not any(cell.strip() for cell in row):
                continue
            number += 1
            if number > MOST_RECORDS:
                raise SourceError(f"{self._name} holds more than {MOST_RECORDS:,} rows.", "Split it.")
            data = pack_record(self._name_cells(row))
            yield Entry(name_record(self._name, number), len(data), data.__bytes__, make_reader(self._columns))

    def close(self) -> None:
        """Closes the file."""
        self._text.close()

    def _name_cells(self, row: list[str]) -> dict[str, str]:
        """The cells of a row by the names of their columns; those beyond the first row's have numbers."""
        named: dict[str, str] = {}
        for place, cell in enumerate(row, 1):
            head = self._heads[place - 1] if place <= len(self._heads) else ""
            named[head if head and head not in named else f"{head or 'column'} {place}"] = cell
        return named

    def _next(self) -> list[str] | None:
        with _LOCK:
            before = csv.field_size_limit(LARGEST)
            try:
                return next(self._rows, None)
            except csv.Error as error:
                raise SourceError(f"{self._name} is no table, from line {self._rows.line_num} on: {error}.",
                                  "Save it as CSV again.") from error
            finally:
                csv.field_size_limit(before)
