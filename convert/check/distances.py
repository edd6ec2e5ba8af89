"""Distances, lines and breaks that GB/T 9704-2012 asks for between the parts of a document and inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from convert.check.effective import Block, Sheet, read_measure
from convert.check.roles import Roles
from convert.chinese.opportunities import BROKEN, find_opportunities

MILLIMETRE = 72 / 25.4

ISSUER_TOP, ISSUER_TOLERANCE = 35, 3
"""Clause 7.2.4: millimetres from the top of the type area to 发文机关标志, and what a face may have above its ink."""

RULE_BELOW, RULE_TOLERANCE = 4, 0.6
"""Clause 7.2.7: millimetres from 发文字号 to the red line; Word sets whole points."""

NUMBER_BELOW, NUMBER_TOLERANCE = 7, 2
"""Clause 7.5: millimetres from the type area to the dash of a page number."""

OUTER, INNER, THICKNESS_TOLERANCE = 0.35, 0.25, 0.05
"""Clause 7.4.1: millimetres of the first and last line of 版记 and of those between; Word sets eighths of a point."""

_LINES_TOLERANCE = 0.6
_KAI = re.compile("楷|kai", re.IGNORECASE)


class Finding(NamedTuple):
    """What is not as it should be: clause, item, what is found and what is expected."""

    clause: str
    item: str
    found: str
    expected: str


SEALED = 3.5
"""Characters right of the date from which it stands as one under a seal, which is four (7.3.5.1)."""

GAPS = (("发文机关标志", "发文字号", 2, "7.2.5"), ("发文字号", "标题", 2, "7.3.1"), ("标题", "主送机关", 1, "7.3.2"))
"""Part above, part below, blank lines between them, clause."""


def check_distances(roles: Roles, blocks: Sequence[Block], sheet: Sheet) -> Iterator[Finding]:
    """What stands too near or too far, is broken inside a word, or has lines of a wrong thickness.

    `blocks` are all paragraphs, those without text too; a part that is drawn as a shape cannot be seen here.
    """
    yield from _check_issuer(roles, blocks, sheet)
    yield from _check_gaps(roles, blocks, sheet)
    yield from _check_number(roles)
    yield from _check_title(roles)
    yield from _check_signature(roles, blocks, sheet)
    yield from _check_imprint(roles, blocks)


def _check_issuer(roles: Roles, blocks: Sequence[Block], sheet: Sheet) -> Iterator[Finding]:
    for issuer in roles.get("发文机关标志", [])[:1]:
        above = [block for block in blocks[: _place(blocks, issuer)] if "framePr" not in block.paragraph]
        found = (sum(_height(block, sheet) for block in above) + issuer.spacing("before")) / MILLIMETRE
        if abs(found - ISSUER_TOP) > ISSUER_TOLERANCE:
            yield Finding("7.2.4", "发文机关标志距版心上边缘", f"{found:.0f} mm", f"{ISSUER_TOP} mm")


def _check_gaps(roles: Roles, blocks: Sequence[Block], sheet: Sheet) -> Iterator[Finding]:
    line = sheet.pitch or next((block.pitch for block in roles.get("正文", []) if block.pitch), 0.0)
    for above, below, wanted, clause in GAPS:
        for upper, lower in zip(roles.get(above, [])[-1:], roles.get(below, [])[:1], strict=False):
            between = blocks[_place(blocks, upper) + 1 : _place(blocks, lower)]
            if not line or any(block.text for block in between):
                continue
            white = upper.spacing("after") + lower.spacing("before") + sum(_height(each, sheet) for each in between)
            if abs(white / line - wanted) > _LINES_TOLERANCE:
                yield Finding(clause, f"{above}与{below}之间", f"空 {white / line:.1f} 行", f"空 {wanted} 行")


def _check_number(roles: Roles) -> Iterator[Finding]:
    """发文字号 with 签发人, and the red line under it where that is a border."""
    for number in roles.get("发文字号", [])[:1]:
        if "签发人" in number.text:
            if not re.search(r"签\s*发\s*人：\s*\S", number.text):
                yield Finding("7.2.6", "签发人写法", number.text[-12:], "“签发人”后标全角冒号，再标姓名")
            if not _KAI.search(number.last_face):
                yield Finding("7.2.6", "签发人姓名字体", number.last_face or "未设置", "楷体")
        rule = number.paragraph.get("pBdr.bottom")
        if rule is not None:
            found = read_measure(rule.get("space")) / MILLIMETRE
            if abs(found - RULE_BELOW) > RULE_TOLERANCE:
                yield Finding("7.2.7", "版头分隔线距发文字号", f"{found:.1f} mm", f"{RULE_BELOW} mm")


def _check_title(roles: Roles) -> Iterator[Finding]:
    """A line of the title that ends inside a word (词意完整)."""
    lines = [line for block in roles.get("标题", []) for line in block.lines]
    title, ends = "".join(lines), [len("".join(lines[:count])) for count in range(1, len(lines))]
    sound = {place.stop for place in find_opportunities(title) if place.cost < BROKEN}
    for end in ends:
        if end not in sound:
            yield Finding("7.3.1", "标题回行", f"“{title[max(0, end - 4) : end]}／{title[end : end + 4]}”", "词意完整")


def _check_signature(roles: Roles, blocks: Sequence[Block], sheet: Sheet) -> Iterator[Finding]:
    """The blank line above 署名 where no seal wants its room: the date then ends nearer to the right."""
    for signature, date in zip(roles.get("署名", [])[-1:], roles.get("成文日期", [])[-1:], strict=False):
        above = takewhile(lambda block: not block.text, reversed(blocks[: _place(blocks, signature)]))
        white = signature.spacing("before") + sum(_height(block, sheet) for block in above)
        line = sheet.pitch or signature.pitch
        if date.indent("right") < SEALED and line and white / line < 1 - _LINES_TOLERANCE:
            yield Finding("7.3.5.2", "署名上空", f"{white / line:.1f} 行", "1 行（不加盖印章）")


def _check_imprint(roles: Roles, blocks: Sequence[Block]) -> Iterator[Finding]:
    """The lines of 版记: borders of its paragraphs, or black paragraphs between them; a letter has none (10.1)."""
    rows = [*roles.get("抄送机关", []), *roles.get("印发机关和印发日期", [])]
    if not roles.get("印发机关和印发日期"):
        return
    places = [_place(blocks, row) for row in rows]
    drawn = [width for block in blocks[max(0, min(places) - 1) : max(places) + 2] for width in _lines_of(block)]
    wanted = [OUTER, *[INNER] * (len(rows) - 1), OUTER]
    if len(drawn) != len(wanted) or any(abs(width - right) > THICKNESS_TOLERANCE
                                        for width, right in zip(drawn, wanted, strict=True)):
        found = "、".join(f"{width:.2f}" for width in drawn)
        yield Finding("7.4.1", "版记分隔线", f"{found} mm" if found else "段落无边线",
                      f"首末 {OUTER} mm，中间 {INNER} mm")


def _lines_of(block: Block) -> Iterator[float]:
    """Millimetres of the lines that a paragraph draws across its column, from above."""
    if not block.text and block.paragraph.get("shd", {}).get("fill") == "000000":
        yield block.pitch / MILLIMETRE
    for side in ("top", "bottom"):
        rule = block.paragraph.get(f"pBdr.{side}", {"val": "nil"})
        if rule.get("val") not in ("nil", "none"):
            yield read_measure(rule.get("sz")) / 8 / MILLIMETRE


def check_number_place(block: Block, sheet: Sheet) -> Iterator[Finding]:
    """How far the dash of a page number stands under the type area; that of a letter stands elsewhere (10.1)."""
    height = block.pitch or 1.3 * block.size
    found = (sheet.bottom - sheet.footer - block.spacing("after") - height / 2) / MILLIMETRE
    if abs(found - NUMBER_BELOW) > NUMBER_TOLERANCE:
        yield Finding("7.5", "页码一字线距版心下边缘", f"{found:.1f} mm", f"{NUMBER_BELOW} mm")


def _place(blocks: Sequence[Block], wanted: Block) -> int:
    return next(place for place, block in enumerate(blocks) if block is wanted)


def _height(block: Block, sheet: Sheet) -> float:
    return block.spacing("before") + (block.pitch or sheet.pitch or 1.3 * block.size) + block.spacing("after")
