"""公文: an official document as GB/T 9704-2012 lays it out, with 版头 above its text and 版记 under it.

Lengths are in characters (字) and lines (行) of the body type, as in the standard.
"""

from __future__ import annotations

import re

from convert.formats.docx.body import Body
from convert.formats.docx.closing import Closing
from convert.formats.docx.grid import add_blank, indent, space_above, space_around
from convert.formats.docx.imprint import OfficialImprint
from convert.formats.docx.leaves import DATELINE
from convert.formats.docx.letter import LetterMasthead
from convert.formats.docx.markup import Element, W, set_property, twips
from convert.formats.docx.masthead import Masthead
from convert.formats.docx.runs import add_text
from convert.formats.docx.story import P, paragraphs_of
from convert.formats.docx.typography import line
from convert.formats.official.attachments import find_announced
from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import TITLE_BELOW, is_annex, names_annex
from convert.style.sheet import Style
from convert.tree.nodes import Document, Node

TITLES = ("Title", "Heading1")
"""Styles of the line that a headline has at least."""

_LONGEST_SIGNATURE = 30
"""Characters of a paragraph that may be a 署名."""


class OfficialBody(Body):
    """The text of an official document; what closes it has its own places, an annex comes after that."""

    def __init__(self, style: Style, language: str, dispatch: Dispatch, *, remarks: bool = False) -> None:
        super().__init__(style, language, remarks=remarks)
        letter = style.page["form"] == "letter"
        self.dispatch = dispatch
        self.masthead = (LetterMasthead if letter else Masthead)(self.leaves, dispatch)
        self.closing = Closing(self.leaves, dispatch)
        self.imprint = OfficialImprint(self.leaves, dispatch, letter=letter)
        self.stated = frozenset({"number"} if letter or dispatch.issuer else ())
        self.headed = False
        """Whether a red line stands above the title."""
        self.announced: dict[Node, bool] = {}
        """Paragraphs and items that announce attachments, and whether each is the first."""

    def open_work(self, tree: Document) -> None:
        """版头."""
        self.closing.expect(tree)
        self.announced = find_announced(tree.article)
        self.closing.said |= {"attachment"} if self.announced else set()
        self.headed = self.masthead.add(tree)

    def close_work(self, tree: Document) -> None:  # noqa: ARG002 - what every body is given
        """What the office adds to the text, and 版记; facts of no use to an office stay in the properties."""
        self.closing.complete()
        self.imprint.add(self.outline.open_pages())

    def visit_front(self, front: Node) -> None:
        """The front of an article: the title two lines under the red line (7.3.1), 主送机关 where the tree has none."""
        last = self.story.last
        super().visit_front(front)
        if sum(1 for _ in front.iterancestors("article")) > 1:
            return
        first = next(iter(paragraphs_of(self.story.list_since(last))), None)
        if self.headed and first is not None:
            space_above(first, self.style, TITLE_BELOW)
        if self.dispatch.addressee and "addressee" not in self.closing.said:
            add_text(self.story.open("Addressee"), f"{self.dispatch.addressee.rstrip('：:')}：")

    def _space_headline(self, lines: list[Element]) -> None:
        """Lines of a headline close together, white as under a title below them (7.3.2) and above one in mid-page."""
        names = [paragraph[0][0].get(f"{W}val") for paragraph in lines]
        under = lines[next((at for at, name in enumerate(names) if name in TITLES), 0):]
        for paragraph in under:
            white = twips(self.style.points("title", "after", 1)) if paragraph is lines[-1] else 0
            if paragraph is not lines[-1] or paragraph is not under[0]:
                space_around(paragraph, afterLines=0, after=white)
            if paragraph[0][0].get(f"{W}val") == DATELINE:
                indent(paragraph, self.style, right=0)
                set_property(paragraph[0], "jc", val="center")
        follows = any(block.tag == P for block in lines[0].itersiblings(preceding=True))
        if follows and under[0] is lines[0]:
            space_above(lines[0], self.style, TITLE_BELOW)

    def visit_article(self, article: Node) -> None:
        """An article; an annex comes after all that closes the document."""
        kicker, above = article.find("front/kicker"), article.getparent()
        if kicker is not None and is_annex(kicker) and above is not None and above.tag == "article":
            self.closing.complete()
        super().visit_article(article)

    def visit_heading(self, heading: Node) -> None:
        """A heading; one that is 附件 and its number opens a page, its title centred on the third line (7.3.7)."""
        annex = is_annex(heading)
        if annex:
            self.closing.complete()
        super().visit_heading(heading)
        paragraph = self.story.body[-1]
        if annex:
            set_property(paragraph[0], "pageBreakBefore")
            set_property(paragraph[0], "ind", firstLineChars=0, firstLine=0)
        elif names_annex(heading):
            set_property(paragraph[0], "ind", firstLineChars=0, firstLine=0)
            set_property(paragraph[0], "jc", val="center")
            space_above(paragraph, self.style, 1)

    def visit_kicker(self, kicker: Node) -> None:
        """附件 and its number, at the top of a page of its own; its title stands on the third line (7.3.7)."""
        if is_annex(kicker):
            self.leaves.add(kicker, "Annex")
            add_blank(self.story, line(self.style.type_of("p")) / 20)
        else:
            self.visit_leaf(kicker)

    def visit_p(self, paragraph: Node) -> None:
        """A paragraph, which may be a 署名."""
        if _signs(paragraph):
            self.closing.signatures.append(paragraph)
        else:
            self.visit_leaf(paragraph)

    def visit_leaf(self, leaf: Node) -> None:
        """A paragraph, or the text of an item, which may announce an attachment."""
        last = self.story.last
        super().visit_leaf(leaf)
        if leaf in self.announced:
            self._announce(leaf, last)

    def visit_item(self, item: Node) -> None:
        """An item, whose text may announce an attachment."""
        last = self.story.last
        super().visit_item(item)
        if item in self.announced:
            self._announce(item, last)

    def _announce(self, line: Node, last: Element | None) -> None:
        """Sets what was set since then as 附件说明, where a line announces an attachment (7.3.4)."""
        first = self.announced[line]
        for paragraph in paragraphs_of(self.story.list_since(last))[:1]:
            if first:
                space_above(paragraph, self.style, 1)
            self.closing.hang_attachment(paragraph, line.text_content, first=first)

    def visit_attachment(self, attachment: Node) -> None:
        """附件说明."""
        previous = attachment.getprevious()
        first = previous is None or previous.tag != "attachment"
        self.closing.hang_attachment(self.leaves.add(attachment, "Attachment"), attachment.text_content, first=first)

    def visit_signature(self, signature: Node) -> None:
        """署名 waits for the date that follows; where none does the given one is its."""
        self.closing.signatures.append(signature)
        following = signature.getnext()
        if following is None or following.tag not in ("signature", "date"):
            self.closing.close(self.dispatch.date if "date" not in self.closing.said else "")

    def visit_date(self, date: Node) -> None:
        """A date under its 署名; any other stands with the byline."""
        parent = date.getparent()
        if self.closing.signatures or (parent is not None and parent.tag != "front"):
            self.closing.sign_given()
            self.closing.close(date)
        else:
            self.leaves.add(date, "Byline")

    def visit_copyto(self, copy: Node) -> None:
        """抄送 waits for the end of the document."""
        self.imprint.copies.append(copy)


def _signs(block: Node) -> bool:
    """Whether a paragraph is a 署名: it stands right before a date and is no sentence."""
    following = block.getnext()
    if following is None or following.tag != "date":
        return False
    text = block.text_content.strip()
    return 0 < len(text) <= _LONGEST_SIGNATURE and not re.search("[。；：，！？]", text)
