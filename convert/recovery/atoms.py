"""Atoms: the finest units that a reading may be built of. Nothing is joined, named or thrown away yet.

A line is cut wherever anything might begin or end: at an opener, behind the title it opens, at labels and values, at a
signature or date glued to a sentence, at wide gaps. Each cut only makes another reading possible; the labelling decides
whether what stands behind it goes on with what stands before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.folding import bare
from convert.chinese.lexicon import Pattern
from convert.recovery.cuts import Place, find_cuts, find_glued, find_named, part_line
from convert.recovery.facts import MOST, Fact, find_facts, find_listed
from convert.recovery.litter import find_litter
from convert.recovery.openers import Opener, find_opener, find_small_letter, read_counter
from convert.recovery.page import Page, ends_sentence, line_fill, line_room
from convert.recovery.rules.noise import NoiseRule, find_injected
from convert.recovery.text import Line, Marks

TITLE = 35
"""Letters that a run-in heading may have."""

OWN = 48
"""Letters that a heading on its own line may have."""

FULL = 97
"""Per cent of the width of a page from which a line fills it."""


@dataclass(slots=True)
class Atom:
    """A part of a line, with what it shows by itself."""

    start: int
    end: int
    plain: str
    """Its characters, folded."""
    letters: int
    """How many letters and digits it has."""
    line: int
    """Index of its line."""
    part: int
    """Which part of the line it is; 0 opens it."""
    last: bool
    """Whether it closes its line."""
    gap: int
    """Blank lines before its line; 0 for all parts but the first."""
    indent: int
    """Of its line, in half-width columns."""
    width: int
    """Of its line over the width of the page, in per cent; 0 where lines are not wrapped."""
    marks: Marks
    """What its format says of its line."""
    why: str = ""
    """What cut it off from the part before: opener, title, fact, text, turn, advert, litter, or what `find_cuts` says;
    empty for the first part."""
    opener: Opener | None = None
    """The number it opens with, by places in its own text."""
    size: int = 0
    """Letters of the title behind the opener, up to the end of the first sentence."""
    shape: str = ""
    """Of what the opener opens: own (the title fills the line, or all of it up to the next number), run-in (text
    follows), long (no title)."""
    fact: Fact | None = None
    """The fact that it states, or whose value it is."""
    value: tuple[int, int] | None = None
    """Where the value of the fact stands in the whole text; None where the atom states no fact."""
    awaits: bool = False
    """Whether it is a label whose value stands on the next line."""
    advert: NoiseRule | None = None
    """The rule by which it was injected into a sentence."""
    room: int = 0
    """What its line leaves free of the page, in the unit of the page; 0 where lines are not wrapped."""


SHORT = 12
"""A line of no more characters hides no opener inside."""

TEXTUAL = frozenset({"body", "description"})
"""Facts whose value is the text itself: only the label is taken away."""

SAME_LINE = frozenset({"body", "attendees", "absentees", "chair", "recorder", "judges", "parties"})
"""Facts whose value never stands alone on the next line: a list stands there."""

VALUE = 40
"""Letters that a value on the line below its label may have."""

STOP = re.compile(
    r"[。!?…][’”』」】\"')]{1,2}$|[。!?](?:[’”』」】\"')]{0,2})(?!$)|(?<!…)…+(?:[’”』」】\"')]{0,2})(?=[。!?])|[。!?]】?$")
"""The end of the first sentence behind an opener."""

_WORDS = Pattern(r"(?:\w{1,16}[ ;,、]{1,2}){2,60}\w{1,16}")
"""Key words, one behind another."""

_LABELLED = (("|", 12), ("/", 6), ("︱", 12), ("丨", 12), (" ", 10))
"""Signs behind a label, and within how many characters of the line."""

HANG = 8
"""Columns that the lines below a numbered one may stand deeper."""

LAST_PADDED = 9
"""The last number that a zero pads."""

_UNMEASURED = Pattern(r" ?[^\W\d_年月日时分秒号个亿万千百元倍人项次家名多余几来米吨斤亩户村条岁度]")
"""What stands behind a number that counts nothing."""

_ASIDE = re.compile(r" *\([^()]{1,14}\)")
"""What stands in brackets behind a title on its line."""


def cut_atoms(lines: Sequence[Line], plain: str, page: Page) -> list[Atom]:
    """The atoms of all lines, in order; `plain` is the folded text."""
    named = find_named(plain, ((line.start, line.end) for line in lines))
    cutter = _Cutter(plain, page, find_glued(plain), named, list(find_injected(plain)), find_listed(lines, plain))
    litter = find_litter(lines, plain)
    atoms: list[Atom] = []
    reached = 0
    for number, line in enumerate(lines):
        if number in litter:
            atoms.append(_make_litter(number, line, litter[number], plain))
            line = line._replace(start=litter[number], indent=line.indent + litter[number] - line.start)
            if line.start >= line.end:
                continue
        carried = bool(atoms) and _is_carried(atoms[-1], line)
        made = list(cutter.cut(number, line, carried))
        reached = _go_on_padded(made[0], reached) if made else reached
        if carried:
            _carry_title(atoms[-1], made)
        atoms += made
    _await_values(atoms)
    return atoms


def _make_litter(number: int, line: Line, end: int, plain: str) -> Atom:
    words = plain[line.start : end].rstrip()
    return Atom(line.start, line.start + len(words), words, 0, number, 0, last=False, gap=line.gap, indent=line.indent,
                width=0, marks=line.marks, why="litter")


def find_bare_number(atom: Atom) -> Opener | None:
    """The number of an atom that holds nothing else."""
    return atom.opener if atom.opener is not None and atom.opener.end >= len(atom.plain) else None


def breaks_off(atom: Atom, gap: int, indent: int) -> bool:
    """Whether a sentence fills its line, and the next, with these blank lines and this indent, may go on with it.

    Below a number the next may hang.
    """
    most = atom.indent + (HANG if atom.opener is not None else 0)
    return atom.last and atom.width >= FULL and not gap and indent <= most and not ends_sentence(atom.plain)


def _is_carried(atom: Atom, line: Line) -> bool:
    """Whether the title behind an opener may end on the next line."""
    return (atom.shape == "own" and breaks_off(atom, line.gap, line.indent)
            and line.marks.heading == atom.marks.heading)


def _carry_title(atom: Atom, made: Sequence[Atom]) -> None:
    """Judges an opener by its title on two lines."""
    if atom.opener is not None and made and made[0].opener is None and made[0].fact is None:
        set_opener(atom, atom.opener, made[0].plain, follows=len(made) > 1)


def _go_on_padded(atom: Atom, reached: int) -> int:
    """The padded number that lines have reached; 10 behind 09 is one, though no zero pads it and no sign parts it."""
    number = str(reached + 1)
    if reached >= LAST_PADDED and atom.last and atom.plain.startswith(number) and _UNMEASURED.match(atom.plain, 2):
        set_opener(atom, Opener("padded", reached + 1, 0, len(number)), "", follows=False)
    opener = atom.opener
    return opener.value if opener is not None and opener.style == "padded" else reached


def _await_values(atoms: Sequence[Atom]) -> None:
    """A label alone at the end of its line and the line below, where that looks like its value or stands in a list."""
    for i, (label, value) in enumerate(pairwise(atoms)):
        if label.fact is None or label.value is None or label.value[0] < label.value[1] or not label.last:
            continue
        listed = _is_listed(atoms[max(0, i - 1)], value, atoms[i + 2] if i + 2 < len(atoms) else None)
        if _may_be_value(value) and _accepts(label.fact, value, listed=listed):
            label.awaits, value.fact, value.value = True, label.fact, (value.start, value.end)


def _is_listed(before: Atom, value: Atom, after: Atom | None) -> bool:
    """Whether a fact, or nothing, stands right above a label, and one, or a blank line, below the line behind it."""
    return before.fact is not None and not value.gap and after is not None and (after.fact is not None or after.gap > 0)


def _may_be_value(atom: Atom) -> bool:
    marks = atom.marks
    free = not (marks.field or marks.table or marks.heading) and atom.fact is None
    return free and atom.part == 0 and atom.last and (atom.letters <= VALUE or _WORDS.fullmatch(atom.plain) is not None)


def _accepts(fact: Fact, atom: Atom, *, listed: bool) -> bool:
    rule = fact.rule
    if rule.name == "keywords" and _WORDS.fullmatch(atom.plain):
        return True
    if rule.name in TEXTUAL or rule.name in SAME_LINE:
        return False
    if rule.value == "words":  # anything looks like words
        return listed and atom.opener is None and atom.plain[-1] not in "。:;,"
    if rule.value not in ("date", "number", "count", "name"):
        return False
    return rule.accepts(atom.plain) and (atom.opener is None or rule.value != "name")


class _LineCuts(NamedTuple):
    """A line, and what was found in it."""

    number: int
    line: Line
    cuts: dict[int, str]
    """Place → what might begin there."""
    openers: dict[int, Opener]
    """Place → the number that stands there."""
    facts: Sequence[Fact]
    adverts: Sequence[tuple[int, int, NoiseRule]]
    """Where each sentence was injected."""


class _Cutter(NamedTuple):
    """Cuts the lines of one text."""

    plain: str
    page: Page
    glued: Sequence[Place]
    """Where openers and turns may stand inside lines."""
    named: Sequence[Place]
    """Where names and notes stand behind titles and verse."""
    adverts: Sequence[tuple[int, int, NoiseRule]]
    listed: Mapping[int, Fact]
    """Facts without colons that others beside them bear out, by line."""

    def cut(self, number: int, line: Line, carried: bool) -> Iterator[Atom]:
        """The atoms of a line; values that the format marks stay whole. A title may be carried over from the last."""
        if line.marks.field or line.marks.table:
            return _make_atoms(_LineCuts(number, line, {}, {}, (), ()), self.plain, self.page)
        facts = find_facts(self.plain, line.start, line.end) if _may_hold_facts(self.plain, line) else []
        if not facts and number in self.listed:
            facts = [self.listed[number]]
        adverts = [advert for advert in self.adverts if line.start <= advert[0] < line.end]
        found = _LineCuts(number, line, {}, {}, facts, adverts)
        self._cut_facts(found)
        self._cut_openers(found)
        self._cut_others(found, facts[0].at if facts else line.end)
        self._cut_titles(found, carried)
        first, last = bisect_right(self.named, (line.start + 1,)), bisect_left(self.named, (line.end,))
        found.cuts.update(self.named[first:last])
        for low, high, _ in adverts:
            found.cuts[low] = found.cuts[high] = "advert"
        return _make_atoms(found, self.plain, self.page)

    def _cut_facts(self, found: _LineCuts) -> None:
        for fact, stop in zip(found.facts, [*(fact.at for fact in found.facts[1:]), found.line.end], strict=False):
            found.cuts.setdefault(fact.at, "fact")
            self._cut_stamp(found, fact.value[1], stop)
            if fact.rule.name in TEXTUAL:
                found.cuts.setdefault(fact.value[0], "text")

    def _cut_stamp(self, found: _LineCuts, start: int, stop: int) -> None:
        """A date without a label behind a fact, and what stands behind that."""
        while start < stop and self.plain[start] == " ":
            start += 1
        if start < stop and self.plain[start].isdigit():
            found.cuts.setdefault(start, "stamp")
            for place, why in find_cuts(self.plain, start, stop):
                found.cuts.setdefault(place, why)

    def _cut_openers(self, found: _LineCuts) -> None:
        start, end = found.line.start, found.line.end
        opener = find_opener(self.plain, start, end)
        if opener is None and found.line.marks.paragraph:
            opener = find_small_letter(self.plain, start, end)
        if opener is not None:
            found.openers[start] = opener
        if end - start <= SHORT or (found.line.marks.heading and end - start <= OWN):
            return
        for place, why in self.glued[bisect_right(self.glued, (start + 1,)) : bisect_left(self.glued, (end,))]:
            glued = find_opener(self.plain, place, end)
            if glued is not None and glued.end < end and not _is_amount(glued, self.plain, start):
                found.openers[place] = glued
                found.cuts.setdefault(place, "opener")
            elif why == "turn":
                found.cuts.setdefault(place, why)

    def _cut_others(self, found: _LineCuts, end: int) -> None:
        """Before the first fact, or in the whole line; what the format calls a caption is one to its end."""
        if end <= found.line.start or found.line.marks.caption:
            return
        number = found.openers.get(found.line.start)
        for place, why in find_cuts(self.plain, found.line.start, end):
            if why == "column" and number is not None and self.plain[number.end : place].isspace():
                continue
            found.cuts.setdefault(place, why)
            if why == "gap" and place not in found.openers:
                opener = find_opener(self.plain, place, end)
                if opener is not None:
                    found.openers[place] = opener

    def _cut_titles(self, found: _LineCuts, carried: bool) -> None:
        """Behind the first sentence of each opener, and behind that of the line before."""
        starts = {place: opener.end for place, opener in found.openers.items()}
        if carried:
            starts.setdefault(found.line.start, found.line.start)
        for place, after in pairwise([*sorted(starts), found.line.end]):
            end = _end_title(self.plain, starts[place], after)
            if end < after:
                found.cuts.setdefault(end, "title")


def _end_title(plain: str, start: int, end: int) -> int:
    """Where the first sentence behind an opener ends, brackets closed; `end` where it fills the line."""
    for stop in STOP.finditer(plain, start, end):
        open_ = plain.count("(", start, stop.end()) > plain.count(")", start, stop.end())
        if not open_ and _ASIDE.fullmatch(plain, stop.end(), end) is None:
            return stop.end()
    return end


def _may_hold_facts(plain: str, line: Line) -> bool:
    start, end = line.start, line.end
    if plain[start] in "【[〔":
        return True
    if end - start > MOST:
        return False
    return plain.find(":", start, end) >= 0 or any(plain.find(sign, start, min(end, start + room)) >= 0
                                                   for sign, room in _LABELLED)


def _is_amount(opener: Opener, plain: str, start: int) -> bool:
    """(%) 40.2 is a figure of a table."""
    return opener.style.startswith("decimal") and plain[start : opener.start].rstrip()[-1:] == ")"


def _make_atoms(found: _LineCuts, plain: str, page: Page) -> Iterator[Atom]:
    line = found.line
    width, room = line_fill(line, page), line_room(line, page)
    inner = sorted(place for place in found.cuts if line.start < place < line.end)
    bounds = list(part_line(plain, [line.start, *inner, line.end]))
    for part, (low, high) in enumerate(bounds):
        words = plain[low:high]
        last = part == len(bounds) - 1
        atom = Atom(low, high, words, len(bare(words)), found.number, part, last, line.gap if part == 0 else 0,
                    line.indent, width, line.marks, found.cuts.get(low, "") if part else "", room=room)
        opener = found.openers.get(low)
        follows = not last and bounds[part + 1][0] not in found.openers
        if opener is not None:
            set_opener(atom, opener._replace(start=0, end=min(opener.end, high) - low), "", follows)
        elif part == 0 and line.marks.bullet and not line.marks.role:
            counted = read_counter(line.marks.bullet)
            if counted is not None:
                set_opener(atom, counted._replace(end=0), "", follows)
        for fact in found.facts:
            if _holds(atom, fact, first=fact is found.facts[0]):
                atom.fact = fact
                atom.value = fact.value if fact.rule.name not in TEXTUAL else (high, high)
        for begin, end, rule in found.adverts:
            if begin <= low < end:
                atom.advert = rule
        yield atom


def _holds(atom: Atom, fact: Fact, first: bool) -> bool:
    """Whether an atom states a fact of its line, or is in its value."""
    if fact.rule.name in TEXTUAL and atom.start >= fact.value[0]:
        return False
    before = first and fact.label[0] < fact.label[1]  # what stands before a date without a label is none of it
    return (before or fact.at <= atom.start) and atom.start < max(fact.value[1], fact.label[1])


_SPEECH = re.compile(r"[^\W\d_]{2,10}: ?[^\W\d_]{2,8},")
"""某议员:主席, — a speaker's turn is no title."""


def set_opener(atom: Atom, opener: Opener, carried: str, follows: bool) -> None:
    """Gives an atom its opener, and says what that opens.

    `carried` is what its title has on the next line; `follows` tells whether text, and no further number, stands behind
    the title on its line.
    """
    atom.opener = opener
    title = atom.plain[opener.end :] + carried
    atom.size = len(bare(title))
    fits = (0 < atom.size <= TITLE if follows else atom.size <= OWN) and ";" not in title[:-1]
    fits = fits and _SPEECH.match(title) is None
    atom.shape = "long" if not fits or STOP.search(title[:-1]) else "run-in" if follows else "own"
