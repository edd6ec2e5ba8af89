"""An article as Markdown: a method for each element gives the lines of its blocks."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from convert.formats.epub.words import words
from convert.formats.markdown import own
from convert.formats.markdown.writing.inline import InlineWriter, NoteName, find_mark
from convert.formats.markdown.writing.spelling import spell, spell_line, spell_opening, spell_target
from convert.formats.markdown.writing.tables import write_table
from convert.formats.pictures import show_picture
from convert.formats.walk import Walker
from convert.formats.writer import Notice
from convert.tree.lists import words_of
from convert.tree.nodes import Article, Node
from convert.tree.pictures import find_picture
from convert.tree.vocabulary import children

Lines = list[str]

_PLAIN = ("kicker", "subtitle", "byline", "date", "addressee", "salutation", "attachment", "signature", "copyto",
          "caption")
_APART = "<!-- -->"
"""What parts two lists, which Markdown would take for one (CommonMark, 5.3)."""
_NUMBERED = re.compile(r"(?P<number>\d{1,9})\\(?P<sign>[.)] )")
"""A printed number that may stand for the mark of an item."""


class ArticleWriter(Walker[[], Lines]):
    """Writes articles as lines; blocks have an empty line between them."""

    who = "The Markdown writer"
    alike: ClassVar[dict[str, str]] = {**dict.fromkeys(_PLAIN, "visit_told"),
                                       **dict.fromkeys(("front", "back", "section"), "visit_holder")}
    inline: ClassVar[type[InlineWriter]] = InlineWriter
    """What spells the elements inside a text."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.file = ""
        """Which file the document at hand was made from."""
        self.within = self.inline("zh-Hans")
        self.depth = 0
        """Of the open section in its article."""
        self.outermost = True
        """Whether no article is open."""
        self.named: Counter[str] = Counter()
        """How many notes of the file have each mark."""

    def write(self, article: Article, language: str, file: str) -> Lines:
        """The lines of the outermost article of a document."""
        self.file, self.within, self.outermost = file, self.inline(language), True
        self._name_notes(article)
        return self.visit(article)

    def _name_notes(self, article: Article) -> None:
        """Gives each note that the text refers to a name: its printed mark, with a number where others have it."""
        known = {note.get("id") for note in article.iter("note")}
        for ref in article.iter("ref"):
            target = ref.get("target") or ""
            if target in known and target not in self.within.notes:
                mark = find_mark(ref.text or "")[0]
                self.named[mark.casefold()] += 1
                number = self.named[mark.casefold()]
                name = mark if mark and number == 1 else f"{mark}-{number}"
                self.within.notes[target] = NoteName(mark, name)

    def _lay(self, nodes: Iterable[Node]) -> Lines:
        """Blocks one behind the other; two lists are kept apart."""
        lines: Lines = []
        before = None
        for node in nodes:
            made = self.visit(node)
            if made:
                lines += [""] if lines else []
                lines += [_APART, ""] if before == "list" == node.tag else []
                lines += made
                before = str(node.tag)
        return lines

    def _line(self, node: Node) -> str:
        return spell_line(self.within.fill(node))

    # articles and sections

    def visit_article(self, node: Node) -> Lines:
        """An article; one inside another begins behind a comment, and ends with one if it prints nothing."""
        outer, self.depth = self.depth, 0
        begun = [] if self.outermost else [f"<!-- {own.ARTICLE} -->"]
        self.outermost = False
        lines = self._lay(children(node))
        self.depth = outer
        ended = [f"<!-- {own.ARTICLE_END} -->"] if begun and not _prints(node) else []
        made = [line for block in (begun, lines, ended) if block for line in ("", *block)]
        return made[1:]

    def visit_meta(self, _: Node) -> Lines:
        """Facts stand in the front matter."""
        return []

    def visit_holder(self, node: Node) -> Lines:
        """What only holds blocks; a section is one deeper than what holds it."""
        self.depth += node.tag == "section"
        lines = self._lay(children(node))
        self.depth -= node.tag == "section"
        return lines

    def visit_title(self, node: Node) -> Lines:
        """A headline."""
        line = self._line(node)
        return [f"# {line}"] if line else []

    def visit_heading(self, node: Node) -> Lines:
        """The heading of a section, below the headline; one that is too deep for Markdown has the last level."""
        line, place = self._line(node), node.get("place") or ""
        level = min(self.depth + own.TITLE, own.DEEPEST)
        told = own.spell_told("heading", self.depth, place)
        plain = level == self.depth + own.TITLE and told == own.spell_told("heading", self.depth)
        return [f"{'#' * level} {line}{'' if plain else ' ' + told}"] if line else []

    # blocks

    def visit_p(self, node: Node) -> Lines:
        """A paragraph; in an item a comment tells it from the text of the item."""
        line, above = self._line(node), node.getparent()
        held = above is not None and any(each.tag == "item" for each in (above, *above.iterancestors()))
        return [f"{line} {own.spell_told('p')}" if held else line] if line else []

    def visit_told(self, node: Node) -> Lines:
        """A line that no mark of Markdown says."""
        line = self._line(node)
        return [f"{line} {own.spell_told(str(node.tag))}"] if line else []

    def visit_note(self, node: Node) -> Lines:
        """A note: one that the text refers to under its name."""
        line, name = self._line(node), self.within.notes.get(node.get("id") or "")
        if name is not None:
            return [f"[^{name.name}]: {line}"]
        return [f"{line} {own.spell_told('note')}"] if line else []

    def visit_list(self, node: Node) -> Lines:
        """Items close behind each other where each is a line."""
        items = [self.visit_item(item) for item in self.only(node, "item")]
        loose = any("" in item for item in items)
        items = items if loose else _number(items)
        lines: Lines = []
        for item in filter(None, items):
            lines += [*([""] if loose and lines else []), *item]
        return lines

    def visit_item(self, node: Node) -> Lines:
        """An item, with its printed number as its text has it."""
        words = words_of(node)
        inside = [block for block in children(node) if block is not words] if words is not node else []
        own, blocks = [self._line(words)] if words is not None else [], self._lay(inside)
        lines = [*filter(None, own), *([""] if own and blocks and inside[0].tag != "list" else []), *blocks]
        return [f"{'  ' if number else '- '}{line}".rstrip() for number, line in enumerate(lines)]

    def visit_quote(self, node: Node) -> Lines:
        """Quoted blocks."""
        return [f"> {line}".rstrip() for line in self._lay(children(node))]

    def visit_verse(self, node: Node) -> Lines:
        """Lines of verse, each kept by the mark at its end; of a lone one a comment says what it is."""
        lines = list(filter(None, (self._line(line) for line in self.only(node, "line"))))
        if len(lines) == 1:
            return [f"{lines[0]} {own.spell_told('verse')}"]
        return [f"{line}\\" for line in lines[:-1]] + lines[-1:]

    def visit_figure(self, node: Node) -> Lines:
        """A picture as a data address, else by its own; its caption is a line below it."""
        held, href = find_picture(node), node.get("href") or ""
        shown = show_picture(held) if held is not None else None
        if shown is not None:
            target = f"data:{shown.media};base64,{base64.b64encode(shown.data).decode()}"
        else:
            target = href
            if href:
                self.notices.append(Notice("figure/not-embedded", f"{self.file}: the picture {href} is not in the "
                                                                  "Markdown, which leads there."))
        said = node.get("alt") or words(self.within.language)["picture" if target else "missing"]
        picture = f"![{spell(' '.join(said.split()))}]({spell_target(target)})"
        return [picture, *(line for each in self.only(node, "caption") for line in ("", *self.visit(each)))]

    def visit_table(self, node: Node) -> Lines:
        """A table behind its caption."""
        for row in self.only(node, "caption", "row"):
            if row.tag == "row":
                self.only(row, "cell")
        caption = node.find("caption")
        above = self.visit(caption) if caption is not None else []
        return [*above, *([""] if above else []), *write_table(node, self._line_of_cell, self.within.language)]

    def _line_of_cell(self, cell: Node) -> str:
        return " ".join(self.within.fill(cell).split())


def _prints(article: Node) -> bool:
    """Whether an article holds any text but facts."""
    printed = article.xpath(".//text()[not(ancestor::meta)]")
    return any(sign.isprintable() and not sign.isspace() for text in printed for sign in text)


def _number(items: list[Lines]) -> list[Lines]:
    """Items whose printed numbers count on, with these for their marks, and what else they hold as far in as these."""
    lines = [item[0].removeprefix("- ") if item else "" for item in items]
    found = [match for line in lines if (match := _NUMBERED.match(line)) is not None]
    numbers = [int(match["number"]) for match in found]
    if len(numbers) < len(items) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return items
    return [[f"{match['number']}{match['sign']}{spell_opening(line[match.end() :])}",
             *(f"{' ' * len(match['number'])}{below}" for below in item[1:])]
            for item, line, match in zip(items, lines, found, strict=True)]
