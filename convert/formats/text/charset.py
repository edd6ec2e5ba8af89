"""Which encoding Chinese bytes are in: the reading that surprises a reader of Chinese least.

Every candidate decodes the same bytes; the sum of what its characters cost, in nats, is comparable between candidates.
The costs come from four classes: characters of any Chinese page, level 1 of GB 2312 and of Big5 (3,755 and 5,401
characters that their standards put first by frequency), the rest, and what no Chinese text holds.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from functools import cache

from convert.chinese.lexicon import Pattern

CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")
"""Codecs that compete for a whole file, in the order that decides a tie."""

LINE_CANDIDATES = CANDIDATES[:3]
"""Codecs that compete for one line; a line end is the same byte in each."""

DECLARED = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "gb18030": "gb18030", "big5": "big5hkscs", "big-5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs", "iso-8859-1": "cp1252", "windows-1252": "cp1252", "us-ascii": "cp1252",
}
"""Labels of XML and HTML heads (WHATWG Encoding, section 4.2) → codec; GB 2312 and GBK are parts of GB18030."""

NAMES = {"big5hkscs": "big5-hkscs", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "utf-32-le": "utf-32le",
         "utf-32-be": "utf-32be", "cp1252": "windows-1252"}
"""Codec → the name it has in a tree, where the two differ."""

HINT = 25.0
"""Nats in favour of a declared encoding: decides where the text leaves it open, never against the text."""

PLAIN, COMMON, LEVEL_1, RARE, ALIEN, LOST = 5.0, 6.1, 9.0, 14.5, 18.0, 15.0

_DECLARATION = re.compile(
    rb"""<(?:\?xml|meta\b|%@)[^<>]*?(?:encoding|charset)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
"""XML declaration, meta element, page directive; what a script or a link declares is not of the page."""

RULED = Pattern("[\u2500-\u257f]{2,}|[\u2502\u2503\u2551]|[０-９Ａ-Ｚａ-ｚ](?:[．，　]?[０-９Ａ-Ｚａ-ｚ])+")
"""What is alien elsewhere and common as a run: rules of tables drawn with characters, Latin words at full width."""

_FOREIGN = re.compile(rb"(?:[\x80-\xff][\x00-\xff])+")
"""Runs of bytes that are not ASCII; of pages, which are mostly ASCII, they alone tell the encoding."""

_ALIEN = Pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u0100-\u024f\u0370-\u04ff\u2500-\u257f\u3040-\u312f\u3400-\u4dbf"
    "\ue000-\uf8ff\uff65-\uff9f\ufff0-\uffff\U00010000-\U0010ffff]")
_WESTERN = re.compile("[\xa0-\xff]")
_FREQUENT = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还"
    "发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声"
    "全工己话者向情部正名定女问力机给等几业最间新重社产政省党保障加强推务质第四五六七八九百千万元会各府市区县乡镇农村建设展项改革"
    "這來國個說們為時會對後裡麼還發經頭動兩長樣現將與進實點種聲話問機給幾業間產黨強務質萬區縣鄉鎮農設項兒書電關於並條議員"
    "，。、；：？！“”‘’《》（）〔〕【】—…「」『』·　％－～０１２３４５６７８９")


class _Costs(dict[str, float]):
    """Nats of each character; those not listed are classed when first met."""

    def __missing__(self, character: str) -> float:
        cost = ALIEN if _ALIEN.match(character) else 8.0 if _WESTERN.match(character) else RARE
        return self.setdefault(character, cost)


@cache
def _costs() -> _Costs:
    costs = _Costs(dict.fromkeys(_level_1(), LEVEL_1))
    costs.update(dict.fromkeys(map(chr, [9, 10, 13, *range(32, 127)]), PLAIN))
    costs.update(dict.fromkeys(_FREQUENT, COMMON))
    costs.update(dict.fromkeys(map(chr, [0xFFFD, *range(0xD800, 0xE000)]), LOST))
    return costs


def _level_1() -> str:
    """Level 1 of GB 2312 (rows 16 to 55) and of Big5 (0xA440 to 0xC67E), read off the codecs."""
    gb = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    big5 = bytes(byte for row in range(0xA4, 0xC7) for cell in trails for byte in (row, cell))
    return gb.decode("gb18030", "ignore") + big5.decode("big5hkscs", "ignore")


def surprise(text: str) -> float:
    """What the characters of a text cost a reader of Chinese, in nats; lone surrogates are bytes that were lost."""
    return sum(map(_costs().__getitem__, text))


def declared(data: bytes) -> str | None:
    """The codec that the head of a page or of XML names, if any that competes."""
    head = data[:4096]
    if b"<" not in head:
        return None
    found = _DECLARATION.search(head)
    return named(found[1].decode("ascii")) if found else None


def named(label: str) -> str | None:
    """The codec of a label, if it competes."""
    return DECLARED.get(label.strip().lower())


def choose(data: bytes, hint: str | None = None, weight: float = HINT) -> str:
    """The codec of a file, from four samples of it; `hint` is one that the file itself names."""
    samples = list(_samples(data))

    def cost(codec: str) -> float:
        texts = (RULED.sub("", read(sample, codec)) for sample in samples)
        return sum(map(surprise, texts)) - (weight if codec == hint else 0)

    return min(CANDIDATES, key=cost)


def read(data: bytes, codec: str) -> str:
    """The text in one codec; never raises: bytes it cannot read are lone surrogates."""
    if codec.startswith("utf-16"):
        text = data[: len(data) // 2 * 2].decode(codec, "surrogatepass")
        return text + "\udcff" * (len(data) % 2)
    if codec.startswith("utf-32"):
        units = struct.unpack(f"{'<' if codec.endswith('le') else '>'}{len(data) // 4}I", data[: len(data) // 4 * 4])
        text = "".join([chr(unit) if unit <= sys.maxunicode else "\udcff" for unit in units])
        return text + "\udcff" * (len(data) % 4 > 0)
    return data.decode(codec, "surrogateescape")


def _samples(data: bytes, size: int = 1024, number: int = 4) -> Iterator[bytes]:
    """Up to four pieces, from even offsets, so that UTF-16 stays in step; of a page, from what is no markup."""
    if len(data) <= size * number:
        yield data
        return
    if b"<" in data and b"\0" not in data:
        data = b"\n".join(_FOREIGN.findall(data)) or data
        size = min(size, max(1, len(data) // number))
    for part in range(number):
        start = (len(data) - size) * part // (number - 1) // 2 * 2
        yield data[start : start + size]
