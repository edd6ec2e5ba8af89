"""What says whether an atom goes on with the last one that is text."""

from __future__ import annotations

from collections.abc import Iterator

from convert.recovery.atoms import FULL, Atom, find_bare_number
from convert.recovery.context import Context, judge_series
from convert.recovery.observers.scale import quarters, size_of
from convert.recovery.openers import Opener
from convert.recovery.page import ends_sentence, first_width
from convert.recovery.phrases import ACT, DANGLING, STATUS
from convert.recovery.shapes import close_up, end_of, is_single

OVER = 6
"""So many pieces of furniture and captions a sentence may go on over."""

MOST = 75
"""Per cent of the width of its page that a line has which fills most of it."""

EVEN = 6
"""So many atoms on either side lines of one width are counted among."""

SELDOM, OFTEN = 0.05, 0.2
"""Shares of line ends that part letters which belong together: below the first they were meant (2 in a hundred of them
do so by chance), from the second on they were not (34 in a hundred)."""

LINES = 3
"""So many lines are asked whether each goes on with the one before."""

LABEL = 6
"""Letters that a label before a text on its line may have."""

_PAIRS = (("《", "》"), ("(", ")"), ("“", "”"))
"""Quotes and brackets that a sentence closes."""


def see_join(context: Context, i: int) -> Iterator[str]:
    """How the text before it ends, what parts them, and how it begins."""
    if i == 0:
        yield "j:first"
        return
    k = _find_before(context, i)
    atom, other = context.atoms[i], context.atoms[k]
    same = other.line == atom.line
    ended = ends_sentence(other.plain)
    yield f"j:same={same}"
    yield f"j:end={end_of(other.plain)}/{same}"
    yield f"j:op={atom.opener is not None}/{same}/{ended}"
    if k < i - 1:
        yield f"j:over/{ended}"
    if same:
        yield from _see_inside(context, k, i, ended)
        return
    fill = _fill_of(context, other, atom)
    yield from _see_lines(context, k, i, ended, fill)
    if context.stressed[i] or context.stressed[k]:
        yield f"j:stress={context.stressed[k] > 0}/{context.stressed[i] > 0}/{ended}"
    if not ended:
        yield from _see_unfinished(other, atom, fill)
        yield from _see_seam(context, k, i, fill)
    number = _find_bare(context, k)
    if number is not None:
        style = number.style.partition(" ")[0]
        yield "j:barenumber"
        yield f"j:barenumber/{style}/{ended}"
        yield f"j:barenumber/{style}/{context.sorts[i]}"
        yield f"j:barenumber/{end_of(atom.plain)}"
    if is_page_broken(context, k, i):
        yield f"j:page/{ended}"
    if atom.marks.bold != other.marks.bold:
        yield f"j:bold={other.marks.bold}/{ended}"
    if atom.marks.paragraph:
        within = atom.marks.paragraph == other.marks.paragraph
        yield f"j:para={'meant' if within and context.meant else within}/{ended}"


def _find_before(context: Context, i: int) -> int:
    """The atom before one, litter, and furniture, captions and notes on lines of their own left out."""
    k = i - 1
    feet = context.feet if i not in context.feet else ()
    while (k > 0 and i - k < OVER and (context.sorts[k] in "NC" or k in feet)
           and (context.atoms[i].line != context.atoms[k].line or context.atoms[k].why == "litter")):
        k -= 1
    return k


def _find_bare(context: Context, k: int) -> Opener | None:
    """The number that stands alone before a title, or above the status of an annex, which parts the two."""
    other = context.atoms[k]
    if k and STATUS.fullmatch(other.plain):
        return context.atoms[k - 1].opener
    return find_bare_number(other)


def _see_inside(context: Context, k: int, i: int, ended: bool) -> Iterator[str]:
    """What cut a line between two atoms."""
    atom, other = context.atoms[i], context.atoms[k]
    yield f"j:why={atom.why}"
    yield f"j:why={atom.why}/{ended}"
    yield f"j:why={atom.why}/{'one' if context.oneline else 'many'}"
    head = k if other.opener is not None else k - 1  # a title that began on the line before
    if other.opener is not None or atom.why == "title":
        yield f"j:after={context.atoms[head].shape}/{judge_series(context, head)[0]}/{atom.why}"
    if other.plain[-1] == ":" and other.letters <= LABEL:
        yield f"j:label/{other.part == 0}"
    if atom.opener is not None:
        yield f"j:glued={judge_series(context, i)[0]}/{atom.shape}"


def _see_lines(context: Context, k: int, i: int, ended: bool, fill: str) -> Iterator[str]:
    """How two lines were set."""
    atom, other = context.atoms[i], context.atoms[k]
    own = "n" if not atom.width else "f" if atom.width >= FULL else "s"
    first = atom.plain[0] if atom.plain[1:2] != "," else ","  # 时, breaks off in 同时, as an opening comma does
    yield f"j:fill={fill}/{ended}"
    yield f"j:fill={fill}/{end_of(other.plain)}"
    yield f"j:fills={fill}{own}/{ended}"
    yield f"j:gap={atom.gap > 0}/{context.page.gaps}/{fill}"
    if atom.opener is None:
        broken = "few" if context.broken is None else quarters(context.broken)
        yield f"j:broken={broken}/{atom.gap > 0}/{ended}"
        yield f"j:broken={broken}/{atom.gap > 0}/{fill}"
        if ended:
            single = "few" if context.single is None else quarters(context.single)
            yield f"j:single={single}/{atom.gap > 0}/{context.page.gaps}"
            yield f"j:single={single}/{atom.gap > 0}/{is_single(other)}/{is_single(atom)}"
    yield f"j:step={_step_of(atom, other)}/{atom.gap > 0}/{other.opener is not None}"
    yield f"j:even={_count_even(context, k)}/{fill}/{ended}"
    yield f"j:in={_indent_of(context, atom, other)}/{fill}"
    if other.opener is not None and _find_bare(context, k) is None:
        yield f"j:head={judge_series(context, k)[0]}/{other.shape}/{fill}"
    rows = (context.cells[k] > 1 or context.leaders[k]) + (context.cells[i] > 1 or context.leaders[i])
    if rows:
        yield f"j:rows={rows}/{context.leaders[k]}/{ended}"
    yield f"j:opens={first if first in ',、。;:!?)”’》' else '-'}"


def _see_unfinished(other: Atom, atom: Atom, fill: str) -> Iterator[str]:
    """What a line that ends in no sentence lacks, and whether the next has it."""
    size = size_of(other.letters, 16, 30)
    yield f"j:sizes={size}{size_of(atom.letters, 16, 30)}/{fill}"
    yield f"j:closes={atom.plain[-1] in '。!?;”)'}/{size}/{fill}"
    yield f"j:comma={',' in other.plain or '。' in other.plain}/{size}/{fill}"
    if DANGLING.search(other.plain):
        yield f"j:dangling/{fill}"
    if other.plain[-1].isdigit() and atom.plain[0].isdigit():
        yield f"j:number/{fill}"
    for opening, closing in _PAIRS:
        if other.plain.count(opening) > other.plain.count(closing):
            closes = atom.plain.count(closing) > atom.plain.count(opening)
            yield "j:open"
            yield f"j:open/{opening}/{closes}"
    if atom.plain.startswith("关于"):
        yield f"j:about/{size}"
    if ACT.search(close_up(atom.plain)) and not ACT.search(other.plain):
        yield "j:completes"


def _see_seam(context: Context, k: int, i: int, fill: str) -> Iterator[str]:
    """Whether the end of a line breaks off in prose, or between letters that belong together, and whether others do."""
    atom, other = context.atoms[i], context.atoms[k]
    if atom.opener is not None:
        return
    if context.prose[k] and context.prose[i] and other.plain[-1].isalnum():
        yield f"j:prose/{fill}/{atom.gap > 0 and context.page.gaps}"
    seam = context.neighbours.judge(other.plain[-1], atom.plain[0])
    share = context.seams[atom.gap > 0]
    others = "few" if share is None else "none" if share < SELDOM else "some" if share < OFTEN else "many"
    sizes = size_of(other.letters, 16, 30) + size_of(atom.letters, 16, 30)
    yield f"j:sewn={others}/{seam}/{atom.gap > 0}"
    yield f"j:sewn={others}/{sizes}"
    if seam:
        yield f"j:seam={seam}/{fill}"
        yield f"j:seam={seam}/{sizes}"


def see_end(context: Context, i: int) -> Iterator[str]:
    """Whether the next line goes on with it, and over how many lines that goes: few titles are broken."""
    lines = 0
    while lines < LINES and _goes_on(context, i + lines):
        lines += 1
    if lines:
        atom, after = context.atoms[i], context.atoms[i + 1]
        fill = _fill_of(context, atom, after)
        yield f"on={context.neighbours.judge(atom.plain[-1], after.plain[0])}/{fill}"
        yield f"on:lines={lines}/{fill}"


def _goes_on(context: Context, i: int) -> bool:
    """Whether a line ends no sentence and the next one opens nothing of its own."""
    if i + 1 >= len(context.atoms):
        return False
    atom, after = context.atoms[i], context.atoms[i + 1]
    opens = after.opener is not None or after.gap > 0 or context.bullets[i + 1] != ""
    return atom.last and not opens and not ends_sentence(atom.plain)


def _fill_of(context: Context, atom: Atom, after: Atom) -> str:
    """How much of the page a line fills: f all, m most, s less; n where lines are not wrapped.

    One that had room for the first character of the next was ended with purpose.
    """
    if not atom.width:
        return "n"
    measured = context.page.edge > 0 and not atom.marks.fill
    full = atom.room < first_width(context.page, after.start) if measured else atom.width >= FULL
    return "f" if full else "m" if atom.width >= MOST else "s"


def _step_of(atom: Atom, other: Atom) -> str:
    """Whether a line stands deeper than the one before it, less deep, or under it."""
    return "in" if atom.indent > other.indent else "out" if atom.indent < other.indent else "same"


def _count_even(context: Context, k: int) -> int:
    """How many lines near one are as wide, up to two: a text may have pages of several widths."""
    line = context.atoms[k]
    near = context.atoms[max(0, k - EVEN) : k + EVEN + 1]
    return min(2, sum(abs(atom.width - line.width) <= 1 for atom in near if atom.last) - 1) if line.width else 0


def _indent_of(context: Context, atom: Atom, other: Atom) -> str:
    if not context.page.indent:
        return "n"
    return "in" if atom.indent >= context.page.indent and other.indent < atom.indent + 2 else "same"


def is_page_broken(context: Context, k: int, i: int) -> bool:
    """Whether a page ends between two atoms."""
    if any(n in context.numbers or n in context.running for n in range(k + 1, i)):
        return True
    a, b = context.atoms[k].marks.page, context.atoms[i].marks.page
    return bool(a and b and a != b)
