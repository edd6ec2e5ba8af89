"""Workers on this machine: shards are handed to processes, each held by a thread of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from queue import Empty, SimpleQueue

from convert.production.executor import Shard
from convert.production.job import Outcome
from convert.production.worker import Worker

AHEAD = 2
"""Shards a worker that are read ahead of the work, so that nobody waits and little is remembered."""

Shards = SimpleQueue[Shard | None]
"""What is to be done; None ends a worker."""

Told = SimpleQueue[Outcome | BaseException | None]
"""What becomes of it; None where a shard is done, an error where a worker cannot go on."""


class Pool:
    """So many worker processes; those that are not needed are not started."""

    def __init__(self, workers: int, limit: float = 0, memory: int = 0) -> None:
        self._workers = workers
        self._limit = limit
        self._memory = memory

    def perform(self, shards: Iterator[Shard]) -> Iterator[Outcome]:
        """The outcomes of all jobs, as they come; a caller that stops listening ends the workers."""
        waiting, told = Shards(), Told()
        crew = [Worker(self._limit, self._memory) for _ in range(self._workers)]
        with ThreadPoolExecutor(self._workers) as threads:
            for worker in crew:
                threads.submit(_serve, worker, waiting, told)
            try:
                yield from _hand_out(shards, waiting, told, AHEAD * self._workers)
            except BaseException:
                deque(_drain(waiting), maxlen=0)
                for worker in crew:
                    worker.stop()
                raise
            finally:
                for _ in crew:
                    waiting.put(None)


def _hand_out(shards: Iterator[Shard], waiting: Shards, told: Told, ahead: int) -> Iterator[Outcome]:
    """Keeps so many shards with the workers, and gives what they tell until all are done."""
    out = _put(shards, waiting, ahead)
    while out:
        said = told.get()
        if isinstance(said, BaseException):
            raise said
        if said is None:
            out += _put(shards, waiting, 1) - 1
        else:
            yield said


def _put(shards: Iterator[Shard], waiting: Shards, count: int) -> int:
    """Hands out so many shards, if there are; gives how many."""
    taken = list(islice(shards, count))
    for shard in taken:
        waiting.put(shard)
    return len(taken)


def _serve(worker: Worker, waiting: Shards, told: Told) -> None:
    try:
        for shard in iter(waiting.get, None):
            for outcome in worker.perform(shard):
                told.put(outcome)
            told.put(None)
    except BaseException as error:  # noqa: BLE001 - whatever it is, who listens must hear it
        told.put(error)
    finally:
        worker.close()


def _drain(waiting: Shards) -> Iterator[Shard | None]:
    with suppress(Empty):
        while True:
            yield waiting.get_nowait()
