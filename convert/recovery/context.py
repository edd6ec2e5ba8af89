"""The whole text, as each of its atoms stands in it: what is prose, what recurs, what lies ahead, what is alike."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from convert.chinese.folding import bare
from convert.recovery.atoms import Atom
from convert.recovery.classes import Alike, find_classes
from convert.recovery.cues import count_predicates
from convert.recovery.echoes import Echo, find_echoes
from convert.recovery.furniture import (
    find_contents,
    find_furniture,
    find_linked,
    find_stretch,
    find_surrounded,
    is_dumped,
)
from convert.recovery.genres import find_genre
from convert.recovery.notes import find_noted, find_reasons
from convert.recovery.page import Page, ends_sentence
from convert.recovery.repeats import Repeats, find_repeats, mould_of
from convert.recovery.rules.noise import NoiseRule
from convert.recovery.rules.table import Rule
from convert.recovery.seams import Neighbours, count_neighbours, measure_seams
from convert.recovery.series import Look, Series, chain_openers, find_law, look_at, verdict
from convert.recovery.shapes import (
    bullet_of,
    close_up,
    count_columns,
    fit_noise,
    fit_rows,
    has_leaders,
    is_prose,
    is_single,
    is_text,
    sort_of,
)
from convert.recovery.verse import STOPPED, Stanza, find_metre, find_stanzas

FORMULA = 60
"""Letters of the longest text whose recurrence is counted."""

MOULD = 30
"""Letters of the longest line that is compared with others without its numbers."""

ONE_LINE = 800
"""Letters of a line that may be a text which has lost its line ends."""

FOOT = 4
"""So many lines a note at the foot of a page may go on for."""

HEADLINE = 8
"""Letters that a headline has at least."""

AHEAD = 10
"""So many atoms further the end of a front is looked for."""

_NOTE_MARK = re.compile(r"(?<=[^\s。:;])\s?[(\[〔【]\s?\d{1,3}\s?[)\]〕】]|[①-⑳⑴-⒇]")
_NOTE_OPEN = re.compile(r"[(\[〔【]\s?\d{1,3}\s?[)\]〕】]|[①-⑳⑴-⒇]|[*※]")
_NOTE_SIGN = re.compile("[([〔【①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶*※]")


class Context(NamedTuple):
    """What is known of a text before any of its atoms is named; lists have an entry for each atom, sets its index."""

    plain: str
    """The view folded for evidence: half-width, Simplified, of the same length."""
    atoms: Sequence[Atom]
    """The atoms in reading order."""
    page: Page
    """How the lines were set."""
    bares: Sequence[str]
    """Letters and digits of each atom, of long ones only the first."""
    prose: Sequence[bool]
    """Whether an atom is text that runs on."""
    rows: Sequence[Sequence[Rule]]
    """Rows of the table of words that each atom fits."""
    noises: Sequence[NoiseRule | None]
    """The row of the table of furniture that each atom fits."""
    predicates: Sequence[int]
    """How many sorts of words that make a sentence each short atom has; 0 for a long one."""
    echoes: Sequence[Echo | None]
    """What of each short atom returns in the text behind it."""
    neighbours: Neighbours
    """Which letters stand side by side."""
    seams: tuple[float | None, float | None]
    """Which share of line ends part letters that belong together, without a blank line and over one."""
    sorts: Sequence[str]
    """One letter for each atom, for its neighbours to see."""
    first: int
    """The first atom that is surely text."""
    headline: int
    """The last line before it that could be a headline; -1 where there is none."""
    last: int
    """The last atom that is surely text."""
    times: Mapping[str, int]
    """How often the letters of a short atom occur; cells of tables are not counted."""
    contents: frozenset[int]
    """Entries of a list of contents."""
    numbers: frozenset[int]
    """Page numbers that rise through the text."""
    running: frozenset[int]
    """Heads and feet of pages."""
    linked: frozenset[int]
    """Short lines behind the text below a heading of furniture that lists other pages."""
    surrounded: frozenset[int]
    """Atoms before and behind the text where much is furniture."""
    series: Sequence[Series]
    """The openers, chained by number."""
    looks: Sequence[Look]
    """What each series looks like."""
    series_of: Mapping[int, int]
    """Index of an atom → number of its series."""
    levels: Mapping[int, int]
    """How many lines the format marks as headings of each level."""
    crown: int
    """The only line that the format marks as a heading of the first of them, with hardly any text above it, or -1."""
    classes: Mapping[int, Alike]
    """The class of each short line without a number."""
    ahead: Sequence[str]
    """What closes the front that an atom may stand in, and how far off: A salutation or addressee, B byline,
    L dateline, O a first number; empty where nothing does."""
    stanzas: Mapping[int, Stanza]
    """The run of short lines that an atom stands in."""
    versed: float
    """Share of the atoms that stand in such a run where few lines end sentences."""
    footnotes: frozenset[int]
    """Atoms that open with a mark which stands in the text before them."""
    feet: frozenset[int]
    """Those and the atoms that go on with them to the ends of their sentences, as at the foot of a page."""
    reasons: frozenset[int]
    """Labels of the reasons for the articles of a law."""
    noted: frozenset[int]
    """Atoms that stand under a label of notes, or go on with the notes behind it on its line."""
    cells: Sequence[int]
    """Into how many columns wide gaps, tabs or bars part each atom; 1 for none."""
    leaders: Sequence[bool]
    """Whether dots lead through an atom."""
    oneline: bool
    """Whether the text has lost its line ends: nearly all of it stands on one line."""
    bullets: Sequence[str]
    """The bullet that each atom opens with."""
    metres: Sequence[int]
    """Letters of the clauses of each atom where all are of one length, as in classical verse; 0 elsewhere."""
    moulds: Mapping[str, int]
    """How often each short line occurs when its numbers are left out."""
    repeats: Repeats
    """What is printed twice."""
    pictures: frozenset[int]
    """Atoms right behind a picture."""
    forced: bool
    """Whether a line end inside a paragraph of the format was put there by force (br), and not by wrapping."""
    single: float | None
    """Share of the sentences that end a line right above another, furniture apart, which fill it alone; None where
    there are too few. A text that is broken behind every sentence has few others."""
    meant: bool
    """Whether line ends inside paragraphs of the format are meant: by force, or since many end sentences."""
    broken: float | None
    """Share of the longer lines right above another without a number that break off a sentence; None of too few."""
    stressed: Sequence[int]
    """Where the bold words end that each atom begins with and does not end with, counted from its beginning, or 0."""
    listed: bool
    """Whether the format marks items of lists in the text."""
    genre: str
    """What the text is, by the first line before its prose that says so; empty where none does."""
    window: str
    """The letters of the title of the window that a page stands in; empty where it has none."""


FRONT, HEADED = 16, 60
"""So many lines of a front are asked what the text is, and so many letters one of them may have."""

PAIRS = 4
"""Fewer lines above another say nothing of how the others end."""

CLAUSE = 12
"""Letters that a line has at least which may be a part of a sentence."""

WINDOW = "title"
"""The field of the title of a window."""

ABOVE = 60
"""Letters of prose that may stand above the title of a text whose format marks one heading of the first level."""

SOFT = 3
"""Fewer line ends inside paragraphs say nothing."""


def survey(plain: str, atoms: Sequence[Atom], page: Page, pictures: Sequence[int] = (), forced: bool = False,
           stressed: Mapping[int, int] = MappingProxyType({})) -> Context:
    """All that features need: of `pictures` the places in the text, of `stressed`, bold words, beginnings and ends."""
    bares = [bare(atom.plain[:200]) for atom in atoms]
    prose = [is_prose(atom) for atom in atoms]
    neighbours = count_neighbours(atoms)
    rows, noises = [fit_rows(atom) for atom in atoms], [fit_noise(atom) for atom in atoms]
    contents = find_contents(atoms)
    numbers, running = find_furniture(atoms)
    series = chain_openers(atoms, contents)
    law = find_law(series)
    sorts = [sort_of(atom, rows[i], prose[i], noises[i] is not None or i in numbers or i in running)
             for i, atom in enumerate(atoms)]
    predicates = [count_predicates(atom.plain) if atom.letters <= FORMULA else 0 for atom in atoms]
    starts, stanzas = [atom.start for atom in atoms], find_stanzas(atoms, predicates)
    footnotes, reasons = _find_footnotes(atoms), find_reasons(atoms) if law[0] <= law[1] else frozenset()
    metres = [find_metre(atom.plain) for atom in atoms]
    first, last = _find_text(atoms, prose, noises, metres, numbers | running)
    broken, single = _measure_ends(atoms, sorts)
    return Context(
        plain=plain, atoms=atoms, page=page, bares=bares, prose=prose, rows=rows, noises=noises,
        predicates=predicates, echoes=find_echoes(atoms, prose), neighbours=neighbours,
        seams=measure_seams(atoms, neighbours), sorts=sorts,
        first=first, headline=_find_headline(atoms, sorts, first), last=last, times=_count_short(atoms, bares),
        contents=contents, numbers=numbers, running=running, linked=find_linked(atoms, noises, prose, last),
        surrounded=find_surrounded(sorts, first, last, is_dumped(noises)),
        series=series, looks=[look_at(one, atoms, predicates, law) for one in series],
        series_of={i: number for number, one in enumerate(series) for i in one.members},
        levels=_count_levels(atoms), crown=_find_crown(atoms, prose),
        classes=find_classes(atoms, sorts, prose, predicates, contents), ahead=_look_ahead(atoms, sorts),
        stanzas=stanzas, versed=sum(one.stopped < STOPPED for one in stanzas.values()) / max(1, len(atoms)),
        footnotes=footnotes, feet=_find_feet(atoms, sorts, footnotes),
        reasons=reasons, noted=find_noted(atoms, reasons), cells=count_columns(atoms),
        leaders=[has_leaders(atom) for atom in atoms], oneline=_is_one_line(atoms),
        bullets=[bullet_of(atom) for atom in atoms], metres=metres,
        moulds=Counter(mould_of(atom.plain) for atom in atoms if atom.letters <= MOULD),
        repeats=find_repeats(atoms, bares, prose), forced=forced, genre=_find_genre(atoms[:first]),
        meant=forced or _end_sentences(atoms), broken=broken, single=single, window=_find_window(atoms, bares),
        stressed=[_end_stress(atom, stressed) for atom in atoms],
        listed=any(atom.marks.item and atom.marks.bullet and not atom.marks.role for atom in atoms),
        pictures=frozenset(bisect_left(starts, place) for place in pictures))


def _end_stress(atom: Atom, stressed: Mapping[int, int]) -> int:
    opener = atom.opener
    starts = (atom.start, atom.start + opener.end) if opener is not None else (atom.start,)
    end = next((stressed[start] for start in starts if start in stressed), 0)
    return end - atom.start if atom.start < end < atom.end else 0


def _count_short(atoms: Sequence[Atom], bares: Sequence[str]) -> Counter[str]:
    return Counter(text for text, atom in zip(bares, atoms, strict=True)
                   if len(text) <= FORMULA and not atom.marks.table)


def _count_levels(atoms: Sequence[Atom]) -> Counter[int]:
    return Counter(atom.marks.heading for atom in atoms if atom.marks.heading and not atom.part)


def _find_text(atoms: Sequence[Atom], prose: Sequence[bool], noises: Sequence[NoiseRule | None],
               metres: Sequence[int], pages: Set[int]) -> tuple[int, int]:
    """The first and the last atom that is surely text; of all that no place is for where none is.

    `pages` are their numbers and heads.
    """
    sure = [i for i, atom in enumerate(atoms) if prose[i] and noises[i] is None and is_text(atom)]
    foreign = {i for i, noise in enumerate(noises) if noise is not None} - pages
    numbered = {i for i, atom in enumerate(atoms) if metres[i] or atom.opener is not None} - foreign - pages
    free = [i for i, atom in enumerate(atoms) if not atom.marks.role] or [0, len(atoms) - 1]
    return find_stretch(sure, numbered, foreign) or (free[0], free[-1])


def _find_window(atoms: Sequence[Atom], bares: Sequence[str]) -> str:
    return next((bares[i] for i, atom in enumerate(atoms) if atom.marks.field == WINDOW), "")


def _find_genre(front: Sequence[Atom]) -> str:
    lines = (close_up(atom.plain) for atom in front[:FRONT] if atom.letters <= HEADED)
    return next((genre for line in lines if (genre := find_genre(line))), "")


def _end_sentences(atoms: Sequence[Atom]) -> bool:
    """Whether a third of the lines above another in their paragraph end a sentence, as no wrapped ones do."""
    ended = [ends_sentence(atom.plain) for atom, after in pairwise(atoms)
             if atom.last and atom.marks.paragraph and atom.marks.paragraph == after.marks.paragraph]
    return len(ended) >= SOFT and 3 * sum(ended) >= len(ended)


def _measure_ends(atoms: Sequence[Atom], sorts: Sequence[str]) -> tuple[float | None, float | None]:
    """How the ends of lines that stand right above another without a number break sentences off, and end lone ones."""
    pairs = [(atom, after, ends_sentence(atom.plain))
             for (atom, sort), (after, below) in pairwise(zip(atoms, sorts, strict=True))
             if atom.last and not after.part and not after.gap and after.opener is None and "N" not in (sort, below)]
    broken = [not ended for atom, after, ended in pairs if min(atom.letters, after.letters) >= CLAUSE]
    return _share_of(broken), _share_of([is_single(atom) for atom, _, ended in pairs if ended])


def _share_of(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if len(flags) >= PAIRS else None


def _find_headline(atoms: Sequence[Atom], sorts: Sequence[str], first: int) -> int:
    return next((i for i in range(first - 1, -1, -1) if sorts[i] == "S" and atoms[i].letters >= HEADLINE), -1)


def _find_crown(atoms: Sequence[Atom], prose: Sequence[bool]) -> int:
    headings = [(atom.marks.heading, i) for i, atom in enumerate(atoms) if atom.marks.heading and not atom.part]
    top, crown = min(headings, default=(0, -1))
    if sum(level == top for level, _ in headings) != 1 or atoms[crown].marks.role:
        return -1
    above = sum(atom.letters for atom, runs_on in zip(atoms[:crown], prose, strict=False) if runs_on)
    return crown if above <= ABOVE else -1


def _is_one_line(atoms: Sequence[Atom]) -> bool:
    lengths = Counter[int]()
    for atom in atoms:
        lengths[atom.line] += atom.letters
    longest = max(lengths.values(), default=0)
    return longest > ONE_LINE and longest * 2 > sum(lengths.values())


def _look_ahead(atoms: Sequence[Atom], sorts: Sequence[str]) -> list[str]:
    """For each atom the nearest of the next ten that closes a front, before any long text."""
    found = [""] * len(atoms)
    near, distance = "", 0
    for i in range(len(atoms) - 1, -1, -1):
        found[i] = f"{near}{min(distance, 9)}" if near and distance <= AHEAD else ""
        distance += 1
        opener = atoms[i].opener
        if sorts[i] in "ABL" or (sorts[i] == "O" and opener is not None and opener.value == 1):
            near, distance = sorts[i], 1
        elif sorts[i] == "P" and atoms[i].letters > 40:
            near = ""
    return found


def _find_footnotes(atoms: Sequence[Atom]) -> frozenset[int]:
    """Atoms that open with the mark of a note which the text before them bears."""
    seen: set[str] = set()
    found: set[int] = set()
    for i, atom in enumerate(atoms):
        opened = _NOTE_OPEN.match(atom.plain)
        mark = opened[0].replace(" ", "") if opened else ""
        if mark and mark in seen and atom.part == 0:
            found.add(i)
        elif _NOTE_SIGN.search(atom.plain):
            inner = atom.plain[len(opened[0]) if opened else 0 :]
            seen.update(each.replace(" ", "") for each in _NOTE_MARK.findall(inner))
            if atom.plain[-1] in "*※":
                seen.add(atom.plain[-1])
    return frozenset(found)


def _find_feet(atoms: Sequence[Atom], sorts: Sequence[str], footnotes: frozenset[int]) -> frozenset[int]:
    """The atoms of these notes to the ends of their sentences; a number or furniture ends them too."""
    found: set[int] = set()
    for i in footnotes:
        end = i
        while not ends_sentence(atoms[end].plain) and end - i < FOOT and end + 1 < len(atoms) and (
                sorts[end + 1] != "N" and atoms[end + 1].opener is None):
            end += 1
        found.update(range(i, end + 1))
    return frozenset(found)


def side_of(context: Context, i: int) -> str:
    """On which side of the text an atom stands: head before it, tail behind it, else in."""
    return "head" if i < context.first else "tail" if i > context.last else "in"


def judge_series(context: Context, i: int) -> tuple[str, Look | None]:
    """What the series of an atom most looks like, and its looks; empty and None where it has none."""
    number = context.series_of.get(i)
    if number is None:
        return "", None
    return verdict(context.series[number].style, context.looks[number]), context.looks[number]
