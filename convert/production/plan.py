"""From paths to jobs: which files are documents, and where their outputs go."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convert.containers.documents import Stretches
from convert.containers.entry import LeftOut
from convert.containers.fields import Columns, check_columns
from convert.corrections import NOTHING, Editing
from convert.errors import UsageError, suggest
from convert.files import is_file, is_folder, load_source, resolve
from convert.formats.registry import find_writer, locate_writer, written_suffixes
from convert.production.settings import Option, Settings
from convert.sources import find_documents, find_url, locate
from convert.style.sheet import load_style

if TYPE_CHECKING:
    from convert.production.planned import Facts, Planned

MOST_SECONDS = 86_400
"""Seconds of a day."""

LEAST_MEMORY = 512
"""Megabytes of address space that a worker takes before it has read anything, with room for a short text."""

Options = Mapping[str, Mapping[str, Any]]
"""Format → options of its writer."""

IsMade = Callable[[str, str], bool]
"""Whether an earlier run made the output of a target in a format."""


def check_settings(formats: tuple[str, ...], style: str, script: str, vocabulary: bool = False,
                   options: Options | None = None, fields: Columns | None = None, editing: Editing | None = None,
                   limit: float = 0, memory: int = 0) -> Settings:
    """The settings, once all that they name is known to exist; raises UsageError, SourceError or StyleError."""
    if not formats:
        raise UsageError("No format was asked for.", "Say --to docx,pdf,epub,tei.")
    for name in formats:
        locate_writer(name)
    _check_script(script)
    check_limits(limit, memory)
    load_style(style)
    editing = editing or NOTHING
    editing.check()
    given = _check_options(formats, options or {})
    return Settings(tuple(dict.fromkeys(formats)), style, script, vocabulary, given, tuple(map(_digest_named, given)),
                    tuple(sorted(check_columns(fields or {}).items())), editing, limit, memory)


def check_limits(limit: float, memory: int) -> None:
    """Raises UsageError for limits that are none."""
    if not 0 <= limit <= MOST_SECONDS:
        raise UsageError(f"No document can be limited to {limit:g} s.",
                         f"Say up to {MOST_SECONDS}, or 0 for no limit.")
    if memory and memory < LEAST_MEMORY:
        raise UsageError(f"No worker can do with {memory} MB.",
                         f"Say --memory {LEAST_MEMORY} or more, or 0 for no limit.")


def _check_options(formats: tuple[str, ...], options: Options) -> tuple[Option, ...]:
    for form, given in options.items():
        if form not in formats:
            raise UsageError(f"An option is given for {form}, which is not written.", f"Written: {', '.join(formats)}.")
        find_writer(form, **given)
    return tuple(sorted((form, name, value) for form, given in options.items() for name, value in given.items()))


def _digest_named(option: Option) -> str:
    """The digest of the file that an option names; empty where it names none."""
    _, _, value = option
    if not isinstance(value, str | Path) or not is_file(Path(value)):
        return ""
    return hashlib.sha256(load_source(Path(value))).hexdigest()


def _check_script(script: str) -> None:
    if script:
        from convert.transforms.targets import TARGETS

        if script not in TARGETS:
            raise UsageError(f"No script is called {script!r}.", suggest(script, TARGETS))


def plan(paths: Sequence[Path], out: Path, settings: Settings, is_made: IsMade | None = None,
         left_out: list[LeftOut] | None = None, facts: Facts | None = None, *, outside: bool = False) -> Planned:
    """A job for each document.

    What is no document is added to `left_out`, and so are outputs of earlier runs that lie among the sources, of which
    `is_made` knows by target and format; links that lead out of their folder are followed only where what lies
    `outside` is wanted. `facts` are those of single official documents, by the names of their files; UsageError where
    none has such a name, OutputError where no temporary file can be written.
    """
    from convert.production.planned import Entry, Planned  # brings SQLite: only where there are many documents

    told = left_out if left_out is not None else []
    place = resolve(out)
    among = is_made if any(resolve(path) == place for path in paths) else None
    lacking = dict(facts or {})
    stretches: Stretches = {}
    planned = Planned(str(out), settings, facts or {})
    for file, below in find_documents(paths, out if is_folder(out) else None, told, dict(settings.fields),
                                      outside=outside, shared=True, stretches=stretches):
        at = stretches.pop(str(file), None)  # told just before: nothing of a document is remembered
        if among is not None and file not in paths and _tell_made(file, place, among):
            told.append(LeftOut(file, "An earlier run wrote it."))
            continue
        size, stamp = _measure(file)
        lacking.pop(file.name, None)
        planned.add(Entry(str(file), below.as_posix(), at[1] if at else size, stamp, at))
    _check_facts(lacking, facts or {})
    planned.choose_targets()
    return planned


def _tell_made(file: Path, place: Path, is_made: IsMade) -> bool:
    """Whether a file is an output of an earlier run in a folder."""
    file = resolve(file)
    if not file.is_relative_to(place):
        return False
    below = file.relative_to(place).as_posix()
    return any(below.endswith(suffix) and is_made(below.removesuffix(suffix), form)
               for form, suffix in written_suffixes().items())


def _check_facts(lacking: Facts, facts: Facts) -> None:
    """Raises UsageError where facts are for a document that is `lacking`, or are none."""
    from convert.formats.official.dispatch import make_dispatch

    for name, given in facts.items():
        if name in lacking:
            raise UsageError(f"Facts are given for {name!r}, which is none of the documents.",
                             "Name a table by the file whose facts it holds.")
        make_dispatch(dict(given))


def _measure(source: Path) -> tuple[int, str]:
    """The size of a source that is a file, and age and size of the file that is or holds it, where it is there."""
    if find_url(source):  # to ask would take as long as to fetch it
        return 0, ""
    try:
        place, rest = locate(source)
        facts = place.stat()
    except (OSError, ValueError):
        return 0, ""
    return 0 if rest else facts.st_size, f"{facts.st_mtime_ns} {facts.st_size}"
