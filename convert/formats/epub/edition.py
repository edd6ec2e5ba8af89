"""One book in the making: pages in order, and what is learned on the way for its contents and metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from convert.chinese.names import Creator
from convert.collection import Collection, Part, make_urn
from convert.formats.epub import metadata
from convert.formats.epub.apparatus import Apparatus, make_index, make_sources
from convert.formats.epub.article import FOLDER, ArticleWriter
from convert.formats.epub.chapter import Chapter, make_chapter
from convert.formats.epub.colophon import make_colophon
from convert.formats.epub.container import Container, File, Place
from convert.formats.epub.contents import Landmark, Navigation, Point, make_nav, make_ncx
from convert.formats.epub.fonts import FontCase
from convert.formats.epub.imprint import Imprint, imprint_of, imprint_of_collection
from convert.formats.epub.pages import make_part_page, make_title_page, name_parts
from convert.formats.epub.words import words
from convert.formats.package import PackageEntry
from convert.formats.quotes import put_quotes
from convert.formats.writer import Notice
from convert.style.css import make_css
from convert.style.sheet import Style
from convert.tree.mathml import NAMESPACE as MATHML
from convert.tree.mentions import find_names
from convert.tree.nodes import Document


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may ask of the writer."""

    vertical: bool = False
    """Columns from right to left, whatever the style says."""
    cover: bool | Path | str | None = None
    """A drawn cover, or the path of a picture; None gives one to collections."""
    fonts: bool = False
    """Embedded faces."""


class Edition:
    """A book made of one document or of a collection, page by page."""

    def __init__(self, work: Document | Collection, style: Style, options: Options,
                 walker: type[ArticleWriter] = ArticleWriter) -> None:
        self.work, self.style, self.options = work, style, options
        self.walker = walker
        self.vertical = options.vertical or style.page.get("direction") == "vertical"
        self.book = metadata.open_book()
        self.navigation = Navigation()
        self.notices: list[Notice] = []
        self.shown: set[str] = set()
        """Pictures that are in the book: several members may show one."""
        self.apparatus = Apparatus()
        self.case = FontCase(style) if options.fonts else None

    def entries(self) -> Iterator[PackageEntry]:
        """The entries of the zip, each page made when it is asked for."""
        return Container(self.book).entries(self._files())

    def _files(self) -> Iterator[File]:
        if isinstance(self.work, Collection):
            yield from self._collection(self.work)
        else:
            yield from self._document(self.work)
        yield from self._dress()

    def _dress(self) -> Iterator[File]:
        """The style sheet, and the faces the pages need, which are known only now."""
        faces = []
        for face, file in self.case.cast() if self.case is not None else ():
            faces.append(face)
            yield file
        css = make_css(self.style, self.vertical, tuple(faces))
        yield File("css", "style.css", css.encode(), media_type="text/css")

    def _document(self, tree: Document) -> Iterator[File]:
        tree = put_quotes(tree, self.style)
        chapter = make_chapter(tree, "text/article.xhtml", walker=self.walker, vertical=self.vertical)
        yield from self._cover(imprint_of(chapter.identity))
        yield from self._bind("article", tree, chapter)
        self.navigation.points += chapter.points
        facts = chapter.identity
        identifier = make_urn("document", facts.sha256, facts.source, facts.language)
        metadata.state_titles(self.book, facts.title, facts.subtitles)
        metadata.state_people(self.book, facts.creators, "aut")
        metadata.state_facts(self.book, publisher=facts.publisher, source="" if chapter.pages else facts.source)
        imprint = imprint_of(facts)
        yield from self._end(make_colophon(self.apparatus, imprint, ""), "colophon", "colophon", facts.language)
        yield from self._close(identifier, facts.language, facts.date)

    def _collection(self, work: Collection) -> Iterator[File]:
        imprint = imprint_of_collection(work)
        if self.case is not None:
            titles = "".join((imprint.told(), *(part.title for part in work.parts), *words(work.language).values()))
            for element in ("title", "subtitle", "byline", "p"):
                self.case.note(element, 0, titles, work.language)
        yield from self._cover(imprint)
        yield File("titlepage", "title.xhtml", make_title_page(imprint), Place.TITLE)
        self.navigation.landmarks.append(Landmark("titlepage", words(work.language)["titlepage"], "title.xhtml"))
        for name, part in zip(name_parts(work.parts), work.parts, strict=True):
            yield from self._part(name, part, work.language)
        yield from self._end(make_sources(self.apparatus, work.language), "sources", "bibliography", work.language)
        yield from self._end(make_index(self.apparatus, work.language), "index", "index", work.language)
        identities = [reference.identity for reference in self.apparatus.references]
        metadata.state_titles(self.book, work.title, [work.subtitle] if work.subtitle else [])
        if work.series:
            metadata.state_series(self.book, work.series, work.volume)
        metadata.state_people(self.book, map(Creator, work.creators), "edt")
        metadata.state_facts(self.book, publisher=work.publisher)
        digests = (identity.sha256 for identity in identities)
        identifier = work.identifier or make_urn("collection", work.title, work.language, *digests)
        yield from self._end(make_colophon(self.apparatus, imprint, work.identifier), "colophon", "colophon",
                             work.language)
        latest = max((identity.date for identity in identities), default="")
        yield from self._close(identifier, work.language, work.date or latest)

    def _cover(self, imprint: Imprint) -> Iterator[File]:
        asked, compiled = self.options.cover, isinstance(self.work, Collection)
        if compiled if asked is None else asked:
            from convert.formats.epub.cover import find_picture, make_cover_page

            given = self.work.cover if isinstance(self.work, Collection) else None
            given = given if isinstance(asked, bool | None) else Path(asked)
            name, media_type, picture = find_picture(given, imprint, self.style, self.vertical)
            yield File("cover-image", name, picture, media_type=media_type, properties=("cover-image",))
            yield File("cover", "cover.xhtml", make_cover_page(imprint, name), Place.COVER)
            metadata.state_cover(self.book, "cover-image")
            self.navigation.landmarks.append(Landmark("cover", words(imprint.language)["cover"], "cover.xhtml"))

    def _part(self, name: str, part: Part, language: str) -> Iterator[File]:
        points = self.navigation.points
        if part.title:
            href = f"text/{name}.xhtml"
            yield File(name, href, make_part_page(part.title, language), Place.TEXT)
            points = Point(part.title, href).under(points)
        for member in part.members:
            tree = put_quotes(member.load(), self.style)
            chapter = make_chapter(tree, f"text/{member.id}.xhtml", f"{member.id}-", self.walker, self.vertical)
            for point in chapter.points:
                point.language = chapter.identity.language if chapter.identity.language != language else ""
            points += chapter.points
            yield from self._bind(member.id, tree, chapter)

    def _bind(self, name: str, tree: Document, chapter: Chapter) -> Iterator[File]:
        """A chapter as files; what it says of itself goes into the metadata."""
        names = find_names(tree) if isinstance(self.work, Collection) else ()
        self.apparatus.enter(chapter.href, chapter.identity, names, chapter.counts)
        self.notices += chapter.notices
        if chapter.pages:
            self.navigation.pages += chapter.pages
            self.navigation.paged.append(chapter.identity.source)
        if self.case is not None:
            self.case.take(tree)
            self.case.note("p", 0, "".join(words(chapter.identity.language).values()), chapter.identity.language)
        metadata.state_article(self.book, f"#item-{name}", metadata.list_facts(tree, chapter.identity))
        for inner, facts in metadata.list_inner_facts(tree):
            metadata.state_article(self.book, chapter.reach(chapter.prefix + inner), facts)
        for picture, (data, media) in chapter.pictures.items():
            if picture not in self.shown:
                self.shown.add(picture)
                yield File(f"picture-{picture.partition('.')[0]}", f"{FOLDER}/{picture}", data, media_type=media)
        for number, (href, data) in enumerate(chapter.texts.items(), 1):
            said = ("mathml",) if MATHML.encode() in data else ()
            yield File(f"item-{name}" if number == 1 else f"item-{name}-{number}", href, data, Place.TEXT,
                       properties=said)

    def _end(self, pages: Iterable[bytes], name: str, kind: str, language: str) -> Iterator[File]:
        """Pages of the apparatus; the first has a place in the contents, but for the colophon."""
        for number, page in enumerate(pages, 1):
            href = f"{name}{number}.xhtml"
            yield File(f"{name}{number}", href, page, Place.END)
            if number == 1 and kind != "colophon":
                self.navigation.points.append(Point(words(language)[name], href))
            if number == 1:
                self.navigation.landmarks.append(Landmark(kind, words(language)[name], href))

    def _close(self, identifier: str, language: str, date: str) -> Iterator[File]:
        """Contents in both forms, then what can be said only when all pages are known."""
        body = next((each.href for each in self.apparatus.references), "nav.xhtml")
        self.navigation.landmarks.append(Landmark("bodymatter", words(language)["text"], body))
        title = self.book.title
        nav = make_nav(title, language, self.navigation)
        yield File("nav", "nav.xhtml", nav, Place.CONTENTS, properties=("nav",))
        yield File("ncx", "toc.ncx", make_ncx(title, language, identifier, self.navigation.points),
                   media_type="application/x-dtbncx+xml")
        languages = dict.fromkeys([language, *(each.identity.language for each in self.apparatus.references)])
        metadata.state_identity(self.book, identifier, languages, date, self.style.name)
        for number, source in enumerate(self.navigation.paged, 1):
            metadata.state_pages(self.book, source, number)
        metadata.state_accessibility(self.book, language, self.vertical, bool(self.navigation.pages))
        if self.vertical:
            self.book.direction = "rtl"
            metadata.state_columns(self.book)
