"""Whether a DOCX keeps to GB/T 9704-2012 (党政机关公文格式), as far as its markup tells.

Each rule is a row: the clause, what it is about, whom it concerns, what is found there and what is expected. Lengths
have the tolerance that the standard gives (1 mm for margins) or half a character where it gives none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from math import floor
from typing import NamedTuple

from convert.check.departure import Departure
from convert.check.distances import check_distances, check_number_place
from convert.check.effective import Block, Sheet, read_blocks, read_sheets
from convert.check.roles import LEVELS, Roles, find_roles
from convert.check.structure import Parts, W, open_package
from convert.chinese.lexicon import Pattern

STANDARD = "GB/T 9704-2012"
MILLIMETRE = 72 / 25.4

Get = Callable[[Block], object]
Test = Callable[[Block], bool]


class Rule(NamedTuple):
    """What the standard says of the paragraphs of a role."""

    clause: str
    role: str
    what: str
    expected: str
    keeps: Test
    found: Get


_FACES = {
    name: re.compile(names, re.IGNORECASE) for name, names in (
        ("仿宋", "仿宋|fangsong"), ("黑体", "黑体|黑體|simhei|heiti|jhenghei"), ("楷体", "楷体|楷體|kaiti|dfkai"),
        ("小标宋", "小标宋|xiaobiaosong"), ("宋体", "宋体|simsun|songti|細明體|mingliu"))
}
"""Names that each face goes by, those of Traditional text included."""

_THIRD = ("3号", 16, 15.75)
"""3号 is 16 pt in Word and 15.75 pt in type."""


def _face(role: str, clause: str, name: str) -> Rule:
    return Rule(clause, role, "字体", name, lambda block: bool(_FACES[name].search(block.face)),
                lambda block: block.face or "未设置")


def _size(role: str, clause: str, name: str, *points: float) -> Rule:
    return Rule(clause, role, "字号", f"{name}（{points[0]:g} pt）",
                lambda block: any(abs(block.size - size) < 0.26 for size in points), lambda block: f"{block.size:g} pt")


def _align(role: str, clause: str, name: str, *values: str) -> Rule:
    return Rule(clause, role, "对齐", name, lambda block: block.align in values, lambda block: block.align)


def _indent(role: str, clause: str, side: str, what: str, chars: float) -> Rule:
    return Rule(clause, role, what, f"{chars:g} 字", lambda block: abs(block.indent(side) - chars) < 0.5,
                lambda block: f"{block.indent(side):.2g} 字")


def _text(role: str, clause: str, what: str, expected: str, pattern: str, shown: slice = slice(None)) -> Rule:
    compiled = Pattern(pattern)
    return Rule(clause, role, what, expected, lambda block: bool(compiled.search(block.text)),
                lambda block: block.text[shown])


def _flush(role: str, clause: str) -> tuple[Rule, ...]:
    return (_align(role, clause, "顶格", "left", "both"), _indent(role, clause, "firstLine", "首行缩进", 0))


_YEAR = r"^[^〔〕\[\]()（）第]*〔[12]\d{3}〕(?!第)[1-9]\d*号"
_DATE = r"^[12]\d{3}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$"

_NUMBER = r"^([{counting}百]+、|（[{counting}百]+）|\d+[.．]|（\d+）)"
_LEAST_RIGHT = 1.5

RULES: tuple[Rule, ...] = (
    _face("正文", "5.2.2", "仿宋"), _size("正文", "5.2.2", *_THIRD),
    Rule("5.2.4", "正文", "颜色", "黑色", lambda block: block.colour == "000000", lambda block: f"#{block.colour}"),
    _size("份号", "7.2.1", *_THIRD), *_flush("份号", "7.2.1"), _text("份号", "7.2.1", "位数", "6 位数字", r"^\d{6}\b"),
    _face("密级", "7.2.2", "黑体"), _size("密级", "7.2.2", *_THIRD), *_flush("密级", "7.2.2"),
    _face("紧急程度", "7.2.3", "黑体"), _size("紧急程度", "7.2.3", *_THIRD), *_flush("紧急程度", "7.2.3"),
    _face("发文机关标志", "7.2.4", "小标宋"), _align("发文机关标志", "7.2.4", "居中", "center"),
    Rule("7.2.4", "发文机关标志", "颜色", "红色", lambda block: is_red(block.colour), lambda block: f"#{block.colour}"),
    _size("发文字号", "7.2.5", *_THIRD),
    _text("发文字号", "7.2.5", "年份", "六角括号〔〕，不编虚位，不加“第”", _YEAR),
    _face("标题", "7.3.1", "小标宋"), _size("标题", "7.3.1", "2号", 22, 21), _align("标题", "7.3.1", "居中", "center"),
    *_flush("主送机关", "7.3.2"), _size("主送机关", "7.3.2", *_THIRD),
    _text("主送机关", "7.3.2", "末尾", "全角冒号", "：$", slice(-1, None)),
    _indent("正文", "7.3.3", "firstLine", "首行缩进", 2), _indent("正文", "7.3.3", "left", "回行", 0),
    _face("一级标题", "7.3.3", "黑体"), _face("二级标题", "7.3.3", "楷体"), _face("三级标题", "7.3.3", "仿宋"),
    _face("四级标题", "7.3.3", "仿宋"),
    *(_size(level, "5.2.2", *_THIRD) for level in LEVELS),
    *(_indent(level, "7.3.3", "firstLine", "首行缩进", 2) for level in LEVELS),
    *(_text(level, "7.3.3", "序号", "一、（一）1.（1）", _NUMBER, slice(1)) for level in LEVELS),
    Rule("7.3.4", "附件说明", "左空", "2 字", lambda block: abs(block.begins - 2) < 0.5,
         lambda block: f"{block.begins:.2g} 字"),
    Rule("7.3.4", "附件说明", "上空", "1 行", lambda block: _lines_before(block) >= 0.9,
         lambda block: f"{_lines_before(block):.2g} 行"),
    _text("附件说明", "7.3.4", "末尾", "不加标点", "[^。，；、.]$", slice(-1, None)),
    _text("附件说明", "7.3.4", "冒号", "附件：", "^附件：", slice(3)),
    _text("成文日期", "7.3.5.4", "写法", "阿拉伯数字，年份标全，不编虚位", _DATE),
    Rule("7.3.5", "成文日期", "右空", "2 字以上；加盖印章时 4 字", lambda block: block.indent("right") >= _LEAST_RIGHT,
         lambda block: f"{block.indent('right'):.2g} 字"),
    _align("成文日期", "7.3.5", "右", "right"), _align("署名", "7.3.5", "右", "right"),
    _text("附注", "7.3.6", "括号", "圆括号", "^（.*）$"), _indent("附注", "7.3.6", "firstLine", "左空", 2),
    _face("附件", "7.3.7", "黑体"), _size("附件", "7.3.7", *_THIRD), *_flush("附件", "7.3.7"),
    Rule("7.3.7", "附件", "另面", "另面编排", lambda block: block.opens_page, lambda _: "接排"),
    _face("抄送机关", "7.4.2", "仿宋"), _size("抄送机关", "7.4.2", "4号", 14),
    _text("抄送机关", "7.4.2", "冒号", "抄送：", "^抄送：", slice(3)),
    _text("抄送机关", "7.4.2", "末尾", "句号", "。$", slice(-1, None)),
    _face("印发机关和印发日期", "7.4.3", "仿宋"), _size("印发机关和印发日期", "7.4.3", "4号", 14),
    _text("印发机关和印发日期", "7.4.3", "写法", "日期后加“印发”", r"[12]\d{3}年\d{1,2}月\d{1,2}日印发$"),
)
"""Rules for paragraphs by their role; those of the page and of several paragraphs are functions below."""


def check_official(data: bytes, name: str) -> list[Departure]:
    """Where a DOCX departs from the standard; raises SourceError where it is no DOCX."""
    _, parts = open_package(data, name)
    paragraphs = read_blocks(parts, blank=True)
    blocks = [block for block in paragraphs if block.text]
    roles, sheets = find_roles(blocks), read_sheets(parts)
    rows = [*check_page(sheets, roles), *_check_rules(roles), *_check_closing(roles),
            *check_page_numbers(parts), *_check_head(roles, blocks)]
    rows += [_row(*found) for sheet in sheets[:1] for found in check_distances(roles, paragraphs, sheet)]
    return list(dict.fromkeys(rows))


def _row(clause: str, item: str, found: object, expected: str) -> Departure:
    return Departure(f"{STANDARD} {clause}", item, str(found), expected)


def _check_rules(roles: Roles) -> Iterator[Departure]:
    for rule in RULES:
        wrong: dict[str, list[Block]] = {}
        for block in roles.get(rule.role, ()):
            if not rule.keeps(block):
                wrong.setdefault(str(rule.found(block)), []).append(block)
        for found, blocks in wrong.items():
            yield _row(rule.clause, f"{rule.role}{rule.what}{_place(blocks)}", found, rule.expected)


def _place(blocks: list[Block]) -> str:
    more = f" 等 {len(blocks)} 处" if len(blocks) > 1 else ""
    return f"：“{blocks[0].text[:12]}”{more}"


def is_red(colour: str) -> bool:
    """Whether a colour, RRGGBB, passes for red."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xC0 and green <= 0x40 and blue <= 0x40


def _lines_before(block: Block) -> float:
    return block.spacing("before") / (block.pitch or 1.3 * block.size)


# the page

def check_page(sheets: Iterable[Sheet], roles: Roles) -> Iterator[Departure]:
    """Paper, margins, lines and characters of the first section that is upright; landscape tables have their own."""
    upright = [sheet for sheet in sheets if sheet.width <= sheet.height][:1]
    for sheet in upright:
        yield from _check_paper(sheet)
        for block in roles.get("正文", [])[:1]:
            yield from _check_grid(sheet, block)


def _check_paper(sheet: Sheet) -> Iterator[Departure]:
    rows = (("5.1", "纸张宽", sheet.width, 210, 0.5), ("5.1", "纸张高", sheet.height, 297, 0.5),
            ("5.2.1", "天头", sheet.top, 37, 1), ("5.2.1", "订口", sheet.left, 28, 1),
            ("5.2.1", "版心宽", sheet.width - sheet.left - sheet.right, 156, 1),
            ("5.2.1", "版心高", sheet.height - sheet.top - sheet.bottom, 225, 1))
    for clause, item, points, expected, tolerance in rows:
        found = points / MILLIMETRE
        if abs(found - expected) > tolerance:
            yield _row(clause, item, f"{found:.1f} mm", f"{expected} mm")


def _check_grid(sheet: Sheet, body: Block) -> Iterator[Departure]:
    pitch = body.pitch or sheet.pitch
    lines = floor((sheet.height - sheet.top - sheet.bottom) / pitch + 0.01) if pitch else 0
    if lines != 22:
        yield _row("5.2.3", "每面行数", lines or "未设行距", "22 行")
    advance = max(1.0, body.size + (sheet.cell or body.tracking))
    chars = floor((sheet.width - sheet.left - sheet.right) / advance + 0.01)
    if chars != 28:
        yield _row("5.2.3", "每行字数", chars, "28 字")


# several paragraphs

def _check_closing(roles: Roles) -> Iterator[Departure]:
    """With 4 characters right of the date there is a seal; with fewer, the date begins two right of the 署名."""
    from convert.chinese.widths import width

    for signature, date in zip(roles.get("署名", [])[-1:], roles.get("成文日期", []), strict=False):
        from_right = date.indent("right")
        begins = {block.text: block.indent("right") + width(block.text) for block in (signature, date)}
        if abs(from_right - 4) >= 0.5 and abs(begins[signature.text] - begins[date.text] - 2) >= 0.75:
            found = f"{begins[signature.text] - begins[date.text]:.2g} 字"
            yield _row("7.3.5.2", "成文日期首字比署名首字右移", found, "2 字（不加盖印章）")


def _check_head(roles: Roles, blocks: list[Block]) -> Iterator[Departure]:
    """Where 版头 has its issuer in the text: 发文字号 and the red line; one drawn as a shape cannot be seen here."""
    if not roles.get("发文机关标志"):
        return
    for number in roles.get("发文字号", []):
        expected = "left" if "签发人" in number.text else "center"
        if number.align != expected:
            yield _row("7.2.5", "发文字号位置", number.align, "居中；有签发人时居左空一字")
        if not any("pBdr" in block.paragraph for block in blocks[: blocks.index(number) + 2]):
            yield _row("7.2.7", "版头分隔线", "段落无下边线", "发文字号之下 4 mm 处与版心等宽的红色分隔线")


# page numbers

def check_page_numbers(parts: Parts) -> Iterator[Departure]:
    """Size, face, dashes and side of page numbers, odd and even."""
    footers = {kind: part for kind, part in _footers(parts) if kind in ("default", "even")}
    if not any(list(parts[part].iter(f"{W}fldChar", f"{W}fldSimple", f"{W}sdt")) for part in footers.values()):
        yield _row("7.5", "页码", "无", "版心下边缘之下，一字线，阿拉伯数字")
        return
    sides = (("default", "单页", "right"), ("even", "双页", "left"))
    for kind, name, side in sides:
        if kind not in footers:
            yield _row("7.5", f"{name}页码", "与单页相同", "单页居右、双页居左")
            continue
        for block in read_blocks(parts, footers[kind])[:1]:
            yield from _check_number(block, name, side)
            yield from (_row(*found) for sheet in read_sheets(parts)[:1] for found in check_number_place(block, sheet))


def _footers(parts: Parts) -> Iterator[tuple[str, str]]:
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    links = parts.get("word/_rels/document.xml.rels")
    targets = {} if links is None else {link.get("Id"): link.get("Target") for link in links}
    for reference in parts["word/document.xml"].iter(f"{W}footerReference"):
        target = (targets.get(reference.get(relation)) or "").removeprefix("/word/")
        if f"word/{target}" in parts:
            yield reference.get(f"{W}type") or "default", f"word/{target}"


def _check_number(block: Block, name: str, side: str) -> Iterator[Departure]:
    if abs(block.size - 14) > 0.26:
        yield _row("7.5", f"{name}页码字号", f"{block.size:g} pt", "4号（14 pt）")
    if not _FACES["宋体"].search(block.face):
        yield _row("7.5", f"{name}页码字体", block.face, "宋体")
    if not re.match(r"^[—－–]\s*\d*\s*[—－–]$", block.text):
        yield _row("7.5", f"{name}页码写法", block.text, "— 1 —")
    if block.align != side:
        yield _row("7.5", f"{name}页码位置", block.align, {"right": "居右空一字", "left": "居左空一字"}[side])
    elif abs(block.indent(side) - 1) > 0.5:
        yield _row("7.5", f"{name}页码空字", f"{block.indent(side):.2g} 字", "1 字")
