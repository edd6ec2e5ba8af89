"""The `text` of a TEI document: a method for each element of the tree that is more than a leaf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar, cast

from lxml import etree

from convert.formats.tei import vocabulary as tei
from convert.formats.tei.inline import InlineWriter
from convert.formats.tei.leaves import LeafWriter
from convert.formats.tei.register import Register
from convert.formats.tei.vocabulary import Element, Shape, tag
from convert.formats.walk import Walker
from convert.tree.nodes import Article, Node
from convert.tree.vocabulary import children

sub = etree.SubElement

GLOBAL = frozenset({"note", "figure", "caption"})
"""Blocks that TEI takes anywhere, and therefore does not count as the text of a `div`."""

_DIVISIONS = frozenset({"section", "article"})
_EDGES = frozenset({"meta", "front", "back"})
_DIV = tag("div")


class TextWriter(Walker[[Element], None]):
    """Writes articles into an element, and enters in the register what it wrote."""

    who = "The TEI writer"
    alike: ClassVar[dict[str, str]] = {
        **dict.fromkeys(set().union(tei.HEADS, tei.OPENING, tei.BODY, tei.SIGNING, tei.TRAILERS), "visit_leaf"),
        **dict.fromkeys(tei.CONTAINERS, "visit_container")}
    inline: ClassVar[type[InlineWriter]] = InlineWriter
    """What renders the elements inside a text."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.leaves = LeafWriter(register, self.inline(register))
        self.shapes: Mapping[str, Shape] = tei.BODY
        """Those that leaves have where writing is."""

    @contextmanager
    def _shaping(self, shapes: Mapping[str, Shape]) -> Iterator[None]:
        """Where leaves have other shapes than in the text proper."""
        outer, self.shapes = self.shapes, shapes
        yield
        self.shapes = outer

    # articles and sections

    def visit_article(self, node: Node, parent: Element) -> None:
        """`div type="article"`: front, blocks and sections, back."""
        article = cast(Article, node)
        said = dict(node.items())
        div = self._divide(parent, said, "article")
        if (kind := said.get("kind")) is not None:
            div.set("subtype", kind)
            self.register.kinds.add(kind)
        self.register.articles.append((div, article))
        if (front := article.front) is not None:
            self.visit(front, div)
        inside = [child for child in children(node) if child.tag not in _EDGES]
        self._write_blocks(div, inside)
        if (back := article.back) is not None:
            if all(child.tag in GLOBAL for child in inside):
                _line(sub(div, tag("ab"), tei.FILLER))
            self.visit(back, div)

    def visit_section(self, node: Node, parent: Element) -> None:
        """`div type="section"`: a heading, then blocks and sections."""
        said = dict(node.items())
        div = self._divide(parent, said, "section")
        if (n := said.get("n")) is not None:
            div.set("n", n)
        self._write_blocks(div, children(node))

    def visit_heading(self, node: Node, parent: Element) -> None:
        """`head`; @rend says how it stood."""
        head = self.leaves.write(node, parent, tei.BODY["heading"])
        if (place := node.get("place")) is not None:
            head.set("rend", place)

    def _divide(self, parent: Element, said: Mapping[str, str], kind: str) -> Element:
        div = sub(parent, _DIV)
        div.set("type", kind)
        div.text = div.tail = "\n"
        self.register.keep_container(div, said)
        return div

    def _write_blocks(self, div: Element, blocks: Iterable[Node]) -> None:
        """Blocks and sections in their order; what follows a section stands in a `div` of its own."""
        home, divided = div, False
        for block in blocks:
            if block.tag in _DIVISIONS:
                home, divided = div, True
            elif divided and home is div:
                home = _line(sub(div, _DIV, tei.CONTINUED))
            self.visit(block, home)

    # front and back

    def visit_front(self, front: Node, div: Element) -> None:
        """Heads stand in the `div`, all else in an `opener`, which marks it as front matter."""
        self._write_edge(front, div, "opener", tei.OPENING, tei.HEADS)

    def visit_back(self, back: Node, div: Element) -> None:
        """Signatures and dates stand in a `closer`, all else in a `trailer`."""
        self._write_edge(back, div, "closer", tei.SIGNING, tei.TRAILERS)

    def _write_edge(self, edge: Node, div: Element, name: str, held: Mapping[str, Shape], free: Mapping[str, Shape]
                    ) -> None:
        """What stands before or after a text: `free` elements in the `div`, those between in a holder of this name."""
        holder: Element | None = None
        for child in children(edge):
            if child.tag in free:
                holder = None
                with self._shaping(free):
                    self.visit(child, div)
            else:
                holder = _line(sub(div, tag(name))) if holder is None else holder
                with self._shaping(held):
                    self.visit(child, holder)
        if not len(edge):
            _line(sub(div, tag(name)))

    # blocks

    def visit_leaf(self, node: Node, parent: Element) -> None:
        """A leaf, in the shape that its place wants."""
        shape = self.shapes.get(str(node.tag))
        if shape is None:
            self.refuse(node)
        _number(self.leaves.write(node, parent, shape), node)

    def visit_container(self, node: Node, parent: Element) -> None:
        """`quote`, `lg` or `table`, with what stands in it."""
        self._write_all(node, self._hold(node, parent, tei.CONTAINERS[str(node.tag)]))

    def visit_list(self, node: Node, parent: Element) -> None:
        """`list`; @rend says how it was marked."""
        self._write_all(node, self._hold(node, parent, "list", rend=tei.LISTS[node.get("kind", "plain")]))

    def visit_item(self, node: Node, parent: Element) -> None:
        """`item` with its text, or with blocks where the tree gives it no place in the source."""
        if node.get("at") is not None:
            self.visit_leaf(node, parent)
            return
        made = self._hold(node, parent, "item")
        self._write_all(node, made)
        _number(made, node)

    def visit_figure(self, node: Node, parent: Element) -> None:
        """`figure`: a `graphic` where the source has the picture, a `gap` where it lost it, the caption as `head`."""
        made = self._hold(node, parent, "figure")
        href, held = node.get("href"), node.get("picture")
        if href is not None or held is not None:
            graphic = _line(sub(made, tag("graphic"), url=href if href is not None else f"{tei.DIGEST}{held}"))
            if held is not None:
                graphic.set("n", held)
        if (alt := node.get("alt")) is not None:
            _line(sub(made, tag("figDesc"))).text = alt
        if node.get("missing") is not None:
            _line(sub(made, tag("gap"), reason="missing", unit="graphic"))
        self._write_all(node, made)

    def visit_caption(self, node: Node, parent: Element) -> None:
        """The `head` of a table or figure; on its own a `figure type="caption"` with a `head`."""
        above = node.getparent()
        if above is None or above.tag not in ("table", "figure"):
            parent = _line(sub(parent, tag("figure"), type="caption"))
        self.leaves.write(node, parent, tei.BODY["heading"])

    def visit_row(self, node: Node, parent: Element) -> None:
        """`row`; role="label" for a heading row."""
        made = self._hold(node, parent, "row")
        if node.get("role") is not None:
            made.set("role", "label")
        self._write_all(node, made)

    def visit_cell(self, node: Node, parent: Element) -> None:
        """`cell` with the columns and rows it spans."""
        made = self.leaves.write(node, parent, tei.BODY["cell"])
        if node.get("role") is not None:
            made.set("role", "label")
        for name in ("cols", "rows"):
            if (span := node.get(name)) is not None:
                made.set(name, span)

    def _hold(self, node: Node, parent: Element, name: str, **attributes: str) -> Element:
        made = _line(sub(parent, tag(name), attributes))
        self.register.keep_container(made, dict(node.items()))
        return made

    def _write_all(self, node: Node, made: Element) -> None:
        for child in children(node):
            self.visit(child, made)


def _number(made: Element, node: Node) -> None:
    if (n := node.get("n")) is not None:
        made.set("n", n)


def _line(element: Element) -> Element:
    """Ends the source line after an element of blocks, so that people can read the file."""
    element.tail = "\n"
    return element
