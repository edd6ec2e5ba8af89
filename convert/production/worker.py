"""A worker: a Python process of its own that does jobs, and its parent's hold on it.

The parent sends a shard, a JSON list of jobs on one line; the worker answers with a line for each job as soon as it is
done. So when a worker dies, the job it died of is known: the first without an answer. It is a plain child process and
not one of `multiprocessing`, which would run the main script of the caller once more in each of its processes.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import IO

from convert.files import unfinished
from convert.production.alarm import Alarm
from convert.production.bounds import end_with_parent, limit_memory
from convert.production.job import Fault, Job, Outcome, pack, unpack_job, unpack_outcome
from convert.production.recipe import name_trial
from convert.resources import PACKAGE

_START = """
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

sys.path[:] = sys.argv[3:]
spec = PathFinder.find_spec("convert", sys.argv[1:2])
module = sys.modules["convert"] = module_from_spec(spec)
spec.loader.exec_module(module)
from convert.production.worker import serve
serve(int(sys.argv[2]))
"""
"""What a worker runs: it finds modules where its parent does, but ours here, whatever else is called so."""

_READY = b"ready\n"
"""What a worker says first: the time its start takes is no job's."""

PATIENCE = 5.0
"""Seconds that a worker has to end when it is told to; one that is busy in a library does not hear it."""

_CHANCES = 2
"""How many workers a document may take with it: the first may have died of something else, such as lack of memory."""


ENDED = 128 + signal.SIGTERM
"""The exit code of a worker that was told to end."""


def serve(memory: int = 0) -> None:
    """The worker's own side: does what comes on standard input until its end, within `memory` megabytes."""
    from convert.production.work import perform

    limit_memory(memory)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends its workers
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))  # leaves through every `finally`
    end_with_parent()
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # nothing that a library prints comes between the answers
        answers.write(_READY)
        answers.flush()
        for line in sys.stdin.buffer:
            for job in json.loads(line):
                answers.write(json.dumps(pack(perform(unpack_job(job)))).encode() + b"\n")
                answers.flush()


class Worker:
    """The parent's side: a process that is started when first needed, and again when it has died.

    A job that takes more than `limit` seconds or `memory` megabytes is given up; 0 sets no limit.
    """

    def __init__(self, limit: float = 0, memory: int = 0) -> None:
        self._limit = limit
        self._memory = memory
        self._alarm: Alarm | None = None
        self._late = False
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._stopped = False

    def perform(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """The outcomes of a shard, in its order, as they come; ends early where the worker was stopped."""
        waiting = deque(jobs)
        deaths = 0
        while waiting and not self._stopped:
            for outcome in self._exchange(list(waiting)):
                waiting.popleft()
                deaths = 0
                yield outcome
            if waiting:
                deaths += 1
                fault, hopeless = self._bury(waiting[0])
                if not self._stopped and (hopeless or deaths == _CHANCES):
                    job = waiting.popleft()
                    deaths = 0
                    yield Outcome(job.source, job.target, faults=(fault,), trial=name_trial(job))

    def stop(self) -> None:
        """Ends the process, if need be by force; a file it was writing does not appear."""
        self._stopped = True
        if self._process is not None:
            self._process.terminate()
            killer = Timer(PATIENCE, self._process.kill)
            killer.daemon = True
            killer.start()

    def close(self) -> str:
        """Ends the process when it has nothing more to do; gives what it said on standard error."""
        process, errors = self._process, self._errors
        if process is None or errors is None:
            return ""
        if self._alarm is not None:
            self._alarm.close()
        with suppress(BrokenPipeError):
            process.communicate()
        self._process = self._errors = self._alarm = None
        with errors:
            errors.seek(0)
            return errors.read().decode("utf-8", "replace")

    def _exchange(self, jobs: list[Job]) -> Iterator[Outcome]:
        process = self._process or self._start()
        if self._stopped or process.stdin is None or process.stdout is None or self._alarm is None:
            return
        try:
            process.stdin.write(json.dumps([pack(job) for job in jobs]).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            return
        for _ in jobs:
            self._late = False
            with self._alarm:
                answer = process.stdout.readline()
            if self._stopped or not answer.endswith(b"\n"):
                return
            yield unpack_outcome(json.loads(answer))

    def _give_up(self) -> None:
        """Kills the process, whose job takes longer than it may."""
        if self._process is not None:
            self._late = True
            self._process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process lives
        self._process = subprocess.Popen(  # noqa: S603 - this very interpreter, with nothing from outside
            [sys.executable, "-c", _START, str(PACKAGE.parent), str(self._memory), *sys.path], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self._errors)
        if self._process.stdout is not None:
            self._process.stdout.readline()
        self._alarm = Alarm(self._limit, self._give_up)
        return self._process

    def _bury(self, job: Job) -> tuple[Fault, bool]:
        """Why the process died of a job, and whether the job would kill the next one too: an error of ours would."""
        process = self._process
        if process is None:
            return Fault("The worker process did not start."), True
        said = self.close()
        _sweep(job, process.pid)
        code = process.returncode
        if self._late:
            self._late = False
            said = f"It took longer than {self._limit:g} s."
            return Fault(said, "Give it more time with --limit.", lasting=True), True
        if code < 0 or code == ENDED:
            return Fault(f"The worker process was killed ({_name_signal(-code if code < 0 else signal.SIGTERM)}).",
                         "Perhaps memory ran out: try the document alone.", lasting=True), False
        last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), f"exit code {code}")
        return Fault(f"Huozi failed: {last[:200]}.", "This is a bug of Huozi: please report it with the file.",
                     lasting=True), True


def _name_signal(number: int) -> str:
    names = {int(known): known.name for known in signal.Signals}
    return names.get(number, f"signal {number}")


def _sweep(job: Job, process: int) -> None:
    """Removes what a dead process left half-written beside the outputs of its job."""
    for file in (Path(job.folder) / job.target).parent.glob(f".*{unfinished(process)}"):
        file.unlink(missing_ok=True)
