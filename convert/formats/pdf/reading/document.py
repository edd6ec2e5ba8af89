"""A document as it is read: its pages, its structure, and what must be told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import pypdfium2.raw as pdfium

from convert.errors import SourceError
from convert.formats.pdf.reading.drawings import Area, read_drawings
from convert.formats.pdf.reading.engine import MOST_CHARACTERS, Handle, open_page, order_objects
from convert.formats.pdf.reading.footnotes import mark_notes
from convert.formats.pdf.reading.furniture import mark_furniture
from convert.formats.pdf.reading.glyphs import NO_ORDER, read_glyphs
from convert.formats.pdf.reading.goals import mark_goals
from convert.formats.pdf.reading.layer import WHOLE, Verdict, describe, judge_faces
from convert.formats.pdf.reading.layout import Page, lay_out, lay_out_tagged
from convert.formats.pdf.reading.measure import Body, measure_body, set_measures
from convert.formats.pdf.reading.own import is_vertical
from convert.formats.pdf.reading.pictures import Plates
from convert.formats.pdf.reading.rows import Row
from convert.formats.pdf.reading.structure import Structure
from convert.formats.pdf.reading.tagged import is_sound, set_tags
from convert.recovery.lost import LOST
from convert.recovery.text import Text
from convert.tree.record import Finding

SCANNED = 16
"""Characters up to which a page with pictures is a scan."""
COVERED = 0.5
"""Share of a page that pictures cover, from which it is one."""
MOST_SCANNED = 0.8
"""Share of pages that are scans from which the file is refused."""
_OCR = "Recognise its characters first, for example with OCRmyPDF (ocrmypdf -l chi_sim), and give what that writes."
_OCR_AGAIN = _OCR.replace("-l", "--force-ocr -l")


def read_pages(document: Handle, name: str, structure: Structure) -> tuple[list[Page], list[Finding]]:
    """The pages with their glyphs and drawings, and what was damaged; raises SourceError for scans."""
    pages: list[Page] = []
    findings: list[Finding] = []
    left, damaged, plates = MOST_CHARACTERS, [], Plates()
    count, vertical = pdfium.FPDF_GetPageCount(document), structure.own and is_vertical(document)
    for number in range(count):
        if left <= 0:
            findings.append(Finding("pdf/limit", "error", f"The file was read as far as page {number} of {count}: it "
                                    f"has more than {MOST_CHARACTERS} characters."))
            break
        with open_page(document, number) as opened:
            if opened is None:
                damaged.append(number + 1)
                continue
            page, letters = opened
            blocks = structure.read_page(page)
            order = order_objects(page) if structure.own else NO_ORDER
            glyphs = read_glyphs(letters, left, _find_block(blocks), order, vertical=vertical)
            left -= glyphs.count
            drawings = read_drawings(document, page, glyphs.turn)
            frame = Area(0, 0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
            held = plates.read(number + 1, drawings, frame, bare=glyphs.count <= SCANNED)
            pages.append(Page(number + 1, glyphs, drawings, frame, held, structure.texts, structure.added))
    if damaged:
        findings.append(Finding("pdf/page", "error", f"Pages that are damaged and left out: {_list(damaged)}."))
    return pages, findings + _find_scans(pages, name)


def _find_block(blocks: dict[int, int]) -> Callable[[int], int]:
    return lambda content: blocks.get(content, -1)


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")


def _find_scans(pages: Sequence[Page], name: str) -> list[Finding]:
    """Tells of pages that are pictures; raises SourceError where nearly all are."""
    if not pages:
        raise SourceError(f"{name} is damaged: none of its pages can be read.", "Copy or download it again.")
    scans = [page.number for page in pages if _is_scan(page)]
    if len(scans) >= MOST_SCANNED * len(pages):
        raise SourceError(f"{name} is a scan: its pages are pictures without text.", _OCR)
    if not any(page.glyphs.count for page in pages):
        raise SourceError(f"{name} holds no text: its letters are drawn, or its pages are empty.", _OCR)
    return [Finding("pdf/scan", "error", f"Pages that are pictures without text: {_list(scans)}. {_OCR}")
            ] if scans else []


def _is_scan(page: Page) -> bool:
    """Whether a page is a picture: hardly a character, and pictures over half of it, or none and forms."""
    if page.glyphs.count > SCANNED:
        return False
    covered = sum(area.width * area.height for area, _ in page.drawings.pictures)
    return covered >= COVERED * page.frame.width * page.frame.height or (
        page.glyphs.count == 0 and page.drawings.others > 0)


def lay_pages(pages: Sequence[Page], structure: Structure) -> list[Row]:
    """The rows of all pages in reading order, with all that is known of them but their measures."""
    rows = _lay_pages(pages, structure)
    mark_goals(rows, {page.number: page.glyphs.turn for page in pages})
    return rows


def _lay_pages(pages: Sequence[Page], structure: Structure) -> list[Row]:
    if (structure.blocks or structure.own) and structure.whole:
        paths = [block.path for block in structure.blocks]
        for page in pages:
            lay_out_tagged(page, paths)
        rows = [row for page in pages for row in page.rows]
        if structure.own or is_sound(rows, structure.blocks):
            set_tags(rows, structure.blocks, own=structure.own)
            _mark_edges(pages)
            return sorted(rows, key=lambda row: row.order)
    artifacts = {_place(row) for page in pages for row in page.rows if row.facts.get("role") == "running"}
    tables = 0
    for page in pages:
        page.rows = []
        lay_out(page, tables)
        tables = page.tables
        for row in page.rows:
            if _place(row) in artifacts and not row.facts.get("table"):
                row.facts["role"] = "running"
    _mark_edges(pages)
    rows = [row for page in pages for row in page.rows]
    body = measure_body(rows)
    for page in pages:
        mark_notes(page.rows, page.drawings.level, body.size)
    return rows


def _place(row: Row) -> tuple[int, str, int]:
    return row.page, row.text, round(row.base)


def _mark_edges(pages: Sequence[Page]) -> None:
    body = measure_body(row for page in pages for row in page.rows)
    heights = [(min((row.base for row in page.rows), default=0.0), max((row.base for row in page.rows), default=0.0))
               for page in pages]
    mark_furniture([page.rows for page in pages], heights, [page.drawings.level for page in pages], body)


def measure(rows: Sequence[Row]) -> Body:
    """The body of the document; sets how each row stands."""
    body = measure_body(rows)
    set_measures(rows, body)
    return body


def judge_layer(pages: Sequence[Page], rows: Sequence[Row], name: str) -> tuple[list[Verdict], int]:
    """The faces whose characters cannot be what the pages show, and how many per cent those are.

    Their characters are marked as lost in the rows. Raises SourceError where that is so of much of the file.
    """
    wrong = judge_faces(_gather_faces(pages))
    if not wrong:
        return [], 0
    count, whole = sum(verdict.extent for verdict in wrong), sum(page.glyphs.count for page in pages)
    share = 100 * count // max(1, whole)
    if count >= WHOLE * whole:
        raise SourceError(f"The text layer of {name} is broken {describe(wrong, share)}", _OCR_AGAIN)
    places = {(verdict.face, page) for verdict in wrong for page in verdict.pages}
    for row in rows:
        row.runs += [(start, end, LOST, "") for start, end, face in row.faces if (face, row.page) in places]
    return wrong, share


def _gather_faces(pages: Sequence[Page]) -> dict[str, dict[int, list[str]]]:
    """Name of a face → number of a page → what is set in it there."""
    faces: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for page in pages:
        for segment in (*page.glyphs.segments, *page.glyphs.skewed):
            bounds = [*(start for start, _ in segment.inks), len(segment.chars)]
            for (_, ink), start, end in zip(segment.inks, bounds, bounds[1:], strict=False):
                faces[ink.face][page.number].append("".join(segment.chars[start:end]))
    return {face: dict(texts) for face, texts in faces.items()}


def tell_layer(wrong: Sequence[Verdict], share: int, text: Text) -> list[Finding]:
    """Tells that a part of the text layer is broken, and where."""
    if not wrong:
        return []
    at = text.view.to_source([(run.start, run.end) for run in text.runs if run.kind == LOST])
    return [Finding("pdf/text-layer", "error", f"A part of the text layer is broken {describe(wrong, share)} A box "
                    f"stands for each of its characters. {_OCR_AGAIN}", at)]
