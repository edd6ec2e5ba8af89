"""Reading, writing and collecting, each one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from convert.collection import Collection
from convert.errors import SourceError
from convert.style.sheet import Style, load_style
from convert.tree.nodes import Document
from convert.writers.base import Notice, save


def read(source: str | Path | bytes, name: str | None = None) -> Document:
    """The tree of a file, or of bytes with a name; raises SourceError where the file cannot be read."""
    from convert.readers import find_reader

    if isinstance(source, bytes):
        data, name = source, name or "document.txt"
    else:
        data, name = load_source(Path(source)), name or Path(source).name
    return find_reader(name, data)(data, name)


def write(work: Document | Collection, path: str | Path, to: str | None = None, style: str | Style = "plain",
          **options: Any) -> list[Notice]:
    """Writes a document or collection, in the format of the suffix or of `to`; gives what could not be rendered.

    `options` are those of the format's writer. The file appears whole or not at all. Raises UsageError for an unknown
    format or option, StyleError for an unknown style and OutputError where the place cannot be written.
    """
    from convert.plugins import find_writer, format_of

    path = Path(path)
    writer = find_writer(to or format_of(path.name), **options)
    return save(writer, work, load_style(style) if isinstance(style, str) else style, path)


def load_source(path: Path) -> bytes:
    """The bytes of a file; raises SourceError where it is missing, is a folder or cannot be read."""
    if path.is_dir():
        raise SourceError(f"{path} is a folder.", "Name a file, or use `huozi batch` for folders.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.", "Check the name and the permissions.") from error
