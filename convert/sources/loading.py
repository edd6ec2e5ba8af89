"""From a path to the bytes of a document; archives are folders on the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePath
from typing import BinaryIO

from convert.containers.documents import list_documents, open_inner, open_outer, tell
from convert.containers.entry import Container, LeftOut, Stretch
from convert.containers.fields import Columns
from convert.containers.kinds import kind_of
from convert.containers.opened import Held, Opened
from convert.containers.record import make_reader
from convert.containers.records import trim_line
from convert.errors import SourceError
from convert.files import exists, is_file, load_source, open_source
from convert.sources.remote import find_url, is_url_file, measure_url, open_url


def load(path: Path, columns: Columns, at: Stretch | None = None) -> Held:
    """A document by its path, which may go through archives; raises SourceError where there is none.

    Where it is a record of which it is known where it lies `at` in its file, nothing else of the file is read.
    """
    place, rest = locate(path)
    if at is not None and rest:
        return Held(PurePath(rest).name, trim_line(_load_stretch(place, at)), make_reader(columns))
    remote = bool(find_url(place))
    if remote and not rest:
        return load_bytes(_load_url(place), place.name, columns)
    if not rest:
        container = open_outer(place, columns) if is_file(place) else None
        if container is None:
            return Held(place.name, load_source(place))
        rest = _find_only(container, place, columns)
    stamp = (0, measure_url(place)) if remote else (place.stat().st_mtime_ns, place.stat().st_size)
    opened = _open(place, tuple(sorted(columns.items())), *stamp)
    return fetch(opened, rest, str(place), columns)


def choose_opener(path: Path) -> Callable[[Path], BinaryIO]:
    """Who opens a path: what it names is here, or behind a URL."""
    return open_url if find_url(path) else open_source


def _load_stretch(path: Path, at: Stretch) -> bytes:
    """So many bytes of a file from a place on; raises SourceError where it does not hold them."""
    start, length = at
    with choose_opener(path)(path) as file:
        file.seek(start)
        data = file.read(length)
    if len(data) != length:
        raise SourceError(f"{path} has changed while it was read.", "Run it again.")
    return data


def _load_url(path: Path) -> bytes:
    with open_url(path) as file:
        return file.read()


def locate(path: Path) -> tuple[Path, str]:
    """The file that a path names or goes through, and what follows it."""
    if find_url(path):
        places = (place for place in (path, *path.parents) if find_url(place) and is_url_file(place))
        place = next(places, path)
        return place, path.relative_to(place).as_posix() if place != path else ""
    place = path
    while not exists(place) and place != place.parent:
        place = place.parent
        if is_file(place):
            return place, path.relative_to(place).as_posix()
    return path, ""


@lru_cache(maxsize=4)
def _open(path: Path, columns: tuple[tuple[str, str], ...], changed: int, size: int) -> Opened:  # noqa: ARG001 - keys
    """A container that stays open while its documents are read one after another."""
    return Opened(lambda: _sure(open_outer(path, dict(columns), choose_opener(path)), str(path)))


def fetch(opened: Opened, rest: str, name: str, columns: Columns) -> Held:
    """A document in a container, or in one within it; raises SourceError where there is none of that name."""
    inner = opened.inner
    if inner is not None and rest.startswith(f"{inner[0]}/"):
        return fetch(inner[1], rest[len(inner[0]) + 1 :], inner[0], columns)
    held = opened.fetch(rest, _leads_to)
    if held is None:
        raise SourceError(f"There is no {rest} in {name}.", "Check the name; `huozi outline -o FOLDER` takes them all.")
    if held.name == rest:
        return held._replace(name=PurePath(rest).name)
    within, data = held.name, held.data
    opened.inner = (within, Opened(lambda: _sure(open_inner(within, data, columns), within)))
    return fetch(opened.inner[1], rest[len(within) + 1 :], within, columns)


def _leads_to(entry: str, wanted: str) -> bool:
    """Whether an entry is the one that is wanted, or an archive that holds it."""
    return entry == wanted or (wanted.startswith(f"{entry}/") and kind_of(entry) is not None)


def _sure(container: Container | None, name: str) -> Container:
    if container is None:
        raise SourceError(f"{name} is no archive.", "Check the name.")
    return container


def _find_only(container: Container, path: Path, columns: Columns) -> str:
    """The name of the one document of a container; raises SourceError where there are more or none."""
    left_out: list[LeftOut] = []
    names = list(islice(list_documents(container, path, columns, left_out), 2))
    if not names:
        raise SourceError(f"{path} holds no document.", tell(left_out) or "Name a file that holds text.")
    if len(names) > 1:
        raise SourceError(f"{path} holds several documents.",
                          f"Use `huozi batch` or `huozi collect`, or name one: {path / names[0]}.")
    return names[0]


def load_bytes(data: bytes, name: str, columns: Columns) -> Held:
    """A document in bytes under a file name: they themselves, or the only one in the archive that they are."""
    container = open_inner(name, data, columns)
    if container is None:
        return Held(name, data)
    only = _find_only(container, Path(name), columns)
    return fetch(open_bytes(data, name, columns), only, name, columns)


def open_bytes(data: bytes, name: str, columns: Columns) -> Opened:
    """A container in bytes, to take one document after another from it."""
    return Opened(lambda: _sure(open_inner(name, data, columns), name))
