"""What closes the text of an official document: 附件说明, 署名 with 成文日期, 附注 (GB/T 9704-2012, 7.3.4 to 7.3.6)."""

from __future__ import annotations

import re

from convert.chinese.widths import width
from convert.formats.docx.grid import indent, space_above
from convert.formats.docx.leaves import LeafWriter
from convert.formats.docx.markup import Element, set_property
from convert.formats.docx.runs import add_text
from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import closing_indents
from convert.tree.nodes import Document, Node

_ATTACHMENT = re.compile(r"\s*(?:附\s*件\s*[:：]?)?\s*(?:[0-9０-９]+\s*[.．、])?\s*")
"""What the name of an attachment stands behind."""


class Closing:
    """Writes what closes a document, from its text and, where that is silent, from its dispatch."""

    def __init__(self, leaves: LeafWriter, dispatch: Dispatch) -> None:
        self.leaves = leaves
        self.story = leaves.story
        self.style = leaves.style
        self.dispatch = dispatch
        self.said: set[str] = set()
        """Which of the elements that a dispatch may give the tree has itself."""
        self.signatures: list[Node | str] = []
        """署名 that wait for the date under them, whose length tells where they stand."""
        self.completed = False

    def expect(self, tree: Document) -> None:
        """Sees what the tree says itself."""
        self.said = {str(node.tag) for node in tree.article.iter("addressee", "attachment", "signature", "copyto")}
        dates = [date.getparent() for date in tree.article.iter("date")]
        self.said |= {"date" for parent in dates if parent is not None and parent.tag != "front"}

    def hang_attachment(self, paragraph: Element, text: str, *, first: bool) -> None:
        """Indents a line of 附件说明 so that run-over lines begin under the first character of the name (7.3.4).

        Lines after the first begin under the first one's number.
        """
        match = _ATTACHMENT.match(text)
        prefix = width(match[0]) if match else 0
        left = 2 if text.lstrip().startswith("附") else 5
        indent(paragraph, self.style, left=left + prefix, hanging=prefix)
        if not first:
            set_property(paragraph[0], "spacing", beforeLines=0, before=0)

    def sign_given(self) -> None:
        """Lets the given 署名 wait for the date, where the text has none."""
        if not self.signatures and self.dispatch.signature and "signature" not in self.said:
            self.signatures.append(self.dispatch.signature)

    def close(self, date: Node | str) -> None:
        """署名 and 成文日期 (7.3.5)."""
        signatures, self.signatures = self.signatures, []
        widths, end, seal = [width(_words(each)) for each in signatures], width(_words(date)), self.dispatch.seal
        for place, signature in enumerate(signatures):
            paragraph = self._print("Signature", signature)
            indent(paragraph, self.style, right=closing_indents(widths[place], end, seal)[0])
            # one blank line above the first without seal, two where a seal or a stamped signature needs room
            space_above(paragraph, self.style, 0 if place else 1 if seal == "none" else 2)
        if _words(date):
            paragraph = self._print("Date", date)
            indent(paragraph, self.style, right=closing_indents(max(widths, default=0), end, seal)[1])
            if seal == "signature":
                space_above(paragraph, self.style, 1)

    def _print(self, style: str, line: Node | str) -> Element:
        """A paragraph with a line of the closing."""
        paragraph = self.story.open(style)
        if isinstance(line, str) or not len(line):
            add_text(paragraph, _words(line))
        else:
            self.leaves.runs.write(line, paragraph)
        return paragraph

    def complete(self) -> None:
        """What the tree does not have and the office gives, once: 附件说明, 署名 with 成文日期, 附注."""
        if self.completed:
            return
        self.completed = True
        facts = self.dispatch
        if "attachment" not in self.said:
            self._add_given_attachments()
        if not self.said & {"signature", "date"} and (facts.signature or facts.date):
            self.signatures = [facts.signature] if facts.signature else []
            self.close(facts.date)
        if facts.remark:
            add_text(self.story.open("BodyText"), f"（{facts.remark.strip('（）()')}）")

    def _add_given_attachments(self) -> None:
        """附件说明 from names: numbered where there are several (7.3.4)."""
        names = self.dispatch.attachments
        for number, name in enumerate(names, 1):
            text = ("附件：" if number == 1 else "") + (f"{number}. " if len(names) > 1 else "") + name
            paragraph = self.story.open("Attachment")
            add_text(paragraph, text)
            self.hang_attachment(paragraph, text, first=number == 1)


def _words(line: Node | str) -> str:
    return (line if isinstance(line, str) else line.text_content).strip()
