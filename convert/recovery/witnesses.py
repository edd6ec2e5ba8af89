"""Witnesses: what says that a line is no part of the document; it takes two to lose one."""

from __future__ import annotations

from convert.recovery.context import Context
from convert.recovery.cues import load_furniture_words
from convert.recovery.openers import DIVISIONS

WITNESSES = 2
"""So many independent witnesses it takes to lose a line."""

LINKED = 60
"""Per cent of the letters of a line in links from which it leads elsewhere."""


def has_witnesses(context: Context, i: int) -> bool:
    """Whether enough things say that an atom is no part of the document, each its own: words, place, repetition."""
    if _heads_heading(context, i):
        return False
    found = count_witnesses(context, i)
    if found + 1 == WITNESSES and context.noises[i] is None:
        return load_furniture_words().search(context.atoms[i].plain) is not None
    return found >= WITNESSES


def count_witnesses(context: Context, i: int) -> int:
    """How many things say so, apart from words that furniture is full of."""
    atom, repeats = context.atoms[i], context.repeats
    mark = atom.marks.role not in ("", "header") or (atom.marks.link >= LINKED and context.forced)
    return ((context.noises[i] is not None) + _is_misplaced(context, i) + _recurs(context, i) + mark
            + (i in context.linked or i in context.surrounded) + (atom.why == "twice") + _heads_furniture(context, i)
            + 2 * any(i in printed for printed in (repeats.reprints, repeats.doubled, repeats.twins)))


def _heads_furniture(context: Context, i: int) -> bool:
    """The headline of a page: right above furniture, with another line like a headline below that (outline rule 12)."""
    if i + 1 >= context.first or context.sorts[i + 1] != "N" or context.sorts[i] not in "SG":
        return False
    return context.headline >= i + 2


def _is_misplaced(context: Context, i: int) -> bool:
    """Outside the text, beside other furniture, or where its row of the table of furniture says that it stands."""
    noise = context.noises[i]
    outside = not context.first <= i <= context.last and not _stands_between_rows(context, i)
    if outside or i in context.numbers or i in context.running:
        return True
    listed = context.atoms[i].marks.item > 0 or bool(context.bullets[i])  # an address may be an item of the text
    if noise is not None and noise.zone == "any" and not (context.prose[i] or listed):
        return True
    return "N" in context.sorts[max(0, i - 1) : i] or "N" in context.sorts[i + 1 : i + 2]


def _heads_heading(context: Context, i: int) -> bool:
    """Whether the format makes a line of the text a heading, and one right below it a deeper one."""
    marks = context.atoms[i].marks
    below = context.atoms[i + 1].marks if i + 1 < len(context.atoms) else marks
    return 0 < marks.heading < below.heading and not (marks.role or below.role or below.link)


def _stands_between_rows(context: Context, i: int) -> bool:
    """Whether rows of data stand above and below, which lead nowhere."""
    return all(0 <= k < len(context.atoms) and context.sorts[k] == "T" and context.atoms[k].marks.link < LINKED
               for k in (i - 1, i + 1))


def _recurs(context: Context, i: int) -> bool:
    """Printed elsewhere too, or broken off as a preview is."""
    atom, text = context.atoms[i], context.bares[i]
    if i in context.running or i in context.numbers:
        return True
    if atom.opener is not None and atom.opener.style in DIVISIONS:  # its list of contents has it too
        return False
    if 2 <= len(text) <= 60 and context.times[text] > 1:
        return True
    return atom.why == "twice" or atom.plain.endswith(("...", "…")) or i in context.repeats.copies
