"""What the ledger of a folder tells, and whether the outputs are what it says."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from convert.errors import HuoziError, OutputError, SourceError
from convert.files import is_file
from convert.formats.registry import find_writer
from convert.production import rows
from convert.production.former import FORMER
from convert.production.hold import Hold
from convert.production.job import Outcome
from convert.production.ledger import NAME, read_outcomes
from convert.production.recipe import name_recipe, seal
from convert.production.work import digest_file


@dataclass(slots=True)
class Status:
    """How far the batch of a folder is, as its ledger tells."""

    done: int = 0
    """Documents of which every output was written."""
    failed: int = 0
    damaged: int = 0
    """Rows or lines that cannot be read."""
    planned: int = 0
    """Documents that the last run set out to do; 0 where that is not known."""
    over: bool = False
    """It came to its end."""
    running: bool = False
    """A run is writing into the folder now."""
    seconds: float = 0
    """What the documents took together."""
    certainty: float | None = None
    """The mean of the documents'."""
    files: Counter[str] = field(default_factory=Counter)
    sizes: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    """Message → how many documents failed with it."""

    def as_dict(self) -> dict[str, Any]:
        """The status in values that JSON has."""
        return {each.name: dict(value) if isinstance(value, Counter) else value for each in fields(self)
                if (value := getattr(self, each.name)) is not None}


class Departure(NamedTuple):
    """An output that is not what the ledger says."""

    source: str
    file: str
    why: str


def find_ledger(folder: Path) -> Path:
    """The ledger of a folder; raises SourceError where there is none."""
    for name in (NAME, FORMER):
        if is_file(folder / name):
            return folder / name
    raise SourceError(f"{folder} holds no ledger of a batch.", "Name the folder that a batch was written into.")


def summarize(folder: Path) -> Status:
    """How far the batch of a folder is; raises SourceError where there is no ledger that can be read."""
    path = find_ledger(folder)
    status = Status(running=_is_held(folder))
    sure = []
    for outcome in _read(path):
        if outcome is None:
            status.damaged += 1
            continue
        status.failed += outcome.failed
        status.done += not outcome.failed
        status.seconds = round(status.seconds + outcome.seconds, 4)
        sure += [] if outcome.certainty is None else [outcome.certainty]
        status.files.update((outcome.outputs or {}).keys())
        status.sizes.update(outcome.outputs or {})
        status.remarks.update(outcome.remarks or {})
        status.faults.update({fault.message for fault in outcome.faults})
    status.certainty = round(sum(sure) / len(sure), 4) if sure else None
    if path.name == NAME:
        status.planned, status.over = _read_last_run(path)
    return status


def verify(folder: Path) -> Iterator[Departure]:
    """The outputs that are not what the ledger says; raises SourceError where there is no ledger that can be read."""
    path = find_ledger(folder)
    for outcome in _read(path):
        if outcome is None:
            yield Departure("", str(path), "A row of the ledger is damaged.")
            continue
        for form in outcome.outputs or {}:
            file = folder / f"{outcome.target}{_find_suffix(form)}"
            if why := _judge(outcome, form, file):
                yield Departure(outcome.source, str(file), why)


def _judge(outcome: Outcome, form: str, file: Path) -> str:
    """What is wrong with an output; empty where nothing is."""
    made = digest_file(file)
    if not made:
        return "It is missing." if not is_file(file) else "It cannot be read."
    if form not in outcome.recipes:
        return "An earlier version made it, and did not say by which rules."
    known = seal(outcome.target, outcome.source, outcome.digest, made, name_recipe(outcome.recipes[form]))
    return "" if known == outcome.seals.get(form) else "It was changed."


def _find_suffix(form: str) -> str:
    try:
        return find_writer(form).suffix
    except HuoziError:  # a plug-in that is gone
        return f".{form}"


def _read(path: Path) -> Iterator[Outcome | None]:
    try:
        yield from read_outcomes(path)
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.", "Check the permissions.") from error


def _read_last_run(path: Path) -> tuple[int, bool]:
    try:
        with closing(rows.connect(path)) as found:
            last = found.execute("SELECT planned, over FROM runs ORDER BY number DESC LIMIT 1").fetchone()
    except sqlite3.Error:
        last = None
    return (0, False) if last is None else (last[0], bool(last[1]))


def _is_held(folder: Path) -> bool:
    """Whether a run holds a folder."""
    try:
        Hold(folder).release()
    except OutputError:
        return True
    except OSError:
        return False
    return False
