"""What names look like: of persons by their surnames, of bodies by their endings, of places by a list.

All texts are folded. A wrong name is worse than a missing one: what could as well be an ordinary word is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Set
from functools import cache

from convert.chinese.lexicon import Pattern, characters, find_words, flag, words

Span = tuple[int, int]

_NEVER = frozenset("的了是在及或们吗呢这那哪也都被把您我你他她它您谁很吧啊呀嘛么")
"""Characters that stand in no given name."""

_NEVER_LAST = frozenset("会省市县镇乡村区讯电版期号页篇章节条款项人者物件性化")
"""Those that end no name, besides the ones that end names of bodies."""

_DOTTED = Pattern(r"[^\W\d_]{1,8}(?:·(?:[^\W\d_]{1,10}|[A-Z]\.?))+")
_RUN = Pattern(r"(?:[^\W\d_]|[（()）、·]){1,28}")
"""What stands before the word that the name of a body ends with."""

_BODY = Pattern(
    r"{body-whole}[^\W\d_]{1,16}[{ending}]"
    r"|(?=.*[省市县区镇乡村州旗盟]|{seat}|{province}|{city}|.*{field-of-work}.$)[^\W\d_]{2,16}[{ending}]")
"""A name that only ends with a letter as those of bodies do."""

_LIKELY_BODY = Pattern(r"[^\W\d_]{1,16}[{ending}]")
"""What is a body where one must stand."""

_NO_BODY = Pattern(
    r".*(?:{meeting}|{act})|(?:[在从对把将被为向与和及或于据各]|系(?!统)|{reprinted}).*|.*[的了着是也我你他她它您这那哪].*"
    r"|{own-press}.{0,4}")
_GENERIC = Pattern(r"(?!{city})(?:{committee}|[本我该贵某]?(?:自治区|地区|[省市县区镇乡州旗])(?!{committee}).{0,12})")
_PLACE = Pattern(r"(?:{province}|{city}|[^\W\d_]{1,8}?)(?:自治[区州县旗]|特别行政区|[省市县区州盟旗镇乡村]){1,2}")
_RANKS, _KINDS = frozenset("本我该贵某自地省市县区镇乡州旗"), frozenset("区州县旗省市盟镇乡村")
"""What such a body may begin with, where not with its word, and such a place end with."""

_LATIN = Pattern(r"[A-Z][\w'’.-]*(?: [A-Za-z][\w'’.-]*){1,4}")
_MIXED = Pattern(r".*[a-z].*")


_MOST = 12
"""A longer run of letters is no row of names."""


def split_persons(text: str) -> list[Span]:
    """The persons whose names a text is made of, with nothing between them but 和 and its like; else none.

    张三李四 can be parted in one way only and is two; where there are several ways, none is taken.
    """
    joints = [at for at in range(2, len(text) - 2) if text[at] in characters("and")]
    rows: dict[int, tuple[list[Span], int]] = {}
    for start in (*(at + 1 for at in reversed(joints)), 0):
        first = bisect_left(joints, start + 2)
        near = (at for at in joints[first : first + _MOST] if at + 1 in rows)
        found = next(((names, end) for end in (*near, len(text)) if (names := _part_alone(text, start, end))), None)
        if found is not None:
            rows[start] = found
    spans: list[Span] = []
    start = 0
    while start in rows:
        names, end = rows[start]
        spans += names
        start = end + 1
    return spans


def _part_alone(text: str, start: int, end: int) -> list[Span]:
    """The names that stand between two places with nothing between them; none where there are several ways."""
    ways = list(_part(text, start, end))
    return ways[0] if len(ways) == 1 else []


def _part(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Every way to part a text into names from a place on."""
    if start == end:
        yield []
    elif end - start <= _MOST:
        for size in (2, 3, 4):
            if start + size <= end and is_person(text[start : start + size]):
                yield from ([(start, start + size), *rest] for rest in _part(text, start + size, end))


def is_person(text: str) -> bool:
    """Whether a text is the name of one person, surname first, and no ordinary word, body, place, office or act."""
    if text[:2] in words("surname-double"):
        fits = len(text) in (3, 4)
    else:
        fits = text[:1] in _surnames() and (len(text) in (2, 3) or (len(text) == 4 and _married(text)))
    return fits and is_given(text)


def _married(text: str) -> bool:
    """林郑月娥: two surnames and a given name of two characters."""
    return text[0] in _surnames() and text[1] in _surnames() and text[2:] not in _ordinary()


def is_given(text: str) -> bool:
    """Whether nothing speaks against a text of two to four characters as a name: all Chinese, no word we know."""
    if not all("\u4e00" <= letter <= "\u9fff" for letter in text) or _NEVER & set(text):
        return False
    if text[-1] in _NEVER_LAST or text[-1] in characters("ending"):
        return False
    if text in _ordinary() or (len(text) > 2 and text[:2] in _ordinary() and text[:2] not in words("surname-double")):
        return False
    return not any(hit.end - hit.start > 1 for hit in find_words(text, _no_name()))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(characters("surname"))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(word for name in ("ordinary", "nobody", "province", "city", "column", "part-title")
                     for word in words(name))


@cache
def _no_name() -> int:
    """The lists whose words, of two characters and more, stand in no name."""
    return flag("office", "office-more", "person-title", "court-office", "writer", "writer-adjective", "correspondent",
                "honorific", "business", "body", "body-more", "body-whole", "press", "press-more", "agency",
                "own-press", "dispatch", "act", "speech", "meeting", "credit", "nobody", "day-part", "back-matter")


def is_dotted(text: str) -> bool:
    """阿卜杜拉·买买提: a name in parts, as peoples other than the Chinese have."""
    return _DOTTED.fullmatch(text) is not None and is_body(text.rpartition("·")[2]) is False


def is_latin(text: str) -> bool:
    """John Smith: words in Latin letters that begin with capitals, and no word for a body among them."""
    return bool(_LATIN.fullmatch(text) and _MIXED.fullmatch(text)) and not is_latin_body(text)


def is_latin_body(text: str) -> bool:
    """China Daily: a name in Latin letters with a word for a body."""
    return _LATIN.fullmatch(text) is not None and any(word in words("latin-body") for word in text.split())


def is_body(text: str, sure: bool = False) -> bool:
    """Whether a text is the name of a body: it ends as they do, and is no occasion, act or part of a sentence.

    `sure` where a body must stand, before 记者 or as the source of a text: there one letter that many other words
    end with is enough, as in 联合报.
    """
    if text in words("agency") or text in words("body-whole"):
        return True
    named = _ends_as_body(text) or (text[-1:] in _endings() and any(
        form.fullmatch(text) for form in ((_BODY, _LIKELY_BODY) if sure else (_BODY,))))
    return named and _NO_BODY.fullmatch(text) is None


def _ends_as_body(text: str) -> bool:
    """Whether a text ends with a word for a body, and what stands before it is a name."""
    sizes = (size for size in _body_words() if text[-size:] in _body_words()[size])
    return any(_RUN.fullmatch(text, 0, len(text) - size) for size in sizes)


@cache
def _body_words() -> Mapping[int, Set[str]]:
    """Words that names of bodies end with, by their length."""
    found: dict[int, set[str]] = {}
    for name in ("body", "body-more", "press", "press-more"):
        for word in words(name):
            found.setdefault(len(word), set()).add(word)
    return found


@cache
def _endings() -> Set[str]:
    """The same as single letters, which other words end with too."""
    return frozenset(characters("ending"))


def is_generic(text: str) -> bool:
    """Whether the name of a body only says its rank, and which place is meant does not stand there: 省委, 市政府."""
    if text in words("body") or text in words("body-more"):
        return True
    ranked = text[:1] in _RANKS or text.startswith(words("committee"))
    return ranked and _GENERIC.fullmatch(text) is not None


def is_place(text: str) -> bool:
    """Whether a text is the name of a place: a listed one, or with its kind at the end."""
    return is_listed(text) or (text[-1:] in _KINDS and _PLACE.fullmatch(text) is not None)


def is_listed(text: str) -> bool:
    """Whether a text is the name of a province or city without its kind."""
    return text in words("province") or text in words("city")
