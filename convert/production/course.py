"""The course of a run: what is due goes to those who do it, and what becomes of it into the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from convert.production.executor import Executor, cut_shards
from convert.production.job import Job, Outcome
from convert.production.ledger import Ledger
from convert.production.planned import Planned


class Course:
    """A run: its jobs, the ledger they are entered into, and who does them."""

    def __init__(self, jobs: Planned, ledger: Ledger, executor: Executor, workers: int) -> None:
        self._jobs = jobs
        self._ledger = ledger
        self._executor = executor
        self._workers = workers
        self._failed: list[Outcome] = []

    def run(self, *, again: bool = False, retry: bool = False) -> Iterator[Outcome]:
        """The outcomes of all jobs as they come, each entered before it is given.

        What an earlier run left is used unless `again`; what failed in it and would fail again comes last, untried,
        unless `retry`. Raises OutputError where the ledger cannot be written.
        """
        self._ledger.begin(len(self._jobs))
        due = iter(self._jobs) if again else self._recall(retry)
        for outcome in self._executor.perform(cut_shards(due, len(self._jobs), self._workers)):
            self._ledger.enter(outcome)
            yield outcome
        yield from self._failed
        self._ledger.end()

    def _recall(self, retry: bool) -> Iterator[Job]:
        """The jobs that are due, with the seals that earlier runs left."""
        for job in self._jobs:
            failure = None if retry else self._ledger.recall_failure(job)
            if failure is None:
                yield replace(job, seals=self._ledger.recall_seals(job.target))
            else:
                self._failed.append(failure)
