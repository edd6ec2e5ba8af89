"""The text of works as paragraphs and tables of Word: a method for each element that is more than a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import ClassVar, cast

from convert.chinese.widths import width
from convert.formats.dateline import find_dateline, list_rest, part_front
from convert.formats.docx.comments import Comments
from convert.formats.docx.drawing import HIGHEST, Drawings
from convert.formats.docx.grid import indent
from convert.formats.docx.leaves import DATELINE, FACT, STYLES, LeafWriter
from convert.formats.docx.levels import ARTICLE, SECTION
from convert.formats.docx.markup import Element, W, append, set_property, w
from convert.formats.docx.numbering import BULLET, DECIMAL, LEVELS, Numbering
from convert.formats.docx.outline import Outline
from convert.formats.docx.runs import RunWriter
from convert.formats.docx.story import ARTICLE_MARK, NOTE_MARK, P, Story, paragraphs_of
from convert.formats.docx.tables import TALL, add_cell, add_row, column_widths, table_frame
from convert.formats.docx.template import SameStyle
from convert.formats.docx.typography import indents, spacing, speak, text_width, tracking
from convert.formats.grid import find_numbers, lay_grid
from convert.formats.pictures import Raster, make_raster
from convert.formats.walk import Walker
from convert.formats.writer import Notice
from convert.style.sheet import Style
from convert.tree.identity import name_text
from convert.tree.lists import is_words, words_of
from convert.tree.nodes import Article, Document, Heading, Node, squeeze
from convert.tree.pictures import find_picture
from convert.tree.vocabulary import children

_TEXT, _VAL = W + "t", W + "val"


class Body(Walker[[], None]):
    """Writes articles into a story; `compiled` ones stand in a collection, where every title is a heading."""

    who = "The DOCX writer"
    alike: ClassVar[dict[str, str]] = {**dict.fromkeys(STYLES, "visit_leaf"), "section": "visit_blocks",
                                       "back": "visit_blocks", "verse": "visit_blocks"}
    inline: ClassVar[type[RunWriter]] = RunWriter
    """What renders the elements inside a text."""

    def __init__(self, style: Style, language: str, *, compiled: bool = False, remarks: bool = False) -> None:
        self.style = style
        self.compiled = compiled
        self.story = Story(style)
        self.leaves = LeafWriter(self.story, speak(style, language), Comments(wanted=remarks), self.inline)
        self.outline = Outline(self.story)
        self.numbering = Numbering()
        self.drawings = Drawings()
        self.notices: list[Notice] = []
        self.covered: list[Node] = []
        """Blocks that stand on the title page."""
        self.quoted = False
        """Whether what is written is quoted."""
        self.stated: frozenset[str] = frozenset()
        """Names of facts that stand above the headline already."""

    def open_work(self, tree: Document) -> None:
        """What stands above all that a document holds."""

    def close_work(self, tree: Document) -> None:
        """What stands under it: the facts that stand under no headline."""
        for _, field in list_rest(tree):
            self.leaves.add_facts([field], FACT)

    # articles and sections

    def visit_article(self, article: Node) -> None:
        """An article and those inside it; its labelled facts are metadata."""
        self.outline.articles += 1
        number, last = self.outline.articles + 1, self.story.last
        with self.leaves.speaking(article.lang):
            for child in children(article):
                if child.tag != "meta":
                    self.visit(child)
        made = (paragraph for block in self.story.list_since(last) for paragraph in block.iter(P))
        first = next((paragraph for paragraph in made if _prints(paragraph)), None)
        if _depth(article) >= 0 and not self.compiled and first is not None:
            self.story.set_mark(first[0], f"{ARTICLE_MARK}{number}")

    def visit_front(self, front: Node) -> None:
        """What stands before the text, across all columns; facts under the headline."""
        story = self.story
        story.wanted = story.wanted._replace(columns=1)
        last = story.last
        for _, group in part_front(front):
            above = story.last
            for block in group:
                if block not in self.covered:
                    self.visit(block)
            if any(block.tag == "title" and block not in self.covered for block in group):
                self.add_dateline(cast(Article, front.getparent()))
                self._space_headline(paragraphs_of(story.list_since(above)))
        if self.style.type_of("title", _depth(front) + 1)["new-page"]:
            break_before(story.list_since(last))
        story.wanted = story.wanted._replace(columns=self.style.page["columns"])

    def _space_headline(self, lines: list[Element]) -> None:
        """Sets the white in and around the paragraphs of a headline, where its form wants other than its styles."""

    def add_dateline(self, article: Article) -> None:
        """Number, date and source of an article: the number on a line of its own."""
        fields = [field for field in find_dateline(article) if field.name not in self.stated]
        for line in ([field for field in fields if field.name == "number"],
                     [field for field in fields if field.name != "number"]):
            if line:
                self.leaves.add_facts(line, DATELINE)

    def visit_title(self, title: Node) -> None:
        """The title of a work; that of one of several articles is a level of the outline."""
        depth = _depth(title)
        if not (depth or self.compiled):
            self.visit_leaf(title)
            return
        paragraph = self.story.open_marked("Heading1")
        name = next(title.iterancestors("article")).get("id")
        self.outline.enter(paragraph, ARTICLE, depth + 1, name_text(title), name)
        self.leaves.write(title, paragraph, self.leaves.look("title", depth + 1, title.lang), depth + 1)

    def visit_heading(self, heading: Node) -> None:
        """A heading; one that runs into its paragraph ends in Word's style separator.

        The separator is a paragraph mark that is always hidden (ISO/IEC 29500-1, 17.3.2.36, specVanish): both
        paragraphs print as one, and only the heading is in the outline.
        """
        depth, section, following = cast(Heading, heading).depth, heading.getparent(), heading.getnext()
        paragraph = self.story.open_marked("Heading1")
        if heading.get("place") == "run-in" and following is not None and following.tag == "p":
            paragraph[0].extend(map(copy, _run_in_properties(SameStyle(self.style))))
        name = section.get("id") if section is not None else None
        look = self.leaves.look("heading", depth, heading.lang)
        if self.leaves.footnotes.hides(heading):
            set_property(paragraph[0], "rPr").append(w("vanish"))
            self.outline.enter(paragraph, SECTION, depth, "", name)
            self.leaves.write(heading, paragraph, look._replace(hidden=True))
            return
        self.outline.enter(paragraph, SECTION, depth, name_text(heading), name)
        self.leaves.write(heading, paragraph, look)
        self.outline.enter_number(paragraph, heading, depth)

    # blocks

    def visit_blocks(self, holder: Node) -> None:
        """All blocks of a container."""
        for block in children(holder):
            self.visit(block)

    def visit_leaf(self, leaf: Node) -> None:
        """A paragraph with the text of a leaf."""
        tag = str(leaf.tag)
        if is_words(leaf):
            self._hang(self.leaves.add(leaf, "ListParagraph"), leaf)
            return
        self.leaves.add(leaf, "Quote" if self.quoted and tag == "p" else STYLES[tag])

    def visit_note(self, note: Node) -> None:
        """A note; one whose mark stands in the text is a footnote, written at its place."""
        footnotes, story = self.leaves.footnotes, self.story
        if not footnotes.holds(note):
            self.visit_leaf(note)
        elif not self.compiled and story.place is story.body:
            name = f"{NOTE_MARK}{footnotes.number(note)}_{self.outline.articles + 1}"
            story.set_mark(None, name)

    def visit_quote(self, quote: Node) -> None:
        """Blocks quoted from elsewhere."""
        outer, self.quoted = self.quoted, True
        self.visit_blocks(quote)
        self.quoted = outer

    def visit_list(self, list_: Node) -> None:
        """A list: printed numbers stay text, a bullet or a number that is not printed becomes Word's."""
        number = self._list_number(list_)
        for item in self.only(list_, "item"):
            last = self.story.last
            self.visit(item)
            for made in paragraphs_of(self.story.list_since(last)[:1]) if number else ():
                self._set_number(made[0], number, _count_lists(list_))

    def _list_number(self, list_: Node) -> int:
        """The numbering of a list, 0 where its numbers are printed or it has none."""
        first = list_.find("item")
        if list_.get("kind") == "bullet":
            return self.numbering.open(BULLET)
        level = _count_lists(list_)
        if list_.get("kind") == "plain" or first is None or first.find(".//label") is not None:
            return 0
        start = first.get("n") or "1"
        return self.numbering.open(DECIMAL, int(start), level) if re.fullmatch("[0-9]{1,5}", start) else 0

    def _set_number(self, holder: Element, number: int, level: int) -> None:
        """Numbers a paragraph; the indents of an item are then those of its numbering, not those of its style."""
        set_property(holder, "numPr").extend([w("ilvl", val=level), w("numId", val=number)])
        if holder[0].get(_VAL) == "ListParagraph":
            size = round(self.style.type_of("item")["size"].points() * 20)
            set_property(holder, "ind", left=(3 + level) * size, hanging=size, firstLineChars=0)

    def visit_item(self, item: Node) -> None:
        """An item: its text, or blocks, of which the first paragraph is its text."""
        if words_of(item) is item:
            self._hang(self.leaves.add(item, "ListParagraph"), item)
        else:
            self.visit_blocks(item)

    def _hang(self, paragraph: Element, item: Node) -> None:
        """Lets the lines of an item begin under its text, not under its printed number."""
        label = item.find("label")
        if label is None or (item.text or "").strip() or self.style.page["form"] != "plain":
            return
        tail = label.tail or ""
        number = width((label.text or "") + tail[: len(tail) - len(tail.lstrip())])
        settings = self.style.type_of("item")
        size = settings["size"].points()
        first = (settings["left"].points(size) + settings["indent"].points(size)) / size + _count_lists(item) - 1
        indent(paragraph, self.style, left=first + number, hanging=number)

    def visit_figure(self, figure: Node) -> None:
        """A picture and its caption; a frame where it is not at hand, or is none that Word draws."""
        held = find_picture(figure)
        raster = make_raster(held) if held is not None else None
        if raster is not None:
            self._draw(figure, raster)
            self.visit_blocks(figure)
            return
        caption = figure.find("caption")
        alias = squeeze("".join(caption.itertext())) if caption is not None else ""
        tag = w("tag", val=(figure.get("href") or "figure")[:60])
        settings = w("sdtPr", w("alias", val=f"图缺 {alias}".strip()[:60]), tag)
        self.story.turn()
        block = append(self.story.place, "sdt")
        block.extend([settings, w("sdtContent")])
        outer, self.story.place = self.story.place, block[1]
        self.story.open("Figure")
        self.story.place = outer
        self.visit_blocks(figure)
        what = figure.get("href") or alias or "no caption"
        self.notices.append(Notice("docx/figure", f"A picture is left as an empty frame: {what}."))

    def _draw(self, figure: Node, raster: Raster) -> None:
        """A picture on a line of its own, which stays with its caption."""
        caption = figure.find("caption")
        words = squeeze("".join(caption.itertext())) if caption is not None else ""
        paragraph = self.story.open("Figure")
        if caption is not None:
            set_property(paragraph[0], "keepNext")
        measure = text_width(self.style) / self.story.wanted.columns
        depth = self.style.page["paper"][1].points() * HIGHEST
        self.drawings.draw(paragraph, raster, figure.get("alt") or words, (measure, depth))

    def visit_table(self, table: Node) -> None:
        """A table under its caption."""
        story, last = self.story, self.story.last
        rows = [child for child in self.only(table, "caption", "row") if child.tag == "row"]
        for caption in table.iterchildren("caption"):
            self.visit(caption)
        for made in paragraphs_of(story.list_since(last)):
            set_property(made[0], "keepNext")
        for row in rows:
            self.only(row, "cell")
        grid = lay_grid(table)
        numbers = find_numbers(grid)
        widths = column_widths(grid, round(text_width(self.style) * 20) // story.wanted.columns)
        frame = table_frame(widths)
        story.turn()
        story.place.append(frame)
        outer = story.place
        for source, slots in zip(rows, grid, strict=True):
            tall = any(slot.cell is not None and len(slot.cell.text_content) > TALL for slot in slots)
            made_row = add_row(frame, head=source.get("role") == "head", tall=tall)
            for slot in slots:
                story.place = add_cell(made_row, slot, widths)
                if slot.cell is None:
                    story.open("TableText")
                else:
                    self.visit(slot.cell)
                for made in paragraphs_of(list(story.place)) if slot.cell in numbers else ():
                    set_property(made[0], "jc", val="right")
        story.place = outer


def _count_lists(node: Node) -> int:
    """In how many lists something stands, as far as Word tells them apart."""
    return min(sum(1 for _ in node.iterancestors("list")), LEVELS - 1)


def _depth(node: Node) -> int:
    """How many articles its own is inside."""
    return sum(1 for _ in node.iterancestors("article")) - 1


def _prints(paragraph: Element) -> bool:
    """Whether a paragraph holds more than white space."""
    return any((text.text or "").strip() for text in paragraph.iter(_TEXT))


def break_before(front: Sequence[Element]) -> None:
    """Moves the page break of a title to what stands before it."""
    paragraphs = paragraphs_of(front)
    titles = [block for block in paragraphs if block[0][0].get(_VAL) in ("Title", "Heading1")]
    if titles and titles[0] is not paragraphs[0]:
        set_property(paragraphs[0][0], "pageBreakBefore")
        set_property(titles[0][0], "pageBreakBefore", val=0)


@lru_cache(64)
def _run_in_properties(key: SameStyle) -> tuple[Element, ...]:
    """What a heading that runs in has of its own after the name of its style: the layout of text, a hidden mark."""
    settings = key.style.type_of("p")
    return (w("spacing", **spacing(settings)), w("ind", **indents(settings, tracking(key.style))), w("jc", val="both"),
            w("rPr", w("vanish"), w("specVanish")))
