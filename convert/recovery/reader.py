"""The reader: from a text with marked lines to a proven tree, read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import pairwise

from convert.chinese.folding import fold, widen_stops
from convert.recovery.assembly import assemble
from convert.recovery.atoms import Atom, cut_atoms
from convert.recovery.bars import may_be_drawn
from convert.recovery.blocks import Drafted, draft_blocks
from convert.recovery.certainty import find_weakest, tell_certainty
from convert.recovery.constraints import NONE, Constrain, Constraints, Held, cut_constrained, hold_atoms, restrict
from convert.recovery.context import Context, survey
from convert.recovery.cues import find_cue
from convert.recovery.evidence import (
    Comparison,
    Evidence,
    Labelled,
    Margin,
    compare_groups,
    measure_margins,
    weigh_atoms,
)
from convert.recovery.features import describe, observe
from convert.recovery.figures import place_figures
from convert.recovery.grammar import NEW, STATES, Joint, State
from convert.recovery.heads import set_depths
from convert.recovery.labelling import NAT, Lattice, Model, Slot, add_up, prune, score_states, thin
from convert.recovery.letterspacing import close_letters
from convert.recovery.offers import EVERYWHERE, offer
from convert.recovery.page import measure_page, part_gaps
from convert.recovery.particulars import set_particulars
from convert.recovery.paths import count_works, weigh_path
from convert.recovery.pilcrows import drop_pilcrows
from convert.recovery.places import name_places
from convert.recovery.readings import Group, find_groups, read_alike
from convert.recovery.remarks import find_lost, find_remarks
from convert.recovery.retold import retell
from convert.recovery.settling import settle
from convert.recovery.text import Text
from convert.recovery.told import is_told, settle_told
from convert.recovery.weights import load_model
from convert.tree.nodes import Document
from convert.tree.record import Excision, Finding, Settled

_SPACES = (*map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f")
"""Spaces of other widths, which folding leaves."""


CLOSING = frozenset({"signature", "date"})
"""What closes a work, so that a further one may open behind it."""

ANNEX = 4
"""Letters of the label of an annex alone on its line: 附件12."""

NEAR_TITLE = 3
"""Atoms within which the first article of an act stands under its title."""

LONE = 2 * NAT
"""What the second of two works must make a labelling better by. Of 280 lone openings that a foreign line made in
outlined texts, 209 were better by less; of 19 that are there, none (tests/score_foreign.py)."""

FORCED = frozenset({"text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"})
"""Media types whose lines inside a paragraph end because somebody wanted it, not because the page was full."""


@dataclass(frozen=True)
class Reading:
    """What each stage gave."""

    text: Text
    """What the format gave, drawn tables as tables."""
    model: Model
    """The weights it was read by."""
    context: Context
    """What is known of the whole text, its atoms among it."""
    labelled: Labelled
    """What the labelling weighed and chose."""
    states: Sequence[State]
    """What each atom is."""
    opens: Sequence[bool]
    """Whether a further work opens with it."""
    drafted: Drafted
    """The blocks, before their text and places are settled."""

    @cached_property
    def features(self) -> Sequence[Sequence[str]]:
        """What the observers saw in each atom; seen again when it is asked for, which is rare."""
        return describe(self.context)

    @cached_property
    def margins(self) -> list[Margin]:
        """By how much each atom is what it is."""
        return measure_margins(self.labelled, self.model)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What was weighed for each atom; as dear as the labelling itself, so worked out when it is asked for."""
        return weigh_atoms(self.labelled, self.features, self.model)

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """The readings of each series and class; as dear."""
        return compare_groups(self.context, self.labelled, self.model)


def read_stages(text: Text, model: Model, constrain: Constrain | None = None) -> Reading:
    """All stages of a text, whatever is in it; `constrain` finds what is known of it beforehand."""
    text = set_text(text)
    given = constrain(text) if constrain is not None else NONE
    text = replace(text, findings=(*text.findings, *given.findings))
    context = survey_text(text, given)
    held = hold_atoms(context.atoms, given)
    return label_stages(text, context, observe(context), model, held)


def label_stages(text: Text, context: Context, features: Iterable[Sequence[str]], model: Model,
                 held: Held | None = None) -> Reading:
    """The stages from the labelling on, of a text that was surveyed before."""
    labelled = label(context, features, model, held)
    path = labelled.path
    states = [STATES[state] for state in path]
    opens = [False, *(NEW[a][b] for a, b in pairwise(path))] if path else []
    drafted = draft_blocks(context.atoms, states, opens, held)
    set_depths(context, drafted.drafts)
    return Reading(text, model, context, labelled, states, opens, drafted)


def set_text(text: Text) -> Text:
    """The text without signs of line ends, its letters close, drawn tables as tables, those of its facts as facts."""
    text = close_letters(drop_pilcrows(text))
    if may_be_drawn(text.view.text):
        from convert.recovery.drawn import set_drawn_tables  # four modules that hardly a text needs

        text = set_drawn_tables(text)
    return set_particulars(text)


def survey_text(text: Text, given: Constraints = NONE) -> Context:
    """What is known of a text before any of its atoms is named; its drawn tables are set as tables."""
    plain = fold_view(text)
    lines = part_gaps(text.lines, plain)
    page = measure_page(lines, plain, text.view.text)
    atoms = cut_constrained(cut_atoms(lines, plain, page), given, plain)
    pictures = [picture.place for picture in text.pictures]
    stressed = {run.start: run.end for run in text.runs if run.kind == "strong"}
    return survey(plain, atoms, page, pictures, text.source.media in FORCED, stressed)


def fold_view(text: Text) -> str:
    """The view folded for evidence: half-width, Simplified, of the same length."""
    plain = widen_stops(fold(text.view.text))
    for space in _SPACES:
        plain = plain.replace(space, " ")
    return plain


def label(context: Context, features: Iterable[Sequence[str]], model: Model, held: Held | None = None) -> Labelled:
    """The best states of all atoms, groups read alike; two works are one where that is hardly worse."""
    states = offer(context)
    if held:
        states, model = restrict(states, held, context.atoms, EVERYWHERE), model.lenient()
    joints = [joint_of(atom) for atom in context.atoms]
    weighed = cache(partial(_weigh, model=model))  # a third of the atoms of a text are like others in all that counts
    totals = (add_up(own, model) for own in features)
    slots = list(map(weighed, totals, joints, (*joints[1:], Joint.LINE), states))
    offered = [slot for slot, _ in slots]
    lattice = [thinned if i else slot for i, (slot, thinned) in enumerate(slots)]
    groups = list(find_groups(context))
    labelled = _label_alike(groups, offered, lattice, model)
    lone = count_works(labelled.path) == 2 and not _begins_anew(context, labelled.path)
    return _choose_works(labelled, groups, model) if lone else labelled


def _begins_anew(context: Context, path: Sequence[int]) -> bool:
    """Whether the second of two works opens with the label of an annex, behind a signature, or with articles anew."""
    opening = next(i for i, (a, b) in enumerate(pairwise(path), 1) if NEW[a][b])
    if context.atoms[opening].letters <= ANNEX and find_cue("annex").pattern.search(context.atoms[opening].plain):
        return True
    labels = [STATES[state].label for state in path]
    if labels[opening - 1] in CLOSING and "p" in labels[opening:]:
        return True
    articles = [(i, atom.opener.value) for i, atom in enumerate(context.atoms)
                if atom.opener is not None and atom.opener.style == "clause"]
    anew = any(opening <= i < opening + NEAR_TITLE and value == 1 for i, value in articles)
    return anew and articles[0][0] < opening


def _choose_works(labelled: Labelled, groups: Sequence[Group], model: Model) -> Labelled:
    """A labelling with two works, or the best with one where that is hardly worse."""
    offered, single = labelled.lattice, model.alone()
    afters = (*(slot.joint for slot in offered[1:]), Joint.LINE)
    lattice = [thin(slot, after, single) if i else slot
               for i, (slot, after) in enumerate(zip(offered, afters, strict=True))]
    alone = _label_alike(groups, offered, lattice, single)
    if not alone.path:
        return labelled
    gained = weigh_path(offered, labelled.path, model) - weigh_path(offered, alone.path, model)
    return labelled if gained >= LONE else alone


def _label_alike(groups: Sequence[Group], offered: Lattice, lattice: Lattice, model: Model) -> Labelled:
    whole = {i: offered[i] for group in groups for i in group.members}
    return Labelled(offered, *read_alike(groups, lattice, whole, model))


def _weigh(total: int, joint: Joint, after: Joint, offered: tuple[int, ...], model: Model) -> tuple[Slot, Slot]:
    """What an atom may be, and of that what may be on a best path; `total` is what its features weigh together."""
    slot = prune(score_states(total, joint, offered, model))
    return slot, thin(slot, after, model)


def joint_of(atom: Atom) -> Joint:
    """What parts an atom from the one before it."""
    if atom.part == 0:
        return Joint.LINE
    return Joint.TITLE if atom.why == "title" else Joint.INSIDE


def read(text: Text, model: Model | None = None, constrain: Constrain | None = None) -> Document:
    """The proven tree of a text, whatever is in it, read by the learned weights or by others.

    `constrain` finds what is known of the text beforehand.
    """
    if is_told(text):
        text = retell(text, constrain(text)) if constrain is not None else text
        kept = [line.start for line in text.lines if line.marks.told]
        return assemble(*_complete(text, *settle_told(text), kept, ()))
    return assemble(*_prepare(read_stages(text, model or load_model(), constrain)))  # by then the reading is let go


def finish(reading: Reading) -> Document:
    """The proven tree of a reading."""
    return assemble(*_prepare(reading))


_Made = tuple[Text, Sequence[Settled], Sequence[Excision], Sequence[Finding]]
"""What a tree is made of."""


def _prepare(reading: Reading) -> _Made:
    """What the tree is made of: a text with its findings, its blocks and cuts, and what is odd in it."""
    blocks, cuts = settle_reading(reading)
    kept = [reading.context.atoms[i].start for draft in reading.drafted.drafts for i in draft.atoms]
    remarks = find_remarks(reading.text.source, reading.context, reading.states)
    return _complete(reading.text, blocks, cuts, kept, remarks)


def _complete(text: Text, blocks: Sequence[Settled], cuts: Sequence[Excision], kept: Sequence[int],
              remarks: Iterable[Finding]) -> _Made:
    """The same with pictures between the blocks and places by their names; `kept` are where text of blocks begins."""
    blocks, led = name_places(blocks, text)
    blocks, pictured = place_figures(blocks, text, kept)
    findings = (*text.findings, *find_lost(text.source), *pictured, *led)
    return replace(text, findings=findings), blocks, cuts, list(remarks)


def settle_reading(reading: Reading) -> tuple[list[Settled], list[Excision]]:
    """Its blocks, each with its certainty, and the cuts of what is in none, by places of the view."""
    sure = [tell_certainty(draft.label, find_weakest(draft, reading.margins)) if draft.constraint is None else 1.0
            for draft in reading.drafted.drafts]
    return settle(reading.context, reading.drafted, reading.text, reading.context.plain, sure)
