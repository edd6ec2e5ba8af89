"""From a work to a file, in any format: whole or not at all, and told where a style sheet has no effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from convert.collection import Collection
from convert.files import write_folder, write_whole
from convert.formats.obedience import Obedience, list_ignored
from convert.formats.registry import FORMATS
from convert.formats.writer import FolderWriter, Notice, Work, Writer
from convert.style.style import Style
from convert.tree.nesting import DEEPEST, flatten
from convert.tree.nodes import Document


def save(writer: Writer, work: Work, style: Style, path: Path) -> list[Notice]:
    """Writes to a path, whole or not at all; raises OutputError where it cannot.

    A path without a suffix is a folder for a collection, where the format can be one.

    The notices tell first which keys of one's own style sheet the format does not obey, then what could not be
    rendered.
    """
    work, deep = _level(work)
    if isinstance(work, Collection) and isinstance(writer, FolderWriter) and not path.suffix:
        book, maker = work, writer
        told = write_folder(path, lambda folder: maker.write_folder(book, style, folder), maker.may_replace)
    else:
        told = write_whole(path, lambda out: writer.write(work, style, out))
    return [*note_style(writer.name, style, getattr(writer, "obedience", None)), *told, *deep]


def _level(work: Work) -> tuple[Work, list[Notice]]:
    """A work that nests no deeper than can be set; of a book each document, when it is loaded."""
    deep: list[Notice] = []

    def level(tree: Document) -> Document:
        made, count = flatten(tree)
        if count:
            deep.append(Notice("tree/depth", f"{count} elements stand within more than {DEEPEST} others: their text is "
                                             "printed as paragraphs."))
        return made

    if isinstance(work, Document):
        return level(work), deep
    parts = (replace(part, members=tuple(replace(member, load=partial(_load, member.load, level))
                                         for member in part.members)) for part in work.parts)
    return replace(work, parts=tuple(parts)), deep


def _load(load: Callable[[], Document], level: Callable[[Document], Document]) -> Document:
    return level(load())


def note_style(name: str, style: Style, obedience: Obedience | None = None) -> list[Notice]:
    """What a format leaves of one's own style sheet; `obedience` is that of a writer that is not ours, if it says."""
    known = next((form.obedience for form in FORMATS if form.name == name), obedience)
    return [] if known is None else list_ignored(name, known, style)
