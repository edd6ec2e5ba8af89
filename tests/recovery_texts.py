"""Made texts as the labelling sees them."""

from __future__ import annotations

from texts import text_of

from convert.recovery.atoms import Atom
from convert.recovery.context import Context
from convert.recovery.grammar import STATES
from convert.recovery.offers import offer
from convert.recovery.reader import set_text, survey_text

SENTENCE = "青云县的各项工作在这一年里都取得了新的进展，群众的生活得到了改善，环境也比从前更好了。"


def survey_of(text: str) -> Context:
    return survey_text(set_text(text_of(text.encode(), "made.txt")))


def labels_of(context: Context) -> list[set[str]]:
    """What each atom is offered to be."""
    return [{STATES[state].label for state in states} for states in offer(context)]


def atoms_of(text: str) -> list[Atom]:
    return list(survey_of(text).atoms)
