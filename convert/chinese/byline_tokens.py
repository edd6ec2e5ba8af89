"""Words of a byline: what stands between its gaps and marks, and which words say what a person is or does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.folding import fold
from convert.chinese.lexicon import Hit, Pattern, find_words, flag, words
from convert.chinese.name_forms import Span, is_body, is_person


class Token(NamedTuple):
    """Letters without a gap, or with gaps between single ones."""

    text: str
    """Folded."""
    at: tuple[int, ...]
    """Where each letter stands in the printed text."""
    mark: str
    """What stands before it: a space, a colon (for | too), or 、 for any other mark; empty at the beginning."""


_LETTERS = Pattern(
    r"(?P<title>《[^《》]*》)|(?P<latin>[A-Z][\w'’.-]*(?: [A-Za-z][\w'’.-]*)+)|(?P<word>[^\W_]+(?:[·•‧・∙][^\W_]+)*)"
    r"|(?P<space>\s+)|(?P<colon>[:|])|.", re.DOTALL)
_DOTS = str.maketrans("•‧・∙", "····")


def split_tokens(text: str) -> list[Token]:
    """The words of a printed text; single letters with even gaps between them are one word, or names of two."""
    found: list[Token] = []
    mark = ""
    for match in _LETTERS.finditer(fold(text)):
        kind = match.lastgroup
        if kind in ("word", "latin"):
            token = Token(match[0].translate(_DOTS), tuple(range(match.start(), match.end())), mark)
            found += _cut_credit(token) if found and _is_letter(found[-1]) else [token]
            mark = ""
        elif kind != "space":
            mark = ":" if kind == "colon" else "、"
        else:
            mark = mark or " "
    return list(_join_letters(found))


def _cut_credit(token: Token) -> list[Token]:
    """鞠 鹏摄: behind a single letter the end of a spaced name, and what was done, are two tokens."""
    if len(token.text) < 2 or token.text[1:] not in words("made-glued"):
        return [token]
    return [token._replace(text=token.text[0], at=token.at[:1]), Token(token.text[1:], token.at[1:], "、")]


def _join_letters(found: Sequence[Token]) -> Iterator[Token]:
    """审 判 员　周 宁 is two words: single letters with spaces between them belong together, but for the wider gaps."""
    run: list[Token] = []
    for word in found:
        if run and not (_is_letter(word) and word.mark == " "):
            yield from _join_run(run)
            run = []
        if _is_letter(word):
            run.append(word)
        else:
            yield word
    yield from _join_run(run)


def _is_letter(word: Token) -> bool:
    return len(word.text) == 1 and "\u4e00" <= word.text <= "\u9fff"


def _join_run(run: Sequence[Token]) -> Iterator[Token]:
    gaps = [second.at[0] - first.at[0] for first, second in pairwise(run)]
    parts: list[list[Token]] = []
    for place, word in enumerate(run):
        apart = place > 0 and (gaps[place - 1] > min(gaps) or (place == 1 and _credits(run)))
        if place == 0 or apart:
            parts.append([word])
        else:
            parts[-1].append(word)
    for whole in (pair for part in parts for pair in _pair(part)):
        yield Token("".join(word.text for word in whole), tuple(word.at[0] for word in whole), whole[0].mark)


def _pair(part: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """王 明 李 强 is two names."""
    pairs = [part[place : place + 2] for place in range(0, len(part), 2)]
    if len(pairs) > 1 and all(is_person("".join(word.text for word in pair)) for pair in pairs):
        yield from pairs
    else:
        yield part


def _credits(run: Sequence[Token]) -> bool:
    """文 王 明: what somebody did, and a spaced name."""
    return len(run) in (3, 4) and run[0].text in words("made") and not find_roles("".join(word.text for word in run))


@cache
def role_lists() -> int:
    """The bits of the lists whose words say what a person is or does."""
    return flag("office", "office-more", "person-title", "court-office", "writer", "correspondent")


@cache
def _around() -> int:
    """What makes a longer role, and what makes a role's word part of another one: 副, 实习; 编辑部."""
    return flag("deputy", "writer-adjective", "body", "body-more", "business")


def find_roles(text: str) -> list[Span]:
    """The words of a text that say what a person is or does, with what belongs to them: 实习记者, 副省长."""
    hits = find_words(text, role_lists() | _around())
    bodies = [hit for hit in hits if hit.lists & flag("body", "body-more", "business")]
    found: list[Span] = []
    for hit in hits:
        last = found[-1][1] if found else 0
        if hit.lists & role_lists() and hit.start >= last and not _is_part(hit, text, bodies):
            found.append((_widen(hit.start, last, hits), hit.end))
    return [] if found and found[0][0] > 0 and found[-1][1] < len(text) and is_body(text) else found


def _is_part(hit: Hit, text: str, bodies: Iterable[Hit]) -> bool:
    """Whether a word is only part of another one: 记者 of 记者站, 委员 of 县委员会."""
    if hit.end - hit.start == 1 or not hit.lists & ~flag("correspondent") & role_lists():
        return hit.end - hit.start < len(text)
    return text[hit.end : hit.end + 1] in _UNITS or any(
        body.start <= hit.start and hit.end <= body.end and body.end - body.start > hit.end - hit.start
        for body in bodies)


_UNITS = frozenset("会站部处室团")
"""What makes a body of a role: 记者站, 书记处."""


def _widen(start: int, last: int, hits: Iterable[Hit]) -> int:
    """Where a role begins with what belongs to it, behind the place where the last one ends."""
    joined = flag("deputy", "writer-adjective")
    before = next((hit.start for hit in hits if hit.end == start and hit.lists & joined and hit.start >= last), None)
    return start if before is None else _widen(before, last, hits)
