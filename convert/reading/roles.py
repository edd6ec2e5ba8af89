"""Roles: what a piece is by its own words: byline, date, salutation, title-like line, prose."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from convert.chinese.lexicon import Pattern
from convert.reading.pieces import Piece
from convert.reading.reflow import ends_sentence
from convert.reading.rules.table import Rule, load_rules
from convert.reading.series import letters

TITLE_MOST = 60
"""Letters a headline may have."""

HEADING_MOST = 32
"""Letters an unnumbered heading may have."""

_INNER_STOP = re.compile(r"[。;](?!$)|[!?][^”’』」)》\"' ]")
_BULLET = Pattern(r"[{bullet}-](?![-—\d])\s*(?=\S)|[-*+] +(?=\S)")

ACT = Pattern(r"{act}(?:[(（〔][^()]*[)）〕])?$")
"""How the title of an act, a speech or a paper ends."""

SPEECH = Pattern("{speech}")

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


_TURN = Pattern(r"[^\W\d_]{1,8}:.*[!?。]$|【[^】]*】$|(?:各位[^\W_]{1,8}|{appeal})[,!]")
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


_NAME = Pattern(r"(?:[{surname}]|{surname-double}) ?[^\W\d_] ?[^\W\d_]?")
"""One of the four hundred commonest surnames and one or two characters."""


def is_name(plain: str) -> bool:
    """True for a folded text that is a person's name and nothing more."""
    return len(plain) <= 6 and _NAME.fullmatch(plain) is not None


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
