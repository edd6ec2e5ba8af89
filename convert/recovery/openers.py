"""Openers: the printed numbers and marks that may open a heading, an item or an article of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from convert.chinese.folding import fold, widen_stops
from convert.chinese.lexicon import Pattern, characters, fill
from convert.chinese.numerals import STEMS, read_numeral


class Style(NamedTuple):
    """A style of numbering: how it looks in folded text, and how high it ranks where nothing else tells."""

    name: str
    rank: int
    first: str
    """The signs that it may begin with; it may name lists of the lexicon."""
    pattern: str
    """Its first group is the number; it may name lists of the lexicon."""
    condensed: bool = False
    """True for enumerations that are headings only where a sibling stands alone on its line."""


_DIGITS = "0123456789"

STYLES = (
    Style("annex", 0, "附", r"附 {0,4}录 {0,4}([A-H]|\d{1,2}|[{ordinal}]{1,3})(?=[ :、.(]|$)"),
    Style("volume", 6, "第卷", r"第 ?([{ordinal}千\d]{1,5}) ?[卷部集辑](?=[ :、]|$|[^,。,]{1,20}$)"
                             r"|卷[第之]?([{ordinal}千上中下]{1,4})(?=[ :、]|$)"),
    Style("part", 10, "第上中下", r"第 ?([{ordinal}千\d]{1,4}) ?{division-name}(?=[ :、]|$|[^,。，]{1,20}$)"
                              r"|([上中下])[篇编部卷](?=[ :、]|$)"),
    Style("chapter", 20, "第之", r"第 ?([{ordinal}千\d]{1,6}) ?(?:章(?!程)|[回讲课幕折出品](?=[ :、]|$))"
                               r"|之([{ordinal}千]{1,3})(?=[ :])"),
    Style("division", 30, "第", r"第 ?([{ordinal}千\d]{1,5}) ?节(?![能约日目])"),
    Style("clause", 80, "第", r"第 ?([{ordinal}千\d]{1,7})(?:[-—]\d{1,2})? ?条(?:之[{ordinal}千]{1,2})?"
                             r"(?![款件第、和及至的之,到规所])"),
    Style("formal", 35, "{formal}", r"([{formal}]{1,3})(?:、|[.] ?(?!\d)| (?=\S\S))"),
    Style("han", 40, "{ordinal}千", r"([{ordinal}千]{1,3})(?:[、,](?![{ordinal}千] ?[等级类期届批季线、])"
                                   r"|[.] ?(?:(?!\d)|(?=\d{4}年))| +(?=[^\W\d_“《]))"),
    Style("roman", 38, "IVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", r"(?:([IVX]{1,5})[.、]|([Ⅰ-Ⅻ])(?:[.、]| +))(?= {0,4}[^\x00-\xff])"),
    Style("stem", 44, STEMS, rf"([{STEMS}])[、.]"),
    Style("ordinal", 45, "第", r"第([{ordinal}千]{1,3})[,、:](?!第)", condensed=True),
    Style("han-paren", 50, "(", r"[(] ?([{ordinal}千]{1,3}) ?[)](?![及和至]|、[(])[、.,]?"),
    Style("han-enclosed", 51, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", r"([㈠-㈩])[、.]?"),
    Style("must", 57, "{ordinal}千", r"([{ordinal}千]{1,3})要(?![素求点闻件])", condensed=True),
    Style("is", 58, "{ordinal}千", r"([{ordinal}千]{1,3})是", condensed=True),
    Style("padded", 59, "0", r"(0[1-9])(?:(?![\d.:/%+-]|[多余万亿千百年月日号时分元个])|(?={measure-word}))"),
    Style("decimal", 62, _DIGITS + "ABCDEFGH",
          r"(?:\d{1,2}|[A-H])[.](?:\d{1,2}[.]){0,3}(\d{1,2})(?![.]?\d|的|所[述列示]|条[的、,和])[.]?"
          r"(?= {0,4}[^\d%.,、亿万千百个倍元吨米度以至年月 ]| *$)"),
    Style("arabic", 60, _DIGITS, r"(\d{1,3})(?:[.](?:(?!\d)|(?=\d{4}年))|、|,(?!\d)) ?"),
    Style("arabic-space", 61, _DIGITS, r"(\d{1,2}) +(?=[“《]?[^\W\d_年月日时分号个]|{measure-word})"),
    Style("arabic-paren", 70, "(", r"[(] ?(\d{1,3}) ?[)](?![及和至]|、[(])[、.]?"),
    Style("arabic-half", 71, _DIGITS, r"(\d{1,2})[)] ?"),
    Style("letter", 74, "ABCDEFGH", r"([A-H])[.、,) ](?! ?[=+×<>≤≥*/])(?=\S| )"),
    Style("bracketed", 73, "[〔【", r"[\[〔【] ?(\d{1,3}) ?[\]〕】]|〔 ?([{ordinal}]{1,3}) ?〕"),
    Style("roman-paren", 76, "(", r"[(] ?([ivx]{1,5}|[ⅰ-ⅻ]) ?[)]"),
    Style("parenthesised", 72, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂", r"([⑴-⒇])"),
    Style("circled", 75, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", r"([①-⑳])"),
)
"""Every style that one regular expression finds; the first that fits wins."""

RANK = {style.name: style.rank for style in STYLES} | {"keyword": 63, "tail": 25}
"""Style → how high it ranks where nothing else tells; lower numbers stand above."""

DIVISIONS = frozenset({"annex", "volume", "part", "chapter", "division"})
"""Styles that number the parts of a book or of a law."""

CONDENSED = frozenset(style.name for style in STYLES if style.condensed)
"""Styles that are headings only where a sibling stands alone on its line."""

_SIGNS = r"[◇◆■●★☆○□▲△=—━~*#·•【\[《〖 -]+"
"""What decorates a number."""
_SMALL = Pattern(r"([a-h])[.、)] ?(?=[^\x00-\xff])")
_KEYWORD = Pattern(rf"(?:{_SIGNS})?([^\W\d_]{{2,5}}?) ?([{{ordinal}}千]{{1,3}}|\d{{1,2}})[:](?!\d\d) ?")
_LATIN = Pattern(r"({latin-division})[. ]{0,2}(\d{1,2})(?: ?[:|.、] ?| +|$)")
_TAIL = Pattern(r"[^\W\d_]{1,8}第([{ordinal}千]{1,4})$")
_LAST = Pattern(r"[^\W\d_]{2,12}卷(?:第?([{ordinal}千]{1,3})|([上中下]))$")
"""佛说明镜经卷上: a book names its volumes behind its own title."""
_BARE = Pattern(r"[{ordinal}千]{1,3}|[{formal}]{1,2}")
_DRESS = Pattern(rf"{_SIGNS}(?=第|卷|[{{counting}}]{{1,3}}[、. ]|[(][{{counting}}]{{1,3}}[)])"
                 r"|{extra-story}[ :篇]*(?=第|之[{counting}])|正文[ :]{1,2}(?=第|卷)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ORDERS: Sequence[Sequence[str]] = (
    STEMS, "上中下", "ABCDEFGH", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ",
    _ROMANS, [roman.upper() for roman in _ROMANS])
_ORDER = {sign: number for signs in _ORDERS for number, sign in enumerate(signs, 1)}


@cache
def _styles_of() -> Mapping[str, Sequence[tuple[str, Pattern]]]:
    """Sign → the styles that may begin with it, in their order."""
    found: dict[str, list[tuple[str, Pattern]]] = {}
    for style in STYLES:
        named = style.name, Pattern(style.pattern)
        for sign in fill(style.first):
            found.setdefault(sign, []).append(named)
    return found


@cache
def _first() -> frozenset[str]:
    """Every character that an opener may begin with; 之三 is one only behind a decoration."""
    return frozenset(_styles_of()) - {"之"}


class Opener(NamedTuple):
    """A number that may open something, found in a text."""

    style: str
    value: int
    start: int
    """Where it stands in the text."""
    end: int
    """Where the printed number ends; 0 where a format prints it and the text does not hold it."""
    dressed: int = 0
    """How many characters of decoration stand before it."""


def find_opener(plain: str, start: int = 0, end: int | None = None) -> Opener | None:
    """The opener that stands at `start` of a folded text, behind a decoration too where a line begins, or None."""
    end = len(plain) if end is None else end
    if start >= end:
        return None
    if plain[start] in _first():
        found = _find_plain(plain, start, end)
        if found is not None:
            return found
    dress = _DRESS.match(plain, start, end) if plain[start] not in _first() or plain[start] in "【[" else None
    if dress is not None and dress.end() < end:
        inner = _find_plain(plain, dress.end(), end)
        if inner is not None:
            signs = not any(map(str.isalpha, dress[0]))  # 番外 is of the number
            return inner._replace(start=start, dressed=dress.end() - start if signs else 0)
    return _find_keyword(plain, start, end)


def find_small_letter(plain: str, start: int, end: int) -> Opener | None:
    """The opener a. or a) before Chinese words, where a paragraph begins; inside one it is of a formula or a name."""
    match = _SMALL.match(plain, start, end)
    return Opener("letter", ord(match[1]) - ord("a") + 1, start, match.end()) if match else None


def read_counter(printed: str) -> Opener | None:
    """The opener that a format prints before a text that does not hold it; None where it is a mere sign."""
    return find_opener(widen_stops(fold(f"{printed} "))) if any(map(str.isalnum, printed)) else None


def _find_plain(plain: str, start: int, end: int) -> Opener | None:
    bare = _BARE.fullmatch(plain, start, end) if end - start <= 3 else None
    if bare is not None:
        return Opener("formal" if bare[0][0] in characters("formal") else "han", _value(bare[0]), start, end)
    for name, pattern in _styles_of().get(plain[start], ()):
        match = pattern.match(plain, start, end)
        if match:
            style = f"decimal {match[0].rstrip('.').count('.') + 1}" if name == "decimal" else name
            number = match[1] or match[2]
            return Opener(style, _value(number), start, match.end())
    return None


def _value(number: str) -> int:
    return _ORDER[number] if number in _ORDER else read_numeral(number.replace("参", "叁")) or 0


def _find_keyword(plain: str, start: int, end: int) -> Opener | None:
    latin = _LATIN.match(plain, start, end) if plain[start].isupper() else None
    if latin is not None:
        return Opener(f"keyword {latin[1].lower()}", int(latin[2]), start, latin.end())
    if end - start <= 12:
        tail = _TAIL.match(plain, start, end)
        if tail is not None and tail.end() == end:
            return Opener("tail", _value(tail[1]), start, end)
    volume = _LAST.match(plain, start, end) if end - start <= 16 and plain.find("卷", start, end) > 0 else None
    if volume is not None and volume.end() == end:
        return Opener("volume", _value(volume[1] or volume[2]), start, end)
    match = _KEYWORD.match(plain, start, end) if plain.find(":", start, min(end, start + 12)) >= 0 else None
    return Opener(f"keyword {match[1]}", _value(match[2]), start, match.end()) if match else None


GLUED = Pattern(
    r"[。!?;…:”’)] {0,4}(?=第[ {ordinal}千\d]|\( ?[{ordinal}千\d]|[{ordinal}千]{1,3}[、.要是]|\d{1,3}[.、])"
    r"|[。;:] {0,4}(?=[①-⑳] *[^①-⑳\s])")
"""The end of a sentence with what may be an opener behind it."""

TITLED = Pattern(
    r"(?<=[^(《“与和及至、])第 ?[{ordinal}千\d]{1,5} ?[编章节] {0,4}(?:[^\W\d_]{1,20}?|[^\W\d_] {1,8})"
    r"[^\W\d_(《“与和及至、第] {0,4}"
    r"(?=第 ?[{ordinal}千\d]{1,5} ?[章节条] )")
"""第一章 总则第一条 … in a law whose line ends were lost: its titles end with no mark."""


def rank_of(style: str) -> int:
    """How high a style ranks where nothing else tells; lower numbers stand above."""
    name, _, places = style.partition(" ")
    return RANK[name] + (int(places) if name == "decimal" else 0)
