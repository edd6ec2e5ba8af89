"""What every writer is, and what every output says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, ClassVar, NamedTuple, Protocol, runtime_checkable

from convert.collection import Collection
from convert.style.sheet import Style
from convert.tree.nodes import Document
from convert.version import VERSION

GENERATOR = f"Huozi {VERSION}"
"""How outputs name the program that made them."""

Work = Document | Collection
"""What a writer renders."""


class Notice(NamedTuple):
    """Something a writer could not render as the tree has it: `code` says what kind, `message` what and where."""

    code: str
    message: str


@runtime_checkable
class FolderWriter(Protocol):
    """A writer that can also write a collection as a folder of files."""

    def write_folder(self, work: Collection, style: Style, folder: Path) -> list[Notice]:
        """Fills an empty folder and gives what could not be rendered; same input, same files."""

    def may_replace(self, folder: Path) -> bool:
        """Whether what it writes may take the place of a folder that holds something."""


class Writer(Protocol):
    """Renders a document or a collection in one format."""

    name: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the whole file to `out` and gives what could not be rendered; same input, same bytes."""
