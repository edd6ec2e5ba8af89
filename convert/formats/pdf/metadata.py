"""What a PDF says of itself: XMP (ISO 16684-1) with Dublin Core, the claims of PDF/A-2a and PDF/UA-1, and provenance.

Properties outside the schemas that PDF/A knows are described in the packet itself (ISO 19005-2, 6.6.2.3.3).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from convert.formats.writer import GENERATOR

X = "adobe:ns:meta/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
HUOZI = "urn:huozi:provenance:1"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

NAMESPACES = {"x": X, "rdf": RDF, "dc": DC, "xmp": XMP, "pdf": PDF, "pdfaid": PDFA, "pdfuaid": PDFUA,
              "pdfaExtension": EXTENSION, "pdfaSchema": SCHEMA, "pdfaProperty": PROPERTY, "huozi": HUOZI}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The bibliographic facts and the provenance of a file; empty where nothing is known."""

    title: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    identifier: str = ""
    language: str = ""
    sources: tuple[str, ...] = ()
    style: str = ""
    source_digest: str = ""
    tree_digest: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    """Label and text of the source's own fields."""


def print_xmp(facts: FileFacts) -> bytes:
    """The XMP packet."""
    packet = etree.Element(f"{{{X}}}xmpmeta", nsmap=NAMESPACES)
    description = etree.SubElement(etree.SubElement(packet, f"{{{RDF}}}RDF"), f"{{{RDF}}}Description")
    description.set(f"{{{RDF}}}about", "")
    _add_core(description, facts)
    for name, text in ((f"{{{PDFA}}}part", "2"), (f"{{{PDFA}}}conformance", "A"), (f"{{{PDFUA}}}part", "1")):
        etree.SubElement(description, name).text = text
    _add_provenance(description, facts)
    _add_extensions(description)
    body = etree.tostring(packet, encoding="utf-8")
    return b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' + body + b'\n<?xpacket end="w"?>'


def _add_core(description: etree._Element, facts: FileFacts) -> None:
    _add_list(description, f"{{{DC}}}title", "Alt", (facts.title,), "x-default")
    _add_list(description, f"{{{DC}}}creator", "Seq", facts.creators)
    _add_list(description, f"{{{DC}}}publisher", "Bag", (facts.publisher,))
    _add_list(description, f"{{{DC}}}date", "Seq", (facts.date,))
    _add_list(description, f"{{{DC}}}language", "Bag", (facts.language,))
    for name, text in ((f"{{{DC}}}identifier", facts.identifier), (f"{{{DC}}}source", "; ".join(facts.sources)),
                       (f"{{{PDF}}}Producer", GENERATOR), (f"{{{XMP}}}CreatorTool", GENERATOR)):
        if text:
            etree.SubElement(description, name).text = clean(text)


def _add_list(description: etree._Element, name: str, kind: str, texts: Sequence[str], lang: str = "") -> None:
    texts = [text for text in texts if text]
    if not texts:
        return
    holder = etree.SubElement(etree.SubElement(description, name), f"{{{RDF}}}{kind}")
    for text in texts:
        entry = etree.SubElement(holder, f"{{{RDF}}}li")
        entry.text = clean(text)
        if lang:
            entry.set(XML_LANG, lang)


def _add_provenance(description: etree._Element, facts: FileFacts) -> None:
    digests = {"sourceDigest": facts.source_digest, "treeDigest": facts.tree_digest, "style": facts.style}
    for name, text in digests.items():
        if text:
            etree.SubElement(description, f"{{{HUOZI}}}{name}").text = text
    _add_list(description, f"{{{HUOZI}}}fields", "Seq", [f"{label}：{text}" for label, text in facts.fields])


PROVENANCE = (("sourceDigest", "Text", "SHA-256 of the source's bytes"),
              ("treeDigest", "Text", "SHA-256 of the tree"),
              ("style", "Text", "Name of the style sheet"),
              ("fields", "Seq Text", "Labelled facts as the source prints them"))

SCHEMAS = (("PDF/UA identification", PDFUA, "pdfuaid", (("part", "Integer", "Part of ISO 14289"),)),
           ("Provenance of the document", HUOZI, "huozi", PROVENANCE))


def _add_extensions(description: etree._Element) -> None:
    bag = etree.SubElement(etree.SubElement(description, f"{{{EXTENSION}}}schemas"), f"{{{RDF}}}Bag")
    for title, uri, prefix, properties in SCHEMAS:
        schema = _add_resource(bag, SCHEMA, {"schema": title, "namespaceURI": uri, "prefix": prefix})
        entries = etree.SubElement(etree.SubElement(schema, f"{{{SCHEMA}}}property"), f"{{{RDF}}}Seq")
        for name, kind, meaning in properties:
            _add_resource(entries, PROPERTY, {"name": name, "valueType": kind, "category": "external",
                                              "description": meaning})


def _add_resource(holder: etree._Element, namespace: str, texts: dict[str, str]) -> etree._Element:
    entry = etree.SubElement(holder, f"{{{RDF}}}li")
    entry.set(f"{{{RDF}}}parseType", "Resource")
    for name, text in texts.items():
        etree.SubElement(entry, f"{{{namespace}}}{name}").text = text
    return entry


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return text if text.isprintable() else "".join(char for char in text if char.isprintable() or char.isspace())


def print_srgb() -> bytes:
    """An sRGB profile (ICC.1:2010) of our own making: primaries adapted to D50, the curve as a parametric one."""
    text = [(tag, _multi(words)) for tag, words in ((b"desc", "sRGB"), (b"cprt", "CC0"))]
    matrix = [(b"wtpt", (0.9642, 1.0, 0.8249)), (b"rXYZ", (0.4360, 0.2225, 0.0139)),
              (b"gXYZ", (0.3851, 0.7169, 0.0971)), (b"bXYZ", (0.1431, 0.0606, 0.7139))]
    points = [(tag, b"XYZ " + bytes(4) + _fixed(*values)) for tag, values in matrix]
    adaption = (1.0478, 0.0229, -0.0501, 0.0295, 0.9905, -0.0171, -0.0092, 0.0151, 0.7517)
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    chad = b"sf32" + bytes(4) + _fixed(*adaption)
    tags = [*text, *points, (b"chad", chad), *((tag, curve) for tag in (b"rTRC", b"gTRC", b"bTRC"))]
    table, body, offset = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, data in tags:
        data += bytes(-len(data) % 4)
        table += tag + struct.pack(">II", offset + len(body), len(data))
        body += data
    size = 128 + len(table) + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"", 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(0.9642, 1.0, 0.8249) + bytes(48)
    return header + table + body


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _multi(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(data), 28) + data
