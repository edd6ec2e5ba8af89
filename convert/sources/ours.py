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

MARKS = (
    ("index.html", b'<meta name="generator" content="huozi batch">', INDEX),
    (".html", b'<meta name="generator" content="huozi review">', "It is a page of a review."),
    ("index.csv", b"source,state,title,author,date,certainty,remarks,notices,faults,outputs", INDEX),
)
"""How a file ends, as others do too; what ours has at its beginning, and what it is then."""

BEGINNING = 512
"""Bytes in which that stands."""


def tell_ours(path: Path) -> str:
    """What a file of Huozi is, in a sentence; empty where it is another."""
    if path.name in NAMES:
        return NAMES[path.name]
    if path.name.endswith(SUFFIX):
        return "It is a file of corrections."
    marks = [(mark, said) for end, mark, said in MARKS if path.name.endswith(end)]
    if marks:
        with suppress(OSError, ValueError), path.open("rb") as file:  # ValueError: a name that the locale has not
            beginning = file.read(BEGINNING)
            return next((said for mark, said in marks if mark in beginning), "")
    return ""
