"""A whole file: title page, contents, text, and the objects that hold them together."""

from __future__ import annotations

import hashlib

from convert.collection import Collection, Member, Part
from convert.formats.official.dispatch import Dispatch
from convert.formats.pdf.compose import Room
from convert.formats.pdf.contents import compose_contents
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.furniture import Furniture
from convert.formats.pdf.inline import Run, read_runs
from convert.formats.pdf.look import Looks
from convert.formats.pdf.metadata import Facts
from convert.formats.pdf.objects import ObjectFile
from convert.formats.pdf.official import find_composer
from convert.formats.pdf.page import Flow, Frame, Page, Row
from convert.formats.pdf.press import Leaf, Press
from convert.formats.pdf.sheet import Sheet, read_geometry
from convert.formats.pdf.tags import Element, heading
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style
from convert.tree.canon import digest
from convert.tree.identity import Identity, identify
from convert.tree.nodes import Document, Field, Node


class Book:
    """Composes a work in a style and prints it."""

    def __init__(self, style: Style, dispatch: Dispatch | None = None) -> None:
        self.style = style
        self.geometry = read_geometry(style)
        self.case = TypeCase()
        self.looks = Looks(style, self.geometry)
        self.furniture = Furniture(style, self.case)
        self.file = ObjectFile()
        self.leaves: list[Leaf] = []
        self.front: list[int] = []
        self.text: list[int] = []
        page = style.page
        columns = page["columns"]
        gap = page["column-gap"].points()
        measure = (self.geometry.measure - gap * (columns - 1)) / columns
        self.frame = Frame(measure, self.geometry.depth, columns, gap, self.looks.grid)
        flow = Flow(self.frame, self._emit_text)
        self.composer = find_composer(style, dispatch)(style, self.geometry, self.case, self.looks, flow)
        self.root = self.composer.element
        self.entries = self.composer.entry
        self.contents_at: tuple[Element, int] = (self.root, 0)
        self.facts = Facts()

    def compose(self, work: Work) -> None:
        """Sets a document, or all documents of a collection."""
        if isinstance(work, Collection):
            self._collection(work)
        else:
            self._document(work)

    def _document(self, tree: Document) -> None:
        identity = identify(tree)
        self._open(identity.title, identity.language)
        self.composer.name = identity.source
        shown = self.composer.open_work(tree)
        front = shown.article.front
        parted = bool(self.style.page["title-page"] and front is not None and front.title is not None)
        self.composer.article(shown.article, self._title_page if parted else None)
        self._colophon(tree)
        self.composer.close_work()
        self.composer.flow.new_page()
        if self.style.page["contents"] and len(list(self.entries.walk())) > 2:
            self._contents()
        self.facts = self._facts(identity, digest(tree), tree)

    def _open(self, title: str, language: str) -> None:
        self.root.lang = language
        self.furniture.title = title
        self._speak(language)

    def _speak(self, language: str) -> None:
        region = self.style.page["region"]
        self.composer.region = ("tw" if language.startswith("zh-Hant") else "cn") if region == "auto" else region
        self.furniture.region = self.composer.region

    def _title_page(self, front: Node) -> None:
        """The front of the one work of a book, on a page of its own."""
        text = self.composer.flow
        self.composer.flow = Flow(Frame(self.geometry.measure, self.geometry.depth), self._emit_front)
        self.composer.title_page = self.composer.flow.page
        self.composer.flow.add([Row(self.geometry.depth / 4, Room())])
        self.composer.front_matter(front)
        self.composer.flow.new_page()
        self.composer.flow = text
        self.contents_at = self.composer.element, len(self.composer.element.kids)

    def _collection(self, work: Collection) -> None:
        self._open(work.title, work.language)
        self.composer.name = work.title
        self._cover(work)
        digests = hashlib.sha256()
        sources: list[str] = []
        for part in work.parts:
            self._part(part, digests, sources)
        self.composer.flow.new_page()
        self._speak(work.language)
        if self.entries.kids:
            self._contents()
        self.facts = Facts(work.title, work.creators, work.publisher, work.date, work.identifier, work.language,
                           tuple(sources), self.style.name, "", digests.hexdigest())

    def _cover(self, work: Collection) -> None:
        composer, text = self.composer, self.composer.flow
        composer.flow = Flow(Frame(self.geometry.measure, self.geometry.depth), self._emit_front)
        composer.flow.add([Row(self.geometry.depth / 4, Room())])
        home, composer.measure = composer.measure, self.geometry.measure
        element = self.root.add(heading(1))
        composer.flow.add(composer.set_block([Run(work.title)], self.looks.find("title"), {"": element}))
        for words in (*work.creators, work.publisher, work.date):
            composer.flow.add(composer.set_block([Run(words)], self.looks.find("byline"), {"": self.root.add("P")}))
        composer.flow.new_page()
        composer.flow, composer.measure = text, home
        composer.level = 2
        self.contents_at = self.root, len(self.root.kids)

    def _part(self, part: Part, digests: hashlib._Hash, sources: list[str]) -> None:
        composer = self.composer
        outer = composer.element, composer.level, composer.entry
        composer.element = self.root.add("Part")
        if part.title:
            composer.flow.new_page()
            composer.heading_page(part.title)
        for member in part.members:
            self._member(member, digests, sources)
        composer.element, composer.level, composer.entry = outer

    def _member(self, member: Member, digests: hashlib._Hash, sources: list[str]) -> None:
        composer, tree = self.composer, member.load()
        identity = identify(tree)
        digests.update(digest(tree).encode())
        sources.append(identity.source)
        self._speak(identity.language)
        composer.name = identity.source or member.id
        if self.frame.columns == 1:
            composer.flow.new_page()
        element = composer.article(tree.article, title=identity.title)
        element.lang = "" if identity.language == self.root.lang else identity.language
        self._colophon(tree)
        self._source_line(identity)

    def _colophon(self, tree: Document) -> None:
        """The labelled facts of the source, after the text."""
        fields = [field for field in tree.iter("field") if isinstance(field, Field)]
        look = self.looks.find("field")
        if fields:
            if self.frame.columns > 1:
                self.composer.flow.settle()
            self.composer.flow.add([Row(look.leading, keep=True)])
        for field in fields:
            label = [Run(f"{field.label}：")] if field.label else []
            element = self.composer.element.add("P")
            self.composer.flow.add(self.composer.set_block([*label, *read_runs(field)], look, {"": element}))

    def _source_line(self, identity: Identity) -> None:
        """Where an article of a collection comes from."""
        words = "　".join(filter(None, (identity.publisher, identity.date, identity.source)))
        if words:
            label = "來源：" if self.composer.region != "cn" else "来源："
            self.composer.flow.add(self.composer.set_block([Run(label + words)], self.looks.find("field"),
                                                           {"": self.composer.element.add("P")}))

    def _contents(self) -> None:
        composer = self.composer
        home, at = self.contents_at
        table = Element("TOC", home)
        home.kids.insert(at, table)
        composer.element, composer.measure = table, self.geometry.measure
        composer.flow = Flow(Frame(self.geometry.measure, self.geometry.depth), self._emit_front)
        rows = compose_contents(composer, self.entries, self.style.page["contents-depth"])
        composer.flow.add(list(rows))
        composer.flow.new_page()

    def _facts(self, identity: Identity, tree_digest: str, tree: Document) -> Facts:
        fields = tuple((field.label or field.name or "", field.text_content) for field in tree.iter("field")
                       if isinstance(field, Field))
        return Facts(identity.title, identity.creators, identity.publisher, identity.date, identity.identifier,
                     identity.language, (identity.source,), self.style.name, identity.sha256, tree_digest, fields)

    # pages

    def _emit_text(self, page: Page) -> None:
        number = len(self.text) + 1
        label = str(number) if number > 1 or self.composer.numbered else ""
        self.text.append(self._emit(page, number, label, "" if page.opens else page.head))

    def _emit_front(self, page: Page) -> None:
        number = len(self.front) + 1
        self.front.append(self._emit(page, number, _roman(number) if number > 1 else "", "", before=True))

    def _emit(self, page: Page, number: int, label: str, head: str, before: bool = False) -> int:
        """Draws a page; gives its serial number."""
        sheet = Sheet(self.geometry, len(self.leaves), number, before)
        for placed in page.boxes:
            placed.box.draw(sheet, placed.inline, placed.block)
        self.furniture.dress(sheet, label, head)
        self.leaves.append(Leaf(self.file.add(), self.file.add_stream(sheet.stream()), sheet.marks, sheet.links))
        return sheet.serial

    def print(self) -> bytes:
        """The bytes of the file."""
        if not self.text:
            self._emit_text(Page())
        if len(self.front) % 2 and self.style.page["two-sided"]:
            self._emit_front(Page())
        order = [self.leaves[serial] for serial in (*self.front, *self.text)]
        press = Press(self.file, self.geometry, self.leaves, self.root, self.entries)
        press.print_pages(order, [use for first in self.case.uses.values() for use in first.uses() if use.codes])
        press.print_structure()
        press.print_catalog(self.facts, len(self.front))
        return self.file.save(self.facts.tree_digest + self.style.name)

    def notices(self) -> list[Notice]:
        """What could not be set as asked."""
        return [*self.case.notices(), *self.composer.notices]


def _roman(number: int) -> str:
    """A small Roman numeral, for pages before the text."""
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, sign in signs:
        while number >= value:
            text += sign
            number -= value
    return text

