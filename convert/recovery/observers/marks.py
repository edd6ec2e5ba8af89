"""What the format says of the line of an atom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert.chinese.folding import fold
from convert.recovery.context import Context, side_of
from convert.recovery.shapes import end_of
from convert.recovery.text import PLAIN, Marks

LARGE = 104
"""Per cent of the size of the body above which type is larger on purpose."""

_FLAGS = ("item", "table", "quote", "code", "caption", "note", "bold", "centred", "right")
"""Marks that say something by being there."""


def see_marks(context: Context, i: int) -> Iterable[str]:
    """The marks of its line."""
    if context.atoms[i].marks is not PLAIN:
        return _see_format(context, i)
    return ("m=unheaded",) if context.levels else ()


def see_crown(context: Context, i: int) -> Iterable[str]:
    """Whether it is the one heading of the first level, or stands above that."""
    if i >= context.crown:
        return ("m=crown",) if i == context.crown else ()
    return ("m=above", f"m=above/{context.sorts[i]}")


def _see_format(context: Context, i: int) -> Iterator[str]:
    marks = context.atoms[i].marks
    yield from _see_heading(context, marks)
    if marks.heading and context.prose[i]:
        yield "m=heading/prose"
    yield from (f"m={flag}" for flag in _FLAGS if getattr(marks, flag))
    if context.stressed[i]:
        yield from _see_stress(context, i)
    if marks.size > LARGE:
        yield f"m=size{min(4, (marks.size - 100) // 15)}"
    if marks.link:
        link = f"link{marks.link // 34}"
        yield f"m={link}"
        yield f"m={link}/{side_of(context, i)}"
        if marks.item:
            yield f"m=item/{link}"
    if marks.role:
        yield f"m=role/{marks.role}"
        yield "m=role"
    if marks.field:
        yield "m=field"
        yield f"m=field/{marks.role}"
        yield f"m=field={fold(marks.field).lower()[:16]}"


def _see_stress(context: Context, i: int) -> Iterator[str]:
    """What the bold words that it begins with end with, or what parts them from the others."""
    plain, end = context.atoms[i].plain, context.stressed[i]
    mark = end_of(plain[end] if plain[end - 1].isalnum() else plain[end - 1])
    yield "m=stress"
    yield f"m=stress/{mark}"
    yield f"m=stress/{mark}/{context.sorts[i]}"


def _see_heading(context: Context, marks: Marks) -> Iterator[str]:
    if marks.heading:
        top = marks.heading == min(context.levels)
        yield "m=heading"
        yield f"m=h{marks.heading}"
        yield f"m=top/{top}/{'lone' if context.levels[marks.heading] == 1 else 'many'}"
    elif context.levels:
        yield "m=unheaded"
