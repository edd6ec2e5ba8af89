"""Workers of a Dask cluster: shards go there, outcomes come back; the machines see the same files.

On each machine our own worker processes do the work, so that limits hold and a document that kills its process costs
only itself. Where Dask gives up a shard, because all who took it died, it is halved until one document is left, which
is set aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from convert.errors import UsageError
from convert.production.executor import Shard
from convert.production.job import Fault, Job, Outcome, pack, unpack_outcome
from convert.production.recipe import name_trial
from convert.sources import find_url

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
"""The address of a cluster that is made on this machine for the run."""

AHEAD = 2
"""Shards a thread of the cluster that are sent before others are done."""

PATIENCE = 20
"""Seconds that a scheduler has to answer."""

_KILLED = Fault("The workers of the cluster that took it were killed.",
                "Perhaps memory ran out: try the document alone.", lasting=True)


class Cluster:
    """The cluster at an address, or one of so many workers on this machine."""

    def __init__(self, address: str, workers: int, limit: float = 0, memory: int = 0, folder: str = "") -> None:
        self._address = address
        self._workers = workers
        self._limits = limit, memory
        self._crew = f"huozi {Path(folder).absolute()}"

    def perform(self, shards: Iterator[Shard]) -> Iterator[Outcome]:
        """The outcomes of all jobs, as they come; raises UsageError where there is no such cluster.

        Its crew has the name of the output folder, so that it takes the place of one that a run left there which was
        killed, and of no other; it ends with the run, however that ends.
        """
        with ExitStack() as stack:
            client = self._connect(stack)
            from convert.production.crew import Crew

            client.register_plugin(Crew(*self._limits), name=self._crew)
            stack.callback(_dismiss, client, self._crew)
            threads = sum(client.nthreads().values()) or self._workers
            yield from _follow(_Dispatch(client, self._crew), shards, AHEAD * threads)

    def _connect(self, stack: ExitStack) -> Client:
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise UsageError("Dask is not installed.", "Install it: pip install 'huozi[dask]'.") from error
        if self._address == LOCAL:
            made = stack.enter_context(LocalCluster(n_workers=self._workers, threads_per_worker=1,
                                                    dashboard_address=None, memory_limit=0))
            return stack.enter_context(Client(made))
        try:
            return stack.enter_context(Client(self._address, timeout=PATIENCE))
        except (OSError, ValueError) as error:
            raise UsageError(f"No cluster answers at {self._address}.",
                             "Give the address of its scheduler, such as tcp://host:8786, or local.") from error


class _Dispatch:
    """Shards on their way: which are with the cluster, and which documents are suspected of having killed who took it.

    A suspect is tried once more when nothing else is out, so that no other document can be to blame.
    """

    def __init__(self, client: Client, crew: str) -> None:
        from distributed import as_completed

        self._client = client
        self._crew = crew
        self._out: dict[str, Shard] = {}
        self._suspects: list[Shard] = []
        self._alone = ""
        self.done = as_completed()

    def send(self, shards: Iterable[Shard]) -> None:
        """Hands shards to the cluster."""
        from convert.production.crew import do_shard

        for shard in shards:
            packed = json.dumps([pack(_place(job)) for job in shard])
            future = self._client.submit(do_shard, self._crew, packed, pure=False)
            self._out[future.key] = shard
            self.done.add(future)

    def take(self, future: Future) -> Shard:
        """The shard of a future that is done."""
        return self._out.pop(future.key)

    def suspect(self, future: Future, shard: Shard) -> bool:
        """Whether a shard that killed who took it may be innocent; then it is halved or waits to be tried alone."""
        if len(shard) > 1:
            middle = len(shard) // 2
            self.send([shard[:middle], shard[middle:]])
        elif future.key != self._alone:
            self._suspects.append(shard)
        else:
            return False
        return True

    def send_more(self, shards: Iterator[Shard], ahead: int) -> None:
        """Keeps so many shards with the cluster; where there are none left, a suspect alone."""
        self.send(islice(shards, max(0, ahead - len(self._out))))
        if not self._out and self._suspects:
            self.send([self._suspects.pop()])
            self._alone = next(iter(self._out))


def _dismiss(client: Client, crew: str) -> None:
    """Ends the crew of a run; where the cluster has gone, it has too."""
    with suppress(OSError, ValueError, RuntimeError, TimeoutError):
        client.unregister_worker_plugin(crew)


def _follow(dispatch: _Dispatch, shards: Iterator[Shard], ahead: int) -> Iterator[Outcome]:
    """Keeps so many shards with the cluster, and gives what becomes of them; what it gives up is halved."""
    from distributed import KilledWorker

    dispatch.send_more(shards, ahead)
    for future in dispatch.done:
        shard = dispatch.take(future)
        error = future.exception() if future.status == "error" else None
        if error is None:
            yield from _receive(future, shard)
        elif not isinstance(error, KilledWorker):
            raise UsageError(f"The cluster cannot do it: {type(error).__name__}: {error}.",
                             "Install this version of Huozi on all its machines.") from error
        elif not dispatch.suspect(future, shard):
            yield from (Outcome(job.source, job.target, faults=(_KILLED,), trial=name_trial(job)) for job in shard)
        dispatch.send_more(shards, ahead)


def _receive(future: Future, shard: Shard) -> Iterator[Outcome]:
    """What became of a shard, by the names that its sources have here."""
    for job, outcome in zip(shard, json.loads(future.result()), strict=True):
        yield replace(unpack_outcome(outcome), source=job.source)


def _place(job: Job) -> Job:
    """The job by names that do not depend on where a process works."""
    source = job.source if find_url(Path(job.source)) else str(Path(job.source).absolute())
    return replace(job, source=source, folder=str(Path(job.folder).absolute()))
