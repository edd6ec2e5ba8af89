"""What every writer is, and what every output says of itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, Protocol, TypeVar

from convert.collection import Collection
from convert.errors import OutputError
from convert.style.sheet import Style
from convert.tree.nodes import Document
from convert.version import VERSION

GENERATOR = f"Huozi {VERSION}"
"""How outputs name the program that made them."""

Work = Document | Collection
"""What a writer renders."""

T = TypeVar("T")


def unfinished(process: int) -> str:
    """How the names of files end that a process has not finished yet."""
    return f".{process}.part"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a writer could not render as the tree has it: `code` says what kind, `message` what and where."""

    code: str
    message: str


class Writer(Protocol):
    """Renders a document or a collection in one format."""

    name: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the whole file to `out` and gives what could not be rendered; same input, same bytes."""


def save(writer: Writer, work: Work, style: Style, path: Path) -> list[Notice]:
    """Writes to a path, whole or not at all; raises OutputError where it cannot."""
    return write_whole(path, lambda out: writer.write(work, style, out))


def write_whole(path: Path, write: Callable[[BinaryIO], T]) -> T:
    """Gives `write` a file to fill, which takes the path when it is whole; raises OutputError where it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=unfinished(os.getpid()))
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror}.", "Choose another place with -o.") from error
    try:
        with os.fdopen(handle, "wb") as out:
            result = write(out)
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror}.", "Choose another place with -o.") from error
    finally:
        Path(beside).unlink(missing_ok=True)
    return result


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
