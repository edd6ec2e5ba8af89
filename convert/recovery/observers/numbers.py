"""What the number of an atom says, and the series that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert.recovery.atoms import FULL
from convert.recovery.context import Context, judge_series
from convert.recovery.observers.scale import class_of, quarters
from convert.recovery.page import ends_sentence
from convert.recovery.series import Look


def see_number(context: Context, i: int) -> Iterable[str]:
    """The style of its number, what that opens, and its series."""
    opener = context.atoms[i].opener
    return ("op=none",) if opener is None else _see_opener(context, i, opener.style.partition(" ")[0])


def _see_opener(context: Context, i: int, style: str) -> Iterator[str]:
    atom = context.atoms[i]
    stands = "glued" if atom.part else "line"
    yield f"op={style}"
    yield f"op={style}/{atom.shape}"
    yield f"shape={atom.shape}/{stands}"
    if atom.width >= FULL and atom.last and not ends_sentence(atom.plain):
        yield f"shape={atom.shape}/full"
    yield "op=any"
    judged, look = judge_series(context, i)
    if look is None:
        yield "ser=none"
        yield f"ser=none/{style}"
        return
    yield f"ser={judged}"
    yield f"ser={judged}/{style}"
    yield f"ser={judged}/{atom.shape}/{stands}"
    if context.genre:
        yield f"ser:genre={context.genre}/{style}"
        yield f"ser:genre={context.genre}/{judged}/{atom.shape}"
    yield from _see_look(look, style)


def _see_look(look: Look, style: str) -> Iterator[str]:
    yield f"ser:n={min(look.members, 4)}"
    yield f"ser:titled={quarters(look.titled)}"
    yield f"ser:bodies={quarters(look.bodies)}"
    yield f"ser:close={quarters(look.close)}"
    yield f"ser:semi={quarters(look.semicolons, 2)}"
    yield f"ser:stop={quarters(look.stopped)}"
    yield f"ser:stories={quarters(look.stories)}"
    yield f"ser:size={class_of(int(look.size))}"
    yield f"ser:said={quarters(look.said)}"
    if look.spans:
        yield "ser:spans"
    if look.in_law:
        yield "ser:law"
        yield f"ser:law/{style}"
