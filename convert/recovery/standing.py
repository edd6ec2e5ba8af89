"""Standing: what headings are by how they stand to one another, each relation a pass over those of a work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from convert.recovery.blocks import Draft
from convert.recovery.context import Context
from convert.recovery.depth import AGAIN, ALONE, PLAIN, TOP, UPPER, Head

SMALLER = 108
"""Per cent of its size that the largest type of headings has at least where size tells them apart."""

SHARED = 4
"""Letters at least with which a title that is printed once more begins."""

TOPICS = 2
"""Fewer topics without number say nothing of the parts they stand in."""


class Work(NamedTuple):
    """The headings of a work, with what stands between them."""

    context: Context
    drafts: Sequence[Draft]
    """All blocks of the work."""
    heads: Sequence[Draft]
    """Its headings."""
    marked: Sequence[Head]
    """What each is by itself, the marks of its format among it."""
    close: Sequence[int]
    """The number of each heading that has another right below it."""

    def words(self, number: int) -> str:
        """The letters of a heading."""
        return self.context.bares[self.heads[number].atoms[0]]


def find_close(drafts: Sequence[Draft]) -> list[int]:
    """The number of each heading of a work that has another right below it."""
    places = [place for place, draft in enumerate(drafts) if draft.label == "heading"]
    return [number for number, (a, b) in enumerate(pairwise(places)) if b == a + 1]


Relation = Callable[[Work, Sequence[Head]], list[Head]]
"""What headings are, from what they were before."""


def relate(work: Work, found: Sequence[Head]) -> list[Head]:
    """What the headings of a work are once all relations have been looked for."""
    made = list(found)
    for relation in _RELATIONS:
        made = relation(work, made)
    return made


def _set_stages(_work: Work, found: Sequence[Head]) -> list[Head]:
    """The parts of a report stand above its other headings without number, where it has some."""
    topics = sum(head.style == PLAIN for head in found)
    return [head._replace(style=PLAIN) if head.style == UPPER and topics < TOPICS else head for head in found]


def _set_eyebrows(work: Work, found: Sequence[Head]) -> list[Head]:
    """What stands without number right above a heading that the format marks is of its depth: it leads to that."""
    made = list(found)
    for k in reversed(work.close):
        if made[k].style == PLAIN and made[k + 1].is_marked():
            made[k] = made[k + 1]
    return made


def _set_sizes(work: Work, found: Sequence[Head]) -> list[Head]:
    """Headings without number in the largest type stand above those in smaller type, where a format measures it."""
    sizes = [work.context.atoms[draft.atoms[0]].marks.size if head.style == PLAIN else 0
             for draft, head in zip(work.heads, found, strict=True)]
    largest = max(sizes, default=0)
    small = {place for place, size in enumerate(sizes) if 0 < size * SMALLER <= largest * 100}
    return [head._replace(style=UPPER) if head.style == PLAIN and small and place not in small else head
            for place, head in enumerate(found)]


def _set_upper(work: Work, found: Sequence[Head]) -> list[Head]:
    """Headings without number right above another stand above it; a lone first one stands by itself."""
    plain = [k for k, head in enumerate(work.marked) if head.style == PLAIN]
    close = set(work.close)
    upper = {a for a, b in pairwise(plain) if b == a + 1 and a in close and b != plain[-1]}
    made = [Head(UPPER, 0, -1) if k in upper else head for k, head in enumerate(found)]
    if len(made) > 1 and made[0].style == PLAIN and len(plain) == 1:
        made[0] = Head(ALONE, 0, -1)
    return made


def _set_title_again(work: Work, found: Sequence[Head]) -> list[Head]:
    """A heading that is the title of the work once more holds nothing: the first, or one right above a number."""
    title = next((work.context.bares[draft.atoms[0]] for draft in work.drafts if draft.label == "title"), "")
    made = list(found)
    for k in {0, *(k for k in work.close if found[k + 1].series >= 0)} if len(found) > 1 else ():
        lone = made[k].is_marked() and sum(head.style == made[k].style for head in made) == 1
        if (lone or made[k].style in (PLAIN, UPPER)) and _begin_alike(title, work.words(k)):
            made[k] = Head(ALONE, 0, -1)
    return made


def _begin_alike(title: str, words: str) -> bool:
    """Whether two lines begin alike and are about as long."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(title, words, strict=False)))
    return shared >= SHARED and shared * 3 >= 2 * max(len(title), len(words))


def _set_recurring(work: Work, found: Sequence[Head]) -> list[Head]:
    """Words that come once below each of several other headings stand under those: 思考题 below each 第X讲."""
    words = [work.words(k) if head.style in (PLAIN, TOP) else "" for k, head in enumerate(found)]
    times = Counter(own for own in words if own)
    above: dict[str, list[dict[str, int]]] = {own: [] for own in words if times[own] > 1}
    last: dict[str, int] = {}
    for k, (own, head) in enumerate(zip(words, found, strict=True)):
        if own in above:
            above[own].append(dict(last))
        else:
            last[head.style] = k
    counts = Counter(head.style for head, own in zip(found, words, strict=True) if own not in above)
    parents = {own: _choose_parent(styles, counts) for own, styles in above.items()}
    return [Head(AGAIN, 0, -1, under=parents[own]) if parents.get(own) else head
            for own, head in zip(words, found, strict=True)]


def _choose_parent(above: Sequence[dict[str, int]], counts: Counter[str]) -> str:
    """The rarest style of which another heading stands above each."""
    styles = [style for style in above[0] if len({last.get(style, -1) for last in above} - {-1}) == len(above)]
    return min(styles, key=lambda style: counts[style], default="")


def _set_below(work: Work, found: Sequence[Head]) -> list[Head]:
    """What stands without number right below every member of a series is of that, whatever others there are."""
    over = [k for k in work.close if found[k].series >= 0 and found[k + 1].style == PLAIN]
    met, members = Counter(found[k].series for k in over), Counter(head.series for head in found)
    made = list(found)
    for k in over:
        if 1 < met[found[k].series] == members[found[k].series]:
            made[k + 1] = Head(AGAIN, 0, -1, under=found[k].style)
    return made


def _set_running(work: Work, found: Sequence[Head]) -> list[Head]:
    """Numbers that run on over headings without number, most of which stand right above one, are under those."""
    plain = [k for k, head in enumerate(found) if head.style == PLAIN]
    over = [k for k in work.close if found[k].style == PLAIN and found[k + 1].series >= 0]
    below = {found[k + 1].series for k in over}
    first = next((k for k, head in enumerate(found) if head.series in below), -1)
    if len(over) < TOPICS or 2 * len(over) <= len(plain) or len(below) > 1 or first < over[0]:
        return list(found)
    return [head._replace(under=PLAIN) if head.series in below else head for head in found]


def _set_given(work: Work, found: Sequence[Head]) -> list[Head]:
    """A depth that an editor gave holds."""
    return [head._replace(fixed=draft.constraint.depth) if draft.constraint is not None else head
            for draft, head in zip(work.heads, found, strict=True)]


_RELATIONS: tuple[Relation, ...] = (
    _set_stages, _set_eyebrows, _set_sizes, _set_upper, _set_title_again, _set_recurring, _set_below, _set_running,
    _set_given)
"""In the order in which they are looked for."""
