"""Where an atom stands: between which neighbours, how far from the text, in which run and class of short lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from convert.recovery.classes import UNDRESSED, Alike
from convert.recovery.context import FORMULA, Context, side_of
from convert.recovery.observers.scale import NAMED, class_of, quarters

BACK = 400
"""So many atoms back a recurring line is looked for."""

BLOCK = 4
"""So many lines between blank ones are many."""

OVER = 0.75
"""Share of the members of a class with text right below from which the class looks like headings."""

CLOSE = 0.2
"""Share of its members that stand behind one another from which it looks less so."""


def see_neighbours(context: Context, i: int) -> Iterable[str]:
    """The sorts of two atoms on either side."""
    sorts, count = context.sorts, len(context.sorts)
    return _name_neighbours(sorts[i - 2] if i > 1 else "^", sorts[i - 1] if i else "^", sorts[i],
                            sorts[i + 1] if i + 1 < count else "$", sorts[i + 2] if i + 2 < count else "$")


@lru_cache(NAMED)
def _name_neighbours(second: str, before: str, own: str, after: str, next_: str) -> tuple[str, ...]:
    return (f"b={before}", f"a={after}", f"ba={before}{own}{after}", f"aa={own}{after}{next_}",
            f"bb={second}{before}{own}")


def see_zone(context: Context, i: int) -> Iterable[str]:
    """How far it stands from the ends of the file and from the text."""
    side, count = side_of(context, i), len(context.atoms)
    names = _name_side("at", side, context.sorts[i])
    inside = side == "in" and 12 <= i < count - 6 and i not in context.surrounded
    return names if inside else (*names, *_see_ends(context, i, side, count))


@lru_cache(NAMED)
def _name_side(family: str, side: str, sort: str) -> tuple[str, ...]:
    return f"{family}={side}", f"{family}={side}/{sort}"


def _see_ends(context: Context, i: int, side: str, count: int) -> Iterator[str]:
    if i < 12:
        yield f"pos={i if i < 4 else '4-7' if i < 8 else '8-11'}"
    if count - i <= 6:
        yield f"left={count - i}"
    if i < context.first:
        yield f"toprose={min(6, context.first - i)}"
        if context.atoms[i].plain[-1] in ":,!" and context.atoms[i].fact is None:
            yield f"hails={context.first - i == 1}"
    elif i > context.last:
        yield f"sinceprose={min(6, i - context.last)}"
    if i in context.surrounded:
        yield from _name_side("amid", side, context.sorts[i])


def see_setting(context: Context, i: int, habit: str, run: tuple[int, int], block: str) -> Iterable[str]:
    """Blank lines and indent of a short line, its run, what lies ahead, its class.

    `habit` says how often blank lines stand between lines, `run` how many short lines stand together and which of them
    this one is, `block` how many lines stand together between blank ones, here and next.
    """
    alike = context.classes.get(i)
    names = _name_class(alike) if alike is not None else ()
    return names if context.prose[i] else (*names, *_see_short(context, i, habit, run, block))


def _see_short(context: Context, i: int, habit: str, run: tuple[int, int], block: str) -> Iterator[str]:
    atom = context.atoms[i]
    if atom.part == 0:
        below = i + 1 < len(context.atoms) and context.atoms[i + 1].gap
        yield f"gap={'y' if atom.gap else 'n'}{'y' if below else 'n'}/{habit}"
    if block:
        yield f"block={block}"
        yield f"block={block}/{context.sorts[i]}"
    deeper = atom.indent - context.page.body
    if deeper:
        yield f"indent={'far' if deeper > 8 else 'in' if deeper > 0 else 'out'}"
    length, place = run
    yield f"run={min(length, 8)}"
    yield f"run={min(length, 8)}/{min(place, 3)}"
    yield from _name_ahead(context.ahead[i], side_of(context, i))
    yield from _see_recurrence(context, i)


@lru_cache(NAMED)
def _name_ahead(ahead: str, side: str) -> tuple[str, ...]:
    return f"ahead={ahead[:1]}", f"ahead={ahead}", f"ahead={ahead[:1]}/{side}"


def _see_recurrence(context: Context, i: int) -> Iterator[str]:
    text = context.bares[i]
    times = context.times[text] if len(text) <= FORMULA else 1
    if times < 2 or len(text) < 2:
        return
    when = "earlier" if text in context.bares[max(0, i - BACK) : i] else "later"
    yield f"again={when}"
    yield f"again={min(times, 4)}"
    yield f"again={when}/{context.atoms[i].opener is not None}"


@lru_cache(NAMED)
def _name_class(alike: Alike) -> tuple[str, ...]:
    return tuple(_see_class(alike))


def _see_class(alike: Alike) -> Iterator[str]:
    count = alike.members
    many = "one" if count == 1 else "two" if count == 2 else "few" if count < 6 else "many"
    over, close = quarters(alike.over), quarters(alike.close)
    dressed = "l" if alike.led else "d" if alike.dress != UNDRESSED else "p"
    yield f"cl={many}/{dressed}"
    yield f"cl={many}/over{over}"
    yield f"cl:over={over}/{dressed}"
    yield f"cl:close={close}"
    yield f"cl:close={close}/over{over}"
    yield f"cl:size={class_of(int(alike.size))}"
    yield f"cl:said={quarters(alike.said)}/over{over}"
    yield f"cl:ended={quarters(alike.ended, 2)}/over{over}"
    if count > 2 and alike.over >= OVER:
        yield f"cl:heads={'ended' if alike.ended > OVER else 'open'}/{'close' if alike.close > CLOSE else 'apart'}"


def measure_runs(context: Context) -> list[tuple[int, int]]:
    """For each atom the length of the run of short lines it stands in, and its place there."""
    runs: list[tuple[int, int]] = [(0, 0)] * len(context.atoms)
    start = 0
    for i in range(len(context.atoms) + 1):
        if i == len(context.atoms) or context.sorts[i] not in "SDBG":
            for k in range(start, i):
                runs[k] = (i - start, k - start)
            start = i + 1
    return runs


def measure_blocks(context: Context) -> list[str]:
    """For each atom how many lines stand together between blank ones, up to four, and what the next block is.

    That is P where it begins with prose, else as many lines.
    """
    atoms = context.atoms
    starts = [i for i, atom in enumerate(atoms) if i == 0 or (atom.gap and atom.part == 0)]
    ends = [*starts[1:], len(atoms)]
    sizes = [min(BLOCK, atoms[end - 1].line - atoms[start].line + 1) for start, end in zip(starts, ends, strict=True)]
    kinds = ["P" if context.prose[start] else str(size) for start, size in zip(starts, sizes, strict=True)]
    found = [""] * len(atoms)
    for start, end, size, after in zip(starts, ends, sizes, [*kinds[1:], "$"], strict=True):
        found[start:end] = [f"{size}/{after}"] * (end - start)
    return found


def gap_habit(context: Context) -> str:
    """How often blank lines stand between the lines of a text: n for never, some, all."""
    lines = [atom for atom in context.atoms if atom.part == 0]
    gaps = sum(atom.gap > 0 for atom in lines)
    return "n" if not gaps else "all" if gaps > 0.8 * len(lines) else "some"
