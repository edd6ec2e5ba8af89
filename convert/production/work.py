"""One job, from source to outputs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from convert.errors import HuoziError, UsageError
from convert.files import resolve
from convert.formats.registry import find_writer
from convert.formats.save import save
from convert.formats.writer import Notice, Writer
from convert.production.job import Fault, Job, Outcome, Settings
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
    """Does a job, and says what became of it; what is wrong with a document is in the faults.

    An output that an earlier run left and that is what it would be now is not made again.
    """
    try:
        held = load(Path(job.source), dict(job.settings.fields))
        digest = hashlib.sha256(held.data).hexdigest()
        corrections = job.settings.editing.find(Path(job.source), digest)
        state = f"{digest} {corrections}" if corrections is not None else digest
        due = [name for name in job.settings.formats
               if not (seal := job.seals.get(name)) or seal != make_seal(job, name, state)]
        if not due:
            return Outcome(job.source, job.target, skipped=True)
        tree = put_in_script(read_held(held, corrections), job.settings)
        return _write(tree, job, digest, state, due)
    except HuoziError as error:
        return Outcome(job.source, job.target, faults=(Fault(error.message, error.hint),))
    except MemoryError:
        return Outcome(job.source, job.target, faults=(_NO_MEMORY,))


def make_seal(job: Job, name: str, state: str) -> str:
    """A digest of the output of a job in a format as it is now, and of all that it depends on.

    That is source, target, settings, the files they name, and version; `state` is the digest of the source, with its
    corrections. Empty where the output is not there.
    """
    try:
        with _place(job, name).open("rb") as file:
            made = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
    facts = (VERSION, job.target, Path(job.source).name, state, made, *_facts(job.settings, name))
    return hashlib.sha256("\n".join(facts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


@lru_cache(maxsize=64)
def _facts(settings: Settings, name: str) -> tuple[str, ...]:
    options = (f"{option} {digest}" for option, digest in zip(settings.options, settings.named, strict=True)
               if option[0] == name)
    return (name, repr(load_style(settings.style)), settings.script, str(settings.vocabulary), *options,
            *map(str, settings.fields))


def put_in_script(tree: Document, settings: Settings) -> Document:
    """The tree in the script that is asked for, or as it is."""
    if not settings.script:
        return tree
    from convert.transforms.script import to_script  # loads dictionaries: only where they are needed

    return to_script(tree, settings.script, vocabulary=settings.vocabulary)


def _write(tree: Document, job: Job, digest: str, state: str, due: Sequence[str]) -> Outcome:
    outputs: dict[str, int] = {}
    seals: dict[str, str] = {}
    notices: list[Notice] = []
    faults = []
    for name in due:
        try:
            notices += _write_one(tree, job, name)
            outputs[name] = _place(job, name).stat().st_size
            seals[name] = make_seal(job, name, state)
        except HuoziError as error:
            faults.append(Fault(f"{name}: {error.message}", error.hint))
    return Outcome(
        job.source, job.target, digest, seals, outputs=outputs,
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
