"""公文: an official document as GB/T 9704-2012 lays it out, with 版头 above its text and 版记 under it.

Lengths are in characters (字) and lines (行) of the body type, as in the standard.
"""

from __future__ import annotations

import re

from convert.chinese.widths import width
from convert.formats.docx.body import Body, paragraphs_of
from convert.formats.docx.markup import Element, append, properties, set_property, twips, w
from convert.formats.docx.page import text_run
from convert.formats.docx.runs import Look, add_inline, add_text
from convert.formats.docx.typography import face_name, line, text_width, tracking
from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import (
    INNER_RULE,
    ISSUER_TOP,
    LETTER_RULE,
    OUTER_RULE,
    RULE_BELOW,
    RULE_HEIGHT,
    TITLE_BELOW,
    closing_indents,
    find_number,
    is_annex,
)
from convert.style.sheet import Style
from convert.tree.nodes import Document, Node

RED = "FF0000"

_ATTACHMENT = re.compile(r"\s*(?:附\s*件\s*[:：]?)?\s*(?:[0-9０-９]+\s*[.．、])?\s*")
_LONGEST_NAME = 6
"""Characters before the colon of 抄送."""
_LONGEST_SIGNATURE = 30


class Official(Body):
    """A body with the parts of an official document."""

    def __init__(self, style: Style, language: str, dispatch: Dispatch, *, compiled: bool = False,
                 remarks: bool = False) -> None:
        super().__init__(style, language, compiled=compiled, remarks=remarks)
        self.dispatch = dispatch
        self.signatures: list[str] = []
        self.copies: list[Node] = []
        self.headed = self.completed = False
        self.seen: set[str] = set()

    @property
    def size(self) -> float:
        """Points of a character of the body, fitting included."""
        return float(self.style.type_of("p")["size"].points()) + tracking(self.style) / 20

    @property
    def measure(self) -> float:
        """Characters of a line."""
        return text_width(self.style) / self.size

    def add_work(self, tree: Document, prefix: str = "") -> None:
        """A document between its 版头 and its 版记; works of a collection have neither."""
        if self.compiled:
            super().add_work(tree, prefix)
            return
        self.seen = {str(node.tag) for node in tree.article.iter("addressee", "attachment", "signature", "copyto")}
        dates = [date.getparent() for date in tree.article.iter("date")]
        self.seen |= {"date" for parent in dates if parent is not None and parent.tag != "front"}
        self.add_head(tree)
        super().add_work(tree, prefix)
        self.complete()
        self.add_imprint()

    # 版头

    def add_head(self, tree: Document) -> None:
        """份号, 密级, 紧急程度; and where an issuer is given 发文机关标志, 发文字号 with 签发人, the red line."""
        facts = self.dispatch
        markings = [text for text in (facts.copy, facts.secrecy, facts.urgency) if text]
        for text in markings:
            add_text(self.open("Marking"), text)
        if facts.issuer:
            self.headed = True
            self.add_space(ISSUER_TOP - len(markings) * line(self.style.type_of("marking")) / 20)
            self.add_issuer(facts.issuer)
            self.add_number(facts.number or find_number(tree))

    def add_space(self, points: float) -> None:
        """An empty line of a height."""
        holder = self.open("Marking")[0]
        set_property(holder, "spacing", line=max(20, twips(points)), lineRule="exact")
        set_property(holder, "snapToGrid", val=0)

    def add_issuer(self, issuer: str) -> None:
        """发文机关标志 on one line: as large as its style, smaller where it is too long."""
        paragraph = self.open("Issuer")
        size = float(self.style.type_of("issuer")["size"].points())
        fitting = min(size, int(2 * text_width(self.style) / width(issuer)) / 2)
        run = text_run(issuer)
        if fitting < size:
            run.insert(0, properties("rPr", {"sz": {"val": round(2 * fitting)}, "szCs": {"val": round(2 * fitting)}}))
        paragraph.append(run)

    def add_number(self, number: str) -> None:
        """发文字号 in the middle, or at the left where 签发人 stands at the right; the red line under both."""
        paragraph = self.open("Number")
        holder = paragraph[0]
        height = self.size
        set_property(holder, "spacing", line=twips(height), lineRule="exact")
        set_property(holder, "snapToGrid", val=0)
        rule = w("bottom", val="single", sz=round(8 * RULE_HEIGHT), space=round(RULE_BELOW), color=RED)
        set_property(holder, "pBdr").append(rule)
        if not self.dispatch.signatory:
            add_text(paragraph, number)
            return
        tabs = set_property(holder, "tabs")
        append(tabs, "tab", val="left", pos=twips(self.size))
        append(tabs, "tab", val="right", pos=twips(text_width(self.style) - self.size))
        set_property(holder, "jc", val="left")
        add_text(paragraph, f"\t{number}\t签发人：")
        add_text(paragraph, self.dispatch.signatory, Look(face=face_name(self.style, "kai", self.language)))

    # 主体

    def add_front(self, front: Node, article: Node, depth: int) -> None:
        """The front of an article; 主送机关 is added where the tree has none, and 附件 opens a page."""
        start = len(self.body)
        super().add_front(front, article, depth)
        if depth == 0 and not self.compiled:
            self.space_title(self.body[start:])
            if self.dispatch.addressee and "addressee" not in self.seen:
                add_text(self.open("Addressee"), f"{self.dispatch.addressee.rstrip('：:')}：")

    def space_title(self, front: list[Element]) -> None:
        """Two blank lines between the red line and the title (7.3.1)."""
        first = next(iter(paragraphs_of(front)), None)
        if self.headed and first is not None:
            self.space(first, TITLE_BELOW)

    def add_part_of_article(self, child: Node, article: Node, language: str, depth: int) -> None:
        """What an article holds; an annex comes after all that closes the document."""
        kicker = child.find("front/kicker") if child.tag == "article" and not self.compiled else None
        if kicker is not None and is_annex(kicker):
            self.complete()
        super().add_part_of_article(child, article, language, depth)

    def add_heading(self, heading: Node, section: Node, depth: int) -> None:
        """A heading; one that is 附件 and its number opens a page, its title centred on the third line (7.3.7)."""
        annex = not self.compiled and is_annex(heading)
        if annex:
            self.complete()
        super().add_heading(heading, section, depth)
        holder = self.body[-1][0]
        if annex:
            set_property(holder, "pageBreakBefore")
            set_property(holder, "ind", firstLineChars=0, firstLine=0)
        elif not self.compiled and _names_annex(section):
            set_property(holder, "ind", firstLineChars=0, firstLine=0)
            set_property(holder, "jc", val="center")
            self.space(self.body[-1], 1)

    def add_block(self, block: Node) -> None:
        """One block; what closes the document has its own places."""
        if _signs(block) and not self.compiled:
            self.signatures.append(block.text_content)
            return
        handler = _BLOCKS.get(str(block.tag))
        if handler is None or self.compiled:
            super().add_block(block)
        else:
            handler(self, block)

    def add_kicker(self, kicker: Node) -> None:
        """附件 and its number, at the top of a page of its own; its title stands on the third line (7.3.7)."""
        if is_annex(kicker):
            self.add_leaf(kicker, "Annex")
            self.add_space(line(self.style.type_of("p")) / 20)
        else:
            self.add_leaf(kicker, "Kicker")

    def add_attachment(self, attachment: Node) -> None:
        """附件说明: run-over lines begin under the first character of the name (7.3.4)."""
        previous = attachment.getprevious()
        first = previous is None or previous.tag != "attachment"
        paragraph = self.add_leaf(attachment, "Attachment")
        self.hang_attachment(paragraph, attachment.text_content, first=first)

    def hang_attachment(self, paragraph: Element, text: str, *, first: bool) -> None:
        """Indents a line of 附件说明; lines after the first begin under the first one's number."""
        match = _ATTACHMENT.match(text)
        prefix = width(match[0]) if match else 0
        left = 2 if text.lstrip().startswith("附") else 5
        self.indent(paragraph, left=left + prefix, hanging=prefix)
        if not first:
            set_property(paragraph[0], "spacing", beforeLines=0, before=0)

    def indent(self, paragraph: Element, **chars: float) -> None:
        """Sets indents in characters."""
        values: dict[str, str | int] = {}
        for name, count in chars.items():
            values |= {f"{name}Chars": round(100 * count), name: twips(count * self.size)}
        set_property(paragraph[0], "ind", **values)

    def add_signature(self, signature: Node) -> None:
        """署名 waits for the date that follows, whose length tells where it stands."""
        self.signatures.append(signature.text_content)
        following = signature.getnext()
        if following is None or following.tag not in ("signature", "date"):
            self.close(self.dispatch.date if "date" not in self.seen else "")

    def add_date(self, date: Node) -> None:
        """A date under its 署名; any other stands with the byline."""
        parent = date.getparent()
        if self.signatures or (parent is not None and parent.tag != "front"):
            if not self.signatures and self.dispatch.signature and "signature" not in self.seen:
                self.signatures.append(self.dispatch.signature)
            self.close(date.text_content)
        else:
            self.add_leaf(date, "Byline")

    def close(self, date: str) -> None:
        """署名 and 成文日期 (7.3.5)."""
        for place, signature in enumerate(self.signatures):
            paragraph = self.open("Signature")
            add_text(paragraph, signature.strip())
            from_right, _ = closing_indents(width(signature.strip()), width(date.strip()), self.dispatch.seal)
            self.indent(paragraph, right=from_right)
            self.space_closing(paragraph, place)
        if date.strip():
            paragraph = self.open("Date")
            add_text(paragraph, date.strip())
            longest = max((width(signature.strip()) for signature in self.signatures), default=0)
            self.indent(paragraph, right=closing_indents(longest, width(date.strip()), self.dispatch.seal)[1])
            if self.dispatch.seal == "signature":
                self.space(paragraph, 1)
        self.signatures = []

    def space_closing(self, paragraph: Element, place: int) -> None:
        """One blank line above the first 署名 without seal, two where a seal or a stamped signature needs room."""
        self.space(paragraph, 0 if place else 1 if self.dispatch.seal == "none" else 2)

    def space(self, paragraph: Element, lines: int) -> None:
        """Blank lines above a paragraph."""
        set_property(paragraph[0], "spacing", beforeLines=100 * lines, before=lines * line(self.style.type_of("p")))

    def add_copy(self, copy: Node) -> None:
        """抄送 waits for the end of the document."""
        self.copies.append(copy)

    def complete(self) -> None:
        """What the tree does not have and the office gives, once: 附件说明, 署名 with 成文日期, 附注."""
        if self.completed:
            return
        self.completed = True
        facts = self.dispatch
        if "attachment" not in self.seen:
            self.add_given_attachments()
        if not self.seen & {"signature", "date"} and (facts.signature or facts.date):
            self.signatures = [facts.signature] if facts.signature else []
            self.close(facts.date)
        if facts.remark:
            add_text(self.open("BodyText"), f"（{facts.remark.strip('（）()')}）")

    def add_given_attachments(self) -> None:
        """附件说明 from names: numbered where there are several (7.3.4)."""
        names = self.dispatch.attachments
        for number, name in enumerate(names, 1):
            text = ("附件：" if number == 1 else "") + (f"{number}. " if len(names) > 1 else "") + name
            paragraph = self.open("Attachment")
            add_text(paragraph, text)
            self.hang_attachment(paragraph, text, first=number == 1)

    # 版记

    def add_imprint(self) -> None:
        """抄送机关, 印发机关 and 印发日期 between lines, at the foot of the last page (7.4)."""
        rows = [*map(self.copy_row, self.copies)]
        if not rows and self.dispatch.copy_to:
            rows.append(self.copy_row(f"抄送：{self.dispatch.copy_to.rstrip('。')}。"))
        printer = self.printer_row()
        if printer is not None:
            rows.append(printer)
        if rows:
            self.turn()
            self.body.extend(self.frame_imprint(rows))
            anchor = self.new_paragraph("Imprint")  # the frame stands on the page of what follows it
            set_property(anchor[0], "spacing", line=20, lineRule="exact")

    def copy_row(self, text: Node | str) -> Element:
        """A paragraph of 抄送: run-over lines begin after its colon."""
        paragraph = w("p", w("pPr", w("pStyle", val="Imprint")))
        words = text if isinstance(text, str) else text.text_content
        name, colon, _ = words.partition("：")
        prefix = width(name + colon) if colon and len(name) <= _LONGEST_NAME else 0
        size = self.style.type_of("imprint")["size"].points()
        set_property(paragraph[0], "ind", leftChars=round(100 * prefix) + 100, left=twips((prefix + 1) * size),
                     hangingChars=round(100 * prefix), hanging=twips(prefix * size))
        if isinstance(text, str):
            add_text(paragraph, text)
        else:
            add_inline(paragraph, text, self.look("imprint", 0, text.lang))
        return paragraph

    def printer_row(self) -> Element | None:
        """印发机关 at the left, 印发日期 at the right; None where neither is known."""
        if not (self.dispatch.printer or self.dispatch.printed):
            return None
        paragraph = w("p", w("pPr", w("pStyle", val="Imprint")))
        size = self.style.type_of("imprint")["size"].points()
        append(set_property(paragraph[0], "tabs"), "tab", val="right", pos=twips(text_width(self.style) - size))
        printed = f"{self.dispatch.printed.removesuffix('印发')}印发" if self.dispatch.printed else ""
        add_text(paragraph, f"{self.dispatch.printer}\t{printed}")
        return paragraph

    def frame_imprint(self, rows: list[Element]) -> list[Element]:
        """The rows and the lines between them as one frame at the foot of the type area (7.4.1)."""
        framed = [_rule(OUTER_RULE)]
        for row in rows:
            framed += [row, _rule(OUTER_RULE if row is rows[-1] else INNER_RULE)]
        return self.frame(framed)

    def frame(self, paragraphs: list[Element]) -> list[Element]:
        """Sets paragraphs at the foot of the type area."""
        for paragraph in paragraphs:
            set_property(paragraph[0], "framePr", w=twips(text_width(self.style)), hSpace=0, wrap="notBeside",
                         vAnchor="margin", hAnchor="margin", xAlign="left", yAlign="bottom")
        return paragraphs


class Letter(Official):
    """信函: the issuer and the red double lines stand in header and footer of the first page (clause 10.1)."""

    def add_head(self, tree: Document) -> None:
        """份号, 密级 and 紧急程度 at the left, 发文字号 at the right, all under the first double line."""
        facts = self.dispatch
        self.headed = True
        markings = [text for text in (facts.copy, facts.secrecy, facts.urgency) if text]
        number = facts.number or find_number(tree)
        for place, text in enumerate(markings or ([""] if number else [])):
            paragraph = self.open("Marking")
            append(set_property(paragraph[0], "tabs"), "tab", val="right", pos=twips(text_width(self.style)))
            if text:
                add_text(paragraph, text)
            if place == 0 and number:
                add_text(paragraph, f"\t{number}", Look(face=face_name(self.style, "fangsong", self.language)))

    def printer_row(self) -> Element | None:
        """A letter names neither 印发机关 nor 印发日期."""
        return None

    def frame_imprint(self, rows: list[Element]) -> list[Element]:
        """抄送 at the foot of the type area, without lines."""
        return self.frame(rows)

    def furniture(self) -> tuple[Element, Element]:
        """Header and footer of the first page."""
        head = w("p", w("pPr", w("pStyle", val="Issuer")))
        self.add_double_rule(head, "bottom", "thickThinSmallGap", round(RULE_BELOW))
        set_property(head[0], "spacing", before=0, after=round(7 / 8 * self.size * 20) // 2)
        head.append(text_run(self.dispatch.issuer))
        foot = w("p", w("pPr", w("pStyle", val="Footer")))
        self.add_double_rule(foot, "top", "thinThickSmallGap", 0)
        set_property(foot[0], "spacing", before=0, after=0, line=20, lineRule="exact")
        return w("hdr", head), w("ftr", foot)

    def add_double_rule(self, paragraph: Element, side: str, kind: str, space: int) -> None:
        """A red double line of 170 mm in the middle of the page."""
        page = self.style.page
        beside = (page["paper"][0].points() - LETTER_RULE) / 2
        set_property(paragraph[0], "pBdr").append(w(side, val=kind, sz=24, space=space, color=RED))
        set_property(paragraph[0], "ind", left=twips(beside - page["inner"].points()), firstLineChars=0, firstLine=0,
                     right=twips(beside - page["outer"].points()))


def _rule(height: float) -> Element:
    """A line as wide as its frame: a black paragraph.

    It is no border, because LibreOffice takes paragraphs with borders out of their frame.
    """
    holder = w("pPr", w("pStyle", val="Imprint"))
    set_property(holder, "shd", val="clear", color="auto", fill="000000")
    set_property(holder, "spacing", line=twips(height), lineRule="exact")
    set_property(holder, "ind", left=0, leftChars=0, right=0, rightChars=0)
    return w("p", holder)


_BLOCKS = {"kicker": Official.add_kicker, "attachment": Official.add_attachment, "signature": Official.add_signature,
           "date": Official.add_date, "copyto": Official.add_copy}


def _names_annex(section: Node) -> bool:
    """Whether a section's heading is the title of an annex: it follows the annex's mark and has no number."""
    above, previous = section.getparent(), section.getprevious()
    marked = previous is not None and previous.tag == "heading" and previous.getparent() is above
    return (marked and section.find("heading/label") is None
            and isinstance(previous, Node) and is_annex(previous))


def _signs(block: Node) -> bool:
    """Whether a paragraph is a 署名: it stands right before a date and is no sentence."""
    following = block.getnext()
    if block.tag != "p" or following is None or following.tag != "date":
        return False
    text = block.text_content.strip()
    return 0 < len(text) <= _LONGEST_SIGNATURE and not re.search("[。；：，！？]", text)
