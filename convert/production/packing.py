"""The outputs of a batch as few large files: trees as JSON Lines, all else as ZIP, so many documents in each.

Files are cut in the order of the ledger, so the same outputs give the same bytes; each appears whole or not at all.
"""

from __future__ import annotations

import json
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from convert.errors import SourceError, UsageError
from convert.files import load_source, write_whole
from convert.formats.registry import written_suffixes
from convert.production.inspection import find_ledger
from convert.production.job import Outcome
from convert.production.ledger import read_outcomes

DOCUMENTS = 10_000
"""Documents of a file, where nobody says otherwise."""

TREE = "xml"
"""The format that becomes JSON Lines."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of all entries, the earliest that ZIP knows: when an output was written is no part of it."""


class Packed(NamedTuple):
    """A file that outputs were packed into."""

    file: Path
    documents: int
    size: int
    """Bytes."""


def pack_outputs(folder: Path, out: Path, documents: int = DOCUMENTS, jobs: int = 1) -> Iterator[Packed]:
    """Packs all outputs of a batch, format by format; gives each file, in their order, when it is written.

    So many `jobs` are at work at a time, each at a file; packing releases Python for others.

    Raises SourceError where there is no ledger or an output is missing, UsageError for less than one document a file
    and OutputError where the place cannot be written.
    """
    if documents < 1:
        raise UsageError(f"A file of {documents} documents is none.", "Say 1 or more.")
    tasks = _list_tasks(folder, out, documents)
    with ThreadPoolExecutor(jobs) as threads:
        written = deque(threads.submit(task) for task in islice(tasks, jobs))
        while written:
            yield written.popleft().result()
            written.extend(threads.submit(task) for task in islice(tasks, 1))


def _list_tasks(folder: Path, out: Path, documents: int) -> Iterator[Callable[[], Packed]]:
    """What writes a file each."""
    ledger = find_ledger(folder)
    for form in sorted({form for outcome in _read(ledger) for form in outcome.outputs or {}}):
        kind, write = ("jsonl", _write_lines) if form == TREE else ("zip", _write_archive)
        for number, held in enumerate(_cut(_list_places(ledger, form), documents), 1):
            yield partial(_write, out / f"{form}-{number:05d}.{kind}", partial(write, held, folder), len(held))


def _write(file: Path, write: Callable[[BinaryIO], None], documents: int) -> Packed:
    write_whole(file, write)
    return Packed(file, documents, file.stat().st_size)


Placed = tuple[Outcome, str]
"""A document, and where below the folder its output is."""


def _list_places(ledger: Path, form: str) -> Iterator[Placed]:
    suffix = written_suffixes().get(form, f".{form}")
    yield from ((outcome, f"{outcome.target}{suffix}") for outcome in _read(ledger) if form in (outcome.outputs or {}))


def _cut(places: Iterator[Placed], documents: int) -> Iterator[list[Placed]]:
    while held := list(islice(places, documents)):
        yield held


def _read(ledger: Path) -> Iterator[Outcome]:
    try:
        yield from (outcome for outcome in read_outcomes(ledger) if outcome is not None)
    except OSError as error:
        raise SourceError(f"Cannot read {ledger}: {error.strerror}.", "Check the permissions.") from error


def _write_lines(held: Sequence[Placed], folder: Path, out: BinaryIO) -> None:
    for outcome, place in held:
        known = {"source": outcome.source, "target": outcome.target, "digest": outcome.digest, "title": outcome.title,
                 "author": outcome.author, "date": outcome.date, "certainty": outcome.certainty,
                 "tree": load_source(folder / place).decode("utf-8")}
        line = json.dumps({key: value for key, value in known.items() if value not in (None, "")}, ensure_ascii=False)
        out.write(line.encode("utf-8", "backslashreplace") + b"\n")


def _write_archive(held: Sequence[Placed], folder: Path, out: BinaryIO) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for _, place in held:
            printed = place.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            entry = zipfile.ZipInfo(printed, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, load_source(folder / place))
