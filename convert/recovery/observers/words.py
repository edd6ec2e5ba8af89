"""What an atom says by itself: its length, its end, the words in it, the rows of tables that it fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from convert.recovery.context import Context, side_of
from convert.recovery.cues import find_cues, find_long_cues
from convert.recovery.furniture import is_contents_label
from convert.recovery.observers.scale import NAMED, class_of, size_of
from convert.recovery.phrases import is_name
from convert.recovery.shapes import close_up, end_of

LINE = 65
"""Letters of prose that is still looked through for cues as a line is."""

SAID = 3
"""More sorts of words that make a sentence say no more."""

EARLY = 5
"""So many atoms from the top a name is likely that of the author."""


def see_length(context: Context, i: int) -> Iterable[str]:
    """How long it is, how it ends, and whether it runs on."""
    atom = context.atoms[i]
    return _name_length(atom.letters, end_of(atom.plain), context.prose[i])


@lru_cache(NAMED)
def _name_length(letters: int, end: str, prose: bool) -> tuple[str, ...]:
    names = ("bias", f"len={class_of(letters)}", f"end={end}", f"end={end}/{size_of(letters, 25, 51)}")
    return names if not prose else (*names, "prose", "long") if letters > 60 else (*names, "prose")


def see_cut(context: Context, i: int) -> Iterable[str]:
    """What cut it off from its neighbours in the line."""
    atom = context.atoms[i]
    if atom.part == 0 and atom.last:
        return ()
    why = (f"why={atom.why}", f"part={'first' if atom.part == 0 else 'last' if atom.last else 'mid'}")
    return (*why, f"before={context.atoms[i + 1].why}") if atom.part == 0 and i + 1 < len(context.atoms) else why


def see_words(context: Context, i: int) -> Iterator[str]:
    """The cues in it; of long prose only those at its beginning."""
    atom = context.atoms[i]
    plain = atom.plain
    if atom.letters > LINE and context.prose[i]:
        yield from (f"lcue={name}" for name in find_long_cues(plain))
        return
    words = plain[atom.opener.end :].lstrip() if atom.opener is not None else plain
    yield from (f"cue={name}" for name in find_cues(close_up(words)))
    said = min(SAID, context.predicates[i])
    around = _says(context, i - 1) + _says(context, i) + _says(context, i + 1)
    yield from _name_said(said, size_of(atom.letters, 13, 25), end_of(plain), around)
    if is_name(plain):
        yield "cue=name"
        yield f"cue=name/{'early' if i < EARLY else 'head' if i < context.first else 'in'}"
    if is_contents_label(plain):
        yield "cue=contents"
    yield f"commas={min(2, plain.count(',') + plain.count('、'))}"


@lru_cache(NAMED)
def _name_said(said: int, size: str, end: str, around: str) -> tuple[str, ...]:
    return f"said={said}/{size}", f"said={said}/{end}", f"said/{around}"


def _says(context: Context, i: int) -> str:
    """Whether an atom says something: y or n, P for prose, - beyond the ends."""
    if not 0 <= i < len(context.atoms):
        return "-"
    return "P" if context.prose[i] else "y" if context.predicates[i] else "n"


def see_rows(context: Context, i: int) -> Iterable[str]:
    """The rows that it fits of the table of words and of that of furniture."""
    rows = [f"row={rule.id}" for rule in context.rows[i]]
    noise = context.noises[i]
    if noise is None:
        return rows
    side = side_of(context, i)
    return (*rows, f"noise={noise.zone}/{side}", f"noise/{side}")
