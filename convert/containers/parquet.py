"""Parquet: a record a row, under the names of its columns (apache.org, parquet-format); needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from convert.containers.entry import Entry, Skipped
from convert.containers.fields import Columns
from convert.containers.limits import MOST_RECORDS
from convert.containers.record import make_reader
from convert.containers.records import check_fields, name_record, pack_record
from convert.errors import SourceError

ROWS = 64
"""Rows that are unpacked together."""

FAULTS = (OSError, ValueError, KeyError, NotImplementedError)
"""What pyarrow raises for files that are damaged; its own errors are kinds of these."""


class Parquet:
    """Rows as records; raises SourceError where no column is known to be a text, or pyarrow is not installed."""

    def __init__(self, file: BinaryIO, name: str, columns: Columns) -> None:
        try:
            from pyarrow.parquet import ParquetFile
        except ImportError as error:
            raise SourceError(f"{name} cannot be read: pyarrow is not installed.",
                              "Install it: pip install 'huozi[parquet]'.") from error
        self._name = name
        self._columns = columns
        self._file = file
        try:
            self._rows = ParquetFile(file)
            heads = list(self._rows.schema_arrow.names)
        except FAULTS as error:
            raise self._damaged(error) from error
        check_fields(heads, name, columns)
        self._group = -1
        self._batches: Iterator[Any] = iter(())
        self._batch: Any = None
        self._first = self._after = 0
        """Which rows of the group the batch has."""

    def entries(self) -> Iterator[Entry | Skipped]:
        """A record each row; nothing of them is read before it is asked for."""
        number = 0
        reader = make_reader(self._columns)
        for group in range(self._rows.num_row_groups):
            facts = self._rows.metadata.row_group(group)
            for row in range(facts.num_rows):
                number += 1
                if number > MOST_RECORDS:
                    raise SourceError(f"{self._name} holds more than {MOST_RECORDS:,} rows.", "Split it.")
                yield Entry(name_record(self._name, number), facts.total_byte_size // facts.num_rows,
                            partial(self._load, group, row), reader)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _load(self, group: int, row: int) -> bytes:
        """A row as a record. Its group is read from its beginning, or from where it was last read."""
        try:
            if group != self._group or row < self._first:
                self._batches = self._rows.iter_batches(batch_size=ROWS, row_groups=[group])
                self._group, self._first, self._after = group, 0, 0
            while row >= self._after:
                self._batch = next(self._batches)
                self._first, self._after = self._after, self._after + self._batch.num_rows
            return pack_record(self._batch.slice(row - self._first, 1).to_pylist()[0])
        except (*FAULTS, StopIteration) as error:
            self._group = -1
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> SourceError:
        said = str(error) or "it holds fewer rows than it says"
        return SourceError(f"{self._name} is damaged: {said.splitlines()[0][:200]}.", "Write it again.")
