"""The last stage: from settled blocks to the tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import cast

from lxml import etree

from convert.span import print_spans
from convert.tree.build import add, make
from convert.tree.inlines import Called, fill_inlines
from convert.tree.nodes import XML_LANG, Document, Node
from convert.tree.record import Change, Excision, Finding, Inline, Settled, Source
from convert.version import TREE_VERSION

FRONT = frozenset({"kicker", "title", "subtitle", "byline", "date", "addressee", "salutation", "note", "caption"})
"""Kinds that may stand before the text of an article."""

BACK = frozenset({"attachment", "signature", "date", "copyto", "note"})
"""Kinds that may close an article."""

ELEMENT = {"li": "item", "verse": "line", "meta": "field"}
"""Outline kind → element, where the names differ."""

_HELD = frozenset({"row", "cell", "li", "verse", "caption"})

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
    _Grower(tree, _name_notes(blocks)).grow(blocks)
    _keep_record(tree, source, blocks, cuts, findings)
    return cast(Document, tree)


class _Grower:
    """Where the next block goes: the open article, its front, its open sections."""

    def __init__(self, tree: Node, notes: Mapping[str, Called]) -> None:
        self.tree = tree
        self.notes = notes
        self.ids = {kind: count(1) for kind in "asb"}
        self.root = self.open_article(tree)

    def grow(self, blocks: Sequence[Settled]) -> None:
        for block in blocks:
            if block.kind == "article":
                self.close_article()
                self.open_article(self.root)
            elif block.kind == "meta":
                self.add_field(block)
            elif block.kind == "heading":
                self.add_heading(block)
            else:
                self.add_block(block)
        self.close_article()

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
        del self.sections[block.level - 1 :]
        section = add(self.place(), "section", id=self.id("s"), n=block.n or None)
        self.sections.append(section)
        given = self.attributes(block) | {"place": block.place or "own"}
        self.fill(etree.SubElement(section, "heading", given), block)

    def add_block(self, block: Settled) -> None:
        if self.front is not None and (block.kind not in FRONT or self._second_title(block)):
            self.front = None
        parent = self.place() if self.front is None else self.front
        kind = "subtitle" if block.kind == "title" and parent.tag != "front" else block.kind
        holder = self.find_holder(parent, block, kind)
        if kind == "row":
            add(holder, "row")
        else:
            self.fill(etree.SubElement(holder, ELEMENT.get(kind, kind), self.attributes(block)), block)

    def _second_title(self, block: Settled) -> bool:
        return block.kind == "title" and self.front is not None and self.front.find("title") is not None

    def find_holder(self, parent: Node, block: Settled, kind: str) -> Node:
        """The element that a block goes into: its parent, or the list, verse, figure, table or row it belongs to."""
        if kind not in _HELD:
            return parent
        last = parent[-1] if len(parent) else None
        if kind == "row":
            return last if last is not None and last.tag == "table" else add(parent, "table")
        if kind == "cell":
            return parent[-1][-1]
        container, shared = WRAP[kind]
        same = kind != "li" or (last is not None and last.get("kind") == _list_kind(block))
        if shared and last is not None and last.tag == shared and same:
            return last
        if container == "list":
            return add(parent, "list", kind=_list_kind(block))
        return add(parent, "figure", missing="yes") if container == "figure" else add(parent, container)

    def attributes(self, block: Settled) -> dict[str, str]:
        name = self.notes[block.note].id if block.note else self.id("b")
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


def _name_notes(blocks: Iterable[Settled]) -> dict[str, Called]:
    """The notes that the text may refer to, by the names that the format gives them."""
    notes: dict[str, Called] = {}
    for block in blocks:
        if block.note:
            notes[block.note] = Called(f"n{len(notes) + 1}", block.n)
    return notes


def _list_kind(block: Settled) -> str:
    if block.label:
        return "number"
    return "bullet" if block.by.endswith("bullet") else "plain"


def _gather_back(article: Node) -> None:
    """Moves the closing run of signature, date and notes out of the last section into `back`."""
    home = article
    while len(home) and home[-1].tag == "section":
        home = home[-1]
    run: list[Node] = []
    for block in reversed(home):
        if block.tag not in BACK:
            break
        run.insert(0, block)
    while run and run[0].tag == "note" and any(block.tag != "note" for block in run):
        run.pop(0)
    notes_of_section = home.tag == "section" and len(run) == len(home) - 1
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
    for finding in findings:
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
