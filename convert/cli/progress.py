"""How far a batch is: a bar on a terminal, a line now and then elsewhere, or an event for each document."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.console import console, encode, escape, plain, say

if TYPE_CHECKING:
    from convert.production.job import Outcome

Watch = Callable[["Outcome", int], None]
"""What is called with each outcome and the number of documents."""

PAUSE = 10.0
"""Seconds between two lines where there is no terminal."""


class Pace:
    """How fast documents are done, by a clock in seconds, and how long the rest will take."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self.done = 0
        self.failed = 0

    def count(self, outcome: Outcome) -> None:
        """Counts a document."""
        self.done += 1
        self.failed += outcome.failed

    def describe(self, count: int) -> str:
        """Rate, remaining time and failures, where there are so many documents."""
        rate = self.done / max(self._clock() - self._begun, 1e-3)
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{rate:,.1f} a second, {print_time((count - self.done) / max(rate, 1e-3))} left{failed}"


def print_time(seconds: float) -> str:
    """A time for people: 40 s, 12 min, 3.5 h."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


@contextmanager
def watching(*, as_json: bool) -> Iterator[Watch]:
    """What to call with each outcome."""
    if as_json:
        yield print_event
    elif sys.stderr.isatty():
        with _watch_terminal() as watch:
            yield watch
    else:
        yield make_lines(time.monotonic)


@contextmanager
def _watch_terminal() -> Iterator[Watch]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console(err=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        pace = Pace()

        def watch(outcome: Outcome, count: int) -> None:
            pace.count(outcome)
            told = f"{pace.describe(count)}  {escape(Path(outcome.source).name)}"
            progress.update(task, advance=1, total=count, description=told)
            for line in list_faults(outcome):
                progress.console.print(plain(line, "red"), soft_wrap=True)

        yield watch


def make_lines(clock: Callable[[], float]) -> Watch:
    """What prints faults as they come, and now and then a line of how far it is."""
    pace = Pace(clock)
    last = clock()

    def watch(outcome: Outcome, count: int) -> None:
        nonlocal last
        pace.count(outcome)
        for line in list_faults(outcome):
            say(line)
        if clock() - last >= PAUSE:
            last = clock()
            say(f"{pace.done:,} of {count:,} documents, {pace.describe(count)}")

    return watch


def print_event(outcome: Outcome, count: int) -> None:
    """Prints what became of a document as a line of JSON."""
    state = "failed" if outcome.failed else "skipped" if outcome.skipped else "written"
    told: dict[str, Any] = {"event": "document", "source": outcome.source, "target": outcome.target, "state": state,
                            "of": count}
    more = {"title": outcome.title, "outputs": outcome.outputs, "remarks": outcome.remarks, "notices": outcome.notices,
            "certainty": outcome.certainty, "seconds": outcome.seconds,
            "faults": [{"message": fault.message, "hint": fault.hint} for fault in outcome.faults]}
    click.echo(encode(told | {name: value for name, value in more.items() if value}))


def list_faults(outcome: Outcome) -> list[str]:
    """A line for each fault of a document: file, reason and hint; none where it has none."""
    more = " It was not tried again; --retry does." if outcome.skipped else ""
    return [f"{outcome.source}: {fault.message} {fault.hint}".rstrip() + more for fault in outcome.faults]
