"""A whole file: title page, contents, text, and the facts about it."""

from __future__ import annotations

import hashlib

from convert.chinese.dates import print_date
from convert.collection import Collection, Member, Part
from convert.formats.dateline import list_rest
from convert.formats.official.dispatch import Dispatch
from convert.formats.pdf.boxes import WhiteBox
from convert.formats.pdf.compose import Composer, Opening
from convert.formats.pdf.contents import compose_contents
from convert.formats.pdf.drawing import Drawing
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.furniture import Furniture
from convert.formats.pdf.galley import Galley
from convert.formats.pdf.inline import Run
from convert.formats.pdf.look import Looks
from convert.formats.pdf.metadata import FileFacts
from convert.formats.pdf.page import Flow, Frame, Page
from convert.formats.pdf.paragraph import ParagraphSetter
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.sheet import read_geometry
from convert.formats.pdf.tags import Element, heading
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style
from convert.tree.canon import digest
from convert.tree.identity import Identity, identify, name_title, state_title
from convert.tree.nodes import Document, Field, Node
from convert.tree.vocabulary import check_vocabulary


class Book:
    """Composes a work in a style and prints it."""

    def __init__(self, style: Style, walker: type[Composer] = Composer, dispatch: Dispatch | None = None) -> None:
        self.style = style
        self.case = TypeCase()
        geometry = read_geometry(style)
        self.drawing = Drawing(geometry, Furniture(style, self.case))
        looks = Looks(style, geometry)
        columns: int = style.page["columns"]
        gap: float = style.page["column-gap"].points()
        frame = Frame((geometry.measure - gap * (columns - 1)) / columns, geometry.depth, columns, gap, looks.grid)
        setter = ParagraphSetter(style.page, looks, self.case, walker.inline(), frame.measure)
        self.galley = Galley(setter, Flow(frame, self.drawing.add_text))
        self.composer = walker(self.galley, dispatch or Dispatch())
        self.drawing.numbered = self.composer.numbered
        self.root = self.galley.structure.element
        self.bookmarks = self.galley.structure.bookmark
        self.contents_at: tuple[Element, int] = (self.root, 0)
        """The element that the contents go into, and before which of its kids."""
        self.facts = FileFacts()

    def compose(self, work: Work) -> None:
        """Sets a document, or all documents of a collection.

        Raises VocabularyError where one holds an element that nobody knows.
        """
        if isinstance(work, Collection):
            self._collection(work)
        else:
            self._document(work)

    def _document(self, tree: Document) -> None:
        check_vocabulary(tree, self.composer.who)
        identity = identify(tree)
        self._open(identity.title, identity.language)
        self.galley.setter.name = identity.source
        shown = self.composer.open_work(tree)
        front = shown.article.front
        paged = self.style.page["title-page"] and front is not None and front.title is not None
        self.composer.opening = Opening(state_title(tree), set_front=self._title_page if paged else None)
        self.composer.visit(shown.article)
        self._colophon(tree)
        self.composer.close_work()
        self.galley.flow.new_page()
        if self.style.page["contents"] and len(list(self.bookmarks.walk())) > 2:
            self._contents()
        self.facts = self._facts(identity, digest(tree), tree)

    def _open(self, title: str, language: str) -> None:
        self.root.lang = language
        self.drawing.furniture.title = title
        self._speak(language)

    def _speak(self, language: str) -> None:
        region = self.style.page["region"]
        region = ("tw" if language.startswith("zh-Hant") else "cn") if region == "auto" else region
        self.galley.setter.language = self.drawing.furniture.language = language
        self.galley.setter.region = self.drawing.furniture.region = region

    def _front_flow(self) -> Flow:
        """A flow of pages before the text."""
        geometry = self.drawing.geometry
        return Flow(Frame(geometry.measure, geometry.depth), self.drawing.add_front)

    def _title_page(self, headline: list[Node]) -> None:
        """The headline of the one work of a book, on a page of its own."""
        galley, text = self.galley, self.galley.flow
        galley.flow = self._front_flow()
        self.composer.title_page = galley.flow.page
        galley.flow.add([FlowRow(galley.flow.frame.depth / 4, WhiteBox())])
        self.composer.set_headline(headline)
        galley.flow.new_page()
        galley.flow = text
        self.contents_at = galley.structure.element, len(galley.structure.element.kids)

    def _collection(self, work: Collection) -> None:
        self._open(work.title, work.language)
        self.galley.setter.name = work.title
        self._cover(work)
        digests = hashlib.sha256()
        sources: list[str] = []
        for part in work.parts:
            self._part(part, digests, sources)
        self.galley.flow.new_page()
        self._speak(work.language)
        if self.bookmarks.kids:
            self._contents()
        self.facts = FileFacts(work.title, work.creators, work.publisher, work.date, work.identifier, work.language,
                               tuple(sources), self.style.name, "", digests.hexdigest())

    def _cover(self, work: Collection) -> None:
        galley, text = self.galley, self.galley.flow
        galley.flow = flow = self._front_flow()
        flow.add([FlowRow(flow.frame.depth / 4, WhiteBox())])
        with galley.setter.measured(flow.frame.measure):
            element = self.root.add(heading(1))
            flow.add(galley.setter.set_block([Run(work.title)], galley.looks.find("title", 1), {"": element}))
            for words in (*work.creators, work.publisher, print_date(work.date)):
                flow.add(galley.set_words(words, galley.looks.find("byline")))
            flow.new_page()
        galley.flow = text
        galley.structure.level = 2
        self.contents_at = self.root, len(self.root.kids)

    def _part(self, part: Part, digests: hashlib._Hash, sources: list[str]) -> None:
        with self.galley.structure.within(self.root.add("Part")):
            if part.title:
                if self.style.page["two-sided"]:
                    self.galley.flow.new_side()
                self.galley.flow.new_page()
                self.composer.set_part(part.title)
            for member in part.members:
                self._member(member, digests, sources)

    def _member(self, member: Member, digests: hashlib._Hash, sources: list[str]) -> None:
        tree = member.load()
        check_vocabulary(tree, self.composer.who)
        identity = identify(tree)
        digests.update(digest(tree).encode())
        sources.append(identity.source)
        self._speak(identity.language)
        self.galley.setter.name = identity.source or member.id
        if self.galley.flow.frame.columns == 1:
            self.galley.flow.new_page()
        language = "" if identity.language == self.root.lang else identity.language
        self.composer.opening = Opening(name_title(tree), language=language)
        self.composer.visit(tree.article)
        self._colophon(tree)
        self._source_line(identity)

    def _colophon(self, tree: Document) -> None:
        """The labelled facts of the source that stand under no headline: in one block across all columns."""
        galley, look = self.galley, self.galley.looks.find("field")
        facts = list(list_rest(tree))
        rows = [FlowRow(look.leading, keep=True)] if facts else []
        with galley.setter.measured(galley.flow.frame.whole):
            for number, field in facts:
                rows += self.composer.set_facts([field], number, look)
        galley.flow.put(rows)

    def _source_line(self, identity: Identity) -> None:
        """The file that an article of a collection comes from; what else is known of it its facts say."""
        if identity.source:
            self.galley.add(self.galley.set_words(f"原文件：{identity.source}", self.galley.looks.find("field")))

    def _contents(self) -> None:
        home, at = self.contents_at
        table = Element("TOC", home)
        home.kids.insert(at, table)
        galley, flow = self.galley, self._front_flow()
        if len(self.drawing.front) % 2 and self.style.page["two-sided"]:
            self.drawing.add_front(Page(numbered=False))
        with galley.structure.within(table), galley.setter.measured(flow.frame.measure):
            flow.add(list(compose_contents(galley, self.bookmarks, self.style.page["contents-depth"])))
        flow.new_page()

    def _facts(self, identity: Identity, tree_digest: str, tree: Document) -> FileFacts:
        fields = tuple((field.label or field.name or "", field.text_content) for field in tree.iter("field")
                       if isinstance(field, Field))
        return FileFacts(identity.title, identity.creator_names, identity.publisher, identity.date, identity.identifier,
                         identity.language, (identity.source,), self.style.name, identity.sha256, tree_digest, fields)

    def print(self) -> bytes:
        """The bytes of the file."""
        return self.drawing.print(self.case, self.root, self.bookmarks, self.facts,
                                  self.galley.pictures)

    def notices(self) -> list[Notice]:
        """What could not be set as asked."""
        return [*self.case.notices(), *self.galley.notices]
