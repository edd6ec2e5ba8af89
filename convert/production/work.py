"""One job, from source to outputs."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache
from pathlib import Path

from convert.errors import HuoziError, UsageError
from convert.files import is_file, load_source, resolve
from convert.formats.registry import find_writer
from convert.formats.save import save
from convert.formats.writer import Notice, Writer
from convert.production.job import Fault, Job, Option, Outcome, Settings
from convert.sources import load, read_held
from convert.style.sheet import load_style
from convert.tree.nodes import Document
from convert.version import VERSION

_NO_MEMORY = Fault("Memory ran out.", "Give it more with --memory, or cut the document.")


@lru_cache(maxsize=64)
def writer_of(settings: Settings, name: str) -> Writer:
    """The writer of a format, with its options."""
    return find_writer(name, **settings.options_of(name))


def perform(job: Job) -> Outcome:
    """Does a job, and says what became of it; what is wrong with a document is in the faults."""
    try:
        held = load(Path(job.source), dict(job.settings.fields))
        seal = make_seal(job, held.data)
        if job.seal and seal_outputs(job, seal) == job.seal:
            return Outcome(job.source, job.target, job.seal, skipped=True)
        tree = put_in_script(read_held(held), job.settings)
        return _write(tree, job, seal)
    except HuoziError as error:
        return Outcome(job.source, job.target, faults=(Fault(error.message, error.hint),))
    except MemoryError:
        return Outcome(job.source, job.target, faults=(_NO_MEMORY,))


def seal_outputs(job: Job, seal: str) -> str:
    """The seal of a job with those of its outputs as they are now; empty where one is not there."""
    digests = [seal]
    for name in job.settings.formats:
        try:
            with _place(job, name).open("rb") as file:
                digests.append(hashlib.file_digest(file, "sha256").hexdigest())
        except OSError:
            return ""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:32]


def make_seal(job: Job, data: bytes) -> str:
    """A digest of all that the outputs of a job depend on: source, target, settings, files they name, and version."""
    facts = (VERSION, job.target, Path(job.source).name, hashlib.sha256(data).hexdigest(), *_facts(job.settings))
    return hashlib.sha256("\n".join(facts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


@lru_cache(maxsize=64)
def _facts(settings: Settings) -> tuple[str, ...]:
    return (*settings.formats, repr(load_style(settings.style)), settings.script, str(settings.vocabulary),
            *map(str, settings.options), *map(_digest_named, settings.options), *map(str, settings.fields))


def _digest_named(option: Option) -> str:
    """The digest of the file that an option names; empty where it names none."""
    _, _, value = option
    if not isinstance(value, str | Path) or not is_file(Path(value)):
        return ""
    return hashlib.sha256(load_source(Path(value))).hexdigest()


def put_in_script(tree: Document, settings: Settings) -> Document:
    """The tree in the script that is asked for, or as it is."""
    if not settings.script:
        return tree
    from convert.transforms.script import to_script  # loads dictionaries: only where they are needed

    return to_script(tree, settings.script, vocabulary=settings.vocabulary)


def _write(tree: Document, job: Job, seal: str) -> Outcome:
    outputs: dict[str, int] = {}
    notices: list[Notice] = []
    faults = []
    for name in job.settings.formats:
        try:
            notices += _write_one(tree, job, name)
            outputs[name] = _place(job, name).stat().st_size
        except HuoziError as error:
            faults.append(Fault(f"{name}: {error.message}", error.hint))
    return Outcome(
        job.source, job.target, "" if faults else seal_outputs(job, seal), outputs=outputs,
        remarks=dict(Counter(remark.code or "" for remark in tree.record.remarks if remark.severity != "note")),
        notices=dict(Counter(notice.code for notice in notices)), faults=tuple(faults),
    )


def _write_one(tree: Document, job: Job, name: str) -> list[Notice]:
    path = _place(job, name)
    if resolve(path) == resolve(Path(job.source)):
        raise UsageError(f"{path} would be written over its own source.", "Choose another folder with -o.")
    return save(writer_of(job.settings, name), tree, load_style(job.settings.style), path)


def _place(job: Job, name: str) -> Path:
    return Path(job.folder) / (job.target + writer_of(job.settings, name).suffix)
