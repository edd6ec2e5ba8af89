"""The tree itself, in canonical XML."""

from __future__ import annotations

from typing import BinaryIO, ClassVar

from convert.collection import Collection
from convert.errors import UsageError
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style
from convert.tree.canon import canonical
from convert.tree.vocabulary import check_vocabulary


class XmlWriter:
    """Writes the tree as it is: reading it back gives the same tree."""

    name: ClassVar[str] = "xml"
    suffix: ClassVar[str] = ".xml"
    media_type: ClassVar[str] = "application/xml"

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:  # noqa: ARG002 - the tree has no style
        """Writes canonical XML; a collection has no tree of its own and is a UsageError.

        Raises VocabularyError where the tree holds an element that nobody knows: it would not be read back.
        """
        if isinstance(work, Collection):
            raise UsageError("A collection cannot be written as xml.", "Choose epub, docx, pdf or tei.")
        check_vocabulary(work, "The XML writer")
        out.write(canonical(work))
        return []
