"""`standOff`: the account book in the open.

    spanGrp type="source"         for each leaf: target, @source the characters, @ana the rule, @cert, normal form
    spanGrp type="decision"       for each container that a rule decided
    listAnnotation type="doubt"   why each `sic` looks wrong
    listAnnotation type="record"  cuts, edits and remarks, in the order of the tree's record

Characters are given as `src:12:40`, a private URI that the header's `prefixDef` turns into a text fragment identifier
(RFC 5147): half-open, counted from 0 in the decoded source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from lxml import etree

from convert.formats.tei import vocabulary as tei
from convert.formats.tei.ledger import Element, Entry, Ledger
from convert.formats.tei.vocabulary import tag
from convert.tree.nodes import Node, Record

sub = etree.SubElement



def locate(at: str) -> str:
    """Spans as pointers: `12:40 42:66` → `src:12:40 src:42:66`; no span at all is `src:none`."""
    return "src:" + at.replace(" ", " src:") if at else "src:none"


def write_account(root: Element, ledger: Ledger, record: Record) -> None:
    """Appends the `standOff` of a document whose text and header are written."""
    stand_off = _open(root, "standOff")
    _write_spans(stand_off, "source", ledger.leaves, ledger)
    _write_spans(stand_off, "decision", ledger.containers, ledger)
    if ledger.doubts:
        _write_doubts(stand_off, ledger.doubts)
    events = [cast(Node, event) for event in record if event.tag in _EVENTS]
    if events:
        _write_record(stand_off, events, ledger)


def _open(parent: Element, name: str, **attributes: str) -> Element:
    made = sub(parent, tag(name), attributes)
    made.text = made.tail = "\n"
    return made


def _write_spans(parent: Element, kind: str, entries: Iterable[Entry], ledger: Ledger) -> None:
    group = _open(parent, "spanGrp", type=kind)
    name = tag("span")
    for target, _, said, value in entries:
        span = sub(group, name)
        span.tail = "\n"
        span.set("target", "#" + target)  # one by one: twice as fast as a dict of attributes
        _ascribe(span, said, ledger)
        if (cert := said.get("cert")) is not None:
            span.set("cert", cert)
        if value is not None:
            _write_value(span, value)


def _write_value(span: Element, value: str) -> None:
    span.text = value
    if value == "":
        sub(span, tag("gap"), tei.EMPTY)


def _ascribe(made: Element, said: Mapping[str, str], ledger: Ledger) -> None:
    if (at := said.get("at")) is not None:
        made.set("source", locate(at))
    if (by := said.get("by")) is not None:
        made.set("ana", ledger.point("rule", by))


def _write_doubts(parent: Element, doubts: Iterable[tuple[str, str]]) -> None:
    group = _open(parent, "listAnnotation", type="doubt")
    group.set(tei.XML_SPACE, "preserve")
    for target, why in doubts:
        note = sub(group, tag("note"), {"target": "#" + target})
        note.text, note.tail = why, "\n"


def _write_record(parent: Element, events: Iterable[Node], ledger: Ledger) -> None:
    group = _open(parent, "listAnnotation", type="record")
    group.set(tei.XML_SPACE, "preserve")
    name = tag("note")
    cuts = 0
    for event in events:
        note = sub(group, name)
        note.tail = "\n"
        note.set("type", str(event.tag))
        said = dict(event.items())
        _ascribe(note, said, ledger)
        _EVENTS[event.tag](note, event.text, said)
        if event.tag == "cut":
            if cuts in ledger.places:
                note.set("target", "#" + ledger.places[cuts])
            cuts += 1
        if "code" in said and event.tag == "remark":
            note.set("ana", ledger.point("remark", said["code"]))


def _write_cut(note: Element, text: str | None, said: Mapping[str, str]) -> None:
    note.text = text
    if (code := said.get("code")) is not None:
        note.set("n", code)


def _write_edit(note: Element, _text: str | None, said: Mapping[str, str]) -> None:
    choice = sub(note, tag("choice"))
    sub(choice, tag("orig")).text = said["was"]
    sub(choice, tag("reg")).text = said["now"]


def _write_remark(note: Element, text: str | None, said: Mapping[str, str]) -> None:
    note.text = text
    note.set("subtype", said["severity"])


_EVENTS: dict[object, Callable[[Element, str | None, Mapping[str, str]], None]] = {
    "cut": _write_cut, "edit": _write_edit, "remark": _write_remark,
}
"""How each event of the record is written; all take its text and attributes."""
