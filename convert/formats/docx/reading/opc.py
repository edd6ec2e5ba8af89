"""The package of a DOCX: parts, their relationships and types (Open Packaging Conventions, ISO/IEC 29500-2).

lxml reads the parts directly: python-docx unpacks and parses every part of a package, without limits, and hides most of
what is wanted here (numbering, notes, fields, text boxes, tracked changes).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from convert.formats.archive import Archive, Element, normal

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""Namespaces of the strict form and those of the transitional one, which everybody else writes (ISO/IEC 29500-4)."""

AGAIN = "Open it in Word or WPS, let it be repaired there, and save it again as .docx."
"""What to do with a damaged file."""


class Relation(NamedTuple):
    """Where a relationship of a part leads."""

    kind: str
    """The last word of its type: image, hyperlink, footnotes, aFChunk …"""
    target: str
    """The name of a part, or an address outside the package as it is written."""
    external: bool


class Package(Archive):
    """The parts of a file by name; raises SourceError for what is no package, is damaged, encrypted or a bomb."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name, AGAIN, "save it again as .docx in Word or WPS.")
        self.types: tuple[Mapping[str, str], Mapping[str, str]] | None = None

    def parse(self, part: str, data: bytes) -> Element | None:
        """The root of the XML of a part, in the transitional form; None where there is none."""
        if b"purl.oclc.org/ooxml" in data[:8192]:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        return super().parse(part, data)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids; those of the package itself for the empty name."""
        folder, file = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return {}
        return {each.get("Id", ""): _relation(each, folder) for each in root.iterchildren(_RELATIONSHIP)}

    def media_type(self, part: str) -> str:
        """The media type of a part, as [Content_Types].xml has it; empty where it has none."""
        if self.types is None:
            self.types = _types(self.tree("[Content_Types].xml"))
        named, suffixes = self.types
        return named.get(normal(part)) or suffixes.get(part.rpartition(".")[2].casefold(), "")


def _relation(element: Element, folder: str) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/"))))[1:]
    return Relation(element.get("Type", "").rpartition("/")[2], target, external)


def _types(root: Element | None) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Media types by name of part and by suffix."""
    rows = list(root.iterchildren("*")) if root is not None else []
    named = {normal(row.get("PartName", "")): row.get("ContentType", "") for row in rows}
    suffixes = {row.get("Extension", "").casefold(): row.get("ContentType", "") for row in rows}
    return named, suffixes
