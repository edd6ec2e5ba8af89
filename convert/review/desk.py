"""The desk: documents that lie open for review, read, corrected and read anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from convert.corrections import Corrections, Editing, load, parse, tell_corrected
from convert.corrections.record import SUFFIX
from convert.corrections.telling import constrain, state_facts
from convert.errors import SourceError, UsageError
from convert.files import exists, is_file, is_folder, write_whole
from convert.recovery.reader import finish, read_stages
from convert.recovery.told import is_told
from convert.recovery.weights import load_model
from convert.review.figures import Figures, measure
from convert.review.sheet import Sheet, make_sheet
from convert.sources import read_form
from convert.tree.nodes import Document


class Paper(NamedTuple):
    """A document on the desk."""

    path: Path
    """Where it lies; it may go through an archive."""
    name: str
    """As it is told from others, with its folders."""
    shelf: Path | None = None
    """A folder of corrections, or the file of those of this document; None where they lie beside it."""
    fields: tuple[tuple[str, str], ...] = ()
    """What a record is made of: role and name of the field."""

    @property
    def corrections(self) -> Path | None:
        """Where its corrections are kept; None for one in an archive, which nobody writes into."""
        if self.shelf is not None:
            return self.shelf / f"{self.path.name}{SUFFIX}" if is_folder(self.shelf) else self.shelf
        return self.path.with_name(self.path.name + SUFFIX) if is_file(self.path) else None

    def find_corrections(self, digest: str) -> Corrections | None:
        """Its corrections, by its name and the digest of its bytes; raises SourceError for wrong ones."""
        kept = self.corrections
        if kept is not None and exists(kept):
            return load(kept)
        if self.shelf is not None and not any(self.shelf.rglob(f"*{SUFFIX}")):
            return None
        return Editing(str(self.shelf or "")).find(self.path, digest)


def read_sheet(paper: Paper) -> Sheet:
    """The sheet of a document, corrected; raises SourceError where it or its corrections cannot be read."""
    form = read_form(paper.path, dict(paper.fields))
    if isinstance(form, Document):
        source = form.record.source
        said = paper.find_corrections((source.sha256 if source is not None else "") or "")
        return make_sheet(tell_corrected(form, said), corrections=said)
    said = paper.find_corrections(form.source.sha256)
    if is_told(form):
        return make_sheet(tell_corrected(form, said), corrections=said)
    reading = read_stages(form, load_model(), constrain(said))
    return make_sheet(state_facts(finish(reading), said), reading, said)


class Desk:
    """Documents that several may ask for at once; one is read at a time."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = papers
        self._measured: dict[int, Figures | str] = {}
        self._reading = Lock()

    def open(self, number: int) -> Sheet:
        """The sheet of a document as it lies there now; raises SourceError where it cannot be read."""
        with self._reading:
            return self._read(number)

    def save(self, number: int, data: bytes) -> tuple[str, Sheet]:
        """Keeps corrections beside their source: the name of their file, and the sheet by them.

        Raises UsageError for a document in an archive, SourceError for corrections with something wrong in them,
        OutputError where they cannot be written.
        """
        paper = self.papers[number]
        target = paper.corrections
        if target is None:
            raise UsageError(f"Nothing can be kept beside {paper.name}: it is no file, or lies in an archive.",
                             "Download the corrections.")
        parse(data, target.name)
        with self._reading:
            write_whole(target, lambda file: file.write(data))
            return target.name, self._read(number)

    def measure(self) -> list[Figures | str]:
        """The figures of each document, or what is wrong with it; each is read once, and again when it is opened."""
        with self._reading:
            for number in range(len(self.papers)):
                if number not in self._measured:
                    try:
                        self._read(number)
                    except SourceError as error:
                        self._measured[number] = str(error)
        return [self._measured[number] for number in range(len(self.papers))]

    def _read(self, number: int) -> Sheet:
        sheet = read_sheet(self.papers[number])
        self._measured[number] = measure(sheet)
        return sheet
