"""What a shell offers for the values of options: formats, styles, orders and what else has a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Known = Callable[[], Iterable[str]]
"""Gives the names that a value may have; what they stand in is imported only then."""


def offer(known: Known) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completes one name."""
    return partial(_complete, known)


def offer_list(known: Known) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completes the last of names between commas; none is offered twice."""
    return partial(_complete_last, known)


def offer_sheets(known: Known) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completes a name, or the path of a file of one's own."""
    return partial(_complete_or_file, known)


def _complete(known: Known, _: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    return _list_items(name for name in known() if name.startswith(begun))


def _complete_last(known: Known, _: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    *before, last = begun.split(",")
    return _list_items(",".join([*before, name]) for name in known() if name.startswith(last) and name not in before)


def _complete_or_file(known: Known, ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    return [*_complete(known, ctx, param, begun), *_list_items([begun], "file")]


def _list_items(names: Iterable[str], kind: str = "plain") -> list[CompletionItem]:
    from click.shell_completion import CompletionItem  # only where a shell asks

    return [CompletionItem(name, type=kind) for name in names]


def list_formats() -> Iterable[str]:
    """What `--to` takes."""
    from convert.formats.registry import written

    return written()


def list_sheets() -> Iterable[str]:
    """What `--style` takes beside files."""
    from convert.style.sheet import list_styles

    return list_styles()


def list_scripts() -> Iterable[str]:
    """What `--script` takes."""
    from convert.transforms.targets import TARGETS

    return TARGETS


def list_orders() -> Iterable[str]:
    """What `--order` takes."""
    from convert.compilation.order import ORDERS

    return ORDERS


def list_parts() -> Iterable[str]:
    """What `--parts` takes beside labelled facts."""
    from convert.compilation.order import PARTS

    return PARTS


def list_duplicates() -> Iterable[str]:
    """What `--duplicates` takes."""
    from convert.compilation.plan import DUPLICATES

    return DUPLICATES


def list_stages() -> Iterable[str]:
    """What `--stage` takes."""
    from convert.recovery.trace import STAGES

    return STAGES


def list_standards() -> Iterable[str]:
    """What `--style` of `check` takes."""
    from convert.check import STANDARDS

    return STANDARDS


def list_options() -> Iterable[str]:
    """What `-O` takes, up to the value."""
    from convert.formats.registry import FORMATS

    return [f"{form.name}.{option.name}=" for form in FORMATS for option in form.options]


def list_roles() -> Iterable[str]:
    """What `--field` takes, up to the value."""
    from convert.containers.fields import ROLES

    return [f"{role}=" for role in ROLES]
