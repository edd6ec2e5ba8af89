"""Which files, and which entries of containers, are documents; what is left out is told with its reason."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from convert.containers.entry import Container, Entry, LeftOut, Skipped, Stretch
from convert.containers.fields import Columns
from convert.containers.kinds import Kind, find_kind, kind_of
from convert.containers.limits import DEEPEST
from convert.containers.names import is_hidden
from convert.errors import SourceError
from convert.files import open_source
from convert.formats.recognition import ARCHIVES, recognise_file
from convert.formats.registry import FORMATS, read_suffixes
from convert.formats.text.decode import is_binary

LOOKED_AT = 16 << 20
"""Bytes of an entry without a known suffix up to which its content is looked at."""

HIDDEN = "It is hidden."
ARCHIVE = "It is an archive under another name."

Stretches = dict[str, Stretch]
"""Path of a record through its file → where it lies there."""

Open = Callable[[], BinaryIO]
"""Opens a file or entry for a look at its content."""


def judge(name: str, look: Open) -> str:
    """Why a file is no document, in a sentence; empty where it is one, by its suffix or by its content."""
    if name.lower().endswith(read_suffixes()):
        return ""
    with look() as file:
        content = recognise_file(file)
        head = file.read(4096)
    if content in ARCHIVES:
        return ARCHIVE
    if content in (form.name for form in FORMATS if form.reader):
        return ""
    if content or is_binary(head):
        return f"It holds no text: it is {content or 'a binary file'}."
    suffix = PurePosixPath(name).suffix
    return f"No document ends in {suffix}; it is read where it is named itself." if suffix else ""


def list_documents(container: Container, path: Path, columns: Columns, left_out: list[LeftOut], depth: int = 1,
                   stretches: Stretches | None = None) -> Iterator[str]:
    """The names of all documents in a container and in those within it; the rest is added to `left_out`.

    What is wrong with it from some entry on is told there too. Where records lie that can be taken from their file
    alone is added to `stretches`.
    """
    try:
        for entry in container.entries():
            if isinstance(entry, Skipped):
                left_out.append(LeftOut(path / entry.name, entry.why))
            elif entry.reader is not None:
                if stretches is not None and entry.at is not None:
                    stretches[str(path / entry.name)] = entry.at
                yield entry.name
            else:
                yield from _list_entry(entry, path, columns, left_out, depth)
    except SourceError as error:
        left_out.append(LeftOut(path, str(error)))
    finally:
        container.close()


def _list_entry(entry: Entry, path: Path, columns: Columns, left_out: list[LeftOut], depth: int) -> Iterator[str]:
    here = path / entry.name
    try:
        why = HIDDEN if is_hidden(entry.name) else ""
        kind = None if why else kind_of(entry.name)
        if kind is not None and depth >= DEEPEST:
            why = f"It lies in {depth} archives, one in the other: unpack the outermost."
        elif kind is not None and (inner := open_inner(entry.name, entry.load(), columns)) is not None:
            yield from (f"{entry.name}/{name}" for name in list_documents(inner, here, columns, left_out, depth + 1))
            return
        elif not why:
            why = _judge_entry(entry)
    except SourceError as error:
        why = str(error)
    if why:
        left_out.append(LeftOut(here, why))
    else:
        yield entry.name


def _judge_entry(entry: Entry) -> str:
    if entry.size > LOOKED_AT and not entry.name.lower().endswith(read_suffixes()):
        return "No document is known to end so, and it is too large for a look."
    return judge(entry.name, lambda: io.BytesIO(entry.load()))


def tell(left_out: Sequence[LeftOut]) -> str:
    """Why files were left out, the first of them."""
    return " ".join(f"{each.path}: {each.why}" for each in left_out[:3])


def open_inner(name: str, data: bytes, columns: Columns) -> Container | None:
    """The container that bytes are; None where they are none. Raises SourceError where it is damaged."""
    file = io.BytesIO(data)
    kind = find_kind(name, recognise_file(file))
    return kind.make(file, name, columns) if kind is not None else None


def open_outer(path: Path, columns: Columns, open_file: Callable[[Path], BinaryIO] = open_source) -> Container | None:
    """The container that a file is; None where it is none. Raises SourceError where it is damaged or missing."""
    file = open_file(path)
    kind: Kind | None = None
    try:
        kind = find_kind(path.name, recognise_file(file))
        return kind.make(file, path.name, columns) if kind is not None else None
    except BaseException:
        file.close()
        raise
    finally:
        if kind is None:
            file.close()
