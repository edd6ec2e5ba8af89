"""Which part of an official document each paragraph is, told by its words, its place and its look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from convert.check.effective import Block
from convert.chinese.lexicon import Pattern

Roles = Mapping[str, list[Block]]
"""The name of the standard for a part → its paragraphs, in order."""

_HEAD = (
    ("份号", re.compile(r"\d{1,8}(\s|$)")), ("密级", re.compile("绝密|机密|秘密")),
    ("紧急程度", re.compile("特急|加急|特提|平急")),
    ("发文字号", re.compile(r".*[〔\[［（(【]\s*[12]\d{3}\s*[〕\]］）)】].*号")),
)
"""What stands above the title, by its words."""

_LEVELS = (
    Pattern("[{counting}百]+、"), Pattern("[（(][{counting}百]+[）)]"),
    Pattern(r"\d{1,2}[.．、]"), Pattern(r"[（(]\d{1,2}[）)]"),
)
"""The numbers of headings, the highest first (7.3.3)."""

LEVELS = ("一级标题", "二级标题", "三级标题", "四级标题")
_DATE = Pattern("[0-9{year-digit}]{4}年[0-9{counting}]{1,3}月[0-9{counting}]{1,3}日$")
_TAIL = (
    ("附件说明", re.compile(r"附\s*件\s*[:：]\s*\S")), ("附件", re.compile(r"附\s*件\s*\d*\s*[:：]?$")),
    ("抄送机关", re.compile("抄\\s*送")), ("印发机关和印发日期", re.compile(r".*年.*日\s*印发$")),
    ("成文日期", _DATE),
)
_HEADING_STYLE = re.compile(r"heading|标题|^[1-9]$", re.IGNORECASE)
_LONGEST_HEADING = 40
_LONGEST_SIGNATURE = 40
_NAME_INDENT = 3
"""Characters: names of attachments after the first stand below it."""
_DEEPEST_TITLE = 20
"""Paragraphs among which the title is looked for."""


def find_roles(blocks: Sequence[Block]) -> Roles:
    """The parts of a document; a paragraph that is nothing else is 正文."""
    roles: dict[str, list[Block]] = {}
    first, after = _find_title(blocks)
    for block in blocks[:first]:
        roles.setdefault(_head(block), []).append(block)
    if after > first:
        roles["标题"] = list(blocks[first:after])
    rest = list(blocks[after:])
    if rest and re.search("[:：]$", rest[0].text) and not _tail(rest[0]) and _rank(rest[0]) < 0:
        roles["主送机关"] = [rest.pop(0)]
    ranks: list[int] = []
    for place, block in enumerate(rest):
        name = _body(rest, place)
        if name == "标题层次":
            name = _level(ranks, _rank(block))
        roles.setdefault(name, []).append(block)
    return roles


def _level(ranks: list[int], rank: int) -> str:
    """The level of a heading: its number counts from the highest kind of number that is open above it."""
    ranks[:] = [*(above for above in ranks if above < rank), rank]
    return LEVELS[len(ranks) - 1]


def _find_title(blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the title begins and ends: the largest centred paragraph near the beginning that is not red."""
    near = [(block.size, -place) for place, block in enumerate(blocks[:_DEEPEST_TITLE])
            if (block.align == "center" or block.style == "Title") and block.colour == "000000" and block.size > 16.5]
    if not near:
        return 0, 0
    first = -max(near)[1]
    after = first + 1
    while after < len(blocks) and _look(blocks[after]) == _look(blocks[first]):
        after += 1
    return first, after


def _look(block: Block) -> tuple[str, float, str]:
    return block.style, block.size, block.align


def _head(block: Block) -> str:
    if block.align == "center" and block.colour != "000000":
        return "发文机关标志"
    return next((name for name, pattern in _HEAD if pattern.match(block.text)), "版头")


def _tail(block: Block) -> str:
    return next((name for name, pattern in _TAIL if pattern.match(block.text)), "")


def _rank(block: Block) -> int:
    """Which kind of number a heading has, -1 for no heading: one is short, or set in a heading's style."""
    short = len(block.text) <= _LONGEST_HEADING and "。" not in block.text[:-1]
    if not short and not _HEADING_STYLE.search(block.style):
        return -1
    return next((rank for rank, pattern in enumerate(_LEVELS) if pattern.match(block.text)), -1)


def _body(rest: Sequence[Block], place: int) -> str:
    """What a paragraph after the title is; 标题层次 stands for a heading of any level."""
    block = rest[place]
    if name := _tail(block) or _beside_date(rest, place):
        return name
    if place and _tail(rest[place - 1]) in ("附件说明", "附件") and block.indent("left") >= _NAME_INDENT:
        return "附件名称"
    if _rank(block) >= 0:
        return "标题层次"
    return "其他" if block.align == "center" or _HEADING_STYLE.search(block.style) else "正文"


def _beside_date(rest: Sequence[Block], place: int) -> str:
    """署名 stands right before a date, 附注 in brackets after one."""
    block = rest[place]
    following = _tail(rest[place + 1]) if place + 1 < len(rest) else ""
    if following == "成文日期" and len(block.text) <= _LONGEST_SIGNATURE and not block.text.endswith("。"):
        return "署名"
    dated = any(_tail(before) == "成文日期" for before in rest[:place])
    return "附注" if dated and re.fullmatch("[（(].*[）)]", block.text) else ""
