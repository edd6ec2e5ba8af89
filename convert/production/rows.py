"""The rows of a ledger: how SQLite holds what became of documents, and how they are read back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from convert.files import is_file
from convert.production.job import Fault, Outcome
from convert.production.recipe import name_recipe

LAYOUT = 1
"""The number of this layout of tables (PRAGMA user_version)."""

TABLES = """
CREATE TABLE IF NOT EXISTS documents (
  target TEXT PRIMARY KEY, source TEXT NOT NULL, digest TEXT NOT NULL, title TEXT, author TEXT, date TEXT,
  certainty REAL, seconds REAL, remarks TEXT, notices TEXT, faults TEXT, trial TEXT);
CREATE TABLE IF NOT EXISTS outputs (
  target TEXT, format TEXT, size INTEGER, seal TEXT, recipe TEXT, PRIMARY KEY (target, format));
CREATE TABLE IF NOT EXISTS recipes (name TEXT PRIMARY KEY, parts TEXT);
CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY, planned INTEGER, over INTEGER DEFAULT 0);
"""
"""A document, an output of it, what outputs are made by, and what runs set out to do.

Lists and objects are JSON. What names a file has the bytes of its name, which may be no UTF-8.
"""

NAMES = ("documents", "outputs", "recipes", "runs")

_DOCUMENT = ("target", "source", "digest", "title", "author", "date", "certainty", "seconds", "remarks", "notices",
             "faults", "trial")

_ENTER = (f"INSERT OR REPLACE INTO documents ({', '.join(_DOCUMENT)}) "  # noqa: S608 - names of columns, all ours
          f"VALUES ({', '.join('CAST(? AS TEXT)' if name in _DOCUMENT[:6] else '?' for name in _DOCUMENT)})")

_MADE = "INSERT OR REPLACE INTO outputs VALUES (CAST(? AS TEXT), ?, ?, ?, ?)"


def connect(path: Path, *, writing: bool = False) -> sqlite3.Connection:
    """A ledger that is open; raises sqlite3.Error where it cannot be."""
    if writing:
        rows = sqlite3.connect(path, isolation_level=None)
    else:  # who only reads leaves nothing beside a ledger that nobody is writing
        way = "mode=ro" if is_file(path.with_name(f"{path.name}-wal")) else "immutable=1"
        rows = sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True, isolation_level=None)
    rows.text_factory = _decode
    return rows


def make_tables(rows: sqlite3.Connection) -> None:
    """Makes the tables of a new ledger, all or none."""
    rows.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {LAYOUT}; COMMIT;")


def enter(rows: sqlite3.Connection, outcome: Outcome) -> None:
    """Enters a document and its outputs; those of other formats stay if the source is still the same."""
    target = _encode(outcome.target)
    before = rows.execute("SELECT digest FROM documents WHERE target = CAST(? AS TEXT)", (target,)).fetchone()
    if before is not None and before[0] != outcome.digest:
        rows.execute("DELETE FROM outputs WHERE target = CAST(? AS TEXT)", (target,))
    rows.execute(_ENTER, (
        *map(_encode, (outcome.target, outcome.source, outcome.digest, outcome.title, outcome.author, outcome.date)),
        outcome.certainty, outcome.seconds, _pack(outcome.remarks), _pack(outcome.notices),
        _pack([[fault.message, fault.hint, fault.lasting] for fault in outcome.faults]), outcome.trial))
    for form, size in (outcome.outputs or {}).items():
        recipe = outcome.recipes.get(form)
        name = name_recipe(recipe) if recipe else ""
        if recipe:
            rows.execute("INSERT OR IGNORE INTO recipes VALUES (?, ?)", (name, _pack(recipe)))
        rows.execute(_MADE, (target, form, size, outcome.seals.get(form, ""), name))


def recall_seals(rows: sqlite3.Connection, target: str) -> dict[str, str]:
    """Format → seal of the outputs of a target."""
    found = rows.execute("SELECT format, seal FROM outputs WHERE target = CAST(? AS TEXT)", (_encode(target),))
    return {form: seal for form, seal in found if seal}


def is_made(rows: sqlite3.Connection, target: str, form: str) -> bool:
    """Whether the output of a target in a format was made."""
    return rows.execute("SELECT 1 FROM outputs WHERE target = CAST(? AS TEXT) AND format = ?",
                        (_encode(target), form)).fetchone() is not None


BY_TARGET = "target"

WORST_FIRST = "faults IS NULL, certainty IS NULL, certainty, target"
"""Failures first, then the less certain."""


def list_outcomes(rows: sqlite3.Connection, order: str = BY_TARGET) -> Iterator[Outcome | None]:
    """What became of all documents, in an order, which is that of their targets; None for each that is damaged."""
    recipes = dict(rows.execute("SELECT name, parts FROM recipes"))
    found = rows.execute(f"SELECT {', '.join(_DOCUMENT)} FROM documents ORDER BY {order}")  # noqa: S608
    for row in found:
        made = rows.execute("SELECT format, size, seal, recipe FROM outputs WHERE target = CAST(? AS TEXT) "
                            "ORDER BY format", (_encode(row[0]),)).fetchall()
        yield _unpack(dict(zip(_DOCUMENT, row, strict=True)), made, recipes)


def recall_failure(rows: sqlite3.Connection, target: str) -> Outcome | None:
    """What became of a target that failed for a lasting reason; None where it did not."""
    row = rows.execute("SELECT source, digest, faults, trial FROM documents WHERE target = CAST(? AS TEXT) AND "
                       "trial <> ''", (_encode(target),)).fetchone()
    return None if row is None else Outcome(row[0], target, row[1], skipped=True, faults=_read_faults(row[2]),
                                            trial=row[3])


def _unpack(row: dict[str, Any], made: list[tuple[str, int, str, str]], recipes: Mapping[str, str]) -> Outcome | None:
    try:
        row |= {key: json.loads(row[key] or "null") for key in ("remarks", "notices")}
        row["faults"] = _read_faults(row["faults"])
        known = {form: json.loads(recipes[name]) for form, _, _, name in made if name in recipes}
    except (ValueError, TypeError):
        return None
    return Outcome(**row, outputs={form: size for form, size, _, _ in made} or None, recipes=known,
                   seals={form: seal for form, _, seal, _ in made})


def _read_faults(packed: str) -> tuple[Fault, ...]:
    return tuple(Fault(message, hint, lasting) for message, hint, lasting in json.loads(packed or "[]"))


def _pack(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=True) if value else None


def _encode(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def salvage(path: Path, into: sqlite3.Connection) -> int:
    """Copies all rows that can be read of a damaged ledger, from both ends of each table; gives how many documents."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, isolation_level=None)) as rows:
        rows.text_factory = bytes
        for table in NAMES:
            for order in ("ASC", "DESC"):
                with suppress(sqlite3.Error):
                    _copy(rows, into, table, order)
    into.execute("DELETE FROM outputs WHERE target NOT IN (SELECT target FROM documents)")
    return int(into.execute("SELECT count(*) FROM documents").fetchone()[0])


def _copy(rows: sqlite3.Connection, into: sqlite3.Connection, table: str, order: str) -> None:
    for row in rows.execute(f"SELECT * FROM {table} ORDER BY rowid {order}"):  # noqa: S608 - a table of ours
        values = ", ".join("CAST(? AS TEXT)" if isinstance(value, bytes) else "?" for value in row)
        into.execute(f"INSERT OR IGNORE INTO {table} VALUES ({values})", row)  # noqa: S608
