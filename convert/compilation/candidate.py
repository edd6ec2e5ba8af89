"""A document on its way into a collection: what ordering, parts and the search for duplicates need to know of it."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from convert.compilation.plan import CollectionPlan
from convert.compilation.shelf import Shelf, pack_tree
from convert.compilation.sketch import make_sketch
from convert.corrections import Editing
from convert.errors import HuoziError
from convert.production.bounds import end_with_parent
from convert.sources import Found, read
from convert.tree.identity import Identity, identify
from convert.tree.nodes import Document, Node
from convert.tree.record import Finding


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document once it was read, its tree packed; it may cross to another process."""

    identity: Identity
    fields: Mapping[str, str]
    """Name → value of its labelled facts, the first of each name."""
    size: int
    """Characters of its text."""
    sketch: tuple[int, ...]
    packed: bytes = b""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document: its tree is on the shelf."""

    id: str
    path: Path
    below: PurePath
    """Its path below the folder it was found in."""
    facts: DocumentFacts
    load: Callable[[], Document]

    @property
    def identity(self) -> Identity:
        """Who and what it is."""
        return self.facts.identity


Wanted = tuple[Path, Editing, dict[str, str]]
"""A file, what an editor gave for it, and what its record is made of where it is one."""

CHUNK = 16
"""Files that a process takes at a time."""


def read_candidates(files: Sequence[Found], plan: CollectionPlan, shelf: Shelf, findings: list[Finding],
                    jobs: int = 1) -> Iterator[Candidate]:
    """A candidate for each file, under another title where the plan has one for its path; `jobs` processes read.

    A file that fails or holds no text is told among the findings and left out.
    """
    wanted = [(path, replace(plan.editing, title=plan.titles.get(below.as_posix(), "")), dict(plan.fields))
              for path, below in files]
    for (path, below), facts in zip(files, _read_all(wanted, jobs), strict=True):
        if isinstance(facts, str):
            findings.append(Finding("source/failed", "error", f"{below} was left out: {facts}"))
        elif not facts.size:
            findings.append(Finding("source/empty", "warning", f"{below} was left out: it holds no text."))
        else:
            yield Candidate(make_id(below), path, below, replace(facts, packed=b""), shelf.put(facts.packed))


def _read_all(wanted: Sequence[Wanted], jobs: int) -> Iterator[DocumentFacts | str]:
    if jobs < 2 or len(wanted) <= CHUNK:
        yield from map(read_facts, wanted)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        with ProcessPoolExecutor(jobs, initializer=_begin) as pool:
            for facts in pool.map(read_facts, wanted, chunksize=CHUNK):
                done += 1
                yield facts
    except BrokenProcessPool:  # one of the next killed its process: each gets one of its own
        yield from map(_read_alone, wanted[done:])


def _begin() -> None:
    """What a process that reads does first: a signal that puts a command in order only ends this one."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()


def _read_alone(wanted: Wanted) -> DocumentFacts | str:
    """The facts of a file, read in a process that it may kill."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(1, initializer=_begin) as pool:
            return pool.submit(read_facts, wanted).result()
    except BrokenProcessPool:
        return "the process that read it was killed. Perhaps memory ran out: try it alone."


def read_facts(wanted: Wanted) -> DocumentFacts | str:
    """The facts of a file, or why it could not be read."""
    path, editing, fields = wanted
    try:
        tree = read(path, fields=fields, corrections=editing)
    except HuoziError as error:
        return str(error)
    except MemoryError:
        return "memory ran out. Cut the document."
    except Exception as error:  # noqa: BLE001 - whatever it is, the others make a book
        return f"Huozi failed: {type(error).__name__}: {error}. This is a bug of Huozi: please report it with the file."
    leaves = (leaf for leaf in tree.article.iter() if isinstance(leaf, Node) and "at" in leaf.attrib)
    text = "\n".join(leaf.text_content for leaf in leaves)
    fields = {field.name or "": field.value or field.text_content for field in reversed(list(tree.meta.fields))}
    return DocumentFacts(identify(tree), fields, len(text), make_sketch(text), pack_tree(tree))


def make_id(below: PurePath) -> str:
    """The id of a document in any collection: from its path, so that neither its place nor its text changes it."""
    return "m" + hashlib.sha256(below.as_posix().encode("utf-8", "surrogateescape")).hexdigest()[:10]
