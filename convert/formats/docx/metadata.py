"""What a file says of itself: core and custom properties for people, custom XML for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lxml import etree

from convert.chinese.dates import read_date
from convert.formats.docx.markup import Element
from convert.formats.docx.parts import PackagePart, make_part
from convert.formats.docx.typography import word_language
from convert.formats.writer import GENERATOR
from convert.tree.canon import digest
from convert.tree.identity import Identity, identify
from convert.tree.nodes import Document, Field

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
SOURCE_URI = "urn:huozi:source:1"
"""The namespace of our custom XML."""

_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Of user-defined properties (ECMA-376-1, 22.3)."""
_STORE_ID = "{6C1B2A3E-5D0F-4E7A-9C48-48554F5A4931}"
_LONGEST = 255
"""Characters that Word shows of a custom property; custom XML holds the whole."""


class LabelledFact(NamedTuple):
    """A field of a tree."""

    name: str
    label: str
    value: str
    """Its normal form, else its text."""
    text: str
    article: int
    """Which article it is of, counted from 1; 0 for the document."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One document that went into a file: its facts, its labelled fields, and the digest of its tree."""

    identity: Identity
    fields: tuple[LabelledFact, ...]
    tree_sha256: str


def trace(tree: Document) -> Origin:
    """Where a document comes from."""
    holders = [(0, tree.meta), *((number, article.find("meta")) for number, article in enumerate(
        tree.article.iter("article"), 1))]
    fields = tuple(LabelledFact(field.name or "", field.label or "", field.value or field.text_content,
                                "".join(field.xpath(".//text()[not(parent::rt)]")), number)
                   for number, meta in holders if meta is not None
                   for field in meta if isinstance(field, Field))
    return Origin(identify(tree), fields, digest(tree))


def metadata_parts(work: Identity, origins: Sequence[Origin], style: str, titles: int = 0, notes: str = ""
                   ) -> list[PackagePart]:
    """The parts for a work that was made of documents; `titles` levels of its outline show titles.

    `notes` tells how the marks of footnotes that Word counts stood in the text: labelled, bare or not at all.
    """
    return [
        make_part("core", "docProps/core.xml", "rCore", _core(work)),
        _constant_parts()[0],
        make_part("custom", "docProps/custom.xml", "rCustom", _custom(_properties(work, origins, style))),
        make_part("item", "customXml/item1.xml", "rItem", _sources(origins, style, titles, notes)),
        _constant_parts()[1],
    ]


@cache
def _constant_parts() -> tuple[PackagePart, PackagePart]:
    """Those that are the same in every file."""
    return (make_part("app", "docProps/app.xml", "rApp", _app()),
            make_part("itemProps", "customXml/itemProps1.xml", "rProps", _item_properties()))


def _core(work: Identity) -> Element:
    names = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    dublin = {"title": work.title, "creator": "; ".join(work.creator_names), "language": word_language(work.language),
              "identifier": work.identifier, "subject": "; ".join(work.subtitles), "description": GENERATOR}
    for name, value in dublin.items():
        if value:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = value
    if date := read_date(work.date):
        for name in ("created", "modified"):
            element = etree.SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
            element.text = _moment(date)
    etree.SubElement(root, f"{{{_CORE}}}lastModifiedBy").text = GENERATOR
    return root


def _moment(date: str) -> str:
    """A date as the point of time that Word asks for: its first moment."""
    return f"{date}{'-01-01'[len(date) - 4 if len(date) < 10 else 6:]}T00:00:00Z"


def _app() -> Element:
    root = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap={None: _EXTENDED})
    etree.SubElement(root, f"{{{_EXTENDED}}}Application").text = "Huozi"
    return root


def _properties(work: Identity, origins: Sequence[Origin], style: str) -> Iterator[tuple[str, str]]:
    yield from (("Generator", GENERATOR), ("Style", style), ("Date", work.date), ("Publisher", work.publisher),
                ("Identifier", work.identifier))
    for number, origin in enumerate(origins, 1):
        tail = f" {number}" if len(origins) > 1 else ""
        yield from ((f"Source{tail}", origin.identity.source), (f"Source SHA-256{tail}", origin.identity.sha256),
                    (f"Tree SHA-256{tail}", origin.tree_sha256))
        if len(origins) == 1:
            yield from ((fact.label or fact.name, fact.value) for fact in origin.fields)


def _custom(values: Iterable[tuple[str, str]]) -> Element:
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VALUES})
    names: set[str] = set()
    for name, value in values:
        if not value or name.casefold() in names:
            continue
        names.add(name.casefold())
        element = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT_ID, pid=str(len(names) + 1), name=name)
        etree.SubElement(element, f"{{{_VALUES}}}lpwstr").text = value[:_LONGEST]
    return root


def _sources(origins: Iterable[Origin], style: str, titles: int, notes: str) -> Element:
    root = etree.Element(f"{{{SOURCE_URI}}}sources", nsmap={None: SOURCE_URI}, generator=GENERATOR, style=style,
                         titles=str(titles))
    if notes:
        root.set("notes", notes)
    for origin in origins:
        facts = origin.identity
        source = etree.SubElement(root, f"{{{SOURCE_URI}}}source", name=facts.source, sha256=facts.sha256,
                                  tree_sha256=origin.tree_sha256, language=facts.language)
        for name in ("title", "date", "publisher", "identifier"):
            _add_fact(source, "fact", getattr(facts, name), name=name)
        for name in facts.creator_names:
            _add_fact(source, "fact", name, name="creator")
        for fact in origin.fields:
            _add_fact(source, "field", fact.text, name=fact.name, label=fact.label, article=str(fact.article))
    return root


def _add_fact(source: Element, tag: str, text: str, **attributes: str) -> None:
    """A fact that the work is known by, or a `field` of its source."""
    if text:
        given = {name: value for name, value in attributes.items() if value}
        etree.SubElement(source, f"{{{SOURCE_URI}}}{tag}", given).text = text


def _item_properties() -> Element:
    names = {"ds": _DATASTORE}
    root = etree.Element(f"{{{_DATASTORE}}}datastoreItem", {f"{{{_DATASTORE}}}itemID": _STORE_ID}, nsmap=names)
    references = etree.SubElement(root, f"{{{_DATASTORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_DATASTORE}}}schemaRef", {f"{{{_DATASTORE}}}uri": SOURCE_URI})
    return root
