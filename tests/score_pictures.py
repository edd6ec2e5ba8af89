"""Prints what becomes of the pictures of every DOCX and EPUB at hand on their way through each format.

    python tests/score_pictures.py [FOLDER …]

Each file is read, written as DOCX, EPUB, PDF and TEI, and read again. Told are the pictures whose bytes are in the
tree, how many of them come back, and how many with the same bytes; those of a kind that a format does not show
(metafiles, some drawings) stand there as a frame, which the writer tells.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from convert.errors import SourceError
from convert.formats.registry import find_writer
from convert.sources import read as read_source
from convert.style.sheet import load_style
from convert.tree.nodes import Document

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT.parent / "shared" / "corpus2", ROOT.parent / "shared" / "corpus", ROOT.parent / "shared" / "laws",
           ROOT / "tests")
FORMATS = {"docx": ".docx", "epub": ".epub", "pdf": ".pdf", "tei": ".tei.xml"}
"""Format → suffix of its files."""


class Kept(NamedTuple):
    """The pictures of a tree after a way through a format."""

    whole: int
    back: int
    same: int
    told: int
    """Frames in place of pictures that the writer tells."""


def pictures_of(tree: Document) -> Counter[str]:
    """Digests of the pictures that figures show."""
    return Counter(str(figure.get("picture")) for figure in tree.article.iter("figure") if figure.get("picture"))


def send(tree: Document, form: str) -> Kept:
    """What of the pictures of a tree is in a file of a format."""
    out = io.BytesIO()
    notices = find_writer(form).write(tree, load_style("plain"), out)
    wanted, found = pictures_of(tree), pictures_of(read_source(out.getvalue(), f"a{FORMATS[form]}"))
    told = sum("picture" in notice.message for notice in notices)
    return Kept(wanted.total(), min(found.total(), wanted.total()), (wanted & found).total(), told)


def main(arguments: list[str]) -> None:
    folders = [Path(name) for name in arguments] or [folder for folder in FOLDERS if folder.is_dir()]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.suffix in (".docx", ".epub"))
    sums = dict.fromkeys(FORMATS, Kept(0, 0, 0, 0))
    print(f"{'':40}{'format':>8}{'pictures':>10}{'back':>8}{'same':>8}{'told':>8}")
    for file in files:
        try:
            tree = read_source(file)
        except SourceError:
            continue
        for form in FORMATS if pictures_of(tree) else ():
            kept = send(tree, form)
            sums[form] = Kept(*map(sum, zip(sums[form], kept, strict=True)))
            print(f"{file.name:40}{form:>8}{kept.whole:10}{kept.back:8}{kept.same:8}{kept.told:8}")
    for form, kept in sums.items():
        print(f"{f'all of {len(files)} files':40}{form:>8}{kept.whole:10}{kept.back:8}{kept.same:8}{kept.told:8}")


if __name__ == "__main__":
    main(sys.argv[1:])
