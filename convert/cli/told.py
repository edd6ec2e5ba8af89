"""What the command line says for all commands: how much people hear, where a bug is printed."""

from __future__ import annotations

from dataclasses import dataclass

import click

QUIET, USUAL, VERBOSE = -1, 0, 1
"""What is heard: faults alone, remarks and sums too, or all that is done."""


@dataclass(slots=True)
class Told:
    """What is said for the command that runs."""

    traceback: bool = False
    """Whether a bug is printed with its whole traceback."""
    loudness: int = USUAL
    """One of QUIET, USUAL and VERBOSE."""


def is_heard(loudness: int) -> bool:
    """Whether what is said at a loudness is to be heard in the command that runs; outside of any, what is usual."""
    context = click.get_current_context(silent=True)
    told = context.find_object(Told) if context is not None else None
    return loudness <= (told.loudness if told is not None else USUAL)
