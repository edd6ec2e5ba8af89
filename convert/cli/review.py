"""`huozi review`: a page on which an editor sees what was recovered and sets it right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.complaints import complain_of_bug
from convert.cli.console import print_left_out, say, show
from convert.cli.editing import correction_option, take_editing
from convert.cli.options import PATH
from convert.cli.streams import flush_output
from convert.errors import PartialError, SourceError, UsageError
from convert.files import exists, is_folder, write_whole

if TYPE_CHECKING:
    from convert.corrections import Editing
    from convert.review.desk import Paper


@click.command(cls=Command, examples=("review speech.txt -o speech.html", "review papers --serve"))
@click.argument("paths", type=PATH, nargs=-1, required=True, metavar="PATH…")
@click.option("-o", "--out", type=PATH, help="The .html file to write; a folder for several documents.")
@click.option("--serve", is_flag=True, help="Show the pages from this machine, to it alone; *Save* keeps corrections "
                                            "beside the source. Ctrl-C ends it.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Where to serve; by default where it is free.")
@correction_option
def review(paths: tuple[Path, ...], out: Path | None, serve: bool, port: int, **choices: Any) -> None:
    """A page that shows source and structure side by side, to be set right in a browser.

    What is set right is a file of corrections: it is downloaded, or with --serve saved as NAME.huozi.toml beside the
    source, or where --corrections says. Of several documents there is an index, those first that need an editor most.
    """
    if serve == (out is not None):
        raise UsageError("Where are the pages to be?", "Say -o page.html for a file, or --serve for a browser.")
    papers = _find_papers(paths, take_editing(choices))
    if serve:
        _serve(papers, port)
    elif out is not None:
        _write(papers, out)


def _find_papers(paths: Sequence[Path], editing: Editing) -> list[Paper]:
    """The documents, each with where its corrections are; raises SourceError where there are none, or wrong ones."""
    from convert.containers.entry import LeftOut
    from convert.review.desk import Paper
    from convert.sources import find_documents

    left_out: list[LeftOut] = []
    found = list(find_documents(paths, left_out=left_out))
    print_left_out(left_out)
    shelf = Path(editing.corrections) if editing.corrections else None
    if shelf is not None and not exists(shelf):
        raise SourceError(f"There is no file or folder {shelf}.", "Check the name; a folder may be empty.")
    if shelf is not None and len(found) > 1 and not is_folder(shelf):
        raise UsageError(f"{shelf} cannot hold the corrections of several documents.", "Name a folder of them.")
    times = Counter(below for _, below in found)
    return [Paper(path, str(below if times[below] == 1 else path.parent.name / below), shelf) for path, below in found]


def _serve(papers: Sequence[Paper], port: int) -> None:
    """Shows pages until Ctrl-C."""
    from convert.review.desk import Desk
    from convert.review.server import ReviewServer

    with ReviewServer(Desk(papers), port, complain_of_bug) as server:
        show(f"review: {len(papers)} at {server.address} until Ctrl-C")
        flush_output()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            show("review: ended")


def _write(papers: Sequence[Paper], out: Path) -> None:
    """Writes one page, or a folder of them with an index; raises PartialError where some cannot be read."""
    from convert.review.desk import read_sheet
    from convert.review.folder import write_folder
    from convert.review.page import print_sheet

    folder = is_folder(out) or not out.suffix
    if len(papers) == 1 and not folder:
        page = print_sheet(read_sheet(papers[0]))
        write_whole(out, lambda file: file.write(page))
        return
    if not folder:
        raise UsageError("Several pages need a place each.", "Name a folder with -o.")
    failures = write_folder(papers, out)
    for failure in failures:
        say(f"huozi: {failure.name}: {failure.figures}")
    show(f"review: {len(papers) - len(failures)} written, {len(failures)} failed")
    if failures:
        raise PartialError(f"{len(failures)} of the documents cannot be read.", "The others are written.")
