"""Which files, in folders and in archives, are documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from convert.containers.documents import ARCHIVE, HIDDEN, judge, list_documents, open_outer, tell
from convert.containers.entry import LeftOut
from convert.containers.fields import Columns, check_columns
from convert.containers.kinds import kind_of
from convert.containers.names import is_hidden
from convert.corrections.record import SUFFIX
from convert.errors import SourceError
from convert.files import exists, is_file, is_folder, open_source, resolve
from convert.formats.registry import read_suffixes
from convert.sources.loading import locate

Found = tuple[Path, PurePath]
"""A document, and its path below the folder it was found in."""


def find_documents(paths: Sequence[Path], without: Path | None = None, left_out: list[LeftOut] | None = None,
                   columns: Columns | None = None, *, outside: bool = False) -> Iterator[Found]:
    """The files named, all documents in the folders and archives named, and all records of files of records.

    Each comes once, folders in the order of their names, archives and records in their own. What is no document is
    added to `left_out` with its reason; the file or folder `without` is passed over. Links that lead out of their
    folder are followed only where what lies `outside` is wanted. Raises SourceError where a path is missing or where
    there is no document at all.
    """
    told = left_out if left_out is not None else []
    fields = check_columns(columns or {})
    seen: set[str] = set()
    for path in paths:
        if not exists(path) and not locate(path)[1]:
            raise SourceError(f"There is no file or folder {path}.", "Check the name.")
    for path in paths:
        for file, below in _find(path, without, fields, told, outside):
            if str(file) not in seen:
                seen.add(str(file))
                yield file, below
    if not seen:
        _refuse(paths, told)


def _refuse(paths: Sequence[Path], left_out: Sequence[LeftOut]) -> None:
    if not paths:
        raise SourceError("No document is named.", "Name a file or a folder.")
    named = ", ".join(map(str, paths))
    if left_out:
        raise SourceError(f"No document in {named}.", tell(left_out))
    raise SourceError(f"No document in {named}.", f"Taken are files that end in {', '.join(read_suffixes())}.")


def _find(path: Path, without: Path | None, columns: Columns, left_out: list[LeftOut], outside: bool
          ) -> Iterator[Found]:
    """The documents of one path."""
    if is_folder(path):
        for file in _walk(path, without, left_out, outside):
            below = file.relative_to(path)
            yield from _open_up(file, below.with_name(_strip(below.name)), columns, left_out) or [(file, below)]
        return
    held = _open_up(path, PurePath(), columns, left_out) if exists(path) else None
    yield from held or [(path, PurePath(path.name))]


def _open_up(path: Path, below: PurePath, columns: Columns, left_out: list[LeftOut]) -> Iterator[Found] | None:
    """The documents of a file that is a container; None where it is none."""
    if kind_of(path.name) is None and path.name.lower().endswith(read_suffixes()):
        return None
    try:
        container = open_outer(path, columns)
    except SourceError as error:
        left_out.append(LeftOut(path, str(error)))
        return iter(())
    if container is None:
        return None
    return ((path / name, below / name) for name in list_documents(container, path, columns, left_out))


def _strip(name: str) -> str:
    """The name of the folder that a container is."""
    kind = kind_of(name)
    suffix = next((each for each in kind.suffixes if name.lower().endswith(each)), "") if kind is not None else ""
    return name[: len(name) - len(suffix)].removesuffix(".tar") or name


def _walk(folder: Path, without: Path | None, left_out: list[LeftOut], outside: bool) -> Iterator[Path]:
    """The files of a folder that may be documents or hold some."""
    avoided = resolve(without) if without is not None else None
    root = resolve(folder)
    walked: set[Path] = set()

    def complain(error: OSError) -> None:
        left_out.append(LeftOut(Path(error.filename), f"It cannot be opened: {error.strerror}."))

    def leave(path: Path) -> bool:
        """Whether a link is left out, which is told."""
        away = path.is_symlink() and not outside and not resolve(path).is_relative_to(root)
        left_out.extend([LeftOut(path, AWAY)] if away else [])
        return away

    for parent, folders, files in os.walk(folder, onerror=complain, followlinks=outside):
        here = Path(parent)
        walked.add(resolve(here))
        folders[:] = sorted(name for name in folders if resolve(here / name) not in (avoided, *walked))
        left_out += [LeftOut(here / name, HIDDEN) for name in folders if is_hidden(name)]
        folders[:] = [name for name in folders if not is_hidden(name) and not leave(here / name)]
        for name in sorted(files):
            if (avoided is not None and resolve(here / name) == avoided) or leave(here / name):
                continue
            why = _judge_file(here / name)
            if why:
                left_out.append(LeftOut(here / name, why))
            else:
                yield here / name


AWAY = "It is a link that leads out of the folder; --outside follows it."


def _judge_file(path: Path) -> str:
    """Why a file of a folder is not taken; empty where it is."""
    if is_hidden(path.name):
        return HIDDEN
    if path.name in _OURS:
        return _OURS[path.name]
    if path.name.endswith(SUFFIX):
        return "It is a file of corrections."
    if not is_file(path):
        return "It is no regular file."
    if kind_of(path.name) is not None:
        return ""
    try:
        why = judge(path.name, lambda: open_source(path))
    except SourceError as error:
        return error.message
    return "" if why == ARCHIVE else why


_OURS = {"huozi.toml": "It says what is wanted of commands in this folder.",
         "ledger.jsonl": "It is the ledger of a batch."}
"""Files that Huozi writes beside documents."""
