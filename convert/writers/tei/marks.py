"""What is put into the text when it stands.

Names the writer sees, gaps where something was cut, line and page breaks, both forms of characters that a conversion
changed: all are put into the finished text at offsets of their element's characters, and the reader looks through them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from lxml import etree

from convert.text.dates import find_date
from convert.transforms.leaves import Leaf, Stretch, print_leaves
from convert.tree.audit import restore
from convert.tree.nodes import Cut, Document
from convert.writers.tei import vocabulary as tei
from convert.writers.tei.ledger import Element, Ledger
from convert.writers.tei.names import Found, find_author, find_dateline
from convert.writers.tei.vocabulary import tag


class Mark(NamedTuple):
    """An element to put at `start`; the characters up to `end` go into it, or into the `reg` it holds."""

    start: int
    end: int
    element: Element


PAGE_RULES = frozenset({"noise/page-number", "noise/running-head", "noise/newspaper-page"})
"""Rules that cut what stands at the turn of a page."""


# names

def mark_names(ledger: Ledger) -> None:
    """Names in bylines and signatures, and the datelines that open a paragraph."""
    for element in ledger.named:
        find = find_dateline if element.tag == _P else find_author
        mark_found(element, find, ledger)


def mark_found(element: Element, find: Callable[[str], Iterable[Found]], ledger: Ledger) -> None:
    """The names that are found in the text of an element; one that already has elements in it is left alone."""
    if element.text and not len(element):
        _put(element, _name(element.text, find(element.text), ledger))


_P = tag("p")


def _name(text: str, found: Iterable[Found], ledger: Ledger) -> list[Mark]:
    resp = f"#{ledger.prefix}{tei.own('software')}"
    return [Mark(start, end, _make_name(text[start:end], name, resp, simple=ledger.simple))
            for start, end, name in found]


def _make_name(text: str, name: str, resp: str, *, simple: bool) -> Element:
    made = etree.Element(tag("name"), type=_SIMPLE[name]) if simple and name in _SIMPLE else etree.Element(tag(name))
    if name == "date":
        date = find_date(text)
        if date is not None:
            made.set("when", date.value)
    made.set("resp", resp)
    return made


_SIMPLE = {"persName": "person", "orgName": "organisation", "placeName": "place", "roleName": "role"}


# gaps, breaks and both forms

def mark_text(tree: Document, ledger: Ledger, *, lines: bool, variants: bool) -> None:
    """Gaps where noise was cut; with `lines`, line and page breaks; with `variants`, what conversions changed."""
    noise = [(place, cut) for place, cut in enumerate(tree.record.cuts) if (cut.by or "").startswith("noise/")]
    if not ledger.leaves or not (noise or lines or variants):
        return
    leaves = [leaf for leaf in print_leaves(tree).leaves if leaf.element.tag != "field"]
    elements = [entry.element for entry in ledger.leaves]
    marks: list[list[Mark]] = [[] for _ in leaves]
    if variants:
        _mark_variants(leaves, marks)
    if lines:
        _mark_lines(leaves, marks, restore(tree))
    _Places(leaves, elements, marks, ledger).mark_noise(noise, lines=lines)
    for element, found in zip(elements, marks, strict=True):
        _put(element, sorted(found, key=lambda mark: mark[:2]))


def _mark_variants(leaves: Sequence[Leaf], marks: Sequence[list[Mark]]) -> None:
    for leaf, found in zip(leaves, marks, strict=True):
        for stretch in leaf.stretches:
            edit = stretch.edit
            if edit is not None and (edit.by or "").startswith("script/") and stretch.start < stretch.end:
                choice = etree.Element(tag("choice"))
                etree.SubElement(choice, tag("orig")).text = edit.was
                etree.SubElement(choice, tag("reg"))
                found.append(Mark(stretch.start - leaf.start, stretch.end - leaf.start, choice))


_LINE_END = re.compile(r"\r\n|\r|\n")


def _mark_lines(leaves: Sequence[Leaf], marks: Sequence[list[Mark]], source: str) -> None:
    """An `lb` with the number of the source line wherever the text comes to another line."""
    starts = [match.end() for match in _LINE_END.finditer(source)]
    last = -1
    for leaf, found in zip(leaves, marks, strict=True):
        for stretch in leaf.stretches:
            for offset, at in _turns(stretch, starts):
                line = bisect_right(starts, at)
                if line != last:
                    place = offset - leaf.start
                    broken = {} if place == 0 or stretch.edit is not None else {"break": "no"}
                    found.append(Mark(place, place, etree.Element(tag("lb"), {"n": str(line + 1)} | broken)))
                last = line


def _turns(stretch: Stretch, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where a stretch begins, and where a line begins inside it: offset in the print and in the source."""
    start, end = stretch.at
    yield stretch.start, start
    if stretch.edit is None:
        for at in starts[bisect_right(starts, start) : bisect_left(starts, end)]:
            yield stretch.start + at - start, at


class _Places:
    """Finds where in the text something stood that was cut from the source."""

    def __init__(self, leaves: Sequence[Leaf], elements: Sequence[Element], marks: Sequence[list[Mark]], ledger: Ledger
                 ) -> None:
        self.leaves, self.elements, self.marks, self.ledger = leaves, elements, marks, ledger
        self.stretches = sorted((stretch.at[0], number, place) for number, leaf in enumerate(leaves)
                                for place, stretch in enumerate(leaf.stretches))

    def mark_noise(self, noise: Iterable[tuple[int, Cut]], *, lines: bool) -> None:
        turned = -1
        for place, cut in sorted(noise, key=lambda row: row[1].at[:1]):
            if not cut.at:
                continue
            start = cut.at[0][0]
            if lines and cut.by in PAGE_RULES:
                following = bisect_left(self.stretches, (start,))
                if following != turned:
                    self.put(start, etree.Element(tag("pb")))
                turned = following
            name = self.ledger.make_id("g")
            reason = f"noise {(cut.by or '').partition('/')[2].replace('/', '.')}".rstrip()
            size = str(sum(b - a for a, b in cut.at))
            self.put(start, etree.Element(tag("gap"), {tei.XML_ID: name, "reason": reason, "quantity": size,
                                                       "unit": "chars"}))
            self.ledger.places[place] = name

    def put(self, at: int, element: Element) -> None:
        """Inside a leaf where its own characters stand on both sides; else before the leaf that follows."""
        following = bisect_left(self.stretches, (at,))
        if following == len(self.stretches):
            self.put_last(element)
            return
        _, number, place = self.stretches[following]
        leaf = self.leaves[number]
        before = self.stretches[following - 1] if following else None
        inside = before is not None and before[1:] == (number, place - 1)
        offset = leaf.stretches[place].start - leaf.start
        parent = self.elements[number].getparent()
        if inside or parent is None or parent.tag == _ROW:
            self.marks[number].append(Mark(offset, offset, element))
        else:
            element.tail = "\n"
            parent.insert(parent.index(self.elements[number]), element)

    def put_last(self, element: Element) -> None:
        end = self.leaves[-1].end - self.leaves[-1].start
        self.marks[-1].append(Mark(end, end, element))


_ROW = tag("row")


# putting elements into text

def _put(element: Element, marks: Sequence[Mark]) -> None:
    """Puts marks, in rising order, into the text of an element; what would cut across another element is left out."""
    if not marks:
        return
    slots = list(_slots(element, 0))
    for mark in reversed(marks):
        slot = next((slot for slot in slots if slot.start <= mark.start and mark.end <= slot.end), None)
        if slot is not None:
            slot.split(mark)


class _Slot(NamedTuple):
    """A string of the text: `text` or `tail` of an element, and its offsets in the whole."""

    element: Element
    name: str
    start: int
    end: int

    def split(self, mark: Mark) -> None:
        """Puts a mark into the string, which then ends before it."""
        text = (self.element.text if self.name == "text" else self.element.tail) or ""
        start, end = mark.start - self.start, mark.end - self.start
        if start != end:
            holder = mark.element[-1] if len(mark.element) else mark.element
            holder.text = text[start:end]
        mark.element.tail = text[end:]
        if self.name == "text":
            self.element.text = text[:start]
            self.element.insert(0, mark.element)
        else:
            parent = cast(Element, self.element.getparent())
            self.element.tail = text[:start]
            parent.insert(parent.index(self.element) + 1, mark.element)


def _slots(element: Element, at: int) -> Iterator[_Slot]:
    end = at + len(element.text or "")
    yield _Slot(element, "text", at, end)
    for child in element:
        at = end
        for slot in _slots(child, at):
            yield slot
            end = slot.end
        at, end = end, end + len(child.tail or "")
        yield _Slot(child, "tail", at, end)
