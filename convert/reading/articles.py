"""Articles: where a file goes over from one work to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.chinese.lexicon import Pattern, words
from convert.reading.notes import is_back_matter
from convert.reading.pieces import BODY, Piece
from convert.reading.roles import ACT, SPEECH, find_role, is_headline, is_name, is_prose
from convert.reading.series import letters

COLLECTIVE = Pattern(r"[(（]?[{counting}两几多\d]{1,3} ?[篇则份例首][)）]?$|{collective}")
"""A title of several works together."""

FACTS = frozenset({"meta", "byline", "subtitle", "kicker"})
"""Kinds of lifted facts that may stand in a front."""

_SERIAL = Pattern(r"附件 ?[\d{counting}]{0,3} ?[:.]?|附 ?[:]|附录[\d{counting}]{0,2}")
_NUMBERED = Pattern(r"附件 ?[\d{counting}]{1,3} ?[:.]?")
_RELEASED = re.compile(r"\((?:此件|本件)[^()]{2,20}\)")
"""(此件公开发布) stands between the date of a letter and what is attached to it."""

_CHAPTER_ONE = frozenset({"part", "chapter", "division", "clause", "han"})


def find_articles(pieces: Sequence[Piece]) -> list[int]:
    """The indexes of pieces that open a further work; the first work opens the file and is not among them."""
    starts: list[int] = []
    begun = texted = False
    for index, piece in enumerate(pieces):
        annexed = index > 0 and _NUMBERED.fullmatch(pieces[index - 1].plain) is not None
        if begun and (texted or annexed) and _opens_article(pieces, index):
            starts.append(index)
            texted = False
        prose = is_prose(piece) and (begun or not is_headline(piece))  # a question may be the first headline
        texted = texted or prose or bool(piece.kind)
        begun = begun or prose or piece.kind in ("p", "heading", "li")
    return _with_siblings(pieces, starts)


def _opens_article(pieces: Sequence[Piece], index: int) -> bool:
    piece = pieces[index]
    if piece.kind or piece.block.hint or not is_headline(piece) or not _may_be_title(piece):
        return False
    if _signs_off(pieces, index):
        return False
    return any(sign(pieces, index) for sign in _SIGNS)


def _signs_off(pieces: Sequence[Piece], index: int) -> bool:
    """A public body alone is the issuer of the text above, unless 关于… goes on with its title."""
    after = pieces[index + 1].plain if index + 1 < len(pieces) else ""
    return BODY.fullmatch(pieces[index].plain) is not None and not after.startswith(words("forwarding"))


def _may_be_title(piece: Piece) -> bool:
    role = find_role(piece.plain, "head")
    return (role is None or role.id == "subtitle/occasion") and not is_back_matter(piece.plain)


def is_address(piece: Piece, *kinds: str) -> bool:
    """True for 同志们: and 各县人民政府:, which close a front."""
    role = find_role(piece.plain, "head") if piece.plain[-1] in ":!" else None
    return role is not None and role.kind in (kinds or ("salutation", "addressee"))


def _ahead(pieces: Sequence[Piece], index: int, most: int) -> list[Piece]:
    """The lines behind a headline that may still belong to its front."""
    found: list[Piece] = []
    for piece in pieces[index + 1 : index + 1 + most]:
        if not piece.kind and is_address(piece):
            found.append(piece)
            break
        if piece.kind not in FACTS if piece.kind else is_prose(piece):
            break
        found.append(piece)
    return found


def _has_byline(pieces: Sequence[Piece], index: int) -> bool:
    for piece in _ahead(pieces, index, 3):
        if piece.kind:
            return piece.kind == "byline"
        role = find_role(piece.plain, "head")
        if role is not None and role.kind != "subtitle":
            return role.id in ("byline/reporter", "byline/label")
        if role is None and not is_headline(piece):
            return False
    return False


def _has_subtitle(pieces: Sequence[Piece], index: int) -> bool:
    """One line with a dash below a headline, and text behind it."""
    behind = pieces[index + 1 : index + 3]
    roles = [find_role(piece.plain, "head") for piece in behind]
    if len(behind) < 2 or roles[0] is None or roles[0].id != "subtitle/dash":
        return False
    return not behind[1].plain.startswith(("——", "--")) and _ended(pieces[index - 1])


def _ended(piece: Piece) -> bool:
    """True where a text may end: a paragraph, a date, a signature."""
    return is_prose(piece) or find_role(piece.plain, "any") is not None or BODY.fullmatch(piece.plain) is not None


_FULL_TITLE = Pattern(r"在.{4,50}[上时](?:的)?{speech}|.{0,40}关于.{2,60}的[^\W_]{0,4}{directive}")
"""A title that no heading of a text has: 在…会议上的讲话, …关于…的通知."""


def _is_full_title(pieces: Sequence[Piece], index: int) -> bool:
    plain = pieces[index].plain
    return letters(plain) >= 12 and _ended(pieces[index - 1]) and _FULL_TITLE.fullmatch(plain) is not None


DATELINE = Pattern(
    r"(?:[^\W\d_]{0,6}[晚日晨早商]报(?=讯)|{own-press}|{agency-dateline}|记者)[^,。:]{0,20}?"
    r"(?:讯|电|消息)(?:[ :(]|$)"
)


def _has_dateline(pieces: Sequence[Piece], index: int) -> bool:
    """本报讯 or 新华社…电 opens the text right below the headlines."""
    behind = index + 1 + len(_ahead(pieces, index, 2))
    return behind < len(pieces) and DATELINE.match(pieces[behind].plain) is not None


def _opens_speech(pieces: Sequence[Piece], index: int) -> bool:
    """A salutation closes the headlines: those of a speech, or with a subtitle or speaker among them."""
    told = SPEECH.search(pieces[index].plain) is not None
    for piece in _ahead(pieces, index, 5):
        role = find_role(piece.plain, "head")
        if role is not None and role.kind == "salutation":
            return told and piece.plain[-1] == ":"
        if role is None and not is_headline(piece):
            return False
        told = told or (role is not None and role.kind in ("subtitle", "byline", "date"))
    return False


def _opens_letter(pieces: Sequence[Piece], index: int) -> bool:
    """An official document behind another: headlines, a document number, whom it is sent to."""
    before = pieces[index - 1]
    if before.kind not in ("p", "") or not (is_prose(before) or find_role(before.plain, "any") is not None):
        return False
    roles = [find_role(piece.plain, "head") for piece in _ahead(pieces, index, 4)]
    kinds = [role.kind for role in roles if role is not None]
    return "addressee" in kinds and all(kind in ("meta", "addressee", "subtitle") for kind in kinds)


def _opens_act(pieces: Sequence[Piece], index: int) -> bool:
    """Attached rules: a title of an act behind a signature, a date or 附件, with an article or chapter one after it."""
    plain = pieces[index].plain
    before = pieces[index - 1]
    if letters(plain) < 4 or not (ACT.search(plain) or _NUMBERED.fullmatch(before.plain)):
        return False
    if before.kind in ("", "note") and _RELEASED.fullmatch(before.plain):
        before = pieces[index - 2]
    role = find_role(before.plain, "any")
    closed = (role is not None and role.kind in ("date", "attachment")) or _SERIAL.fullmatch(before.plain) is not None
    behind = _ahead(pieces, index, 4)
    after = pieces[index + 1 + len(behind)] if index + 1 + len(behind) < len(pieces) else None
    opener = after.opener if after is not None else None
    first = opener is not None and opener.value == 1 and opener.style in _CHAPTER_ONE
    if closed:
        return after is not None
    return first and opener is not None and opener.style in ("clause", "chapter")


def _with_siblings(pieces: Sequence[Piece], starts: list[int]) -> list[int]:
    """On a page of several works, a headline with a short heading or a salutation right under it opens one more."""
    if not starts:
        return starts
    extra = [index for index in range(starts[0] + 1, len(pieces) - 1) if _is_sibling(pieces, index)]
    return sorted({*starts, *extra})


def _is_sibling(pieces: Sequence[Piece], index: int) -> bool:
    before, piece, after = pieces[index - 1 : index + 2]
    told = index + 2 < len(pieces) and is_prose(pieces[index + 2])
    closed = is_prose(before) or bool(before.kind) or _SIGNED.fullmatch(before.plain) is not None
    if not closed or piece.kind or not is_headline(piece) or find_role(piece.plain, "head"):
        return False
    if is_back_matter(after.plain):
        return False
    if piece.plain in words("column") or (is_name(after.plain) and told):
        return True
    if is_address(after, "salutation"):
        return after.plain[-1] == ":"
    over = letters(after.plain) <= 10 and letters(piece.plain) > letters(after.plain)
    return over and told and not after.kind and is_headline(after) and not find_role(after.plain, "head")


_SIGNED = re.compile(r"\([^()]{2,12}\)")
"""(某某) closes an item of a newspaper."""


_SIGNS = (_has_byline, _has_dateline, _has_subtitle, _is_full_title, _opens_speech, _opens_letter, _opens_act)
"""What shows that a headline opens a further work; any one will do."""
