"""Fields: codes in the text whose results Word prints, and what each kind does to its result (ISO/IEC 29500-1, 17.16).

Most results are text like any other. A few kinds have none, and their codes say what is printed: a character in a
circle, a sign of a symbol font, a box to be ticked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from convert.formats.archive import Element
from convert.formats.docx.markup import W
from convert.formats.docx.reading.formatting import attribute, is_on, number
from convert.formats.symbols import show

_FLD_CHAR, _TYPE = W + "fldChar", W + "fldCharType"

PAGING = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
"""Fields whose results number pages: they belong to the sheet, not to the text."""
_DEEPEST = 50
"""How deep fields may lie within each other; those below are passed over."""
CONTENTS = frozenset({"TOC", "TOA"})
"""Fields whose results list what is in the document."""
REFERENCES = frozenset({"REF", "PAGEREF", "NOTEREF"})
"""Fields that print what stands at a bookmark, or its page; with the switch h they lead there."""

_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')
_OVERSTRUCK = re.compile(r"\\o\\ac\(\s*([^\s(),\\]+)\s*,\s*([^(),\\]+?)\s*\)", re.IGNORECASE)
"""EQ \\o\\ac(○,1): a character within another."""
_READ = re.compile(r"\\o\\a[dlcr]\(\\s\\up\s*\d*\(([^()]*)\),([^()]*)\)", re.IGNORECASE)
"""EQ \\o\\ad(\\s\\up 9(pīn),拼): a reading above characters."""
_FRACTION = re.compile(r"\\f\(([^(),]*),([^(),]*)\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\\*\s*(?:\w+|\"[^\"]*\")|\\[a-z]+\s?\d*|\\", re.IGNORECASE)
_CIRCLED = (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))
"""The signs of the numbers from 1 to 50 in circles."""
_BOXED = {"√": "☑", "✓": "☑", "×": "☒"}


class Shown(NamedTuple):
    """What a code without a result prints."""

    text: str = ""
    was: str = ""
    """The code, where the text is a sign that the code describes and does not hold."""
    reading: str = ""
    """How the text is read, as ruby prints it."""


@dataclass(slots=True)
class Field:
    """A field that has begun."""

    code: list[str] = field(default_factory=list)
    data: Element | None = None
    """The w:fldChar that begins it, which holds the settings of old form fields."""
    printing: bool = False
    """Whether its result has begun."""
    kind: str = ""
    target: str = ""
    """Where a hyperlink goes."""

    def separate(self) -> None:
        """Ends the code: what follows is the result."""
        self.printing = True
        words = split_code("".join(self.code))
        self.kind = words[0].upper() if words else ""
        if self.kind == "HYPERLINK":
            self.target = link_target(words[1:])
        elif self.kind in REFERENCES and "\\h" in map(str.casefold, words[2:]):
            self.target = f"#{words[1]}"


class Fields:
    """The fields that are open at a place of a story, and what they mean for its text."""

    def __init__(self, story: Element) -> None:
        self.open: list[Field] = []
        self.broken = find_broken(story)
        self.coding: Field | None = None
        """The field whose code is being read; its text is not printed."""
        self.paging = self.listing = False
        """Whether in the result of a field that numbers pages, that lists contents."""
        self.links: tuple[tuple[str, str], ...] = ()
        """The runs of the hyperlinks."""

    def take(self, mark: Element) -> Field | None:
        """Goes past a w:fldChar; gives the field that ends there without a result."""
        kind, ended = mark.get(_TYPE), None
        if mark in self.broken or (kind != "begin" and not self.open):
            return None
        if kind == "begin":
            self.open.append(Field(data=mark))
        elif kind == "separate":
            self.open[-1].separate()
        elif kind == "end":
            ended = self.open.pop()
        self._look()
        return ended if ended is not None and not ended.printing else None

    def enter(self, code: str) -> None:
        """Begins the result of a w:fldSimple, whose code is an attribute."""
        made = Field([code])
        made.separate()
        self.open.append(made)
        self._look()

    def leave(self) -> None:
        """Ends it."""
        self.open.pop()
        self._look()

    def _look(self) -> None:
        printing = [made for made in self.open if made.printing]
        self.coding = next((made for made in reversed(self.open) if not made.printing), None)
        self.paging = any(made.kind in PAGING for made in printing)
        self.listing = any(made.kind in CONTENTS for made in printing)
        self.links = tuple(("link", made.target) for made in printing if made.target)[-1:]


def find_broken(root: Element) -> frozenset[Element]:
    """The marks of fields that begin and never end, or end without a beginning: no text is lost to those."""
    open_: list[Element] = []
    broken: list[Element] = []
    for mark in root.iter(_FLD_CHAR):
        kind = mark.get(_TYPE)
        if kind == "begin":
            open_.append(mark)
        if not open_ or len(open_) > _DEEPEST:
            broken.append(mark)
        if kind == "end" and open_:
            open_.pop()
    return frozenset([*broken, *open_])


def split_code(code: str) -> list[str]:
    """The words of a code; quotation marks hold words together."""
    return [quoted or word for quoted, word in _WORD.findall(code)]


def link_target(words: Iterable[str]) -> str:
    """Where HYPERLINK goes: an address, a bookmark (behind the switch l) or both."""
    address = bookmark = switch = ""
    for word in words:
        if word.startswith("\\"):
            switch = word.casefold()
            continue
        if switch == "\\l":
            bookmark = word
        elif not switch and not address:
            address = word
        switch = ""
    return f"{address}#{bookmark}" if bookmark else address


def show_code(made: Field) -> Shown:
    """What a field prints that has no result."""
    code = "".join(made.code)
    words = split_code(code)
    kind = words[0].upper() if words else ""
    if kind == "EQ":
        return _show_equation(code)
    if kind == "SYMBOL":
        return Shown(_symbol(words[1:]), code)
    if kind in ("MACROBUTTON", "GOTOBUTTON"):
        return Shown(code.split(None, 2)[2] if len(code.split(None, 2)) > 2 else "")
    if kind == "FORMCHECKBOX":
        return Shown("☑" if _is_ticked(made.data) else "☐")
    if kind == "FORMDROPDOWN":
        return Shown(_chosen(made.data))
    return Shown()


def _show_equation(code: str) -> Shown:
    """Overstruck characters are a number in a circle or a ruby text; of other formulas the arguments are printed."""
    if found := _OVERSTRUCK.search(code):
        frame, inner = found.groups()
        if frame == "□":
            return Shown(_BOXED[inner], code) if inner in _BOXED else Shown(inner)
        value = number(inner) or 0
        return Shown(chr(_CIRCLED[value - 1]), code) if 1 <= value <= len(_CIRCLED) else Shown(inner)
    if found := _READ.search(code):
        return Shown(found[2], reading=found[1])
    formula = _FRACTION.sub(r"\1/\2", code.partition("\\")[1] + code.partition("\\")[2])
    return Shown(_SWITCH.sub("", formula).strip())


def _symbol(words: list[str]) -> str:
    """SYMBOL: a sign by its code, in the font that the switch f names."""
    code = number(words[0]) if words and words[0].isdecimal() else _hexadecimal(words)
    fonts = [after for word, after in pairwise(words) if word.casefold() == "\\f"]
    if code is None or not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        return ""
    return (show(code, fonts[0]) if fonts else "") or chr(code)


def _hexadecimal(words: list[str]) -> int | None:
    found = re.fullmatch(r"0x([0-9a-f]{1,6})", words[0], re.IGNORECASE) if words else None
    return int(found[1], 16) if found else None


def _is_ticked(begin: Element | None) -> bool:
    box = begin.find(f"{W}ffData/{W}checkBox") if begin is not None else None
    for name in ("checked", "default"):
        found = box.find(W + name) if box is not None else None
        if found is not None:
            return is_on(found.get(W + "val"))
    return False


def _chosen(begin: Element | None) -> str:
    """The entry of an old list field that is chosen."""
    choices = begin.find(f"{W}ffData/{W}ddList") if begin is not None else None
    if choices is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choices.iterchildren(W + "listEntry")]
    at = number(attribute(choices, "result")) or number(attribute(choices, "default")) or 0
    return entries[at] if 0 <= at < len(entries) else ""
