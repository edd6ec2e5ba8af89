"""Tables: as GitHub's Markdown has them, and in HTML where cells span columns or rows."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from convert.formats.epub.inline import InlineWriter as HtmlWriter
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import Element, add
from convert.formats.grid import lay_grid
from convert.formats.markdown.galley import BREAK
from convert.formats.markdown.own import NUMBER
from convert.tree.nodes import Node

Spell = Callable[[Node], str]
"""Spells the text of a cell."""


class CellWriter(HtmlWriter):
    """Writes what stands inside a cell in HTML."""

    who = "The Markdown writer"

    def visit_gap(self, node: Node, parent: Element) -> None:
        """A place where the source says nothing: what it prints instead, else words of ours, marked as such."""
        printed, reason = self.text_of(node), node.get("reason") or "lost"
        if printed:
            add(parent, "span", printed)
        else:
            add(parent, "ins", words(self.language)[reason], class_=reason)

    def visit_ref(self, node: Node, parent: Element) -> None:
        """The mark of a note, which HTML cannot lead to one of Markdown; a number that is only counted is ours."""
        printed, number = self.text_of(node), node.get("n")
        if printed:
            add(parent, "span", printed, class_="noteref")
        elif number:
            add(parent, "ins", number, class_=NUMBER)


def write_table(table: Node, spell: Spell, language: str) -> list[str]:
    """The lines of a table without its caption."""
    spans = any(cell.get(name) not in (None, "1") for cell in table.iter("cell") for name in ("cols", "rows"))
    return [_write_html(table, language)] if spans else _write_pipes(table, spell)


def _write_pipes(table: Node, spell: Spell) -> list[str]:
    """Lines between bars; the first is the head, which stays empty where the table has none."""
    rows = [[spell(slot.cell) if slot.cell is not None else "" for slot in row] for row in lay_grid(table)]
    first = next(iter(table.iterchildren("row")), None)
    if first is None or first.get("role") != "head":
        rows.insert(0, [""] * len(rows[0]))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]


def _write_html(table: Node, language: str) -> str:
    """A table of HTML on one line: an empty one would end it."""
    writer, made = CellWriter(language), etree.Element("table")
    for row in table.iterchildren("row"):
        line = etree.SubElement(made, "tr")
        for cell in row.iterchildren("cell"):
            head = "head" in (row.get("role"), cell.get("role"))
            spans = {"colspan": cell.get("cols"), "rowspan": cell.get("rows")}
            element = etree.SubElement(line, "th" if head else "td", {name: of for name, of in spans.items() if of})
            if isinstance(cell, Node):
                writer.fill(cell, element)
    for element in made.iter("*"):
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(made)
    return BREAK.sub(" ", etree.tostring(made, method="html", encoding="unicode"))
