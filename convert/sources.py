"""Sources: which files are documents, and the trees they give."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from convert.errors import SourceError
from convert.files import load_source
from convert.formats.registry import find_reader, read_suffixes
from convert.recovery.reader import read as tell_structure
from convert.recovery.text import Text
from convert.tree.nodes import Document

_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML document can hold (XML 1.0, production 2)."""

Found = tuple[Path, PurePath]
"""A document, and its path below the folder it was found in."""


def read(source: str | Path | bytes, name: str | None = None) -> Document:
    """The tree of a file, or of bytes with a name; raises SourceError where the file cannot be read.

    What XML cannot hold of a name, such as a byte that is not UTF-8, stands in the record as Python escapes it.
    """
    found = read_form(source, name)
    return found if isinstance(found, Document) else tell_structure(found)


def read_form(source: str | Path | bytes, name: str | None = None) -> Text | Document:
    """What the reader of its format gives: a text whose structure is still to be told, or a finished tree."""
    if isinstance(source, bytes):
        data, name = source, name or "document.txt"
    else:
        data, name = load_source(Path(source)), name or Path(source).name
    printed = _UNFIT.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), name)
    return find_reader(name, data)(data, printed)


def find_documents(paths: Sequence[Path], without: Path | None = None) -> Iterator[Found]:
    """The files named and all documents in the folders named, each once, folders in the order of their names.

    Hidden files are left out, and so is the folder `without`. Raises SourceError where a path is missing or
    where there is no document at all.
    """
    seen: set[str] = set()
    for path in paths:
        if not path.exists():
            raise SourceError(f"There is no file or folder {path}.", "Check the name.")
    for path in paths:
        for file in _walk(path, without) if path.is_dir() else (path,):
            if str(file) not in seen:
                seen.add(str(file))
                yield file, file.relative_to(path if path.is_dir() else path.parent)
    if not seen:
        folders = ", ".join(map(str, paths))
        raise SourceError(f"No document in {folders}.", f"Taken are files that end in {', '.join(read_suffixes())}.")


def _walk(folder: Path, without: Path | None) -> Iterator[Path]:
    avoided = without.resolve() if without is not None else None
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if name[0] != "." and (here / name).resolve() != avoided)
        yield from (here / name for name in sorted(files) if name[0] != "." and name.lower().endswith(read_suffixes()))
