"""From the name of a format to its writer: a table of what is built in, then other people's entry points."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from inspect import signature
from typing import Any, cast

from convert.errors import UsageError
from convert.writers.base import Writer

WRITERS = {
    "docx": "convert.writers.docx:DocxWriter",
    "pdf": "convert.writers.pdf:PdfWriter",
    "epub": "convert.writers.epub:EpubWriter",
    "tei": "convert.writers.tei:TeiWriter",
    "xml": "convert.writers.xml:XmlWriter",
}
"""Format → where its writer is; imported only when asked for."""

GROUP = "huozi.writers"
"""The entry-point group of other people's writers, scanned only for a name that is not built in."""


def find_writer(name: str, **options: Any) -> Writer:
    """The writer of a format, made with its options; raises UsageError naming the known formats or options."""
    module, _, attribute = locate_writer(name).partition(":")
    make = getattr(import_module(module), attribute)
    _check_options(name, options, [] if make.__init__ is object.__init__ else list(signature(make).parameters))
    return cast(Writer, make(**options))


def locate_writer(name: str) -> str:
    """Where the writer of a format is, as `module:class`, not imported yet; raises UsageError for an unknown one."""
    target = WRITERS.get(name) or _entry_point(name)
    if target is None:
        raise UsageError(f"No writer is called {name!r}.", f"Known formats: {', '.join(WRITERS)}.")
    return target


def _check_options(name: str, options: Mapping[str, Any], known: list[str]) -> None:
    for option in options:
        if option not in known:
            hint = f"It has {', '.join(known)}." if known else "It has none."
            raise UsageError(f"The {name} writer has no option {option!r}.", hint)


def format_of(filename: str) -> str:
    """The format that a file name asks for: `a.tei.xml` is tei; raises UsageError where the suffix says none."""
    if filename.endswith((".tei.xml", ".tei")):
        return "tei"
    _, dot, suffix = filename.rpartition(".")
    if not dot:
        raise UsageError(f"{filename!r} has no suffix that names a format.", f"Known formats: {', '.join(WRITERS)}.")
    return suffix.lower()


def _entry_point(name: str) -> str | None:
    from importlib.metadata import entry_points  # scanning costs 0.1 s: only for unknown names

    return next((point.value for point in entry_points(group=GROUP) if point.name == name), None)
