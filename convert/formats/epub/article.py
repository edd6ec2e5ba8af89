"""The tree as XHTML: one function or one row for each element of the vocabulary.

Ids are those of the tree behind the prefix of the member, so that they are the same in every format and every edition.
Heading levels follow the nesting of titled articles and sections and never skip one (WCAG 2.2, H42).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from convert.formats.epub import split
from convert.formats.epub.colophon import add_colophon
from convert.formats.epub.contents import Point
from convert.formats.epub.dates import calendar_date
from convert.formats.epub.page_marks import mark_break
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import Element, add, open_page, print_page, speak
from convert.formats.source_pages import find_breaks
from convert.formats.writer import Notice
from convert.tree.identity import Identity, identify
from convert.tree.nodes import XML_LANG, Article, Document, Node

STYLE = "../style.css"
"""The way from a text to the style sheet."""


@dataclass(slots=True)
class Chapter:
    """A document as pages: their bytes, its place in the contents, its facts, and what could not be rendered."""

    texts: dict[str, bytes]
    """Where each page stands, and its bytes; one page unless the document is very long."""
    prefix: str
    """What stands before every id of the tree."""
    point: Point
    pages: list[Point]
    """Where the pages of the source began."""
    identity: Identity
    notices: list[Notice]
    homes: dict[str, str]
    """Where each id stands, if there are several pages."""

    def reach(self, name: str) -> str:
        """The way to an id from the folder of the contents."""
        return f"{self.homes.get(name, self.point.href)}#{name}"


def make_chapter(tree: Document, href: str, prefix: str = "") -> Chapter:
    """The page of a document that will stand at `href`; `prefix` goes before every id."""
    identity = identify(tree)
    state = _State(href, prefix, identity, identity.language, Point(identity.title, href))
    html, body = open_page(identity.title, identity.language, STYLE)
    _article(tree.article, body, state)
    add_colophon(body[0], tree, identity, prefix)
    pages = _mark_pages(body, tree, href, prefix)
    chapter = Chapter({href: print_page(html)}, prefix, state.point, pages, identity, state.notices, {})
    if len(chapter.texts[href]) > split.LONGEST:
        _split(chapter, html)
    return chapter


def _split(chapter: Chapter, html: Element) -> None:
    """Puts a chapter on several pages, and leads its places in the contents there."""
    made = split.split_page(html, STYLE)
    hrefs = split.name_pages(chapter.point.href, len(made))
    chapter.texts = dict(zip(hrefs, map(print_page, made), strict=True))
    chapter.homes = split.find_homes(made, hrefs)
    for point in (*chapter.point.walk(), *chapter.pages):
        _, mark, name = point.href.partition("#")
        if mark:
            point.href = chapter.reach(name)


def _mark_pages(body: Element, tree: Document, href: str, prefix: str) -> list[Point]:
    """Marks where the pages of the source began, and gives the way to each."""
    breaks = find_breaks(tree)
    elements = {element.get("id"): element for element in body.iter() if element.get("id")} if breaks else {}
    for found in reversed(breaks):
        mark_break(elements[prefix + found.leaf], found.offset, f"{prefix}page-{found.label}", found.label)
    return [Point(found.label, f"{href}#{prefix}page-{found.label}") for found in breaks]


@dataclass(slots=True)
class _State:
    """Where rendering is: what names the page, the open place in the contents, the level of the last heading."""

    href: str
    prefix: str
    identity: Identity
    language: str
    point: Point
    level: int = 0
    depth: int = 0
    """Of the open section in its article."""
    places: int = 0
    """Elements that got an id of ours."""
    notices: list[Notice] = field(default_factory=list)

    def name(self, node: Node) -> str | None:
        """The id of a node in the book."""
        name = node.get("id")
        return None if name is None else self.prefix + name

    def open(self, text: str, element: Element) -> None:
        """Opens a place in the contents at an element, which gets an id if the tree gave it none."""
        name = element.get("id")
        if name is None:
            self.places += 1
            name = f"{self.prefix}place{self.places}"
            element.set("id", name)
        self.point = self.point.open(text, f"{self.href}#{name}")


Handler = Callable[[Node, Element, _State], None]


class Shape(NamedTuple):
    """How an element that needs no thought is written: XHTML element, epub:type."""

    tag: str
    type: str | None = None


SHAPES = {
    "kicker": Shape("p"), "subtitle": Shape("p", "subtitle"), "byline": Shape("p"), "addressee": Shape("p"),
    "salutation": Shape("p"), "attachment": Shape("p"), "signature": Shape("p"), "copyto": Shape("p"), "p": Shape("p"),
    "note": Shape("p"), "item": Shape("li"), "quote": Shape("blockquote"), "verse": Shape("div"),
    "line": Shape("p"), "front": Shape("div"), "back": Shape("div"), "label": Shape("span"), "lead": Shape("b"),
    "ruby": Shape("ruby"), "rt": Shape("rt"), "record": Shape(""), "meta": Shape(""),
    "field": Shape(""), "source": Shape(""), "cut": Shape(""), "edit": Shape(""), "remark": Shape(""),
}
"""Elements written as they stand. Those of the account book, and labelled facts, are told by the colophon:
an empty name leaves them out of the text."""

EMPHASIS = {"strong": "strong", "dots": "em", "line": "u"}
"""`rend` of `em` → XHTML element."""


CAPTIONS = {"figure": "figcaption", "table": "caption"}
"""What a caption belongs to → XHTML element."""


def _plain(node: Node, parent: Element, state: _State) -> None:
    shape = SHAPES[str(node.tag)]
    if shape.tag:
        class_ = None if node.tag == shape.tag else str(node.tag)
        _fill(node, add(parent, shape.tag, id=state.name(node), class_=class_, type_=shape.type), state)


def _fill(node: Node, element: Element, state: _State) -> None:
    """Text and children of a node, in order, into an element."""
    if language := node.get(XML_LANG):
        speak(element, language)
    element.text = node.text
    for child in node:
        HANDLERS.get(str(child.tag), _plain)(child, element, state)
        if child.tail:
            _append(element, child.tail)


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _article(node: Node, parent: Element, state: _State) -> None:
    """An article: the outermost is the chapter, one inside it is an `article` a level lower."""
    above, level, depth = state.point, state.level, state.depth
    state.depth = 0
    title = cast(Article, node).title
    if title is not None and not title.text_content.strip():
        title = None
    element = _open_article(node, title, parent, state)
    if title is None and level == 0:
        add(element, "h1", state.identity.title, id=element.get("aria-labelledby"), class_="title")
        state.level = 1
    _fill(node, element, state)
    state.point, state.level, state.depth = above, level, depth


def _open_article(node: Node, title: Node | None, parent: Element, state: _State) -> Element:
    """The element of an article, named by its headline."""
    kind, name = node.get("kind"), state.name(node)
    class_ = f"article {kind}" if kind else "article"
    label = state.name(title) if title is not None else None
    if state.level:
        return add(parent, "article", id=name, class_=class_, aria_labelledby=label)
    made = f"{state.prefix}title" if title is None else None
    type_ = "preface" if kind == "preface" else "chapter"
    return add(parent, "section", type_=type_, id=name, class_=class_, aria_labelledby=label or made)


def _title(node: Node, parent: Element, state: _State) -> None:
    """A headline; that of an inner article opens a place in the contents. One without letters is a line like others."""
    if not node.text_content.strip():
        _fill(node, add(parent, "p", id=state.name(node), class_="title"), state)
        return
    state.level += 1
    element = _add_heading(parent, state.level, id=state.name(node), class_="title")
    _fill(node, element, state)
    if state.level > 1:
        state.open(node.text_content, element)
    else:
        state.point.text = node.text_content


def _section(node: Node, parent: Element, state: _State) -> None:
    above, level, depth = state.point, state.level, state.depth
    state.depth += 1
    _fill(node, add(parent, "section", id=state.name(node)), state)
    state.point, state.level, state.depth = above, level, depth


def _heading(node: Node, parent: Element, state: _State) -> None:
    """The heading of a section, which opens a place in the contents; one without letters is a line like others."""
    text, class_ = node.text_content, f"heading d{state.depth}"
    if not text.strip():
        _fill(node, add(parent, "p", id=state.name(node), class_=class_), state)
        return
    state.level += 1
    _fill(node, _add_heading(parent, state.level, id=state.name(node), class_=class_), state)
    state.open(text, parent)


def _add_heading(parent: Element, level: int, **attributes: str | None) -> Element:
    if level <= 6:
        return add(parent, f"h{level}", **attributes)
    return add(parent, "p", role="heading", aria_level=str(level), **attributes)


def _date(node: Node, parent: Element, state: _State) -> None:
    element = add(parent, "p", id=state.name(node), class_="date")
    when = calendar_date(node.get("when") or "")
    _fill(node, add(element, "time", datetime=when) if when else element, state)


def _list(node: Node, parent: Element, state: _State) -> None:
    """Printed numbers stay in the text, so that only bullets are drawn by the reading system."""
    kind = node.get("kind") or "plain"
    _fill(node, add(parent, "ol" if kind == "number" else "ul", id=state.name(node), class_=kind), state)


def _figure(node: Node, parent: Element, state: _State) -> None:
    """A picture whose file is not part of the tree: its place is marked, its caption kept."""
    element = add(parent, "figure", id=state.name(node))
    add(element, "p", words(state.language)["missing"], class_="missing")
    if href := node.get("href"):
        message = f"{state.identity.source}: the picture {href} is not in the EPUB."
        state.notices.append(Notice("figure/not-embedded", message))
    _fill(node, element, state)


def _caption(node: Node, parent: Element, state: _State) -> None:
    above = node.getparent()
    tag = CAPTIONS.get(str(above.tag) if above is not None else "", "p")
    _fill(node, add(parent, tag, id=state.name(node), class_="caption"), state)


def _row(node: Node, parent: Element, state: _State) -> None:
    _fill(node, add(parent, "tr", id=state.name(node), class_=node.get("role")), state)


def _cell(node: Node, parent: Element, state: _State) -> None:
    row = node.getparent()
    head = row is not None and row.get("role") == "head"
    _fill(node, add(parent, "th" if head else "td", id=state.name(node), scope="col" if head else None,
                    colspan=node.get("cols"), rowspan=node.get("rows")), state)


def _table(node: Node, parent: Element, state: _State) -> None:
    _fill(node, add(parent, "table", id=state.name(node)), state)


def _emphasis(node: Node, parent: Element, state: _State) -> None:
    rend = node.get("rend") or "strong"
    _fill(node, add(parent, EMPHASIS.get(rend, "em"), class_=f"em-{rend}"), state)


def _name(node: Node, parent: Element, state: _State) -> None:
    _fill(node, add(parent, "span", class_=f"name {node.get('kind') or ''}".strip()), state)


def _gap(node: Node, parent: Element, state: _State) -> None:
    reason = node.get("reason") or "lost"
    text = node.text or words(state.language)[reason]
    add(parent, "span", text, class_=f"gap {reason}{'' if node.text else ' mark'}")


def _sic(node: Node, parent: Element, state: _State) -> None:
    _fill(node, add(parent, "span", class_="sic", title=node.get("why") or None), state)


HANDLERS: dict[str, Handler] = {
    "article": _article, "title": _title, "section": _section, "heading": _heading, "date": _date, "list": _list,
    "figure": _figure, "caption": _caption, "table": _table, "row": _row, "cell": _cell, "em": _emphasis,
    "name": _name, "gap": _gap, "sic": _sic,
}
"""Element → what writes it, where a row of SHAPES is not enough."""
