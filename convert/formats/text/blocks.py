"""The blocks of an article as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from convert.formats.epub.words import words
from convert.formats.walk import Walker
from convert.tree.addresses import is_outer
from convert.tree.lists import words_of
from convert.tree.nodes import Node, squeeze
from convert.tree.vocabulary import children

Lines = list[str]

BULLET = "• "
"""What stands before an item whose source prints a bullet that is no text."""

INDENT = "    "
"""What stands before lines that are quoted."""

PARAGRAPH = "\u3000\u3000"
"""What stands before a paragraph."""

_LEAVES = ("kicker", "title", "subtitle", "byline", "date", "addressee", "salutation", "heading", "caption",
           "attachment", "signature", "copyto", "line", "cell")
_HOLDERS = ("front", "back", "section")
_PLAIN = ("label", "lead", "em", "name", "sic", "math")


class InlineText(Walker[[], str]):
    """Prints what stands inside a text."""

    who = "The text writer"
    alike: ClassVar[dict[str, str]] = dict.fromkeys(_PLAIN, "fill")

    def __init__(self, language: str) -> None:
        self.language = language

    def fill(self, node: Node) -> str:
        """Text and children of an element, in order."""
        return (node.text or "") + "".join(self.visit(child) + (child.tail or "") for child in children(node))

    def visit_link(self, node: Node) -> str:
        """A link with its address, where its text does not say it."""
        text, href = self.fill(node), node.get("href") or ""
        return text if not is_outer(href) or text.strip() in href else f"{text} <{href}>"

    def visit_ref(self, node: Node) -> str:
        """The mark of a note; where the source counts it, its number in brackets."""
        return self.text_of(node) or f"[{node.get('n') or '*'}]"

    def visit_ruby(self, node: Node) -> str:
        """Characters with their reading behind them."""
        return self.fill(node)

    def visit_rt(self, node: Node) -> str:
        """A reading, in brackets."""
        return f"（{self.text_of(node)}）"

    def visit_gap(self, node: Node) -> str:
        """A place where the source says nothing: what it prints instead, else which gap it is."""
        return self.text_of(node) or words(self.language)[node.get("reason") or "lost"]

    def print_fact(self, field: Node) -> str:
        """A fact behind the label that its source prints, else behind a word of ours, where there is one."""
        label, said = field.get("label") or words(self.language).get(field.get("name") or ""), squeeze(self.fill(field))
        return f"{label}：{said}" if label else said


class PlainWriter(Walker[[], Lines]):
    """Prints an article; notes that the text refers to are kept for its end."""

    who = "The text writer"
    alike: ClassVar[dict[str, str]] = {**dict.fromkeys(_LEAVES, "visit_leaf"),
                                       **dict.fromkeys(_HOLDERS, "visit_holder")}
    inline: ClassVar[type[InlineText]] = InlineText
    """What prints the elements inside a text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.within = self.inline(language)
        self.called: frozenset[str] = frozenset()
        """Ids of the notes that the text refers to."""
        self.notes: Lines = []
        """Those that have come."""
        self.pictures = 0
        """How many were left out."""
        self.outermost = True

    def line(self, node: Node) -> str:
        """The text of a leaf in one line."""
        return squeeze(self.within.fill(node))

    def print_notes(self) -> Lines:
        """The notes that the text refers to, an empty line between them."""
        return "\n\n".join(self.notes).split("\n") if self.notes else []

    def _lay(self, nodes: Iterable[Node]) -> Lines:
        lines: Lines = []
        for made in filter(None, map(self.visit, nodes)):
            lines += [*([""] if lines else []), *made]
        return lines

    def visit_article(self, node: Node) -> Lines:
        """An article; one inside another stands further apart."""
        begun = [] if self.outermost else [""]
        if self.outermost:
            self.called = frozenset(ref.get("target") or "" for ref in node.iter("ref"))
        self.outermost = False
        lines = self._lay(children(node))
        return [*begun, *lines] if lines else []

    def visit_meta(self, node: Node) -> Lines:
        """Facts of an inner article, behind their labels."""
        return list(filter(None, map(self.within.print_fact, self.only(node, "field"))))

    def visit_holder(self, node: Node) -> Lines:
        """What only holds blocks."""
        return self._lay(children(node))

    def visit_leaf(self, node: Node) -> Lines:
        """A block of one line."""
        return list(filter(None, [self.line(node)]))

    def visit_p(self, node: Node) -> Lines:
        """A paragraph, its first line indented as Chinese is."""
        return [PARAGRAPH + line for line in self.visit_leaf(node)]

    def visit_note(self, node: Node) -> Lines:
        """A note in its place, or one for the end."""
        line, counted = self.line(node), node.get("n")
        if node.get("id") not in self.called:
            return [line] if line else []
        label = next((child for child in node if child.tag == "label"), None)
        self.notes.append(line if label is not None or not counted else f"[{counted}] {line}")
        return []

    def visit_list(self, node: Node) -> Lines:
        """Items close behind each other."""
        bullet = BULLET if node.get("kind") == "bullet" else ""
        return [line for item in self.only(node, "item") for line in self._mark(self.visit(item), bullet)]

    def _mark(self, lines: Lines, bullet: str) -> Lines:
        printed = bool(lines) and not lines[0][:1].isalnum()
        return lines if not lines or not bullet or printed else [bullet + lines[0], *lines[1:]]

    def visit_item(self, node: Node) -> Lines:
        """An item: its text, then what else it holds."""
        words = words_of(node)
        inside = [block for block in children(node) if block is not words] if words is not node else []
        own = self.visit_leaf(words) if words is not None else []
        return [*own, *(f"{INDENT}{line}".rstrip() for line in self._lay(inside))]

    def visit_quote(self, node: Node) -> Lines:
        """Quoted blocks, indented."""
        return [f"{INDENT}{line}".rstrip() for line in self._lay(children(node))]

    def visit_verse(self, node: Node) -> Lines:
        """Lines of verse."""
        return [made for line in self.only(node, "line") for made in self.visit(line)]

    def visit_figure(self, node: Node) -> Lines:
        """What is said in place of a picture, and its caption."""
        self.pictures += 1
        said = node.get("alt") or words(self.language)["missing" if node.get("missing") else "picture"]
        captions = [line for each in self.only(node, "caption") for line in self.visit(each)]
        return captions or [f"〔{said.strip('〔〕')}〕"]

    def visit_table(self, node: Node) -> Lines:
        """The caption, then the rows."""
        lines = [self.visit(each) for each in self.only(node, "caption", "row")]
        return [line for made in lines for line in made]

    def visit_row(self, node: Node) -> Lines:
        """A row: its cells with tabs between them."""
        return ["\t".join(" ".join(self.visit(cell)) for cell in self.only(node, "cell"))]
