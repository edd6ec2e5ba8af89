"""The index of many documents: their figures, those first that need an editor most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from convert.review.figures import Figures
from convert.review.page import fill, parse
from convert.sources.given import print_name

SCRIPTS = ("words", "index")
"""The scripts of the index."""


class Entry(NamedTuple):
    """A document of the index."""

    name: str
    """As it is told from others, with its folders."""
    address: str
    """Of its page."""
    figures: Figures | str
    """How well it came out; what is wrong where it cannot be read."""


def print_index(entries: Sequence[Entry]) -> bytes:
    """The page of an index."""
    page = parse("index")
    body, failures = page.get_element_by_id("documents"), page.get_element_by_id("failures")
    measured = [(entry.figures.rank, entry) for entry in entries if isinstance(entry.figures, Figures)]
    for _, entry in sorted(measured, key=lambda pair: (pair[0], pair[1].name)):
        _add_row(body, entry)
    for entry in entries:
        if isinstance(entry.figures, str):
            failures.attrib.pop("hidden", None)
            for tag, text in (("dt", entry.name), ("dd", entry.figures)):
                etree.SubElement(failures[-1], tag).text = print_name(text)
    return fill(page, {}, SCRIPTS, "Huozi")


def _add_row(body: etree._Element, entry: Entry) -> None:
    row = etree.SubElement(body, "tr")
    head = etree.SubElement(row, "th", scope="row")
    etree.SubElement(head, "a", href=entry.address).text = print_name(entry.name)
    if isinstance(entry.figures, Figures):
        for text in _print_figures(entry.figures):
            etree.SubElement(row, "td").text = text


def _print_figures(figures: Figures) -> tuple[str, ...]:
    return (f"{figures.certainty:.1%}", f"{figures.doubtful:,}", f"{figures.remarks:,}", f"{figures.cuts:.1%}",
            f"{figures.blocks:,}", f"{figures.characters:,}")
