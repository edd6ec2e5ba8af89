"""Whom documents name: how many persons and bodies are found, and whether all formats find the same.

    python tests/score_names.py [--list] [PATH …]

Without paths it reads the seeds, our own cases, and the reference documents where they lie beside the checkout. What is
compared is what a reader gets: the index of an EPUB made of the document, and the names marked in its TEI. With --list
each name is printed with its document, for looking through.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

import convert
from convert.collection import Collection, Member, Part
from convert.formats.epub import EpubWriter
from convert.formats.epub.words import words
from convert.formats.tei import TeiWriter
from convert.style.sheet import load_style
from convert.tree.nodes import Document

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PLACES = (ROOT / "seeds", ROOT / "tests" / "cases", SHARED / "corpus", SHARED / "corpus2")
XHTML = "{http://www.w3.org/1999/xhtml}"
TEI = {"persName": "person", "orgName": "organisation"}

Names = set[tuple[str, str]]
"""Kind and name."""


def sources(places: Iterable[Path]) -> Iterator[Path]:
    """The plain documents of folders, and files as they are given."""
    for place in places:
        yield from ([place] if place.is_file() else
                    sorted(path for path in place.rglob("*") if path.suffix in (".txt", ".md")))


def indexed(tree: Document) -> Names:
    """The names in the index of a book made of a document."""
    out = io.BytesIO()
    book = Collection("书", (Part("", (Member("m1", lambda: tree),)),))
    EpubWriter(cover=False).write(book, load_style("plain"), out)
    kinds = {words("zh-Hans")[f"{kind}s"]: kind for kind in TEI.values()}
    found, kind = set(), ""
    with zipfile.ZipFile(out) as file:
        for name in sorted(name for name in file.namelist() if name.startswith("EPUB/index")):
            for element in etree.fromstring(file.read(name)).iter(f"{XHTML}h2", f"{XHTML}li"):
                if element.tag == f"{XHTML}h2":
                    kind = kinds[element.text or ""]
                else:
                    found.add((kind, (element.text or "").removesuffix("　")))
    return found


def encoded(tree: Document) -> Names:
    """The names marked in the TEI of a document."""
    out = io.BytesIO()
    TeiWriter().write(tree, load_style("plain"), out)
    marked = ((etree.QName(element).localname, "".join(element.itertext()))
              for element in etree.fromstring(out.getvalue()).iter("{*}persName", "{*}orgName"))
    return {(TEI[name], " ".join(text.split()) if text.isascii() else "".join(text.split())) for name, text in marked}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    for path in sources(args.paths or [place for place in PLACES if place.is_dir()]):
        try:
            tree = convert.read(path)
        except ValueError as error:  # a fault of the reader: it must not hide what the others give
            sys.stdout.write(f"{path.name}\tnot read: {error}\n")
            continue
        index, text = indexed(tree), encoded(tree)
        counts.update(documents=1, naming=bool(index or text), differing=index != text,
                      persons=sum(kind == "person" for kind, _ in index),
                      bodies=sum(kind == "organisation" for kind, _ in index))
        for side, names in (("EPUB only", index - text), ("TEI only", text - index)):
            for kind, name in sorted(names):
                sys.stdout.write(f"{path.name}\t{side}\t{kind}\t{name}\n")
        for kind, name in sorted(index) if args.list else ():
            sys.stdout.write(f"{path.name}\t{kind}\t{name}\n")
    sys.stdout.write("{documents} documents, {naming} name somebody, {differing} differ between EPUB and TEI; "
                     "{persons} persons, {bodies} bodies\n".format(**counts))


if __name__ == "__main__":
    main()
