"""Our worker processes on a worker of Dask; imported where Dask is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from threading import Lock

from distributed import Worker as Host
from distributed import WorkerPlugin, get_worker

from convert.production.job import Job, Outcome, pack, unpack_job
from convert.production.worker import Worker


class Crew(WorkerPlugin):  # type: ignore[misc]  # Dask need not be there
    """Our worker processes on a worker of Dask, one for each of its threads; a plug-in of it."""

    def __init__(self, limit: float, memory: int) -> None:
        self._limits = limit, memory

    def setup(self, worker: Host) -> None:  # noqa: ARG002 - Dask's interface
        """Nobody works yet."""
        self._lock = Lock()
        self._idle: list[Worker] = []
        self._busy: list[Worker] = []

    def teardown(self, worker: Host) -> None:  # noqa: ARG002 - Dask's interface
        """Ends all processes; a file that one of them was writing does not appear."""
        with self._lock:
            for process in self._busy:
                process.stop()
            while self._idle:
                self._idle.pop().close()

    def perform(self, jobs: Sequence[Job]) -> list[Outcome]:
        """The outcomes of a shard, in its order; those that there are where the crew was ended meanwhile."""
        with self._lock:
            process = self._idle.pop() if self._idle else Worker(*self._limits)
            self._busy.append(process)
        outcomes = list(process.perform(jobs))
        with self._lock:
            self._busy.remove(process)
            if len(outcomes) == len(jobs):
                self._idle.append(process)
            else:
                process.close()
        return outcomes


def do_shard(name: str, packed: str) -> str:
    """Does a shard on a worker of Dask, by the crew of a name; shard and outcomes are JSON."""
    crew = get_worker().plugins[name]
    return json.dumps([pack(outcome) for outcome in crew.perform([unpack_job(job) for job in json.loads(packed)])])
