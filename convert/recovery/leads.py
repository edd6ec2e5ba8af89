"""Leads: lines that lead to what stands below them, by their colon or by the signs there."""

from __future__ import annotations

from convert.recovery.context import Context
from convert.recovery.notes import heads_notes
from convert.recovery.shapes import is_han

CLOSING = 4
"""So many last lines may hold the date of a letter or paper."""


def leads_notes(context: Context, i: int) -> bool:
    """Whether a label of notes or of a reason stands on the line of the first, and so heads nothing."""
    atom = context.atoms[i]
    return atom.plain[-1] == ":" and not atom.last and (i in context.reasons or heads_notes(atom))


def leads_alone(context: Context, i: int) -> bool:
    """Whether a line with a colon, which nothing numbers or raises, is the only one of its kind.

    Of 190 such lines in outlined texts 12 are headings only, all labels of notes; 问题: and 答复: head parts together.
    """
    atom, alike = context.atoms[i], context.classes.get(i)
    plain = atom.opener is None and not (atom.marks.heading or atom.marks.bold)
    return atom.plain[-1] == ":" and plain and (alike is None or alike.members == 1)


def leads_signs(context: Context, i: int) -> bool:
    """Whether a line of words stands right above one with a bullet, and so over a list or beside it.

    Of 176 such lines in outlined texts none is an item.
    """
    below = "".join(context.bullets[i + 1 : i + 2]) != "" and i + 1 not in context.numbers
    return below and is_han(context.atoms[i].plain[0])


def turns_to_somebody(context: Context, i: int) -> bool:
    """Whether such a line opens a letter or paper, which closes with its date: it names who is to have that."""
    return i < context.first and leads_alone(context, i) and "D" in context.sorts[-CLOSING:]
