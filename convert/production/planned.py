"""What is planned: the jobs of a run in a temporary file, so that a million take no more memory than a hundred.

The file belongs to SQLite, has no name and goes with the process.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from convert.containers.entry import Stretch
from convert.errors import OutputError
from convert.production.job import Job
from convert.production.settings import Settings
from convert.production.targets import INDEX, list_targets, name_place

TABLES = """
PRAGMA journal_mode = OFF;
CREATE TABLE jobs (number INTEGER PRIMARY KEY, source BLOB, below BLOB, target BLOB, size INTEGER, stamp TEXT,
  start INTEGER, length INTEGER);
CREATE TABLE taken (place BLOB PRIMARY KEY) WITHOUT ROWID;
BEGIN;
"""
"""The jobs in their order, and which places have been given to targets."""

Facts = Mapping[str, Mapping[str, Any]]
"""Name of a file → facts of the official document that it holds."""


class Entry(NamedTuple):
    """A document as it is found."""

    source: str
    below: str
    """Where it lies below the folder that all share."""
    size: int
    stamp: str
    at: Stretch | None


class Planned:
    """The jobs of a run, in the order in which their documents are found; raises OutputError where there is no room."""

    def __init__(self, out: str, settings: Settings, facts: Facts) -> None:
        self.out = out
        """The output folder."""
        self._settings = settings
        self._facts = facts
        self._count = 0
        self._rows = sqlite3.connect("", isolation_level=None)  # a file without a name
        weakref.finalize(self, self._rows.close)
        self._rows.executescript(TABLES)

    def add(self, entry: Entry) -> None:
        """Adds a document."""
        self._count += 1
        start, length = entry.at or (None, None)
        self._write("INSERT INTO jobs VALUES (NULL, ?, ?, NULL, ?, ?, ?, ?)", encode(entry.source), encode(entry.below),
                    entry.size, entry.stamp, start, length)

    def choose_targets(self) -> None:
        """Says where the outputs of each go, which does not depend on the order in which they were added."""
        self._take(INDEX)
        for number, below in self._read("SELECT number, below FROM jobs ORDER BY below, source"):
            target = next(filter(self._take, list_targets(PurePath(decode(below)))))
            self._write("UPDATE jobs SET target = ? WHERE number = ?", encode(target), number)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Job]:
        for source, target, size, stamp, start, length in self._read(
                "SELECT source, target, size, stamp, start, length FROM jobs ORDER BY number"):
            yield Job(decode(source), self.out, decode(target), self._settings_of(decode(source)), stamp=stamp,
                      size=size, at=None if start is None else (start, length))

    def _settings_of(self, source: str) -> Settings:
        return self._settings.with_facts(self._facts.get(Path(source).name)) if self._facts else self._settings

    def _take(self, target: str) -> bool:
        """Whether a target is free; it is taken then."""
        return self._write("INSERT OR IGNORE INTO taken VALUES (?)", encode(name_place(target))) == 1

    def _read(self, question: str) -> Iterator[tuple[Any, ...]]:
        """The rows that answer a question, one after another."""
        with _telling():
            yield from self._rows.execute(question)

    def _write(self, statement: str, *values: object) -> int:
        """How many rows a statement changes."""
        with _telling():
            return self._rows.execute(statement, values).rowcount


def encode(name: str) -> bytes:
    """A name as it is given back, whatever in it is no character: to open its file another would not do."""
    return name.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> str:
    """The name of such bytes."""
    return data.decode("utf-8", "surrogatepass")


@contextmanager
def _telling() -> Iterator[None]:
    """Raises OutputError where the temporary file cannot be written."""
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(f"Cannot write the plan of the run to a temporary file: {error}.",
                          "Make room where such files lie; TMPDIR says where.") from error
