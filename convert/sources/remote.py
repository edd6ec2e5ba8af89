"""Files behind URLs, in whatever place fsspec knows: `s3://…`, `https://…`, `hdfs://…`; needs fsspec.

A path stands for a URL where nothing on this machine has its name: `Path("s3://a/b")`, which Python prints `s3:/a/b`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from convert.errors import SourceError
from convert.files import exists

T = TypeVar("T")

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):/(?!/)")
"""How a URL begins in a path: of two letters or more, for one is a drive."""

WRONG = (OSError, ValueError, RuntimeError, KeyError)
"""What fsspec and those who serve it raise."""


def find_url(path: Path) -> str:
    """The URL that a path stands for; empty where it stands for none."""
    name = path.as_posix()
    if not _SCHEME.match(name) or exists(path):
        return ""
    return _SCHEME.sub(lambda match: f"{match[1]}:///" if match[1] == "file" else f"{match[1]}://", name)


def open_url(path: Path) -> BinaryIO:
    """The file behind a URL, open; raises SourceError where it cannot be."""
    return cast(BinaryIO, _ask(path, lambda files, place: files.open(place, "rb")))


def is_url_file(path: Path) -> bool:
    """Whether there is a file behind a URL; raises SourceError where nobody can say."""
    return bool(_ask(path, lambda files, place: files.isfile(place)))


def list_url(path: Path) -> Iterator[Path]:
    """The file behind a URL, or all files of the folder there, in the order of their names; SourceError for none."""
    found = _ask(path, lambda files, place: [""] if files.isfile(place) else [
        each[len(place.rstrip("/")) :].strip("/") for each in sorted(files.find(place))])
    if not found:
        raise SourceError(f"There is nothing at {find_url(path)}.", "Check the address.")
    yield from (path / below for below in found)


def measure_url(path: Path) -> int:
    """The bytes of a file behind a URL; 0 where the place does not say. Raises SourceError where it is not there."""
    return int(_ask(path, lambda files, place: files.size(place)) or 0)


def _ask(path: Path, question: Callable[[Any, str], T]) -> T:
    """What the place of a URL answers; raises SourceError where it does not."""
    url = find_url(path)
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise SourceError(f"{url} cannot be read: fsspec is not installed.",
                          "Install it: pip install 'huozi[remote]'.") from error
    try:
        files, place = url_to_fs(url)
        return question(files, place)
    except ImportError as error:
        raise SourceError(f"{url} cannot be read: {error}.", "Install what fsspec needs for such places.") from error
    except WRONG as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise SourceError(f"Cannot read {url}: {said.splitlines()[0][:200]}.", "Check the address.") from error
