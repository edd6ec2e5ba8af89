"""A folder of pages with an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from urllib.parse import quote

from convert.errors import SourceError
from convert.files import write_whole
from convert.review.desk import Paper, read_sheet
from convert.review.figures import Figures, measure
from convert.review.index import Entry, print_index
from convert.review.page import print_sheet

INDEX = "index.html"
"""The name of the index."""


def write_folder(papers: Sequence[Paper], folder: Path) -> list[Entry]:
    """Writes a page for each document and the index; gives the entries of what could not be read.

    Raises OutputError where the folder cannot be written.
    """
    entries = [Entry(paper.name, quote(page), write_page(paper, folder / page, "../" * page.count("/") + INDEX))
               for paper, page in zip(papers, _name_pages(papers), strict=True)]
    index = print_index(entries)
    write_whole(folder / INDEX, lambda file: file.write(index))
    return [entry for entry in entries if isinstance(entry.figures, str)]


def write_page(paper: Paper, place: Path, home: str) -> Figures | str:
    """The figures of a document, its page written; what is wrong where it cannot be read.

    `home` is the address of the index, as the page sees it. Raises OutputError where the place cannot be written.
    """
    try:
        sheet = read_sheet(paper)
    except SourceError as error:
        return str(error)
    printed = print_sheet(sheet, home=home)
    write_whole(place, lambda file: file.write(printed))
    return measure(sheet)


def _name_pages(papers: Sequence[Paper]) -> Iterator[str]:
    """A path for each page: that of the document, with a number where it is taken."""
    taken = {INDEX}
    for paper in papers:
        below = PurePath(paper.name)
        number, name = 1, f"{below.as_posix()}.html"
        while name.casefold() in taken:
            number += 1
            name = f"{below.as_posix()}-{number}.html"
        taken.add(name.casefold())
        yield name
