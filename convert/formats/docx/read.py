"""The reader of DOCX: from a file to a text with lines and marks.

The source text is the text of the parts in reading order: heads of pages, body (text boxes behind the paragraph they
hang on), footnotes and endnotes in the order of their references, feet of pages, properties. Each paragraph, line of a
paragraph and cell ends in a line end. What the file holds and nobody prints is in the source and cut from the view:
deleted text (`markup/deleted`), page numbers (`markup/page-number`), readings of ruby texts, which are in their runs
(`markup/ruby`), soft hyphens (`markup/soft-hyphen`). Labels that Word counts (numbers of lists, headings and notes) are
printed but in no part: they are marks (`bullet`), and a reference to a numbered note is a run without characters.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial

from convert.errors import SourceError
from convert.formats.docx.markup import W
from convert.formats.docx.reading.galley import Piece
from convert.formats.docx.reading.lists import Count
from convert.formats.docx.reading.manuscript import Manuscript
from convert.formats.docx.reading.opc import AGAIN, Package, Relation
from convert.formats.docx.reading.properties import read_properties
from convert.formats.docx.reading.story import Story
from convert.formats.docx.reading.styles import Look
from convert.recovery.text import Text
from convert.tree.record import Finding

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHUNKS_DEEP = 3
"""How deep documents may lie within documents."""
_OTHERS = {"xl/": "a workbook", "ppt/": "a presentation", "meta-inf/": "a book or archive of another format"}
"""What a package is that is none of Word's, by the folder that its parts lie in."""


def read_docx(data: bytes, name: str) -> Text:
    """The text of a word processor file with what the format says of each line.

    Takes .docx, .docm and .dotx (macros are left out), and through LibreOffice .doc, .wps, .rtf and .odt. Raises
    SourceError where the file is empty, damaged, encrypted, no word processor file, a ZIP bomb, or of an older kind
    while LibreOffice is missing.
    """
    digest = hashlib.sha256(data).hexdigest()
    if not data:
        raise SourceError(f"{name} is empty.", "Copy or download it again.")
    if data.startswith(b"PK") and not data[30:].startswith(b"mimetypeapplication/vnd.oasis"):
        text = _read_package(Package(data, name))
    else:
        text = _read_other(data, name)
    source = replace(text.source, name=name, sha256=digest, size=len(data))
    return replace(text, source=source)


def _read_other(data: bytes, name: str) -> Text:
    """A file of another kind: a web page that is called .doc, or what LibreOffice turns into a DOCX."""
    from convert.formats.docx.reading.chunks import find_media
    from convert.formats.docx.reading.office import convert_to_docx, find_kind

    page = _read_foreign(data, find_media(data), name)
    if page is not None:
        return page
    kind = find_kind(data)
    if kind == "locked":
        raise SourceError(f"{name} is encrypted.", "Open it in Word or WPS with its password and save it without.")
    if not kind:
        raise SourceError(f"{name} is no word processor file, or it is damaged.", AGAIN)
    text = _read_package(Package(convert_to_docx(data, name, kind), name))
    finding = Finding("docx/converted", "note", f"The file is no DOCX; LibreOffice made one of it ({kind}).")
    return replace(text, findings=(finding, *text.findings))


def _read_foreign(data: bytes, media: str, name: str, depth: int = 1) -> Text | None:
    """A document that a DOCX takes in whole; None where it is of a kind that nobody reads, or lies too deep."""
    from convert.formats.docx.reading.chunks import read_chunk  # few files hold others

    if media.startswith(_WORD) and depth < _CHUNKS_DEEP:
        return _read_package(Package(data, name), depth)
    return read_chunk(data, media, name)


def _read_package(package: Package, depth: int = 0) -> Text:
    root = package.relations("")
    main = next((each.target for each in root.values() if each.kind == "officeDocument"), "word/document.xml")
    _check_kind(package, main)
    book = Manuscript(package, main, partial(_read_foreign, depth=depth + 1))
    for head in book.furniture("header"):
        _read_furniture(book, head)
    body = book.root.find(W + "body")
    if body is not None:
        book.galley.open_part(main)
        Story(book, main, body, {}).read()
    _read_notes(book)
    for foot in book.furniture("footer"):
        _read_furniture(book, foot)
    if not depth:
        _read_facts(book, root)
    _tell(book)
    return book.galley.finish(package.name, "", 0, MEDIA)


def _read_facts(book: Manuscript, root: dict[str, Relation]) -> None:
    """The properties of the file, a field line each."""
    for part, facts in read_properties(book.package, root, book.related(book.main)):
        book.galley.open_part(part)
        for label, text, told in facts:
            book.galley.paragraphs += 1
            told = told._replace(article=book.own.numbers.get(told.article, 0)) if told and book.own else told
            marks = {"role": "hidden", "field": label, "paragraph": book.galley.paragraphs, "told": told}
            book.galley.set_line([Piece(book.galley.keep(text), text, Look())], Look(), 0, 0, marks)
            book.galley.keep("\n")


def _check_kind(package: Package, main: str) -> None:
    """Raises SourceError for packages that are none of Word's."""
    if main in package and main.rpartition(".")[2].casefold() == "xml" and not main.startswith(("xl/", "ppt/")):
        return
    what = next((what for folder, what in _OTHERS.items() if any(part.startswith(folder) for part in package.entries)),
                "a ZIP archive")
    raise SourceError(f"{package.name} is no word processor file but {what}.", "Give a .docx, or unpack it first.")


def _read_furniture(book: Manuscript, part: str) -> None:
    """A head or foot; several that print the same are read once."""
    root = book.package.tree(part)
    if root is None:
        return
    printed = "".join(element.text or "" for element in root.iter(W + "t")).strip()
    if printed and printed in book.furnished:
        return
    book.furnished.add(printed)
    book.galley.open_part(part)
    pages, book.pages.known = book.pages.known, False
    Story(book, part, root, {"role": "running"}).read()
    book.pages.known = pages


def _read_notes(book: Manuscript) -> None:
    """The notes that the text refers to in their order; the others, which Word does not print, are hidden."""
    pages, book.pages.known = book.pages.known, False
    for kind, notes in book.notes.items():
        part = book.part_of(f"{kind}s")
        count = Count(book.lists)
        for note in book.order(notes):
            book.galley.open_part(part)
            label = "" if book.print_own(note.id) else note.printed
            Story(book, part, note.element, {"note": note.id}, count, label).read()
        for note in notes.rest():
            book.galley.open_part(part)
            Story(book, part, note.element, {"note": note.id, "role": "hidden"}, count).read()
    book.pages.known = pages


def _tell(book: Manuscript) -> None:
    """What is to be told of the whole file."""
    for part in book.package.repaired:
        book.find("docx/damaged", f"The part {part} is damaged: it was read as far as it goes.", severity="warning")
    if any(part.endswith("vbaproject.bin") for part in book.package.entries):
        book.find("docx/macros", "The macros of the file are left out.")
    for said in book.comments.values():
        book.find("docx/comment", f"Comment: {said}")
