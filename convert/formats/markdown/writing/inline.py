"""What stands inside a text, as Markdown spells it."""

from __future__ import annotations

import re
from html import escape
from typing import ClassVar, NamedTuple

from convert.formats.epub.words import words
from convert.formats.markdown.writing.spelling import spell, spell_code, spell_target, stress
from convert.formats.walk import Walker
from convert.tree.addresses import is_outer
from convert.tree.nodes import Node
from convert.tree.vocabulary import children

_TAGS = {"strong": "strong", "italic": "em", "dots": "em", "line": "u", "kai": "i", "struck": "del", "sub": "sub",
         "sup": "sup"}
"""`rend` of `em` → element of HTML, of which some have marks in Markdown."""

_MARK = re.compile(r"[^\W_]+")
"""What of a printed mark may stand in the mark of a note; brackets around it are text."""


_UNKNOWN = "*"


class NoteName(NamedTuple):
    """What Markdown calls a note."""

    mark: str
    """What of its name the text prints."""
    name: str
    """The whole name, which no other note of the file has."""


def find_mark(printed: str) -> tuple[str, int, int]:
    """What of the printed mark of a note may be its name, and where it stands; empty at the end where nothing may."""
    found = _MARK.search(printed)
    return (found[0], *found.span()) if found else ("", len(printed), len(printed))


class InlineWriter(Walker[[str, str], str]):
    """Spells elements of a text; `visit` also takes what stands before and behind them."""

    who = "The Markdown writer"
    alike: ClassVar[dict[str, str]] = dict.fromkeys(("label", "name", "sic", "math"), "visit_plain")

    def __init__(self, language: str) -> None:
        self.language = language
        self.notes: dict[str, NoteName] = {}
        """Id of each note that the text refers to → what Markdown calls it."""
        self.linked = False
        """Whether a link is open: none holds another."""

    def fill(self, node: Node, before: str = "", after: str = "") -> str:
        """Text and children of an element, spelt."""
        done = spell(node.text or "")
        inside = list(children(node))
        behind = [*map(self._begin, inside[1:]), after]
        for child, following in zip(inside, behind, strict=False):
            done += self.visit(child, done or before, child.tail or following) + spell(child.tail or "")
        return done

    def _begin(self, node: Node) -> str:
        """How an element that follows another begins; a star, beside which no mark holds, where that is not plain."""
        if node.tag == "ref":
            return self.visit_ref(node, "", "") or _UNKNOWN
        plain = node.tag in self.alike and not len(node)
        return (node.text if plain else "") or _UNKNOWN

    def visit_plain(self, node: Node, before: str, after: str) -> str:
        """What Markdown has no mark for, and shows as it stands."""
        return self.fill(node, before, after)

    def visit_lead(self, node: Node, before: str, after: str) -> str:
        """The sentence that opens a paragraph."""
        return stress(self.fill(node), "strong", before, after)

    def visit_em(self, node: Node, before: str, after: str) -> str:
        """Marked characters."""
        rend = node.get("rend") or "strong"
        if rend == "code":
            return f"<code>{self.fill(node)}</code>" if len(node) else spell_code(node.text_content)
        return stress(self.fill(node), _TAGS.get(rend, "em"), before, after)

    def visit_link(self, node: Node, before: str, after: str) -> str:
        """A link out of the document; a relative address leads nowhere from here.

        One that holds the mark of a note is HTML: Markdown takes both for links, of which none holds another.
        """
        href = node.get("href") or ""
        if self.linked or not is_outer(href):
            return self.fill(node, before, after)
        self.linked = True
        inner = self.fill(node)
        self.linked = False
        noted = any(ref.get("target") in self.notes for ref in node.iter("ref"))
        return f'<a href="{escape(href)}">{inner}</a>' if noted else f"[{inner}]({spell_target(href)})"

    def visit_ref(self, node: Node, _before: str, _after: str) -> str:
        """The mark of a note; brackets printed around it are text."""
        printed, name = self.text_of(node), self.notes.get(node.get("target") or "")
        mark, start, end = find_mark(printed)
        if name is None or mark != name.mark:
            return spell(printed)
        return f"{spell(printed[:start])}[^{name.name}]{spell(printed[end:])}"

    def visit_ruby(self, node: Node, before: str, after: str) -> str:
        """Characters with their reading above them, as HTML has them."""
        return f"<ruby>{self.fill(node, before, after)}</ruby>"

    def visit_rt(self, node: Node, _before: str, _after: str) -> str:
        """A reading."""
        return f"<rt>{spell(self.text_of(node))}</rt>"

    def visit_gap(self, node: Node, _before: str, _after: str) -> str:
        """A place where the source says nothing: what it prints instead, else words of ours, marked as such."""
        printed, reason = self.text_of(node), node.get("reason") or "lost"
        return spell(printed) if printed else f'<ins class="{reason}">{words(self.language)[reason]}</ins>'
