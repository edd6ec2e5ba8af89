"""`standOff`: the account book in the open.

    spanGrp type="source"         for each leaf: target, @source the characters, @ana the rule, @cert, normal form
    spanGrp type="decision"       for each container that a rule decided
    listAnnotation type="doubt"   why each `sic` looks wrong
    listAnnotation type="formula" the MathML of each `formula`
    listAnnotation type="record"  cuts, edits and remarks, in the order of the tree's record

Characters are given as `src:12:40`, a private URI that the header's `prefixDef` turns into a text fragment identifier
(RFC 5147): half-open, counted from 0 in the decoded source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from convert.formats.tei import vocabulary as tei
from convert.formats.tei.register import Register, Written
from convert.formats.tei.vocabulary import Element, tag
from convert.formats.walk import Walker
from convert.tree.nodes import Node, Record
from convert.tree.vocabulary import children

sub = etree.SubElement


def locate(at: str) -> str:
    """Spans as pointers: `12:40 42:66` → `src:12:40 src:42:66`; no span at all is `src:none`."""
    return "src:" + at.replace(" ", " src:") if at else "src:none"


class AccountWriter(Walker[[Element], None]):
    """Writes the account of a document whose text and header are written; its methods fill the note of an event."""

    who = "The TEI writer"

    def __init__(self, register: Register) -> None:
        self.register = register

    def write(self, root: Element, record: Record) -> None:
        """Appends the `standOff`."""
        stand_off = _open(root, "standOff")
        self._write_spans(stand_off, "source", self.register.leaves)
        self._write_spans(stand_off, "decision", self.register.containers)
        for kind, entries in (("doubt", self.register.doubts), ("formula", self.register.formulas)):
            if entries:
                _write_annotations(stand_off, kind, entries)
        events = [event for event in children(record) if event.tag != "source"]
        if events:
            self._write_events(stand_off, events)

    def _write_spans(self, parent: Element, kind: str, entries: Iterable[Written]) -> None:
        group = _open(parent, "spanGrp", type=kind)
        name = tag("span")
        for target, _, said, value in entries:
            span = sub(group, name)
            span.tail = "\n"
            span.set("target", "#" + target)  # one by one: twice as fast as a dict of attributes
            self._ascribe(span, said)
            if (cert := said.get("cert")) is not None:
                span.set("cert", cert)
            if value is not None:
                span.text = value
            if value == "":
                sub(span, tag("gap"), tei.EMPTY)

    def _ascribe(self, made: Element, said: Mapping[str, str]) -> None:
        if (at := said.get("at")) is not None:
            made.set("source", locate(at))
        if (by := said.get("by")) is not None:
            made.set("ana", self.register.ids.point("rule", by))

    def _write_events(self, parent: Element, events: Iterable[Node]) -> None:
        """The cuts, edits and remarks; a cut points at the `gap` in the text, where it has one."""
        group = _open(parent, "listAnnotation", type="record")
        group.set(tei.XML_SPACE, "preserve")
        name = tag("note")
        cuts = 0
        for event in events:
            note = sub(group, name)
            note.tail = "\n"
            note.set("type", str(event.tag))
            self._ascribe(note, dict(event.items()))
            self.visit(event, note)
            if event.tag == "cut":
                if cuts in self.register.places:
                    note.set("target", "#" + self.register.places[cuts])
                cuts += 1

    def visit_cut(self, event: Node, note: Element) -> None:
        """The characters; @n the code points that XML cannot hold."""
        note.text = event.text
        if (code := event.get("code")) is not None:
            note.set("n", code)

    def visit_edit(self, event: Node, note: Element) -> None:
        """What was and what is printed now."""
        choice = sub(note, tag("choice"))
        sub(choice, tag("orig")).text = event.get("was")
        sub(choice, tag("reg")).text = event.get("now")

    def visit_picture(self, event: Node, note: Element) -> None:
        """The bytes in base64; @n the digest, and the size in pixels, @subtype the media type."""
        note.text = event.text
        note.set("n", event.get("sha256", ""))
        size = "".join(f" {name}={event.get(name)}" for name in ("width", "height") if event.get(name) is not None)
        note.set("subtype", event.get("media", ""))
        if size:
            note.set("n", event.get("sha256", "") + size)

    def visit_remark(self, event: Node, note: Element) -> None:
        """What was noticed; @subtype how much it matters, @ana which kind it is."""
        note.text = event.text
        note.set("subtype", event.get("severity", ""))
        note.set("ana", self.register.ids.point("remark", event.get("code", "")))


def _open(parent: Element, name: str, **attributes: str) -> Element:
    made = sub(parent, tag(name), attributes)
    made.text = made.tail = "\n"
    return made


def _write_annotations(parent: Element, kind: str, entries: Iterable[tuple[str, str]]) -> None:
    group = _open(parent, "listAnnotation", type=kind)
    group.set(tei.XML_SPACE, "preserve")
    for target, text in entries:
        note = sub(group, tag("note"), {"target": "#" + target})
        note.text, note.tail = text, "\n"
