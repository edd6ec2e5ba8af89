"""From an element of the tree to runs of text: which face, which marks beside the line, which reading above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from convert.formats.pdf.outline import Bookmark
from convert.formats.pdf.tags import ADDED, Element
from convert.formats.walk import Walker
from convert.tree.addresses import is_outer
from convert.tree.nodes import Node, squeeze
from convert.tree.vocabulary import children

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u30a1-\u30fa\u30fc\u3105-\u312f\u31a0-\u31bf" \
      "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ideographs, kana and zhuyin, as a range of a regular expression."""


class Run(NamedTuple):
    """Text of one kind: `role` is another face than the paragraph's, `part` its place in the structure (Lbl, RT …).

    A part that is an element of its own has what that says of itself behind its name: where a Link leads.
    """

    text: str
    role: str = ""
    mark: str = ""
    """dots, line or name: drawn under the characters, or beside them in vertical setting."""
    ruby: str = ""
    part: str = ""
    link: Bookmark | str = ""
    """The address or the block that it leads to."""
    place: Bookmark | None = None
    """The block that it opens, where a link leads to that."""
    rise: str = ""
    """sub or sup: below or above the line, and smaller."""


PLAIN = Run("")

_LONGEST = 80
"""Characters by which a link says what it leads to."""

_ROLES = {"strong": "hei", "italic": "kai", "kai": "kai"}
"""`rend` of `em` → the face it is set in: Chinese has no italic."""


class RunReader(Walker[[Run], Run]):
    """Reads the runs of leaves: its methods give what an element makes of the run around it."""

    who = "The PDF writer"
    alike: ClassVar[dict[str, str]] = {"gap": "visit_plain", "sic": "visit_plain"}

    def __init__(self) -> None:
        self.goals: dict[str, Bookmark] = {}
        """The blocks that links of the work at hand lead to, by their ids."""

    def expect(self, work: Node) -> None:
        """Finds what the links of a work lead to."""
        wanted = {link.get("target") for link in work.iter("link")} - {None}
        leaves = (leaf for leaf in work.iter("*") if leaf.get("id") in wanted) if wanted else ()
        self.goals = {leaf.get("id") or "": Bookmark(squeeze("".join(leaf.itertext()))[:_LONGEST], Element("P"))
                      for leaf in leaves}

    def read(self, node: Node, run: Run = PLAIN) -> list[Run]:
        """The runs of a leaf, in order; the reading of a ruby is with its base."""
        runs = [piece for piece in self._read(node, run) if piece.text]
        if runs and (goal := self.goals.get(node.get("id") or "")) is not None:
            runs[0] = runs[0]._replace(place=goal)
        return runs

    def _read(self, node: Node, run: Run) -> Iterator[Run]:
        yield run._replace(text=node.text or "")
        for child in children(node):
            if child.tag != "rt":
                inner = self.visit(child, run)
                yield from self._read(child, inner._replace(text=""))
                if child.tag == "ref" and not child.text:
                    yield inner
            yield run._replace(text=child.tail or "")

    def visit_plain(self, node: Node, run: Run) -> Run:  # noqa: ARG002 - what all are asked
        """Characters that are printed like those around them."""
        return run

    def visit_label(self, node: Node, run: Run) -> Run:  # noqa: ARG002
        """A printed number: a label in the structure."""
        return run._replace(part="Lbl")

    def visit_lead(self, node: Node, run: Run) -> Run:  # noqa: ARG002
        """A topic sentence, in its own face."""
        return run._replace(role="lead")

    def visit_em(self, node: Node, run: Run) -> Run:
        """Marked characters: in another face, beside a mark, above or below the line."""
        rend = node.get("rend") or ""
        if rend in _ROLES:
            return run._replace(role=_ROLES[rend])
        if rend in ("sub", "sup"):
            return run._replace(rise=rend)
        return run._replace(mark=rend) if rend in ("dots", "line", "struck") else run

    def visit_link(self, node: Node, run: Run) -> Run:
        """Characters that lead to a block or to an address; a relative one leads nowhere from a PDF."""
        href, block = node.get("href") or "", node.get("target") or ""
        if block in self.goals and not run.link:
            return run._replace(link=self.goals[block], part=f"Link #{block}")
        return run._replace(link=href, part=f"Link {href}") if is_outer(href) and not run.link else run

    def visit_ref(self, node: Node, run: Run) -> Run:
        """The mark of a note, above the line; the text of this run is the number of a mark that is not printed."""
        part = "Reference" if self.text_of(node) else f"Reference {ADDED}"
        return run._replace(text=node.get("n") or "", part=part, rise="sup")

    def visit_math(self, node: Node, run: Run) -> Run:
        """A formula, in one line; PDF/UA wants its text beside it (ISO 14289-1, 7.7)."""
        return run._replace(part=f"Formula {self.text_of(node)}")

    def visit_name(self, node: Node, run: Run) -> Run:  # noqa: ARG002
        """A proper name, which may have a line beside it."""
        return run._replace(mark=run.mark or "name")

    def visit_ruby(self, node: Node, run: Run) -> Run:
        """Characters with their reading."""
        reading = "".join(map(self.text_of, self.only(node, "rt")))
        return run._replace(ruby=reading, part="RB")


WIDE = str.maketrans(",;:!?()", "，；：！？（）")

_HALF = re.compile(r"[,;:!?]+")

_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
"""Chinese faces have it one em wide, for closing a quotation."""

_PAIR = re.compile(r"\(([^()]*)\)")

_LONE = re.compile(r"[()]")


def widen(text: str) -> str:
    """The text with half-width marks that touch Han characters in their full-width form; as long as before.

    Sources mix both; only the full-width form sits right between Han characters (CLREQ 3.1.2). What is printed changes,
    what is copied and searched does not.
    """
    text = _HALF.sub(_widen, _APOSTROPHE.sub("'", text))
    if "(" in text or ")" in text:
        for _ in range(3):  # brackets in brackets
            text = _PAIR.sub(_widen_pair, text)
        text = _LONE.sub(_widen, text)
    return text


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" or char in "“”‘’" if char else False


def _around(match: re.Match[str]) -> tuple[str, str]:
    return match.string[max(match.start() - 1, 0) : match.start()], match.string[match.end() : match.end() + 1]


def _widen(match: re.Match[str]) -> str:
    return match[0].translate(WIDE) if any(map(_is_wide, _around(match))) else match[0]


def _widen_pair(match: re.Match[str]) -> str:
    inside = match[1]
    wide = any(map(_is_wide, (*_around(match), inside[:1], inside[-1:])))
    return f"（{inside}）" if wide else match[0]


VERTICAL_QUOTES = str.maketrans("“”‘’", "﹃﹄﹁﹂")
"""In vertical setting mainland China has 『』 outside and 「」 inside (GB/T 15834-2011, 5.2)."""
