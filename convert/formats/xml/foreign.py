"""Reads other people's XML: lines of what holds text, with the marks that the names of its elements say.

Nothing is known of a vocabulary but the names in `elements.toml`. What stands in attributes is markup. Facts are the
leaves of what is named a head, and the leaves at the top of the file whose name stands there once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from convert.errors import SourceError
from convert.formats.html.compose import Composer
from convert.formats.html.marks import make_lines, make_runs
from convert.formats.html.setting import Cell, Face, Kinds, Setting
from convert.formats.text.decode import decode, is_binary
from convert.formats.xml.elements import find_uses
from convert.formats.xml.nesting import DEEPEST, Element, Parsed, Piece, parse
from convert.formats.xml.references import Pictures, find_ids, find_target, read_id
from convert.recovery.text import PLACE, Picture, Run, Text
from convert.tree.record import Finding

LARGEST = 64_000_000
"""Bytes above which a file is refused: reading takes about twenty times its size in memory."""

LONGEST_FACT = 400
"""Characters of a leaf at the top of a file above which it is text and no fact."""

_RUNS = ("strong", "em", "sup", "sub")


def read_foreign(data: bytes, name: str) -> Text:
    """The text of an XML file of any vocabulary; SourceError where it is too large or no text."""
    if len(data) > LARGEST:
        raise SourceError(f"{name} is too large for one document: {len(data) // 1_000_000} MB.", "Split it.")
    if is_binary(data):
        raise SourceError(f"{name} is no XML: its bytes are no text.", "Give it the suffix of what it is.")
    source = decode(data, name)
    parsed = parse(source.text)
    composer = Composer(source.text, source.text)
    for (start, end), rule in parsed.cuts:
        composer.cut(start, end, rule)
    walk = _Walk(composer, parsed, source.text)
    walk.read()
    drafts = composer.drafts
    view = composer.finish()
    runs = (*make_runs(drafts, view.text), *walk.places)
    return Text(replace(source, media="application/xml"), view, make_lines(drafts, view.text), tuple(sorted(runs)),
                tuple(walk.pictures), findings=tuple(_find_odd(parsed, bool(drafts))))


def _find_odd(parsed: Parsed, told: bool) -> Iterator[Finding]:
    """What is odd in a file; `told` is whether it holds text."""
    if not told:
        yield Finding("xml/empty", "warning", "The elements of the file hold no text.")
    if parsed.deep:
        yield Finding("xml/depth", "note", f"{parsed.deep} elements stand within {DEEPEST} others: what is in them is "
                                           "read as the text of the last of these.")


class _Place(NamedTuple):
    """What holds inside an element."""

    setting: Setting
    kinds: Kinds = ()
    level: int = 1
    """That of the next heading."""
    headed: bool = False
    """Whether what is around has a heading of that level."""
    holder: str = ""
    """Name of the last element that is more than a paragraph."""
    inline: bool = False
    """Whether it stands in a line."""
    facts: bool = False
    """Whether leaves are facts."""


class _Walk:
    """The elements in their order, written line by line."""

    def __init__(self, composer: Composer, parsed: Parsed, source: str) -> None:
        self.composer = composer
        self.root = parsed.root
        self.singles = frozenset(map(id, _find_facts(parsed.root)))
        self.tables = self.row = self.cell = self.notes = 0
        self.wanted = find_ids(parsed.root)
        self.shown = Pictures(parsed.root, source)
        self.places: list[Run] = []
        self.pictures: list[Picture] = []

    def read(self) -> None:
        """All of it; elements wait on a stack, so that none is too deep."""
        stack: list[tuple[Element | Piece | None, _Place]] = [(self.root, _Place(Setting()))]
        while stack:
            node, place = stack.pop()
            if node is None:
                self.composer.end_block(place.setting)
            elif isinstance(node, Piece):
                self.write(node, place)
            else:
                stack += self.enter(node, place)

    def enter(self, element: Element, place: _Place) -> Iterator[tuple[Element | Piece | None, _Place]]:
        """What waits to be read of an element, the last first."""
        uses = find_uses(element.key)
        if "data" in uses:
            self.drop(element)
            return
        self.refer(element, uses)
        if "break" in uses:
            self.composer.break_line(place.setting)
        if "page" in uses:
            self.composer.turn_page()
        if place.inline and not uses & {"own"}:
            inner = place._replace(kinds=_add_kinds(element, uses, place.kinds))
            yield from ((child, inner) for child in reversed(element.children))
            return
        self.composer.end_block(place.setting)
        inner = self.open(element, uses, place)
        yield None, inner
        yield from ((child, inner) for child in reversed(element.children))

    def refer(self, element: Element, uses: frozenset[str]) -> None:
        """Keeps the place that an element is for links, and the picture that it shows."""
        at = self.composer.place
        if self.wanted and (name := read_id(element)) in self.wanted:
            self.places.append(Run(at, at, PLACE, name))
        if "picture" in uses:
            self.pictures += self.shown.read(element, at)

    def drop(self, element: Element) -> None:
        """Cuts the text of an element that is data of a picture, and of all that stands in it."""
        stack: list[Element | Piece] = [element]
        while stack:
            node = stack.pop()
            if isinstance(node, Piece):
                self.composer.cut(node.start, node.end, "markup/data")
            else:
                stack += node.children

    def open(self, element: Element, uses: frozenset[str], place: _Place) -> _Place:
        """What holds in an element that begins lines of its own."""
        setting = place.setting
        facts = place.facts or "facts" in uses
        holder = place.holder if "plain" in uses else element.name
        if (facts and element.told) or id(element) in self.singles:
            setting = setting._replace(field=holder)
        elif "heading" in uses:
            setting = setting._replace(heading=min(place.level, 6))
        if uses:
            setting = self.mark(uses, setting)
        headed = any("heading" in find_uses(child.key) for child in element.elements())
        return _Place(setting, _add_kinds(element, uses, place.kinds), place.level + (headed and place.headed),
                      headed or place.headed, holder, place.inline or element.told or "paragraph" in uses, facts)

    def mark(self, uses: frozenset[str], setting: Setting) -> Setting:
        """The setting with what the uses of an element say."""
        if "note" in uses:
            self.notes += 1
            setting = setting._replace(note=str(self.notes))
        cell = self.count_cells(uses, setting.cell)
        return setting._replace(item=setting.item + ("list" in uses) or int("item" in uses),
                                quote=setting.quote + ("quote" in uses), code=setting.code or "code" in uses,
                                caption=setting.caption or "caption" in uses, cell=cell,
                                pre=setting.pre or "code" in uses)

    def count_cells(self, uses: frozenset[str], cell: Cell) -> Cell:
        """Where in a table an element stands."""
        if "table" in uses:
            self.tables += 1
            self.row = self.cell = 0
            return Cell()
        if "row" in uses:
            self.row, self.cell = self.row + 1, 0
        elif "cell" in uses and self.tables and self.row:
            self.cell += 1
            return Cell(self.tables, self.row, self.cell, "head" in uses)
        return cell

    def write(self, piece: Piece, place: _Place) -> None:
        """A text; line ends of a CDATA section stand where it alone is the text of its element."""
        setting = place.setting
        bold = any(kind == "strong" for kind, _ in place.kinds)
        link = any(kind == "link" for kind, _ in place.kinds)
        face = Face(setting, bold, link, 0.0, place.kinds, setting.pre or piece.raw)
        self.composer.write(piece.start, piece.end, face)


def _find_facts(root: Element) -> Iterator[Element]:
    """The leaves at the top of a file whose name stands there once, where what holds them holds more than facts."""
    top = root
    while True:
        inside = list(top.elements())
        if len(inside) != 1:
            break
        top = inside[0]
    counted = Counter(element.name for element in inside)
    if all(element.is_leaf for element in inside):
        return
    yield from (element for element in inside if element.is_leaf and counted[element.name] == 1
                and 0 < element.length <= LONGEST_FACT)


def _add_kinds(element: Element, uses: frozenset[str], kinds: Kinds) -> Kinds:
    """The kinds of runs in an element."""
    added = [(kind, "") for kind in _RUNS if kind in uses]
    if "link" in uses:
        target = find_target(element)
        added += [("link", target)] if target else []
    return (*kinds, *(kind for kind in added if kind not in kinds))
