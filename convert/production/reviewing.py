"""Pages of review for the documents of a folder that need an editor most; the index of the run links to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from convert.containers.entry import LeftOut
from convert.files import is_file
from convert.production import rows
from convert.production.settings import Settings
from convert.production.targets import place_review
from convert.review.desk import Paper
from convert.review.folder import INDEX, write_page
from convert.sources import print_name


def write_pages(folder: Path, ledger: Path, settings: Settings, count: int) -> Iterator[LeftOut]:
    """Writes the pages of so many documents, the least certain first; gives those that cannot be read any more.

    Raises OutputError where one cannot be written. A page that is there is as its document was read, and stays.
    """
    shelf = Path(settings.editing.corrections) if settings.editing.corrections else None
    with closing(rows.connect(ledger)) as found:
        done = (each for each in rows.list_outcomes(found, rows.WORST_FIRST) if each is not None and not each.failed)
        for outcome in islice(done, count):
            page = place_review(outcome.target)
            if is_file(folder / page):
                continue
            paper = Paper(Path(outcome.source), print_name(outcome.target), shelf, settings.fields)
            wrong = write_page(paper, folder / page, "../" * page.count("/") + INDEX)
            if isinstance(wrong, str):
                yield LeftOut(Path(outcome.source), f"It has no page of review: {wrong}")
