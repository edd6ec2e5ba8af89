"""Documents however they are given: as paths, bytes, open files or the text itself."""

from __future__ import annotations

import hashlib
import os
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import IO

from convert.containers.fields import Columns, check_columns
from convert.containers.opened import Held
from convert.corrections import NOTHING, Corrections, Editing, tell_corrected
from convert.errors import SourceError, UsageError
from convert.formats.registry import find_reader
from convert.recovery.text import Text
from convert.sources.loading import load, load_bytes
from convert.tree.characters import UNFIT
from convert.tree.nodes import Document

NAMELESS = "document.txt"
"""The name of a document that has none."""

Stream = IO[bytes] | IO[str]
"""A file that is open for reading."""

Given = str | os.PathLike[str] | bytes | bytearray | memoryview | Stream
"""What a document may be given as: a path, bytes, or an open file."""

def read(source: Given, name: str | None = None, *, fields: Columns | None = None,
         corrections: Corrections | Editing | None = None) -> Document:
    """The tree of a file by its path, of bytes, or of what an open file gives; SourceError where it cannot be read.

    Raises UsageError for what is none of these. A path may go through an archive as through a folder: `a.zip/b.docx`.
    An archive itself is read where it holds one document. `fields` name what a record is made of: `{"text": "内容"}`.
    `corrections` say what the document is to be; without them those that lie beside a file do.

    What XML cannot hold of a name, such as a byte that is not UTF-8, stands in the record as Python escapes it.
    """
    columns = check_columns(fields or {})
    if isinstance(source, str | os.PathLike):
        held = load(Path(source), columns)
        said = corrections if isinstance(corrections, Corrections) else (corrections or NOTHING).find(
            Path(source), hashlib.sha256(held.data).hexdigest())
        return read_held(held if name is None else held._replace(name=name), said)
    if isinstance(source, bytes | bytearray | memoryview):
        return _read_loaded(load_bytes(bytes(source), name or NAMELESS, columns), corrections)
    if not hasattr(source, "read"):
        raise UsageError(f"No document can be given as {type(source).__name__}.",
                         "Give a path, bytes or an open file; the text itself goes to read_text.")
    given = _read_stream(source)
    named = name or _name_stream(source)
    if isinstance(given, str):
        return read_text(given, named, corrections if isinstance(corrections, Corrections) else None)
    return _read_loaded(load_bytes(given, named, columns), corrections)


def _read_loaded(held: Held, corrections: Corrections | Editing | None) -> Document:
    """The tree of a document that lies in no file, beside which there are no corrections."""
    if isinstance(corrections, Editing):
        found = corrections.find_given(held.name, hashlib.sha256(held.data).hexdigest())
        return read_held(held, corrections.add_facts(found, PurePath(held.name)))
    return read_held(held, corrections)


def read_held(held: Held, corrections: Corrections | None = None) -> Document:
    """The tree of a document that is loaded, corrected; raises SourceError where it cannot be read."""
    return tell_corrected(_read_form(held), corrections)


def read_form(path: Path, fields: Columns | None = None) -> Text | Document:
    """What the reader of its format gives of a file: a text whose structure is still to be told, or a finished tree."""
    return _read_form(load(path, check_columns(fields or {})))


def _read_form(held: Held) -> Text | Document:
    return (held.reader or find_reader(held.name, held.data))(held.data, print_name(held.name))


def read_text(text: str, name: str = NAMELESS, corrections: Corrections | None = None) -> Document:
    """The tree of a text; its name may say by a suffix in which format it is.

    Raises errors as `read` does where the suffix is that of a format that is no plain text, else none: what only begins
    like another format is read as text. Its record has the digest and size of the text in UTF-8; a lone surrogate,
    which no file can hold, is a lost byte.
    """
    if not isinstance(text, str):
        raise UsageError(f"No text can be given as {type(text).__name__}.", "Bytes and open files go to read.")
    data = text.encode("utf-8", "surrogatepass")
    found = find_reader(name, data, text=True)(BOM_UTF8 + data, print_name(name))
    if isinstance(found, Document):
        return tell_corrected(found, corrections)
    lost = tuple(each._replace(offset=each.offset - len(BOM_UTF8)) for each in found.source.lost)
    source = replace(found.source, bom=False, size=len(data), sha256=hashlib.sha256(data).hexdigest(), lost=lost)
    return tell_corrected(replace(found, source=source), corrections)


def print_name(name: str) -> str:
    """A file name as the record holds it; one that the locale could not read is read as UTF-8."""
    if name.isprintable():
        return name
    with suppress(UnicodeEncodeError):
        name = name.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    return UNFIT.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), name)


def _read_stream(stream: Stream) -> str | bytes:
    """All that an open file gives; raises SourceError where it gives nothing or fails."""
    try:
        given = stream.read()
    except UnicodeDecodeError as error:
        raise SourceError(f"{_name_stream(stream)} is not in the encoding it was opened with: {error.reason}.",
                          "Open it in binary mode: its encoding is found.") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"Cannot read {_name_stream(stream)}: {str(error).rstrip('.')}.",
                          "Check that it is open for reading.") from error
    if not isinstance(given, str | bytes):
        raise SourceError(f"{_name_stream(stream)} gives neither text nor bytes.", "Open it in binary mode.")
    return given


def _name_stream(stream: Stream) -> str:
    """The name of the file that is open, without its folder; standard input and what lies in memory have none."""
    name = getattr(stream, "name", None)
    return PurePath(name).name if isinstance(name, str) and name[:1] != "<" else NAMELESS
