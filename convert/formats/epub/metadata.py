"""The metadata of the package: of the book, of each article, and of its accessibility.

EPUB 3.3, section 5.5 (metadata) and appendix D (vocabularies); EPUB Accessibility 1.1, section 2. Facts of an article
refine its manifest item. Fields that no standard property fits stand under our own prefix.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from ebooklib import epub

from convert.chinese.dates import read_date_field
from convert.chinese.names import Creator
from convert.formats.epub.dates import calendar_date
from convert.formats.epub.words import words
from convert.formats.writer import GENERATOR
from convert.tree.canon import digest
from convert.tree.identity import Identity, identify
from convert.tree.nodes import Document, Meta

Fact = tuple[str, str]
"""A property and its value."""

PREFIX = "huozi: urn:huozi:field:"
"""The prefix of fields that have no standard property."""

PROPERTIES = {
    "title": "dcterms:title", "creator": "dcterms:creator", "publisher": "dcterms:publisher", "date": "dcterms:issued",
    "issued": "dcterms:issued", "identifier": "dcterms:identifier", "number": "dcterms:identifier",
    "subject": "dcterms:subject", "source": "dcterms:source", "language": "dcterms:language",
}
"""Standard name of a field → property; other names go under `huozi:`."""

DATES = frozenset({"date", "issued"})
"""Fields whose value is a date."""

EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The moment of a book whose source says no date."""

FEATURES = ("structuralNavigation", "tableOfContents", "readingOrder", "ARIA", "displayTransformability")
"""schema:accessibilityFeature of every book."""

PAGED = ("pageBreakMarkers", "pageNavigation")
"""Those of a book that knows the pages of its source."""


def parse_moment(date: str) -> datetime.datetime:
    """The first moment of an ISO 8601 date that may lack day or month; that of EPOCH where there is none."""
    year, month, day = [*map(int, date.split("-")), 1, 1][:3] if date else (0, 0, 0)
    return datetime.datetime(year, month, day, tzinfo=datetime.UTC) if year else EPOCH


def open_book() -> epub.EpubBook:
    """A book that says nothing yet: EbookLib's random identifier and its own name are taken out."""
    book = epub.EpubBook()
    book.metadata = {}
    book.prefixes = [PREFIX]
    return book


def state_identity(book: epub.EpubBook, identifier: str, languages: Iterable[str], date: str, style: str) -> None:
    """Identifier, languages (the main one first), date, which is that of the last modification too, and style sheet."""
    book.set_identifier(identifier)
    book.add_metadata(None, "meta", style, {"property": "huozi:style"})
    for language in languages:
        book.add_metadata("DC", "language", language)
    book.language = next(iter(languages))
    state_facts(book, date=calendar_date(date))
    book.modified = parse_moment(calendar_date(date))


def state_titles(book: epub.EpubBook, title: str, subtitles: Iterable[str] = ()) -> None:
    """Main title and subtitles, each with its kind and place."""
    book.title = title
    for number, text in enumerate((title, *subtitles), 1):
        book.add_metadata("DC", "title", text, {"id": f"title{number}"})
        _refine(book, f"#title{number}", "title-type", "main" if number == 1 else "subtitle")
        _refine(book, f"#title{number}", "display-seq", str(number))


def state_people(book: epub.EpubBook, people: Iterable[Creator], role: str) -> None:
    """Creators: how they are filed, their office as printed, and a code of the MARC relator list: aut or edt."""
    for number, person in enumerate(people, 1):
        book.add_metadata("DC", "creator", person.name, {"id": f"{role}{number}"})
        _refine(book, f"#{role}{number}", "role", role, scheme="marc:relators")
        _refine(book, f"#{role}{number}", "file-as", person.file_as)
        if person.role:
            _refine(book, f"#{role}{number}", "huozi:office", person.role)


def state_facts(book: epub.EpubBook, **facts: str) -> None:
    """Further Dublin Core elements: date, publisher, source …; empty ones are left out."""
    for name, value in facts.items():
        if value.strip():
            book.add_metadata("DC", name, value)


def state_pages(book: epub.EpubBook, source: str, number: int) -> None:
    """That page numbers are those of a source, the first, second … of its kind in the book."""
    book.add_metadata("DC", "source", source, {"id": f"source{number}"})
    _refine(book, f"#source{number}", "source-of", "pagination")


def state_series(book: epub.EpubBook, title: str, position: int) -> None:
    """That the book is a volume of a set."""
    book.add_metadata(None, "meta", title, {"property": "belongs-to-collection", "id": "set"})
    _refine(book, "#set", "collection-type", "set")
    _refine(book, "#set", "group-position", str(position))


def state_cover(book: epub.EpubBook, item: str) -> None:
    """Which item is the picture of the cover, for EPUB 2 readers and Kindle; EPUB 3 sees it in the manifest."""
    book.add_metadata(None, "meta", None, {"name": "cover", "content": item})


def state_columns(book: epub.EpubBook) -> None:
    """That the text runs in columns from right to left, for Kindle and others that ask before they read the styles."""
    book.add_metadata(None, "meta", None, {"name": "primary-writing-mode", "content": "vertical-rl"})


def state_article(book: epub.EpubBook, target: str, facts: Iterable[Fact]) -> None:
    """The facts of an article as refinements of its manifest item, or of its place in a file."""
    for name, value in dict.fromkeys(fact for fact in facts if fact[1].strip()):
        _refine(book, target, name, value)


def list_facts(tree: Document, identity: Identity) -> Iterator[Fact]:
    """Each fact of a document: what the tree implies, then its fields as labelled."""
    yield from _identify(identity)
    yield "dcterms:language", identity.language
    yield "dcterms:source", identity.source
    yield "huozi:sha256", identity.sha256
    yield "huozi:tree-sha256", digest(tree)
    yield from _read_fields(tree.meta)


def list_inner_facts(tree: Document) -> Iterator[tuple[str, list[Fact]]]:
    """Each article inside the outermost one that has an id, with what is known of it alone."""
    for article in tree.article.iterdescendants("article"):
        if article.id and article.title is not None:
            yield article.id, [*_identify(identify(tree, article)), *_read_fields(article.meta)]


def _identify(identity: Identity) -> Iterator[Fact]:
    yield "dcterms:title", identity.title
    yield from (("dcterms:creator", name) for name in identity.creator_names)
    yield "dcterms:issued", identity.date
    yield "dcterms:publisher", identity.publisher
    yield "dcterms:identifier", identity.identifier


def _read_fields(meta: Meta | None) -> Iterator[Fact]:
    for field in meta.fields if meta is not None else ():
        name, value = field.name or "other", (field.value or field.text_content).strip()
        yield PROPERTIES.get(name, f"huozi:{name}"), read_date_field(value) or value if name in DATES else value


def state_accessibility(book: epub.EpubBook, language: str, vertical: bool = False, pages: bool = False) -> None:
    """What EPUB Accessibility 1.1 asks for; conformance is not claimed, since no person has evaluated the book."""
    features = (*FEATURES, "verticalWriting" if vertical else "horizontalWriting", *(PAGED if pages else ()))
    claims = [("accessMode", "textual"), ("accessModeSufficient", "textual"), ("accessibilityHazard", "none"),
              ("accessibilitySummary", words(language)["accessible"]),
              *(("accessibilityFeature", name) for name in features)]
    for name, value in claims:
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    book.add_metadata(None, "meta", None, {"name": "generator", "content": GENERATOR})


def _refine(book: epub.EpubBook, target: str, name: str, value: str, **attributes: str) -> None:
    book.add_metadata(None, "meta", value, {"refines": target, "property": name, **attributes})
