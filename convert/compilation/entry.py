"""A document on its way into a collection: what ordering, parts and the search for duplicates need to know of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from convert.api import read
from convert.compilation.duplicates import make_sketch
from convert.compilation.shelf import Shelf
from convert.compilation.titles import retitle
from convert.errors import HuoziError
from convert.text.model import Finding
from convert.tree.identity import Identity, identify
from convert.tree.nodes import Document, Node


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: its tree is on the shelf."""

    id: str
    path: Path
    below: PurePath
    """Its path below the folder it was found in."""
    identity: Identity
    fields: Mapping[str, str]
    """Name → value of its labelled facts, the first of each name."""
    size: int
    """Characters of its text."""
    sketch: tuple[int, ...]
    load: Callable[[], Document]


Found = tuple[Path, PurePath]
"""A file, and its path below the folder it was found in."""


def read_entries(files: Iterable[Found], titles: Mapping[str, str], shelf: Shelf, findings: list[Finding]
                 ) -> Iterator[Entry]:
    """An entry for each file, under another title where `titles` has one for its path.

    A file that fails or holds no text is told among the findings and left out.
    """
    for path, below in files:
        try:
            tree = retitle(read(path), titles.get(below.as_posix(), ""))
        except HuoziError as error:
            findings.append(Finding("source/failed", "error", f"{below} was left out: {error}"))
            continue
        entry = _enter(tree, path, below, shelf)
        if entry.size:
            yield entry
        else:
            findings.append(Finding("source/empty", "warning", f"{below} was left out: it holds no text."))


def _enter(tree: Document, path: Path, below: PurePath, shelf: Shelf) -> Entry:
    leaves = (leaf for leaf in tree.article.iter() if isinstance(leaf, Node) and "at" in leaf.attrib)
    text = "\n".join(leaf.text_content for leaf in leaves)
    fields = {field.name or "": field.value or field.text_content for field in reversed(list(tree.meta.fields))}
    return Entry(make_id(below), path, below, identify(tree), fields, len(text), make_sketch(text), shelf.put(tree))


def make_id(below: PurePath) -> str:
    """The id of a document in any collection: from its path, so that neither its place nor its text changes it."""
    return "m" + hashlib.sha256(below.as_posix().encode("utf-8", "surrogateescape")).hexdigest()[:10]
