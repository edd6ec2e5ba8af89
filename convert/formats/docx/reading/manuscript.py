"""A manuscript: what the stories of one document share: styles, lists, notes, pictures, the galley they fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from convert.errors import SourceError
from convert.formats.archive import MOST_PICTURES, Element
from convert.formats.docx.markup import W
from convert.formats.docx.reading.drawings import Found
from convert.formats.docx.reading.formatting import attribute, is_on
from convert.formats.docx.reading.galley import Galley
from convert.formats.docx.reading.lists import Lists
from convert.formats.docx.reading.notes import Note, Notes, read_comments
from convert.formats.docx.reading.opc import AGAIN, Package, Relation
from convert.formats.docx.reading.own import Own, read_own
from convert.formats.docx.reading.styles import Styles, read_theme
from convert.recovery.text import Picture, Run, Text
from convert.span import Span
from convert.tree.record import Finding

DEEPEST = 60
"""How deep tables, boxes, content controls and tracked changes may be nested."""
_SHOWN = 60
"""Characters of a tracked change that a finding shows."""
_MORE = "…"


Foreign = Callable[[bytes, str, str], Text | None]
"""Reads a document that another takes in whole: bytes, media type, name; None for kinds that are not read."""


@dataclass(slots=True)
class Pages:
    """The pages of a document, as far as its breaks tell; Word marks where pages ended when it last saved."""

    known: bool = False
    """Whether there is any break."""
    count: int = 1
    fresh: bool = True
    """Whether the page at hand holds nothing yet; a break and the mark that it is printed at count once."""

    def turn(self) -> None:
        """A page ends here."""
        self.count += not self.fresh
        self.fresh = True

    @property
    def number(self) -> int:
        """The page at hand; 0 where the document has no pages."""
        return self.count if self.known else 0


class Manuscript:
    """The parts of a document that its stories need."""

    def __init__(self, package: Package, main: str, read_foreign: Foreign) -> None:
        self.package = package
        self.read_foreign = read_foreign
        self.main = main
        """The name of the part with the body."""
        root = package.tree(main)
        if root is None or root.find(W + "body") is None:
            raise SourceError(f"{package.name} is damaged: its part {main} holds no text.", AGAIN)
        self.root: Element = root
        self.relations: dict[str, dict[str, Relation]] = {}
        self.settings = self._related("settings")
        self.styles = Styles(self._related("styles"), read_theme(self._related("theme"), self._language()))
        self.lists = Lists(self._related("numbering"), self.styles.elements)
        self.notes = {kind: Notes(kind) for kind in ("footnote", "endnote")}
        for notes in self.notes.values():
            notes.load(self._related(f"{notes.kind}s"))
            notes.settings = self.settings.find(f"{W}{notes.kind}Pr") if self.settings is not None else None
        self.own = self._read_own()
        """What is known of a file that we wrote."""
        self.places: dict[str, tuple[int, int]] = {}
        """Id of a footnote → the paragraph behind which its note stood, and in which article, in such a file."""
        self.comments = read_comments(self._related("comments"))
        self.marked: dict[str, int] = {}
        """Where in the source the range of a comment begins, by its id."""
        self.galley = Galley()
        self.pages = Pages()
        self.sections: list[Element] = []
        self._survey()
        self.section = 0
        """Which of the sections is being read."""
        self.furnished: set[str] = set()
        """What heads and feet that are read print."""
        self.depth = 0

    def _survey(self) -> None:
        """Finds the sections of the body and whether anything tells where pages end, in one pass."""
        for element in self.root.iter(*_LANDMARKS):
            if element.tag != W + "sectPr":
                self.pages.known = self.pages.known or element.tag != W + "br" or element.get(W + "type") == "page"
            elif _is_own(element):
                self.sections.append(element)
        self.pages.known = self.pages.known or len(self.sections) > 1

    # parts

    def related(self, part: str) -> dict[str, Relation]:
        """The relationships of a part."""
        if part not in self.relations:
            self.relations[part] = self.package.relations(part)
        return self.relations[part]

    def part_of(self, kind: str) -> str:
        """The name of the part of a kind that belongs to the body; empty where there is none."""
        return next((relation.target for relation in self.related(self.main).values()
                     if relation.kind == kind and not relation.external), "")

    def _read_own(self) -> Own | None:
        items = (each.target for each in self.related(self.main).values() if each.kind == "customXml")
        return next((own for item in items if (own := read_own(self.package.tree(item))) is not None), None)

    def _related(self, kind: str) -> Element | None:
        part = self.part_of(kind)
        return self.package.tree(part) if part else None

    def _language(self) -> str:
        """The East Asian language of the document's theme."""
        setting = self.settings.find(W + "themeFontLang") if self.settings is not None else None
        return setting.get(W + "eastAsia", "") if setting is not None else ""

    # sections and pages

    def end_section(self) -> None:
        """The section at hand ends; the next says whether it begins a page."""
        self.section += 1
        following = self.sections[self.section] if self.section < len(self.sections) else None
        if following is not None and attribute(following, "type") not in ("continuous", "nextColumn"):
            self.pages.turn()

    def furniture(self, kind: str) -> list[str]:
        """The parts of the heads (`header`) or feet (`footer`) that are printed, in the order of the sections."""
        both = self.settings.find(W + "evenAndOddHeaders") if self.settings is not None else None
        related = self.related(self.main)
        found: dict[str, None] = {}
        for section in self.sections:
            first = section.find(W + "titlePg")
            printed = {"default": True, "first": first is not None and is_on(first.get(W + "val")),
                       "even": both is not None and is_on(both.get(W + "val"))}
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                relation = related.get(reference.get(_RELATION, ""))
                if relation is not None and printed.get(reference.get(W + "type", "default"), True):
                    found[relation.target] = None
        return list(found)

    # notes, comments and changes

    def call_note(self, kind: str, reference: Element) -> tuple[str, bool]:
        """The id of the note that is referred to, empty if there is none, and whether it has a mark of its own."""
        section = self.sections[self.section] if self.section < len(self.sections) else None
        note = self.notes[kind].call(reference, section, self.pages.number, self.section)
        return (note.id, not note.printed) if note is not None else ("", False)

    def print_own(self, id_: str) -> str:
        """The number that Word prints for a note of our own file, where the text had it; else empty."""
        notes = self.notes["footnote"].order if self.own is not None and self.own.notes else []
        return next((note.printed for note in notes if note.id == id_), "")

    def order(self, notes: Notes) -> list[Note]:
        """The notes that the text refers to: as it does, or, in our own file, as they stood in the text."""
        ranks = {id_: rank for rank, id_ in enumerate(self.places)}
        return sorted(notes.order, key=lambda note: ranks.get(note.id, len(ranks)))

    def refer(self, id_: str) -> None:
        """A reference whose number Word prints and the text does not hold."""
        self.galley.runs.append(Run(self.galley.length, self.galley.length, "ref", id_))

    def find(self, code: str, message: str, span: Span | None = None, severity: str = "note") -> None:
        """Tells something that was noticed, and where."""
        at = (span,) if span is not None and span[0] < span[1] else ()
        self.galley.findings.append(Finding(code, severity, message, at))

    def tell_change(self, change: Element, span: Span) -> None:
        """A tracked change that is accepted; one that goes on from the last is part of it."""
        what = _CHANGES.get(change.tag, "An insertion")
        author = change.get(W + "author", "").strip()
        begin = f"{what}{f' by {author}' if author else ''} is accepted: "
        last = self.galley.findings[-1] if self.galley.findings else None
        told = ""
        if last is not None and last.at and last.at[-1][1] == span[0] and last.message.startswith(begin):
            self.galley.findings.pop()
            span = (last.at[0][0], span[1])
            told = last.message if last.message.endswith(_MORE) else ""
        self.find("docx/change", told or f"{begin}{self._excerpt(span)}", span)

    def _excerpt(self, span: Span) -> str:
        """The first characters of a span at the end of the source."""
        pieces: list[str] = []
        length = self.galley.extent
        for piece in reversed(self.galley.source):
            pieces.append(piece)
            length -= len(piece)
            if length <= span[0]:
                break
        text = "".join(reversed(pieces))[span[0] - length : span[1] - length].strip()
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}{_MORE}"

    def tell_comment(self, id_: str, start: int | None) -> None:
        """A comment and the characters that it is on."""
        said = self.comments.pop(id_, "")
        if said:
            self.find("docx/comment", f"Comment: {said}", (start, self.galley.extent) if start is not None else None)

    # pictures

    def add_picture(self, found: Found, related: Mapping[str, Relation]) -> None:
        """A picture at this place, with its bytes where they are in the file and within limits."""
        relation = related.get(found.value)
        if relation is None:
            self.find("docx/picture", f"A picture cannot be found in the file: {found.alternative or found.value}.",
                      severity="warning")
            return
        if len(self.galley.pictures) >= MOST_PICTURES:
            return
        self.pages.fresh = False
        inside = not relation.external and not found.linked
        data = self._picture(relation.target) if inside else b""
        media = self.package.media_type(relation.target) if data else ""
        self.galley.pictures.append(
            Picture(self.galley.length, relation.target[:2000], found.alternative, media, data))

    def _picture(self, part: str) -> bytes:
        """The bytes of a picture; none where they are too many."""
        known = part in self.package.pictures
        data, why = self.package.picture(part)
        if why and not known:
            self.find("docx/picture", f"The picture {part} {why}.", severity="warning")
        return data

    # nesting

    def enter(self) -> None:
        """One level deeper; raises SourceError where no document is so deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise SourceError(f"{self.package.name} nests tables, boxes or changes more than {DEEPEST} deep.", AGAIN)

    def leave(self) -> None:
        """One level up."""
        self.depth -= 1


_LANDMARKS = tuple(W + name for name in ("sectPr", "lastRenderedPageBreak", "pageBreakBefore", "br"))
_CHANGES: Mapping[object, str] = {
    W + "del": "A deletion", W + "moveFrom": "A removal to elsewhere", W + "moveTo": "A removal to here"}
"""How a finding calls a tracked change; all others insert."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _is_own(section: Element) -> bool:
    """Whether settings of a section are those that hold, not those before a tracked change."""
    parent = section.getparent()
    return parent is not None and parent.tag != W + "sectPrChange"
