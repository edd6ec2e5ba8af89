"""Offers: which states are worth weighing for each atom."""

from __future__ import annotations

from functools import cache

from convert.chinese.folding import bare
from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import FULL, Atom
from convert.recovery.context import Context
from convert.recovery.facts import STAMP
from convert.recovery.fields import find_printed_field
from convert.recovery.grammar import LABELS, NUMBER, STATES, ZONES, State, Zone
from convert.recovery.leads import leads_alone, leads_notes, leads_signs, turns_to_somebody
from convert.recovery.notes import heads_notes
from convert.recovery.shapes import is_han
from convert.recovery.verse import COUPLET, FAR_AROUND, LONGEST, STOPPED, count_near, is_terse
from convert.recovery.witnesses import LINKED, count_witnesses, has_witnesses

FAR = 80
"""Letters of a paragraph behind which no front goes on, and of prose that is no line of its own."""

LINE = 60
"""Letters that a kicker, a signature, a verse or a salutation may have."""

SUBTITLE = 160
"""Letters that a summary under a title may have."""

VERSED = 0.3
"""Share of a text in stanzas from which any other short line may be of a poem too."""

NAMED = 16
"""Letters of a line that only names whom it turns to; those that are paragraphs have more."""

SMALL = 90
"""Per cent of the size of the body below which no heading is set that nothing else raises."""

_PROGRAM = Pattern(r"[{}<>=\\;$|`]|//|^\s*(?:#|--|\*|\d+ )|\w\(")
"""What programs are full of, and remarks in them begin with."""

EVERYWHERE = {label: tuple(NUMBER[State(zone, label)] for zone in ZONES[label]) for label in LABELS}
"""Label → all its states, those near the beginning of a work among them."""

_FAR = {label: tuple(state for state in states if STATES[state].zone in (Zone.BODY, Zone.BACK))
        for label, states in EVERYWHERE.items()}
"""Label → its states far from it."""

_EVERY = ("heading", "li", "note", "caption", "noise", "title", "kicker", "subtitle", "byline", "date", "addressee",
          "salutation", "signature", "verse", "row", "meta")
"""What a short line may be besides a paragraph."""

_SHORT = frozenset({"kicker", "signature", "verse", "salutation"})
"""What no longer line may be."""

_UNNUMBERED = frozenset({"kicker", "byline", "date", "addressee", "salutation"})
"""What opens with no number behind the front."""

_TITLES = frozenset({"title", "kicker"})
"""What no line is that ends with a colon below the first: it leads to what follows."""

_GOING_ON = frozenset({"I"})
"""What no line is below what the format has closed."""

_APART = frozenset({"heading", "note", "caption"})
"""What no line is that turns to somebody."""

_APART_SHORT = _APART | {"p"}
"""The same of one that only names whom."""

_WEAK = frozenset({"han", "arabic", "padded", "keyword"})
"""Styles of numbers that a line of a front may open with by chance."""

_NOTES = frozenset({"bracketed", "circled", "arabic", "arabic-half", "arabic-paren", "arabic-space", "keyword"})
"""Styles of numbers that notes bear; of 5,900 lines with others three are notes, all under a label of notes."""

_NOTE = frozenset({"note"})
"""What no other numbered line is that stands under no such label."""

_PRINTED = ("noise", "I")
"""What a passage is that was printed before, and is read there."""

_FACT = ("meta", "byline", "title", "subtitle", "date", "noise", "I", "p", "note", "kicker", "signature", "li",
         "heading", "caption")
"""What a labelled fact may be."""

_TRUE_FACT = tuple(label for label in _FACT if label != "noise")
"""The same where nothing says that it is furniture."""

_NAMES = ("title", "subtitle", "kicker", "noise")
"""What a line may be that the window is called by, or that the format puts above all others."""

_BESIDE = {"control": ("x",), "comment": ("noise",)}
"""Role of a place → what stands there, however much it is like the text: what readers say of that is."""

_LABEL = ("x", "noise", "p", "heading", "li", "note", "I")
"""What a label without a value may be."""

_BESIDES = {"title": "title", "subtitle": "subtitle", "kicker": "kicker", "creator": "byline", "date": "date"}
"""Name of a fact → what it may be beside a fact."""


def offer(context: Context) -> list[tuple[int, ...]]:
    """The numbers of the states that are worth weighing for each atom."""
    offered = []
    near, below = True, False
    for i, atom in enumerate(context.atoms):
        labels = _offer(context, i)
        if atom.marks.table:
            below = "noise" not in labels
        elif below:  # no line goes on with a row that the format has closed
            labels, below = _leave(labels, _GOING_ON) or labels, atom.letters == 0
        elif i and context.atoms[i - 1].marks.code and not atom.marks.code:
            labels = _leave(labels, _GOING_ON) or labels  # nor with a block of code
        near = near or "title" in labels
        offered.append(_list_states(labels, near))
        if context.prose[i] and atom.letters > FAR and not atom.marks.field:
            near = False
    return offered


@cache
def _list_states(labels: tuple[str, ...], near: bool) -> tuple[int, ...]:
    states = EVERYWHERE if near else _FAR
    return tuple(state for label in labels for state in states[label])


def _offer(context: Context, i: int) -> tuple[str, ...]:
    atom = context.atoms[i]
    if atom.why == "litter":
        return ("noise",) if atom.plain[:1].isdigit() else ("x",)
    if atom.marks.table:
        return _offer_cell(context, i)
    if atom.marks.code and not atom.marks.field and not _is_written(atom.plain):
        return ("I",) if atom.part else ("p",)  # a program is printed line by line
    if atom.letters == 0:
        return ("x", "noise") if i == 0 else ("x", "I", "noise")
    if atom.marks.role in _BESIDE:
        return _BESIDE[atom.marks.role]
    if i in context.repeats.printings:
        return _PRINTED
    if atom.marks.field:
        return _offer_field(context, i)
    if atom.fact is not None and atom.value is not None:
        return _offer_fact(context, i) if atom.value[0] < atom.value[1] else _LABEL
    if atom.advert is not None:
        return ("noise", "I")
    return _offer_text(context, i)


def _offer_text(context: Context, i: int) -> tuple[str, ...]:
    """What a line may be of which neither its place nor its words say that."""
    if _names_window(context, i) or _stands_first(context, i):
        return _NAMES
    if context.atoms[i].part and leads_notes(context, i - 1):
        return ("I",)
    text = ("p", "I") if i else ("p",)
    if context.prose[i] and context.atoms[i].letters > FAR:
        offered = text + _offer_prose(context, i)
    else:
        offered = _offer_name(context, i, text + _offer_line(context, i))
    return offered if _may_be_note(context, i) else _leave(offered, _NOTE)


def _may_be_note(context: Context, i: int) -> bool:
    """Whether a line bears no number, or one that notes bear, or stands where notes stand."""
    opener = context.atoms[i].opener
    if opener is None or opener.style.partition(" ")[0] in _NOTES:
        return True
    return i in context.noted or i in context.footnotes or context.atoms[i].marks.note != ""


def _offer_name(context: Context, i: int, labels: tuple[str, ...]) -> tuple[str, ...]:
    """What of these a line may be if it turns to somebody."""
    if not turns_to_somebody(context, i):
        return labels
    return _leave(labels, _APART if context.atoms[i].letters > NAMED else _APART_SHORT)


def _names_window(context: Context, i: int) -> bool:
    """Whether the format makes a line its one heading of the first level, and the window is called so."""
    first = context.atoms[i].marks.heading == 1 and context.levels[1] == 1 and not context.atoms[i].marks.role
    return first and bool(context.bares[i]) and context.window.startswith(context.bares[i])


def _stands_first(context: Context, i: int) -> bool:
    """Whether a text begins, fields apart, with the one heading of its highest level, which bears no number."""
    if i != context.crown or context.atoms[i].opener is not None:
        return False
    return all(atom.marks.field for atom in context.atoms[:i])


def _is_written(plain: str) -> bool:
    """Whether a line that is set as a program is Chinese prose or verse: people set poems and letters so."""
    return _PROGRAM.search(plain) is None and 2 * sum(map(is_han, plain)) > sum(map(str.isalnum, plain))


def _offer_fact(context: Context, i: int) -> tuple[str, ...]:
    """What a line with a label and a value may be; furniture only as any other line, or where it counts for a site."""
    atom = context.atoms[i]
    counts = atom.fact is not None and atom.fact.rule.counter
    offered = _FACT if counts or has_witnesses(context, i) else _TRUE_FACT
    return _leave(offered, _TITLES) if _is_printed_again(context, atom) else offered


@cache
def _leave(labels: tuple[str, ...], out: frozenset[str]) -> tuple[str, ...]:
    return tuple(label for label in labels if label not in out)


def _is_printed_again(context: Context, atom: Atom) -> bool:
    """Whether the value of a fact is a line of its own too, which is the title then, and not the fact."""
    return atom.value is not None and context.times[bare(context.plain[slice(*atom.value)])] > 0


def _offer_cell(context: Context, i: int) -> tuple[str, ...]:
    """What a cell may be; a row of links outside the text may be furniture, cell by cell."""
    label = "I" if _goes_on_in_row(context, i) else "row"
    leads = context.atoms[i].marks.link >= LINKED and not context.first <= i <= context.last
    return (label, "noise") if leads else (label,)


def _goes_on_in_row(context: Context, i: int) -> bool:
    before, marks = context.atoms[i - 1].marks if i else None, context.atoms[i].marks
    return before is not None and (before.table, before.row) == (marks.table, marks.row)


def _offer_prose(context: Context, i: int) -> tuple[str, ...]:
    """What a long text may be besides a paragraph."""
    near = i < context.first + 3 or context.ahead[i] or i < 12
    offered = ["verse"] if context.metres[i] else []
    if near and context.atoms[i].letters <= SUBTITLE:
        offered.append("subtitle")
    offered += ["note", "li", "caption"]
    if count_witnesses(context, i):
        offered.append("noise")
    if any(rule.kind in ("date", "addressee", "meta") for rule in context.rows[i]):
        offered += ["date", "addressee", "subtitle", "meta"]
    return tuple(offered)


def _offer_line(context: Context, i: int) -> tuple[str, ...]:
    """What a line may be besides a paragraph."""
    atom = context.atoms[i]
    long = atom.letters > LINE
    chaptered = atom.opener is not None and atom.opener.style == "chapter"
    headless = (_is_small(atom) or leads_notes(context, i) or _is_statement(atom) or _is_item(atom)
                or _is_stamp(atom.plain) or _is_page_head(context, i)
                or (leads_alone(context, i) and not heads_notes(atom))
                or (long and (context.prose[i] or not atom.marks.heading) and not chaptered))
    numbered = atom.opener is not None and atom.opener.style not in _WEAK and atom.part == 0 and i > 3
    celled = context.cells[i] > 1 or context.leaders[i]
    leads = atom.plain[-1] == ":" and i > context.first
    unsigned = not (atom.marks.item or atom.opener is not None or context.bullets[i])
    unmarked = unsigned and (context.listed or leads_signs(context, i))
    others = _list_others(long, headless, numbered, celled, has_witnesses(context, i), _may_be_verse(context, i), leads,
                          unmarked)
    return _leave(others, _APART) if _signs(context, i) else others


def _signs(context: Context, i: int) -> bool:
    """Whether a line stands flush right over a date that does so too, as those who sign do."""
    over = context.atoms[i].marks.right and context.sorts[i + 1 : i + 2] == ["D"]
    return over and context.atoms[i + 1].marks.right and context.atoms[i].opener is None


def _is_statement(atom: Atom) -> bool:
    """Whether an article of law or contract is a whole sentence, or breaks off in one, and is no title."""
    if atom.opener is None or atom.opener.style != "clause" or "," not in atom.plain:
        return False
    return atom.plain[-1] == "。" or (atom.last and atom.width >= FULL)


def _is_page_head(context: Context, i: int) -> bool:
    """Whether a line that recurs beside the numbers of pages prints such a number behind the title of a chapter."""
    atom = context.atoms[i]
    return (i in context.running and atom.opener is not None and atom.opener.end < len(atom.plain)
            and atom.plain[-1].isdigit())


def _is_stamp(plain: str) -> bool:
    """Whether a line is a date with its hour, which says when something was put there."""
    return plain[-3:-2] == ":" and STAMP.fullmatch(plain) is not None


def _is_item(atom: Atom) -> bool:
    """Whether the format makes a line an item with a mere sign before it, and nothing raises it above the others."""
    return atom.marks.item > 0 and atom.opener is None and not (atom.marks.heading or atom.marks.bold)


def _is_small(atom: Atom) -> bool:
    """Whether a line is in smaller type than the text, and neither a number nor a mark raises it above that."""
    marks = atom.marks
    return marks.size < SMALL and atom.opener is None and not (marks.heading or marks.bold or marks.centred)


@cache
def _list_others(long: bool, headless: bool, numbered: bool, celled: bool, doubted: bool,
                 metred: bool, leads: bool, unmarked: bool) -> tuple[str, ...]:
    excluded = {*(_SHORT if long else ()), *(("heading",) if headless else ()), *(_UNNUMBERED if numbered else ()),
                *(() if celled else ("row",)), *(() if doubted else ("noise",)), *(() if metred else ("verse",)),
                *(_TITLES if leads else ()), *(("li",) if unmarked else ())}
    return tuple(label for label in _EVERY if label not in excluded)


def _may_be_verse(context: Context, i: int) -> bool:
    """Whether a line is near a metre, has short clauses alone, or is of a run of short lines that is no prose."""
    metred = count_near(context.metres, i) > 0 and count_near(context.metres, i, FAR_AROUND) >= COUPLET
    if metred or is_terse(context.atoms[i].plain):
        return True
    stanza = context.stanzas.get(i)
    if stanza is None:
        return context.versed >= VERSED and context.atoms[i].letters <= LONGEST
    return stanza.even or stanza.stopped < STOPPED


def _offer_field(context: Context, i: int) -> tuple[str, ...]:
    """What the value of a fact may be that the format keys; its printed label is a marker."""
    atom = context.atoms[i]
    if atom.marks.link >= LINKED and atom.marks.role:
        return ("x", "noise") if atom.marks.head else ("noise", "meta", "x")
    if atom.marks.head:
        return ("x",)
    before = context.atoms[i - 1].marks if i else None
    if before is not None and (before.field, before.paragraph) == (atom.marks.field, atom.marks.paragraph):
        return ("I",)
    if atom.marks.role == "given":
        return ("meta",)
    known = find_printed_field(atom.marks.field)
    if known is not None and known.counter:
        return ("noise",)
    if atom.marks.role in ("head", "hidden"):
        return ("meta", "x")
    besides = _BESIDES.get(known.name, "") if known is not None else ""
    return ("meta", "noise", "p", besides) if besides else ("meta", "noise", "p")
