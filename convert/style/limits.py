"""What a sheet must satisfy as a whole, so that its text has room on its page and every face a name.

Each function of LIMITS looks at one matter and gives what is wrong there, with the keys it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from convert.errors import StyleError, suggest
from convert.style.keys import ELEMENTS, FACES, ROLES, name_table
from convert.style.style import Style, split_name

CHARACTERS = 4
"""Characters that a line or column of the text must hold."""

LINES = 3
"""Lines that a page must hold."""

CLOSEST, WIDEST = 0.75, 2.0
"""How far apart the characters of a grid stand, by their size: closer ones overlap, wider ones are no text."""

HEAD_ROOM = 25.0
"""Points above the text that a running head takes."""


class Said(NamedTuple):
    """Who sets a key last, and to what."""

    sheet: str
    """The name of the file."""
    value: Any
    """As TOML has it."""
    ours: bool
    """Whether the sheet is one of Huozi's."""


class Fault(NamedTuple):
    """Something wrong with a style."""

    keys: tuple[tuple[str, str], ...]
    """Table and key of all that it comes from."""
    problem: str
    """What is wrong, after the value."""
    hint: str
    """What would be right."""


Limit = Callable[[Style], Iterator[Fault]]


def check_limits(style: Style, said: Mapping[tuple[str, str], Said]) -> None:
    """Raises StyleError for the first thing that is wrong, at the key that is most likely meant otherwise."""
    fault = next((fault for limit in LIMITS for fault in limit(style)), None)
    if fault is None:
        return
    known = [key for key in fault.keys if key in said]
    table, key = next((key for key in known if not said[key].ours), known[0])
    place = said[table, key]
    raise StyleError(f"{place.sheet}, {name_table(table)}, {key}: {place.value!r} {fault.problem}.", fault.hint)


def _list_types(style: Style) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The elements, and those with a depth that the sheet names, with their settings."""
    names = dict.fromkeys((*ELEMENTS, *style.types))
    return ((name, style.type_of(*split_name(name))) for name in names)


def _find_keys(style: Style, name: str, *keys: str) -> tuple[tuple[str, str], ...]:
    """Where the sheet sets keys of an element: in its own table, that of its name without the depth, or that of `p`."""
    tables = dict.fromkeys((name, split_name(name)[0], "p"))
    return tuple((table, key) for key in keys for table in tables if key in style.types.get(table, {}))


def _area(style: Style) -> tuple[float, float]:
    """Points of a whole line, and of all lines of a page, without the margins."""
    width, height = (side.points() for side in style.page["paper"])
    sides = {side: style.page[side].points() for side in ("top", "bottom", "inner", "outer")}
    area = width - sides["inner"] - sides["outer"], height - sides["top"] - sides["bottom"]
    return area if style.page["direction"] == "horizontal" else (area[1], area[0])


def _column(style: Style) -> float:
    """Points of a line in its column."""
    columns: int = style.page["columns"]
    gap: float = style.page["column-gap"].points()
    return (_area(style)[0] - gap * (columns - 1)) / columns


def _check_faces(style: Style) -> Iterator[Fault]:
    """Every role has a face, and every face that the sheet adds is used."""
    used = [((name, key), role) for name, settings in style.types.items() for key, role in settings.items()
            if key in ("face", "latin")]
    used.append((("page", "number-face"), style.page["number-face"]))
    for key, role in used:
        if role not in style.faces:
            hint = f"{suggest(role, style.faces)} Or name it in [faces]."
            yield Fault((key,), "is no role of a face", hint)
    known = {*ROLES, "latin", *(role for _, role in used)}
    for role in style.faces:
        if role.removesuffix("-hant") not in known:
            yield Fault(((FACES, role),), f"is for the role {role}, which nothing has", "Name it as face of a type.")


def _check_margins(style: Style) -> Iterator[Fault]:
    """The margins leave room for text."""
    body = style.type_of("p")
    size, leading = body["size"].points(), body["leading"].points()
    across, down = (("inner", "outer"), ("top", "bottom"))
    if style.page["direction"] == "vertical":
        across, down = down, across
    line, page = _area(style)
    for sides, room, needed in ((across, line, CHARACTERS * size), (down, page, LINES * leading)):
        if room < needed:
            keys = tuple(("page", key) for key in (*sides, "paper")) + _find_keys(style, "p", "size", "leading")
            yield Fault(keys, f"leaves {max(room, 0):.0f}pt for text that needs {needed:.0f}pt",
                        f"Make {sides[0]} and {sides[1]} smaller, or the paper larger.")


def _check_columns(style: Style) -> Iterator[Fault]:
    """A column holds some characters."""
    column, size = _column(style), style.type_of("p")["size"].points()
    if column < CHARACTERS * size:
        keys = (("page", "columns"), ("page", "column-gap"), *_find_keys(style, "p", "size"))
        yield Fault(keys, f"makes columns of {max(column, 0):.0f}pt for type of {size:g}pt", "Take fewer columns.")


def _check_grid(style: Style) -> Iterator[Fault]:
    """The characters and lines of a grid neither overlap nor lie far apart."""
    line, page = _area(style)
    size = style.type_of("p")["size"].points()
    chars, lines = style.page.get("chars", 0), style.page.get("lines", 0)
    if chars and not CLOSEST * size <= line / chars <= WIDEST * size:
        keys = (("page", "chars"), *_find_keys(style, "p", "size"))
        yield Fault(keys, f"does not go with a line of {line:.0f}pt and type of {size:g}pt",
                    f"Write chars = {round(line / size)}, or 0 for no grid.")
    if lines and not LINES <= lines <= page / size:
        keys = (("page", "lines"), *_find_keys(style, "p", "size"))
        yield Fault(keys, f"does not go with a page of {page:.0f}pt and type of {size:g}pt",
                    f"Write {LINES} to {int(page / size)}, or 0 for no grid.")


def _check_numbers(style: Style) -> Iterator[Fault]:
    """Page numbers and running heads have room in the margins."""
    page = style.page
    size, below = page["number-size"].points(), page["number-below"].points()
    if page["number-place"] != "none":
        if below + size > page["bottom"].points():
            keys = tuple(("page", key) for key in ("bottom", "number-below", "number-size"))
            yield Fault(keys, f"leaves no room for page numbers of {size:g}pt, {below:.0f}pt below the text",
                        'Make number-below smaller, bottom larger, or write number-place = "none".')
        if len(page["number"]) * size > page["paper"][0].points() - page["inner"].points() - page["outer"].points():
            keys = tuple(("page", key) for key in ("number", "number-size"))
            yield Fault(keys, "is longer than a line", "Write a shorter number, or a smaller number-size.")
    if page["running-head"] != "none" and page["top"].points() < HEAD_ROOM:
        yield Fault((("page", "top"), ("page", "running-head")), f"is less than the {HEAD_ROOM:g}pt of a running head",
                    'Make top larger, or write running-head = "none".')


def _check_room(style: Style) -> Iterator[Fault]:
    """The type of every element fits a column and a page."""
    column, page = _column(style), _area(style)[1]
    for name, settings in _list_types(style):
        size, leading = settings["size"].points(), settings["leading"].points()
        left, right, indent, before, after = (
            settings[key].points(size, leading) for key in ("left", "right", "indent", "before", "after"))
        if column - left - right - max(indent, 0) < 2 * size:
            yield Fault(_find_keys(style, name, "left", "right", "indent", "size"),
                        f"leaves less than two characters of {size:g}pt in a line of {column:.0f}pt",
                        "Make left, right, indent or size smaller.")
        if left + indent < 0:
            yield Fault(_find_keys(style, name, "indent", "left"), f"begins {-left - indent:g}pt outside the text",
                        "Make left at least as large.")
        if before + leading + after > page:
            yield Fault(_find_keys(style, name, "before", "after", "leading"),
                        f"is more than a page of {page:.0f}pt", "Make before, after or leading smaller.")


def _check_leading(style: Style) -> Iterator[Fault]:
    """Lines do not overlap where a sheet sets size or leading itself."""
    for name, own in style.types.items():
        settings = style.type_of(*split_name(name))
        size, leading = settings["size"].points(), settings["leading"].points()
        if leading < size and own.keys() & {"size", "leading"}:
            yield Fault(_find_keys(style, name, "size", "leading"),
                        f"sets type of {size:g}pt on lines of {leading:g}pt", f'Write leading = "{size:g}pt" or more.')


LIMITS: tuple[Limit, ...] = (_check_faces, _check_margins, _check_columns, _check_grid, _check_numbers, _check_room,
                             _check_leading)
"""What is looked at, one after the other: what comes first is the cause of what comes later."""
