"""The face of Huozi: reading, writing, collecting and batches, each one call. Nobody inside imports it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from convert.collection import Collection
from convert.formats.save import save
from convert.formats.writer import Notice
from convert.sources import read, read_text
from convert.style.sheet import Style, load_style
from convert.tree.nodes import Document

__all__ = ["collect", "read", "read_text", "repair_script", "to_script", "write"]


def write(work: Document | Collection, path: str | Path, to: str | None = None,
          style: str | Path | Style = "plain", **options: Any) -> list[Notice]:
    """Writes a document or collection, in the format of the suffix or of `to`; gives what could not be rendered.

    Keys of a style sheet of one's own that the format does not obey are told too. `options` are those of the format's
    writer. The file appears whole or not at all. Raises UsageError for an unknown format or option, StyleError for an
    unknown style or a sheet with something wrong in it, and OutputError where the place cannot be written.
    """
    from convert.formats.registry import find_writer, format_of

    path = Path(path)
    writer = find_writer(to or format_of(path.name), **options)
    return save(writer, work, style if isinstance(style, Style) else load_style(style), path)


def collect(paths: str | Path | Iterable[str | Path], title: str = "", *, order: str = "name", parts: str = "",
            duplicates: str = "report", creators: Iterable[str] = (), publisher: str = "", date: str = "",
            jobs: int = 1) -> Collection:
    """A book made of files and folders, of a manifest (a .toml file) or of what a batch did (its ledger.jsonl).

    Every document is read once, now.

    `order` is name, date, source, title or manifest (as given). `parts` makes parts by folder, year, publisher,
    creator, script or the name of a labelled fact. `duplicates` says what to do with documents that resemble each
    other: report, drop or keep. `creators` edited the book. `jobs` processes read. What is given here holds over what
    a manifest says. The book's `findings` tell duplicates and files left out. Raises SourceError where a path is
    missing or no document is left, UsageError for an unknown order, part or key.
    """
    from convert.compilation import compile_plan
    from convert.compilation.request import make_plan

    given = [paths] if isinstance(paths, str | Path) else list(paths)
    return compile_plan(make_plan(list(map(Path, given)), title=title, order=order, by=parts, duplicates=duplicates,
                                  creators=tuple(creators), publisher=publisher, date=date), jobs)


def to_script(tree: Document, target: str, *, vocabulary: bool = False, readings: bool = False) -> Document:
    """A new tree in Simplified or Traditional characters: `convert.transforms.script.to_script`, loaded when called."""
    from convert.transforms import script

    return script.to_script(tree, target, vocabulary=vocabulary, readings=readings)


def repair_script(tree: Document, names: Iterable[str] = ()) -> Document:
    """A new tree with the Traditional characters put right that a machine got wrong; `names` are never touched."""
    from convert.transforms import repair

    return repair.repair_script(tree, names)
