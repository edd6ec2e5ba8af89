"""Whether a DOCX holds together: parts, relationships, references, order and values.

The Open XML SDK knows the whole schema and not the references; this knows the references and the part of the schema
that documents of text use. Both together are what Word itself demands.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from convert.check.departure import Departure
from convert.check.wordprocessing import LAST_WINS, ORDERS, REQUIRED, VALUES
from convert.errors import SourceError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XML = (".xml", ".rels")
_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
_STORIES = re.compile(r"word/(document|styles|numbering|(header|footer)\d*|footnotes|endnotes|comments|fontTable)\.xml")

Parts = Mapping[str, etree._Element]
"""The XML parts of a package by their names."""


def open_package(data: bytes, name: str) -> tuple[list[str], dict[str, etree._Element]]:
    """The names of all entries and the XML of those that are XML; raises SourceError where it is no DOCX."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            parts = {entry: etree.fromstring(archive.read(entry)) for entry in names if entry.endswith(_XML)}
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError) as error:
        raise SourceError(f"{name} is no DOCX that can be read: {error}.", "Save it again in Word.") from error
    if DOCUMENT not in parts:
        raise SourceError(f"{name} holds no {DOCUMENT}.", "It is a zip, but not a DOCX.")
    return names, parts


def check_structure(data: bytes, name: str) -> list[Departure]:
    """Everything that Word or another program would stumble over."""
    names, parts = open_package(data, name)
    found = [*_check_names(names), *_check_types(names, parts), *_check_relationships(names, parts)]
    for path, root in parts.items():
        if _STORIES.fullmatch(path):
            found += [*_check_grammar(path, root), *_check_fields(path, root), *_check_pairs(path, root)]
    return found + [row for check in _REFERENCES for row in check(parts)]


def _fault(rule: str, item: str, found: object, expected: str) -> Departure:
    return Departure(rule, item, str(found), expected)


# the package

def _check_names(names: list[str]) -> Iterator[Departure]:
    for name, times in Counter(names).items():
        if times > 1:
            yield _fault("package", name, f"{times} entries", "one entry of a name")


def _check_types(names: list[str], parts: Parts) -> Iterator[Departure]:
    if _TYPES not in parts:
        yield _fault("package", _TYPES, "missing", "a content type for each part")
        return
    types = parts[_TYPES]
    defaults = {(entry.get("Extension") or "").lower() for entry in types.iterchildren("{*}Default")}
    given = {(entry.get("PartName") or "").lstrip("/") for entry in types.iterchildren("{*}Override")}
    for name in names:
        if name != _TYPES and name not in given and name.rpartition(".")[2].lower() not in defaults:
            yield _fault("content type", name, "none", "one by name or suffix")
    for name in sorted(given - set(names)):
        yield _fault("content type", name, "no such part", "a part")


def _check_relationships(names: list[str], parts: Parts) -> Iterator[Departure]:
    for path in [name for name in parts if name.endswith(".rels")]:
        folder = posixpath.dirname(posixpath.dirname(path))
        owner = posixpath.join(folder, posixpath.basename(path)[:-5])
        ids = Counter(link.get("Id") for link in parts[path])
        for id_, times in ids.items():
            if times > 1:
                yield _fault("relationship", f"{path} {id_}", f"{times} times", "once")
        for link in parts[path]:
            target = _resolve(folder, link.get("Target") or "")
            if link.get("TargetMode") != "External" and target not in names:
                yield _fault("relationship", f"{path} {link.get('Id')}", f"no part {target}", "a part")
        if owner in parts:
            yield from _check_uses(owner, parts[owner], {str(id_) for id_ in ids})
    for owner in [name for name in parts if _STORIES.fullmatch(name)]:
        if f"{posixpath.dirname(owner)}/_rels/{posixpath.basename(owner)}.rels" not in parts:
            yield from _check_uses(owner, parts[owner], set())


def _resolve(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _check_uses(owner: str, root: etree._Element, ids: set[str]) -> Iterator[Departure]:
    for element in root.iter(etree.Element):
        for attribute in ("id", "embed", "link"):
            used = element.get(_R + attribute)
            if used is not None and used not in ids:
                yield _fault("relationship", f"{owner} {_name(element)}", used, "an id of the part's relationships")


# grammar

def _check_grammar(path: str, root: etree._Element) -> Iterator[Departure]:
    for element in root.iter(f"{W}*"):
        tag = _name(element)
        place = f"{path}, line {element.sourceline}, {tag}"
        if tag in ORDERS:
            yield from _check_children(element, tag, place)
        for attribute in REQUIRED.get(tag, ()):
            if element.get(W + attribute) is None:
                yield _fault("attribute", place, f"no {attribute}", "the attribute")
        for key, value in element.attrib.items():
            pattern = VALUES.get((tag, str(key).removeprefix(W)))
            if pattern is not None and not pattern.fullmatch(str(value)):
                yield _fault("value", f"{place}, {str(key).removeprefix(W)}", value, pattern.pattern)
        if tag == "tc" and (len(element) == 0 or _name(element[-1]) not in ("p", "bookmarkEnd")):
            yield _fault("cell", place, "no paragraph at its end", "a paragraph")


def _check_children(element: etree._Element, tag: str, place: str) -> Iterator[Departure]:
    order, reached = ORDERS[tag], -1
    for child in element.iterchildren(f"{W}*"):
        name = _name(child)
        if name not in order:
            yield _fault("element", place, name, f"a child that {tag} may have")
        elif order[name] < reached and tag not in LAST_WINS:
            yield _fault("order", place, name, f"{name} before what stands before it")
        else:
            reached = order[name]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


# fields, ranges

def _check_fields(path: str, root: etree._Element) -> Iterator[Departure]:
    depth = 0
    for mark in root.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType") or "", 0)
        if depth < 0:
            yield _fault("field", f"{path}, line {mark.sourceline}", "an end", "a begin before it")
            depth = 0
    if depth:
        yield _fault("field", path, f"{depth} not ended", "an end for each begin")


def _check_pairs(path: str, root: etree._Element) -> Iterator[Departure]:
    for kind in ("bookmark", "commentRange"):
        starts = Counter(mark.get(f"{W}id") for mark in root.iter(f"{W}{kind}Start"))
        ends = Counter(mark.get(f"{W}id") for mark in root.iter(f"{W}{kind}End"))
        for id_ in sorted({*starts, *ends}, key=str):
            if starts[id_] != 1 or ends[id_] != 1:
                yield _fault(kind, f"{path}, {id_}", f"{starts[id_]} starts, {ends[id_]} ends", "one of each")


# references

def _values(parts: Parts, path: str, tag: str, attribute: str) -> list[str]:
    root = parts.get(path)
    return [] if root is None else [element.get(W + attribute) or "" for element in root.iter(W + tag)]


def _stories(parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    return ((path, root) for path, root in parts.items() if _STORIES.fullmatch(path))


def _check_styles(parts: Parts) -> Iterator[Departure]:
    known = Counter(_values(parts, "word/styles.xml", "style", "styleId"))
    yield from (_fault("style", name, f"{times} times", "once") for name, times in known.items() if times > 1)
    for path, root in _stories(parts):
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink"):
            for name in sorted({element.get(f"{W}val") or "" for element in root.iter(W + tag)} - set(known)):
                yield _fault("style", f"{path}, {tag}", name, "a style of the document")


def _check_numbering(parts: Parts) -> Iterator[Departure]:
    path = "word/numbering.xml"
    shapes = _values(parts, path, "abstractNum", "abstractNumId")
    lists = {*_values(parts, path, "num", "numId"), "0"}
    for shape in sorted(set(_values(parts, path, "abstractNumId", "val")) - set(shapes)):
        yield _fault("numbering", path, shape, "an abstractNum")
    for story, root in _stories(parts):
        used = {element.get(f"{W}val") or "" for element in root.iter(f"{W}numId")}
        yield from (_fault("numbering", story, number, "a num of the document") for number in sorted(used - lists))


def _check_bookmarks(parts: Parts) -> Iterator[Departure]:
    names = Counter(name for path, _ in _stories(parts) for name in _values(parts, path, "bookmarkStart", "name"))
    yield from (_fault("bookmark", name, f"{times} times", "once") for name, times in names.items() if times > 1)
    for path, root in _stories(parts):
        anchors = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None}
        for name in sorted(anchors - set(names), key=str):
            yield _fault("bookmark", path, name, "a bookmark of the document")


def _check_controls(parts: Parts) -> Iterator[Departure]:
    ids = Counter(id_.get(f"{W}val") for path, root in _stories(parts) for id_ in root.iterfind(f".//{W}sdtPr/{W}id"))
    for id_, times in ids.items():
        if times > 1:
            yield _fault("content control", f"id {id_}", f"{times} times", "once")


def _check_notes(parts: Parts) -> Iterator[Departure]:
    for kind in ("footnote", "endnote", "comment"):
        known = set(_values(parts, f"word/{kind}s.xml", kind, "id"))
        for id_ in sorted(set(_values(parts, DOCUMENT, f"{kind}Reference", "id")) - known):
            yield _fault(kind, DOCUMENT, id_, f"a {kind} of the document")


_REFERENCES: tuple[Callable[[Parts], Iterator[Departure]], ...] = (
    _check_styles, _check_numbering, _check_bookmarks, _check_controls, _check_notes)
