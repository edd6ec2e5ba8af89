"""Where a line of a title may end, and what that costs: by the words that meet there and the marks beside it.

The unit is a third of what it costs to part two words that have nothing to do with each other; what a line costs by its
length and form (`titles.Shape`) is measured in the same. The weights were settled by reading how 240 official titles
were broken at the measure of an official page, and 40 of them at five other measures.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from convert.chinese.lexicon import characters
from convert.chinese.prohibition import CLOSING, DASHES, NO_END, NO_START, OPENING, PAUSES, POINTS, SHOUTS
from convert.chinese.segmentation import Word, find_compounds, segment

LOOSE, BOUND = 8.0, 24.0
"""Words that are better left together, if it costs little; words that are nearly one."""

GLUED, BROKEN, PROHIBITED = 60.0, 600.0, 6000.0
"""Inside what may be one word; inside what is one; against the rules of marks at a line's ends."""

LEVELS = (GLUED, BROKEN, PROHIBITED, float("inf"))
"""Places of less cost are taken; those of the next level only inside what is wider than a line without them."""

WHOLE = 3.0
"""More inside the issuer of a document, inside its kind and inside a long quotation."""

QUOTED = 12.0
"""More inside a short quotation."""

SHORT = 8
"""Characters of a short quotation, and of the kind of a document: 的若干政策措施."""

_NOT_FIRST = frozenset(NO_START["gb"])
_NOT_LAST = frozenset(NO_END["gb"] + POINTS)
_STOPS = frozenset(PAUSES + SHOUTS) - {"、"}

_MATTER = frozenset({"关于", "關於"})
"""What parts the issuer of a document from its matter."""

_CLOSERS = frozenset("于於")
"""Prepositions that follow their verb."""

_DATES = frozenset("年月日") | {"年度", "月份"}
"""Last words of a date."""

_DISTRICTS = frozenset("省市县區区州镇鎮乡鄉村縣")
"""Behind a verb, one of these opens the name of a body."""

_HEADS = frozenset("部委办辦厅廳局院署处處所站队隊校社会會团團司室港旗盟") | _DISTRICTS
"""Last characters of names of bodies and places: the word that ends in one belongs to what stands before it."""

_ATTRIBUTES = frozenset("性型式级級类類")
"""Last characters of words that only qualify what follows, as 隐性, 新型, 集中式 (区别词)."""

_SUFFIXES = _HEADS | _ATTRIBUTES

_QUALIFIERS = frozenset({"a", "an", "b", "d", "ad", "vd", "h", "m", "q", "r"})
"""Parts of speech that qualify what follows: adjectives, adverbs, prefixes, numerals, measure words, pronouns."""

_OPENERS = _QUALIFIERS | {"p", "c"}
"""Parts of speech whose words of one character belong to what follows."""

_NOUNS = ("n", "l", "j", "s", "vn", "an", "b")
"""What parts of speech begin with of which names of bodies are made."""


class Opportunity(NamedTuple):
    """A place where a line may end."""

    stop: int
    """Where a line ends that is broken here."""
    start: int
    """Where the next one begins: behind the blanks."""
    cost: float


class Meeting(NamedTuple):
    """Two words that follow each other."""

    left: str
    right: str
    before: str
    """Part of speech of the left one."""
    after: str
    """Part of speech of the right one."""
    blank: bool
    """Whether a blank parts them."""
    compound: bool
    """Whether the dictionary has a word of parts of both."""
    ends: tuple[bool, bool, bool]
    """Whether the left one, the right one, the one after them is a character that ends the word before it, as 委."""


class Row(NamedTuple):
    """A kind of meeting, and what a line costs that ends there."""

    name: str
    cost: float
    holds: Callable[[Meeting], bool]
    why: str


def _is_narrow(character: str) -> bool:
    """Whether it is of an alphabet, or a digit or mark in half width (UAX 11)."""
    return unicodedata.east_asian_width(character) in ("Na", "N", "H")


def _is_numeral(word: str) -> bool:
    digits = word.removeprefix("第")
    return bool(digits) and all(character in characters("numeral") or character.isdecimal() for character in digits)


def _is_single(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and not _is_narrow(word)


def _counts(at: Meeting) -> bool:
    return _is_numeral(at.left) or (_is_numeral(at.right) and at.left[-1] in "第〕—–-～~")


def _halves(at: Meeting) -> bool:
    opens = at.after in _OPENERS or (at.right in _DISTRICTS and at.before.startswith("v"))
    whole = at.ends[0] or at.before in ("f", "m", "q")
    return at.ends[1] or (_is_single(at.left) and not whole) or (_is_single(at.right) and not opens)


def _names(at: Meeting) -> bool:
    head = at.right[-1] in _HEADS and len(at.right) > 1 and at.after != "r"
    return (at.ends[2] or head) and at.before.startswith(_NOUNS)


ROWS = (
    Row("mark", PROHIBITED, lambda at: at.right[0] in _NOT_FIRST or at.left[-1] in _NOT_LAST,
        "no closing mark begins a line, no opening mark ends one (CLREQ 3.1.7)"),
    Row("long mark", BROKEN, lambda at: at.left[-1] == at.right[0] and at.right[0] in DASHES, "—— is one mark"),
    Row("blank", 0.0, lambda at: at.blank and not (_is_narrow(at.left[-1]) or _is_narrow(at.right[0])),
        "whoever wrote the title parted it here"),
    Row("letters", BROKEN, lambda at: not at.blank and _is_narrow(at.left[-1]) and _is_narrow(at.right[0]),
        "letters and digits without a blank are one word"),
    Row("foreign", LOOSE, lambda at: at.blank and _is_narrow(at.left[-1]) and _is_narrow(at.right[0]),
        "foreign words in Chinese text are mostly one name"),
    Row("particle", BROKEN, lambda at: at.after[0] in "uyk" or at.right in _CLOSERS, "的, 等, 于 begin no line"),
    Row("stop", 0.0, lambda at: at.left[-1] in _STOPS, "a clause ends"),
    Row("dash", 0.0, lambda at: at.right[0] in DASHES and not _is_numeral(at.left), "a dash opens a line"),
    Row("series", 1.0, lambda at: at.left[-1] == "、", "a member of a series ends"),
    Row("number", GLUED, _counts, "a number stays with what it counts"),
    Row("opener", 20.0, lambda at: at.before in ("p", "c"), "关于 and 和 end no line"),
    Row("phrase", 1.0, lambda at: at.after == "p", "关于, 在, 为, 与 open a line"),
    Row("conjunction", 6.0, lambda at: at.after == "c", "和 opens a line rather than ends one; best it does neither"),
    Row("kind", LOOSE, lambda at: at.before[0] == "u", "的 stays with the kind of document"),
    Row("place", GLUED, lambda at: at.after == "f" and _is_single(at.right), "上, 中, 内 close a place or a time"),
    Row("date", 3.0, lambda at: at.left in _DATES, "a date stands before a whole phrase"),
    Row("half", GLUED, _halves, "a character alone is part of a word that the dictionary has not"),
    Row("title", 1.0, lambda at: at.right[0] in "《〈", "a quoted title begins"),
    Row("quotation", LOOSE, lambda at: at.left[-1] in "”’」』", "what is quoted qualifies what follows"),
    Row("adjective", BOUND, lambda at: at.before in ("a", "an", "b"), "an adjective and its noun are nearly one word"),
    Row("qualifier", LOOSE, lambda at: at.before in _QUALIFIERS or _is_numeral(at.left[:-1]), "as it says"),
    Row("compound", BOUND, lambda at: at.compound, "the dictionary has a word across the place"),
    Row("name", BOUND, _names, "names of bodies and places are whole"),
    Row("attribute", BOUND, lambda at: at.left[-1] in _ATTRIBUTES, "隐性 belongs to 债务"),
    Row("time", LOOSE, lambda at: at.after == "f", "以下, 期间 close what precedes"),
    Row("pair", 5.0, lambda at: len(at.left) == len(at.right) == 2, "two words of two characters are often one"),
    Row("short", 4.0, lambda at: {len(at.left), len(at.right)} <= {2, 3}, "so are words of two and of three"),
    Row("words", 3.0, lambda _: True, "any two words"),
)
"""What a place costs: the first row that holds decides."""


def find_opportunities(title: str, terms: Iterable[str] = (), solid: Iterable[tuple[int, int]] = ()
                       ) -> list[Opportunity]:
    """All places of a title, its two ends among them; a place inside a sign of several characters is none.

    Inside one of `terms` a place costs more; inside a span of `solid` it is none.
    """
    words = [word for word in segment(title) if not title[word.start : word.stop].isspace()]
    closed = {place for start, stop in solid for place in range(start + 1, stop)}
    if not words:
        return [Opportunity(0, 0, 0.0), Opportunity(0, len(title), 0.0)]
    more = [0.0] * len(title)
    for start, stop, cost in _find_wholes(title, words, terms):
        for place in range(start + 1, stop):
            more[place] += cost
    found = [Opportunity(place, place, BROKEN) for word in words for place in range(word.start + 1, word.stop)]
    compounds = find_compounds(title, words)
    for number in range(1, len(words)):
        left, right, at = words[number - 1], words[number], _meet(title, words, number, compounds)
        row = next(row for row in ROWS if row.holds(at))
        found.append(Opportunity(left.stop, right.start, row.cost + more[right.start]))
    open_ = sorted(place for place in found if place.start not in closed and not _is_joined(title, place.start))
    return [Opportunity(0, words[0].start, 0.0), *open_, Opportunity(words[-1].stop, len(title), 0.0)]


def _meet(title: str, words: Sequence[Word], number: int, compounds: Set[int]) -> Meeting:
    """What stands before and after the beginning of a word."""
    left, right = words[number - 1], words[number]
    return Meeting(title[left.start : left.stop], title[right.start : right.stop], left.tag, right.tag,
                   left.stop < right.start, right.start in compounds,
                   (_ends(title, words, number - 1), _ends(title, words, number), _ends(title, words, number + 1)))


def _ends(title: str, words: Sequence[Word], number: int) -> bool:
    """Whether a word is one character that ends the word before it."""
    if not 0 < number < len(words):
        return False
    before, text = words[number - 1].tag, title[words[number - 1].stop : words[number].stop]
    return text in _SUFFIXES and before.startswith(_NOUNS) and not (text in _DISTRICTS and before.startswith("v"))


def _is_joined(title: str, place: int) -> bool:
    """Whether the characters around a place make one sign: a base with its accents, an emoji of several."""
    return unicodedata.category(title[place]) in ("Mn", "Me", "Mc", "Cf") or title[place - 1] == "\u200d"


def _find_wholes(title: str, words: Sequence[Word], terms: Iterable[str]) -> Iterator[tuple[int, int, float]]:
    """Parts of a title that are better left whole: where they begin and end, what each place inside costs more."""
    for start, stop in _find_terms(title, terms):
        yield start, stop, BOUND
    for start, stop in _find_pairs(title):
        yield start, stop, QUOTED if stop - start - 2 <= SHORT else WHOLE
    yield 0, next((word.start for word in words if title[word.start : word.stop] in _MATTER), 0), WHOLE
    kind = next((word.stop for word in reversed(words) if word.tag == "uj"), 0)
    if kind and len(title) - kind <= SHORT:
        yield kind, len(title), WHOLE


def _find_terms(title: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    for term in filter(None, terms):
        start = title.find(term)
        while start >= 0:
            yield start, start + len(term)
            start = title.find(term, start + len(term))


def _find_pairs(title: str) -> Iterator[tuple[int, int]]:
    """Where marks that stand in pairs open and close, those inside others too."""
    opened: list[int] = []
    for place, character in enumerate(title):
        if character in OPENING:
            opened.append(place)
        elif opened and character == CLOSING[OPENING.index(title[opened[-1]])]:
            yield opened.pop(), place + 1
