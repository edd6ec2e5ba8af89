"""The face of Huozi: reading, writing, collecting and batches, each one call. Nobody inside imports it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convert.collection import Collection
from convert.formats.save import save
from convert.formats.writer import Notice
from convert.style.sheet import Style, load_style
from convert.tree.nodes import Document

if TYPE_CHECKING:
    from convert.corrections import Corrections, Editing
    from convert.sources.given import Given

__all__ = ["collect", "read", "read_text", "repair_script", "to_script", "write"]


def read(source: Given, name: str | None = None, *, fields: Mapping[str, str] | None = None,
         corrections: Corrections | str | Path | None = None) -> Document:
    """The tree of a document: a path, bytes, or a file that is open in binary or text mode.

    A path may go through an archive as through a folder: `a.zip/b.docx`; an archive is read where it holds one
    document. `name` says in place of the path what the document is called; its suffix tells where its content does
    not. `fields` says what a record is made of: `{"text": "内容"}`. `corrections`, or a file of them, say what the
    document is to be. Raises SourceError where it cannot be read.
    """
    from convert import sources
    from convert.corrections import load

    said = load(corrections) if isinstance(corrections, str | Path) else corrections
    return sources.read(source, name, fields=fields, corrections=said)


def read_text(text: str, name: str = "document.txt") -> Document:
    """The tree of a text; the suffix of its name may say in which format it is. Raises SourceError as `read` does."""
    from convert import sources

    return sources.read_text(text, name)


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
            fields: Mapping[str, str] | None = None, without: str | Path | None = None, jobs: int = 1,
            outside: bool = False, editing: Editing | None = None) -> Collection:
    """A book of files, folders, archives and records, of a manifest (a .toml file) or of a batch (its ledger.jsonl).

    Every document is read once, now.

    `order` is name, date, source, title or manifest (as given). `parts` makes parts by folder, year, publisher,
    creator, script or the name of a labelled fact. `duplicates` says what to do with documents that resemble each
    other: report, drop or keep. `creators` edited the book. `fields` says what a record is made of. The file or folder
    `without` is passed over. `jobs` processes read. `outside` allows files outside the folder: those that links lead
    to, and those that a manifest names. `editing` names corrections and a table of metadata. What is given here holds
    over what a manifest says.
    The book's `findings` tell duplicates and files left out. Raises SourceError where a path is missing or no document
    is left, UsageError for an unknown order, part or key.
    """
    from convert.compilation import compile_plan
    from convert.compilation.request import make_plan

    given = [paths] if isinstance(paths, str | Path) else list(paths)
    return compile_plan(make_plan(list(map(Path, given)), title=title, order=order, by=parts, duplicates=duplicates,
                                  creators=tuple(creators), publisher=publisher, date=date, fields=dict(fields or {}),
                                  without=Path(without) if without is not None else None, outside=outside,
                                  **({"editing": editing} if editing is not None else {})),
                        jobs)


def to_script(tree: Document, target: str, *, vocabulary: bool = False, readings: bool = False) -> Document:
    """A new tree in Simplified or Traditional characters: `convert.transforms.script.to_script`, loaded when called."""
    from convert.transforms import script

    return script.to_script(tree, target, vocabulary=vocabulary, readings=readings)


def repair_script(tree: Document, names: Iterable[str] = ()) -> Document:
    """A new tree with the Traditional characters put right that a machine got wrong; `names` are never touched."""
    from convert.transforms import repair

    return repair.repair_script(tree, names)
