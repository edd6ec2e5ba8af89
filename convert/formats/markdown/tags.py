"""HTML that stands in Markdown: tags are cut, and what they say of the text becomes marks.

A small table of elements, no parser of HTML: what people write in Markdown are tables, line breaks, centred lines and
pictures. A tag that is never closed ends with the block that it is in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from convert.formats.markdown.edited import Edited
from convert.formats.markdown.own import NUMBER
from convert.formats.markdown.scene import BULLET, STYLES, Cell, Numbering, Scene

TOKEN = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>)"
    r"|(?P<tag></?(?P<name>[A-Za-z][\w:.-]*+)(?P<attributes>(?>[^<>\"']+|\"[^\"<]*\"|'[^'<]*'|[\"'])*+)>)"
    r"|(?P<other><[!?%][^<>]*>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<break>\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029])",
    re.DOTALL)
"""What is no text in HTML."""

HIDDEN = frozenset({"script", "style", "svg", "iframe", "video", "audio", "object", "canvas", "map", "template",
                    "noscript"})
"""Elements whose content is not text."""

_ATTRIBUTE = re.compile(r"([\w:-]+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_MARKED = re.compile(r"\*\*|~~|\]\(|`|__|\[\^")
"""Signs that people wrote Markdown into HTML."""

TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
"""Elements of a table: a heading of Markdown ends one that was left open."""

BLOCKS = TABLE | frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search",
    "section", "select", "summary", "textarea", "title", "ul"})
"""Elements that begin and end a line."""

ROLES = {"nav": "nav", "aside": "aside", "header": "header", "footer": "footer", "form": "form", "button": "form",
         "select": "form", "textarea": "form"}
"""What an element is for, where it says so."""

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
                  "track", "wbr"})
"""Elements without an end tag."""

OPTIONAL = frozenset({"dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Elements whose end tag may be left out; others without one say nothing of what follows."""

_READING = re.compile(r"(?:(?!<rt>).){0,200}+<rt>((?:(?!</rt>).){0,200}+)</rt></ruby>")
"""What stands behind the tag of a ruby text without fallbacks: characters, then their reading."""
_RUBY = "markup/ruby"
"""The rule of readings, which the tree keeps beside their characters."""
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_COUNT = re.compile(r"\d{1,3}")

_Change = Callable[[Scene, dict[str, str]], dict[str, object]]
"""Attributes of an element → what of the scene changes while it is open."""


def read_html(scene: Scene, copy: Edited, inline: Callable[[int, int], None]) -> None:
    """Read a block of HTML; `inline` reads a stretch of text in which there is Markdown."""
    place = 0
    endless: set[str] = set()
    while match := TOKEN.search(copy.text, place):
        _read_text(scene, copy, place, match.start(), inline)
        start, place = copy.origin(match.start()), match.end()
        if match.lastgroup == "break":
            scene.galley.end_line()
            continue
        _read_token(scene, match, start, copy.origin(place - 1) + 1)
        name = (match["name"] or "").lower()
        if name in HIDDEN and name not in endless and not match["tag"].startswith("</"):
            hidden = _find_end(copy.text, name, place)
            if hidden > place:
                place = hidden
                scene.galley.skip(copy.origin(place - 1) + 1, "markup/script")
            elif hidden < 0:
                endless.add(name)
    _read_text(scene, copy, place, len(copy.text), inline)


def _find_end(text: str, name: str, place: int) -> int:
    """Where the content of an element ends; -1 where it never does."""
    match = re.compile(f"</{name}", re.IGNORECASE).search(text, place)
    return match.start() if match else -1


def read_tag(scene: Scene, start: int, end: int) -> None:
    """Read a tag, a comment or the like within a line."""
    match = TOKEN.fullmatch(scene.source, start, end)
    if match is None:
        scene.galley.skip(end, "markup/tag")
    else:
        _read_token(scene, match, start, end)


def _read_text(scene: Scene, copy: Edited, low: int, high: int, inline: Callable[[int, int], None]) -> None:
    if low >= high or (not scene.galley.is_open and copy.text[low:high].isspace()):
        return
    start, end = copy.origin(low), copy.origin(high - 1) + 1
    if scene.code or scene.own or not _MARKED.search(copy.text, low, high):
        scene.galley.keep(start, end, "markup/tag", raw=scene.code)
    else:
        inline(start, end)


def _read_token(scene: Scene, match: re.Match[str], start: int, end: int) -> None:
    kind = match.lastgroup
    if match["entity"]:
        _show_entity(scene, match["entity"], start, end)
    elif match["comment"]:
        scene.galley.skip(start, scene.rule)
        scene.galley.skip(end, "markup/comment")
    elif match["tag"]:
        _read_element(scene, match, start, end)
    elif kind == "break":
        scene.galley.end_line()
    else:
        scene.galley.skip(end, "markup/tag")


def _show_entity(scene: Scene, entity: str, start: int, end: int) -> None:
    text = unescape(entity)
    if text == entity:
        scene.galley.keep(start, end, "markup/tag")
    else:
        scene.galley.show(start, end, text)


def _read_element(scene: Scene, match: re.Match[str], start: int, end: int) -> None:
    name = match["name"].lower()
    closing = match["tag"].startswith("</")
    if name in BLOCKS:
        scene.block() if not scene.cell or name in TABLE else scene.galley.end_line()
    scene.galley.skip(start, scene.rule)
    if name == "br":
        scene.break_line()
    elif closing:
        scene.leave(name, tag=True)
    else:
        attributes = {found[0].lower(): unescape(found[1] or found[2] or found[3])
                      for found in _ATTRIBUTE.findall(match["attributes"] or "")}
        _open(scene, name, attributes, end)
        if match["tag"].endswith("/>") and name not in VOID and name in STYLES:
            scene.leave(name, tag=True)
    scene.galley.skip(end, "markup/tag")


def _open(scene: Scene, name: str, attributes: dict[str, str], place: int) -> None:
    if place_name := attributes.get("id") or (attributes.get("name") if name == "a" else ""):
        scene.galley.add_place(place_name)
    if name == "img":
        scene.galley.add_picture(attributes.get("src", ""), attributes.get("alt", ""))
    if name in VOID or (name not in OPTIONAL and scene.last_end(name) < place):
        return
    if name == "ruby":
        reading = _READING.match(scene.source, place)
        if reading is not None:
            scene.style(name, _RUBY, _ESCAPE.sub(r"\1", unescape(reading[1])), tag=True)
    elif name == "rt" and scene.rule == _RUBY:
        scene.galley.skip(max(scene.source.find("</rt>", place), place), _RUBY)
    elif name == "ins" and scene.own:
        _skip_added(scene, attributes.get("class", ""), place)
    elif name in STYLES:
        scene.style(name, "markup/tag", attributes.get("href", ""), tag=True)
    elif name in BLOCKS:
        changes = _changes(scene, name, attributes)
        scene.enter(name, "markup/tag", tag=True, **changes)


def _skip_added(scene: Scene, reason: str, place: int) -> None:
    """What our edition says where the source has a gap, or only counts a note."""
    if reason != NUMBER:
        scene.galley.mark("gap", reason)
    end = scene.source.find("</ins>", place)
    scene.galley.skip(max(end, place), "markup/edition")


def _changes(scene: Scene, name: str, attributes: dict[str, str]) -> dict[str, object]:
    """What an element says of the lines in it."""
    changes: dict[str, object] = _aligned(name, attributes)
    if name in ROLES:
        changes["role"] = ROLES[name]
    if name in _CHANGES:
        changes |= _CHANGES[name](scene, attributes)
    return changes


def _aligned(name: str, attributes: dict[str, str]) -> dict[str, object]:
    style = re.sub(r"\s", "", attributes.get("style", "").lower())
    align = attributes.get("align", "").lower()
    if name == "center" or align == "center" or "text-align:center" in style:
        return {"centred": True}
    if align == "right" or "text-align:right" in style:
        return {"right": True}
    return {"role": "hidden"} if "hidden" in attributes or "display:none" in style else {}


def _heading(level: int) -> _Change:
    return lambda _scene, _attributes: {"heading": level}


def _list(scene: Scene, _: dict[str, str]) -> dict[str, object]:
    return {"item": scene.item + 1, "numbering": Numbering()}


def _numbers(scene: Scene, attributes: dict[str, str]) -> dict[str, object]:
    first = attributes.get("start", "1")
    return {"item": scene.item + 1, "numbering": Numbering(True, int(first) - 1 if _COUNT.fullmatch(first) else 0)}


def _item(scene: Scene, _: dict[str, str]) -> dict[str, object]:
    scene.leave("li", tag=True, within=("ul", "ol", "menu"))
    numbers = scene.numbering
    numbers.value += 1
    return {"bullet": f"{numbers.value}." if numbers.ordered else BULLET, "item": max(scene.item, 1)}


def _table(scene: Scene, _: dict[str, str]) -> dict[str, object]:
    scene.tables += 1
    return {"cell": Cell(scene.tables)}


def _row(scene: Scene, _: dict[str, str]) -> dict[str, object]:
    scene.leave("tr", tag=True, within=("table",))
    if scene.cell:
        scene.cell = Cell(scene.cell.table, scene.cell.row + 1)
    return {}


def _cell(scene: Scene, attributes: dict[str, str]) -> dict[str, object]:
    if scene.cell:
        columns, rows = (max(int(match[0]), 1) if (match := _COUNT.match(attributes.get(key, ""))) else 1
                         for key in ("colspan", "rowspan"))
        scene.cell = Cell(scene.cell.table, max(scene.cell.row, 1), scene.cell.cell + 1, False, columns, rows)
    return {}


def _head_cell(scene: Scene, attributes: dict[str, str]) -> dict[str, object]:
    _cell(scene, attributes)
    if scene.cell:
        scene.cell = scene.cell._replace(head=True)
    return {}


def _caption(_scene: Scene, _: dict[str, str]) -> dict[str, object]:
    return {"caption": True, "cell": None}


_CHANGES: dict[str, _Change] = {
    **{f"h{level}": _heading(level) for level in range(1, 7)},
    "ul": _list, "menu": _list, "ol": _numbers, "li": _item, "table": _table, "tr": _row, "td": _cell,
    "th": _head_cell, "caption": _caption, "figcaption": _caption,
    "blockquote": lambda scene, _: {"quote": scene.quote + 1},
    "pre": lambda _scene, _: {"code": True},
}
"""What each element changes while it is open."""
