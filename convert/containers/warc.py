"""WARC: pages as they were fetched from the web, or their texts (ISO 28500:2017); needs fastwarc."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from convert.containers.entry import Entry, Skipped
from convert.containers.fields import Columns
from convert.containers.limits import LARGEST, MOST_RECORDS
from convert.containers.record import make_reader
from convert.containers.records import name_record, pack_record
from convert.errors import SourceError
from convert.formats.text.decode import decode

READ = ("text/html", "application/xhtml+xml", "text/plain")
"""Media types that are read."""

FAULTS = (OSError, ValueError, EOFError, RuntimeError)
"""What fastwarc raises for files that are damaged."""


class Warc:
    """Answers of servers, and texts made of them, as records; raises SourceError where fastwarc is not installed."""

    def __init__(self, file: BinaryIO, name: str, columns: Columns) -> None:
        try:
            from fastwarc.warc import ArchiveIterator, WarcRecordType
        except ImportError as error:
            raise SourceError(f"{name} cannot be read: fastwarc is not installed.",
                              "Install it: pip install 'huozi[warc]'.") from error
        kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
        self._name = name
        self._reader = make_reader(columns)
        self._file = file
        self._records = partial(ArchiveIterator, file, record_types=kinds, strict_mode=False)

    def entries(self) -> Iterator[Entry | Skipped]:
        """A record each page or text; what a server answered that is neither is told."""
        number = 0
        try:
            for record in self._records():
                number += 1
                if number > MOST_RECORDS:
                    raise SourceError(f"{self._name} holds more than {MOST_RECORDS:,} records.", "Split it.")
                yield self._describe(record, name_record(self._name, number))
        except FAULTS as error:
            raise SourceError(f"{self._name} is damaged: {error}.", "Fetch it again.") from error

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _describe(self, record: Any, name: str) -> Entry | Skipped:
        media, _, told = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")
        media = media.strip().lower()
        if media not in READ:
            return Skipped(name, f"It holds no text: it is {media or 'of no known type'}.")
        charset = (record.http_charset or told.partition("charset=")[2]).strip(" \"'")
        return Entry(name, max(0, record.content_length), partial(_load, record, charset, name), self._reader)


def _load(record: Any, charset: str, name: str) -> bytes:
    """A page or text as a record: its address and what it says."""
    try:
        data = record.reader.read(LARGEST + 1)
    except FAULTS as error:
        raise SourceError(f"{name} is damaged: {error}.", "Fetch it again.") from error
    if len(data) > LARGEST:
        raise SourceError(f"{name} is larger than any document may be.", "Take it out.")
    return pack_record({"url": record.headers.get("WARC-Target-URI", ""), "text": decode(data, name, charset).text})
