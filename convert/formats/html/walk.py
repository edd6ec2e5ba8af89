"""From the tree of a page to its lines: what holds at each place, and what is written there."""

from __future__ import annotations

import re

from convert.formats.html.acts import ACTS, Place, leave
from convert.formats.html.facets import Facet
from convert.formats.html.page import Page
from convert.formats.html.pictures import find_drawn
from convert.formats.html.roles import is_too_much
from convert.formats.html.setting import Face, Setting
from convert.formats.html.style import MEDIUM, sized
from convert.formats.html.tree import Element, Formats, Piece, read_text
from convert.formats.symbols import show
from convert.recovery.fields import find_printed_field
from convert.recovery.text import Run, Told
from convert.span import Span
from convert.tree.inlines import EMPTY

MOST_FACTS = 12
"""Pieces of a line that may each be a fact by itself."""

LONGEST_DATE, FEW = 24, 4
"""Characters of a date with its hour, and pieces that hold it."""

WIDEST = 40
"""Columns of the widest indent that is believed."""


_SIGN = re.compile(r"\s*+([^\s&<])\s*+")
"""One letter by itself."""
_ARROW = re.compile(r"(?:[\s↩↵↑⏎⤴⬆^◎\ufe0e\ufe0f]|&#(?:8617|x21a9|8593|x2191|65038|xfe0e);)+", re.IGNORECASE)
"""What a note prints to lead back."""
_DATE = re.compile(r"\s*+\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s++\d{1,2}:\d{2}(?::\d{2})?)?\s*+")
"""A day, and maybe its hour."""
_CATEGORY = re.compile(r"\s*+[\[【][^\]】]{1,8}[\]】]\s*+")
"""What boards print in a headline before the subject: [原创]."""
_LABEL = re.compile(r"\s*(?:([^\W\d_]{2,8})\s*[:：]|\d{4}[-/.年]\d)")
"""How a fact begins: with its label, or as a date."""


def walk(page: Page, root: Element, setting: Setting) -> None:
    """Writes a page in reading order; `setting` is what holds in all of it."""
    formats: Formats = ()
    face = _face(page, setting, formats)
    stack = [(root, iter(root.children), setting, page.facets("html", ""))]
    while stack:
        element, children, setting, facet = stack[-1]
        for child in children:
            if isinstance(child, Piece):
                if face.setting is not setting or formats is not child.formats:
                    formats = child.formats
                    face = _face(page, setting, formats)
                _write(page, child, face)
            elif (below := page.facets(child.tag, child.rest)).cut:
                _drop(page, child, below)
            else:
                inner = _enter(page, child, below, setting)
                if child.children:
                    stack.append((child, iter(child.children), inner, below))
                    break
                _leave(page, child, below, inner, setting)
        else:
            stack.pop()
            _leave(page, element, facet, setting, stack[-1][2] if stack else setting)


def _write(page: Page, piece: Piece, face: Face) -> None:
    """Writes a text where it belongs."""
    if face.role or face.apart:
        _write_aside(page, piece, face)
    elif face.link and face.setting.heading and _is_category(page, piece):
        _write_aside(page, piece, face._replace(role="nav"))
    elif face.kinds and face.setting.note and _leads_back(page, piece, face):
        page.composer.cut(piece.start, piece.end, "markup/note")
    elif face.setting.symbols and (sign := _SIGN.fullmatch(page.source, piece.start, piece.end)):
        _write_sign(page, sign.span(1), face)
    else:
        if _LABEL.match(page.source, piece.start, piece.end):
            _part_facts(page, piece, face.setting)
        page.composer.write(piece.start, piece.end, face)


def _is_category(page: Page, piece: Piece) -> bool:
    """Whether a link before a headline only leads to others of its kind."""
    return not page.composer.is_open and _CATEGORY.fullmatch(page.source, piece.start, piece.end) is not None


def _leads_back(page: Page, piece: Piece, face: Face) -> bool:
    """Whether a text is the arrow of a note that leads back to where it is called."""
    linked = any(kind == "link" and target.startswith("#") for kind, target in face.kinds)
    return linked and _ARROW.fullmatch(page.source, piece.start, piece.end) is not None


def _write_sign(page: Page, at: Span, face: Face) -> None:
    """Writes a letter of a symbol font: a bullet before a line, else the sign that it shows."""
    letter = page.source[at[0]]
    shown = show(ord(letter), face.setting.symbols) or letter
    if not page.composer.is_open:
        page.composer.bullet = shown
        page.composer.cut(*at, "markup/bullet")
    else:
        page.composer.write_value(*at, shown, face)


def _part_facts(page: Page, piece: Piece, setting: Setting) -> None:
    """Ends a line of facts before the label of the next, where nothing but their elements keeps the two apart."""
    before = _LABEL.match(page.composer.glued)
    label = _LABEL.match(page.source, piece.start, piece.end)
    if before is None or label is None or not label[1] or not find_printed_field(label[1]):
        return
    if not before[1] or find_printed_field(before[1]):
        page.composer.end_block(setting)


def _face(page: Page, setting: Setting, formats: Formats) -> Face:
    """How letters look under formatting elements."""
    bold, size, kinds, link, role, apart = setting.bold, setting.size, setting.kinds, False, "", False
    for tag, rest in formats:
        facet = page.facets(tag, rest)
        bold = bold if facet.style.bold is None else facet.style.bold
        size = sized(facet.style, size)
        kinds = (*kinds, *facet.kinds)
        link, apart = link or facet.link, apart or facet.apart
        role = "hidden" if facet.style.hidden or facet.role == "hidden" else role
    role = "" if setting.role else role
    return Face(setting, bold, link, size, tuple(dict.fromkeys(kinds)), setting.pre, role, apart)


def _write_aside(page: Page, piece: Piece, face: Face) -> None:
    """Writes what formatting elements hide or set apart as a line of its own."""
    page.composer.step_aside(face.setting)
    hidden = face.setting._replace(role=face.role or face.setting.role)
    page.composer.write(piece.start, piece.end, face._replace(setting=hidden))
    page.composer.step_back(hidden)


def _drop(page: Page, element: Element, facet: Facet) -> None:
    """Cuts the text of an element: what it means stands at its place without characters.

    A page that it begins begins, and pictures in a drawing are pictures.
    """
    if facet.style.paged:
        page.composer.turn_page()
    if facet.anchor:
        page.keep_place(facet.anchor)
    for piece in element.pieces(1 << 62):
        page.composer.cut(piece.start, piece.end, facet.cut)
    at = page.composer.place
    page.calls += [Run(at, at, *kind) for kind in facet.kinds if kind[0] in EMPTY]
    for picture in find_drawn(element, page.composer.place):
        page.pictures.append(picture)


def _enter(page: Page, element: Element, facet: Facet, outer: Setting) -> Setting:
    """What holds in an element, and what its beginning does to the line before it."""
    if facet.block:
        page.composer.end_block(outer)
    if facet.style.paged:
        page.composer.turn_page()
    setting = outer if facet.plain else _hold(page, element, facet, outer)
    if not facet.block and (setting.role != outer.role or _is_apart(page, element, facet, outer)):
        page.composer.step_aside(outer)
    if facet.anchor:
        page.keep_place(facet.anchor)
    if facet.anchor in page.notes:
        page.composer.note = page.notes[facet.anchor]
        setting = setting._replace(note=page.composer.note)
    act = ACTS.get(element.tag)
    inner = act(Place(page, element, facet, setting)) if act is not None else setting
    if not facet.block and inner.cell.head != setting.cell.head:
        page.composer.step_aside(outer)
    return inner


def _leave(page: Page, element: Element, facet: Facet, inner: Setting, outer: Setting) -> None:
    if facet.block:
        page.composer.end_block(inner)
    elif _is_apart(page, element, facet, outer) or inner.role != outer.role or inner.cell.head != outer.cell.head:
        page.composer.step_back(inner)
    leave(page, element.tag)


def _is_apart(page: Page, element: Element, facet: Facet, outer: Setting) -> bool:
    """Whether an element in a line is a fact by itself: by its class or as a date, if nothing else keeps it apart."""
    if facet.apart or element.parent is None or outer.heading or outer.role or outer.item:
        return facet.apart
    around = element.parent.children
    if not 1 < len(around) <= MOST_FACTS or not (facet.fact or _is_date(page, element)):
        return False
    ends = (around[0], around[-1])
    return all(isinstance(each, Element) or each.formats or (each in ends and _is_blank(page, each)) for each in around)


def _is_date(page: Page, element: Element) -> bool:
    return 0 < element.length <= LONGEST_DATE and _DATE.fullmatch(read_text(element, page.source, FEW)) is not None


def _is_blank(page: Page, piece: Piece) -> bool:
    return not page.source[piece.start : piece.end].strip()


def _hold(page: Page, element: Element, facet: Facet, outer: Setting) -> Setting:
    """The setting with what style, role and name of an element change in it."""
    style = facet.style
    changed: dict[str, object] = {}
    role = "comment" if id(element) in page.replies else _role(page, element, facet, outer)
    if role:
        changed["role"] = role
    if facet.block and facet.name:
        changed["name"] = facet.name
    if facet.kinds:
        changed["kinds"] = (*outer.kinds, *facet.kinds)
    if facet.told is not None:
        changed["told"] = _tell(page, facet.told, outer.told)
    if style.size or style.scale != 1.0:
        changed["size"] = sized(style, outer.size)
    if style.indent is not None:
        changed["indent"] = _columns(style.indent, sized(style, outer.size) or MEDIUM)
    given = {"bold": style.bold, "align": style.align or None, "pre": style.pre, "heading": facet.level or None,
             "item": style.item or None, "symbols": style.symbols}
    changed.update({name: value for name, value in given.items() if value is not None})
    return outer._replace(**changed) if changed else outer  # type: ignore[arg-type]


def _tell(page: Page, told: Told, outer: Told | None) -> Told:
    """What an element is, in the article around it; one that opens another is of that, and a fact knows its own."""
    if told.kind == "article":
        last, page.articles = (page.begun, page.articles), page.articles + 1
        page.begun = page.composer.place
        opens = outer.opens + 1 if outer is not None and last == (page.begun, outer.article) else 1
        return told._replace(article=page.articles, opens=opens)
    if told.kind == "meta":
        return told
    if outer is None:
        return told._replace(article=max(page.articles, 1))
    return told._replace(article=outer.article, opens=outer.opens)


def _role(page: Page, element: Element, facet: Facet, outer: Setting) -> str:
    """What the place is for; the outermost role holds, but what is hidden is hidden everywhere.

    What stands in the middle of a line is part of it, unless it is hidden or a control.
    """
    share = element.length / page.length
    role = facet.role or ""
    if facet.style.hidden or (facet.style.invisible and share < 1 / 3):
        role = "hidden"
    if not role or (outer.role and role != "hidden") or (role == "header" and outer.sectioned):
        return ""
    if not facet.block and role not in ("hidden", "control"):
        return ""
    return "" if element.tag != "noframes" and is_too_much(role, share) else role


def _columns(indent: float, size: float) -> int:
    """Half-width columns of an indent in pixels, or in ems where negative; an em holds two."""
    columns = 2 * (indent / size if indent > 0 else -indent)
    return round(min(columns, WIDEST)) if columns == columns else 0  # what divides endless by endless is no number
