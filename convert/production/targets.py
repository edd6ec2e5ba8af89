"""Where the outputs of a document go below their folder: as it lies among the others, under a name that none has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePath

from convert.formats.registry import read_suffixes
from convert.sources.ours import tell_ours

INDEX = "index"
"""The name of the index of a run in the output folder, which no document takes."""

LONGEST = 200
"""Bytes of a name in UTF-8: file systems hold 255, and suffixes and the name of an unfinished file need some."""


def place_review(target: str) -> str:
    """Where the page of review of a target lies below the output folder."""
    return f"review/{target}.html"


def find_review(folder: Path, target: str) -> str:
    """The page of review of a target, where there is one and no output of that name."""
    page = place_review(target)
    return page if tell_ours(folder / page) else ""


def name_place(target: str) -> str:
    """What two targets share that cannot stand beside each other.

    Some systems hold A and a for one name, and `x.tei` + `.xml` is `x` + `.tei.xml`.
    """
    return target.casefold().removesuffix(".tei")


def list_targets(below: PurePath) -> Iterator[str]:
    """The path without its suffix; for when another document has that, the path with it, then a number too."""
    suffix = next((suffix for suffix in read_suffixes() if below.name.lower().endswith(suffix)), below.suffix)
    whole = shorten(below.name)
    below = PurePath(*map(shorten, below.parts[:-1]), below.name)
    yield below.with_name(shorten(below.name[: len(below.name) - len(suffix)] or whole)).as_posix()
    yield below.with_name(whole).as_posix()
    for number in count(2):
        yield below.with_name(f"{whole}-{number}").as_posix()


def shorten(name: str) -> str:
    """A file name that leaves room for suffixes; one that is too long keeps its beginning, and a digest of it all."""
    data = name.encode("utf-8", "surrogateescape")
    if len(data) <= LONGEST:
        return name
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"{data[: LONGEST - 9].decode('utf-8', 'ignore')}-{digest}"
