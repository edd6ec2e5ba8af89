"""Many documents: jobs, a ledger that resumes, workers that may die.

plan     paths → jobs, each with its place below the output folder
ledger   what is done already, one line a document, in the output folder
work     one job, from source to outputs
worker   the process that does jobs, and its parent's hold on it
run      jobs → outcomes, over as many workers as asked for
report   what became of all of them
job      a job and its outcome, as they cross the border of a process
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convert.production.job import Outcome
    from convert.production.report import Report

FORMATS = ("docx", "pdf", "epub", "tei")
"""What is written where nothing else is asked for."""


def batch(
    paths: Sequence[str | Path] | str | Path,
    out: str | Path,
    to: Sequence[str] = FORMATS,
    *,
    style: str = "plain",
    script: str = "",
    vocabulary: bool = False,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    jobs: int | None = None,
    again: bool = False,
    limit: float = 0,
    watch: Callable[[Outcome], None] | None = None,
    count: Callable[[int], None] | None = None,
) -> Report:
    """Converts documents, and all documents of folders, into a folder; gives what became of them.

    `script` is a language to put the text in, such as zh-Hant; `vocabulary` also changes words to those of the place.
    `options` are those of the writers, by format: `{"epub": {"vertical": True}}`.
    The work is done by `jobs` worker processes; where it is None, by as many as there are processors, if there is
    enough to do for them. A document that cannot be converted, that kills its worker or that takes more than `limit`
    seconds (0 sets no limit) is in the report with its reason, and the others are converted. What an earlier run into
    the same folder has done already is left as it is, unless `again`. `count` is called with the number of documents,
    then `watch` with each outcome as it comes.

    Raises SourceError where a path is missing or holds no document, UsageError for an unknown format, StyleError for an
    unknown style and OutputError where the folder cannot be written.
    """
    from convert.production.ledger import Ledger
    from convert.production.plan import check_settings, plan
    from convert.production.report import Report
    from convert.production.run import count_workers, run

    named = [paths] if isinstance(paths, str | Path) else paths
    settings = check_settings(tuple(to), style, script, vocabulary, options)
    ledger, report = Ledger(Path(out)), Report()
    planned = plan([Path(path) for path in named], Path(out), settings, {} if again else ledger.done)
    workers = count_workers(jobs, [Path(job.source) for job in planned])
    if count is not None:
        count(len(planned))
    with ledger:
        for outcome in run(planned, workers, limit):
            ledger.enter(outcome)
            report.count(outcome)
            if watch is not None:
                watch(outcome)
    return report
