"""Fronts: what stands before the text of a work: headlines, bylines, dates, addressee, salutation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.chinese.lexicon import Pattern, words
from convert.reading.articles import DATELINE, FACTS, is_address
from convert.reading.pieces import BODY, Piece
from convert.reading.roles import ACT, DANGLING, find_role, is_headline, is_name, is_prose, is_short
from convert.reading.series import letters

TITLE = "title?"
"""A line of the head that may be a headline, until the whole head has been seen."""

_MOST = 40
"""A head is not longer than so many pieces."""


def read_front(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a work's front with their kinds; the text begins behind them."""
    head: list[Piece] = []
    for index, piece in enumerate(pieces[:_MOST]):
        role = _role(piece, head, pieces[index + 1 : index + 2])
        if not role or all(map(_is_row, pieces[index : index + 3])):
            break
        head.append(piece._replace(kind=role[0], by=role[1]))
        if role[0] == "salutation":
            break
    head = _drop_list(head)
    return _settle_titles(head, list(pieces[len(head) :]))


_LINES = 4
"""A headline, with what leads into it and what qualifies it, has no more lines; more are a list."""


def _drop_list(head: list[Piece]) -> list[Piece]:
    run = 0
    for index, piece in enumerate(head):
        run = run + 1 if piece.kind == TITLE and not piece.after_noise else int(piece.kind == TITLE)
        if run > _LINES:
            start = index - run + 1
            titled = any(before.kind == TITLE for before in head[:start])
            return head[: start + (not titled)]
    return head


def _role(piece: Piece, head: Sequence[Piece], following: Sequence[Piece]) -> tuple[str, str] | None:
    if piece.kind:
        return (piece.kind, piece.by) if piece.kind in FACTS else None
    hint = piece.block.hint
    if hint[:1] == "h":
        return ("title", "title/marked") if hint == "h1" and not _have(head, "title") else None
    if hint:
        return None
    rule = find_role(piece.plain, "head")
    if rule is not None and not (rule.kind in ("caption", "note") and not head):
        fresh = piece.after_noise or not _have(head, TITLE)
        if rule.id == "subtitle/occasion" and fresh and not _have(head, "title"):
            return TITLE, "title/occasion"
        return rule.kind, rule.id
    if not is_headline(piece) or (is_prose(piece) and _have(head, TITLE)):
        return None  # a question may be a headline, but no second one
    above = following[0].plain if following and is_address(following[0], "salutation") else ""
    if above and _have(head, TITLE) and not _have(head, "byline") and _NAME.fullmatch(piece.plain):
        return "byline", "byline/name"
    author = _find_author(piece, head[-1]) if _have(head, TITLE) and not _have(head, "byline") else ""
    if author:
        return "byline", author
    if _have(head, "title") or (_front_closed(head) and not piece.after_noise and not _above_byline(following)):
        return None
    return TITLE, "title/headline"


def _is_row(piece: Piece) -> bool:
    """Words in three columns or more: a line of a table."""
    return not piece.kind and _ROW.fullmatch(piece.plain) is not None


_ROW = re.compile(r"[^。;:!?,]{1,16}(?: {1,8}[^ 。;:!?,]{2,16}){2,7}")

_NAME = re.compile(r"[^\W\d_]{2,4}")
"""Between headlines and salutation two to four letters are a name, whatever its surname."""

_SPACED_NAME = re.compile(r"[^\W\d_] {1,3}[^\W\d_]")
"""老 木: a name of two letters spaced out, whatever its surname."""


_SPACED_WORD = Pattern("{part-title:spaced}")


def _find_author(piece: Piece, before: Piece) -> str:
    """The rule by which a short line below a headline names who wrote it."""
    if is_name(piece.plain) or (_SPACED_NAME.fullmatch(piece.plain) and not _SPACED_WORD.fullmatch(piece.plain)):
        return "" if piece.after_noise else "byline/name"
    if BODY.fullmatch(piece.plain):
        return "" if DANGLING.search(before.plain) else "byline/issuer"
    body, _, name = piece.plain.rpartition(" ")
    return "byline/body-name" if 2 <= len(body.strip()) <= 20 and is_name(name) and len(name) > 1 else ""


def _above_byline(following: Sequence[Piece]) -> bool:
    rule = find_role(following[0].plain, "head") if following and not following[0].kind else None
    return rule is not None and rule.id == "byline/reporter"


def _have(head: Sequence[Piece], kind: str) -> bool:
    return any(piece.kind == kind for piece in head)


def _front_closed(head: Sequence[Piece]) -> bool:
    """A byline, date or addressee below a headline closes the headlines."""
    after = False
    for piece in head:
        if piece.kind == TITLE:
            after = True
        elif after and piece.kind in _CLOSING and piece.by != "subtitle/bracket":
            return True
    return False


_CLOSING = frozenset({"byline", "addressee", "salutation", "subtitle", "date"})


def _settle_titles(head: list[Piece], rest: list[Piece]) -> list[Piece]:
    groups = _group(head)
    if not groups:
        return [piece._replace(kind="noise", by="noise/serial") if piece.kind == TITLE else piece for piece in head]
    chosen = groups[-1] if len(groups) == 1 else max(groups, key=lambda group: _weigh(group, head, groups))
    settled = {index: "noise" for index, piece in enumerate(head) if piece.kind == TITLE}
    settled |= _name_lines(chosen, head, rest)
    keep: list[Piece] = []
    for index, piece in enumerate(head):
        kind = settled.get(index, piece.kind)
        if kind == "":
            return keep  # the last headline turned out to be a heading of the text
        by = "noise/page-headline" if kind == "noise" and index in settled else piece.by
        keep.append(piece._replace(kind=kind, by=by))
    return keep


def _group(head: Sequence[Piece]) -> list[list[int]]:
    """Indexes of headline candidates, grouped where site furniture stands between them."""
    groups: list[list[int]] = []
    fresh = True
    for index, piece in enumerate(head):
        lone = bool(groups) and sum(letters(head[i].plain) for i in groups[-1]) <= 6
        fresh = fresh or piece.after_noise or (lone and index > 0 and head[index - 1].kind == "meta")
        if piece.kind == TITLE and not piece.plain.isdigit():
            if fresh or not groups:
                groups.append([])
            groups[-1].append(index)
            fresh = False
    return groups


def _weigh(group: Sequence[int], head: Sequence[Piece], groups: Sequence[Sequence[int]]) -> tuple[float, int]:
    """How much a group of headline candidates looks like the title; later groups win where nothing tells."""
    text = "".join(head[index].plain for index in group)
    weight = 2.0 if ACT.search(text) else 0.0
    weight += 1.0 if 6 <= letters(text) <= TITLE_LETTERS else 0.0
    weight += 1.0 if max(letters(head[index].plain) for index in group) > 8 else 0.0
    after = head[group[-1] + 1].kind if group[-1] + 1 < len(head) else ""
    weight += 2.0 if after in ("subtitle", "byline", "salutation", "addressee") else 0.0
    weight += 1.5 if group is groups[-1] else 0.0
    return weight, group[0]


TITLE_LETTERS = 60


def _name_lines(group: Sequence[int], head: Sequence[Piece], rest: Sequence[Piece]) -> dict[int, str]:
    """Kicker, title, subtitles for the lines of the chosen group; `title+` for a line that completes the one before."""
    lines = list(group)
    kinds: dict[int, str] = {}
    while len(lines) > 1 and head[lines[0]].plain.endswith(("——", "--", ":")):
        kinds[lines.pop(0)] = "kicker"
    if len(lines) > 1 and _has_kicker(lines, head, rest):
        kinds[lines.pop(0)] = "kicker"
    kinds[lines[0]] = "title"
    previous = lines[0]
    for index in lines[1:]:
        joined = index == previous + 1 and _completes(head[previous].plain, head[index].plain)
        kinds[index] = "title+" if joined else "subtitle"
        previous = index
    last = lines[-1]
    if kinds[last] == "subtitle" and last == len(head) - 1 and _is_heading(head[last], rest):
        kinds[last] = ""
    return kinds


def _has_kicker(lines: Sequence[int], head: Sequence[Piece], rest: Sequence[Piece]) -> bool:
    """Whether the first of several headlines leads into the next: over a subtitle with a dash, or in a newspaper."""
    behind = head[lines[-1] + 1] if lines[-1] + 1 < len(head) else None
    if len(lines) == 2 and behind is not None and behind.by == "subtitle/dash":
        return _leads_in(head, lines)
    reported = any(piece.by == "byline/reporter" for piece in head[lines[0] :])
    if not reported and not (rest and DATELINE.match(rest[0].plain)):
        return False
    first, second = head[lines[0]].plain, head[lines[1]].plain
    if lines[-1] - lines[0] != len(lines) - 1 or _completes(first, second):
        return False
    if len(lines) != 2:
        return len(lines) == 3
    longer = letters(first) > letters(second) and " " in first
    return (longer or _PARTED.search(first) is not None) and not _PARTED.search(second)


_PARTED = re.compile(r"[,?]")


def _leads_in(head: Sequence[Piece], lines: Sequence[int]) -> bool:
    """Of two headlines over a subtitle with a dash the first is a kicker where it is short and no beginning."""
    first, second = head[lines[0]].plain, head[lines[1]].plain
    return letters(first) <= 8 and not ACT.search(first) and not _completes(first, second)


def _completes(first: str, second: str) -> bool:
    if DANGLING.search(first) or second.startswith((*words("continuation"), "》", "”")):
        return True
    return ACT.search(first) is None and ACT.search(second) is not None and " " not in first


def _is_heading(piece: Piece, rest: Sequence[Piece]) -> bool:
    """A short line right above the text is its first heading where the text has more of the kind."""
    if not is_short(piece, 12):
        return False
    return any(not a.kind and is_short(a, 16) and (is_prose(b) or b.kind or is_short(b)) for a, b in pairwise(rest))
