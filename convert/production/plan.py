"""From paths to jobs: which files are documents, and where their outputs go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path, PurePath
from typing import Any

from convert.containers.entry import LeftOut
from convert.containers.fields import Columns, check_columns
from convert.corrections import NOTHING, Editing
from convert.errors import UsageError, suggest
from convert.files import is_file, is_folder, load_source, resolve
from convert.formats.official.dispatch import make_dispatch
from convert.formats.registry import find_writer, locate_writer, read_suffixes, written_suffixes
from convert.production.job import Job, Option, Settings
from convert.sources import find_documents
from convert.style.sheet import load_style

LONGEST = 200
"""Bytes of a name in UTF-8: file systems hold 255, and suffixes and the name of an unfinished file need some."""

Options = Mapping[str, Mapping[str, Any]]
"""Format → options of its writer."""

Facts = Mapping[str, Mapping[str, Any]]
"""Name of a file → facts of the official document that it holds."""


def check_settings(formats: tuple[str, ...], style: str, script: str, vocabulary: bool = False,
                   options: Options | None = None, fields: Columns | None = None, editing: Editing = NOTHING
                   ) -> Settings:
    """The settings, once all that they name is known to exist; raises UsageError, SourceError or StyleError."""
    if not formats:
        raise UsageError("No format was asked for.", "Say --to docx,pdf,epub,tei.")
    for name in formats:
        locate_writer(name)
    _check_script(script)
    load_style(style)
    editing.check()
    given = _check_options(formats, options or {})
    return Settings(tuple(dict.fromkeys(formats)), style, script, vocabulary, given, tuple(map(_digest_named, given)),
                    tuple(sorted(check_columns(fields or {}).items())), editing)


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


def plan(paths: Sequence[Path], out: Path, settings: Settings, done: Mapping[str, Mapping[str, str]],
         left_out: list[LeftOut] | None = None, facts: Facts | None = None, *, again: bool = False,
         outside: bool = False) -> list[Job]:
    """A job for each document; `done` maps targets to the seals of an earlier run, which count unless `again`.

    What is no document is added to `left_out`, and so are outputs of that run that lie among the sources; links that
    lead out of their folder are followed only where what lies `outside` is wanted. `facts` are those of single official
    documents, by the names of their files; UsageError where none has such a name.
    """
    taken: set[str] = set()
    jobs = []
    told = left_out if left_out is not None else []
    place = resolve(out)
    among = any(resolve(path) == place for path in paths)
    made = set(_find_made(place, done)) if among else set()
    for file, below in find_documents(paths, out if is_folder(out) else None, told, dict(settings.fields),
                                      outside=outside):
        if made and resolve(file) in made and file not in paths:
            told.append(LeftOut(file, "An earlier run wrote it."))
            continue
        target = _choose_target(below, taken)
        jobs.append(Job(str(file), str(out), target, settings, {} if again else done.get(target, {})))
    return _add_facts(jobs, facts or {})


def _find_made(place: Path, done: Mapping[str, Mapping[str, str]]) -> Iterator[Path]:
    """The outputs of earlier runs in a folder."""
    suffixes = written_suffixes()
    yield from (place / f"{target}{suffixes[form]}" for target, seals in done.items() for form in seals
                if form in suffixes)


def _add_facts(jobs: list[Job], facts: Facts) -> list[Job]:
    if not facts:
        return jobs
    names = {Path(job.source).name for job in jobs}
    for name, given in facts.items():
        if name not in names:
            raise UsageError(f"Facts are given for {name!r}, which is none of the documents.",
                             "Name a table by the file whose facts it holds.")
        make_dispatch(dict(given))
    return [replace(job, settings=job.settings.with_facts(facts.get(Path(job.source).name))) for job in jobs]


def _choose_target(below: PurePath, taken: set[str]) -> str:
    """The path without its suffix; where another document has that, the path with it, then a number too."""
    for target in _targets(below):
        # Some systems hold A and a for one name, and `x.tei` + `.xml` is `x` + `.tei.xml`.
        key = target.casefold().removesuffix(".tei")
        if key not in taken:
            taken.add(key)
            return target
    raise AssertionError("the numbers have no end")


def _targets(below: PurePath) -> Iterator[str]:
    suffix = next((suffix for suffix in read_suffixes() if below.name.lower().endswith(suffix)), below.suffix)
    whole = shorten(below.name)
    below = PurePath(*map(shorten, below.parts[:-1]), below.name)
    yield below.with_name(shorten(below.name[: len(below.name) - len(suffix)] or whole)).as_posix()
    yield below.with_name(whole).as_posix()
    for number in count(2):
        yield below.with_name(f"{whole}-{number}").as_posix()


def shorten(name: str) -> str:
    """A file name that leaves room for suffixes; one that is too long keeps its beginning, and a digest of it all."""
    data = name.encode("utf-8", "surrogateescape")
    if len(data) <= LONGEST:
        return name
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"{data[: LONGEST - 9].decode('utf-8', 'ignore')}-{digest}"
