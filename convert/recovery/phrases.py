"""Phrases: bodies, persons, acts and bullets, as patterns that several stages look for."""

from __future__ import annotations

from convert.chinese.lexicon import Pattern

BODY = Pattern(r"(?:[^\W\d_]{2,24}(?:{body}|[{department}])[ 、]{0,9}){1,4}")
"""A public body, or several: who issues or signs."""

ACT = Pattern(r"{act}(?:[(（〔][^()]{0,60}[)）〕])?$")
"""How the title of an act, a speech or a paper ends."""

SPEECH = Pattern("{speech}")
"""A word for a speech."""

DANGLING = Pattern(r"(?:[和与暨的、,在对于为是以向从把将被]|(?<![普涉顾提危波触企言])及)$|关于.{0,12}$")
"""A headline that its next line must complete."""

STATUS = Pattern(r"[(](?:规范性|资料性|[Nn]ormative|[Ii]nformative)(?: ?附录| annex)?[)]")
"""What an annex is, between its letter and its title (GB/T 1.1—2020, 8.10)."""

_BULLET = Pattern(r"[{bullet}-](?![-—\d])\s*(?=\S)|[-*+] +(?=\S)")

_NAME = Pattern(r"(?:[{surname}]|{surname-double}) ?[^\W\d_] ?[^\W\d_]?")
"""One of the four hundred commonest surnames and one or two characters."""


def find_bullet(plain: str) -> int:
    """Where the text behind a bullet begins; 0 where there is no bullet."""
    match = _BULLET.match(plain)
    return match.end() if match else 0


def is_name(plain: str) -> bool:
    """True for a folded text that is a person's name and nothing more."""
    return len(plain) <= 6 and _NAME.fullmatch(plain) is not None
