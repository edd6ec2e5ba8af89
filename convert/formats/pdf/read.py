"""The reader of PDF: from a file to a text with lines and marks.

The source text is what the pages print, a line for each printed line, in reading order: that of the tagged structure
where it is sound, else by columns from top to bottom. White space within a line is as wide as on the page: a gap of an
em and a half or more is two spaces. Lines of a paragraph are not joined, unless tags say that they are one text. The
file's own facts come last.
"""

from __future__ import annotations

from dataclasses import replace

from convert.recovery.text import Text


def read_pdf(data: bytes, name: str) -> Text:
    """The text of a PDF with a text layer, and what its pages say of each line.

    Raises SourceError where the file is empty, damaged, encrypted, too large, no PDF, a scan, or its text layer broken.
    """
    from convert.formats.pdf.reading.document import (
        judge_layer,
        lay_pages,
        measure,
        read_pages,
        tell_layer,
    )
    from convert.formats.pdf.reading.engine import open_file
    from convert.formats.pdf.reading.facts import read_facts
    from convert.formats.pdf.reading.order import find_scattered
    from convert.formats.pdf.reading.own import is_own
    from convert.formats.pdf.reading.pictures import find_row
    from convert.formats.pdf.reading.sheet import Sheet
    from convert.formats.pdf.reading.structure import Structure

    structure = Structure()
    with open_file(data, name) as document:
        structure.own = is_own(document)
        pages, findings = read_pages(document, name, structure)
        facts = read_facts(document)
    rows = lay_pages(pages, structure)
    wrong, share = ([], 0) if structure.own else judge_layer(pages, rows, name)
    sheet = Sheet(measure(rows), exact=structure.own)
    plates = sorted(((find_row(plate, page.number, rows), plate) for page in pages for plate in page.plates),
                    key=lambda placed: placed[0])
    for at, row in enumerate(rows):
        while plates and plates[0][0] <= at:
            sheet.set_plate(plates.pop(0)[1])
        sheet.open_part(f"page {row.page}")
        sheet.set_row(row, rows[at - 1] if at else None)
    for _, plate in plates:
        sheet.set_plate(plate)
    if facts:
        sheet.open_part("information")
    paragraphs = max((line.marks.paragraph for line in sheet.lines), default=0)
    for number, (label, text) in enumerate(facts, paragraphs + 1):
        sheet.set_fact(label, text, number)
    made = sheet.finish(name, data, [*findings, *find_scattered(rows)])
    return replace(made, findings=(*made.findings, *tell_layer(wrong, share, made)))
