"""The `text` of a TEI document: one method for each kind of element of the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeGuard, cast

from lxml import etree

from convert.formats.tei import vocabulary as tei
from convert.formats.tei.ledger import Element, Ledger
from convert.formats.tei.vocabulary import Shape, tag
from convert.tree.nodes import Article, Node

sub = etree.SubElement

GLOBAL = frozenset({"note", "figure", "caption"})
"""Blocks that TEI takes anywhere, and therefore does not count as the text of a `div`."""

_DIVISIONS = frozenset({"section", "article"})
_EDGES = frozenset({"meta", "front", "back"})
_NEVER_EMPTY = frozenset({tag("p"), tag("head"), tag("item")})
_DATED = frozenset({tag("dateline"), tag("ab")})
_NAMED = frozenset({"byline", "signature"})
_DIV, _P, _DATE, _LABEL, _SEG = (tag(name) for name in ("div", "p", "date", "label", "seg"))


_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def is_date(text: str | None) -> TypeGuard[str]:
    """Whether a normal form is a date that @when takes: a year, month or day (W3C XML Schema 2, 3.2.9 to 3.2.11)."""
    if text is None or not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


class TextWriter:
    """Writes articles, and keeps in the ledger what it wrote."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.simple = ledger.simple
        self.blocks: dict[object, Callable[[Element, Node], None]] = {
            "list": self.write_list, "item": self.write_item, "quote": self.write_quote, "verse": self.write_verse,
            "figure": self.write_figure, "caption": self.write_caption, "table": self.write_table,
            "row": self.write_row, "cell": self.write_cell, "note": self.write_note, "section": self.write_section,
            "article": self.write_article,
        }
        self.inlines: dict[object, Callable[[Element, Node], Element]] = {
            "label": self.write_label, "lead": self.write_lead, "em": self.write_emphasis, "name": self.write_name,
            "ruby": self.write_ruby, "gap": self.write_gap, "sic": self.write_sic,
        }

    # articles and sections

    def write_article(self, parent: Element, node: Node) -> None:
        """`div type="article"`: front, blocks and sections, back."""
        article = cast(Article, node)
        said = dict(node.items())
        div = self._divide(parent, said, "article")
        if (kind := said.get("kind")) is not None:
            div.set("subtype", kind)
            self.ledger.kinds.add(kind)
        if (meta := article.meta) is not None:
            self.ledger.metas.append((div, meta))
        if (front := article.front) is not None:
            self.write_front(div, front)
        inside = [child for child in _nodes(node) if child.tag not in _EDGES]
        self.write_blocks(div, inside)
        if (opening := div.find(_P)) is not None:
            self.ledger.named.append(opening)
        if (back := article.back) is not None:
            if all(child.tag in GLOBAL for child in inside):
                _line(sub(div, tag("ab"), tei.FILLER))
            self.write_back(div, back)

    def write_section(self, parent: Element, node: Node) -> None:
        """`div type="section"`: a heading, then blocks and sections."""
        said = dict(node.items())
        div = self._divide(parent, said, "section")
        if (n := said.get("n")) is not None:
            div.set("n", n)
        heading, *inside = _nodes(node)
        head = self.write_leaf(div, heading, tei.BODY["heading"])
        if (place := heading.get("place")) is not None:
            head.set("rend", place)
        self.write_blocks(div, inside)

    def _divide(self, parent: Element, said: Mapping[str, str], kind: str) -> Element:
        div = sub(parent, _DIV)
        div.set("type", kind)
        div.text = div.tail = "\n"
        self.ledger.keep_container(div, said)
        return div

    def write_blocks(self, div: Element, blocks: Iterable[Node]) -> None:
        """Blocks and sections in their order; what follows a section stands in a `div` of its own."""
        home, divided = div, False
        for block in blocks:
            if block.tag in _DIVISIONS:
                home, divided = div, True
            elif divided and home is div:
                home = _line(sub(div, _DIV, tei.CONTINUED))
            self.write_block(home, block)

    def write_block(self, parent: Element, node: Node) -> None:
        """Any block of the text proper."""
        write = self.blocks.get(node.tag)
        if write is not None:
            write(parent, node)
        else:
            self.write_leaf(parent, node, tei.BODY[str(node.tag)])

    # front and back

    def write_front(self, div: Element, front: Node) -> None:
        """Heads stand in the `div`, all else in an `opener`, which marks it as front matter."""
        opener: Element | None = None
        for child in _nodes(front):
            name = str(child.tag)
            if name in tei.HEADS:
                opener = None
                self.write_leaf(div, child, tei.HEADS[name])
            else:
                opener = _line(sub(div, tag("opener"))) if opener is None else opener
                self._write_opening(opener, child)
        if not len(front):
            _line(sub(div, tag("opener")))

    def _write_opening(self, opener: Element, node: Node) -> None:
        if node.tag in self.blocks:
            self.blocks[node.tag](opener, node)
        else:
            self.write_leaf(opener, node, tei.OPENING[str(node.tag)])

    def write_back(self, div: Element, back: Node) -> None:
        """Signatures and dates stand in a `closer`, all else in a `trailer`."""
        closer: Element | None = None
        for child in _nodes(back):
            name = str(child.tag)
            if name in tei.TRAILERS:
                closer = None
                self._number(self.write_leaf(div, child, tei.TRAILERS[name]), child)
            else:
                closer = _line(sub(div, tag("closer"))) if closer is None else closer
                self.write_leaf(closer, child, tei.SIGNING[name])
        if not len(back):
            _line(sub(div, tag("closer")))

    # blocks

    def write_list(self, parent: Element, node: Node) -> None:
        """`list`; @rend says how it was marked."""
        made = self._hold(parent, node, "list", rend=tei.LISTS[node.get("kind", "plain")])
        self._write_all(made, node)

    def write_item(self, parent: Element, node: Node) -> None:
        """`item` with its text, or with blocks where the tree gives it no place in the source."""
        if node.get("at") is None:
            made = self._hold(parent, node, "item")
            self._write_all(made, node)
        else:
            made = self.write_leaf(parent, node, tei.BODY["item"])
        self._number(made, node)

    def write_quote(self, parent: Element, node: Node) -> None:
        """`quote` with blocks."""
        self._write_all(self._hold(parent, node, "quote"), node)

    def write_verse(self, parent: Element, node: Node) -> None:
        """`lg` with `l`."""
        self._write_all(self._hold(parent, node, "lg"), node)

    def write_figure(self, parent: Element, node: Node) -> None:
        """`figure`: a `graphic` where the source has the picture, a `gap` where it lost it, the caption as `head`."""
        made = self._hold(parent, node, "figure")
        if (href := node.get("href")) is not None:
            _line(sub(made, tag("graphic"), url=href))
        if node.get("missing") is not None:
            _line(sub(made, tag("gap"), reason="missing", unit="graphic"))
        for caption in _nodes(node):
            self.write_leaf(made, caption, tei.BODY["heading"])

    def write_caption(self, parent: Element, node: Node) -> None:
        """A caption on its own: a `figure type="caption"` with a `head`, or the `head` of a table."""
        if parent.tag != tag("table"):
            parent = _line(sub(parent, tag("figure"), type="caption"))
        self.write_leaf(parent, node, tei.BODY["heading"])

    def write_table(self, parent: Element, node: Node) -> None:
        """`table` with `row` and `cell`."""
        self._write_all(self._hold(parent, node, "table"), node)

    def write_row(self, parent: Element, node: Node) -> None:
        """`row`; role="label" for a heading row."""
        made = self._hold(parent, node, "row")
        if node.get("role") is not None:
            made.set("role", "label")
        self._write_all(made, node)

    def write_cell(self, parent: Element, node: Node) -> None:
        """`cell` with the columns and rows it spans."""
        made = self.write_leaf(parent, node, tei.BODY["cell"])
        for name in ("cols", "rows"):
            if (span := node.get(name)) is not None:
                made.set(name, span)

    def write_note(self, parent: Element, node: Node) -> None:
        """`note`."""
        self._number(self.write_leaf(parent, node, tei.BODY["note"]), node)

    def _hold(self, parent: Element, node: Node, name: str, **attributes: str) -> Element:
        made = _line(sub(parent, tag(name), attributes))
        self.ledger.keep_container(made, dict(node.items()))
        return made

    def _write_all(self, parent: Element, node: Node) -> None:
        for child in _nodes(node):
            self.write_block(parent, child)

    def _number(self, made: Element, node: Node) -> None:
        if (n := node.get("n")) is not None:
            made.set("n", n)

    # leaves

    def write_leaf(self, parent: Element, node: Node, shape: Shape) -> Element:
        """An element with source characters: its text and what is marked in it."""
        name, kind = shape
        made = sub(parent, name, kind) if kind else sub(parent, name)
        made.tail = "\n"
        said = dict(node.items())
        when = said.get("when")
        self.ledger.keep_leaf(made, said, said.get("value", when))
        if node.tag in _NAMED:
            self.ledger.named.append(made)
        self.write_text(sub(made, _DATE, when=when) if name in _DATED and is_date(when) else made, node)
        return made

    def write_text(self, made: Element, node: Node) -> None:
        """The characters of a leaf and its inline elements."""
        made.text = text = node.text
        if len(node):
            for child in _nodes(node):
                self.inlines[child.tag](made, child).tail = child.tail
        elif (not text or text.isspace()) and made.tag in _NEVER_EMPTY:
            sub(made, tag("gap"), tei.EMPTY)

    def write_label(self, parent: Element, node: Node) -> Element:
        """`label`, or a `seg` of that type where TEI takes no label."""
        made = sub(parent, _SEG, type="label") if parent.tag in tei.NARROW else sub(parent, _LABEL)
        made.text = node.text
        return made

    def write_lead(self, parent: Element, node: Node) -> Element:
        """`seg type="lead"`."""
        return self._write_inline(sub(parent, tag("seg"), type="lead"), node)

    def write_emphasis(self, parent: Element, node: Node) -> Element:
        """`hi`; @rend says how."""
        return self._write_inline(sub(parent, tag("hi"), rend=node.get("rend", "strong")), node)

    def write_name(self, parent: Element, node: Node) -> Element:
        """`persName`, `orgName` or `placeName`; `name` with its type in simplePrint."""
        kind = node.get("kind", "person")
        made = sub(parent, tag("name"), type=kind) if self.simple else sub(parent, tag(tei.NAMES[kind]))
        made.text = node.text
        return made

    def write_ruby(self, parent: Element, node: Node) -> Element:
        """`ruby` with `rb` and `rt`; segs of those types in simplePrint."""
        kinds = ({"type": "ruby"}, {"type": "base"}, {"type": "reading"}) if self.simple else ({}, {}, {})
        names = ("seg", "seg", "seg") if self.simple else ("ruby", "rb", "rt")
        made, base, reading = (etree.Element(tag(name), kind) for name, kind in zip(names, kinds, strict=True))
        base.text, reading.text = node.text, node[0].text
        made.extend((base, reading))
        parent.append(made)
        return made

    def write_gap(self, parent: Element, node: Node) -> Element:
        """`gap`; with what the source prints instead, both in a `seg type="placeholder"`."""
        reason = node.get("reason", "lost")
        if node.text is None:
            return sub(parent, tag("gap"), reason=reason)
        made = sub(parent, tag("seg"), type="placeholder")
        sub(made, tag("gap"), reason=reason).tail = node.text
        return made

    def write_sic(self, parent: Element, node: Node) -> Element:
        """`sic`; the account says why."""
        made = sub(parent, tag("sic"))
        made.text = node.text
        if (why := node.get("why")) is not None and not self.simple:
            name = self.ledger.make_id("d")
            made.set(tei.XML_ID, name)
            self.ledger.doubts.append((name, why))
        return made

    def _write_inline(self, made: Element, node: Node) -> Element:
        self.write_text(made, node)
        return made


def _nodes(node: Node) -> list[Node]:
    return cast("list[Node]", list(node))


def _line(element: Element) -> Element:
    """Ends the source line after an element of blocks, so that people can read the file."""
    element.tail = "\n"
    return element
