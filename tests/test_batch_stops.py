"""A batch that is stopped: nothing half-written, no process left behind, and the next run finishes the work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COUNT = 300
PATIENCE = 60
"""Seconds after which a test gives up waiting for something that takes far less than one."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(COUNT):
        (tmp_path / f"in/{number:03}.txt").write_text("一、总体要求\n坚持以人为本。\n" * 8, encoding="utf-8")
    return tmp_path


def start(folder: Path) -> subprocess.Popen[str]:
    """A batch in a process group of its own, that has written something."""
    process = subprocess.Popen([sys.executable, "-m", "convert", "batch", "in", "-o", "out", "--to", "xml", "-j", "2"],
                               cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               start_new_session=True)
    ledger = folder / "out/ledger.jsonl"
    wait_for(lambda: process.poll() is not None or (ledger.exists() and ledger.stat().st_size))
    assert process.poll() is None, "the batch was over before it could be stopped"
    return process


def wait_for(fact) -> None:
    end = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.005)


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def finish(folder: Path) -> str:
    ran = subprocess.run([sys.executable, "-m", "convert", "batch", "in", "-o", "out", "--to", "xml"], cwd=folder,
                         capture_output=True, text=True, check=True)
    assert len(list((folder / "out").glob("*.xml"))) == COUNT
    assert not list((folder / "out").glob(".*"))
    return ran.stdout


def test_ctrl_c_ends_it_in_order(folder):
    process = start(folder)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
    said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (130, ("", "\nhuozi: Stopped. What was finished stays.\n"))
    assert is_gone(process.pid)
    assert not list((folder / "out").glob(".*"))
    lines = (folder / "out/ledger.jsonl").read_text().count("\n")
    assert 0 < lines < COUNT
    assert f" {lines} done before, 0 failed" in finish(folder)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_do_not_outlive_their_parent(folder, how):
    process = start(folder)
    process.send_signal(how)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == -how
    wait_for(lambda: is_gone(process.pid))
    assert len(list((folder / "out").glob("*.xml"))) < COUNT
    assert " 0 failed" in finish(folder)
