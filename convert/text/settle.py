"""Settling: one consistent reading of a file: its articles, their fronts, headings, lists and backs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.text.articles import COLLECTIVE, find_articles
from convert.text.dates import read_date
from convert.text.front import read_front
from convert.text.levels import LOWER, PLAIN, UPPER, Mark, find_levels
from convert.text.model import Settled
from convert.text.pieces import Piece
from convert.text.reflow import join_blocks, slice_block
from convert.text.roles import (
    NAME,
    find_bullet,
    find_role,
    is_prose,
    is_short,
)
from convert.text.series import letters

ARTICLE = Settled("article")


def settle(pieces: Sequence[Piece]) -> list[Settled]:
    """The blocks of a file in reading order."""
    starts = find_articles(pieces)
    works = [list(pieces[a:b]) for a, b in zip([0, *starts], [*starts, len(pieces)], strict=True)]
    settled: list[Settled] = []
    for number, work in enumerate(works):
        page, rest = _page_title(work) if number == 0 and len(works) > 1 else ([], work)
        settled += [_settled(piece) for piece in page]
        if len(works) > 1:
            settled.append(ARTICLE)
        settled += settle_work(rest)
    return settled


def _page_title(work: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The title of the whole file, where the first work has one of its own or the title says that there are several."""
    front = read_front(work)
    bylines = [i for i, piece in enumerate(front) if piece.kind == "byline"]
    until = bylines[0] if bylines else len(front)
    heads = [i for i, piece in enumerate(front[:until]) if piece.kind in ("title", "title+", "subtitle", "kicker")]
    first = next((i for i in heads if front[i].kind == "title"), None)
    if first is None:
        return [], work
    if COLLECTIVE.search(front[first].plain):
        return front[: first + 1], work[first + 1 :]
    dashed = [i for i in heads if front[i].by == "subtitle/dash" and i > first]
    if dashed and dashed[0] < heads[-1]:
        return front[: dashed[0] + 1], work[dashed[0] + 1 :]
    return [], work


def settle_work(pieces: list[Piece]) -> list[Settled]:
    """The blocks of one work."""
    front = read_front(pieces)
    body = mark_body(pieces[len(front) :])
    body = close_work(body)
    levels = iter(find_levels(list(_marks(body))))
    settled = [_settled(piece) for piece in _join_titles(front)]
    for piece in body:
        if piece.kind == "row":
            settled += _settled_row(piece)
        else:
            settled.append(_settled(piece, next(levels) if piece.kind == "heading" else 0))
    return settled


def _join_titles(front: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in front:
        if piece.kind == "title+" and joined:
            joined[-1] = joined[-1]._replace(block=join_blocks(joined[-1].block, piece.block))
        else:
            joined.append(piece)
    return joined


def _bare(piece: Piece) -> str:
    """The letters of a piece without its number."""
    return re.sub(r"[\W_]+", "", piece.plain[piece.opener.end if piece.opener is not None else 0 :])


def _second_entries(body: Sequence[Piece]) -> frozenset[str]:
    """What a numbered list of contents prints one level in: entries of a series that stands inside another."""
    entries = [piece for piece in body if piece.kind == "li" and piece.opener is not None]
    outer = entries[0].opener.style if entries and entries[0].opener is not None else ""
    return frozenset(_bare(piece) for piece in entries if piece.opener is not None and piece.opener.style != outer)


def _marks(body: Sequence[Piece]) -> Iterator[Mark]:
    """The headings as `levels` sees them; an unnumbered one stands above two or more if the first follows at once."""
    listed = _second_entries(body)
    plains = [i for i, piece in enumerate(body) if piece.kind == "heading" and piece.opener is None]
    for index, piece in enumerate(body):
        if piece.kind != "heading":
            continue
        hint = piece.block.hint
        if hint[:1] == "h":
            yield Mark(hint, 0, -1)
        elif piece.opener is not None:
            yield Mark(piece.opener.style, piece.opener.value, piece.series)
        else:
            below = [i for i in plains if i > index]
            over = len(below) > 1 and below[0] == index + 1
            yield Mark(UPPER if over else LOWER if _bare(piece) in listed else PLAIN, 0, -1)


# ---- the text of a work


def mark_body(pieces: Sequence[Piece]) -> list[Piece]:
    """Every piece behind the front with its kind."""
    marked = _join_rows(pieces)
    for index, piece in enumerate(marked):
        if not piece.kind or (piece.block.hint[:1] == "h" and piece.kind != "heading"):
            marked[index] = _mark_alone(piece)
    _mark_runs(marked)
    return [part for piece in _mark_notes(marked) for part in _cut_credit(piece)]


_LEADERS = re.compile(r"[.…·]{12,}|[.…·]{4,}\s*\d[\d/.-]{0,11}$")
_REFERENCE = re.compile(r"[\d/.-]{1,12}")


def _join_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines with leaders are rows; a title broken above them and a number pushed below belong to them."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        open_row = last is not None and last.kind == "row" and not last.plain[-1].isdigit()
        if last is not None and open_row and _REFERENCE.fullmatch(piece.plain):
            joined[-1] = last._replace(block=join_blocks(last.block, piece.block))
            continue
        if not _LEADERS.search(piece.plain) or piece.block.hint or len(piece.plain) > 160:
            joined.append(piece)
            continue
        row = piece._replace(kind="row", by="row/leaders", opener=None)
        if last is not None and not last.kind and last.plain.count("《") > last.plain.count("》"):
            row = row._replace(block=join_blocks(last.block, piece.block))
            joined.pop()
        joined.append(row)
    return joined


def _mark_alone(piece: Piece) -> Piece:
    """What a piece is by itself."""
    plain, hint = piece.plain, piece.block.hint
    if hint[:1] == "h":
        return piece._replace(kind="heading", by="heading/marked", place="own")
    if hint == "quote":
        return piece._replace(kind="note", by="note/quoted")
    if hint == "row":
        return piece._replace(kind="row", by="row/marked")
    if REASONS.fullmatch(plain):
        return piece._replace(kind="note", by="note/reasons")
    rule = find_role(plain, "body")
    if rule is not None and rule.kind != "subtitle":
        return piece._replace(kind=rule.kind, by=rule.id)
    bullet = find_bullet(plain)
    if bullet:
        return _strip_bullet(piece, bullet)
    if is_prose(piece):
        return piece._replace(kind="p", by="p/prose")
    return piece


def _strip_bullet(piece: Piece, bullet: int) -> Piece:
    kind = "p" if re.search(r"[。!?;].*[。!?;]", piece.plain) or letters(piece.plain) > 90 else "li"
    block = slice_block(piece.block, bullet, len(piece.block.text))
    return piece._replace(block=block, kind=kind, by=f"{'item' if kind == 'li' else 'p'}/bullet")


def _mark_runs(pieces: list[Piece]) -> None:
    """Short lines that nothing has named: a heading alone, list items in a row."""
    index = 0
    while index < len(pieces):
        if pieces[index].kind:
            index += 1
            continue
        end = index
        while end < len(pieces) and not pieces[end].kind:
            end += 1
        for offset, (kind, by) in enumerate(_name_run(pieces, index, end)):
            place = "own" if kind == "heading" else ""
            pieces[index + offset] = pieces[index + offset]._replace(kind=kind, by=by, place=place)
        index = end


def _name_run(pieces: Sequence[Piece], start: int, end: int) -> Iterator[tuple[str, str]]:
    """The kinds of a run of unnamed lines, which lines with a colon part into shorter runs."""
    colons = [i for i in range(start, end) if pieces[i].plain[-1] == ":"]
    for begin, stop in zip([start, *(i + 1 for i in colons)], [*colons, end], strict=True):
        if begin > start:
            listed = stop - begin >= 3
            yield ("heading", "heading/list-label") if listed else ("p", "p/lead-in")
        yield from _name_lines(pieces, begin, stop)


def _name_lines(pieces: Sequence[Piece], start: int, end: int) -> Iterator[tuple[str, str]]:
    run = pieces[start:end]
    after = pieces[end] if end < len(pieces) else None
    listed = len(run) >= 3
    for position, piece in enumerate(run):
        last = position == len(run) - 1
        follows = run[position + 1] if not last else after
        before = pieces[start + position - 1] if start + position else None
        if _FORMULA.search(piece.plain):
            yield "p", "p/formula"
        elif listed and not (last and after is not None and after.kind == "p" and not _alike(run[-2], piece)):
            yield "li", "item/parallel"
        elif _names_what_follows(piece, before, follows):
            yield "heading", "heading/plain"
        else:
            yield "p", "p/short"


def _alike(first: Piece, second: Piece) -> bool:
    """Lines of one pattern begin or end alike, or have the same marks inside."""
    a, b = first.plain, second.plain
    return a[0] == b[0] or a[-1] == b[-1] or any(mark in a and mark in b for mark in ":=,、/")


_FORMULA = re.compile(r"[=÷×±≥≤]|^[^:【]{1,5}:.{1,9}$")
"""A formula, or a label with its value, names nothing."""


_BRACKETED = re.compile(r"[(〔【\[].*[)〕】\]]")


def _names_what_follows(piece: Piece, before: Piece | None, after: Piece | None) -> bool:
    """GUIDE, rule 11: a phrase alone on its line without an end mark that names what follows."""
    if not is_short(piece) or after is None or _FORMULA.search(piece.plain) or _BRACKETED.fullmatch(piece.plain):
        return False
    if after.kind in ("noise", "note", "caption", "date", "signature"):
        return False
    if before is not None and before.kind == "p" and before.plain[-1:] in ",、":
        return False
    named = after.kind in ("p", "heading", "li", "row", "byline", "salutation")
    return named or is_short(after) or after.plain[-1] == ":"


BACK_MATTER = re.compile(
    r"(?:(?:有关|部分|相关)?(?:名词|术语|名词术语|专业术语|用语)(?:解释|注释|说明)|注释|注解|附注|参考文献|资料来源|原始资料|尾注|脚注|引用文献|参考资料|注):?"
)
"""Headings of back matter (GUIDE, rule 17)."""


REASONS = re.compile(
    r"(?:立法|修正|修法|制定|增订|提案)?理由:.*|(?:被)?引用(?:条文|法条|法规):.*|(?:立法|修正)说明:.*", re.DOTALL
)
"""What legislators say for an article of law stands below it (GUIDE, rule 17)."""


def _mark_reasons(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Reasons and cross-references under an article of law, up to the next heading or article, are notes."""
    inside = False
    for piece in pieces:
        opens = piece.kind == "heading" or (piece.opener is not None and piece.opener.style == "clause")
        inside = not opens and (inside or REASONS.fullmatch(piece.plain) is not None)
        yield piece._replace(kind="note", by="note/reasons") if inside and piece.kind in ("p", "li") else piece


_NOTE_MARKS = frozenset({"arabic-paren", "bracketed", "circled", "parenthesised"})


def _is_footnote(piece: Piece, before: str) -> bool:
    opener = piece.opener
    if opener is None or opener.style not in _NOTE_MARKS or piece.series < 0:
        return False
    mark = piece.plain[: opener.end].replace(" ", "")
    return any(printed.replace(" ", "") == mark for printed in _NOTE_MARK.findall(before))


_NOTE_MARK = re.compile(r"(?<=[^\s。:;])\s?[(\[〔【]\s?\d{1,3}\s?[)\]〕】]|[①-⑳⑴-⒇]")


def _mark_notes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Behind 名词解释 or 注释 each entry is a note (GUIDE, rule 17); so is a paragraph whose mark the text has before."""
    inside = False
    seen = ""
    for piece in _mark_reasons(pieces):
        if piece.kind in ("p", "li") and _is_footnote(piece, seen):
            yield piece._replace(kind="note", by="note/footnote")
            continue
        seen += piece.plain if piece.opener is None or piece.opener.style not in _NOTE_MARKS else ""
        if BACK_MATTER.fullmatch(piece.plain.strip("()（）【】[] ")):
            inside = True
            yield piece._replace(kind="heading", by="heading/back-matter", place="own", opener=None)
        elif inside and piece.kind in ("p", "li", "heading") and (piece.kind != "heading" or piece.opener is not None):
            yield piece._replace(kind="note", by="note/entry")
        else:
            yield piece


_CREDIT = re.compile(
    r"(?<=[。!?”;])\s*(\((?:摘自|来源|原载|选自|转自|转载自|据|引自|节选自|记者|作者|责任编辑|责编|编辑|通讯员|本报记者|完)[^()]{0,60}\))$"
)


def _cut_credit(piece: Piece) -> Iterator[Piece]:
    """A source bracket that closes a paragraph is a note (GUIDE, rule 9)."""
    match = _CREDIT.search(piece.plain) if piece.kind == "p" and piece.plain.endswith(")") else None
    if match is None:
        yield piece
        return
    yield piece._replace(block=slice_block(piece.block, 0, match.start(1)))
    yield Piece(slice_block(piece.block, match.start(1), len(piece.block.text)), "note", "note/origin")


# ---- the back of a work

_SIGNER = re.compile(
    r"[^\W\d_]{2,30}(?:委员会|人民政府|政府|办公厅|办公室|党委|省委|市委|县委|区委|部|厅|局|院|署|会|集团|公司|大学|学院|中心|总局|总署|银行|"
    r"领导小组|指挥部|组|处|科|队|站|社)"
    r"|(?:[^\W\d_]{0,12}(?:省长|市长|县长|主席|总理|部长|局长|主任|署长|院长|书记) ?)?[^\W\d_]{2}[^\W\d_ ]{0,2}"
)
_TAIL = 8


def close_work(pieces: list[Piece]) -> list[Piece]:
    """Signature and date at the end of a work."""
    closed = list(pieces)
    tail = range(max(0, len(closed) - _TAIL), len(closed))
    for date in (i for i in tail if closed[i].kind == "date" and not _is_paragraph_after(closed, i)):
        index = date - 1
        while index >= 0 and date - index <= 4 and _signs(closed[index]):
            closed[index] = closed[index]._replace(kind="signature", by="signature/above-date", opener=None)
            index -= 1
    return closed


def _is_paragraph_after(pieces: Sequence[Piece], index: int) -> bool:
    return any(piece.kind == "p" and is_prose(piece) for piece in pieces[index + 1 :])


def _signs(piece: Piece) -> bool:
    return piece.kind in ("p", "heading", "li", "byline", "") and not is_prose(piece) and (
        _SIGNER.fullmatch(piece.plain) is not None or NAME.fullmatch(piece.plain) is not None)


# ---- into settled blocks

_CELL = re.compile(r"[^|]+")
_LEADER_CELL = re.compile(r"(?:(?![.…·]{4})[\s\S])+(?:[.…·]{4,})?")


def _settled_row(piece: Piece) -> list[Settled]:
    """A row and its cells, parted by bars or by leaders."""
    pattern = _CELL if "|" in piece.plain else _LEADER_CELL
    cells = [slice_block(piece.block, *match.span()) for match in pattern.finditer(piece.plain)]
    return [Settled("row"), *(Settled("cell", cell.text, cell.spans, piece.by, changes=cell.changes)
                              for cell in cells if cell.text)]



def _settled(piece: Piece, level: int = 0) -> Settled:
    if piece.fact is not None:
        return piece.fact
    block = piece.block
    opener = piece.opener if piece.kind in ("heading", "li") else None
    label = block.text[: opener.end].rstrip() if opener is not None else ""
    return Settled(
        piece.kind, block.text, block.spans, piece.by or "p/plain", level=level, place=piece.place, label=label,
        n=str(opener.value) if opener is not None else "", changes=block.changes,
        name="number" if piece.kind == "meta" else "", value=read_date(block.plain) if piece.kind == "date" else "",
    )
