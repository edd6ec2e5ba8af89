"""Roles: what a piece is by its own words: byline, date, salutation, title-like line, prose."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from convert.reading.pieces import Piece
from convert.reading.reflow import ends_sentence
from convert.reading.rules.table import Rule, load_part, load_rules
from convert.reading.series import letters

TITLE_MOST = 60
"""Letters a headline may have."""

HEADING_MOST = 32
"""Letters an unnumbered heading may have."""

_INNER_STOP = re.compile(r"[。;](?!$)|[!?][^”’』」)》\"' ]")
_BULLET = re.compile(r"[•·●■◆◇○▪★☆※►▶➤✦-](?![-—\d])\s*(?=\S)|[-*+] +(?=\S)")

ACT = re.compile(
    r"(?:报告|讲话|致辞|致词|发言|演讲|通知|通告|通报|公告|公报|意见|决定|决议|判决书|裁定书|决定书|调解书|通知书|起诉书|意见书|责任书|承诺书|办法|规定|条例|细则|规则|规程|方案|规划|计划|纲要|要点|章程|"
    r"准则|守则|标准|指南|制度|措施|批复|复函|函|请示|纪要|议案|提案|建议|倡议书?|宣言|声明|公约|协议|协定|条约|宪法|法|令|解释|白皮书|总结|"
    r"汇报|述职|主持词|寄语|贺信|信|序|前言|说明|综述|评论|社论|记|录|实录|答问|问答|解读|清单|目录|名单|安排|思路|任务|议程|简报|快报|摘要)"
    r"(?:[(（〔][^()]*[)）〕])?$"
)
"""How the title of an act, a speech or a paper ends."""

SPEECH = re.compile(r"讲话|报告|致辞|致词|发言|演讲|主持词|贺词|献词")

DANGLING = re.compile(r"(?:[和与暨的、,在对于为是以向从把将被]|(?<![普涉顾提危波触企言])及)$|关于.{0,12}$")
"""A headline that its next line must complete."""

_LINE = 90
"""A text of more characters is no line of its own."""


def is_prose(piece: Piece) -> bool:
    """True for a paragraph: a sentence that ends, or a text too long for a line of its own."""
    plain = piece.plain
    return len(plain) > _LINE or _tells(plain)


@lru_cache(maxsize=4096)
def _tells(plain: str) -> bool:
    if plain[-1] == "。" or _INNER_STOP.search(plain) is not None:
        return True
    return len(plain) > 12 and ends_sentence(plain)


def is_short(piece: Piece, most: int = HEADING_MOST) -> bool:
    """True for a line that could be a heading: short, with no sentence in it and no end mark."""
    plain = piece.plain
    return (1 < letters(plain) <= most and not ends_sentence(plain) and _INNER_STOP.search(plain) is None
            and plain[-1] not in ",、" and plain[0] not in ",、。;:!?)”’")


_TURN = re.compile(r"[^\W\d_]{1,8}:.*[!?。]$|【[^】]*】$|(?:各位[^\W_]{1,8}|同志们|朋友们|女士们|让我们)[,!]")
"""A speaker's turn, a stage direction, an appeal."""


def is_headline(piece: Piece) -> bool:
    """True for a line that could be the title of a work; a question may be one."""
    plain = piece.plain
    body = plain[:-1] if plain[-1] in "!?" else plain
    if _TURN.match(plain):
        return False
    return (1 < letters(plain) <= TITLE_MOST and not (ends_sentence(body) and not body.endswith(("…", "”")))
            and _INNER_STOP.search(body) is None and body[-1:] not in ",、;" and plain[0] not in ",、。;:!?)")


def find_bullet(plain: str) -> int:
    """Where the text behind a bullet begins; 0 where there is no bullet."""
    match = _BULLET.match(plain)
    return match.end() if match else 0


@cache
def name_pattern() -> re.Pattern[str]:
    """A name: one of the three hundred commonest surnames and one or two characters."""
    surname = load_part("blocks", "surname")
    double = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒"
    return re.compile(rf"(?:{surname}|{double}) ?[^\W\d_] ?[^\W\d_]?")


def is_name(plain: str) -> bool:
    """True for a folded text that is a person's name and nothing more."""
    return len(plain) <= 6 and name_pattern().fullmatch(plain) is not None


_LONGEST = 720
_PROSE = 60
_OPENINGS = frozenset("*※([〔【▲△▼图编注作原摘选转抄主分发报正副附理立尊敬本备")
"""A long text that opens otherwise and ends with a full stop is prose: no rule of the table fits it."""


@lru_cache(maxsize=4096)
def find_role(plain: str, zone: str) -> Rule | None:
    """The first rule of `blocks.toml` that a folded text fits, of those for a zone or for any."""
    size = len(plain)
    if size > _LONGEST or (size > _PROSE and plain[-1] == "。" and plain[0] not in _OPENINGS):
        return None
    for rule in _rules_of(zone):
        if size <= rule.most and rule.pattern.fullmatch(plain):
            return rule
    return None


@cache
def _rules_of(zone: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("blocks") if rule.zone in ("any", zone))
