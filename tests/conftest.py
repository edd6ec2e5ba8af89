"""No face of the system takes part, coverage pauses, and where every validator must be present, a skip is a failure."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings
from validators import REQUIRED, is_excused

os.environ["HUOZI_FONTS"] = str(Path(__file__).with_name("fonts.toml"))

settings.register_profile("huozi", derandomize=True, deadline=None)
settings.load_profile("huozi")  # the same examples on every machine, whatever its speed


MEASURED = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
"""What has coverage measure a process that is started."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """Has coverage pause for a test that says so, and for the processes that it starts."""
    names = MEASURED if item.get_closest_marker("unmeasured") else ()
    paused = {name: os.environ.pop(name) for name in names if name in os.environ}
    trace = sys.gettrace()
    if paused:
        sys.settrace(None)
    try:
        return (yield)
    finally:
        if paused:
            sys.settrace(trace)
            os.environ.update(paused)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport,
                                                                                           pytest.TestReport]:
    """Turns skips into failures, whoever skipped, if the environment demands it."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(REQUIRED) == "1":
        reason = str(call.excinfo.value) if call.excinfo else "skipped"
        if is_excused(reason):
            return report
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {reason}, and {REQUIRED}=1 demands that nothing is skipped"
    return report
