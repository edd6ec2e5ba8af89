"""A batch that is stopped: nothing half-written, no process left behind, and the next run finishes the work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import hear_ctrl_c
from plug_ins import install

from convert.production.ledger import read_outcomes

COUNT = 8
PATIENCE = 60
"""Seconds after which a test gives up waiting for something that takes far less than one."""

WRITER = """
import time
from pathlib import Path

class SlowWriter:
    name, suffix, media_type = "slow", ".slow", "text/plain"

    def write(self, work, style, out):
        out.write(work.article.text_content.encode())
        out.flush()
        end = time.monotonic() + 60
        while "WAIT" in work.article.text_content and not Path("go").exists() and time.monotonic() < end:
            time.sleep(0.005)
        return []
"""
"""A plug-in that has a document half-written until the file `go` is there."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(COUNT):
        (tmp_path / f"in/{number}.txt").write_text("正文。" if number < 2 else "WAIT", encoding="utf-8")
    install(tmp_path, "slow", WRITER, "[huozi.writers]\nslow = slow:SlowWriter\n")
    return tmp_path


def start(folder: Path) -> subprocess.Popen[str]:
    """The batch, in a process group of its own, with Ctrl-C heard even where whoever runs the tests ignores it."""
    return subprocess.Popen([sys.executable, "-m", "convert", "batch", "in", "-o", "out", "--to", "slow", "-j", "2"],
                            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            start_new_session=True, preexec_fn=hear_ctrl_c)


def start_and_wait(folder: Path) -> subprocess.Popen[str]:
    """The same, when some documents are done and both workers have one half-written."""
    process = start(folder)
    wait_for(lambda: ledger_lines(folder) == 2 and len(half_written(folder)) == 2)
    return process


def ledger_lines(folder: Path) -> int:
    ledger = folder / "out/ledger.sqlite"
    return sum(1 for outcome in read_outcomes(ledger) if outcome) if ledger.exists() else 0


def half_written(folder: Path) -> list[Path]:
    return list((folder / "out").glob(".*"))


def wait_for(fact) -> None:
    end = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def finish(folder: Path) -> str:
    """Runs the batch again, to its end, and gives its last line."""
    (folder / "go").touch()
    said, errors = start(folder).communicate(timeout=PATIENCE)
    assert errors == ""
    assert len(list((folder / "out").glob("*.slow"))) == COUNT
    assert half_written(folder) == []
    return said.splitlines()[-1]


def test_ctrl_c_ends_it_in_order(folder):
    process = start_and_wait(folder)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
    said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (130, ("", "\nhuozi: Stopped. What was finished stays.\n"))
    assert is_gone(process.pid)
    assert half_written(folder) == []
    assert finish(folder) == f"documents: {COUNT - 2} written, 2 done before, 0 failed"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_do_not_outlive_their_parent(folder, how):
    process = start_and_wait(folder)
    process.send_signal(how)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == -how
    (folder / "go").touch()
    wait_for(lambda: is_gone(process.pid))
    assert len(list((folder / "out").glob("*.slow"))) < COUNT
    assert finish(folder) == f"documents: {COUNT - 2} written, 2 done before, 0 failed"
