"""The articles of a TEI file as a tree: a row for each element, with the method that reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from convert.formats.tei import vocabulary as tei
from convert.formats.tei.read_account import give
from convert.formats.tei.read_leaves import Key, LeafReader, invert, key_of
from convert.formats.tei.vocabulary import Element, tag
from convert.tree.build import add
from convert.tree.nodes import Node

HEADS = invert(tei.HEADS)
TRAILERS = invert(tei.TRAILERS) | {(tag("trailer"), "note"): "note"}
"""Files of older versions have notes as trailers."""
FIELD_NAMES = invert(tei.FIELDS)
LEAVES = invert(tei.BODY) | invert(tei.OPENING) | invert(tei.SIGNING)
CONTAINERS = {tag(name): tree for tree, name in tei.CONTAINERS.items()}
LISTS = {rend: kind for kind, rend in tei.LISTS.items()}

METHODS: dict[Key, str] = {
    (tag("div"), "article"): "read_article", (tag("div"), "section"): "read_section",
    (tag("div"), "continued"): "read_all", (tag("ab"), "none"): "pass_over",
    **{(tag(name), None): "pass_over" for name in ("gap", "lb", "pb")},
    **{(name, None): "read_container" for name in CONTAINERS},
    (tag("list"), None): "read_list", (tag("item"), None): "read_item", (tag("figure"), None): "read_figure",
    (tag("figure"), "caption"): "read_captions", (tag("head"), None): "read_caption", (tag("row"), None): "read_row",
}
"""Element of the text, by tag and type → the method that reads it; all others are leaves."""


class TextReader:
    """Rebuilds articles; `sources` are the elements of the header that hold labelled facts, by xml:id."""

    def __init__(self, leaves: LeafReader, sources: dict[str, Element]) -> None:
        self.leaves = leaves
        self.account = leaves.account
        self.sources = sources
        self._waiting: list[Callable[[], None]] = []
        """What is still to be read, the next at the end: nothing is too deep for a list."""

    def read(self, parent: Node, outermost: Element) -> None:
        """The outermost article with all in it."""
        self.read_article(parent, outermost)
        while self._waiting:
            self._waiting.pop()()

    def _put_off(self, read: Callable[[Node, Element], None], parent: Node, element: Element) -> None:
        """What an element holds is read when all before it is."""
        self._waiting += [partial(read, parent, child) for child in element.iterchildren("*", reversed=True)]

    def _read_any(self, parent: Node, element: Element) -> None:
        """An element of the text: any block, section or article."""
        key = key_of(element)
        getattr(self, METHODS.get(key) or METHODS.get((key[0], None), "read_leaf"))(parent, element)

    def read_fields(self, meta: Node, bibl: Element | None) -> None:
        """The labelled facts that a `bibl` of the header holds."""
        for element in bibl if bibl is not None else ():
            if element.get(tei.XML_ID) is None:
                continue
            name = FIELD_NAMES.get(key_of(element), element.get("type"))
            field = add(meta, "field", name=name, label=element.get("n"))
            give(field, value=self.leaves.read(field, element).value)

    # articles and sections

    def read_article(self, parent: Node, div: Element) -> None:
        """An article with its labelled facts, front, text and back."""
        article = add(parent, "article")
        self.account.identify(article, div)
        give(article, kind=div.get("subtype"))
        if (decls := div.get("decls")) is not None:
            source = self.sources.get(decls[1:])
            self.read_fields(add(article, "meta"), self.leaves.refuse(div) if source is None else source)
        self._put_off(partial(self._read_part, {}), article, div)

    def _read_part(self, edges: dict[str, Node], article: Node, child: Element) -> None:
        """A child of an article's `div`: of its front, its back, or its text."""
        key = key_of(child)
        if key in HEADS or child.tag == tag("opener"):
            self._read_edge(_open(article, "front", edges), child, HEADS)
        elif key in TRAILERS or child.tag == tag("closer"):
            self._read_edge(_open(article, "back", edges), child, TRAILERS)
        else:
            self._read_any(article, child)

    def _read_edge(self, edge: Node, child: Element, shapes: dict[Key, str]) -> None:
        if child.tag not in (tag("opener"), tag("closer")):
            leaf = add(edge, shapes[key_of(child)])
            self.leaves.read(leaf, child)
            give(leaf, n=child.get("n"))
        else:
            self.read_all(edge, child)

    def read_section(self, parent: Node, div: Element) -> None:
        """A section with its heading."""
        section = add(parent, "section")
        self.account.identify(section, div)
        give(section, n=div.get("n"))
        self._put_off(self._read_in_section, section, div)

    def _read_in_section(self, section: Node, child: Element) -> None:
        if child.tag == tag("head"):
            heading = add(section, "heading")
            self.leaves.read(heading, child)
            give(heading, place=child.get("rend"))
        else:
            self._read_any(section, child)

    # blocks

    def read_leaf(self, parent: Node, element: Element) -> None:
        """A leaf; raises SourceError where the tree has nothing like it."""
        leaf = add(parent, self.leaves.find(LEAVES, element))
        said = self.leaves.read(leaf, element)
        give(leaf, n=element.get("n"), cols=element.get("cols"), rows=element.get("rows"), when=said.value,
             role="head" if element.get("role") is not None else None)

    def read_all(self, parent: Node, element: Element) -> None:
        """All that an element holds."""
        self._put_off(self._read_any, parent, element)

    def pass_over(self, parent: Node, element: Element) -> None:
        """What stands only because TEI or its readers want it."""

    def read_list(self, parent: Node, element: Element) -> None:
        """A list."""
        made = add(parent, "list", kind=LISTS[element.get("rend", "")])
        self.account.identify(made, element)
        self.read_all(made, element)

    def read_item(self, parent: Node, element: Element) -> None:
        """An item: a leaf where the account knows its place in the source, else blocks."""
        item = add(parent, "item", n=element.get("n"))
        if self.account.find(element).at is not None:
            self.leaves.read(item, element)
        else:
            self.account.identify(item, element)
            self.read_all(item, element)

    def read_figure(self, parent: Node, element: Element) -> None:
        """A picture, or the place of a lost one, with its caption."""
        figure = add(parent, "figure")
        self.account.identify(figure, element)
        for child in element.iterchildren():
            if child.tag == tag("graphic"):
                url = child.get("url", "")
                give(figure, href=None if url.startswith(tei.DIGEST) else url, picture=child.get("n"))
            elif child.tag == tag("figDesc"):
                give(figure, alt=child.text or "")
            elif child.tag == tag("gap") and child.get("reason") == "missing":
                give(figure, missing="yes")
        self.read_captions(figure, element)

    def read_captions(self, parent: Node, element: Element) -> None:
        """The caption of a figure, or one that stands on its own."""
        for child in element.iterchildren(tag("head")):
            self.read_caption(parent, child)

    def read_caption(self, parent: Node, element: Element) -> None:
        """A caption."""
        self.leaves.read(add(parent, "caption"), element)

    def read_row(self, parent: Node, element: Element) -> None:
        """A row of a table."""
        row = add(parent, "row", role="head" if element.get("role") is not None else None)
        self.account.identify(row, element)
        self.read_all(row, element)

    def read_container(self, parent: Node, element: Element) -> None:
        """A container without attributes of its own."""
        made = add(parent, CONTAINERS[str(element.tag)])
        self.account.identify(made, element)
        self.read_all(made, element)


def _open(article: Node, name: str, edges: dict[str, Node]) -> Node:
    """The front or back of an article, made when the first of it is met."""
    if name not in edges:
        edges[name] = add(article, name)
    return edges[name]
