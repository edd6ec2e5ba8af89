"""What the parser tells of a stretch of source, one method for each kind of event; the methods stand in subclasses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from pyromark import Markdown, Options

from convert.formats.markdown.edited import Edit, Edited
from convert.formats.markdown.places import Places, Told
from convert.formats.markdown.scene import STYLES, Scene, Unmarked

_OPTIONS = (Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
            | Options.ENABLE_MATH | Options.ENABLE_GFM | Options.ENABLE_DEFINITION_LIST)

_WIKI = re.compile(r"\[\[[^\[\]\n]+\]\](?!\()")
_NUMBER = re.compile(r"[ \t]*(\d{1,9})[.)][ \t]?")
_TICKS = re.compile("`+")
_PREFIX = re.compile("[ \t>]*")
_LINE_STYLES = frozenset((*STYLES, "p", "h1", "h2", "h3", "h4", "h5", "h6", "font", "span", "u", "small", "big", "rt"))
"""Elements of HTML that end with the paragraph in which they were opened, closed or not."""

_ELEMENTS = {
    "Emphasis": ("em", "markup/emphasis"), "Strong": ("strong", "markup/strong"),
    "Strikethrough": ("del", "markup/emphasis"), "Link": ("a", "markup/link"), "Heading": ("heading", "markup/heading"),
    "BlockQuote": ("quote", "markup/quote"), "List": ("list", "markup/bullet"), "Item": ("item", "markup/bullet"),
    "FootnoteDefinition": ("note", "markup/note"), "DefinitionList": ("definitions", "markup/bullet"),
    "Table": ("table", "markup/table"), "CodeBlock": ("code block", "markup/fence"),
    "Paragraph": ("caption", "markup/mark"),
}
"""What an element is called on the scene, and the rule of the marks in it."""

_STRESSES = frozenset({"Emphasis", "Strong", "Strikethrough"})

_CLOSED = _STRESSES | {"Link", "Heading", "TableHead", "TableRow", "Table"}
"""Elements that may end in marks; where others end is not told reliably, and no mark stands there."""


class Events:
    """One pass over what the parser tells of a stretch of source; with `inline`, it is part of a paragraph."""

    def __init__(self, scene: Scene, start: int, end: int, edits: Sequence[Edit] = (), *, inline: bool = False) -> None:
        self._scene, self._galley, self._source = scene, scene.galley, scene.source
        self._edits, self._inline = edits, inline
        mine = edits[bisect_left(edits, (start,)) : bisect_left(edits, (end + 1,))]
        self._copy = Edited(scene.plain, start, end, [Edit(start, start, "x"), *mine] if inline else mine)
        self._places = Places(self._copy)
        self._block: list[tuple[int, int]] | None = None
        """Lines of the code that is being read."""
        self._lines: list[tuple[int, int]] = []
        """Lines of the HTML that is being read."""
        self._alternative: list[str] | None = None
        """The text that stands for the picture that is being read."""
        self._pictured = 0
        self._target = self._language = ""
        self._broken = -1
        """Where the line begins that goes on with a paragraph."""
        self._quotes = self._items = self._row = 0

    def read(self) -> None:
        """Tell everything to the scene."""
        text = self._copy.text
        wiki = _WIKI.search(text) and "]](" not in text
        parser = Markdown(options=_OPTIONS | Options.ENABLE_WIKILINKS if wiki else _OPTIONS)
        for event, span in parser.events_with_range(text):
            kind, detail = _split(event)
            if kind == "Start":
                self._start(*_split(detail), span["start"], span["end"])
            elif kind == "End":
                self._end(_split(detail)[0], span["start"], span["end"])
            elif self._alternative is not None:
                self._alternative.append(detail if isinstance(detail, str) else " ")
            else:
                getattr(self, f"_{kind.lower()}")(Told(detail, span["start"], span["end"]))

    def _start(self, name: str, detail: Any, start: int, end: int) -> None:
        if self._alternative is not None:
            self._pictured += name == "Image"
            return
        self._galley.skip(self._places.start(start), self._scene.rule)
        if name in _STRESSES:
            self._open(name, start)
        else:
            getattr(self, f"_start_{name.lower()}")(Told(detail, start, end))

    def _end(self, name: str, start: int, end: int) -> None:
        if self._alternative is not None:
            self._pictured -= name == "Image"
            if self._pictured:
                return
        if name in _CLOSED:
            self._galley.skip(self._places.start(end), self._scene.rule)
        method = getattr(self, f"_end_{name.lower()}", None)
        if method is not None:
            method(Told(None, start, end))
        elif name in _STRESSES or name == "Link":
            self._scene.leave(_ELEMENTS[name][0])
        else:
            self._leave(name)

    def _enter(self, name: str, /, **changes: Any) -> None:
        self._scene.enter(*_ELEMENTS[name], **changes)

    def _leave(self, name: str) -> None:
        self._end_leaf()
        self._scene.leave(_ELEMENTS[name][0])

    def _end_leaf(self) -> None:
        self._galley.end_line()
        self._scene.close_tags(_LINE_STYLES)

    def _open(self, name: str, byte: int, target: str = "") -> None:
        self._resume(self._places.start(byte))
        self._scene.style(*_ELEMENTS[name], target)

    def _read_inline(self, start: int, end: int) -> None:
        type(self)(self._scene, start, end, self._edits, inline=True).read()


    def _resume(self, place: int) -> None:
        """Note which marks a line has that goes on with a paragraph, now that something stands in it."""
        scene, broken = self._scene, self._broken
        scene.numbered, self._broken = False, -1
        if broken < 0 or not (self._quotes or self._items or scene.note):
            return
        prefix = self._source[broken:place]
        quote = scene.quote - max(self._quotes - prefix.count(">"), 0)
        inside = prefix.replace("> ", ">").strip(">") != ""
        item, note = (scene.item, scene.note) if inside else (scene.item - self._items, "")
        scene.unmarked = Unmarked(quote, item, note)


def _split(value: Any) -> tuple[str, Any]:
    """What the parser tells as a word, or as a mapping of one word to what it says of it."""
    return (value, None) if isinstance(value, str) else next(iter(value.items()))


def merge_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that touch each other as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
