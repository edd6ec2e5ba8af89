"""A user's own template: styles, page, headers and footers come from a document of theirs, the text from ours."""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from lxml import etree

from convert.errors import SourceError
from convert.files import load_source
from convert.formats.docx.cleansing import cleanse
from convert.formats.docx.markup import Element, W, serialise
from convert.formats.docx.parts import KINDS, PICTURES, PackagePart, make_part
from convert.formats.docx.reading.opc import AGAIN
from convert.formats.package import PackageEntry, pack
from convert.formats.writer import Notice

_REFERRING = ("pStyle", "rStyle", "tblStyle")
_OWN_STYLES = ("basedOn", "next", "link")
_PAGE = ("headerReference", "footerReference", "pgSz", "pgMar", "docGrid")
"""What of a section belongs to the page and is taken from the reference."""


class Reference:
    """A reference document, ready to take a text."""

    def __init__(self, path: Path) -> None:
        cleansed = cleanse(load_source(path), str(path))
        try:
            self.document: WordDocument = docx.Document(io.BytesIO(cleansed.data))
        except (PackageNotFoundError, KeyError, ValueError, AttributeError) as error:
            raise SourceError(f"{path} is no DOCX that can be read.", AGAIN) from error
        body = self.document.element.find(f"{W}body")
        if body is None:
            raise SourceError(f"{path} has no body.", AGAIN)
        self.body: Element = body
        self.path = path
        told = f"{path.name} has more than a page needs, which is left out: {', '.join(cleansed.left_out)}."
        self.notices = [Notice("docx/reference", told)] if cleansed.left_out else []

    def fill(self, root: Element, ours: WordDocument, numbering: Element | None, parts: Sequence[PackagePart]
             ) -> list[PackageEntry]:
        """The entries of the package: the reference with our text; `ours` defines the styles that it lacks."""
        pictures = [part for part in parts if part.kind in PICTURES]
        stories = {part: etree.fromstring(_unpack(part.entry)) for part in parts if part.kind not in PICTURES}
        self.rename_styles([root, *stories.values()], ours.styles.element)
        if numbering is not None and self.has_lists():
            self.add_lists(root, numbering)
        elif numbering is not None:
            part = make_part("numbering", "word/numbering.xml", "", numbering)
            self.add_part(part, serialise(numbering))
        self.replace_body(root)
        for part, story in stories.items():
            self.add_part(part, serialise(story))
        for picture in pictures:
            self.add_picture(picture)
        return self.pack_entries()

    # styles

    def rename_styles(self, stories: list[Element], ours: Element) -> None:
        """Makes the text use the reference's styles of the same name, or id; what it lacks is copied and told."""
        theirs: Element = self.document.styles.element
        known = {_name_of(style): style.get(f"{W}styleId") or "" for style in theirs.iter(f"{W}style")}
        own = {style.get(f"{W}styleId") or "": style for style in ours.iter(f"{W}style")}
        names: dict[str, str] = {}
        used = set().union(*map(_used, stories))
        wanted = [name for name in own if name in used]
        by_id = {id_.casefold(): id_ for id_ in known.values()}
        for id_ in wanted:
            if _name_of(own[id_]) not in known and id_.casefold() in by_id:
                known[_name_of(own[id_])] = by_id[id_.casefold()]
            if _name_of(own[id_]) not in known:
                missing = _free(id_, set(known.values()))
                known[_name_of(own[id_])] = missing
                theirs.append(self.adopt(own[id_], missing, known))
                label = _label(own[id_].find(f"{W}name"))
                self.notices.append(Notice("docx/style", f"{self.path.name} has no style {label!r}: ours is used."))
            names[id_] = known[_name_of(own[id_])]
        for element in (element for story in stories for element in story.iter(*(W + tag for tag in _REFERRING))):
            element.set(f"{W}val", names.get(element.get(f"{W}val") or "", element.get(f"{W}val") or ""))

    def adopt(self, style: Element, id_: str, known: dict[str, str]) -> Element:
        """A copy of a style of ours that refers to nothing the reference lacks."""
        made = copy.deepcopy(style)
        made.set(f"{W}styleId", id_)
        for tag in _OWN_STYLES:
            for element in made.findall(W + tag):
                target = known.get((element.get(f"{W}val") or "").casefold())
                if target is None:
                    made.remove(element)
                else:
                    element.set(f"{W}val", target)
        return made

    # lists

    def has_lists(self) -> bool:
        """Whether the reference numbers anything."""
        kind = KINDS["numbering"].relationship
        return any(rel.reltype == kind for rel in self.document.part.rels.values())

    def add_lists(self, root: Element, numbering: Element) -> None:
        """Our lists after theirs, under new numbers."""
        theirs: Element = self.document.part.numbering_part.element
        shapes = _largest(theirs, "abstractNum", "abstractNumId") + 1
        lists = _largest(theirs, "num", "numId") + 1
        first = next(iter(theirs.findall(f"{W}num")), None)
        for shape in numbering.findall(f"{W}abstractNum"):
            _raise(shape, "abstractNumId", shapes)
            theirs.insert(len(theirs) if first is None else theirs.index(first), shape)
        for number in numbering.findall(f"{W}num"):
            _raise(number, "numId", lists)
            _raise(number[0], "val", shapes)
            theirs.append(number)
        for used in root.iter(f"{W}numId"):
            _raise(used, "val", lists)

    # the body

    def replace_body(self, root: Element) -> None:
        """Our paragraphs in place of theirs, on their page."""
        body = self.body
        page = body.find(f"{W}sectPr")
        for section in root.iter(f"{W}sectPr"):
            _take_page(section, page)
        body[:] = list(root[0])

    def add_part(self, part: PackagePart, data: bytes) -> None:
        """A part of ours, in place of theirs of the same kind."""
        kind = KINDS[part.kind]
        holder = self.document.part if kind.owner else self.document.part.package
        package = self.document.part.package
        replaced = [id_ for id_, rel in holder.rels.items() if rel.reltype == kind.relationship]
        for id_ in replaced if part.kind != "item" else ():
            del holder.rels[id_]
        taken = {str(known.partname) for known in package.iter_parts()}
        name = f"/{part.entry.name}"
        if name in taken:
            name = next(n for n in (f"/customXml/huozi{count}.xml" for count in range(1, 1000)) if n not in taken)
        holder.relate_to(OpcPart(PackURI(name), kind.content_type, data, package), kind.relationship)

    def add_picture(self, part: PackagePart) -> None:
        """A picture of ours, beside theirs, by the id that our text calls it by."""
        kind, story = KINDS[part.kind], self.document.part
        made = OpcPart(PackURI(f"/{part.entry.name}"), kind.content_type, _unpack(part.entry), story.package)
        story.load_rel(kind.relationship, made, part.id)

    def pack_entries(self) -> list[PackageEntry]:
        """The whole package with our fixed times."""
        out = io.BytesIO()
        self.document.save(out)
        with zipfile.ZipFile(out) as archive:
            return [pack(name, archive.read(name)) for name in archive.namelist()]


def _name_of(style: Element) -> str:
    return _label(style.find(f"{W}name")).casefold()


def _label(name: Element | None) -> str:
    return (name.get(f"{W}val") or "") if name is not None else ""


def _used(root: Element) -> set[str]:
    return {element.get(f"{W}val") or "" for element in root.iter(*(W + tag for tag in _REFERRING))}


def _free(id_: str, taken: set[str]) -> str:
    return next(name for name in _candidates(id_) if name not in taken)


def _candidates(id_: str) -> Iterator[str]:
    yield id_
    yield from (f"{id_}{number}" for number in range(2, 1000))


def _largest(root: Element, tag: str, attribute: str) -> int:
    return max((_number(element, attribute) for element in root.iter(W + tag)), default=0)


def _raise(element: Element, attribute: str, by: int) -> None:
    element.set(W + attribute, str(_number(element, attribute) + by))


def _number(element: Element, attribute: str) -> int:
    """A number as a part has it; what is none is 0."""
    value = element.get(W + attribute) or ""
    return int(value) if re.fullmatch("[0-9]{1,9}", value) else 0


def _take_page(section: Element, page: Element | None) -> None:
    """Gives a section of ours the paper, margins, headers and footers of theirs."""
    if page is None:
        return
    for tag in _PAGE:
        for old in section.findall(W + tag):
            section.remove(old)
    order = ("headerReference", "footerReference", "footnotePr", "type", "pgSz", "pgMar", "pgNumType", "cols", "vAlign",
             "titlePg", "textDirection", "docGrid")
    for tag in _PAGE:
        section.extend(copy.deepcopy(theirs) for theirs in page.findall(W + tag))
    section[:] = sorted(section, key=lambda child: order.index(etree.QName(child).localname))


def _unpack(entry: PackageEntry) -> bytes:
    return entry.packed if entry.method == 0 else zlib.decompress(entry.packed, -zlib.MAX_WBITS)
