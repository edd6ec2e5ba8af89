"""Files of Huozi beside documents that are none: ledger and index of a batch, settings, corrections."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from convert.corrections.record import SUFFIX

LEDGER = "It is the ledger of a batch."
INDEX = "It is the index of a batch."

NAMES = {"huozi.toml": "It says what is wanted of commands in this folder.", **dict.fromkeys((
    "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.sqlite.damaged", "ledger.jsonl"), LEDGER)}
"""Name that nothing else has → what a file is that has it."""

MARKS = {
    "index.html": b'<meta name="generator" content="huozi batch">',
    "index.csv": b"source,state,title,author,date,certainty,remarks,notices,faults,outputs",
}
"""Name of a file of an index, which others have too → what ours has at its beginning."""

BEGINNING = 512
"""Bytes in which that stands."""


def tell_ours(path: Path) -> str:
    """What a file of Huozi is, in a sentence; empty where it is another."""
    if path.name in NAMES:
        return NAMES[path.name]
    if path.name.endswith(SUFFIX):
        return "It is a file of corrections."
    mark = MARKS.get(path.name, b"")
    if mark:
        with suppress(OSError), path.open("rb") as file:
            return INDEX if mark in file.read(BEGINNING) else ""
    return ""
