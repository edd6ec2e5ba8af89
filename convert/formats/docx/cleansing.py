"""A reference document without anything that acts or leads out: its styles, page, headers and footers.

Kept are the parts that a page is made of, reached by relationships of kinds that are known to be harmless; so macros,
keys, controls, embedded objects, remote templates and data, web pages and thumbnails do not come along, whatever they
are called. Fields are kept that count pages or repeat what the document holds itself; of others the result stays.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from convert.errors import SourceError
from convert.formats.archive import Element
from convert.formats.docx.markup import W, serialise
from convert.formats.docx.reading.opc import AGAIN, Package
from convert.formats.package import pack, write_package
from convert.formats.pictures import SVG, clean_svg

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"

MAKING = frozenset({"officeDocument", "core-properties", "extended-properties", "styles", "numbering", "settings",
                    "fontTable", "font", "theme", "header", "footer", "footnotes", "endnotes", "image"})
"""Kinds of relationships that lead to what a page is made of (ISO/IEC 29500-1, 11.3 and 15.2)."""

_BODY = frozenset({"image", "footnotes", "endnotes"})
"""Of these, what belongs to the text of the document, which is not taken."""

_ACTING = {W + tag: told for tag, told in (
    ("attachedTemplate", "a template elsewhere"), ("linkStyles", "a template elsewhere"),
    ("mailMerge", "a source of data"), ("attachedSchema", "a schema elsewhere"),
    ("saveThroughXslt", "a transformation"), ("object", "an embedded object"), ("control", "a control"),
    ("altChunk", "a document within"), ("subDoc", "a document elsewhere"))} | {_OLE: "an embedded object"}
"""Element that acts or leads out → what people call it."""

_CALLED = {"vbaProject": "macros", "oleObject": "an embedded object", "package": "an embedded object",
           "aFChunk": "a document within", "keyMapCustomizations": "keys", "control": "a control",
           "attachedToolbars": "tool bars", "attachedTemplate": "a template elsewhere"}
"""The same by the kind of relationship; what every document has and no page is made of is not told."""

_HARMLESS = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "DATE",
                       "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE", "FILENAME", "SEQ", "REF", "PAGEREF", "NUMWORDS",
                       "DOCPROPERTY", "KEYWORDS", "QUOTE", "SYMBOL", "EQ", "="})
"""Fields that look at nothing but the document itself, its names and the clock (ISO/IEC 29500-1, 17.16.5)."""


class Cleansed(NamedTuple):
    """A package, and what was left out of it."""

    data: bytes
    left_out: tuple[str, ...]


def cleanse(data: bytes, name: str) -> Cleansed:
    """The package of a reference document without what acts or leads out.

    Raises SourceError where it is no DOCX, is damaged, or unpacks to more than any document needs.
    """
    package, gone = Package(data, name), list[str]()
    parts: dict[str, bytes] = {}
    waiting = [""]
    for part in waiting:
        links = _take_links(package, part, gone)
        kept = {link.get("Id", ""): link.get("Target", "")[1:] for link in links} if links is not None else {}
        waiting += [target for target in dict.fromkeys(kept.values()) if target not in waiting]
        if part:
            parts[part] = _take_part(package, part, frozenset(kept), gone)
        if links is not None and len(links):
            parts[_rels_name(part)] = serialise(links)
    if len(waiting) < 2 or package.repaired:
        raise SourceError(f"{name} is no DOCX that can be read.", AGAIN)
    return Cleansed(_write(package, parts), tuple(dict.fromkeys(gone)))


def _rels_name(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _take_links(package: Package, part: str, gone: list[str]) -> Element | None:
    """The relationships of a part that may stay, their targets from the root of the package."""
    root = package.tree(_rels_name(part))
    if root is None:
        return None
    relations = package.relations(part)
    main = not part or package.media_type(part).endswith("main+xml")
    for link in list(root):
        found = relations.get(link.get("Id", ""))
        if found is None or found.external or found.kind not in MAKING or found.target not in package:
            root.remove(link)
            gone += [_CALLED[found.kind]] if found is not None and found.kind in _CALLED else []
        elif part and main and found.kind in _BODY:
            root.remove(link)
        else:
            link.set("Target", f"/{found.target}")
    return root


def _take_part(package: Package, part: str, ids: frozenset[str], gone: list[str]) -> bytes:
    """The content of a part without what acts, and without uses of relationships that it has no more."""
    media = package.media_type(part)
    if media == SVG:
        return clean_svg(package.read(part)) or b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    if not media.endswith("xml"):
        return package.read(part)
    root = package.tree(part)
    if root is None:
        raise SourceError(f"{package.name} is damaged: its part {part} is no XML.", AGAIN)
    for element in [each for each in root.iter("*") if each.tag in _ACTING]:
        gone.append(_ACTING[str(element.tag)])
        _remove(element)
    _drop_uses(root, ids)
    gone += _drop_fields(root)
    return serialise(root)


def _drop_uses(root: Element, ids: frozenset[str]) -> None:
    """Takes out what a relationship would be needed for that is none any more, and addresses."""
    for element in list(root.iter("*")):
        for key, value in list(element.attrib.items()):
            name = etree.QName(str(key))
            if str(key).startswith(_OFFICE) and str(value) not in ids:
                if name.localname in ("embed", "pict") or element.tag in (f"{W}headerReference", f"{W}footerReference"):
                    _remove(element)
                else:
                    del element.attrib[key]
            elif name.localname in ("href", "src") and not str(value).startswith("#"):
                del element.attrib[key]


def _drop_fields(root: Element) -> Iterator[str]:
    """Takes out the codes of fields that look beyond the document, complex ones and simple ones."""
    open_: list[list[Element]] = []
    for element in list(root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple")):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}fldSimple":
            if not _is_harmless(element.get(f"{W}instr") or ""):
                yield "fields"
                element.set(f"{W}instr", "QUOTE")
        elif kind == "begin":
            open_.append([element])
        elif open_:
            open_[-1].append(element)
            if kind == "end" and not _is_harmless("".join(each.text or "" for each in open_[-1])):
                yield "fields"
                for each in open_[-1]:
                    _remove(each)
            if kind == "end":
                open_.pop()
    for each in (each for field in open_ for each in field):
        _remove(each)


def _is_harmless(code: str) -> bool:
    words = code.split()
    return not words or words[0].upper() in _HARMLESS or words[0].startswith("=")


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _write(package: Package, parts: dict[str, bytes]) -> bytes:
    """The package of the parts, the main one a document whatever it was: a template, one with macros."""
    types = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="rels",
                     ContentType="application/vnd.openxmlformats-package.relationships+xml")
    etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="xml", ContentType="application/xml")
    for part in (part for part in parts if not part.endswith(".rels")):
        media = package.media_type(part)
        main = media.endswith(".main+xml")
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=_MAIN if main else media)
    out = io.BytesIO()
    write_package(out, [pack("[Content_Types].xml", serialise(types)), *(pack(*each) for each in parts.items())])
    return out.getvalue()
