"""Persons and organisations a document names: those its tree marks, and those its bylines, facts and signatures give.

No list of surnames is needed: what is left of a byline when role words are taken off is a name if it is as long as
one. Bylines of other shapes give nothing; a wrong name in an index is worse than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from convert.chinese.folding import fold
from convert.tree.identity import Identity
from convert.tree.nodes import Document

PERSON, ORGANISATION = "person", "organisation"

def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_WORK = (_any("特约 首席 实习 全媒体 融媒体") + "*" + _any(
    "记者 通讯员 评论员 报道员 摄影 编辑 责任编辑 责编 作者 编者 整理 撰文 撰稿 供稿 主讲 发言人 文 文字 图 图片 摄"))
_OFFICE = _any("总理 省长 市长 县长 区长 州长 盟长 旗长 镇长 乡长 主席 书记 部长 主任 局长 厅长 院长 校长 会长 司长 "
               "处长 行长 委员长 检察长 总统 行政长官 秘书长 审计长 社长 总编辑")
_HAN = r"[\u4e00-\u9fff]"
_PAPER = re.compile(rf"({_HAN}{{1,8}}[社报网台刊])(?=记者|通讯员|评论员|$)")
_ROLE = re.compile(rf"^(?:{_HAN}*{_OFFICE}|{_HAN}{{0,8}}?{_WORK})")
_PERSON = re.compile(rf"{_HAN}{{2,4}}(?:·{_HAN}{{2,8}})?")
_BODY = re.compile(rf"{_HAN}{{2,20}}(?:[社报网台局部委院府厅会处所署办]|办公室|公司|中心|大学|集团)")
_NOBODY = re.compile(r"本[报刊台网社]讯?|综合(?:报道)?|报道|编译|佚名|未知|匿名|转载|原创")
"""Words of bylines that are as long as a name and name nobody."""

_SEPARATORS = re.compile(r"[\s、，,;；|()（）【】\[\]■●◆▲★□◎:：/]+")


class Named(NamedTuple):
    """A person or organisation."""

    kind: str
    name: str


def find_names(tree: Document, identity: Identity) -> list[Named]:
    """Whom a document names as its makers, each once."""
    marked = [Named(name.get("kind") or "", "".join(name.itertext())) for name in tree.article.iter("name")]
    made = [*_read_bylines(identity.creators), *_read_bodies([identity.publisher])]
    signed = ("".join(node.itertext()) for node in tree.article.iter("signature"))
    found = [*marked, *made, *_read_bodies(signed)]
    return [named for named in dict.fromkeys(found) if named.kind in (PERSON, ORGANISATION)]


def _read_bylines(bylines: Iterable[str]) -> Iterator[Named]:
    for word in (word for byline in bylines for word in _SEPARATORS.split(byline) if word):
        plain = fold(word)
        paper, role = _PAPER.match(plain), _ROLE.match(plain)
        if paper or _BODY.fullmatch(plain):
            body = word[: paper.end(1)] if paper else word
            yield from () if _NOBODY.fullmatch(fold(body)) else (Named(ORGANISATION, body),)
        left = word[role.end() :] if role else "" if paper else word
        if _PERSON.fullmatch(left) and not _NOBODY.fullmatch(fold(left)):
            yield Named(PERSON, left)


def _read_bodies(texts: Iterable[str]) -> Iterator[Named]:
    """Words that end as the names of bodies do."""
    for word in (word for text in texts for word in _SEPARATORS.split(text)):
        if _BODY.fullmatch(fold(word)) and not _NOBODY.fullmatch(fold(word)):
            yield Named(ORGANISATION, word)


INITIALS = (
    (0xB0A1, "A"), (0xB0C5, "B"), (0xB2C1, "C"), (0xB4EE, "D"), (0xB6EA, "E"), (0xB7A2, "F"), (0xB8C1, "G"),
    (0xB9FE, "H"), (0xBBF7, "J"), (0xBFA6, "K"), (0xC0AC, "L"), (0xC2E8, "M"), (0xC4C3, "N"), (0xC5B6, "O"),
    (0xC5BE, "P"), (0xC6DA, "Q"), (0xC8BB, "R"), (0xC8F6, "S"), (0xCBFA, "T"), (0xCDDA, "W"), (0xCEF4, "X"),
    (0xD1B9, "Y"), (0xD4D1, "Z"), (0xD7FA, ""),
)
"""First code of each pinyin initial in GB 2312, whose first level is in the order of pinyin; the rest has none."""


def sort_key(name: str) -> bytes:
    """In the order of pinyin, as far as GB 2312's first level goes; Traditional as its Simplified twin."""
    return fold(name).encode("gb18030", "replace")


def find_initial(name: str) -> str:
    """The letter under which an index lists a name; empty where that is unknown."""
    code = int.from_bytes(sort_key(name[:1])[:2].rjust(2, b"\0"), "big")
    return next((letter for first, letter in reversed(INITIALS) if code >= first), "")
