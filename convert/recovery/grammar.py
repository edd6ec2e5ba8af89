"""The grammar of works: what an atom may be called, and in which zone of a work each name may stand.

A work has a front, a body and a back. In the front the title parts what leads to it (kicker, site furniture) from what
follows it (subtitle, byline, date, addressee, salutation). Every zone has names for a line that nobody knows: note,
caption and noise in front and back, paragraph in the body.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Zone(IntEnum):
    """Where in a work an atom stands."""

    HEAD = 0
    """Before the title."""
    FRONT = 1
    """From the title to the text."""
    BODY = 2
    """The text."""
    BACK = 3
    """Signature, date, notes behind the text."""


LABELS = ("kicker", "title", "subtitle", "byline", "date", "meta", "addressee", "salutation", "note", "caption",
          "noise", "x", "I", "heading", "p", "li", "verse", "row", "signature")
"""What an atom may be: the block that it opens; `I` goes on with the one before, `x` is a printed label or a marker."""

INDEX = {label: number for number, label in enumerate(LABELS)}
"""Label → its number."""

_ANY = (Zone.HEAD, Zone.FRONT, Zone.BODY, Zone.BACK)
ZONES: dict[str, tuple[Zone, ...]] = {
    "kicker": (Zone.HEAD,), "title": (Zone.FRONT,), "subtitle": (Zone.FRONT,),
    "byline": (Zone.HEAD, Zone.FRONT, Zone.BODY, Zone.BACK), "date": _ANY, "meta": _ANY,
    "addressee": (Zone.HEAD, Zone.FRONT, Zone.BODY), "salutation": (Zone.HEAD, Zone.FRONT, Zone.BODY), "note": _ANY,
    "caption": (Zone.HEAD, Zone.FRONT, Zone.BODY), "noise": _ANY, "x": _ANY, "I": _ANY, "heading": (Zone.BODY,),
    "p": (Zone.BODY,), "li": (Zone.BODY,), "verse": (Zone.BODY,), "row": (Zone.BODY,), "signature": (Zone.BACK,),
}
"""Label → the zones it may stand in."""


class State(NamedTuple):
    """A label in a zone."""

    zone: Zone
    """The zone."""
    label: str
    """One of LABELS."""


class Joint(IntEnum):
    """What parts an atom from the one before it."""

    LINE = 0
    """A line end."""
    TITLE = 1
    """The end of the first sentence behind a number: of a run-in heading, or of a statement that goes on."""
    INSIDE = 2
    """Any other place inside a line."""


def may_follow(before: State, after: State, joint: Joint) -> bool:
    """Whether the grammar lets one state follow another.

    A run-in heading ends where its title does (outline rule 2).
    """
    a, b, label = before.zone, after.zone, after.label
    if label == "I":
        return a == b and not (joint == Joint.TITLE and before.label == "heading")
    if label in ("title", "kicker") or a == b:
        return True
    if b > a:
        return b != Zone.FRONT  # only a title opens a front
    return a == Zone.BACK and b == Zone.BODY


def opens_work(before: State | None, after: State) -> bool:
    """Whether a further work begins between two states."""
    if before is None or after.label not in ("title", "kicker"):
        return False
    return before.zone != Zone.HEAD


STATES = tuple(State(zone, label) for label in LABELS for zone in ZONES[label])
"""Every state; elsewhere a state is its number here."""

NUMBER = {state: number for number, state in enumerate(STATES)}
"""State → its number."""

ZONE_OF = tuple(int(state.zone) for state in STATES)
"""Number of a state → that of its zone."""

LABEL_OF = tuple(INDEX[state.label] for state in STATES)
"""Number of a state → that of its label."""

FOLLOW = tuple(tuple(tuple(may_follow(a, b, joint) for b in STATES) for a in STATES) for joint in Joint)
"""FOLLOW[joint][a][b]: whether state b may follow state a over a joint."""

NEW = tuple(tuple(opens_work(a, b) for b in STATES) for a in STATES)
"""NEW[a][b]: whether a further work opens with state b behind state a."""

START = tuple(state.label == "title" or (state.zone in (Zone.HEAD, Zone.BODY) and state.label != "I")
              for state in STATES)
"""Number of a state → whether a text may begin with it."""
