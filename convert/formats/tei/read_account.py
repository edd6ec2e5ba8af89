"""What the account of a TEI file says: of each element, and of what stands in none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.tei import vocabulary as tei
from convert.formats.tei.vocabulary import Element, tag
from convert.tree.build import add
from convert.tree.nodes import XML_LANG, Node


class Said(NamedTuple):
    """What the account says of an element: its spans, its rule, how sure that was, its normal form."""

    at: str | None = None
    by: str | None = None
    cert: str | None = None
    value: str | None = None


SILENT = Said()
"""Of an element that it does not name."""


class AccountReader:
    """Reads the `standOff` of one document; `prefix` is that of every xml:id of it."""

    def __init__(self, account: Element, prefix: str) -> None:
        self.account = account
        self.prefix = prefix
        spans = account.iterfind(f"{tag('spanGrp')}/{tag('span')}")
        self.said = {span.get("target", "")[1:]: self._hear(span) for span in spans}
        self.doubts = {note.get("target", "")[1:]: note.text or "" for note in self._annotations("doubt")}
        """xml:id of a `sic` → why it looks wrong."""
        self.formulas = {note.get("target", "")[1:]: note.text or "" for note in self._annotations("formula")}
        """xml:id of a `formula` → its MathML."""

    def _annotations(self, kind: str) -> Iterator[Element]:
        return self.account.iterfind(f"{tag('listAnnotation')}[@type='{kind}']/{tag('note')}")

    def _hear(self, span: Element) -> Said:
        at, by = span.get("source"), span.get("ana")
        value = span.text if span.text is not None else "" if len(span) else None
        return Said(_spans(at), None if by is None else self._category(by), span.get("cert"), value)

    def _category(self, pointer: str) -> str:
        return tei.category_name(pointer[1 + len(self.prefix) :])

    def find(self, element: Element) -> Said:
        """What it says of an element."""
        return self.said.get(element.get(tei.XML_ID, ""), SILENT)

    def identify(self, node: Node, element: Element) -> Said:
        """Gives a node the id, language, rule and certainty of its element; and what else the account says."""
        name = element.get(tei.XML_ID)
        if (language := element.get(XML_LANG)) is not None:
            node.set(XML_LANG, language)
        if name is None:
            return SILENT
        own = self.own_id(name)
        if own is not None:
            node.set("id", own)
        said = self.said.get(name, SILENT)
        give(node, at=said.at, by=said.by, cert=said.cert)
        return said

    def _read_picture(self, record: Node, note: Element) -> None:
        digest, *sizes = note.get("n", "").split(" ")
        picture = add(record, "picture", sha256=digest, media=note.get("subtype", ""))
        give(picture, **dict(size.split("=", 1) for size in sizes))
        picture.text = note.text

    def own_id(self, name: str) -> str | None:
        """The id in the tree of what has this xml:id; None where the writer made it."""
        return tei.unescape_id(name[len(self.prefix) :])

    def read_events(self, record: Node) -> None:
        """The cuts, edits and remarks of the tree's record."""
        for note in self._annotations("record"):
            kind = note.get("type", "")
            if kind == "picture":
                self._read_picture(record, note)
                continue
            event = add(record, kind, at=_spans(note.get("source")))
            category = self._category(note.get("ana", ""))
            if kind == "edit":
                was, now = note[0]
                give(event, by=category, was=was.text or "", now=now.text or "")
                continue
            if kind == "remark":
                give(event, code=category, severity=note.get("subtype"))
            else:
                give(event, by=category, code=note.get("n"))
            event.text = note.text


def give(node: Node, **attributes: str | None) -> None:
    """Sets attributes of a node; those that are None are left out."""
    for name, value in attributes.items():
        if value is not None:
            node.set(name, value)


def _spans(source: str | None) -> str | None:
    """Spans from pointers, the inverse of `locate` of the account."""
    return None if source is None else "" if source == "src:none" else source[4:].replace(" src:", " ")
