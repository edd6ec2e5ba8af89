"""Which files, in folders and in archives, are documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path, PurePath
from typing import NamedTuple

from convert.containers.documents import ARCHIVE, HIDDEN, Stretches, judge, list_documents, open_outer, tell
from convert.containers.entry import LeftOut
from convert.containers.fields import Columns, check_columns
from convert.containers.kinds import kind_of
from convert.containers.names import is_hidden
from convert.errors import SourceError
from convert.files import exists, is_file, is_folder, open_source, resolve
from convert.formats.registry import read_suffixes
from convert.sources.layout import expand, find_places
from convert.sources.loading import choose_opener
from convert.sources.ours import tell_ours
from convert.sources.remote import find_url, list_url, open_url

Found = tuple[Path, PurePath]
"""A document, and its path below the folder it was found in."""


class Told(NamedTuple):
    """What is told while documents are looked for."""

    left_out: list[LeftOut]
    stretches: Stretches | None


def find_documents(paths: Sequence[Path], without: Path | None = None, left_out: list[LeftOut] | None = None,
                   columns: Columns | None = None, *, outside: bool = False, shared: bool = False,
                   stretches: Stretches | None = None) -> Iterator[Found]:
    """The files named, all documents in the folders and archives named, and all records of files of records.

    Where they lie is told below the folder or archive they were found in; where it is to be `shared`, below the one
    folder that all paths share, so that it does not depend on their order. Each comes once, folders in the order of
    their names, archives and records in their own. What is no document is added to `left_out` with its reason; the
    file or folder `without` is passed over. Links that lead out of their folder are followed only where what
    lies `outside` is wanted. Where records lie that can be taken from their file alone is added to `stretches`. Raises
    SourceError where a path is missing or where there is no document at all.
    """
    told = Told(left_out if left_out is not None else [], stretches)
    fields = check_columns(columns or {})
    paths = list(expand(paths))
    seen: set[str] | None = set() if _overlap(paths) else None
    empty = True
    places = find_places(paths) if shared and len(paths) > 1 else []
    for path, place in zip_longest(paths, places):
        for file, below in _find(path, without, fields, told, outside):
            empty = False
            if seen is not None:
                if str(file) in seen:
                    continue
                seen.add(str(file))
            yield file, below if place is None else place / _name_top(path, file) / below
    if empty:
        _refuse(paths, told.left_out)


def _overlap(paths: Sequence[Path]) -> bool:
    """Whether one of the paths leads to what another leads to; else nothing that was found need be remembered."""
    named = set(paths)
    return len(named) < len(paths) or any(parent in named for path in named for parent in path.parents)


def _name_top(path: Path, file: Path) -> str:
    """The folder that a path is as an archive, where a document was found in it."""
    return "" if file == path or is_folder(path) or find_url(path) else _strip(path.name)


def _refuse(paths: Sequence[Path], left_out: Sequence[LeftOut]) -> None:
    if not paths:
        raise SourceError("No document is named.", "Name a file or a folder.")
    named = ", ".join(map(str, paths))
    if left_out:
        raise SourceError(f"No document in {named}.", tell(left_out))
    raise SourceError(f"No document in {named}.", f"Taken are files that end in {', '.join(read_suffixes())}.")


def _find(path: Path, without: Path | None, columns: Columns, told: Told, outside: bool
          ) -> Iterator[Found]:
    """The documents of one path."""
    if find_url(path):
        yield from _find_remote(path, columns, told)
        return
    if is_folder(path):
        for file in _walk(path, without, told.left_out, outside):
            below = file.relative_to(path)
            yield from _open_up(file, below.with_name(_strip(below.name)), columns, told) or [(file, below)]
        return
    held = _open_up(path, PurePath(), columns, told) if exists(path) else None
    yield from held or [(path, PurePath(path.name))]


def _find_remote(path: Path, columns: Columns, told: Told) -> Iterator[Found]:
    """The documents behind a URL, which may be a folder."""
    for file in list_url(path):
        below = file.relative_to(path) if file != path else PurePath(path.name)
        hidden = any(map(is_hidden, below.parts)) and file != path
        opened = None if hidden else _open_up(file, below.with_name(_strip(below.name)), columns, told)
        why = HIDDEN if hidden else ""
        if opened is None and not why and file != path:
            why = judge(file.name, partial(open_url, file))
        if why:
            told.left_out.append(LeftOut(file, why))
        else:
            yield from opened if opened is not None else [(file, below)]


def _open_up(path: Path, below: PurePath, columns: Columns, told: Told) -> Iterator[Found] | None:
    """The documents of a file that is a container; None where it is none."""
    if kind_of(path.name) is None and path.name.lower().endswith(read_suffixes()):
        return None
    try:
        container = open_outer(path, columns, choose_opener(path))
    except SourceError as error:
        told.left_out.append(LeftOut(path, str(error)))
        return iter(())
    if container is None:
        return None
    names = list_documents(container, path, columns, told.left_out, stretches=told.stretches)
    return ((path / name, below / name) for name in names)


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
    if not is_file(path):
        return "It is no regular file."
    if ours := tell_ours(path):
        return ours
    if kind_of(path.name) is not None:
        return ""
    try:
        why = judge(path.name, lambda: open_source(path))
    except SourceError as error:
        return error.message
    return "" if why == ARCHIVE else why
