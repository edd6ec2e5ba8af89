"""One job, from source to outputs."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from convert.errors import HuoziError, OutputError, UsageError
from convert.files import resolve
from convert.formats.registry import find_writer
from convert.formats.save import save
from convert.formats.writer import Notice, Writer
from convert.production.job import Fault, Job, Outcome
from convert.production.recipe import SHOWN, make_recipe, name_recipe, name_trial, seal
from convert.production.settings import Settings
from convert.sources import load, read_held
from convert.style.sheet import load_style
from convert.tree.identity import UNTITLED, identify
from convert.tree.nodes import Document, Node

_NO_MEMORY = Fault("Memory ran out.", "Give it more with --memory, or cut the document.", lasting=True)


@lru_cache(maxsize=64)
def writer_of(settings: Settings, name: str) -> Writer:
    """The writer of a format, with its options."""
    return find_writer(name, **settings.options_of(name))


def perform(job: Job) -> Outcome:
    """Does a job, and says what became of it; what is wrong with a document is in the faults.

    An output that an earlier run left and that is what it would be now is not made again.
    """
    begun = time.perf_counter()
    try:
        held = load(Path(job.source), dict(job.settings.fields), job.at)
        digest = hashlib.sha256(held.data).hexdigest()
        corrections = job.settings.editing.find(Path(job.source), digest)
    except HuoziError as error:
        return Outcome(job.source, job.target, faults=(Fault(error.message, error.hint),))
    except MemoryError:
        return _fail(job, "", _NO_MEMORY)
    if corrections is not None:
        state = hashlib.sha256(str(corrections).encode("utf-8", "surrogateescape")).hexdigest()
        job = replace(job, inputs=(*job.inputs, ("corrections", state[:SHOWN])))
    due = [name for name in job.settings.formats if not _is_done(job, name, digest)]
    if not due:
        return Outcome(job.source, job.target, skipped=True)
    try:
        tree = put_in_script(read_held(held, corrections), job.settings)
        return replace(_write(tree, job, digest, due), seconds=round(time.perf_counter() - begun, 4))
    except HuoziError as error:
        return _fail(job, digest, Fault(error.message, error.hint, lasting=True))
    except MemoryError:
        return _fail(job, digest, _NO_MEMORY)


def _fail(job: Job, digest: str, fault: Fault) -> Outcome:
    return Outcome(job.source, job.target, digest, faults=(fault,), trial=name_trial(job))


def _is_done(job: Job, name: str, digest: str) -> bool:
    left = job.seals.get(name)
    return bool(left) and left == make_seal(job, name, digest)


def make_seal(job: Job, name: str, digest: str) -> str:
    """The seal of the output of a job in a format as it is now; `digest` is that of the source.

    Empty where the output is not there.
    """
    made = digest_file(_place(job, name))
    return seal(job.target, job.source, digest, made, name_recipe(make_recipe(job, name))) if made else ""


def digest_file(path: Path) -> str:
    """The digest of a file; empty where it is not there or cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def put_in_script(tree: Document, settings: Settings) -> Document:
    """The tree in the script that is asked for, or as it is."""
    if not settings.script:
        return tree
    from convert.transforms.script import to_script  # loads dictionaries: only where they are needed

    return to_script(tree, settings.script, vocabulary=settings.vocabulary)


def _write(tree: Document, job: Job, digest: str, due: Sequence[str]) -> Outcome:
    outputs: dict[str, int] = {}
    seals: dict[str, str] = {}
    notices: list[Notice] = []
    faults = []
    for name in due:
        try:
            notices += _write_one(tree, job, name)
            outputs[name] = _place(job, name).stat().st_size
            seals[name] = make_seal(job, name, digest)
        except HuoziError as error:
            lasting = not isinstance(error, OutputError | UsageError)
            faults.append(Fault(f"{name}: {error.message}", error.hint, lasting))
    identity = identify(tree)
    return Outcome(
        job.source, job.target, digest, seals, {name: make_recipe(job, name) for name in seals}, outputs=outputs,
        remarks=dict(Counter(remark.code or "" for remark in tree.record.remarks if remark.severity != "note")),
        notices=dict(Counter(notice.code for notice in notices)), faults=tuple(faults),
        title=identity.title if identity.title not in UNTITLED else "", author="、".join(identity.creator_names),
        date=identity.date, certainty=measure_certainty(tree),
        trial=name_trial(job) if faults and all(fault.lasting for fault in faults) else "",
    )


def measure_certainty(tree: Document) -> float | None:
    """The share of the blocks of a tree that are expected to be right; None where no block says."""
    said = [node.cert for node in tree.iter() if isinstance(node, Node) and "cert" in node.attrib]
    return round(sum(said) / len(said), 4) if said else None


def _write_one(tree: Document, job: Job, name: str) -> list[Notice]:
    path = _place(job, name)
    if resolve(path) == resolve(Path(job.source)):
        raise UsageError(f"{path} would be written over its own source.", "Choose another folder with -o.")
    return save(writer_of(job.settings, name), tree, load_style(job.settings.style), path)


def _place(job: Job, name: str) -> Path:
    return Path(job.folder) / (job.target + writer_of(job.settings, name).suffix)
