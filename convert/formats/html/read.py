"""Reads a page: from bytes to a text with marks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from convert.errors import SourceError
from convert.formats.html.attributes import read_attributes
from convert.formats.html.compose import Composer, Draft
from convert.formats.html.directives import hide_directives
from convert.formats.html.elements import BLOCK
from convert.formats.html.facets import Facets
from convert.formats.html.facts import Fact, read_json, read_meta, read_saved
from convert.formats.html.headline import drop_logos, free_bodies, mark_headlines
from convert.formats.html.manner import WEB, Manner
from convert.formats.html.marks import make_lines, make_runs
from convert.formats.html.nesting import DEEPEST, Nesting
from convert.formats.html.notes import find_notes, find_places
from convert.formats.html.page import Page
from convert.formats.html.posts import find_replies
from convert.formats.html.saved import Saved, find_picture, is_saved, open_saved
from convert.formats.html.setting import Face, Setting
from convert.formats.html.surroundings import mark_surroundings
from convert.formats.html.tokens import Kind, Token, split_tokens
from convert.formats.html.walk import walk
from convert.formats.text.decode import decode, is_binary
from convert.recovery.text import Picture, Text
from convert.span import Span
from convert.tree.record import Finding, Source

MEDIA = "text/html"
"""Media type of a page (IANA)."""

LARGEST = 64_000_000
"""Bytes above which a file is refused: reading takes about twenty times its size in memory."""

HEAD = 4000
"""Characters at the beginning of a page within which our own says who made it."""

MUCH = 200
"""Characters from which a comment or script without an end is told."""


def read_html(data: bytes, name: str) -> Text:
    """The text of a page, or of the page in a file saved with all its parts; SourceError where there is none."""
    if len(data) > LARGEST:
        raise SourceError(f"{name} is too large for a page: {len(data) // 1_000_000} MB.", "Split it.")
    if is_saved(data):
        return _read_saved(data, name)
    if is_binary(data):
        raise SourceError(f"{name} is no page: its bytes are no text.", "Give it the suffix of what it is.")
    source = decode(data, name)
    if is_own(source.text):
        from convert.formats.html.own import tell_manner  # what books say of themselves: only of our own pages

        page, parsed = compose_page(source, tell_manner(source))
        return print_page(source, page, tuple(find_faults(page, parsed, parsed.composer.drafts)))
    return read_page(source)


_OWN = re.compile(r'<meta name="generator" content="Huozi [\w.+-]{1,40}">')


def is_own(text: str) -> bool:
    """Whether our own writer made a page."""
    return _OWN.search(text, 0, HEAD) is not None


def _read_saved(data: bytes, name: str) -> Text:
    """The text of the page in an MHTML file; its source has digest and size of the file, and the text of the page."""
    saved = open_saved(data, name)
    source = replace(decode(saved.data, name, saved.charset), sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    text = read_page(source)
    pictures = tuple(_fill(picture, saved) for picture in text.pictures)
    others = f"; pages left out, frames or adverts: {saved.others}" if saved.others else ""
    place = saved.place or "without address"
    found = Finding("html/part", "note", f"The page is a part of a web archive: {place}{others}.")
    return replace(text, pictures=pictures, findings=(found, *text.findings))


def _fill(picture: Picture, saved: Saved) -> Picture:
    media, data = find_picture(saved, picture.source)
    return picture._replace(media=media, data=data) if data else picture


def read_page(source: Source) -> Text:
    """The text of a decoded page."""
    page, parsed = compose_page(source)
    text = print_page(source, page, tuple(find_faults(page, parsed, parsed.composer.drafts)))
    view = text.view.text
    return replace(text, lines=free_bodies(mark_headlines(mark_surroundings(drop_logos(text.lines, view), view), view)))


def compose_page(source: Source, manner: Manner = WEB) -> tuple[Page, Parsed]:
    """A decoded page as it is composed, before its lines are made of the drafts."""
    shown = source.text if manner.book else hide_directives(source.text, source.name)
    parsed = Parsed(source.text, shown, manner.book)
    notes = {note: note for note in find_notes(shown)} if manner.notes is None else manner.notes
    sheet = manner.dress(parsed.links, [shown[start:end] for start, end in parsed.sheets])
    places = {place: place for place in find_places(shown) - notes.keys()} if manner.places is None else manner.places
    page = Page(source.text, manner.length or max(1, parsed.root.length), Facets(sheet, notes, manner.refine), notes,
                places, parsed.composer, tables=manner.tables, articles=manner.articles)
    page.replies = find_replies(parsed.root, source.text) if not manner.book else page.replies
    page.composer.page = manner.page
    if manner.facts:
        write_facts(parsed.composer, parsed.facts)
    else:
        for fact in parsed.facts:
            parsed.composer.cut(fact.start, fact.end, "markup/edition")
    page.keep_place("")
    walk(page, parsed.root, manner.setting)
    return page, parsed


def print_page(source: Source, page: Page, findings: tuple[Finding, ...] = (), body: float = 0.0, paragraphs: int = 0
               ) -> Text:
    """The text of a composed page; `body` and `paragraphs` as `make_lines` takes them."""
    view, drafts = page.composer.finish(), page.composer.drafts
    runs = make_runs(drafts, view.text)
    return Text(replace(source, media=MEDIA), view, make_lines(drafts, view.text, body, paragraphs),
                tuple(sorted((*runs, *page.calls))) if page.calls else runs, tuple(page.pictures), findings)


class Parsed:
    """A page taken apart: its tree, the facts of its head, and the cuts of its markup."""

    def __init__(self, source: str, shown: str, book: bool = False) -> None:
        self.facts: list[Fact] = []
        self.sheets: list[Span] = []
        self.links: list[str] = []
        """Addresses of style sheets."""
        self.unended: list[Span] = []
        """Comments and scripts that nothing ends."""
        self.composer = Composer(source, shown)
        self._shown = shown
        self._last: Token | None = None
        self._book = book
        xml = book or shown.lstrip("\ufeff \t\r\n\0").startswith("<?xml")
        self._nesting = Nesting(shown, xml)
        for token in split_tokens(shown, xml):
            kind = token.kind
            if kind is Kind.TEXT:
                self._text(token)
            elif kind is Kind.OPEN:
                self._open(token)
            elif kind is Kind.CLOSE:
                self._close(token)
            elif kind is Kind.RAW:
                self._raw(token)
            else:
                self._remark(token)
        self.root = self._nesting.end()
        self.deep = self._nesting.deep
        """Elements that stand too deep."""

    def _text(self, token: Token) -> None:
        last = self._last
        if last is None or last.tag not in BLOCK or self._shown[token.start : token.end].strip(" \t\r\n\f"):
            self._nesting.text(token.start, token.end)

    def _open(self, token: Token) -> None:
        self._nesting.open(token)
        self._last = token
        if token.tag == "meta" and not self._book:
            self._cut(token, "markup/tag", read_meta(token))
            return
        if token.tag == "link" and "stylesheet" in token.rest.lower():
            self.links.append(read_attributes(token.rest).get("href", ""))
        self.composer.cut(token.start, token.end, "markup/tag")

    def _close(self, token: Token) -> None:
        self._nesting.close(token.tag)
        self._last = token
        self.composer.cut(token.start, token.end, "markup/tag")

    def _raw(self, token: Token) -> None:
        if token.tag == "title" and not self._nesting.drawn:
            if self._book:
                self.composer.cut(token.start, token.end, "markup/head")
            else:
                self.facts.append(Fact("title", token.start, token.end))
        elif token.tag in ("textarea", "xmp", "title"):
            self._nesting.text(token.start, token.end)
        else:
            self._watch(token)
            if token.tag == "style":
                self.sheets.append((token.start, token.end))
            stated = read_attributes(self._last.rest).get("type", "") if self._last else ""
            found = read_json(self._shown, token.start, token.end) if "ld+json" in stated.lower() else ()
            self._cut(token, "markup/script", *found)

    def _remark(self, token: Token) -> None:
        if token.kind is Kind.COMMENT:
            self._watch(token)
            self._cut(token, "markup/comment", read_saved(self._shown, token))
        else:
            self.composer.cut(token.start, token.end, "markup/tag")

    def _watch(self, token: Token) -> None:
        """Remembers what goes on to the end of the page without an end of its own."""
        if token.end == len(self._shown) and token.end - token.start > MUCH and self._shown[-3:] != "-->":
            self.unended.append((token.start, token.end))

    def _cut(self, token: Token, rule: str, *facts: Fact | None) -> None:
        """Cuts a token but for the facts in it."""
        position = token.start
        for fact in facts:
            if fact is not None:
                self.composer.cut(position, fact.start, rule)
                position = fact.end
                self.facts.append(fact)
        self.composer.cut(position, token.end, rule)


def write_facts(composer: Composer, facts: list[Fact]) -> None:
    """Writes what the head of a page says, a line each."""
    for fact in facts:
        setting = Setting(role="head", field=fact.field)
        face = Face(setting, False, False, 0.0, (), False)
        if fact.printed:
            composer.write_value(fact.start, fact.end, fact.printed, face)
        else:
            composer.write(fact.start, fact.end, face)
        composer.end_block(setting)


def find_faults(page: Page, parsed: Parsed, drafts: Sequence[Draft]) -> Iterator[Finding]:
    """What a person should know of a page."""
    if page.frames:
        frames = ", ".join(filter(None, page.frames[:8]))
        yield Finding("html/frames", "warning", f"The page only shows others in frames; give those: {frames}")
    elif all(draft.setting.role in ("head", "hidden") for draft in drafts):
        yield Finding("html/empty", "warning", "The page shows no text; if a script brings it, save it from a browser.")
    if parsed.deep:
        yield Finding("html/depth", "note", f"{parsed.deep} elements stand within {DEEPEST} others: what is in them is "
                                            "read as the text of the last of these.")
    for span in parsed.unended:
        yield Finding("html/unended", "warning", "A comment or script that nothing ends hides the rest of the page.",
                      (span,))
