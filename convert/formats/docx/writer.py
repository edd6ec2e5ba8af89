"""DOCX: styles and settings from a template made through python-docx, the body as one lxml part."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import docx
from docx.document import Document as WordDocument

from convert.chinese.names import Creator
from convert.collection import Collection
from convert.formats.docx.body import Body
from convert.formats.docx.letter import make_first_footer, make_first_header
from convert.formats.docx.levels import Level
from convert.formats.docx.metadata import Origin, metadata_parts, trace
from convert.formats.docx.official import OfficialBody
from convert.formats.docx.page import FIRST_FOOTER, FIRST_HEADER, headers
from convert.formats.docx.parts import DOCUMENT, PackagePart, make_part, package_entries
from convert.formats.docx.template import SameStyle, template_parts
from convert.formats.docx.volume import Volume
from convert.formats.official.dispatch import Dispatch, make_dispatch
from convert.formats.package import write_package
from convert.formats.quotes import print_quotes, put_quotes
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style
from convert.tree.identity import Identity
from convert.tree.nodes import Document


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
        volume = Volume(self.make_body(work, style, dispatch))
        origins = list(_add_works(volume, work))
        facts = _identify(work, origins)
        levels = volume.settle()
        running = max((place for place, level in enumerate(levels, 1) if level == ("title", 1)), default=0)
        if self.reference:
            return self._fill(volume, origins, facts, levels, out)
        shared = template_parts(style, _language(work), levels, noted=bool(volume.leaves.footnotes.made))
        heads = headers(style, print_quotes(facts.title, style), running)
        parts = [make_part("document", DOCUMENT, "rDocument", volume.story.root, self.level), *shared, *heads,
                 *_first_page(style, dispatch), *_own_parts(volume),
                 *metadata_parts(facts, origins, style.name, _count_titles(levels), _tell_notes(volume))]
        write_package(out, package_entries(parts))
        return volume.notices

    def make_body(self, work: Work, style: Style, dispatch: Dispatch) -> Body:
        """What renders the text of a work: a subclass of the writer may give another body."""
        compiled = isinstance(work, Collection)
        if compiled or style.page["form"] == "plain":
            return Body(style, _language(work), compiled=compiled, remarks=self.remarks)
        return OfficialBody(style, _language(work), dispatch, remarks=self.remarks)

    def _fill(self, volume: Volume, origins: list[Origin], facts: Identity, levels: tuple[Level, ...], out: BinaryIO
              ) -> list[Notice]:
        """Writes the text into the reference document."""
        from convert.formats.docx.reference import Reference
        from convert.formats.docx.template import build_template

        reference, style = Reference(Path(self.reference or "")), volume.body.style
        parts = [part for part in _own_parts(volume) if part.kind != "numbering"]
        facts_parts = metadata_parts(facts, origins, style.name, _count_titles(levels), _tell_notes(volume))
        parts += [part for part in facts_parts if part.kind != "itemProps"]
        numbering = volume.body.numbering.part(style) if volume.body.numbering.lists else None
        ours = build_template(style, volume.leaves.language, levels)
        write_package(out, reference.fill(volume.story.root, ours, numbering, parts))
        return volume.notices + reference.notices

    def open(self, work: Work, style: Style) -> WordDocument:
        """The same document as a python-docx object, for whoever wants to go on with it."""
        out = io.BytesIO()
        self.write(work, style, out)
        return docx.Document(out)


@lru_cache(64)
def _in_form(key: SameStyle, form: str) -> Style:
    """A style with another form of official document."""
    return replace(key.style, page={**key.style.page, "form": form})


def _language(work: Work) -> str:
    return work.language if isinstance(work, Collection) else work.lang or "zh-Hans"


def _add_works(volume: Volume, work: Work) -> Iterator[Origin]:
    """Adds the documents of a work one by one, so that one tree is in memory at a time."""
    if isinstance(work, Document):
        volume.add_work(put_quotes(work, volume.body.style))
        yield trace(work)
        return
    volume.add_title_page(work.title, [*work.creators, work.publisher, work.date])
    for part in work.parts:
        if part.title:
            volume.add_part(part.title)
        for member in part.members:
            tree = member.load()
            volume.add_work(put_quotes(tree, volume.body.style), f"{member.id}_")
            yield trace(tree)


def _count_titles(levels: tuple[Level, ...]) -> int:
    """How many levels of the outline show titles; they stand above all others."""
    return sum(element == "title" for element, _ in levels)


def _tell_notes(volume: Volume) -> str:
    """How the text that a file was made from prints the marks of counted notes: labelled in the notes, bare, or not."""
    count = volume.leaves.footnotes.count
    return ("labelled" if count.labelled else "bare") if count.form and count.printed else ""


def _identify(work: Work, origins: list[Origin]) -> Identity:
    if isinstance(work, Document):
        return origins[0].identity
    dates = [origin.identity.date for origin in origins if origin.identity.date]
    return Identity(title=work.title, subtitles=(), creators=tuple(map(Creator, work.creators)),
                    date=work.date or max(dates, default=""), publisher=work.publisher,
                    identifier=work.identifier, language=work.language, source="", sha256="")


def _first_page(style: Style, dispatch: Dispatch) -> Iterator[PackagePart]:
    """Header and footer of the first page of a letter."""
    if style.page["form"] == "letter":
        yield make_part("header", "word/header3.xml", FIRST_HEADER, make_first_header(style, dispatch))
        yield make_part("footer", "word/footer3.xml", FIRST_FOOTER, make_first_footer(style))


def _own_parts(volume: Volume) -> Iterator[PackagePart]:
    """The parts that not every document has."""
    footnotes, comments, numbering = volume.leaves.footnotes, volume.leaves.comments, volume.body.numbering
    if footnotes.made:
        yield make_part("footnotes", "word/footnotes.xml", "rFootnotes", footnotes.part())
    if comments.made:
        yield make_part("comments", "word/comments.xml", "rComments", comments.part())
    yield from volume.body.drawings.parts()
    if numbering.lists:
        yield make_part("numbering", "word/numbering.xml", "rNumbering", numbering.part(volume.body.style))
