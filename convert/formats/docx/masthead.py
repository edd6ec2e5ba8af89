"""版头: what stands above the text of an official document (GB/T 9704-2012, 7.2)."""

from __future__ import annotations

from convert.chinese.widths import width
from convert.formats.docx.grid import add_blank, character
from convert.formats.docx.leaves import LeafWriter
from convert.formats.docx.markup import append, properties, set_property, twips, w
from convert.formats.docx.page import text_run
from convert.formats.docx.runs import RunLook, add_text
from convert.formats.docx.typography import face_name, line, text_width
from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import ISSUER_TOP, RULE_BELOW, RULE_HEIGHT, find_number
from convert.tree.nodes import Document

RED = "FF0000"
"""Of 发文机关标志 and the lines that go with it."""


class Masthead:
    """Writes the 版头 of a document into a story."""

    def __init__(self, leaves: LeafWriter, dispatch: Dispatch) -> None:
        self.story = leaves.story
        self.style = leaves.style
        self.language = leaves.language
        self.dispatch = dispatch

    @property
    def markings(self) -> list[str]:
        """份号, 密级 and 紧急程度, those that are given."""
        facts = self.dispatch
        return [text for text in (facts.copy, facts.secrecy, facts.urgency) if text]

    def add(self, tree: Document) -> bool:
        """The markings; and where an issuer is given 发文机关标志, 发文字号 with 签发人, the red line.

        Says whether there is such a line, under which the title keeps its distance.
        """
        for text in self.markings:
            add_text(self.story.open("Marking"), text)
        if self.dispatch.issuer:
            add_blank(self.story, ISSUER_TOP - len(self.markings) * line(self.style.type_of("marking")) / 20)
            self._add_issuer(self.dispatch.issuer)
            self._add_number(self.dispatch.number or find_number(tree))
        return bool(self.dispatch.issuer)

    def _add_issuer(self, issuer: str) -> None:
        """发文机关标志 on one line: as large as its style, smaller where it is too long."""
        paragraph = self.story.open("Issuer")
        size = float(self.style.type_of("issuer")["size"].points())
        fitting = min(size, int(2 * text_width(self.style) / width(issuer)) / 2)
        run = text_run(issuer)
        if fitting < size:
            run.insert(0, properties("rPr", {"sz": {"val": round(2 * fitting)}, "szCs": {"val": round(2 * fitting)}}))
        paragraph.append(run)

    def _add_number(self, number: str) -> None:
        """发文字号 in the middle, or at the left where 签发人 stands at the right; the red line under both."""
        paragraph = self.story.open("Number")
        holder = paragraph[0]
        size = character(self.style)
        set_property(holder, "spacing", line=twips(size), lineRule="exact")
        set_property(holder, "snapToGrid", val=0)
        rule = w("bottom", val="single", sz=round(8 * RULE_HEIGHT), space=round(RULE_BELOW), color=RED)
        set_property(holder, "pBdr").append(rule)
        if not self.dispatch.signatory:
            add_text(paragraph, number)
            return
        tabs = set_property(holder, "tabs")
        append(tabs, "tab", val="left", pos=twips(size))
        append(tabs, "tab", val="right", pos=twips(text_width(self.style) - size))
        set_property(holder, "jc", val="left")
        add_text(paragraph, f"\t{number}\t签发人：")
        add_text(paragraph, self.dispatch.signatory, RunLook(face=face_name(self.style, "kai", self.language)))
