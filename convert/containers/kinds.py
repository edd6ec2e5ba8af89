"""Which file is a container: by its content where that tells, else by its suffix."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from convert.containers.entry import Container
from convert.containers.fields import Columns
from convert.containers.records import Lines, Listed
from convert.containers.tables import Table
from convert.containers.tarred import Tar
from convert.containers.zipped import Zip
from convert.formats.recognition import ARCHIVES

Maker = Callable[[BinaryIO, str, Columns], Container]
"""An open file, which is the container's from then on, its name and the fields of its records → the container."""


class Kind(NamedTuple):
    """A kind of container."""

    name: str
    """As content tells it."""
    suffixes: tuple[str, ...]
    """How its files end."""
    holds: str
    """What people know it as, for the list of formats."""
    make: Maker


KINDS = (
    Kind("zip", (".zip",), "ZIP archives", lambda file, name, _: Zip(file, name)),
    Kind("tar", (".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".gz", ".bz2", ".xz"), "TAR archives, packed files",
         lambda file, name, _: Tar(file, name)),
    Kind("jsonl", (".jsonl", ".ndjson"), "JSON Lines, a record a line", Lines),
    Kind("json", (".json",), "JSON, a list of records", Listed),
    Kind("csv", (".csv", ".tsv"), "tables, a record a row", Table),
)
"""All kinds of containers."""


def find_kind(name: str, content: str) -> Kind | None:
    """The kind of a file by its name and by what its content tells; None where it is no container."""
    if content:
        return next((kind for kind in KINDS if content in ARCHIVES and kind.name == content), None)
    return kind_of(name)


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its name alone."""
    return next((kind for kind in KINDS if name.lower().endswith(kind.suffixes)), None)
