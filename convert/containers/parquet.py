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

    def entries(self) -> Iterator[Entry | Skipped]:
        """A record each row."""
        number = 0
        try:
            for batch in self._rows.iter_batches(batch_size=ROWS):
                for row in range(batch.num_rows):
                    number += 1
                    if number > MOST_RECORDS:
                        raise SourceError(f"{self._name} holds more than {MOST_RECORDS:,} rows.", "Split it.")
                    yield Entry(name_record(self._name, number), batch.nbytes // batch.num_rows,
                                partial(_load, batch, row), make_reader(self._columns))
        except FAULTS as error:
            raise self._damaged(error) from error

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _damaged(self, error: Exception) -> SourceError:
        return SourceError(f"{self._name} is damaged: {str(error).splitlines()[0][:200]}.", "Write it again.")


def _load(batch: Any, row: int) -> bytes:
    """A row as a record."""
    return pack_record(batch.slice(row, 1).to_pylist()[0])
