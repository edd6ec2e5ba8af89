"""Files, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from convert.errors import OutputError, SourceError

T = TypeVar("T")


def load_source(path: Path) -> bytes:
    """The bytes of a file; raises SourceError where it is missing, is a folder or cannot be read."""
    try:
        if path.is_dir():
            raise SourceError(f"{path} is a folder.", "Name a file, or use `huozi batch` for folders.")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.", "Check the name and the permissions.") from error
    except ValueError as error:
        raise SourceError(f"{str(path)!r} is no name of a file: {error}.", "Check the name.") from error


def unfinished(process: int) -> str:
    """How the names of files end that a process has not finished yet."""
    return f".{process}.part"


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
