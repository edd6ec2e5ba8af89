"""The reader: from a text with marked lines to a proven tree, read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from convert.chinese.folding import fold, widen_stops
from convert.recovery.assembly import assemble
from convert.recovery.atoms import Atom, cut_atoms
from convert.recovery.blocks import Drafted, draft_blocks, set_depths
from convert.recovery.certainty import find_weakest, tell_certainty
from convert.recovery.context import Context, survey
from convert.recovery.drawn import set_drawn_tables
from convert.recovery.evidence import (
    Comparison,
    Evidence,
    Labelled,
    Margin,
    compare_groups,
    measure_margins,
    weigh_atoms,
)
from convert.recovery.features import describe
from convert.recovery.figures import place_figures
from convert.recovery.grammar import NEW, STATES, Joint, State
from convert.recovery.labelling import NAT, Lattice, Model, prune, score_states, thin
from convert.recovery.offers import offer
from convert.recovery.page import measure_page
from convert.recovery.paths import count_works, weigh_path
from convert.recovery.readings import Group, find_groups, read_alike
from convert.recovery.remarks import find_lost, find_remarks
from convert.recovery.settling import settle
from convert.recovery.text import Text
from convert.recovery.weights import load_model
from convert.tree.nodes import Document
from convert.tree.record import Excision, Settled

_SPACES = str.maketrans(dict.fromkeys([*map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f"], " "))
"""Spaces of other widths, which folding leaves."""


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
    plain: str
    """The view folded for evidence: half-width, Simplified, of the same length."""
    context: Context
    """What is known of the whole text, its atoms among it."""
    features: Sequence[Sequence[str]]
    """What the observers saw in each atom."""
    labelled: Labelled
    """What the labelling weighed and chose."""
    states: Sequence[State]
    """What each atom is."""
    opens: Sequence[bool]
    """Whether a further work opens with it."""
    drafted: Drafted
    """The blocks, before their text and places are settled."""

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


def read_stages(text: Text, model: Model) -> Reading:
    """All stages of a text, whatever is in it."""
    text = set_drawn_tables(text)
    context = survey_text(text)
    return label_stages(text, context, describe(context), model)


def label_stages(text: Text, context: Context, features: Sequence[Sequence[str]], model: Model) -> Reading:
    """The stages from the labelling on, of a text that was surveyed before."""
    labelled = label(context, features, model)
    path = labelled.path
    states = [STATES[state] for state in path]
    opens = [False, *(NEW[a][b] for a, b in pairwise(path))] if path else []
    drafted = draft_blocks(states, opens)
    set_depths(context, drafted.drafts)
    return Reading(text, model, fold_view(text), context, features, labelled, states, opens, drafted)


def survey_text(text: Text) -> Context:
    """What is known of a text before any of its atoms is named; its drawn tables are set as tables."""
    plain = fold_view(text)
    page = measure_page(text.lines, plain)
    return survey(cut_atoms(text.lines, plain, page), page, [picture.place for picture in text.pictures],
                  text.source.media in FORCED)


def fold_view(text: Text) -> str:
    """The view folded for evidence: half-width, Simplified, of the same length."""
    return widen_stops(fold(text.view.text)).translate(_SPACES)


def label(context: Context, features: Iterable[Sequence[str]], model: Model) -> Labelled:
    """The best states of all atoms, groups read alike; two works are one where that is hardly worse."""
    joints = [joint_of(atom) for atom in context.atoms]
    offered = [prune(score_states(own, joint, states, model))
               for own, joint, states in zip(features, joints, offer(context), strict=True)]
    groups = list(find_groups(context))
    labelled = _label_alike(groups, offered, model)
    if count_works(labelled.path) != 2:
        return labelled
    alone = _label_alike(groups, offered, model.alone())
    if not alone.path:
        return labelled
    gained = weigh_path(offered, labelled.path, model) - weigh_path(offered, alone.path, model)
    return labelled if gained >= LONE else alone


def _label_alike(groups: Sequence[Group], offered: Lattice, model: Model) -> Labelled:
    joints = [slot.joint for slot in offered[1:]]
    lattice = [thin(slot, after, model) if i else slot
               for i, (slot, after) in enumerate(zip(offered, (*joints, Joint.LINE), strict=False))]
    whole = {i: offered[i] for group in groups for i in group.members}
    return Labelled(offered, *read_alike(groups, lattice, whole, model))


def joint_of(atom: Atom) -> Joint:
    """What parts an atom from the one before it."""
    if atom.part == 0:
        return Joint.LINE
    return Joint.TITLE if atom.why == "title" else Joint.INSIDE


def read(text: Text, model: Model | None = None) -> Document:
    """The proven tree of a text, whatever is in it, read by the learned weights or by others."""
    return finish(read_stages(text, model or load_model()))


def finish(reading: Reading) -> Document:
    """The proven tree of a reading."""
    blocks, cuts = settle_reading(reading)
    kept = [reading.context.atoms[i].start for draft in reading.drafted.drafts for i in draft.atoms]
    blocks, pictured = place_figures(blocks, reading.text, kept)
    findings = (*reading.text.findings, *find_lost(reading.text.source), *pictured)
    text = replace(reading.text, findings=findings)
    return assemble(text, blocks, cuts, list(find_remarks(text.source, reading.context, reading.states)))


def settle_reading(reading: Reading) -> tuple[list[Settled], list[Excision]]:
    """Its blocks, each with its certainty, and the cuts of what is in none, by places of the view."""
    sure = [tell_certainty(draft.label, find_weakest(draft, reading.margins)) for draft in reading.drafted.drafts]
    return settle(reading.context, reading.drafted, reading.text, reading.plain, sure)
