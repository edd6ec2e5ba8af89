"""Many documents: jobs, a ledger that resumes, workers that may die.

plan     paths → jobs, each with its place below the output folder
planned  they themselves, however many
targets  where their outputs go
ledger   what is done already, in the output folder
rows     how SQLite holds it
former   ledgers of an earlier version
hold     who may write into the folder
recipe   what an output depends on beside its source
course   jobs → outcomes, entered into the ledger
executor  who does the work, in shards; the plainest of them
pool     worker processes on this machine
cluster  those of a Dask cluster
crew     they themselves, as seen from there
work     one job, from source to outputs
worker   the process that does jobs, and its parent's hold on it
inspection  what the ledger of a folder tells, and whether the outputs are what it says
packing  its outputs as few large files
reviewing  pages of review for those that need an editor most
index    all documents of a folder, the worst first, as a page and as a table
report   what became of all of them
alarm    how long a job may take
bounds   what a process may take, and that it ends with its parent
settings  what all jobs of a run have in common
job      a job and its outcome, as they cross the border of a process
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convert.containers.entry import LeftOut
    from convert.corrections import Editing
    from convert.production.executor import Executor
    from convert.production.job import Outcome
    from convert.production.planned import Planned
    from convert.production.report import Report
    from convert.production.settings import Settings

FORMATS = ("docx", "pdf", "epub", "tei")
"""What is written where nothing else is asked for."""

LIMIT = 600.0
"""Seconds that a document may take: a hundred times what the longest novels do."""

MEMORY = 4096
"""Megabytes of address space that a worker may have: ten times what the longest novels take."""


def batch(
    paths: Sequence[str | Path] | str | Path,
    out: str | Path,
    to: Sequence[str] = FORMATS,
    *,
    style: str = "plain",
    script: str = "",
    vocabulary: bool = False,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    fields: Mapping[str, str] | None = None,
    facts: Mapping[str, Mapping[str, Any]] | None = None,
    editing: Editing | None = None,
    jobs: int | None = None,
    again: bool = False,
    retry: bool = False,
    limit: float = LIMIT,
    memory: int = MEMORY,
    outside: bool = False,
    executor: str | Executor = "pool",
    review: int = 0,
    watch: Callable[[Outcome, int], None] | None = None,
) -> Report:
    """Converts documents, all documents of folders and archives, and all records of files of records, into a folder.

    Gives what became of them, and what was left out. `fields` says what a record is made of: `{"text": "内容"}`.

    `script` is a language to put the text in, such as zh-Hant; `vocabulary` also changes words to those of the place.
    `options` are those of the writers, by format: `{"epub": {"vertical": True}}`.
    `facts` are those of single official documents by the names of their files, beside those that the options give.
    `editing` names corrections and a table of metadata: `Editing(corrections="folder", metadata="table.csv")`.
    The work is done by `jobs` worker processes; where it is None, by as many as there are processors, if there is
    enough to do for them. A document that cannot be converted, that kills its worker, that takes more than `limit`
    seconds or, on POSIX, a worker more than `memory` megabytes (0 sets no limit) is in the report with its reason, and
    the others are converted. What an earlier run into the same folder has done already is left as it is, unless
    `again` or where one of its outputs is no longer what it was; what failed in it for a reason that lies with the
    document fails again untried, unless `retry` or `again`. Links that lead out of their folder are followed
    where what lies `outside` is wanted. `watch` is called with each outcome as it comes and the number of documents.

    `executor` is who does it: "pool", these worker processes; "serial", this process, without limits; "local", a Dask
    cluster on this machine, or the address of one (`tcp://host:8786`), whose machines see the same files; or an object
    that keeps to `convert.production.executor.Executor`.

    Of so many documents as `review` says, the least certain first, pages of review are written too.

    Raises SourceError where a path is missing or holds no document, UsageError for an unknown format, StyleError for an
    unknown style and OutputError where the folder cannot be written or another run is writing into it.
    """
    from convert.production.course import Course
    from convert.production.ledger import Ledger
    from convert.production.plan import check_settings, plan
    from convert.production.report import Report

    settings = check_settings(tuple(to), style, script, vocabulary, options, fields, editing, limit, memory)
    left_out: list[LeftOut] = []
    with Ledger(Path(out)) as ledger:
        planned = plan(_name(paths), Path(out), settings, ledger.is_made, left_out, facts, outside=outside)
        unfit = settings.editing.tell(Path(job.source) for job in planned)
        report = Report(left_out=(*left_out, *ledger.left_out), unheeded=_list_unheeded(settings), unfit=tuple(unfit))
        course = Course(planned, ledger, *_choose_executor(planned, jobs, executor, settings))
        for outcome in course.run(again=again, retry=retry):
            report.count(outcome)
            if watch is not None:
                watch(outcome, len(planned))
        report.left_out += _write_pages(ledger.path, settings, report.left_out, review)
    return report


def _write_pages(ledger: Path, settings: Settings, left_out: Sequence[LeftOut], review: int) -> tuple[LeftOut, ...]:
    """Writes pages of review for so many documents, and the index of all; gives what cannot be written."""
    from convert.production.index import write_index

    told: list[LeftOut] = []
    if review:
        from convert.production.reviewing import write_pages  # brings the reader: only where pages are wanted

        told += write_pages(ledger.parent, ledger, settings, review)
    return (*told, *write_index(ledger.parent, ledger, [*left_out, *told]))


def _choose_executor(planned: Planned, jobs: int | None, given: str | Executor, settings: Settings
                     ) -> tuple[Executor, int]:
    """Who does the work, and for how many at a time it is cut."""
    from convert.production.executor import Serial, count_workers
    from convert.production.pool import Pool

    if not isinstance(given, str):
        return given, count_workers(jobs)
    workers = count_workers(jobs, planned)
    if given == "serial":
        return Serial(), 1
    if given == "pool":
        return Pool(min(workers, max(1, len(planned))), settings.limit, settings.memory), workers
    from convert.production.cluster import Cluster  # brings Dask: only where it is asked for

    return Cluster(given, workers, settings.limit, settings.memory, planned.out), count_workers(jobs)


def _list_unheeded(settings: Settings) -> tuple[str, ...]:
    """What the formats do not obey of one's own style sheet."""
    from convert.formats.save import note_style
    from convert.style.sheet import load_style

    style = load_style(settings.style)
    return tuple(notice.message for name in settings.formats for notice in note_style(name, style))


def _name(paths: Sequence[str | Path] | str | Path) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
