"""The parts of a DOCX package: where each lies, its content type, and the relationships that lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from convert.formats.docx.markup import serialise
from convert.formats.package import PackageEntry, pack

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DOCUMENT = "application/vnd.openxmlformats-officedocument."


class Kind(NamedTuple):
    """A kind of part: content type, relationship type, and the part it belongs to (empty for the package)."""

    content_type: str
    relationship: str
    owner: str


DOCUMENT = "word/document.xml"

KINDS = {
    "document": Kind(_WORD + "document.main+xml", _OFFICE + "officeDocument", ""),
    "styles": Kind(_WORD + "styles+xml", _OFFICE + "styles", DOCUMENT),
    "settings": Kind(_WORD + "settings+xml", _OFFICE + "settings", DOCUMENT),
    "fontTable": Kind(_WORD + "fontTable+xml", _OFFICE + "fontTable", DOCUMENT),
    "numbering": Kind(_WORD + "numbering+xml", _OFFICE + "numbering", DOCUMENT),
    "footnotes": Kind(_WORD + "footnotes+xml", _OFFICE + "footnotes", DOCUMENT),
    "comments": Kind(_WORD + "comments+xml", _OFFICE + "comments", DOCUMENT),
    "header": Kind(_WORD + "header+xml", _OFFICE + "header", DOCUMENT),
    "footer": Kind(_WORD + "footer+xml", _OFFICE + "footer", DOCUMENT),
    "core": Kind("application/vnd.openxmlformats-package.core-properties+xml",
                 "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", ""),
    "app": Kind(_DOCUMENT + "extended-properties+xml", _OFFICE + "extended-properties", ""),
    "custom": Kind(_DOCUMENT + "custom-properties+xml", _OFFICE + "custom-properties", ""),
    "png": Kind("image/png", _OFFICE + "image", DOCUMENT),
    "jpeg": Kind("image/jpeg", _OFFICE + "image", DOCUMENT),
    "item": Kind("application/xml", _OFFICE + "customXml", DOCUMENT),
    "itemProps": Kind(_DOCUMENT + "customXmlProperties+xml", _OFFICE + "customXmlProps", "customXml/item1.xml"),
}


PICTURES = frozenset({"png", "jpeg"})
"""Kinds of which a package may have any number."""


class PackagePart(NamedTuple):
    """A part of one package: its kind, its entry in the zip, and the id of the relationship that leads to it."""

    kind: str
    entry: PackageEntry
    id: str


def make_part(kind: str, path: str, id_: str, root: etree._Element, level: int = 6) -> PackagePart:
    """A part from its XML."""
    return PackagePart(kind, pack(path, serialise(root), level), id_)


def package_entries(parts: Iterable[PackagePart]) -> Iterator[PackageEntry]:
    """The entries of a whole package: content types first, then relationships, then the parts."""
    parts = tuple(parts)
    yield from _framework(tuple((part.kind, part.entry.name, part.id) for part in parts))
    yield from (part.entry for part in parts)


@lru_cache(64)
def _framework(parts: tuple[tuple[str, str, str], ...]) -> tuple[PackageEntry, ...]:
    """Content types and relationships depend only on which parts there are."""
    owners = sorted({KINDS[kind].owner for kind, _, _ in parts})
    return (pack("[Content_Types].xml", serialise(_content_types(parts))),
            *(pack(_rels_name(owner), serialise(_relationships(owner, parts))) for owner in owners))


def _content_types(parts: Iterable[tuple[str, str, str]]) -> etree._Element:
    types = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="rels",
                     ContentType="application/vnd.openxmlformats-package.relationships+xml")
    etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="xml", ContentType="application/xml")
    for kind, name, _ in parts:
        if KINDS[kind].content_type != "application/xml":
            etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=KINDS[kind].content_type)
    return types


def _relationships(owner: str, parts: Iterable[tuple[str, str, str]]) -> etree._Element:
    root = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
    for kind, name, id_ in parts:
        if KINDS[kind].owner == owner:
            etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=id_, Type=KINDS[kind].relationship,
                             Target=_relative(owner, name))
    return root


def _rels_name(owner: str) -> str:
    folder, _, file = owner.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _relative(owner: str, name: str) -> str:
    folder = owner.rpartition("/")[0]
    if not folder:
        return name
    return name.removeprefix(f"{folder}/") if name.startswith(f"{folder}/") else f"../{name}"
