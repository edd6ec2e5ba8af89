"""Files, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from convert.errors import OutputError, SourceError

T = TypeVar("T")


def load_source(path: Path) -> bytes:
    """The bytes of a file; raises SourceError where it is missing, is no regular file or cannot be read."""
    with open_source(path) as file:
        try:
            return file.read()
        except OSError as error:
            raise SourceError(f"Cannot read {path}: {error.strerror}.", _CHECK) from error


def open_source(path: Path) -> BinaryIO:
    """A file, open; raises SourceError where it is missing, is no regular file or cannot be read.

    A pipe or a device is refused before it is opened: who reads it may wait for ever, or read without end.
    """
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
        if kind == stat.S_IFDIR:
            raise SourceError(f"{path} is a folder.", "Name a file, or use `huozi batch` for folders.")
        if kind != stat.S_IFREG:
            raise SourceError(f"{path} is no regular file but a pipe or a device.",
                              "Give a file; `-` reads standard input.")
        return cast(BinaryIO, path.open("rb"))
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.", _CHECK) from error
    except ValueError as error:
        raise SourceError(f"{str(path)!r} is no name of a file: {error}.", "Check the name.") from error


_CHECK = "Check the name and the permissions."


def exists(path: Path) -> bool:
    """Whether there is anything at a path; at a name that a system refuses there is not."""
    return _stat_kind(path) != 0


def is_file(path: Path) -> bool:
    """Whether there is a regular file at a path, or at what it links to."""
    return _stat_kind(path) == stat.S_IFREG


def is_folder(path: Path) -> bool:
    """Whether there is a folder at a path, or at what it links to."""
    return _stat_kind(path) == stat.S_IFDIR


def _stat_kind(path: Path) -> int:
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return 0


def resolve(path: Path) -> Path:
    """Where a path leads, links followed; where they lead in a circle, or the name is none, the path itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # RuntimeError up to Python 3.12
        return path.absolute()


def unfinished(process: int) -> str:
    """How the names of files end that a process has not finished yet."""
    return f".{process}.part"


_UNFINISHED = re.compile(r"\..*\.(\d{1,9})\.part")


def sweep(folder: Path) -> None:
    """Removes what processes left unfinished in a folder and below that are no more."""
    for parent, _, names in os.walk(folder):
        for name in names:
            match = _UNFINISHED.fullmatch(name)
            if match and not _is_alive(int(match[1])):
                with suppress(OSError):
                    (Path(parent) / name).unlink()


def _is_alive(process: int) -> bool:
    """Whether there is a process of this number; where nobody can say, yes."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def write_whole(path: Path, write: Callable[[BinaryIO], T]) -> T:
    """Gives `write` a file to fill, which takes the path when it is whole; raises OutputError where it cannot.

    A pipe or a device is not replaced. The file is on the disk before it takes the path, so that a loss of power leaves
    the one before or this one, never half of it.
    """
    if _stat_kind(path) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise OutputError(f"{path} is no regular file but a pipe or a device.", "Choose another place with -o.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=unfinished(os.getpid()))
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror}.", "Choose another place with -o.") from error
    try:
        with os.fdopen(handle, "wb") as out:
            result = write(out)
            out.flush()
            os.fsync(out.fileno())
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror}.", "Choose another place with -o.") from error
    finally:
        Path(beside).unlink(missing_ok=True)
    return result


def write_folder(path: Path, fill: Callable[[Path], T], may_replace: Callable[[Path], bool]) -> T:
    """Gives `fill` an empty folder, which takes the path when it is whole; raises OutputError where it cannot.

    It takes the place of an empty folder, and of one that it `may_replace`.
    """
    if exists(path) and not (is_folder(path) and (next(path.iterdir(), None) is None or may_replace(path))):
        raise OutputError(f"{path} holds something else.", "Choose a folder that is new or empty with -o.")
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=path.absolute().parent, prefix=f".{path.name}.",
                                       suffix=unfinished(os.getpid())))
        try:
            (beside / "new").mkdir()
            result = fill(beside / "new")
            if exists(path):
                path.rename(beside / "old")
            (beside / "new").rename(path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror}.", "Choose another place with -o.") from error
    return result


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
