"""The ledger of an output folder: one line a document, so that a run goes on where the last one stopped.

`ledger.jsonl` is for people too: which outputs each source gave, what was remarked, what failed and why. A line is
added when the outputs of its document are all in place; before and after a run the lines are put in the order of their
targets, the last of each. It holds no times, so that the same documents give the same ledger.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from convert.errors import OutputError
from convert.production.job import Outcome, pack

NAME = "ledger.jsonl"


class Ledger:
    """The ledger of a folder, open for entries; `done` maps the target of what is done to its seal."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.done = {entry["target"]: entry["seal"] for entry in _known_entries(self.path) if "seal" in entry}

    def __enter__(self) -> Self:
        """Opens the file; raises OutputError where it cannot be written."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._sort()
            self._file: BinaryIO = self.path.open("ab")
        except OSError as error:
            raise OutputError(f"Cannot write {self.path}: {error.strerror}.", "Choose another folder with -o."
                              ) from error
        return self

    def enter(self, outcome: Outcome) -> None:
        """Adds the line of a document; one that was skipped has its line."""
        if not outcome.skipped:
            self._file.write(_print(pack(outcome)))
            self._file.flush()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
                 ) -> None:
        """Closes the file, and puts it in order if the run is over."""
        self._file.close()
        if kind is None:
            self._sort()

    def _sort(self) -> None:
        lines = {entry["target"]: _print(entry) for entry in _known_entries(self.path)}
        beside = self.path.with_name(f".{NAME}.new")
        beside.write_bytes(b"".join(lines[target] for target in sorted(lines)))
        beside.replace(self.path)


def _known_entries(path: Path) -> Iterator[dict[str, Any]]:
    return read_entries(path) if path.is_file() else iter(())


def read_entries(path: Path) -> Iterator[dict[str, Any]]:
    """The entries of a ledger, by the names of `Outcome`; a last line that a crash cut short is no entry.

    Raises OSError where it cannot be read and ValueError where a line is no JSON.
    """
    with path.open("rb") as lines:
        yield from (json.loads(line) for line in lines if line.endswith(b"\n"))


def _print(entry: dict[str, Any]) -> bytes:
    # A file name that is not UTF-8 holds lone surrogates: backslashreplace prints them as JSON escapes them.
    return json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
