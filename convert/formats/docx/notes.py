"""Footnotes: notes that the text refers to, each at its place, its printed mark kept."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from convert.formats.asides import holds_but
from convert.formats.docx.markup import Element, W, w
from convert.formats.docx.runs import RunWriter, new_root
from convert.formats.docx.series import NumberShape, print_number
from convert.tree.nodes import Node

_FIRST = 2
"""The ids before belong to the separators of footnotes."""


FORMS = ("decimal", "decimalEnclosedCircleChinese")
"""How Word may count notes so that it prints what sources print: 1 2 3, ① ② ③."""


class Count(NamedTuple):
    """How Word counts the notes of a file, whose marks are one regular series; of marks that are none it knows nothing.

    LibreOffice prints a mark that is not counted twice in its note.
    """

    form: str = ""
    """One of FORMS."""
    labelled: bool = False
    """Whether the notes open with their marks, so that the label is not printed twice."""
    printed: bool = True
    """Whether the text holds the marks; else its source has but the places, and its format counts."""


def find_count(article: Node) -> Count:
    """How Word may count the notes of a document."""
    marks: dict[str, str] = {}
    printed = set()
    for ref in article.iter("ref"):
        if not _is_aside(ref):
            text = (ref.text or "").strip()
            marks.setdefault(ref.get("target") or "", text or ref.get("n") or "")
            printed.add(bool(text))
    notes = {name: note for note in article.iter("note") if (name := note.get("id") or "") in marks}
    labels = {name: _label(note) for name, note in notes.items()}
    series = [marks[name] for name in marks if name in notes]
    labelled = bool(labels) and all(labels[name] == marks[name] for name in labels)
    if not series or len(printed) > 1 or not ((labelled and True in printed) or not any(labels.values())):
        return Count()
    form = next((form for form in FORMS if all(
        print_number(NumberShape(form, "", ""), number) == mark for number, mark in enumerate(series, 1))), "")
    return Count(form, labelled and bool(form), printed=True in printed)


def _label(note: Element) -> str:
    """The mark that a note opens with."""
    label = note.find("label")
    return "".join(label.itertext()).strip() if label is not None and not (note.text or "").strip() else ""


@dataclass
class Footnotes:
    """The footnotes of a document, and the notes that still wait for their places."""

    waiting: dict[str, Node] = field(default_factory=dict)
    """By their ids."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Id of a note of the work at hand → that of its footnote."""
    taken: dict[str, Node] = field(default_factory=dict)
    """Notes of the work at hand that are at their places, by their ids."""
    made: list[Element] = field(default_factory=list)
    runs: RunWriter = field(default_factory=RunWriter)
    """Writes their text."""
    mark: Callable[[Node, Element], None] = lambda _note, _paragraph: None
    """Marks a note that a link leads to."""
    count: Count = field(default_factory=Count)
    """How Word counts them."""

    def expect(self, article: Node, *, alone: bool) -> None:
        """Finds the notes of a work that its text refers to; those of one that is `alone` in its file Word counts."""
        self.count = find_count(article) if alone else Count()
        called = {ref.get("target") for ref in article.iter("ref") if not _is_aside(ref)}
        self.taken = {}
        self.waiting = {name: note for note in article.iter("note")
                        if isinstance(note, Node) and (name := note.get("id")) in called and name}
        self.numbers = {name: number for number, name in enumerate(self.waiting, len(self.made) + _FIRST)}

    def holds(self, note: Node) -> bool:
        """Whether a note is a footnote, waiting or at its place, and no paragraph."""
        name = note.get("id") or ""
        return note in (self.taken.get(name), self.waiting.get(name))

    def hides(self, heading: Node) -> bool:
        """Whether a heading is not printed: all that stands under it is at the feet of pages. Our reader reads it."""
        section = heading.getparent() if self.numbers else None
        return isinstance(section, Node) and holds_but(section, self.holds)

    def number(self, note: Node) -> int:
        """The id of the footnote of a note."""
        return self.numbers[note.get("id") or ""]

    def refer(self, parent: Element, name: str, printed: str, number: str) -> bool:
        """Puts a note where it is first referred to, with its mark or Word's number; says whether it did.

        A number that the source does not print is a run of its own, which our reader passes over.
        """
        note = self.waiting.pop(name, None)
        if note is None:
            return False
        self.taken[name] = note
        mark, id_ = printed or number, self.numbers[name]
        self.made.append(w("footnote", self._write(note, mark), id=id_))
        if not mark or self.count.form:
            parent.append(_raise(w("footnoteReference", id=id_)))
            return True
        called, shown = w("footnoteReference", customMarkFollows=1, id=id_), w("t")
        shown.text = mark
        parent.extend([_raise(called, shown)] if printed else [_raise(called), _raise(shown)])
        return True

    def _write(self, note: Node, mark: str) -> Element:
        """The paragraph of a note, which opens with its number or mark."""
        paragraph = w("p", w("pPr", w("pStyle", val="FootnoteText")))
        if self.count.form or not mark:
            paragraph.append(_raise(w("footnoteRef")))
        elif not _label(note):
            shown = w("t")
            shown.text = mark
            paragraph.append(_raise(shown))
        if self.count.labelled:
            note = deepcopy(note)
            label = note.find("label")
            if label is not None:
                label.text = None
                label[:] = []
        self.mark(note, paragraph)
        self.runs.write(note, paragraph)
        return paragraph

    def state_count(self, body: Element) -> None:
        """Says in each section how notes are counted; LibreOffice asks the sections alone."""
        for section in body.iter(W + "sectPr") if self.count.form not in ("", FORMS[0]) else ():
            section[[child.tag for child in section].index(W + "type")].addprevious(
                w("footnotePr", w("numFmt", val=self.count.form)))

    def part(self) -> Element:
        """The w:footnotes, after the two separators that Word wants."""
        root = new_root("footnotes")
        for number, kind in enumerate(("separator", "continuationSeparator")):
            line = w("p", w("pPr", w("spacing", after=0, line=240, lineRule="auto")), w("r", w(kind)))
            root.append(w("footnote", line, type=kind, id=number))
        root.extend(self.made)
        return root


def _raise(*content: Element) -> Element:
    """A run that looks like the mark of a note."""
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), *content)


def _is_aside(element: Element) -> bool:
    """Whether an element is in a note, or in a fact that no page prints."""
    return any(True for _ in element.iterancestors("note", "meta"))
