"""The exceptions of Huozi, each with the exit code the command line gives for it.

    HuoziError            70  something in Huozi itself went wrong
    ├── UsageError         2  the call makes no sense: unknown format, option or value
    │   └── StyleError     2  a style sheet is missing or says something unknown
    ├── SourceError       66  a source is missing, is a folder or cannot be read
    ├── OutputError       73  an output cannot be written
    ├── AuditError        70  a tree broke one of its own invariants: a bug of ours
    ├── VocabularyError   70  a tree holds an element that nobody who reads it knows
    └── PartialError       1  some documents of a batch failed, the others were written

Text, however damaged, raises none of them: it yields remarks in the record of its tree.
The codes are those of BSD's sysexits.h where it has one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar


class HuoziError(Exception):
    """What happened, where, and what to do about it.

    `hint` is a second sentence for the person at the keyboard: what to try next.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(HuoziError):
    """The call makes no sense: an unknown format, option or value."""

    exit_code = 2


class StyleError(UsageError):
    """A style sheet is missing, or holds a key, value or unit that no style knows."""


class SourceError(HuoziError):
    """A source is missing, is a folder, or cannot be read."""

    exit_code = 66


class OutputError(HuoziError):
    """An output cannot be written."""

    exit_code = 73


class AuditError(HuoziError):
    """A tree broke one of its own invariants: a bug of Huozi, never of the text."""


class VocabularyError(HuoziError):
    """A tree holds an element that a writer, or whoever else reads it, does not know: nothing of it may be dropped."""


class PartialError(HuoziError):
    """Some documents of a batch failed; the others were written."""

    exit_code = 1


MOST_NAMED = 10
"""So many names are listed beside the one that was nearly said; longer lists hide it."""


def suggest(word: str, known: Iterable[str], what: str = "Known") -> str:
    """A hint on a word that nobody knows: what it nearly is, and what is known."""
    from difflib import get_close_matches  # only where something is wrong

    names = list(known)
    near = get_close_matches(word, names, 1)
    listed = f"{what}: {', '.join(names)}."
    if not near:
        return listed
    return f"Did you mean {near[0]!r}?" + (f" {listed}" if len(names) <= MOST_NAMED else "")
