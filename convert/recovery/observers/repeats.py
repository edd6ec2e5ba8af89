"""What recurs, and what an atom is one of many of: bullets, notes, cells, verse, reprints, furniture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from convert.recovery.classes import is_framed
from convert.recovery.context import MOULD, Context, side_of
from convert.recovery.cues import find_cue
from convert.recovery.observers.scale import NAMED, class_of, quarters, size_of
from convert.recovery.repeats import mould_of
from convert.recovery.shapes import is_spread
from convert.recovery.verse import count_near

NAME = 4
"""Letters of the longest part of a roll of names that is a name."""


def see_lists(context: Context, i: int) -> Iterator[str]:
    """Bullets, marks of notes, and columns."""
    atom = context.atoms[i]
    if context.bullets[i]:
        yield "bullet"
        yield f"bullet={context.bullets[i]}"
    if is_framed(atom.plain):
        yield "framed"
    if i in context.footnotes:
        yield "footnote"
    if i in context.noted:
        yield f"under=notes/{'O' if atom.opener is not None else 'other'}"
    if context.cells[i] > 1:
        same = sum(1 for k in (i - 1, i + 1) if 0 <= k < len(context.atoms) and context.cells[k] == context.cells[i])
        digits = sum(c.isdigit() for c in atom.plain) * 4 // max(1, len(atom.plain))
        yield f"cells={min(context.cells[i], 5)}/{same}"
        yield f"cells/{same}/{digits}"


def see_echo(context: Context, i: int) -> Iterable[str]:
    """How much of it returns in the text behind it."""
    echo, atom = context.echoes[i], context.atoms[i]
    if echo is None:
        return ()
    return _name_echo(quarters(echo.share), echo.most, side_of(context, i), size_of(atom.letters, 8, 16),
                      atom.opener is not None)


@lru_cache(NAMED)
def _name_echo(share: int, most: bool, side: str, size: str, opens: bool) -> tuple[str, ...]:
    names = (f"echo={share}/{side}", f"echo={share}/{size}", f"echo={share}/{opens}")
    return (*names, f"echo=most/{side}") if most else names


def see_verse(context: Context, i: int) -> Iterator[str]:
    """The run of short lines it stands in, and its metre."""
    atom = context.atoms[i]
    stanza = context.stanzas.get(i)
    if stanza is not None:
        many = "4" if stanza.lines < 8 else "8" if stanza.lines < 16 else "16"
        yield f"st={many}/{stanza.even}"
        yield f"st:mean={class_of(int(stanza.mean))}"
        yield f"st:stop={quarters(stanza.stopped)}/{quarters(stanza.commas)}"
        yield f"st:same={abs(atom.letters - stanza.mean) < 1.5}/{stanza.even}"
        yield f"st:place={min(2, stanza.place)}/{stanza.even}"
        yield f"st:said={quarters(stanza.said)}/{quarters(stanza.bare)}"
        yield f"st:said={quarters(stanza.said)}/{'4' if stanza.lines < 8 else '8'}"
        yield f"st:spaced={quarters(stanza.spaced, 3)}/{' ' in atom.plain}"
    if not context.prose[i]:
        yield f"st:share={quarters(context.versed)}/{context.sorts[i]}"
    if _is_announced(context, i):
        yield f"chanted/{context.metres[i] > 0}"
        yield f"chanted/{'s' if atom.letters <= 16 else 'm' if atom.letters <= 40 else 'l'}"
    if context.metres[i]:
        yield f"metre={context.metres[i]}"
        yield f"metre/near{min(count_near(context.metres, i), 4)}"
    elif not context.prose[i] and any(context.metres[i + 1 : i + 3]):
        yield "metre/below"


def _is_announced(context: Context, i: int) -> bool:
    """Whether the line before an atom, or the one before that, announces verse."""
    chant = find_cue("chant").pattern
    before = [atom.plain for atom in context.atoms[max(0, i - 2) : i]]
    return any(chant.search(plain, max(0, len(plain) - 6)) for plain in before)


def see_gaps(context: Context, i: int) -> Iterable[str]:
    """Wide gaps in it, and the other parts of a line that gaps part."""
    atom = context.atoms[i]
    return () if atom.part == 0 and atom.last and "  " not in atom.plain else _see_parts(context, i)


def _see_parts(context: Context, i: int) -> Iterator[str]:
    atom = context.atoms[i]
    wide = atom.plain.count("  ")
    if wide and not is_spread(atom.plain):
        yield f"gaps={min(wide, 3)}"
    if atom.part == 0 and atom.last:
        return
    near = [context.atoms[k] for k in (i - 2, i - 1, i + 1, i + 2) if 0 <= k < len(context.atoms)]
    siblings = [other for other in near if other.line == atom.line]
    if any(other.why in ("gap", "column") for other in (atom, *siblings)):
        yield f"roll={sum(other.letters <= NAME for other in siblings)}/{atom.letters <= NAME}"


def see_copies(context: Context, i: int) -> Iterator[str]:
    """Where it or its like is printed elsewhere, or a picture stands beside it."""
    atom = context.atoms[i]
    mould = mould_of(atom.plain) if atom.letters <= MOULD else ""
    if mould and context.moulds[mould] >= 3:
        yield f"mould={min(context.moulds[mould], 6)}"
        yield f"mould/{atom.opener is not None}"
    if i in context.repeats.reprints:
        yield "reprint"
    if i in context.repeats.twins:
        later, near, whole = context.repeats.twins[i]
        yield f"twin={later}/{near}"
        yield f"twin={later}/{near}/{whole}/{side_of(context, i)}"
    if not context.prose[i] or atom.letters < 80:
        if i in context.pictures:
            yield "pic=above"
            yield f"pic=above/{'gap' if atom.gap else 'close'}"
        if i + 1 in context.pictures:
            yield "pic=below"
    found = {"copy": context.repeats.copies, "pagenumber": context.numbers, "running": context.running,
             "contents": context.contents, "linked": context.linked}
    yield from (name for name, members in found.items() if i in members)
    if i in context.running and atom.opener is not None:
        yield f"running/{atom.plain[-1].isdigit()}"
