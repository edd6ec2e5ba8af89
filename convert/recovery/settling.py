"""Settling: the printed text, places and facts of each block, and the rule that the record names for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from convert.chinese.dates import read_date, read_date_field
from convert.chinese.lexicon import Pattern
from convert.recovery.account import strip_control
from convert.recovery.atoms import Atom
from convert.recovery.blocks import Draft, Drafted
from convert.recovery.constraints import RULE, Constraint
from convert.recovery.context import Context
from convert.recovery.cues import find_cue
from convert.recovery.facts import OTHER
from convert.recovery.fields import find_printed_field
from convert.recovery.items import find_levels
from convert.recovery.joining import drop_between, join_atoms, keep_from, print_spans, settle_cells, settle_marked
from convert.recovery.lost import box_lost, keep_lost
from convert.recovery.openers import read_counter
from convert.recovery.references import join_notes, link_notes
from convert.recovery.runs import RunIndex
from convert.recovery.text import Text
from convert.recovery.wording import mark_wording
from convert.span import Span
from convert.tree.record import Excision, Settled

_STATED = frozenset({"meta", "byline", "title", "subtitle", "kicker", "date"})
"""Kinds of block whose printed label is no part of their text."""

_NUMBERED = frozenset({"heading", "li"})
"""Kinds of block whose printed number says what they are."""

_HEADLINES = frozenset({"title", "subtitle", "heading"})
"""Kinds of block that the heading marks of a format speak for."""

_FAMILIES = {"li": "item", "meta": "field"}
"""Label → the family of its rules, where that has another name."""

_NOTES = frozenset({"p", "li", "note", "caption"})
"""Kinds of block that are a note where the format says so; behind its first paragraph all are."""

_FRONT = frozenset({"kicker", "title", "subtitle", "byline", "date", "meta", "note"})
"""What a title of the whole file may have around it."""

_COUNTED = Pattern(r"[(]?[{counting}两几多\d]{1,3} ?[篇则份例首][)]?$|{collective}$")
"""How a title says that several works follow."""

_MARKS_BEFORE = re.compile(r"[■□●◆◇◎○★☆▲△※►▶➤✦•·*|/ ]+(?=\S)")
"""Signs that dress a byline and belong to none."""


def settle(context: Context, made: Drafted, given: Text, plain: str,
           sure: Sequence[float]) -> tuple[list[Settled], list[Excision]]:
    """The blocks of a text and the cuts of what is in none, by places of the view.

    `plain` is the folded text, `sure` the certainty of each draft.
    """
    text, runs = given.view.text, RunIndex(given.runs, given.view.text)
    blocks: list[Settled] = []
    cuts: list[Excision] = []
    levels = find_levels(made.drafts, context.atoms)
    first = find_first_work(context, made.drafts) if not made.held.whole else -1
    for number, draft in enumerate(made.drafts):
        if draft.opens or (number == first and not _is_held_within(draft)):
            blocks.append(Settled("article"))
        if draft.label == "row" and draft.constraint is None and _is_caption(context.atoms[draft.atoms[0]]):
            draft = replace(draft, label="caption")
        if draft.label == "row":
            blocks += [block._replace(cert=sure[number]) for block in _settle_row(context, draft, text, runs)]
            continue
        first_atom = context.atoms[draft.atoms[0]]
        for block in _settle(context, draft, text, plain, cuts):
            kept = draft.constraint is not None and draft.label != "note"
            block = _count(block, first_atom)
            noted = block if kept else _state_note(block, first_atom, blocks[-1].note if blocks else "")
            blocks.append(noted
                          ._replace(cert=sure[number], inlines=runs.carry(block.spans), quote=first_atom.marks.quote,
                                    level=levels.get(number, first_atom.marks.item) if block.kind == "li"
                                    else block.level,
                                    table=first_atom.marks.table if block.kind == "caption" else 0))
    cuts += (_cut_noise(context, line, made) for line in _part_lines(context, made))
    cuts += [Excision(((atom.start, atom.end),), name_marker(atom))
             for atom in (context.atoms[i] for i in made.markers)]
    blocks, cuts = keep_lost(list(mark_wording(link_notes(join_notes(blocks, text, runs)))), cuts, runs, text)
    return [box_lost(block, text) for block in blocks], cuts


def _is_held_within(draft: Draft) -> bool:
    """Whether it is known that no work begins with a block."""
    return draft.constraint is not None and draft.constraint.opens is False


def _count(block: Settled, first: Atom) -> Settled:
    """A block with the number that its format prints before it and the text does not hold; a mere sign is none."""
    number = first.marks.bullet
    if first.part or not _is_number(number) or block.kind in _STATED:
        return block
    opener = read_counter(number)
    return block._replace(counted=number, n=str(opener.value) if opener is not None else block.n)


def _is_caption(atom: Atom) -> bool:
    """Whether a line of a table stands in none of its rows: the format says that it is the caption."""
    return atom.marks.caption and not atom.marks.row


def _is_number(bullet: str) -> bool:
    """Whether what a format prints before an item counts it."""
    return any(map(str.isalnum, bullet))


def _state_note(block: Settled, first: Atom, before: str) -> Settled:
    """A block as the note that its format says it is, or, behind a block of the note `before`, as a part of it."""
    name = first.marks.note
    if not name or block.kind == "meta" or (block.kind not in _NOTES and name != before):
        return block
    return block._replace(kind="note", n=first.marks.bullet or block.n, note=name)


def find_first_work(context: Context, drafts: Sequence[Draft]) -> int:
    """Where the first of several works begins; -1 where there is one, or where the title of the whole file comes first.

    A title of the whole file stands before the first work (outline rule 18): nothing but a front below it, or it says
    how many works there are.
    """
    second = next((number for number, draft in enumerate(drafts) if draft.opens), -1)
    if second < 0:
        return -1
    body = next((number for number in range(second) if drafts[number].label not in _FRONT), -1)
    if body < 0:
        return -1
    counted = any(_COUNTED.search(context.atoms[draft.atoms[-1]].plain) for draft in drafts[:body])
    return body if counted else 0


def _part_lines(context: Context, made: Drafted) -> Iterator[list[int]]:
    """Atoms that are furniture, those together that stand side by side in one line, unless they were held apart."""
    line: list[int] = []
    held = made.held.blocks
    for i in made.noise:
        if line and not (i == line[-1] + 1 and context.atoms[i].part and held.get(i) is held.get(line[-1])):
            yield line
            line = []
        line.append(i)
    if line:
        yield line


def _cut_noise(context: Context, line: Sequence[int], made: Drafted) -> Excision:
    spans = tuple((context.atoms[i].start, context.atoms[i].end) for i in line)
    return Excision(spans, f"noise/{RULE}" if line[0] in made.held.blocks else name_noise(context, line[0]))


def name_noise(context: Context, i: int) -> str:
    """The rule by which an atom is furniture."""
    rule = context.noises[i]
    if context.atoms[i].why == "litter":
        return "noise/line-number"
    if i in context.numbers:
        return "noise/page-number"
    if i in context.running:
        return "noise/running-head"
    if rule is not None:
        return rule.id
    return f"noise/{context.atoms[i].marks.role or 'place'}"


def _settle_row(context: Context, draft: Draft, text: str, runs: RunIndex) -> Iterator[Settled]:
    atoms = [context.atoms[i] for i in draft.atoms]
    yield Settled("row", table=atoms[0].marks.table, quote=atoms[0].marks.quote)
    if atoms[0].marks.table:
        yield from settle_marked(atoms, text, runs)
    else:
        yield from settle_cells(join_atoms(atoms, text)[0], text, runs)


def _settle(context: Context, draft: Draft, text: str, plain: str, cuts: list[Excision]) -> Iterator[Settled]:
    """The block of a draft, if anything of it is printed; labels and signs before its text are added to the cuts."""
    first = context.atoms[draft.atoms[0]]
    whole, changes = join_atoms([context.atoms[i] for i in draft.atoms], text)
    spans, cut = _cut_label(context, draft, first, whole) if draft.constraint is None else (whole, [])
    cuts += cut
    printed = print_spans(text, spans, changes)
    if not printed.strip():
        return
    block = Settled(draft.label, printed, tuple(spans), name_rule(context, draft), changes=tuple(changes))
    if draft.label in ("meta", "byline") and draft.constraint is not None:
        block = _state_known(block, draft.constraint, first, plain)
    elif draft.label in ("meta", "byline"):
        block = _state_fact(block, first, text, plain)
    elif draft.label == "date":
        block = block._replace(value=read_date(first.plain) or read_date_field(first.plain) or "")
    elif draft.label == "heading":
        closed = context.atoms[draft.atoms[-1]].last
        place = ("glued" if first.part else "own") if closed else "run-in"
        block = block._replace(level=draft.depth, place=place)
    yield _state_number(block, first, text) if draft.label in _NUMBERED else block


def _is_stated(draft: Draft, first: Atom) -> bool:
    """Whether a block is the value of a labelled fact; under a label that nobody knows only a fact is."""
    if first.fact is None or first.value is None or draft.label not in _STATED:
        return False
    return draft.label == "meta" or first.fact.rule is not OTHER


def _cut_label(context: Context, draft: Draft, first: Atom, spans: list[Span]) -> tuple[list[Span], list[Excision]]:
    """The spans of a block without the printed label or the sign before its text, and the cut of that."""
    if first.value is not None and _is_stated(draft, first):
        low, high = first.value
        kept = drop_between(keep_from(spans, low), high, first.end)
        stop = min(low, first.end)  # the value may stand in atoms of other blocks
        return kept, [Excision(((first.start, stop),), "marker/label")] if first.start < stop else []
    skip = _dressed(context, draft, first)
    if not skip:
        return spans, []
    start = first.start + skip
    return keep_from(spans, start), [Excision(((first.start, start),), "marker/bullet")]


def _state_fact(block: Settled, first: Atom, text: str, plain: str) -> Settled:
    """The block with label, standard name and normal value of its fact."""
    if first.fact is not None and first.value is not None:
        if block.kind != "meta":
            return block
        rule, label = first.fact.rule, text[first.fact.label[0] : first.fact.label[1]]
        value = plain[first.value[0] : first.value[1]]
        return block._replace(key="".join(label.split()), name=rule.name, value=rule.normal(value))
    if first.marks.field:
        known = find_printed_field(first.marks.field)
        if known is None:
            return block._replace(key=strip_control(first.marks.field), name="other")
        return block._replace(key=strip_control(first.marks.field), name=known.name, value=known.normal(first.plain))
    if block.kind != "meta":
        return block
    return block._replace(name="number" if find_cue("num").pattern.search(first.plain) else "other")


def _state_known(block: Settled, constraint: Constraint, first: Atom, plain: str) -> Settled:
    """The same for a fact whose label was given; the key of its format where none was."""
    key = constraint.key or (strip_control(first.marks.field) if constraint.kind == "meta" else "")
    known = find_printed_field(key) if key else None
    if known is None:
        return block._replace(key=key, name="other") if constraint.kind == "meta" else block
    return block._replace(key=key, name=known.name, value=known.normal(plain[first.start : first.end]))


def _state_number(block: Settled, first: Atom, text: str) -> Settled:
    """The block with its printed number, and what that is in Arabic numerals."""
    opener = first.opener
    if opener is None:
        return block
    label = text[first.start + opener.dressed : first.start + opener.end]
    return block._replace(label=label, n=str(opener.value))


def _dressed(context: Context, draft: Draft, first: Atom) -> int:
    """Characters of decoration before the text of a block."""
    if first.opener is not None:
        return first.opener.dressed if draft.label == "heading" else 0
    if draft.label == "li" and context.bullets[draft.atoms[0]]:
        return len(first.plain) - len(first.plain[1:].lstrip())
    if draft.label == "byline":
        if first.marks.field:
            return 0
        match = _MARKS_BEFORE.match(first.plain)
        return match.end() if match else 0
    return 0


def name_rule(context: Context, draft: Draft) -> str:
    """What the record says made a block: a row of words, a number, a bullet, a mark of its format, or the labelling."""
    i = draft.atoms[0]
    atom = context.atoms[i]
    if draft.constraint is not None:
        return f"{RULE}/{'bullet' if draft.label == 'li' and _has_bullet(context, i) else 'block'}"
    kind = _FAMILIES.get(draft.label, draft.label)
    if draft.label in _STATED and atom.marks.field:
        known = find_printed_field(atom.marks.field)
        return known.id if known is not None else "field/marked"
    if draft.label in _STATED and atom.fact is not None:
        return atom.fact.rule.id
    for rule in context.rows[i]:
        if rule.kind == draft.label:
            return rule.id
    if draft.label in _NUMBERED and atom.opener is not None and atom.opener.end:  # one of the format stands in no text
        return f"{kind}/{atom.opener.style.partition(' ')[0]}"
    if draft.label == "li" and (context.bullets[i] or _bears_bullet(atom)):
        return "item/bullet"
    marked = atom.marks.heading if draft.label in _HEADLINES else draft.label == "li" and atom.marks.item
    return f"{kind}/{'marked' if marked else 'labelled'}"


def _has_bullet(context: Context, i: int) -> bool:
    """Whether a sign stands before an item, or its format prints one."""
    before = context.atoms[i - 1] if i and context.atoms[i].part else None
    return (before is not None and before.letters == 0) or bool(context.bullets[i]) or _bears_bullet(context.atoms[i])


def _bears_bullet(atom: Atom) -> bool:
    """Whether the format prints a sign before the item, and not a number."""
    sign = atom.marks.bullet
    return atom.marks.item > 0 and bool(sign) and not _is_number(sign)


def name_marker(atom: Atom) -> str:
    """The rule by which an atom is printed and yet in no block."""
    if atom.why == "litter":
        return "marker/lost-space"
    if atom.letters == 0:
        return "marker/sign"
    return "marker/control" if atom.marks.role == "control" else "marker/label"
