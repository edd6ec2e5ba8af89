"""The reader: from a text with marked lines to a proven tree, read from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from convert.chinese.folding import fold, widen_stops
from convert.recovery.assembly import assemble
from convert.recovery.atoms import Atom, cut_atoms
from convert.recovery.blocks import Drafted, draft_blocks, set_depths
from convert.recovery.context import Context, survey
from convert.recovery.drawn import set_drawn_tables
from convert.recovery.features import describe
from convert.recovery.grammar import LABEL_OF, LABELS, NEW, STATES, Joint, State
from convert.recovery.labelling import Model, Slot, find_best, score_states
from convert.recovery.offers import offer
from convert.recovery.page import measure_page
from convert.recovery.readings import disagree, find_groups, measure_states, settle_groups
from convert.recovery.remarks import find_lost, find_remarks
from convert.recovery.settling import settle
from convert.recovery.text import Text
from convert.recovery.weights import load_model
from convert.tree.nodes import Document

_SPACES = str.maketrans(dict.fromkeys([*map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f"], " "))
"""Spaces of other widths, which folding leaves."""


FORCED = frozenset({"text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"})
"""Media types whose lines inside a paragraph end because somebody wanted it, not because the page was full."""

ROUNDS = 2
"""How often groups are held to one reading: holding some may part others."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What each stage gave."""

    text: Text
    """What the format gave, drawn tables as tables."""
    plain: str
    """The view folded for evidence: half-width, Simplified, of the same length."""
    context: Context
    """What is known of the whole text, its atoms among it."""
    features: Sequence[Sequence[str]]
    """What the observers saw in each atom."""
    states: Sequence[State]
    """What each atom is."""
    opens: Sequence[bool]
    """Whether a further work opens with it."""
    drafted: Drafted
    """The blocks, before their text and places are settled."""


def read_stages(text: Text, model: Model) -> Reading:
    """All stages of a text, whatever is in it."""
    text = set_drawn_tables(text)
    context = survey_text(text)
    features = describe(context)
    path = label(context, features, model)
    states = [STATES[state] for state in path]
    opens = [False, *(NEW[a][b] for a, b in pairwise(path))] if path else []
    drafted = draft_blocks(states, opens)
    set_depths(context, drafted.drafts)
    return Reading(text, fold_view(text), context, features, states, opens, drafted)


def survey_text(text: Text) -> Context:
    """What is known of a text before any of its atoms is named; its drawn tables are set as tables."""
    plain = fold_view(text)
    page = measure_page(text.lines, plain)
    return survey(cut_atoms(text.lines, plain, page), page, [picture.place for picture in text.pictures],
                  text.source.media in FORCED)


def fold_view(text: Text) -> str:
    """The view folded for evidence: half-width, Simplified, of the same length."""
    return widen_stops(fold(text.view.text)).translate(_SPACES)


def label(context: Context, features: Sequence[Sequence[str]], model: Model) -> list[int]:
    """The best states of all atoms, groups read alike."""
    lattice = [Slot(joint_of(atom), score_states(own, labels, model))
               for atom, own, labels in zip(context.atoms, features, offer(context), strict=True)]
    path, _ = find_best(lattice, model)
    groups = list(find_groups(context)) if path else []
    for _ in range(ROUNDS):
        labels = [STATES[state].label for state in path]
        if not any(disagree(group, labels) for group in groups):
            break
        held = settle_groups(groups, measure_states(lattice, model), labels)
        lattice = [Slot(slot.joint, _hold(slot.states, held.get(i))) for i, slot in enumerate(lattice)]
        again, _ = find_best(lattice, model)
        if not again:
            break
        path = again
    return path


def joint_of(atom: Atom) -> Joint:
    """What parts an atom from the one before it."""
    if atom.part == 0:
        return Joint.LINE
    return Joint.TITLE if atom.why == "title" else Joint.INSIDE


def _hold(states: list[tuple[int, float]], labels: frozenset[str] | None) -> list[tuple[int, float]]:
    """The states of an atom that have one of some labels; all where none does."""
    if labels is None:
        return states
    return [(state, own) for state, own in states if LABELS[LABEL_OF[state]] in labels] or states


def read(text: Text, model: Model | None = None) -> Document:
    """The proven tree of a text, whatever is in it, read by the learned weights or by others."""
    reading = read_stages(text, model or load_model())
    text = reading.text
    blocks, cuts = settle(reading.context, reading.drafted, text.view.text, reading.plain)
    told = replace(text, findings=(*text.findings, *find_lost(text.source)))
    return assemble(told, blocks, cuts, list(find_remarks(text.source, reading.context, reading.states)))
