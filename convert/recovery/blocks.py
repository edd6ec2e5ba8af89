"""Blocks: which atoms a labelling makes one block, and how deep its headings lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from convert.recovery.atoms import FULL, Atom
from convert.recovery.constraints import CUT, KEEP, Constraint, Held
from convert.recovery.context import Context
from convert.recovery.cues import find_cue
from convert.recovery.depth import AGAIN, ALONE, DAY, PLAIN, TOP, UPPER, YEAR, Head, find_depths
from convert.recovery.grammar import State
from convert.recovery.page import ends_sentence
from convert.recovery.shapes import close_up

_PARTS = (("fore", ALONE), ("back", TOP), ("stage", UPPER), ("year", YEAR), ("entry", DAY))
"""Cue of a heading without a number → its style."""


TOPICS = 2
"""Fewer topics without number say nothing of the parts they stand in."""


@dataclass(slots=True)
class Draft:
    """Atoms that are one block."""

    label: str
    """What it is, one of the labels of the grammar."""
    atoms: list[int]
    """Their indexes."""
    opens: bool = False
    """Whether a further work begins with it."""
    depth: int = 0
    """Of a heading, 1 at the top of its work."""
    constraint: Constraint | None = None
    """What it was held to be; None where the labelling alone made it."""


@dataclass(slots=True)
class Drafted:
    """The drafts of a text, and what is in none of them."""

    drafts: list[Draft]
    """In reading order."""
    noise: list[int] = field(default_factory=list)
    """Indexes of atoms that are furniture."""
    markers: list[int] = field(default_factory=list)
    """Indexes of atoms that are printed labels or mere signs."""
    held: Held = field(default_factory=Held)
    """The atoms that constraints hold."""


def draft_blocks(atoms: Sequence[Atom], states: Sequence[State], opens: Sequence[bool],
                 held: Held | None = None) -> Drafted:
    """The atoms of each block: what goes on is joined over noise and markers, what is held together over anything.

    What goes on behind a caption may be a sentence that the caption interrupts.
    """
    held = held or Held()
    made = Drafted([], held=held)
    of_constraint: dict[Constraint, Draft] = {}
    last: Draft | None = None
    for i, state in enumerate(states):
        constraint = held.blocks.get(i)
        if constraint is not None and constraint.kind in (CUT, KEEP):
            constraint = None
        known = of_constraint.get(constraint) if constraint is not None else None
        if state.label == "x":
            made.markers.append(i)
        elif state.label == "noise" or (state.label == "I" and last is None and constraint is None):
            made.noise.append(i)
        elif known is not None:
            known.atoms.append(i)
        elif state.label == "I" and last is not None and last.constraint is None:
            broken = made.drafts[-2] if len(made.drafts) > 1 else last
            (broken if _interrupts(atoms, last, broken, i) else last).atoms.append(i)
        else:
            opened = constraint.opens if constraint is not None and constraint.opens is not None else opens[i]
            last = Draft("p" if state.label == "I" else state.label, [i], opened, constraint=constraint)
            made.drafts.append(last)
            if constraint is not None:
                of_constraint[constraint] = last
    return made


def _interrupts(atoms: Sequence[Atom], between: Draft, broken: Draft, i: int) -> bool:
    """Whether a caption that does not fill its line, or a note that has ended, parts a sentence (outline rule 4)."""
    if broken.label != "p" or broken.constraint is not None or atoms[i].part:
        return False
    last = atoms[between.atoms[-1]]
    whole = ends_sentence(last.plain) if between.label == "note" else between.label == "caption" and last.width < FULL
    return whole and not ends_sentence(atoms[broken.atoms[-1]].plain)


def set_depths(context: Context, drafts: Sequence[Draft]) -> None:
    """Gives every heading its depth, work by work."""
    for work in _part_works(drafts):
        heads = [draft for draft in work if draft.label == "heading"]
        marked = not _is_flat(context, heads)
        found = _set_stages([_head(context, draft.atoms[0], marked) for draft in heads])
        found = _set_upper(context, work, heads, found)
        parents = _find_parents(context, heads, found)
        found = [Head(AGAIN, 0, -1, under=parents[place]) if place in parents else head
                 for place, head in enumerate(found)]
        found = [head._replace(fixed=draft.constraint.depth) if draft.constraint is not None else head
                 for draft, head in zip(heads, found, strict=True)]
        for draft, depth in zip(heads, find_depths(found), strict=True):
            draft.depth = depth


def _is_flat(context: Context, heads: Sequence[Draft]) -> bool:
    """Whether a format marks one level for numbers that stand inside one another: then the numbers alone tell."""
    openers = [(atom.marks.heading, atom.opener) for draft in heads
               if (atom := context.atoms[draft.atoms[0]]).opener is not None and atom.marks.heading]
    firsts = Counter((level, opener.style) for level, opener in openers if opener is not None and opener.value == 1)
    return any(times > 1 and any(at == level and style != other and firsts[at, style] == 1 for at, style in firsts)
               for (level, other), times in firsts.items())


def _set_upper(context: Context, work: Sequence[Draft], heads: Sequence[Draft], found: Sequence[Head]) -> list[Head]:
    """Headings without number right above another stand above it; a lone first one stands by itself."""
    plain = [place for place, draft in enumerate(work) if draft.label == "heading"
             and _head(context, draft.atoms[0], True).style == PLAIN]
    upper = {id(work[a]) for a, b in pairwise(plain) if b == a + 1 and b != plain[-1]}
    made = [Head(UPPER, 0, -1) if id(draft) in upper else head for draft, head in zip(heads, found, strict=True)]
    if len(plain) == 1 and len(made) > 1 and made[0].style == PLAIN:
        made[0] = Head(ALONE, 0, -1)
    return made


def _set_stages(found: Sequence[Head]) -> list[Head]:
    """The parts of a report above its other headings without number, where it has some."""
    topics = sum(head.style == PLAIN for head in found)
    return [head._replace(style=PLAIN) if head.style == UPPER and topics < TOPICS else head for head in found]


def _find_parents(context: Context, heads: Sequence[Draft], found: Sequence[Head]) -> dict[int, str]:
    """The style that each heading stands under whose words come once below each of several others."""
    words = [context.bares[draft.atoms[0]] if head.style in (PLAIN, TOP) else ""
             for draft, head in zip(heads, found, strict=True)]
    times = Counter(own for own in words if own)
    places: dict[str, list[int]] = {own: [] for own in words if times[own] > 1}
    above: dict[str, list[dict[str, int]]] = {own: [] for own in places}
    last: dict[str, int] = {}
    for place, (own, head) in enumerate(zip(words, found, strict=True)):
        if own in places:
            places[own].append(place)
            above[own].append(dict(last))
        else:
            last[head.style] = place
    counts = Counter(head.style for head, own in zip(found, words, strict=True) if own not in places)
    return {place: style for own in places if (style := _choose_parent(above[own], counts)) for place in places[own]}


def _choose_parent(above: Sequence[dict[str, int]], counts: Counter[str]) -> str:
    """The rarest style of which another heading stands above each."""
    styles = [style for style in above[0] if len({last.get(style, -1) for last in above} - {-1}) == len(above)]
    return min(styles, key=lambda style: counts[style], default="")


def _part_works(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The drafts of each work."""
    work: list[Draft] = []
    for draft in drafts:
        if draft.opens and work:
            yield work
            work = []
        work.append(draft)
    yield work


def _head(context: Context, i: int, marked: bool) -> Head:
    """A heading as depth sees it: by the mark of its format where that counts, its number, or its words."""
    atom = context.atoms[i]
    level = (atom.marks.heading or _level_of_series(context, i)) if marked else 0
    if level:
        return Head(f"h{level + atom.marks.quote}", 0, -1)
    if atom.opener is not None:
        return Head(atom.opener.style, atom.opener.value, context.series_of.get(i, -1 - i))
    words = close_up(atom.plain)
    style = next((style for cue, style in _PARTS if find_cue(cue).pattern.search(words)), PLAIN)
    return Head(style, 0, -1)


def _level_of_series(context: Context, i: int) -> int:
    """The level that the format gives to most others of a series, where it forgot this one."""
    number = context.series_of.get(i)
    if number is None:
        return 0
    members = context.series[number].members
    marked = Counter(context.atoms[k].marks.heading for k in members if context.atoms[k].marks.heading)
    level, times = marked.most_common(1)[0] if marked else (0, 0)
    return level if times * 2 > len(members) else 0
