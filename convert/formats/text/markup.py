"""Markup in a text: the view of it without, and the way back from the one to the other.

Markdown, HTML tags, comments and front matter say how a text was meant, but are no text (outline rule 15). They are cut
here; what they said stays behind as a hint on the line. Plain text, which most files are, is its own view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from heapq import merge

from convert.chinese.lexicon import Pattern
from convert.recovery.view import View
from convert.tree.record import Change, Excision

_MARKED = Pattern(
    r"&(?:[a-zA-Z]{2,8}|#\d{2,6});"
    r"|^ {0,3}#{1,6}[ \t]|^[^\S\n]*[=-]{3,}[^\S\n]*$|</?[a-zA-Z][^<>]*>|<!--"
    r"|\]\((?:[^)\s\]]|\](?!\())*+\)|^```|^:::|\A\ufeff?\s*\{|^[ \t]*(?:={2,6}|\*{2,6})[ \t]*[^\s=*]",
    re.MULTILINE,
)
"""Signs that a file may hold markup; without one the view is the source."""

_SIGNS = ("<", "#", "&", "---", "==", "](", "```", ":::", "{", "**")
"""What every kind of markup has; looking for these is a hundred times faster than the pattern."""

_MARKDOWN = Pattern(
    r"^ {0,3}#{1,6}[ \t]+\S|^\S.*\n *(?:={3,}|-{3,}) *$|\]\((?!\))(?:[^)\s\]]|\](?!\())*+\)|\A---\n", re.MULTILINE)

_FRONT_MATTER = Pattern(r"\A\ufeff?\s*(---[ \t]*\r?\n)(.*?\n)(---[ \t]*(?:\r?\n|\Z))", re.DOTALL)
_JSON_FRONT = Pattern(r"\A\ufeff?\s*(\{[ \t]*\r?\n)((?:[ \t]*\"[^\n]*\n)+)([ \t]*\}[ \t]*(?:\r?\n|\Z))")

_HIDING = {
    "comment": r"(?P<comment><!--.*?(?:-->|\Z))",
    "script": r"(?P<script><(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z))",
}
"""Markup that hides what stands in it; a text may mention it without closing it, and then hides nothing."""

_CLOSED = Pattern(r"(?:-->|</(?:script|style)\s*>)\Z", re.IGNORECASE)

_HTML = (
    r"(?P<block></?(?:p|div|br|li|ul|ol|dl|dt|dd|tr|td|th|table|tbody|thead|h[1-6]|hr|section|article|header|footer|nav|main"
    r"|aside|blockquote|title|head|body|html|center|form|pre|figure|figcaption|option|select)\b[^<>]*>)",
    r"(?P<tag></?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>|<![A-Za-z][^>]{0,1000}>|<\?[^>]{0,1000}\?>)",
    r"(?P<space>&(?:nbsp|emsp|ensp|thinsp|zwnj|#160|#12288|#8195|#8194);)",
    r"(?P<entity>&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});)",
)
_MARKDOWN_PARTS = (
    r"(?P<fence>^[ \t]*(?:```|~~~|:::)[^\n]*$)",
    r"(?P<atx>^ {0,3}#{1,6}[ \t]+)",
    r"(?P<closing>(?<![ \t])[ \t]++#++[ \t]*+$)",
    r"(?P<setext>(?<=\S\n)[ \t]*(?:={3,}|-{3,})[ \t]*$|(?<=[ \t]\n)(?:={3,}|-{3,})[ \t]*$)",
    r"(?P<rule>^[ \t]*(?:[-*_][ \t]*){3,}$)",
    r"(?P<delimiter>^[ \t]*+\|?+(?:[ \t]*+:?-++:?[ \t]*+\|)++[ \t]*+(?::?-++:?)?[ \t]*+$)",
    r"(?P<quote>^[ \t]*(?:>[ \t]?)+)",
    r"(?P<image>!\[(?:[^\]\n!]|!(?!\[))*+\]\((?:[^)\n\]]|\](?!\())*+\))",
    r"(?P<link>\[(?=[^\]\n]{1,400}\]\((?:[^)\n\]]|\](?!\())*+\)))",
    r"(?P<target>\]\((?:[^)\n\]]|\](?!\())*+\))",
    r"(?P<strong>\*\*|__(?=\S)|(?<=\S)__)",
)


@cache
def _compose(markdown: bool, hiding: tuple[str, ...]) -> Pattern:
    """What is markup, with that of Markdown or without, and with what may hide something."""
    parts = (*(_MARKDOWN_PARTS if markdown else ()), *(_HIDING[kind] for kind in hiding), *_HTML)
    return Pattern("|".join(parts), re.DOTALL | re.MULTILINE | re.IGNORECASE)


_ONLY_HTML, _BOTH = (_compose(markdown, tuple(_HIDING)) for markdown in (False, True))
"""All of it, in texts without Markdown and with it."""

_FRAMED = Pattern(
    r"^(?P<opens>[ \t]*(?P<frame>={2,6}|\*{2,6})[ \t]*)(?=[^\s=*])[^\n]{1,60}(?<=[^\s=*])"
    r"(?P<closes>[ \t]*(?P=frame)[ \t]*)$", re.MULTILINE)
"""A heading between signs of its level: == of a wiki, the more the lower, or ****** of a page as text, the higher."""

FRAMED = 2
"""A single such line is a decoration."""

_HEADING_TAG = Pattern(r"<h([1-6])\b", re.IGNORECASE)
_ROW = Pattern(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)


def view_source(text: str) -> View:
    """The view of a source text."""
    if not any(sign in text for sign in _SIGNS) or _MARKED.search(text) is None:
        return View(text, [0], [(0, len(text))])
    return _Builder(text).build()


def find_markup(text: str, start: int, *, markdown: bool) -> Iterator[re.Match[str]]:
    """The markup of a text from a place on; what hides all the rest, since nothing closes it, is a word of the text."""
    hiding: tuple[str, ...] = tuple(_HIDING)
    done = False
    while not done:
        done = True
        for match in _compose(markdown, hiding).finditer(text, start):
            if match.lastgroup in hiding and _CLOSED.search(match[0]) is None:
                hiding, start, done = tuple(kind for kind in hiding if kind != match.lastgroup), match.start(), False
                break
            yield match


class _Builder:
    """Copies what is text and drops what is markup."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.length = 0
        self.position = 0
        self.view = View("", [], [], plain=False)

    def build(self) -> View:
        markdown = _MARKDOWN.search(self.source) is not None
        self.skip_front_matter()
        body = self.position
        frames = [] if markdown else list(_FRAMED.finditer(self.source, body))
        marks = merge(frames if len(frames) >= FRAMED else (), find_markup(self.source, body, markdown=markdown),
                      key=lambda match: match.start())
        for match in marks:
            if match.start() >= self.position:
                self.take(match)
        self.keep(len(self.source))
        self.view.text = "".join(self.out)
        if markdown:
            self.view.hints.update({match.start(): "row" for match in _ROW.finditer(self.view.text)})
        return self.view

    def skip_front_matter(self) -> None:
        match = _FRONT_MATTER.match(self.source) or _JSON_FRONT.match(self.source)
        if match is None or ":" not in match[2]:
            return
        self.keep(match.start(1))
        self.drop(match.end(1), "markup/front-matter", "\n")
        start = match.start(2)
        for line in match[2].splitlines(keepends=True):
            self.view.hints[self.length + start - self.position] = "field"
            start += len(line)
        self.keep(match.start(3))
        self.drop(match.end(3), "markup/front-matter", "\n")

    def take(self, match: re.Match[str]) -> None:
        kind = match.lastgroup or "tag"
        if kind == "entity":
            self.print_entity(match)
            return
        self.keep(match.start())
        if match.re is _FRAMED.compiled:
            self.unframe(match)
            return
        if kind == "atx":
            self.hint(f"h{match[0].count('#')}")
        elif kind == "setext":
            self.hint_before("h1" if "=" in match[0] else "h2")
        elif kind == "quote":
            self.hint("quote")
        self.drop(match.end(), f"markup/{kind}", "\n" if kind == "block" else "")
        if kind == "block":
            tag = _HEADING_TAG.match(match[0])
            if tag:
                self.hint(f"h{tag[1]}")

    def unframe(self, match: re.Match[str]) -> None:
        """A heading without the signs on either side, which say its level."""
        signs = match["frame"]
        self.hint(f"h{len(signs) - 1 if signs[0] == '=' else 7 - len(signs)}")
        self.drop(match.end("opens"), "markup/frame", "")
        self.keep(match.start("closes"))
        self.drop(match.end(), "markup/frame", "")

    def print_entity(self, match: re.Match[str]) -> None:
        """An entity stands in the view as the character it names."""
        from html import unescape  # brings all names of entities: only where there is one

        character = unescape(match[0])
        if len(character) != 1 or character == match[0] or not character.isprintable():
            return
        self.keep(match.start())
        self.view.entities[self.length] = Change(match.span(), match[0], character, "markup/entity")
        self.view.starts.append(self.length)
        self.view.runs.append((match.start(), 1))
        self.out.append(character)
        self.length += 1
        self.position = match.end()

    def hint(self, what: str) -> None:
        self.view.hints[self.length] = what

    def hint_before(self, what: str) -> None:
        """A hint for the line above: setext headings are underlined."""
        above = "".join(self.out[-64:]).rstrip()
        tail = len("".join(self.out[-64:])) - len(above)
        line = len(above) - (above.rfind("\n") + 1)
        self.view.hints[self.length - tail - line] = what

    def keep(self, end: int) -> None:
        if end > self.position:
            self.view.starts.append(self.length)
            self.view.runs.append((self.position, end - self.position))
            self.out.append(self.source[self.position : end])
            self.length += end - self.position
            self.position = end

    def drop(self, end: int, rule: str, instead: str) -> None:
        start = self.position
        if instead and start < end:
            self.view.starts.append(self.length)
            self.view.runs.append((start, 1))
            self.out.append(instead)
            self.length += 1
            start += 1
        if start < end:
            self.view.cuts.append(Excision(((start, end),), rule))
        self.position = end
