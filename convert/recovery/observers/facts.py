"""What the labelled fact says that an atom states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert.recovery.context import Context, side_of
from convert.recovery.facts import Fact
from convert.span import Span

NEAR = 6
"""Atoms on either side among which other facts are counted."""

LEAD = 12
"""So many atoms back what stands before a run of facts is looked for."""


def see_fact(context: Context, i: int) -> Iterable[str]:
    """Which fact it states, whether label and value are both there, and what facts stand beside it."""
    atom = context.atoms[i]
    return () if atom.fact is None or atom.value is None else _see_value(context, i, atom.fact, atom.value)


def _see_value(context: Context, i: int, fact: Fact, value: Span) -> Iterator[str]:
    atom = context.atoms[i]
    side = side_of(context, i)
    near = [other for other in context.atoms[max(0, i - NEAR) : i + NEAR + 1] if other.fact is not None]
    line = sum(other.line == atom.line for other in near)
    what = "label" if value[0] >= value[1] else "below" if atom.start == value[0] else "fact"
    yield f"fact={what}"
    yield f"fact={what}/{side}"
    yield f"fact={what}/{'ok' if fact.accepted or what == 'below' else 'odd'}/{side}"
    yield f"fact={what}/{'many' if line > 1 else 'one'}/{side}"
    yield f"fact={what}/near{min(len(near), 4)}/{side}"
    yield f"fact:{what}={fact.rule.name}"
    yield f"fact:{fact.rule.name}/{side}"
    yield f"fact:run={_find_lead(context, i)}/{side}"
    if what == "fact" and ":" not in context.plain[fact.label[1] : fact.value[0]]:
        yield f"fact=gap/{'many' if len(near) > 2 else 'few'}/{side}"
    if atom.awaits:
        yield "fact=awaits"
    if fact.rule.counter:
        yield f"fact={what}/counter"
    if atom.plain[0] in "【[〔":
        yield f"fact={what}/bracket"


def _find_lead(context: Context, i: int) -> str:
    """What stands before the facts among which one stands: facts under the number of a section are its text."""
    k = next((k for k in range(i - 1, max(-1, i - LEAD), -1) if context.atoms[k].fact is None), -1)
    if k < 0:
        return "none" if i < LEAD else "many"
    lead = context.atoms[k]
    if lead.opener is not None:
        return f"number/{lead.shape}"
    return "prose" if context.prose[k] else "colon" if lead.plain[-1] == ":" else context.sorts[k]
