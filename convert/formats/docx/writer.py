"""DOCX: styles and settings from a template made through python-docx, the body as one lxml part."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import docx
from convert.collection import Collection
from convert.formats.docx.body import Body
from convert.formats.docx.levels import Level
from convert.formats.docx.metadata import Origin, metadata_parts, trace
from convert.formats.docx.notes import add_comments
from convert.formats.docx.official import Letter, Official
from convert.formats.docx.page import FIRST_FOOTER, FIRST_HEADER, headers
from convert.formats.docx.parts import DOCUMENT, Part, make_part, package_entries
from convert.formats.docx.template import SameStyle, template_parts
from convert.formats.official.dispatch import Dispatch, make_dispatch
from convert.formats.package import write_package
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style
from convert.tree.identity import Identity
from convert.tree.nodes import Document
from docx.document import Document as WordDocument


@dataclass(frozen=True, kw_only=True)
class DocxWriter:
    """Writes Word documents."""

    name: ClassVar[str] = "docx"
    suffix: ClassVar[str] = ".docx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    dispatch: Dispatch | Mapping[str, Any] | Path | str | None = None
    """The facts of an official document that its text does not hold, or a TOML file of them."""
    reference: Path | str | None = None
    """A DOCX whose styles, page, headers and footers are used in place of those of the style sheet."""
    remarks: bool = False
    """Whether what the reader noticed stands beside the text as comments."""
    level: int = 2
    """How hard to deflate, 1 to 9: 6 saves 7 % of the text and takes two and a half times as long."""

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the whole file and gives what could not be rendered; same input, same bytes."""
        dispatch = make_dispatch(self.dispatch)
        if dispatch.form:
            style = _in_form(SameStyle(style), dispatch.form)
        body = _make_body(work, style, dispatch, remarks=self.remarks)
        origins = list(_add_works(body, work))
        facts = _identify(work, origins)
        levels = body.settle()
        running = max((place for place, level in enumerate(levels, 1) if level == ("title", 1)), default=0)
        if self.reference:
            return self.fill(body, origins, facts, style, levels, out)
        own = list(_own_parts(body, style, facts, running))
        shared = template_parts(style, _language(work), levels, noted=bool(body.footnotes.made))
        parts = [make_part("document", DOCUMENT, "rDocument", body.root, self.level), *shared, *own,
                 *metadata_parts(facts, origins, style.name)]
        write_package(out, package_entries(parts))
        return body.notices

    def fill(self, body: Body, origins: list[Origin], facts: Identity, style: Style, levels: tuple[Level, ...],
             out: BinaryIO) -> list[Notice]:
        """Writes the text into the reference document."""
        from convert.formats.docx.reference import Reference
        from convert.formats.docx.template import build_template

        reference = Reference(Path(self.reference or ""))
        parts = [part for part in _own_parts(body, style, facts, 0) if part.kind in ("footnotes", "comments")]
        parts += [part for part in metadata_parts(facts, origins, style.name) if part.kind != "itemProps"]
        numbering = body.numbering.part(style) if body.numbering.lists else None
        ours = build_template(style, body.language, levels)
        write_package(out, reference.fill(body.root, ours, numbering, parts))
        return body.notices + reference.notices

    def open(self, work: Work, style: Style) -> WordDocument:
        """The same document as a python-docx object, for whoever wants to go on with it."""
        out = io.BytesIO()
        self.write(work, style, out)
        return docx.Document(out)


def _make_body(work: Work, style: Style, dispatch: Dispatch, *, remarks: bool) -> Body:
    compiled = isinstance(work, Collection)
    if style.page["form"] == "plain":
        return Body(style, _language(work), compiled=compiled, remarks=remarks)
    kind = Letter if style.page["form"] == "letter" else Official
    return kind(style, _language(work), dispatch, compiled=compiled, remarks=remarks)


@lru_cache(64)
def _in_form(key: SameStyle, form: str) -> Style:
    """A style with another form of official document."""
    return replace(key.style, page={**key.style.page, "form": form})


def _language(work: Work) -> str:
    return work.language if isinstance(work, Collection) else work.lang or "zh-Hans"


def _add_works(body: Body, work: Work) -> Iterator[Origin]:
    """Adds the documents of a work one by one, so that one tree is in memory at a time."""
    if isinstance(work, Document):
        body.add_work(work)
        yield trace(work)
        return
    body.add_title_page(work.title, [*work.creators, work.publisher, work.date])
    for part in work.parts:
        if part.title:
            body.add_part(part.title)
        for member in part.members:
            tree = member.load()
            body.add_work(tree, f"{member.id}_")
            yield trace(tree)


def _identify(work: Work, origins: list[Origin]) -> Identity:
    if isinstance(work, Document):
        return origins[0].identity
    dates = [origin.identity.date for origin in origins if origin.identity.date]
    return Identity(title=work.title, subtitles=(), creators=work.creators, date=work.date or max(dates, default=""),
                    publisher=work.publisher, identifier=work.identifier, language=work.language, source="", sha256="")


def _own_parts(body: Body, style: Style, facts: Identity, running: int) -> Iterator[Part]:
    """The parts that not every document has; `running` is the level whose titles are running heads, 0 for none."""
    yield from headers(style, facts.title, running)
    if isinstance(body, Letter):
        header, footer = body.furniture()
        yield make_part("header", "word/header3.xml", FIRST_HEADER, header)
        yield make_part("footer", "word/footer3.xml", FIRST_FOOTER, footer)
    if body.footnotes.made:
        yield make_part("footnotes", "word/footnotes.xml", "rFootnotes", body.footnotes.part())
    if body.remarks:
        yield make_part("comments", "word/comments.xml", "rComments", add_comments(body.remarks))
    if body.numbering.lists:
        yield make_part("numbering", "word/numbering.xml", "rNumbering", body.numbering.part(style))
