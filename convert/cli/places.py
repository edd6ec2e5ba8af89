"""Where a command writes: files, folders, what lies beside the source, and standard output."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from convert.cli.options import STDIN
from convert.errors import UsageError
from convert.files import exists, is_folder, load_source, resolve
from convert.formats.registry import FORMATS, find_writer, format_of, written

if TYPE_CHECKING:
    from convert.formats.writer import Notice, Work

STDOUT = STDIN
"""What a person types for standard output: the same as for standard input."""

Targets = dict[str, Path]
"""Format → file to write."""


def choose_targets(source: Path, stem: str, out: Path | None, to: Sequence[str]) -> Targets:
    """What to write where; raises UsageError where the formats and the place do not go together.

    Without a place outputs lie beside the source, where they replace nothing; what comes on standard input goes to
    standard output.
    """
    for name in to:
        find_writer(name)
    if out == STDOUT or (out is None and source == STDIN):
        return {_the_one(to): STDOUT}
    if out is None:
        return _choose_beside(source, stem, to)
    if to and not is_folder(out):
        _check_suffix(out, to)
    if is_folder(out) or len(to) > 1 or (to and not out.suffix):
        if not to:
            raise UsageError(f"{out} is a folder.", "Say which formats to write in it with --to.")
        targets = {name: out / (stem + find_writer(name).suffix) for name in to}
    else:
        name = to[0] if to else format_of(out.name)
        find_writer(name)
        targets = {name: out}
    if resolve(source) in map(resolve, targets.values()):
        raise UsageError(f"{source} would be written over itself.", "Choose another place with -o.")
    return targets


def _the_one(to: Sequence[str]) -> str:
    """The format for standard output, which holds one file; what is no text is not printed on a terminal."""
    if len(to) != 1:
        raise UsageError("Standard output takes one file.", "Say its format with --to: --to docx.")
    media = next((form.media_type for form in FORMATS if form.name == to[0]), "")
    if sys.stdout.isatty() and not media.startswith("text/") and not media.endswith("xml"):
        raise UsageError(f"{to[0]} is no text for a terminal.", "Name a file with -o, or send it to another program.")
    return to[0]


def _choose_beside(source: Path, stem: str, to: Sequence[str]) -> Targets:
    if not to:
        raise UsageError("Nothing says what to write.", f"Say it with --to: {', '.join(written())}; or with -o.")
    folder = next(place for place in source.parents if is_folder(place) or place == place.parent)
    targets = {name: folder / (stem + find_writer(name).suffix) for name in to}
    for target in targets.values():
        if exists(target):
            raise UsageError(f"{target} is there already.", "Name it with -o to replace it, or another place.")
    return targets


def _check_suffix(out: Path, to: Sequence[str]) -> None:
    """Raises UsageError where the suffix of a file is that of a format that is not asked for."""
    if not out.suffix or out.name in (".", ".."):
        return
    said = format_of(out.name)
    if said in written() and not any(find_writer(name).suffix.endswith(find_writer(said).suffix) for name in to):
        raise UsageError(f"{out} says {said}, but --to says {', '.join(to)}.", "Leave out one of the two.")


def write_work(work: Work, target: Path, form: str, style: str | Path, options: Mapping[str, Any]) -> list[Notice]:
    """Writes a work to a file, or to standard output once it is whole; gives what could not be rendered."""
    import convert as api

    if target != STDOUT:
        return api.write(work, target, form, style, **options)
    with TemporaryDirectory(prefix="huozi-") as folder:
        place = Path(folder) / f"output{find_writer(form).suffix}"
        notices = api.write(work, place, form, style, **options)
        click.echo(load_source(place), nl=False)
    return notices
