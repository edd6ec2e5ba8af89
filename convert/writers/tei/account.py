"""`standOff`: the account book in the open.

    spanGrp type="source"         for each leaf: target, @source the characters, @ana the rule, @cert, normal form
    spanGrp type="decision"       for each container that a rule decided
    listAnnotation type="doubt"   why each `sic` looks wrong
    listAnnotation type="record"  cuts, edits and remarks, in the order of the tree's record

Characters are given as `src:12:40`, a private URI that the header's `prefixDef` turns into a text fragment identifier
(RFC 5147): half-open, counted from 0 in the decoded source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from lxml import etree

from convert.tree.nodes import Node, Record
from convert.writers.tei import vocabulary as tei
from convert.writers.tei.ledger import Element, Entry, Ledger
from convert.writers.tei.vocabulary import tag

sub = etree.SubElement

SPACE = {tei.XML_SPACE: "preserve"}


def locate(at: str) -> str:
    """Spans as pointers: `12:40 42:66` → `src:12:40 src:42:66`; no span at all is `src:`."""
    return "src:" + at.replace(" ", " src:")


def write_account(root: Element, ledger: Ledger, record: Record) -> None:
    """Appends the `standOff` of a document whose text and header are written."""
    stand_off = _open(root, "standOff")
    _write_spans(stand_off, "source", ledger.leaves, ledger.prefix)
    _write_spans(stand_off, "decision", ledger.containers, ledger.prefix)
    if ledger.doubts:
        _write_doubts(stand_off, ledger.doubts)
    events = [cast(Node, event) for event in record if event.tag in _EVENTS]
    if events:
        _write_record(stand_off, events, ledger.prefix)


def _open(parent: Element, name: str, **attributes: str) -> Element:
    made = sub(parent, tag(name), attributes)
    made.text = made.tail = "\n"
    return made


def _write_spans(parent: Element, kind: str, entries: Iterable[Entry], prefix: str) -> None:
    group = _open(parent, "spanGrp", type=kind)
    name = tag("span")
    for target, node, value in entries:
        attributes = {"target": "#" + target} | _ascribe(node, prefix)
        if (cert := node.get("cert")) is not None:
            attributes["cert"] = cert
        span = sub(group, name, attributes)
        span.text, span.tail = value, "\n"
        if value == "":
            sub(span, tag("gap"), tei.EMPTY)


def _ascribe(node: Node, prefix: str) -> dict[str, str]:
    attributes = {}
    if (at := node.get("at")) is not None:
        attributes["source"] = locate(at)
    if (by := node.get("by")) is not None:
        attributes["ana"] = f"#{prefix}{tei.rule_id(by)}"
    return attributes


def _write_doubts(parent: Element, doubts: Iterable[tuple[str, str]]) -> None:
    group = _open(parent, "listAnnotation", type="doubt")
    for target, why in doubts:
        note = sub(group, tag("note"), SPACE | {"target": "#" + target})
        note.text, note.tail = why, "\n"


def _write_record(parent: Element, events: Iterable[Node], prefix: str) -> None:
    group = _open(parent, "listAnnotation", type="record")
    name = tag("note")
    for event in events:
        note = sub(group, name, SPACE | {"type": str(event.tag)} | _ascribe(event, prefix))
        note.tail = "\n"
        _EVENTS[event.tag](note, event, prefix)


def _write_cut(note: Element, cut: Node, prefix: str) -> None:  # noqa: ARG001 - one shape for all events
    note.text = cut.text
    if (code := cut.get("code")) is not None:
        note.set("n", code)


def _write_edit(note: Element, edit: Node, prefix: str) -> None:  # noqa: ARG001 - one shape for all events
    choice = sub(note, tag("choice"))
    sub(choice, tag("orig")).text = edit.get("was")
    sub(choice, tag("reg")).text = edit.get("now")


def _write_remark(note: Element, remark: Node, prefix: str) -> None:
    note.text = remark.text
    note.set("subtype", remark.get("severity", "note"))
    note.set("ana", f"#{prefix}{tei.remark_id(remark.get('code', ''))}")


_EVENTS: dict[object, Callable[[Element, Node, str], None]] = {
    "cut": _write_cut, "edit": _write_edit, "remark": _write_remark,
}
