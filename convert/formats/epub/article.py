"""An article as XHTML: a method for each element, a row for each that is written as it stands.

Ids are those of the tree behind the prefix of the member, so that they are the same in every format and every edition.
Heading levels follow the nesting of titled articles and sections and never skip one (WCAG 2.2, H42).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, NamedTuple, cast

from convert.formats.dateline import find_dateline, part_front
from convert.formats.epub.colophon import add_fact
from convert.formats.epub.contents import Point
from convert.formats.epub.dates import calendar_date
from convert.formats.epub.inline import InlineWriter, name_reference
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import XHTML, Element, add, speak
from convert.formats.grid import find_numbers, lay_grid
from convert.formats.pictures import Shown, show_picture
from convert.formats.walk import Walker
from convert.formats.writer import Notice
from convert.tree.build import append_text
from convert.tree.identity import Identity, name_text
from convert.tree.lists import is_words, words_of
from convert.tree.nodes import INLINE, XML_LANG, Article, Node, squeeze
from convert.tree.pictures import find_picture
from convert.tree.vocabulary import children

FOLDER = "pictures"
"""Where in the book pictures lie."""


class PlainShape(NamedTuple):
    """How an element that needs no thought is written: XHTML element, epub:type."""

    tag: str
    type: str | None = None


SHAPES = {
    "kicker": PlainShape("p"), "subtitle": PlainShape("p", "subtitle"),
    "byline": PlainShape("p"), "addressee": PlainShape("p"), "salutation": PlainShape("p"), "p": PlainShape("p"),
    "item": PlainShape("li"), "quote": PlainShape("blockquote"), "verse": PlainShape("div"), "line": PlainShape("p"),
    "row": PlainShape("tr"), "back": PlainShape("div"), "attachment": PlainShape("p"),
    "signature": PlainShape("p"), "copyto": PlainShape("p"),
}
"""Elements that are written as they stand."""

CAPTIONS = {"figure": "figcaption", "table": "caption"}
"""What a caption belongs to → XHTML element."""


class ArticleWriter(Walker[[Element], None]):
    """Writes an article into an element; `point` is its place in the contents, `notices` what could not be rendered."""

    who = "The EPUB writer"
    alike: ClassVar[dict[str, str]] = dict.fromkeys(SHAPES, "visit_plain")
    inline: ClassVar[type[InlineWriter]] = InlineWriter
    """What renders the elements inside a text."""
    front_tag: ClassVar[str] = "div"
    """The element of what stands before a text."""

    def __init__(self, identity: Identity, href: str, prefix: str = "", stated: str = "") -> None:
        self.identity = identity
        self.stated = stated
        """The title of a document that has no headline."""
        self.named = False
        """Whether a title stands over the document."""
        self.href = href
        self.prefix = prefix
        self.point = Point(identity.title, href)
        self.level = 0
        """Of the last heading."""
        self.depth = 0
        """Of the open section in its article."""
        self.articles = 0
        """How many have begun."""
        self.places = 0
        """Elements that got an id of ours."""
        self.numbers: set[Node] = set()
        """Cells of the open table that hold numbers."""
        self.notices: list[Notice] = []
        self.pictures: dict[str, tuple[bytes, str]] = {}
        """Name of a file in the folder of pictures → its bytes and media type."""
        self.within = self.inline(identity.language, prefix)

    def fill(self, node: Node, element: Element) -> None:
        """Text and children of a node, in order, into an element."""
        if language := node.get(XML_LANG):
            speak(element, language)
        element.text = node.text
        for child in children(node):
            (self.within if child.tag in INLINE else self).visit(child, element)
            append_text(element, child.tail)

    # articles and sections

    def visit_article(self, node: Node, parent: Element) -> None:
        """An article: the outermost is the chapter, one inside it is an `article` a level lower."""
        title = cast(Article, node).title
        if title is not None and not title.text_content.strip():
            title = None
        outermost = self.articles == 0
        self.articles += 1
        if outermost:
            called = {ref.get("target") for ref in node.iter("ref")}
            names = (note.get("id") for note in node.iter("note"))
            self.within.notes = dict.fromkeys((name for name in names if name and name in called), "")
        with self._inside():
            self.depth = 0
            element = self._open_article(node, title, parent)
            if title is None and outermost and self.stated:
                add(element, "h1", self.stated, id=element.get("aria-labelledby"), class_="title added")
                self.level, self.named = 1, True
            self.fill(node, element)

    def _open_article(self, node: Node, title: Node | None, parent: Element) -> Element:
        """The element of an article, named by its headline."""
        kind, name = node.get("kind"), self._name(node)
        class_ = f"article {kind}" if kind else "article"
        label = self._name(title) if title is not None else None
        if self.articles > 1:
            return add(parent, "article", id=name, class_=class_, aria_labelledby=label)
        made = f"{self.prefix}title" if title is None and self.stated else None
        type_ = "preface" if kind == "preface" else "chapter"
        return add(parent, "section", type_=type_, id=name, class_=class_, aria_labelledby=label or made)

    @contextmanager
    def _inside(self) -> Iterator[None]:
        """Inside an article or section; outside again the place in the contents and the levels are as before."""
        outer = self.point, self.level, self.depth
        yield
        self.point, self.level, self.depth = outer

    def _name(self, node: Node) -> str | None:
        """The id of a node in the book."""
        name = node.get("id")
        return None if name is None else self.prefix + name

    def visit_meta(self, node: Node, parent: Element) -> None:
        """Labelled facts stand under the headline or at the end of the chapter."""

    def visit_title(self, node: Node, parent: Element) -> None:
        """A headline; an inner article's opens a place in the contents. One without letters is a line like others."""
        if not node.text_content.strip():
            self.fill(node, add(parent, "p", id=self._name(node), class_="title"))
            return
        self.level += 1
        element = self._add_heading(parent, id=self._name(node), class_="title")
        self.fill(node, element)
        if self.articles > 1:
            self._open_place(name_text(node), element)
        else:
            self.point.text, self.named = name_text(node), True

    def visit_section(self, node: Node, parent: Element) -> None:
        """A section, one deeper than what holds it."""
        with self._inside():
            self.depth += 1
            self.fill(node, add(parent, "section", id=self._name(node)))

    def visit_heading(self, node: Node, parent: Element) -> None:
        """The heading of a section opens a place in the contents; one without letters is a line like others."""
        text, place = node.text_content, node.get("place") or "own"
        class_ = f"heading d{self.depth}{f' {place}' if place != 'own' else ''}"
        if not text.strip():
            self.fill(node, add(parent, "p", id=self._name(node), class_=class_))
            return
        self.level += 1
        self.fill(node, self._add_heading(parent, id=self._name(node), class_=class_))
        self._open_place(name_text(node), parent)

    def _add_heading(self, parent: Element, **attributes: str | None) -> Element:
        if self.level <= 6:
            return add(parent, f"h{self.level}", **attributes)
        return add(parent, "p", role="heading", aria_level=str(self.level), **attributes)

    def _open_place(self, text: str, element: Element) -> None:
        """Opens a place in the contents at an element, which gets an id if the tree gave it none."""
        name = element.get("id")
        if name is None:
            self.places += 1
            name = f"{self.prefix}place{self.places}"
            element.set("id", name)
        self.point = self.point.open(text, f"{self.href}#{name}")

    def visit_front(self, node: Node, parent: Element) -> None:
        """What stands before the text; facts under the headline."""
        element = add(parent, self.front_tag, id=self._name(node), class_="front")
        for _, group in part_front(node):
            for block in group:
                self.visit(block, element)
            if any(block.tag == "title" for block in group):
                self._add_dateline(cast(Article, node.getparent()), element)

    def _add_dateline(self, article: Article, front: Element) -> None:
        fields = find_dateline(article)
        holder = add(front, "dl", class_="dateline") if fields else front
        for field in fields:
            self.fill(field, add_fact(holder, field, self.articles, self.identity.language, self.prefix))

    # blocks

    def visit_plain(self, node: Node, parent: Element) -> None:
        """An element that a row of SHAPES says all of; the class of an item is that of the element with its text."""
        shape, kind = SHAPES[str(node.tag)], str(node.tag)
        if kind == "item" and words_of(node) is not node:
            kind = shape.tag
        elif is_words(node):
            kind = "item"
        class_ = None if kind == shape.tag else kind
        self.fill(node, add(parent, shape.tag, id=self._name(node), class_=class_, type_=shape.type))

    def visit_date(self, node: Node, parent: Element) -> None:
        """A date line, for machines too where its day is known."""
        element = add(parent, "p", id=self._name(node), class_="date")
        when = calendar_date(node.get("when") or "")
        self.fill(node, add(element, "time", datetime=when) if when else element)

    def visit_note(self, node: Node, parent: Element) -> None:
        """A note; the number of one that the text refers to leads back there, and is added where it is not printed."""
        name = node.get("id") or ""
        if name not in self.within.notes:
            self.fill(node, add(parent, "p", id=self._name(node), class_="note"))
            return
        element = add(parent, "aside", type_="footnote", id=self._name(node), class_="note")
        self.fill(node, element)
        label = next((child for child in element if child.get("class") == "label"), None)
        mark = self.within.notes[name]
        if mark and label is None:
            label = add(added := add(element, "span", class_="added"), "span", mark)
            label.tail = " "
            added.tail, element.text = element.text, None
            element.insert(0, added)
        if mark and label is not None:
            label.tag = f"{{{XHTML}}}a"
            label.attrib.update({"href": f"#{name_reference(self.prefix, name)}", "role": "doc-backlink"})

    def visit_list(self, node: Node, parent: Element) -> None:
        """Printed numbers stay in the text, so that only bullets are drawn by the reading system."""
        kind = node.get("kind") or "plain"
        self.fill(node, add(parent, "ol" if kind == "number" else "ul", id=self._name(node), class_=kind))

    def visit_figure(self, node: Node, parent: Element) -> None:
        """A picture; where its file is not part of the tree its place is marked and its caption kept."""
        element = add(parent, "figure", id=self._name(node))
        if self._show(node, element):
            self.fill(node, element)
            return
        address = node.get("href") or None
        add(element, "p", node.get("alt") or words(self.identity.language)["missing"], class_="missing mark",
            data_src=address)
        if href := node.get("href"):
            message = f"{self.identity.source}: the picture {href} is not at hand: its place and caption are kept."
            self.notices.append(Notice("figure/not-embedded", message))
        self.fill(node, element)

    def _show(self, node: Node, element: Element) -> bool:
        """Shows a picture whose bytes are at hand; says whether it did."""
        held = find_picture(node)
        if held is None:
            return False
        shown = show_picture(held)
        if shown is None:
            return False
        caption = node.find("caption")
        alt = node.get("alt") or (squeeze("".join(caption.itertext())) if caption is not None else "")
        add(element, "img", src=self._place_picture(shown), alt=alt or words(self.identity.language)["picture"])
        return True

    def _place_picture(self, picture: Shown) -> str:
        """Puts a picture into the book, and gives the way there."""
        self.pictures[picture.name] = picture.data, picture.media
        return f"../{FOLDER}/{picture.name}"

    def visit_caption(self, node: Node, parent: Element) -> None:
        """A caption, as what it belongs to wants it."""
        above = node.getparent()
        tag = CAPTIONS.get(str(above.tag) if above is not None else "", "p")
        self.fill(node, add(parent, tag, id=self._name(node), class_="caption"))

    def visit_table(self, node: Node, parent: Element) -> None:
        """A table; short rows are filled, so that each has all columns."""
        grid = lay_grid(node)
        outer, self.numbers = self.numbers, find_numbers(grid)
        element = add(parent, "table", id=self._name(node))
        self.fill(node, element)
        rows = zip(element.iterchildren(f"{{{XHTML}}}tr"), node.iterchildren("row"), grid, strict=True)
        for row, source, slots in rows:
            row.set("class", source.get("role") or "row")
            for _ in (slot for slot in slots if slot.cell is None and not slot.merge):
                add(row, "td")
        self.numbers = outer

    def visit_cell(self, node: Node, parent: Element) -> None:
        """A cell; those of a heading row head their columns."""
        row = node.getparent()
        heads = row is not None and row.get("role") == "head"
        scope = "col" if heads else "row" if node.get("role") == "head" else None
        self.fill(node, add(parent, "th" if scope else "td", id=self._name(node), scope=scope,
                            class_="number" if node in self.numbers else None,
                            colspan=node.get("cols"), rowspan=node.get("rows")))
