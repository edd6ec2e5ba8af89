"""Many documents: jobs, a ledger that resumes, workers that may die.

plan     paths → jobs, each with its place below the output folder
ledger   what is done already, one line a document, in the output folder
hold     who may write into it
work     one job, from source to outputs
worker   the process that does jobs, and its parent's hold on it
run      jobs → outcomes, over as many workers as asked for
report   what became of all of them
bounds   what a process may take, and that it ends with its parent
job      a job and its outcome, as they cross the border of a process
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convert.corrections import Editing
    from convert.production.job import Outcome, Settings
    from convert.production.report import Report

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
    jobs: int | None = None, again: bool = False, limit: float = LIMIT, memory: int = MEMORY, outside: bool = False,
    watch: Callable[[Outcome], None] | None = None,
    count: Callable[[int], None] | None = None,
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
    `again` or where one of its outputs is no longer what it was. Links that lead out of their folder are followed
    where what lies `outside` is wanted. `count` is called with the number of documents, then `watch` with each outcome
    as it comes.

    Raises SourceError where a path is missing or holds no document, UsageError for an unknown format, StyleError for an
    unknown style and OutputError where the folder cannot be written or another run is writing into it.
    """
    from convert.containers.entry import LeftOut
    from convert.corrections import NOTHING
    from convert.production.ledger import Ledger
    from convert.production.plan import check_settings, plan
    from convert.production.report import Report
    from convert.production.run import check_limits, count_workers, run

    settings = check_settings(tuple(to), style, script, vocabulary, options, fields, editing or NOTHING)
    check_limits(limit, memory)
    left_out: list[LeftOut] = []
    with Ledger(Path(out)) as ledger:
        planned = plan(_name(paths), Path(out), settings, ledger.done, left_out, facts, again=again, outside=outside)
        workers = count_workers(jobs, [Path(job.source) for job in planned])
        unfit = settings.editing.tell([Path(job.source) for job in planned])
        report = Report(left_out=(*left_out, *ledger.left_out), unheeded=_list_unheeded(settings), unfit=tuple(unfit))
        if count is not None:
            count(len(planned))
        for outcome in run(planned, workers, limit, memory):
            ledger.enter(outcome)
            report.count(outcome)
            if watch is not None:
                watch(outcome)
    return report


def _list_unheeded(settings: Settings) -> tuple[str, ...]:
    """What the formats do not obey of one's own style sheet."""
    from convert.formats.save import note_style
    from convert.style.sheet import load_style

    style = load_style(settings.style)
    return tuple(notice.message for name in settings.formats for notice in note_style(name, style))


def _name(paths: Sequence[str | Path] | str | Path) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
