"""Finding: which corrections are those of a document, among all that an editor gave for a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from convert.corrections.reading import load
from convert.corrections.record import BOOK, COMMAND, SUFFIX, TABLE, Corrections, Stated, Taught
from convert.errors import SourceError
from convert.files import exists, is_file, is_folder, load_source
from convert.recovery.weights import load_taught

if TYPE_CHECKING:
    from convert.corrections.metadata import Table


@dataclass(frozen=True, slots=True)
class Editing:
    """What an editor gave for all documents of a run; paths are empty where none is given."""

    corrections: str = ""
    """A file of corrections, or a folder of such files."""
    metadata: str = ""
    """A table of facts."""
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Facts that the command line states: standard name and values."""
    title: str = ""
    """The title that the manifest of a book gives a document."""
    weights: str = ""
    """A file of weights that `huozi learn` wrote."""

    def check(self) -> None:
        """Raises SourceError for the first file that is missing or has something wrong in it."""
        if self.corrections:
            _load_shelf(self.corrections)
        self._load_table()
        if self.weights:
            load_taught(Path(self.weights))

    def tell(self, paths: Iterable[PurePath]) -> Iterator[str]:
        """What is wrong with the table of metadata for some documents."""
        table = self._load_table()
        yield from table.tell(paths) if table is not None else ()

    def find(self, path: Path, digest: str) -> Corrections | None:
        """The corrections of a document by its path and the digest of its bytes; None where there are none.

        A file is found by the digest of the document first, then by its name; else it lies beside the document.
        """
        return self.add_facts(self.find_given(path.name, digest) or find_beside(path, digest), path)

    def find_given(self, name: str, digest: str) -> Corrections | None:
        """The corrections of a document among those that are given, wherever it lies."""
        return _load_shelf(self.corrections).find(name, digest) if self.corrections else None

    def _load_table(self) -> Table | None:
        """The table of metadata, if there is one."""
        if not self.metadata:
            return None
        from convert.corrections.metadata import load_table  # brings csv: only where there is a table

        return load_table(Path(self.metadata))

    def add_facts(self, found: Corrections | None, path: PurePath) -> Corrections | None:
        """The corrections of a document with the facts that stand elsewhere."""
        table = self._load_table()
        row = table.find(path)[1] if table is not None else {}
        titled = {"title": (self.title,)} if self.title else {}
        places = ((COMMAND, dict(self.facts)), (TABLE, row), (BOOK, titled))
        stated = [Stated(by, facts) for by, facts in places if facts]
        if self.weights:
            found = replace(found or Corrections(), weights=_seal(self.weights))
        return replace(found or Corrections(), beside=tuple(stated)) if stated else found


@lru_cache(4)
def _seal(place: str) -> Taught:
    return Taught(place, hashlib.sha256(load_source(Path(place))).hexdigest())


NOTHING = Editing()
"""Nothing was given: corrections are those beside the documents."""


class _Shelf:
    """Files of corrections, to be found by what they are for."""

    def __init__(self, files: list[Corrections]) -> None:
        self.files = files

    @cached_property
    def _digests(self) -> dict[str, Corrections]:
        return {each.digest: each for each in reversed(self.files) if each.digest}

    @cached_property
    def _names(self) -> dict[str, list[Corrections]]:
        found: dict[str, list[Corrections]] = {}
        for each in self.files:
            found.setdefault(each.name or each.file.removesuffix(SUFFIX), []).append(each)
        return found

    def find(self, name: str, digest: str) -> Corrections | None:
        """The corrections of a document; of several by its name none, since nobody knows which."""
        named = self._names.get(name) or self._names.get(PurePath(name).stem, [])
        return self._digests.get(digest) or (named[0] if len(named) == 1 else None)


@lru_cache(4)
def _load_shelf(place: str) -> _Shelf:
    """The files of a folder, or one file; raises SourceError where there is none, or something wrong in one."""
    path = Path(place)
    if not exists(path):
        raise SourceError(f"There is no file or folder {path}.", "Check the name.")
    if not is_folder(path):
        return _Shelf([load(path)])
    files = sorted(file for file in path.rglob(f"*{SUFFIX}") if is_file(file))
    if not files:
        raise SourceError(f"{path} holds no corrections.", f"Their files end in {SUFFIX}.")
    return _Shelf([load(file) for file in files])


def name_corrections(place: Path) -> Corrections | None:
    """The corrections in a file that a person names for one document; None for a folder, in which they are sought."""
    return None if is_folder(place) else load(place)


def find_beside(path: Path, digest: str) -> Corrections | None:
    """The corrections that lie beside a document: `a.txt.huozi.toml`, or `a.huozi.toml` if it is for this file."""
    for file in _list_beside(path):
        found = load(file)
        if file.name == path.name + SUFFIX or found.digest == digest or found.name in ("", path.name):
            return found
    return None


def _list_beside(path: Path) -> Iterator[Path]:
    for name in dict.fromkeys((path.name + SUFFIX, path.stem + SUFFIX)):
        file = path.with_name(name)
        if is_file(file):
            yield file
