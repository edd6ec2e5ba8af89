"""The last stage: from settled blocks to the tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, dropwhile, takewhile
from typing import cast

from lxml import etree

from convert.chinese.lexicon import Pattern
from convert.span import print_spans
from convert.tree.build import add, make
from convert.tree.inlines import Called, fill_inlines
from convert.tree.lists import OpenLists, last_of
from convert.tree.nodes import XML_LANG, Document, Node
from convert.tree.pictures import keep_figure, keep_pictures
from convert.tree.record import Change, Excision, Finding, Inline, Settled, Source
from convert.version import TREE_VERSION

FRONT = frozenset({"kicker", "title", "subtitle", "byline", "date", "addressee", "salutation", "note", "caption",
                   "figure"})
"""Kinds that may stand before the text of an article."""

BACK = frozenset({"attachment", "signature", "date", "copyto", "note"})
"""Kinds that may close an article."""

ELEMENT = {"li": "item", "verse": "line", "meta": "field"}
"""Outline kind → element, where the names differ."""

QUOTED = frozenset({"p", "li", "verse", "caption", "row", "figure", "note", "salutation", "subtitle", "byline", "date",
                    "signature", "attachment", "copyto", "addressee"})
"""Kinds that a quotation may hold."""

DEEPEST = 6
"""Quotations within each other that are kept apart."""

LOWEST = 40
"""Sections within each other; headings below them stand in the last but one."""

_TABLE_TITLE = Pattern(r"\s*(?:附?表|Table)\s*(?:[-—.\d]|[^\W\d_]{1,3}(?:\s|[:：]|$))")
"""How the caption of a table begins."""

WRAP = {"li": ("list", "list"), "verse": ("verse", "verse"), "caption": ("figure", "")}
"""Outline kind → the container that holds it, and the one that consecutive blocks share."""


def grow(
    source: Source,
    blocks: Sequence[Settled],
    cuts: Iterable[Excision],
    findings: Iterable[Finding] = (),
    language: str = "zh-Hans",
) -> Document:
    """The tree of a document: blocks nested by depth, then the account book."""
    tree = make("document", version=TREE_VERSION)
    tree.set(XML_LANG, language)
    add(tree, "meta")
    grower = _Grower(tree, _name_called(blocks))
    grower.grow(blocks)
    _keep_record(tree, source, blocks, cuts, [*findings, *grower.tell_depth()])
    return cast(Document, tree)


class _Grower:
    """Where the next block goes: the open article, its front, its open sections."""

    def __init__(self, tree: Node, notes: Mapping[str, Called]) -> None:
        self.tree = tree
        self.notes = notes
        self.table = 0
        """Which table of the format the last row or caption belongs to."""
        self.lists = OpenLists()
        self.deep = 0
        """Blocks that stand deeper than is kept."""
        self.ids = {kind: count(1) for kind in "asb"}
        self.root = self.open_article(tree)

    def grow(self, blocks: Sequence[Settled]) -> None:
        for block in blocks:
            if block.kind == "article":
                self.close_article()
                self.open_article(self.article if block.level else self.root)
            elif block.kind == "meta":
                self.add_field(block)
            elif block.kind == "heading":
                self.add_heading(block)
            else:
                self.add_block(block)
        self.close_article()
        _head_rows(self.tree)

    def id(self, kind: str) -> str:
        return f"{kind}{next(self.ids[kind])}"

    def open_article(self, parent: Node) -> Node:
        self.article = add(parent, "article", id=self.id("a"))
        self.front: Node | None = add(self.article, "front")
        self.sections: list[Node] = []
        return self.article

    def close_article(self) -> None:
        front = self.article.find("front")
        if front is not None and not len(front):
            self.article.remove(front)
        _gather_back(self.article)

    def place(self) -> Node:
        return self.sections[-1] if self.sections else self.article

    def add_field(self, block: Settled) -> None:
        holder = self.tree.find("meta") if self.article is self.root else self.article.find("meta")
        if holder is None:
            holder = make("meta")
            self.article.insert(0, holder)
        given = self.attributes(block) | {"name": block.name or "other", "label": block.key}
        if block.value:
            given["value"] = block.value
        self.fill(etree.SubElement(holder, "field", given), block)

    def add_heading(self, block: Settled) -> None:
        self.front = None
        self.deep += block.level > LOWEST
        del self.sections[min(block.level, LOWEST) - 1 :]
        section = add(self.place(), "section", id=self.id("s"), n=block.n or None)
        self.sections.append(section)
        given = self.attributes(block) | {"place": block.place or "own"}
        self.fill(etree.SubElement(section, "heading", given), block)

    def add_block(self, block: Settled) -> None:
        if self.front is not None and (block.kind not in FRONT or self._second_title(block)):
            self.front = None
        if block.kind == "cell":
            self.add_cell(self.row, block)
            return
        parent = self.quoted(block) if self.front is None else self.front
        kind = "subtitle" if block.kind in ("title", "kicker") and parent.tag != "front" else block.kind
        if kind == "row":
            self.add_row(parent, block)
        elif block.picture is not None:
            keep_figure(parent, block.picture, self.id("b"))
        else:
            holder = self.find_holder(parent, block, kind)
            self.fill(etree.SubElement(holder, ELEMENT.get(kind, kind), self.attributes(block)), block)

    def quoted(self, block: Settled) -> Node:
        """Where a block of the text goes: the open section or article, or a quotation at its end."""
        place = self.place()
        self.deep += block.quote > DEEPEST
        for _ in range(min(block.quote, DEEPEST) if block.kind in QUOTED else 0):
            last = last_of(place)
            place = last if last is not None and last.tag == "quote" else add(place, "quote")
        return place

    def tell_depth(self) -> list[Finding]:
        """What nests deeper than is kept."""
        what = f"{self.deep} blocks stand deeper than {LOWEST} sections or {DEEPEST} quotations: they are set at these."
        return [Finding("tree/depth", "note", what)] if self.deep else []

    def add_cell(self, row: Node, block: Settled) -> None:
        """A cell, with what it spans and heads."""
        cell = add(row, "cell", **self.attributes(block))
        for name, span in (("cols", block.columns), ("rows", block.rows)):
            if span > 1:
                cell.set(name, str(span))
        if block.head:
            cell.set("role", "head")
        self.fill(cell, block)

    def _second_title(self, block: Settled) -> bool:
        return block.kind == "title" and self.front is not None and self.front.find("title") is not None

    def find_holder(self, parent: Node, block: Settled, kind: str) -> Node:
        """The element that a block goes into: its parent, or the list, verse or figure it belongs to."""
        if kind not in WRAP:
            return parent
        last = last_of(parent)
        container, shared = WRAP[kind]
        if container == "list":
            return self.lists.find(parent, _list_kind(block), max(1, block.level))
        if shared and last is not None and last.tag == shared:
            return last
        if container == "figure" and last is not None and last.tag == "figure" and not len(last):
            return last
        if container == "figure":
            self.table = block.table
            return add(parent, "figure", missing="yes")
        return add(parent, container)

    def add_row(self, parent: Node, block: Settled) -> None:
        """A row, in the table that is open; what stands above its first row as caption is that of the table."""
        last = last_of(parent)
        if last is not None and last.tag == "table" and self.table == block.table:
            self.row = add(last, "row")
            return
        table = add(parent, "table")
        if last is not None and last.tag == "figure" and _is_of_table(last, self.table, block.table):
            table.append(last[0])
            parent.remove(last)
        self.table = block.table
        self.row = add(table, "row")

    def attributes(self, block: Settled) -> dict[str, str]:
        calls = (*([block.note] if block.note else ()), *block.called)
        name = self.notes[calls[0]].id if calls else self.id("b")
        given = {"id": name, "at": print_spans(block.spans), "by": block.by}
        if block.cert < 1:
            given["cert"] = f"{block.cert:.2f}".rstrip("0")
        if block.value and block.kind == "date":
            given["when"] = block.value
        if block.n and block.kind in ("li", "note"):
            given["n"] = block.n
        return given

    def fill(self, element: Node, block: Settled) -> None:
        marks = list(block.inlines)
        if block.label and block.text.startswith(block.label):
            marks.append(Inline(0, len(block.label), "label", "yes" if block.counted else ""))
        if marks:
            fill_inlines(element, block.text, marks, self.notes)
        else:
            element.text = block.text


def _name_called(blocks: Iterable[Settled]) -> dict[str, Called]:
    """The notes and other blocks that the text may refer to, by what its references and links have as target."""
    called: dict[str, Called] = {}
    notes, places = count(1), count(1)
    for block in blocks:
        if block.note:
            called[block.note] = Called(f"n{next(notes)}", block.n)
        elif block.called:
            called[block.called[0]] = Called(f"l{next(places)}")
        if block.called:
            called.update(dict.fromkeys(block.called, called[block.note or block.called[0]]))
    return called


def _list_kind(block: Settled) -> str:
    if block.label:
        return "number"
    return "bullet" if block.by.endswith("bullet") else "plain"


def _is_of_table(figure: Node, captioned: int, table: int) -> bool:
    """Whether a caption that stands before a table belongs to it: its format says so, or it calls itself a table's."""
    caption = figure.find("caption")
    if caption is None or len(figure) > 1:
        return False
    return captioned == table if captioned else _TABLE_TITLE.match(caption.text_content) is not None


def _head_rows(tree: Node) -> None:
    """Rows of head cells alone are rows of heads."""
    for row in tree.iter("row"):
        if all(cell.get("role") for cell in row):
            row.set("role", "head")
            for cell in row:
                del cell.attrib["role"]


def _gather_back(article: Node) -> None:
    """Moves the closing run of signature, date and notes out of the last section into `back`."""
    home = article
    while len(home) and home[-1].tag == "section":
        home = home[-1]
    # a mere figure is a seal, or a code to scan: it stays, and what closes the article is found around it
    others = (block for block in home.iterchildren("*", reversed=True) if block.tag != "figure" or len(block))
    run = list(takewhile(lambda block: block.tag in BACK, others))[::-1]
    if any(block.tag != "note" for block in run):
        run = list(dropwhile(lambda block: block.tag == "note", run))
    figures = sum(1 for figure in home.iterchildren("figure") if not len(figure))
    notes_of_section = home.tag == "section" and len(run) + figures == len(home) - 1
    if run and not notes_of_section:
        back = add(article, "back")
        back.extend(run)


def _keep_record(
    tree: Node, source: Source, blocks: Sequence[Settled], cuts: Iterable[Excision], findings: Iterable[Finding]
) -> None:
    record = add(tree, "record")
    add(record, "source", name=source.name, sha256=source.sha256, bytes=str(source.size), length=str(len(source.text)),
        text_sha256=hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest(), encoding=source.encoding,
        bom="yes" if source.bom else None, newline=_newline(source.text), media=source.media)
    for cut in cuts:
        _add_cut(record, source.text, cut)
    for block in blocks:
        for change in block.changes:
            add_edit(record, change)
    keep_pictures(record, [block.picture for block in blocks if block.picture is not None])
    for finding in findings:
        add_remark(record, finding)


def add_remark(record: Node, finding: Finding) -> None:
    """One `remark` in the account book."""
    at = print_spans(finding.at) if finding.at else None
    add(record, "remark", code=finding.code, severity=finding.severity, at=at).text = finding.message


def add_edit(record: Node, change: Change) -> Node:
    """One `edit` in the account book."""
    return add(record, "edit", at=print_spans((change.at,)), by=change.by, was=change.was, now=change.now)


def _add_cut(record: Node, text: str, cut: Excision) -> None:
    characters = "".join([text[start:end] for start, end in cut.spans])
    element = add(record, "cut", at=print_spans(cut.spans), by=cut.by)
    try:
        element.text = characters
    except ValueError:  # characters that XML cannot hold
        element.set("code", " ".join(f"{ord(character):X}" for character in characters))


def _newline(text: str) -> str:
    crlf = text.count("\r\n")
    kinds = [name for name, times in (("crlf", crlf), ("cr", text.count("\r") - crlf), ("lf", text.count("\n") - crlf))
             if times]
    return kinds[0] if len(kinds) == 1 else "mixed" if kinds else "none"
