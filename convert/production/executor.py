"""Who does the work of a batch: one small interface, and the plainest of those who keep to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import ceil
from typing import Protocol

from convert.errors import UsageError
from convert.production.job import Job, Outcome

Shard = Sequence[Job]
"""Jobs that travel together: names and places of documents, never their text."""

SHARD_SIZE = 1 << 20
"""Bytes of the documents of a shard: enough that sending it costs nothing beside doing it."""

LARGEST = 64
"""Documents of a shard at most; it is also what a shard is cut by where sizes are not known."""

TURNS = 8
"""Shards a worker at least, where there are enough documents: so that no worker is idle long at the end."""

WORTH = 8
"""Documents that are worth the start of one more worker, which takes as long as some of them."""

WORTH_SIZE = 200_000
"""Bytes of documents that are worth the same."""


class Executor(Protocol):
    """Does jobs, here or elsewhere."""

    def perform(self, shards: Iterator[Shard]) -> Iterator[Outcome]:
        """The outcomes of all jobs, one each, as they come; shards are taken when there is room for them.

        A caller that stops listening ends the work.
        """
        ...


class Serial:
    """The calling process, one document after another: without limits, for whoever looks for a fault."""

    def perform(self, shards: Iterator[Shard]) -> Iterator[Outcome]:
        """The outcomes of all jobs, in their order."""
        from convert.production.work import perform

        for shard in shards:
            yield from map(perform, shard)


def cut_shards(jobs: Iterable[Job], count: int, workers: int) -> Iterator[Shard]:
    """The jobs, of which there are `count`, in shards for so many workers."""
    most = max(1, min(LARGEST, ceil(count / (TURNS * max(1, workers)))))
    shard: list[Job] = []
    size = 0
    for job in jobs:
        if len(shard) == most or (shard and size + job.size > SHARD_SIZE):
            yield shard
            shard, size = [], 0
        shard.append(job)
        size += job.size
    if shard:
        yield shard


def count_workers(asked: int | None, jobs: Iterable[Job] | None = None) -> int:
    """As many as asked for, else as there are processors for this process, if the jobs give enough to do.

    Raises UsageError for less than one.
    """
    if asked is None:
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        worth = processors if jobs is None else _count_worth(list(islice(jobs, processors * WORTH)))
        return max(1, min(processors, worth))
    if asked < 1:
        raise UsageError(f"{asked} workers cannot do anything.", "Say --jobs 1 or more.")
    return asked


def _count_worth(jobs: Sequence[Job]) -> int:
    """The workers whose start these jobs are worth, by their number or their size."""
    return ceil(max(len(jobs) / WORTH, sum(job.size for job in jobs) / WORTH_SIZE))
