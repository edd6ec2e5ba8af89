"""Shapes: what each atom looks like by its own words and marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom
from convert.recovery.page import ends_sentence
from convert.recovery.phrases import BODY, find_bullet, is_name
from convert.recovery.rules.noise import NoiseRule, match_noise
from convert.recovery.rules.table import Rule, fit_rules

LINE = 90
"""A text of more characters is no line of its own."""

ROW = 60
"""A longer sentence fits a row of the table of words only where it opens with a sign or word of `_OPENINGS`."""

MOST_ROW = 720
"""The longest text that any row of the table of words fits."""

TABLE = 160
"""A longer line is no row of a table."""

TABS = 2
"""So many tabs inside a line part cells, whatever is in them."""

LEAST_WORDS = 3
"""Fewer words with single spaces between are no row."""

FULL = 95
"""Per cent of the width of the page that a line has which goes on."""

_INNER = re.compile(r"[。;](?!$)|[!?][^”’』」)》\"' ]")
_OPENINGS = frozenset("*※([〔【▲△▼图编注作原摘选转抄主分发报正副附理立尊敬本备")
_DATELINE = Pattern(r"(?:[^\W\d_]{0,6}[晚日晨早商]报(?=讯)|{dateline-agency})[^,。:]{0,20}?(?:讯|电|消息)(?:[ :(]|$)")
_LEADERS = Pattern(r"[.…·]{12,}|(?:[.…·]{4,}|…{2,})\s*(?:\d[\d/.-]{0,11}|\(\d{1,4}\)|[IVX]{1,5}|[ivx]{1,5})$")
_DOTS = ("..", "…", "·")
"""One of these stands in every row of leaders."""

_COLUMN = re.compile(r" {2,}|\t+|\s*\|\s*|(?<=[^\W\d_]) (?=[\d+-])")
_SPREAD = re.compile(r"(?:\S{2,} +)?\S( +)\S(?:\1\S)*")


def is_prose(atom: Atom) -> bool:
    """Whether an atom is text that runs on: a sentence or more, or a line that fills its page."""
    plain = atom.plain
    if atom.fact is not None:
        return len(plain) > LINE
    if len(plain) > LINE or plain[-1] == "。" or _INNER.search(plain):
        return True
    if atom.width >= FULL and "," in plain:
        return True
    return len(plain) > 12 and ends_sentence(plain)


def is_single(atom: Atom) -> bool:
    """Whether an atom opens its line and holds no end of a sentence but its own."""
    return atom.part == 0 and _INNER.search(atom.plain) is None


def is_text(atom: Atom) -> bool:
    """Whether prose is surely of the document, and no furniture."""
    words = atom.plain
    if atom.fact is not None or atom.marks.role or atom.marks.field:
        return False
    return (len(words) > 24 and ("。" in words or words[-1] in ",、")) or len(words) > 60


def fit_rows(atom: Atom) -> tuple[Rule, ...]:
    """The rows of the table of words that an atom fits, in its order."""
    plain = atom.plain
    size = len(plain)
    if size > MOST_ROW or (size > ROW and plain[-1] == "。" and plain[0] not in _OPENINGS):
        return ()
    return fit_rules("blocks", close_up(plain))


def fit_noise(atom: Atom) -> NoiseRule | None:
    """The row of the table of furniture that an atom fits."""
    if atom.fact is not None and not atom.last:  # a label before its value
        return atom.advert
    return atom.advert or (match_noise(atom.plain) if atom.part == 0 or atom.marks.role else None)


def sort_of(atom: Atom, rows: Sequence[Rule], prose: bool, noise: bool) -> str:
    """One letter for the neighbours of an atom to see, by the marks, numbers and words that it has.

    P prose, S short line, O numbered line, D date, N noise, F fact, T table, A address, B byline, C caption or note,
    L dateline, G body or name.
    """
    if atom.marks.table:
        return "T"
    if atom.fact is not None or atom.marks.field:
        return "F"
    if noise or atom.marks.role or atom.why == "litter":
        return "N"
    if atom.marks.note:
        return "C"
    if atom.opener is not None:
        return "O" if atom.shape != "long" else "P"
    kinds = {rule.kind for rule in rows}
    named = next((letter for kind, letter in _SORTS.items() if kind in kinds), "")
    return named or _sort_words(atom.plain, prose)


def _sort_words(plain: str, prose: bool) -> str:
    if prose:
        return "L" if _DATELINE.match(plain) else "P"
    return "G" if BODY.fullmatch(plain) or is_name(plain) else "S"


_SORTS: Mapping[str, str] = {"salutation": "A", "addressee": "A", "date": "D", "byline": "B", "caption": "C",
                             "note": "C"}
"""Kind of a row → the letter of an atom that fits it; where several fit, the first here counts."""


def has_leaders(atom: Atom) -> bool:
    """Whether dots lead to a number, or stand in for a cell."""
    plain = atom.plain
    return any(dots in plain for dots in _DOTS) and _LEADERS.search(plain) is not None


def count_cells(atom: Atom) -> int:
    """Into how many columns wide gaps, tabs or bars part an atom; 1 for none."""
    plain = atom.plain
    if plain.count("\t") >= TABS:
        return len([cell for cell in plain.split("\t") if cell.strip()])
    if len(plain) > TABLE or plain[-1] in "。;:" or not any(sign in plain for sign in (" ", "\t", "|")):
        return 1
    return 1 if is_spread(plain) else len([cell for cell in _COLUMN.split(plain) if cell])


def count_columns(atoms: Sequence[Atom]) -> list[int]:
    """The same for all atoms; a line of words is as many cells as the row beside it has words."""
    cells = [count_cells(atom) for atom in atoms]
    if max(cells, default=1) == 1:
        return cells
    words = [len(atom.plain.split()) if len(atom.plain) <= ROW else 0 for atom in atoms]
    for i, count in enumerate(words):
        beside = [k for k in (i - 1, i + 1) if 0 <= k < len(atoms) and cells[k] > 1 and words[k] == count]
        if cells[i] == 1 and count >= LEAST_WORDS and beside and not is_spread(atoms[i].plain):
            cells[i] = count if atoms[i].plain[-1] not in "。;:" else 1
    return cells


def is_spread(plain: str) -> bool:
    """Whether the letters of a word stand apart, as in `目  录` and `第一章 总  则`: its gaps part no columns."""
    return _SPREAD.fullmatch(plain) is not None


def close_up(plain: str) -> str:
    """The same without the gaps between letters that stand apart."""
    return plain.replace(" ", "") if is_spread(plain) else plain


def end_of(plain: str) -> str:
    """What a text ends with: its last mark, 9 for any digit, 字 for any letter, ~ for any other sign."""
    end = plain[-1]
    return end if end in "。:?!;,、…”》)】]" else "9" if end.isdigit() else "字" if end.isalpha() else "~"


def is_han(character: str) -> bool:
    """Whether a character is a Han one of the first plane."""
    return "㐀" <= character <= "鿿"


def bullet_of(atom: Atom) -> str:
    """The bullet that an atom opens with; empty where it has none."""
    if atom.part or atom.opener is not None:
        return ""
    return atom.plain[0] if find_bullet(atom.plain) else ""
