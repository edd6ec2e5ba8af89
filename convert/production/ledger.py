"""The ledger of an output folder: one line a document, so that a run goes on where the last one stopped.

`ledger.jsonl` is for people too: which outputs each source gave, what was remarked, what failed and why. A line is
added when the outputs of its document are all in place; after a run, and before the next, the lines are put in the
order of their targets, one of each: the last, with what those before it tell of other formats, if its source is still
the same. It holds no times, so that the same documents give the same ledger. One run at a time holds the folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from convert.containers.entry import LeftOut
from convert.errors import OutputError
from convert.files import is_file, is_folder, sweep, write_whole
from convert.production.hold import Hold
from convert.production.job import Outcome, pack

NAME = "ledger.jsonl"


class Ledger:
    """The ledger of a folder that this run holds; `done` maps the target of what is done to its seals, by format."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.done: dict[str, dict[str, str]] = {}
        self.damaged = 0
        """Lines that are no entries; they go when the ledger is put in order."""
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        """Takes hold of the folder and reads what is done; raises OutputError where that cannot be.

        What a run left unfinished that was killed is swept away.
        """
        self._new = not is_folder(self.path.parent)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._hold = Hold(self.path.parent)
            sweep(self.path.parent)
            entries = _join(self._read())
        except OSError as error:
            raise _refuse(self.path, error) from error
        self.done = {target: entry["seals"] for target, entry in entries.items() if entry.get("seals")}
        if self.damaged or is_file(self.path):
            self._write(entries)
        return self

    @property
    def left_out(self) -> Iterator[LeftOut]:
        """What of the ledger is not taken."""
        if self.damaged:
            why = f"{self.damaged} of its lines are damaged: what they told is done again."
            yield LeftOut(self.path, why)

    def enter(self, outcome: Outcome) -> None:
        """Adds the line of a document, for good; one that was skipped has its line. Raises OutputError."""
        if outcome.skipped:
            return
        try:
            if self._file is None:
                self._file = self.path.open("ab")
            self._file.write(_print(pack(outcome)))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _refuse(self.path, error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
                 ) -> None:
        """Closes the file, puts it in order if the run is over, and lets the folder go."""
        try:
            if self._file is not None:
                with suppress(OSError):  # what could not be written was told when it was entered
                    self._file.close()
            if kind is None and self._file is not None:
                self._write(_join(self._read()))
        finally:
            self._hold.release()
        if kind is not None and self._new:
            with suppress(OSError):  # there is something in it
                self.path.parent.rmdir()

    def _read(self) -> Iterator[dict[str, Any]]:
        """The entries that there are; lines that are none are counted."""
        if not is_file(self.path):
            return
        for entry in read_entries(self.path):
            if entry is None:
                self.damaged += 1
            else:
                yield entry

    def _write(self, entries: Mapping[str, dict[str, Any]]) -> None:
        data = b"".join(_print(entries[target]) for target in sorted(entries))
        write_whole(self.path, lambda file: file.write(data))


def _join(entries: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Target → the last entry of it, with the outputs in other formats that those before it tell of."""
    joined: dict[str, dict[str, Any]] = {}
    for entry in entries:
        before = joined.get(entry["target"], {})
        if before.get("digest") and before["digest"] == entry.get("digest"):
            for key in ("seals", "outputs"):
                if both := before.get(key, {}) | entry.get(key, {}):
                    entry[key] = both
        joined[entry["target"]] = entry
    return joined


def _refuse(path: Path, error: OSError) -> OutputError:
    return OutputError(f"Cannot write {path}: {error.strerror}.", "Choose another folder with -o.")


def read_entries(path: Path) -> Iterator[dict[str, Any] | None]:
    """The entries of a ledger, by the names of `Outcome`; None for each line that is none.

    A last line that a crash cut short is no line. Raises OSError where it cannot be read.
    """
    with path.open("rb") as lines:
        yield from (_parse(line) for line in lines if line.endswith(b"\n"))


def _parse(line: bytes) -> dict[str, Any] | None:
    """The entry of a line, each of its values of the kind that it must be; None where it is none."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    kinds = {"source": str, "target": str, "digest": str, "seals": dict, "outputs": dict, "faults": list}
    sound = (isinstance(entry, dict) and {"source", "target"} <= set(entry)
             and all(isinstance(entry[key], kind) for key, kind in kinds.items() if key in entry))
    return entry if sound else None


def _print(entry: dict[str, Any]) -> bytes:
    # A file name that is not UTF-8 holds lone surrogates: backslashreplace prints them as JSON escapes them.
    return json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
