"""The ledger of an output folder, so that a run goes on where the last one stopped.

`ledger.sqlite` says what was made of which source, by which recipe, what was remarked, how sure the reader was, how
long it took, what failed and why. A document is entered when its outputs are all in place; one run at a time holds the
folder. A ledger that is damaged is replaced by what can be read of it, and what is lost is done again: an output counts
only where its seal proves it. That of an earlier version is taken over.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from convert.containers.entry import LeftOut
from convert.errors import OutputError
from convert.files import is_file, is_folder, sweep, unfinished
from convert.production import rows
from convert.production.former import FORMER, read_lines
from convert.production.hold import Hold
from convert.production.job import Job, Outcome
from convert.production.recipe import name_trial
from convert.production.targets import find_review

NAME = "ledger.sqlite"

DAMAGED = ".damaged"
"""What is added to the name of a ledger that is damaged; it is kept."""

CALM = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL")
"""A process that is killed loses nothing that was entered; where power fails, the last documents may be done again."""


class Ledger:
    """The ledger of a folder that this run holds."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.left_out: list[LeftOut] = []
        """What of the ledger is not taken."""

    def __enter__(self) -> Self:
        """Takes hold of the folder and opens the ledger; raises OutputError where that cannot be.

        What a run left unfinished that was killed is swept away.
        """
        self._new = not is_folder(self.path.parent)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._hold = Hold(self.path.parent)
        except OSError as error:
            raise _refuse(self.path, error.strerror) from error
        try:
            sweep(self.path.parent)
            self._rows = self._open()
            self._take_over()
        except (OSError, sqlite3.Error) as error:
            self._hold.release()
            raise _refuse(self.path, getattr(error, "strerror", None) or str(error)) from error
        except BaseException:
            self._hold.release()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
                 ) -> None:
        """Closes the ledger and lets the folder go; one that was made for nothing goes too."""
        empty = False
        with suppress(sqlite3.Error):  # what could not be written was told when it was entered
            empty = self._rows.execute("SELECT count(*) FROM documents").fetchone() == (0,)
        try:
            with suppress(sqlite3.Error):
                self._rows.close()
            if kind is not None and self._new and empty:
                self.path.unlink(missing_ok=True)
                with suppress(OSError):  # there is something in it
                    self.path.parent.rmdir()
        finally:
            self._hold.release()

    def begin(self, planned: int) -> None:
        """Says how many documents this run sets out to do."""
        self._execute("INSERT INTO runs (planned) VALUES (?)", planned)

    def end(self) -> None:
        """Says that the run is over; what processes left that were killed elsewhere is swept away."""
        sweep(self.path.parent)
        self._execute("UPDATE runs SET over = 1 WHERE number = (SELECT max(number) FROM runs)")

    def enter(self, outcome: Outcome) -> None:
        """Enters a document, for good; one that was skipped is entered already. Raises OutputError.

        Its page of review, which shows what was before, goes.
        """
        if outcome.skipped:
            return
        if page := find_review(self.path.parent, outcome.target):
            with suppress(OSError):
                (self.path.parent / page).unlink()
        try:
            self._rows.execute("BEGIN")
            rows.enter(self._rows, outcome)
            self._rows.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._rows.execute("ROLLBACK")
            raise _refuse(self.path, str(error)) from error

    def recall_seals(self, target: str) -> dict[str, str]:
        """Format → seal of the outputs of a target."""
        return rows.recall_seals(self._rows, target)

    def recall_failure(self, job: Job) -> Outcome | None:
        """What became of a job that failed before for reasons that still hold; None where it did not."""
        failure = rows.recall_failure(self._rows, job.target)
        return failure if failure is not None and failure.trial == name_trial(job) else None

    def is_made(self, target: str, form: str) -> bool:
        """Whether the output of a target in a format was made."""
        return rows.is_made(self._rows, target, form)

    def list_outcomes(self) -> Iterator[Outcome]:
        """What became of all documents, in the order of their targets."""
        yield from (outcome for outcome in rows.list_outcomes(self._rows) if outcome is not None)

    def _execute(self, statement: str, *values: int) -> None:
        try:
            self._rows.execute(statement, values)
        except sqlite3.Error as error:
            raise _refuse(self.path, str(error)) from error

    def _open(self) -> sqlite3.Connection:
        """The rows, in a new ledger where the old one is damaged."""
        try:
            return _open_sound(self.path)
        except sqlite3.OperationalError:  # not the ledger is wrong but the folder or the disk
            raise
        except sqlite3.DatabaseError:
            self._mend()
            return _open_sound(self.path)

    def _mend(self) -> None:
        beside = self.path.with_name(f".{self.path.name}{unfinished(os.getpid())}")
        with closing(rows.connect(beside, writing=True)) as made:
            made.execute("PRAGMA journal_mode = OFF")  # what is half done is thrown away
            rows.make_tables(made)
            made.execute("BEGIN")
            saved = rows.salvage(self.path, made)
            made.execute("COMMIT")
        kept = self.path.with_name(self.path.name + DAMAGED)
        shutil.copyfile(self.path, kept)
        for log in ("-wal", "-shm"):
            self.path.with_name(self.path.name + log).unlink(missing_ok=True)
        beside.replace(self.path)
        self.left_out.append(LeftOut(kept, f"It is a damaged ledger: what it told of {saved} documents is kept, what "
                                           "else it told is done again."))

    def _take_over(self) -> None:
        """Enters what a ledger of an earlier version tells, which then goes."""
        former = self.path.with_name(FORMER)
        if not is_file(former):
            return
        damaged = 0
        self._rows.execute("BEGIN")
        for outcome in read_lines(former):
            if outcome is None:
                damaged += 1
            else:
                rows.enter(self._rows, outcome)
        self._rows.execute("COMMIT")
        former.unlink()
        if damaged:
            self.left_out.append(LeftOut(former, f"{damaged} of its lines are damaged: what they told is done again."))


def _open_sound(path: Path) -> sqlite3.Connection:
    """The rows of a ledger for writing; raises sqlite3.DatabaseError where it is damaged, OutputError for a later one.

    Its tables are made where there are none.
    """
    opened = rows.connect(path, writing=True)
    try:
        for setting in CALM:
            opened.execute(setting)
        (layout,) = opened.execute("PRAGMA user_version").fetchone()
        if layout > rows.LAYOUT:
            raise OutputError(f"{path} is the ledger of a later version of Huozi.", "Use that, or another folder.")
        if layout < rows.LAYOUT:
            rows.make_tables(opened)
        (found,) = opened.execute("PRAGMA quick_check(1)").fetchone()
        missing = set(rows.NAMES).difference(name for (name,) in opened.execute("SELECT name FROM sqlite_master"))
        if found != "ok" or missing:
            raise sqlite3.DatabaseError(found)
    except BaseException:
        opened.close()
        raise
    return opened


def _refuse(path: Path, why: str | None) -> OutputError:
    return OutputError(f"Cannot write {path}: {why or 'it cannot be opened'}.",
                       "Make room or choose another folder with -o; what was finished stays.")


def read_outcomes(path: Path) -> Iterator[Outcome | None]:
    """What a ledger tells of documents, that of an earlier version too; None for each line or row that is damaged.

    Raises OSError where it cannot be read.
    """
    with path.open("rb") as file:
        ours = file.read(16) == b"SQLite format 3\0"
    if not ours:
        yield from read_lines(path)
        return
    try:
        with closing(rows.connect(path)) as found:
            yield from rows.list_outcomes(found)
    except sqlite3.DatabaseError:
        yield None
