"""Trees of many blocks of one shape, for measuring how writers grow."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from convert.chinese.numerals import print_numeral
from convert.recovery.references import link_notes
from convert.tree.grow import grow
from convert.tree.nodes import Document
from convert.tree.record import Excision, Finding, Inline, Settled, Source

PROSE = "这是正文的一段话，讲的是同一件事情，说了很多遍。"


@dataclass
class _Sheet:
    """A source that is written together with its blocks."""

    blocks: list[Settled] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int = 0
    ends: list[int] = field(default_factory=list)

    def add(self, kind: str, text: str = "", **given: object) -> None:
        """A block, whose text is a line of the source; an article or row holds none."""
        if kind in ("article", "row"):
            self.blocks.append(Settled(kind, **given))  # type: ignore[arg-type]
            return
        start, self.length = self.length, self.length + len(text) + 1
        self.ends.append(self.length - 1)
        self.text.append(f"{text}\n")
        self.blocks.append(Settled(kind, text, ((start, start + len(text)),), "made/block", **given))  # type: ignore[arg-type]


Shape = Callable[[_Sheet, int], None]
"""Adds the blocks of a number."""


def _say(kind: str, text: str = PROSE, **given: object) -> Shape:
    return lambda sheet, _: sheet.add(kind, text, **given)


def _head(depth: Callable[[int], int]) -> Shape:
    def add(sheet: _Sheet, number: int) -> None:
        label = f"{print_numeral(number % 9999 + 1)}、"
        sheet.add("heading", f"{label}标题", level=depth(number), label=label, n=str(number + 1))
        sheet.add("p", PROSE)

    return add


def _row(cells: int, **given: int) -> Shape:
    def add(sheet: _Sheet, number: int) -> None:
        sheet.add("row")
        for _ in range(cells):
            sheet.add("cell", "甲乙", **given)

    return add


def _mark(kind: str, target: str = "") -> Shape:
    return lambda sheet, _: sheet.add("p", PROSE, inlines=(Inline(2, 4, kind, target), Inline(6, 8, kind, target)))


def _item(sheet: _Sheet, number: int) -> None:
    sheet.add("li", f"{number + 1}.条目", label=f"{number + 1}.", n=str(number + 1))


def _note(sheet: _Sheet, number: int) -> None:
    sheet.add("p", PROSE, inlines=(Inline(4, 5, "ref", f"n{number}"),))
    sheet.add("note", "注的内容。", note=f"n{number}", n=str(number + 1))


def _article(sheet: _Sheet, number: int) -> None:
    sheet.add("article")
    sheet.add("title", f"第{print_numeral(number % 9999 + 1)}篇")
    sheet.add("byline", "王明")
    sheet.add("p", PROSE)


SHAPES: Mapping[str, Shape] = {
    "paragraphs": _say("p"), "short lines": _say("p", "短"), "Latin": _say("p", "the quick brown fox " * 5),
    "ASCII and Han": _say("p", "共3,456.78万元（GDP增长6.1%）——“很好”。"), "headings": _head(lambda _: 1),
    "two depths": _head(lambda number: 1 + number % 2), "six depths": _head(lambda number: 1 + number % 6),
    "headings alone": lambda sheet, number: sheet.add("heading", f"标题{number}", level=1),
    "bullets": _say("li"), "numbers": _item, "quotations": _say("p", quote=1),
    "deep quotations": lambda sheet, number: sheet.add("p", PROSE, quote=1 + number % 6),
    "verse": _say("verse", "白日依山尽，黄河入海流。"), "rows": _row(3), "wide rows": _row(20),
    "spans": _row(3, rows=2), "captions": _say("caption", "图　示意"), "notes": _note, "articles": _article,
    "fields": lambda sheet, number: sheet.add("meta", f"值{number}", key="索引号", name="identifier"),
    "dates": _say("date", "2021年3月4日", value="2021-03-04"), "signatures": _say("signature", "某市人民政府"),
    "attachments": _say("attachment", "附件：1.名单"), "salutations": _say("salutation", "同志们："),
    "bylines": _say("byline", "王明　李强"), "strong": _mark("strong"), "links": _mark("link", "http://example.org/"),
}
"""Name → what adds its blocks."""


def make_long(shape: str, blocks: int) -> Document:
    """The tree of so many blocks of a shape."""
    sheet = _Sheet()
    sheet.add("title", "长文")
    for number in range(blocks):
        SHAPES[shape](sheet, number)
    text = "".join(sheet.text)
    data = text.encode()
    source = Source("long.txt", text, hashlib.sha256(data).hexdigest(), len(data), "utf-8")
    return grow(source, link_notes(sheet.blocks), list(_cut_ends(sheet)), [Finding("made/long", "note", "Made.")])


def _cut_ends(sheet: _Sheet) -> Iterator[Excision]:
    yield Excision(tuple((end, end + 1) for end in sheet.ends), "line/end")
