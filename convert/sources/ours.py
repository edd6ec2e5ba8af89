"""Files that Huozi writes beside documents and that are none: the ledger of a batch and the index of its outputs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

LEDGER = "It is the ledger of a batch."
INDEX = "It is the index of a batch."

LEDGERS = ("ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.sqlite.damaged", "ledger.jsonl")
"""Names that nothing else has."""

MARKS = {
    "index.html": b'<meta name="generator" content="huozi batch">',
    "index.csv": b"source,state,title,author,date,certainty,remarks,notices,faults,outputs",
}
"""Name of a file of an index, which others have too → what ours has at its beginning."""

BEGINNING = 512
"""Bytes in which that stands."""


def tell_ours(path: Path) -> str:
    """What a file is that Huozi writes beside documents, in a sentence; empty where it is another."""
    if path.name in LEDGERS:
        return LEDGER
    mark = MARKS.get(path.name, b"")
    if mark:
        with suppress(OSError), path.open("rb") as file:
            return INDEX if mark in file.read(BEGINNING) else ""
    return ""
