"""Openers: the printed numbers and marks that may open a heading, an item or an article of law."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from convert.chinese.lexicon import Pattern, characters
from convert.chinese.numerals import read_numeral


class Style(NamedTuple):
    """A style of numbering: how it looks in folded text, and how high it ranks where nothing else tells."""

    name: str
    rank: int
    pattern: str
    """Its first group is the number; it may name lists of the lexicon."""
    condensed: bool = False
    """True for enumerations that are headings only where a sibling stands alone on its line."""


STYLES = (
    Style("part", 10, r"第 ?([{ordinal}\d]{1,4}) ?(?:编|篇|部分|分编)(?=[ :、]|$|[^,。，]{1,20}$)"),
    Style("chapter", 20, r"第 ?([{ordinal}\d]{1,5}) ?章(?!程)"),
    Style("division", 30, r"第 ?([{ordinal}\d]{1,5}) ?节(?![能约日目])"),
    Style("clause", 80, r"第 ?([{ordinal}\d]{1,7}) ?条(?:之[{ordinal}]{1,2})?(?![款件第、和及至的之,到规所])"),
    Style("formal", 35, r"([{formal}]{1,3})(?:、|[.] ?(?!\d)| )"),
    Style("han", 40, r"([{ordinal}]{1,3})(?:[、,](?![{ordinal}] ?[等级类期届批季线、])|[.] ?(?:(?!\d)|(?=\d{4}年)))"),
    Style("ordinal", 45, r"第([{ordinal}]{1,3})[,、:](?!第)", condensed=True),
    Style("han-paren", 50, r"[(] ?([{ordinal}]{1,3}) ?[)][、.,]?"),
    Style("must", 57, r"([{ordinal}]{1,3})要(?![素求点闻件])", condensed=True),
    Style("is", 58, r"([{ordinal}]{1,3})是", condensed=True),
    Style("padded", 59, r"(0\d)(?![\d.:/-])"),
    Style("arabic", 60, r"(\d{1,3})(?:[.](?:(?!\d)|(?=\d{4}年))|、|,(?!\d)) ?"),
    Style("decimal", 62, r"\d{1,2}[.](\d{1,2})(?:[.]\d{1,2}){0,2}(?= ?[^\d%.,、亿万千百个倍元吨米度以至年月 ])"),
    Style("arabic-paren", 70, r"[(] ?(\d{1,3}) ?[)][、.]?"),
    Style("arabic-half", 71, r"(\d{1,2})[)] ?"),
    Style("bracketed", 73, r"[\[〔【] ?(\d{1,3}) ?[\]〕】]"),
    Style("parenthesised", 72, r"([⑴-⒇])"),
    Style("circled", 75, r"([①-⑳])"),
)
"""Every style that one regular expression finds; the first that fits wins."""

KEYWORD = Style("keyword", 55, r"([^\W\d_]{2,5}?) ?([{ordinal}]{1,3}|\d{1,2})[:] ?")
"""关键词一: 考点2: — a label of the document's own, with a number and a colon; its series needs a second member."""

RANK = {style.name: style.rank for style in (*STYLES, KEYWORD)}
CONDENSED = frozenset(style.name for style in STYLES if style.condensed)

_PATTERNS = tuple((style.name, Pattern(style.pattern)) for style in STYLES)
_KEYWORD = Pattern(KEYWORD.pattern)
_SIGNS = "第([〔【0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂"
_GLUED = Pattern(r"[。!?;…”’)] {0,4}(?=第[ {ordinal}\d]|\( ?[{ordinal}\d]|[{ordinal}]{1,3}[、.要是]|\d{1,3}[.、])")


_BARE = Pattern(r"[{ordinal}]{1,3}")
"""A number alone on its line."""


class Opener(NamedTuple):
    """A number that may open something, found in a block."""

    style: str
    value: int
    start: int
    """Where it stands in the text of its block."""
    end: int
    """Where the printed number ends."""


@cache
def _first() -> frozenset[str]:
    return frozenset(_SIGNS + characters("formal") + characters("ordinal"))


def find_opener(plain: str, start: int = 0) -> Opener | None:
    """The opener that stands at `start` of a folded text, or None."""
    if start == 0 and plain[:1] == "【" and plain[-1:] == "】":
        inner = find_opener(plain, 1) or _find_keyword(plain, 1)
        return inner._replace(start=0) if inner is not None else None
    if plain[start : start + 1] in _first():
        if start == 0 and _BARE.fullmatch(plain):
            return Opener("han", read_numeral(plain) or 0, 0, len(plain))
        for name, pattern in _PATTERNS:
            match = pattern.match(plain, start)
            if match:
                style = f"decimal {match[0].count('.') + 1}" if name == "decimal" else name
                return Opener(style, read_numeral(match[1]) or 0, start, match.end())
    return _find_keyword(plain, 0) if start == 0 else None


def _find_keyword(plain: str, start: int) -> Opener | None:
    match = _KEYWORD.match(plain, start) if ":" in plain[start : start + 12] else None
    return Opener(f"keyword {match[1]}", read_numeral(match[2]) or 0, start, match.end()) if match else None


_TITLED = Pattern(
    r"(?<=[^(《“与和及至、])第 ?[{ordinal}\d]{1,5} ?[编章节] {0,4}[^\W\d_]{1,20}?[^\W\d_(《“与和及至、第] {0,4}"
    r"(?=第 ?[{ordinal}\d]{1,5} ?[章节条] )"
)
"""第一章 总则第一条 … in a law whose line ends were lost: its titles end with no mark."""


def find_glued(plain: str) -> list[Opener]:
    """The openers that follow a full stop inside a folded text, or the title of a chapter."""
    places = {match.end() for match in _GLUED.finditer(plain)}
    if len(plain) > _ACT_LEAST and "章" in plain:
        places.update(place for match in _TITLED.finditer(plain) for place in match.span())
    found = (find_opener(plain, place) for place in sorted(places))
    return [opener for opener in found if opener is not None and not _is_amount(opener, plain)]


def _is_amount(opener: Opener, plain: str) -> bool:
    """(%) 40.2 is a figure of a table."""
    return opener.style.startswith("decimal") and plain[: opener.start].rstrip()[-1:] == ")"


_ACT_LEAST = 60
"""No shorter text holds a chapter and an article of law."""


def rank_of(style: str) -> int:
    """How high a style ranks where nothing else tells; lower numbers stand above."""
    name, _, places = style.partition(" ")
    return RANK[name] + (int(places) if name == "decimal" else 0)
