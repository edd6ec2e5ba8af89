"""Footnotes, endnotes and comments: where they are referred to, how they are counted, what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from convert.formats.archive import Element
from convert.formats.docx.markup import W
from convert.formats.docx.reading.formatting import attribute, number
from convert.formats.docx.reading.numbers import print_number

_ID, _TYPE = W + "id", W + "type"
_PREFIXES = {"footnote": "fn", "endnote": "en"}
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}
_LONGEST = 300
"""Characters of a comment that a finding tells."""


@dataclass(slots=True)
class Note:
    """A note of the file."""

    id: str
    """As runs and lines name it: fn2, en1."""
    element: Element
    printed: str = ""
    """Its printed number; empty where it has a mark of its own, or nothing refers to it."""
    called: bool = False
    """Whether the text refers to it."""


@dataclass(slots=True)
class Notes:
    """The footnotes or the endnotes of a document, in the order in which the text refers to them."""

    kind: str
    """footnote or endnote."""
    notes: dict[str, Note] = field(default_factory=dict)
    """By their ids in the part."""
    order: list[Note] = field(default_factory=list)
    settings: Element | None = None
    """The w:footnotePr or w:endnotePr that holds where no section has its own."""
    count: int = 0
    place: object = None
    """The page or section that the count has begun in, where it begins anew in each."""

    def load(self, root: Element | None) -> None:
        """Takes the notes of a part; the lines that separate them from the text are none."""
        for element in root.iterchildren(W + self.kind) if root is not None else ():
            if element.get(_TYPE, "normal") == "normal":
                id_ = element.get(_ID, "")
                self.notes.setdefault(id_, Note(f"{_PREFIXES[self.kind]}{id_}", element))

    def call(self, reference: Element, section: Element | None, page: int, number_of_section: int) -> Note | None:
        """Notes that the text refers to a note; None where there is no such note."""
        note = self.notes.get(reference.get(_ID, ""))
        if note is None or note.called:
            return note
        note.called = True
        self.order.append(note)
        if reference.get(W + "customMarkFollows") in (None, "0", "false"):
            note.printed = self._number(section, page, number_of_section)
        return note

    def rest(self) -> Iterator[Note]:
        """The notes that nothing refers to."""
        return (note for note in self.notes.values() if not note.called)

    def _number(self, section: Element | None, page: int, number_of_section: int) -> str:
        own = section.find(f"{W}{self.kind}Pr") if section is not None else None
        form, start, restart = (attribute(own, name) or attribute(self.settings, name)
                                for name in ("numFmt", "numStart", "numRestart"))
        place = {"eachPage": page, "eachSect": number_of_section}.get(restart)
        first = number(start) or 1
        self.count = first if place != self.place or not self.count else self.count + 1
        self.place = place
        return print_number(self.count, form or _FORMS[self.kind])


def read_comments(root: Element | None) -> dict[str, str]:
    """What each comment says, behind the name of who says it, by its id."""
    made: dict[str, str] = {}
    for comment in root.iterchildren(W + "comment") if root is not None else ():
        paragraphs = ("".join(text.text or "" for text in paragraph.iter(W + "t"))
                      for paragraph in comment.iter(W + "p"))
        said = " ".join(paragraph for paragraph in paragraphs if paragraph.strip())
        author = comment.get(W + "author", "").strip()
        made[comment.get(_ID, "")] = f"{author}: {said}"[:_LONGEST] if author else said[:_LONGEST]
    return made
