"""信函: the form of a letter, whose issuer and red double lines stand in header and footer of the first page.

GB/T 9704-2012, 10.1.
"""

from __future__ import annotations

from convert.formats.docx.grid import character
from convert.formats.docx.markup import Element, append, set_property, twips, w
from convert.formats.docx.masthead import RED, Masthead
from convert.formats.docx.page import text_run
from convert.formats.docx.runs import RunLook, add_text
from convert.formats.docx.typography import face_name, text_width
from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import LETTER_GAP, LETTER_RULE, RULE_BELOW, find_number
from convert.style.sheet import Style
from convert.tree.nodes import Document


class LetterMasthead(Masthead):
    """Writes the 版头 of a letter."""

    def add(self, tree: Document) -> bool:
        """份号, 密级 and 紧急程度 at the left, 发文字号 at the right, all under the first double line."""
        number = self.dispatch.number or find_number(tree)
        for place, text in enumerate(self.markings or ([""] if number else [])):
            paragraph = self.story.open("Marking")
            append(set_property(paragraph[0], "tabs"), "tab", val="right", pos=twips(text_width(self.style)))
            if text:
                add_text(paragraph, text)
            if place == 0 and number:
                face = face_name(self.style, "fangsong", self.language)
                add_text(paragraph, f"\t{number}", RunLook(face=face))
        return True


def make_first_header(style: Style, dispatch: Dispatch) -> Element:
    """The w:hdr of the first page: the issuer over a double line."""
    head = w("p", w("pPr", w("pStyle", val="Issuer")))
    _add_double_rule(head, style, "bottom", "thickThinSmallGap", round(RULE_BELOW))
    set_property(head[0], "spacing", before=0, after=round(LETTER_GAP * character(style) * 20) // 2)
    head.append(text_run(dispatch.issuer))
    return w("hdr", head)


def make_first_footer(style: Style) -> Element:
    """The w:ftr of the first page: a double line."""
    foot = w("p", w("pPr", w("pStyle", val="Footer")))
    _add_double_rule(foot, style, "top", "thinThickSmallGap", 0)
    set_property(foot[0], "spacing", before=0, after=0, line=20, lineRule="exact")
    return w("ftr", foot)


def _add_double_rule(paragraph: Element, style: Style, side: str, kind: str, space: int) -> None:
    """A red double line of 170 mm in the middle of the page."""
    page = style.page
    beside = (page["paper"][0].points() - LETTER_RULE) / 2
    set_property(paragraph[0], "pBdr").append(w(side, val=kind, sz=24, space=space, color=RED))
    set_property(paragraph[0], "ind", left=twips(beside - page["inner"].points()), firstLineChars=0, firstLine=0,
                 right=twips(beside - page["outer"].points()))
