"""Records in JSON: a record a line (JSON Lines), or a file that is a list of them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import Any, BinaryIO

from convert.containers.entry import Entry, Skipped, Stretch
from convert.containers.fields import Columns, find_fields
from convert.containers.limits import LARGEST, MOST_RECORDS
from convert.containers.record import make_reader
from convert.errors import SourceError
from convert.formats.text.decode import decode

SAMPLE = 1 << 18
"""Bytes by which the encoding of a file is found."""


def find_encoding(file: BinaryIO) -> str:
    """The encoding of a file of records, by its beginning."""
    sample = file.read(SAMPLE)
    file.seek(0)
    if len(sample) == SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample[:-4]
    source = decode(sample, "records")
    return "utf-8-sig" if source.encoding == "utf-8" else source.encoding


def open_text(file: BinaryIO) -> io.TextIOWrapper:
    """The text of a file of records; bytes that it cannot be read from are U+FFFD."""
    return io.TextIOWrapper(file, find_encoding(file), errors="replace", newline="")


def name_record(name: str, number: int) -> str:
    """The name of a record, counted from 1."""
    return f"{PurePath(name).stem}-{number:05d}"


class Lines:
    """JSON Lines; raises SourceError where the first records are none, or hold no field that is known to be a text."""

    def __init__(self, file: BinaryIO, name: str, columns: Columns) -> None:
        self._name = name
        self._columns = columns
        self._file = file
        encoding = find_encoding(file)
        plain = encoding == UTF_8 and not _OLD_END.search(file.read(SAMPLE))
        file.seek(0)
        self._text = None if plain else io.TextIOWrapper(file, encoding, errors="replace", newline="")

    def entries(self) -> Iterator[Entry | Skipped]:
        """A record each line that holds anything; a line that is no record is told when it is read."""
        number = 0
        for data, at in self._read_places() if self._text is None else self._read_text(self._text):
            if not data:
                continue
            number += 1
            if number > MOST_RECORDS:
                raise SourceError(f"{self._name} holds more than {MOST_RECORDS:,} records.", "Split it.")
            if number == 1:
                check_record(_load(data.decode()), self._name, self._columns)
            yield Entry(name_record(self._name, number), len(data), data.__bytes__, make_reader(self._columns), at)

    def close(self) -> None:
        """Closes the file."""
        (self._text or self._file).close()

    def _read_places(self) -> Iterator[tuple[bytes, Stretch | None]]:
        """The lines of a file in UTF-8, each with its place."""
        start = 0
        for line in iter(partial(self._file.readline, LARGEST), b""):
            yield trim_line(line), (start, len(line))
            start += len(line)

    def _read_text(self, text: io.TextIOWrapper) -> Iterator[tuple[bytes, Stretch | None]]:
        """The lines of a file in another encoding, or with line ends of old, which have no places of their own."""
        for line in iter(partial(text.readline, LARGEST), ""):
            yield line.strip().lstrip("\ufeff").encode("utf-8", "replace"), None


UTF_8 = "utf-8-sig"
"""What `find_encoding` calls UTF-8."""

_OLD_END = re.compile(rb"\r(?!\n)")
"""The end of a line on systems of old."""


def trim_line(line: bytes) -> bytes:
    """A line of a file in UTF-8 as a record: without what is no part of it; bytes that are none are U+FFFD."""
    return line.decode("utf-8", "replace").strip().lstrip("\ufeff").encode("utf-8", "replace")


class Listed:
    """A JSON file that is a list of records, or an object with one."""

    def __init__(self, file: BinaryIO, name: str, columns: Columns) -> None:
        with file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SourceError(f"{name} is too large for a list of records.", "Make JSON Lines of it: a record a line.")
        self._name = name
        self._columns = columns
        self._records = _find_list(_load(decode(data, name).text.lstrip("\ufeff")))
        check_record(self._records[0] if self._records else None, name, columns)

    def entries(self) -> Iterator[Entry | Skipped]:
        """Its records."""
        for number, record in enumerate(self._records, 1):
            data = pack_record(record)
            yield Entry(name_record(self._name, number), len(data), data.__bytes__, make_reader(self._columns))

    def close(self) -> None:
        """Nothing is open."""


def pack_record(record: Any) -> bytes:
    """A record as the bytes of which its digest is made; one with half a character is escaped.

    What JSON has no form for, such as a date, is as Python prints it.
    """
    try:
        return json.dumps(record, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return json.dumps(record, default=str).encode()


def check_record(record: Any, name: str, columns: Columns) -> None:
    """Raises SourceError where the first record of a file is none, or has no field that is known to be its text."""
    if not isinstance(record, dict):
        raise SourceError(f"{name} holds no records.", "A record is an object of JSON with its text in a field.")
    check_fields([str(key) for key in record], name, columns)


def check_fields(names: list[str], name: str, columns: Columns) -> None:
    """Raises SourceError where none of the fields is known to be the text."""
    if not find_fields(names, columns)["text"]:
        known = ", ".join(" ".join(each[:40].split()) for each in names[:12])
        raise SourceError(f"{name} has no field that is known to hold the text; its fields are {known or 'none'}.",
                          "Say which with --field text=NAME.")


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _find_list(value: Any) -> list[Any]:
    """The records: the list itself, the only list of an object, or the object alone."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    lists = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], dict)]
    return lists[0] if len(lists) == 1 else [value]
