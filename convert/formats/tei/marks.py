"""What is put into the text when it stands.

Names the writer sees, gaps where something was cut, line and page breaks, both forms of characters that a conversion
changed: all are put into the finished text at offsets of their element's characters, and the reader looks through them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, cast

from lxml import etree

from convert.chinese.dates import find_date
from convert.chinese.names import DATE
from convert.formats.tei import vocabulary as tei
from convert.formats.tei.register import Register
from convert.formats.tei.vocabulary import Element, tag
from convert.span import Span, parse_spans
from convert.transforms.leaves import Leaf, Stretch, print_leaves
from convert.tree.audit import restore
from convert.tree.nodes import Cut, Document


class Insertion(NamedTuple):
    """An element to put at `start`; the characters up to `end` go into it, or into the `reg` it holds."""

    start: int
    end: int
    element: Element


# names

def mark_names(register: Register) -> None:
    """The names in the leaves that have any: bylines, signatures, fields, datelines that open an article."""
    for element, names in register.named:
        _put(element, [Insertion(name.start, name.end, make_name(name.kind, name.text, register)) for name in names])
    register.named.clear()


def target_notes(register: Register) -> None:
    """Leads each note back to the first reference to it, which gets an xml:id."""
    for note in register.leaves:
        call = register.calls.get(note.target)
        if call is not None and note.element.tag == tag("note"):
            name = register.ids.make("ref")
            call.set(tei.XML_ID, name)
            note.element.set("target", f"#{name}")


def make_name(kind: str, text: str, register: Register) -> Element:
    """The empty element for something that the software saw; a date has its normal form from the text."""
    if register.simple and kind != DATE:
        made = etree.Element(tag("name"), type=kind)
    else:
        made = etree.Element(tag(tei.SEEN[kind]))
    date = find_date(text) if kind == DATE else None
    if date is not None:
        made.set("when", date.value)
    made.set("resp", f"#{register.prefix}{tei.own('software')}")
    return made


# gaps, breaks and both forms

def mark_text(tree: Document, register: Register, *, lines: bool, variants: bool) -> None:
    """Gaps where noise was cut; with `lines`, line and page breaks; with `variants`, what conversions changed."""
    marks: Insertions = {}
    if lines or variants:
        leaves = [leaf for leaf in print_leaves(tree).leaves if leaf.element.tag != "field"]
        if variants:
            _mark_variants(leaves, marks)
        if lines:
            _mark_lines(leaves, marks, restore(tree))
            _mark_pages(tree, register, marks)
    noise = [(place, cut) for place, cut in enumerate(tree.record.cuts) if (cut.by or "").startswith("noise/")]
    if noise and register.leaves:
        _Places(tree, register, marks).mark_noise(noise)
    for number, found in marks.items():
        _put(register.leaves[number].element, sorted(found, key=lambda mark: mark[:2]))


Insertions = dict[int, list[Insertion]]
"""Number of a leaf in the register → what to put into its text."""


def _mark_variants(leaves: Sequence[Leaf], marks: Insertions) -> None:
    for number, leaf in enumerate(leaves):
        for stretch in leaf.stretches:
            edit = stretch.edit
            if edit is not None and (edit.by or "").startswith("script/") and stretch.start < stretch.end:
                choice = etree.Element(tag("choice"))
                etree.SubElement(choice, tag("orig")).text = edit.was
                etree.SubElement(choice, tag("reg"))
                mark = Insertion(stretch.start - leaf.start, stretch.end - leaf.start, choice)
                marks.setdefault(number, []).append(mark)


_LINE_END = re.compile(r"\r\n|\r|\n")


def _mark_lines(leaves: Sequence[Leaf], marks: Insertions, source: str) -> None:
    """An `lb` with the number of the source line wherever the text comes to another line."""
    starts = [match.end() for match in _LINE_END.finditer(source)]
    last = -1
    for number, leaf in enumerate(leaves):
        for stretch in leaf.stretches:
            for offset, at in _turns(stretch, starts):
                line = bisect_right(starts, at)
                if line != last:
                    place = offset - leaf.start
                    broken = {} if place == 0 or stretch.edit is not None else {"break": "no"}
                    lb = etree.Element(tag("lb"), {"n": str(line + 1)} | broken)
                    marks.setdefault(number, []).append(Insertion(place, place, lb))
                last = line


def _turns(stretch: Stretch, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where a stretch begins, and where a line begins inside it: offset in the print and in the source."""
    start, end = stretch.at
    yield stretch.start, start
    if stretch.edit is None:
        for at in starts[bisect_right(starts, start) : bisect_left(starts, end)]:
            yield stretch.start + at - start, at


def _mark_pages(tree: Document, register: Register, marks: Insertions) -> None:
    """A `pb` with the printed number of the page wherever one begins."""
    from convert.formats.source_pages import find_breaks

    numbers = {entry.said.get("id"): number for number, entry in enumerate(register.leaves)}
    for page in find_breaks(tree):
        if (number := numbers.get(page.leaf)) is not None:
            pb = etree.Element(tag("pb"), n=page.label)
            marks.setdefault(number, []).append(Insertion(page.offset, page.offset, pb))


class _Places:
    """Finds where in the text something stood that was cut from the source."""

    def __init__(self, tree: Document, register: Register, marks: Insertions) -> None:
        self.tree, self.register, self.marks = tree, register, marks
        self.reaches = sorted((int(at[: at.index(":")]), int(at[at.rindex(":") + 1 :]), number)
                              for number, entry in enumerate(register.leaves) if (at := entry.said["at"]))

    @cached_property
    def growths(self) -> list[tuple[Span, int]]:
        """The places of all edits, and by how many characters each makes the print longer."""
        return sorted(((start, end), len(edit.now or "") - (end - start))
                      for edit in self.tree.record.edits for start, end in edit.at)

    def mark_noise(self, noise: Iterable[tuple[int, Cut]]) -> None:
        """A `gap` for each cut."""
        for place, cut in sorted(noise, key=lambda row: row[1].at):
            self.put(cut.at[0][0] if cut.at else 0, self.make_gap(place, cut))

    def make_gap(self, place: int, cut: Cut) -> Element:
        """The `gap` of a cut, which the account will point at."""
        name = self.register.places[place] = self.register.ids.make("g")
        reason = f"noise {(cut.by or '').partition('/')[2].replace('/', '.')}"
        size = str(sum(end - start for start, end in cut.at))
        return etree.Element(tag("gap"), {tei.XML_ID: name, "reason": reason, "quantity": size, "unit": "chars"})

    def put(self, at: int, element: Element) -> None:
        """Inside a leaf whose characters stand on both sides, else before the leaf that follows, else at the end."""
        following = bisect_left(self.reaches, (at,))
        before = self.reaches[following - 1] if following else (0, 0, 0)
        if before[1] > at:
            self.put_inside(before[2], at, element)
        elif following < len(self.reaches):
            self.put_before(self.reaches[following][2], element)
        else:
            self.put_inside(before[2], at, element)

    def put_inside(self, number: int, at: int, element: Element) -> None:
        """Before the character of a leaf that comes after a place in the source."""
        spans = parse_spans(self.register.leaves[number].said["at"])
        offset = sum(min(end, at) - start for start, end in spans if start < at)
        edits = self.growths[bisect_left(self.growths, spans[:1]) : bisect_left(self.growths, ((at, at),))]
        offset += sum(growth for (start, _), growth in edits if any(a <= start < b for a, b in spans))
        self.marks.setdefault(number, []).append(Insertion(offset, offset, element))

    def put_before(self, number: int, element: Element) -> None:
        """Beside a leaf, or where TEI does not allow that, before its first character."""
        leaf = self.register.leaves[number].element
        parent = leaf.getparent()
        if parent is None or parent.tag == _ROW:
            self.marks.setdefault(number, []).append(Insertion(0, 0, element))
        else:
            element.tail = "\n"
            parent.insert(parent.index(leaf), element)


_ROW, _FORMULA = tag("row"), tag("formula")


# putting elements into text

def _put(element: Element, marks: Sequence[Insertion]) -> None:
    """Puts marks, in rising order, into the text of an element; what would cut across another element is left out."""
    if not marks:
        return
    slots = list(_slots(element, 0))
    for mark in reversed(marks):
        slot = next((slot for slot in slots if slot.start <= mark.start and mark.end <= slot.end), None)
        if slot is None and mark.start == mark.end:  # inside a formula, which holds nothing: behind it
            slot = next((slot for slot in slots if slot.start >= mark.start), None)
            mark = mark if slot is None else mark._replace(start=slot.start, end=slot.start)
        if slot is not None:
            slot.split(mark)


class _Slot(NamedTuple):
    """A string of the text: `text` or `tail` of an element, and its offsets in the whole."""

    element: Element
    name: str
    start: int
    end: int

    def split(self, mark: Insertion) -> None:
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
    if element.tag != _FORMULA:
        yield _Slot(element, "text", at, end)
    for child in element:
        at = end
        end = at + len("".join(child.itertext()))
        yield from _slots(child, at)
        at, end = end, end + len(child.tail or "")
        yield _Slot(child, "tail", at, end)
