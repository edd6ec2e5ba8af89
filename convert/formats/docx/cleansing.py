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
from convert.formats.docx.parts import KINDS
from convert.formats.docx.reading.opc import AGAIN, Package, Relation
from convert.formats.package import pack, write_package
from convert.formats.pictures import SVG, clean_svg

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"

MAKING = frozenset({"officeDocument", "styles", "numbering", "settings", "fontTable", "font", "theme", "header",
                    "footer", "footnotes", "endnotes", "image"})
"""Kinds of relationships that lead to what a page is made of (ISO/IEC 29500-1, 11.3 and 15.2)."""

_ONCE = {"officeDocument": "document", "styles": "styles", "numbering": "numbering", "settings": "settings",
         "fontTable": "fontTable", "footnotes": "footnotes"}
"""Of these, what a package has once, by our names of the kinds of parts."""

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
    kinds: dict[str, str] = {}
    waiting = [""]
    for part in waiting:
        links = _take_links(package, part, kinds, gone)
        kept = {link.get("Id", ""): link.get("Target", "")[1:] for link in links} if links is not None else {}
        waiting += [target for target in dict.fromkeys(kept.values()) if target not in waiting]
        if part:
            parts[part] = _take_part(package, part, kinds[part], frozenset(kept), gone)
        if links is not None and len(links):
            parts[_rels_name(part)] = serialise(links)
    if not {"officeDocument", "styles"} <= set(kinds.values()):
        raise SourceError(f"{name} is no DOCX that can be read.", AGAIN)
    return Cleansed(_write(package, parts, kinds), tuple(dict.fromkeys(gone)))


def _rels_name(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _take_links(package: Package, part: str, kinds: dict[str, str], gone: list[str]) -> Element | None:
    """The relationships of a part that may stay, their targets from the root; `kinds` is told of parts they lead to."""
    root = _parse(package, _rels_name(part)) if _rels_name(part) in package else None
    relations = package.relations(part) if root is not None else {}
    for link in list(root) if root is not None else ():
        found = relations.pop(link.get("Id", ""), None)
        if found is not None and _may_stay(package, found, part, kinds):
            kinds[found.target] = found.kind
            link.set("Target", f"/{found.target}")
            link.set("Type", f"{_OFFICE[1:-1]}/{found.kind}")
        else:
            _remove(link)
            gone += [_CALLED[found.kind]] if found is not None and found.kind in _CALLED else []
    return root


def _may_stay(package: Package, found: Relation, part: str, kinds: dict[str, str]) -> bool:
    """Whether a relationship of a part leads to what a page is made of, and to nothing that is there already."""
    known = kinds.get(found.target, found.kind) == found.kind
    again = found.kind in _ONCE and found.kind in kinds.values()
    of_text = found.kind in _BODY and kinds.get(part) == "officeDocument"
    there = found.target in package and not found.external and not found.target.endswith(".rels")
    return there and found.kind in MAKING and known and not again and not of_text


def _parse(package: Package, part: str) -> Element:
    """The XML of a part; raises SourceError where it is none."""
    root = package.tree(part)
    if root is None or package.repaired:
        raise SourceError(f"{package.name} is damaged: its part {part} is no XML.", AGAIN)
    return root


def _take_part(package: Package, part: str, kind: str, ids: frozenset[str], gone: list[str]) -> bytes:
    """The content of a part without what acts, and without uses of relationships that it has no more."""
    media = package.media_type(part)
    if media == SVG:
        return clean_svg(package.read(part)) or b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    if kind in ("image", "font"):
        return package.read(part)
    root = _parse(package, part)
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
            name = str(key).rpartition("}")[2]
            if str(key).startswith(_OFFICE) and str(value) not in ids:
                if name in ("embed", "pict") or element.tag in (f"{W}headerReference", f"{W}footerReference"):
                    _remove(element)
                else:
                    del element.attrib[key]
            elif name in ("href", "src") and not str(value).startswith("#"):
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


def _write(package: Package, parts: dict[str, bytes], kinds: dict[str, str]) -> bytes:
    """The package of the parts, each called what its kind is; the main one may have been a template."""
    types = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="rels",
                     ContentType="application/vnd.openxmlformats-package.relationships+xml")
    etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="xml", ContentType="application/xml")
    for part in (part for part in parts if not part.endswith(".rels")):
        kind = _ONCE.get(kinds[part], kinds[part])
        media = KINDS[kind].content_type if kind in KINDS else package.media_type(part) or "application/octet-stream"
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=media)
    out = io.BytesIO()
    write_package(out, [pack("[Content_Types].xml", serialise(types)), *(pack(*each) for each in parts.items())])
    return out.getvalue()
