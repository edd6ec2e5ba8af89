"""Headings as depth sees them: by marks of the format, numbers, words, and how they stand to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from convert.recovery.blocks import Draft
from convert.recovery.context import Context
from convert.recovery.cues import find_cue
from convert.recovery.depth import AGAIN, ALONE, DAY, PLAIN, TOP, UPPER, YEAR, Head, find_depths
from convert.recovery.shapes import close_up

_PARTS = (("fore", ALONE), ("back", TOP), ("stage", UPPER), ("instalment", UPPER), ("year", YEAR), ("entry", DAY))
"""Cue of a heading without a number → its style."""

SMALLER = 108
"""Per cent of its size that the largest type of headings has at least where size tells them apart."""

SHARED = 4
"""Letters at least with which a title that is printed once more begins."""

TOPICS = 2
"""Fewer topics without number say nothing of the parts they stand in."""


def set_depths(context: Context, drafts: Sequence[Draft]) -> None:
    """Gives every heading its depth, work by work."""
    for work in _part_works(drafts):
        heads = [draft for draft in work if draft.label == "heading"]
        seen = [_head(context, draft.atoms[0], True) for draft in heads]
        flat = _is_flat(context, heads)
        found = _set_stages([_head(context, draft.atoms[0], False) for draft in heads] if flat else seen)
        found = _set_sizes(context, heads, _set_eyebrows(work, found))
        found = _set_upper(context, work, seen, found)
        parents = _find_parents(context, heads, found)
        found = [Head(AGAIN, 0, -1, under=parents[place]) if place in parents else head
                 for place, head in enumerate(found)]
        found = _set_running(work, _set_below(work, found))
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


def _set_eyebrows(work: Sequence[Draft], found: Sequence[Head]) -> list[Head]:
    """What stands without number right above a heading that the format marks is of its depth: it leads to that."""
    made = list(found)
    for k in reversed(_find_close(work)):
        if made[k].style == PLAIN and _is_marked(made[k + 1]):
            made[k] = made[k + 1]
    return made


def _find_close(work: Sequence[Draft]) -> list[int]:
    """The number of each heading that has another right below it."""
    places = [place for place, draft in enumerate(work) if draft.label == "heading"]
    return [number for number, (a, b) in enumerate(pairwise(places)) if b == a + 1]


def _is_marked(head: Head) -> bool:
    return head.style[0] == "h" and head.style[1:].isdigit()


def _set_sizes(context: Context, heads: Sequence[Draft], found: Sequence[Head]) -> list[Head]:
    """Headings without number in the largest type stand above those in smaller type, where a format measures it."""
    sizes = [context.atoms[draft.atoms[0]].marks.size if head.style == PLAIN else 0
             for draft, head in zip(heads, found, strict=True)]
    largest = max(sizes, default=0)
    small = {place for place, size in enumerate(sizes) if 0 < size * SMALLER <= largest * 100}
    return [head._replace(style=UPPER) if head.style == PLAIN and small and place not in small else head
            for place, head in enumerate(found)]


def _set_below(work: Sequence[Draft], found: Sequence[Head]) -> list[Head]:
    """What stands without number right below every member of a series is of that, whatever others there are."""
    over = [k for k in _find_close(work) if found[k].series >= 0 and found[k + 1].style == PLAIN]
    met, members = Counter(found[k].series for k in over), Counter(head.series for head in found)
    made = list(found)
    for k in over:
        if 1 < met[found[k].series] == members[found[k].series]:
            made[k + 1] = Head(AGAIN, 0, -1, under=found[k].style)
    return made


def _set_running(work: Sequence[Draft], found: Sequence[Head]) -> list[Head]:
    """Numbers that run on over headings without number, most of which stand right above one, are under those."""
    plain = [k for k, head in enumerate(found) if head.style == PLAIN]
    over = [k for k in _find_close(work) if found[k].style == PLAIN and found[k + 1].series >= 0]
    below = {found[k + 1].series for k in over}
    first = next((k for k, head in enumerate(found) if head.series in below), -1)
    if len(over) < TOPICS or 2 * len(over) <= len(plain) or len(below) > 1 or first < over[0]:
        return list(found)
    return [head._replace(under=PLAIN) if head.series in below else head for head in found]


def _set_upper(context: Context, work: Sequence[Draft], seen: Sequence[Head], found: Sequence[Head]) -> list[Head]:
    """Headings without number right above another stand above it; a lone first one stands by itself."""
    places = [place for place, draft in enumerate(work) if draft.label == "heading"]
    plain = [place for place, head in zip(places, seen, strict=True) if head.style == PLAIN]
    upper = {a for a, b in pairwise(plain) if b == a + 1 and b != plain[-1]}
    made = [Head(UPPER, 0, -1) if place in upper else head for place, head in zip(places, found, strict=True)]
    if len(made) > 1 and made[0].style == PLAIN and (len(plain) == 1 or _repeats_title(context, work)):
        made[0] = Head(ALONE, 0, -1)
    return made


def _repeats_title(context: Context, work: Sequence[Draft]) -> bool:
    """Whether the first heading is the title of the work once more: both begin alike and are about as long."""
    words = [next((context.bares[draft.atoms[0]] for draft in work if draft.label == label), "")
             for label in ("title", "heading")]
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*words, strict=False)))
    return shared >= SHARED and shared * 3 >= 2 * max(map(len, words))


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
