"""From jobs to outcomes: shards are handed to workers, each held by a thread of its own."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from math import ceil
from pathlib import Path
from queue import Empty, SimpleQueue

from convert.errors import UsageError
from convert.files import exists
from convert.production.job import Job, Outcome
from convert.production.worker import Worker

_LARGEST = 64
"""Documents a shard at most: enough that sending it costs nothing beside doing it."""

_TURNS = 8
"""Shards a worker at least, where there are enough documents: so that no worker is idle long at the end."""

Shards = SimpleQueue[Sequence[Job]]
Outcomes = SimpleQueue[Outcome | None]


WORTH = 8
"""Documents that are worth the start of one more worker, which takes as long as some of them."""

WORTH_SIZE = 200_000
"""Bytes of documents that are worth the same."""


def run(jobs: Sequence[Job], workers: int, limit: float = 0, memory: int = 0) -> Iterator[Outcome]:
    """The outcomes of all jobs, as they come; a caller that stops listening ends the workers.

    A job that takes more than `limit` seconds or `memory` megabytes fails; 0 sets no limit.
    """
    count = min(len(jobs), workers)
    shards, outcomes = _deal(jobs, count), Outcomes()
    crew = [Worker(limit, memory) for _ in range(count)]
    with ThreadPoolExecutor(max(1, count)) as threads:
        ends = [threads.submit(_work, worker, shards, outcomes) for worker in crew]
        try:
            for _ in crew:
                yield from iter(outcomes.get, None)
        finally:
            deque(_take(shards), maxlen=0)
            for worker in crew:
                worker.stop()
    for end in ends:
        end.result()


def check_limits(limit: float, memory: int) -> None:
    """Raises UsageError for limits that are none."""
    if not 0 <= limit <= LONGEST:
        raise UsageError(f"No document can be limited to {limit:g} s.", f"Say up to {LONGEST}, or 0 for no limit.")
    if memory and memory < LEAST:
        raise UsageError(f"No worker can do with {memory} MB.", f"Say --memory {LEAST} or more, or 0 for no limit.")


LONGEST = 86_400
"""Seconds of a day."""

LEAST = 512
"""Megabytes of address space that a worker takes before it has read anything, with room for a short text."""


def count_workers(asked: int | None, sources: Sequence[Path] | None = None) -> int:
    """As many as asked for, else as there are processors for this process, if the sources give enough to do.

    Raises UsageError for less than one.
    """
    if asked is None:
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return processors if sources is None else max(1, min(processors, _count_worth(sources[: processors * WORTH])))
    if asked < 1:
        raise UsageError(f"{asked} workers cannot do anything.", "Say --jobs 1 or more.")
    return asked


def _count_worth(sources: Sequence[Path]) -> int:
    """The workers whose start these documents are worth, by their number or their size."""
    size = sum(path.stat().st_size for path in sources if exists(path))
    return ceil(max(len(sources) / WORTH, size / WORTH_SIZE))


def _deal(jobs: Sequence[Job], count: int) -> Shards:
    size = max(1, min(_LARGEST, ceil(len(jobs) / (_TURNS * max(1, count)))))
    shards = Shards()
    for start in range(0, len(jobs), size):
        shards.put(jobs[start : start + size])
    return shards


def _work(worker: Worker, shards: Shards, outcomes: Outcomes) -> None:
    try:
        for shard in _take(shards):
            for outcome in worker.perform(shard):
                outcomes.put(outcome)
    finally:
        worker.close()
        outcomes.put(None)


def _take(shards: Shards) -> Iterator[Sequence[Job]]:
    with suppress(Empty):
        while True:
            yield shards.get_nowait()
