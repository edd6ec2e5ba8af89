"""Which file is a container: by its content where that tells, else by its suffix."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from convert.containers.entry import Container
from convert.containers.fields import Columns
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


def _open_zip(file: BinaryIO, name: str, _: Columns) -> Container:
    from convert.containers.zipped import Zip  # what opens containers is imported where there is one

    return Zip(file, name)


def _open_tar(file: BinaryIO, name: str, _: Columns) -> Container:
    from convert.containers.tarred import Tar

    return Tar(file, name)


def _open_lines(file: BinaryIO, name: str, columns: Columns) -> Container:
    from convert.containers.records import Lines

    return Lines(file, name, columns)


def _open_list(file: BinaryIO, name: str, columns: Columns) -> Container:
    from convert.containers.records import Listed

    return Listed(file, name, columns)


def _open_table(file: BinaryIO, name: str, columns: Columns) -> Container:
    from convert.containers.tables import Table

    return Table(file, name, columns)


def _open_parquet(file: BinaryIO, name: str, columns: Columns) -> Container:
    from convert.containers.parquet import Parquet

    return Parquet(file, name, columns)


def _open_warc(file: BinaryIO, name: str, columns: Columns) -> Container:
    from convert.containers.warc import Warc

    return Warc(file, name, columns)


KINDS = (
    Kind("warc", (".warc", ".warc.gz"), "WARC, pages of the web (extra warc)", _open_warc),
    Kind("zip", (".zip",), "ZIP archives", _open_zip),
    Kind("tar", (".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".gz", ".bz2", ".xz"), "TAR archives, packed files",
         _open_tar),
    Kind("jsonl", (".jsonl", ".ndjson"), "JSON Lines, a record a line", _open_lines),
    Kind("json", (".json",), "JSON, a list of records", _open_list),
    Kind("csv", (".csv", ".tsv"), "tables, a record a row", _open_table),
    Kind("parquet", (".parquet",), "Parquet, a record a row (extra parquet)", _open_parquet),
)
"""All kinds of containers; where a suffix ends in another, the longer stands first."""

PACKED = ".warc.gz"
"""How files end whose packing is part of their kind."""


def find_kind(name: str, content: str) -> Kind | None:
    """The kind of a file by its name and by what its content tells; None where it is no container."""
    if content and not (content == "tar" and name.lower().endswith(PACKED)):
        return next((kind for kind in KINDS if content in ARCHIVES and kind.name == content), None)
    return kind_of(name)


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its name alone."""
    return next((kind for kind in KINDS if name.lower().endswith(kind.suffixes)), None)
