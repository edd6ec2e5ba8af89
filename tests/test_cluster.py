"""Batches on a Dask cluster: a real one on this machine, whose workers are killed and whose documents are poison."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands import hear_ctrl_c
from plug_ins import install

import convert
from convert.production import cluster
from convert.production.executor import cut_shards
from convert.production.job import Job
from convert.production.ledger import read_outcomes
from convert.production.settings import Settings

distributed = pytest.importorskip("distributed", reason="Dask is an extra")
Client, LocalCluster = distributed.Client, distributed.LocalCluster
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of libraries that we do not choose
    pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX"),
]

WRITER = """
import os, signal, time
from pathlib import Path

class DangerousWriter:
    name, suffix, media_type = "dangerous", ".danger", "text/plain"

    def write(self, work, style, out):
        text = work.article.text_content
        out.write(text.encode())
        if "POISON" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "PARENT" in text:
            os.kill(os.getppid(), signal.SIGKILL)
        if "SLEEP" in text:
            time.sleep(60)
        if "SLOW" in text:
            time.sleep(0.2)
        return []
"""
"""A plug-in that kills its process, or that of Dask above it."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    install(tmp_path, "danger", WRITER, "[huozi.writers]\ndangerous = danger:DangerousWriter\n")
    root = str(Path(convert.__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), root, os.environ.get("PYTHONPATH", "")]))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """That of a cluster of two workers, which gives a shard up when its first worker died."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0,
                      scheduler_kwargs={"allowed_failures": 0}) as made:
        yield made.scheduler_address


def make(folder: Path, count: int, **others: str) -> None:
    for number in range(count):
        (folder / f"in/n{number:03}.txt").write_text("正文。", encoding="utf-8")
    for name, text in others.items():
        (folder / f"in/{name}.txt").write_text(text, encoding="utf-8")


def test_a_poison_document_and_one_that_hangs_cost_only_themselves(folder, address):
    make(folder, 20, n004b="POISON", n007b="SLEEP")
    report = convert.batch("in", "out", to=["dangerous", "xml"], executor=address, limit=3, jobs=2)
    assert report.written == 20
    assert {outcome.source: outcome.faults[0].message for outcome in report.failures} == {
        "in/n004b.txt": "The worker process was killed (SIGKILL).", "in/n007b.txt": "It took longer than 3 s."}
    assert len(list((folder / "out").glob("*.xml"))) == 20
    again = convert.batch("in", "out", to=["dangerous", "xml"], executor=address, limit=3, jobs=2)
    assert (again.written, again.skipped, len(again.failures)) == (0, 20, 2)


def test_a_document_that_kills_the_workers_of_dask_is_found_by_halving(folder, address):
    make(folder, 12, n005b="PARENT")
    report = convert.batch("in", "out", to=["dangerous"], executor=address, jobs=1)
    assert report.written == 12
    assert [(outcome.source, outcome.faults[0].message) for outcome in report.failures] == [
        ("in/n005b.txt", "The workers of the cluster that took it were killed.")]


def test_a_worker_that_is_killed_in_mid_run_loses_nothing(folder):
    make(folder, 0, **{f"s{number:02}": "SLOW" for number in range(30)})
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0) as made:
        killed = threading.Thread(target=kill_one, args=(made, folder / "out"))
        killed.start()
        report = convert.batch("in", "out", to=["dangerous"], executor=made.scheduler_address, jobs=2)
        killed.join()
    assert (report.written, report.failures) == (30, [])
    assert len(list((folder / "out").glob("*.danger"))) == 30
    assert sum(1 for outcome in read_outcomes(folder / "out/ledger.sqlite") if outcome) == 30
    assert not list((folder / "out").glob(".*"))


def kill_one(made, out: Path) -> None:
    """Kills a worker of a cluster when the first outputs are there."""
    while not list(out.glob("*.danger")):
        time.sleep(0.05)
    os.kill(made.workers[0].pid, signal.SIGKILL)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_nobody_at_work_and_goes_on_later(folder, address, how):
    make(folder, 4, **{f"s{number:02}": "SLEEP" for number in range(4)})
    command = [sys.executable, "-m", "convert", "batch", "in", "-o", "out", "--to", "dangerous", "--dask", address]
    run = subprocess.Popen(command, cwd=folder, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           text=True, preexec_fn=hear_ctrl_c)
    wait_for(lambda: list((folder / "out").glob(".s*.part")))
    os.killpg(run.pid, how)
    said = run.communicate(timeout=60)[1]
    if how == signal.SIGINT:
        assert (run.returncode, said) == (130, "\nhuozi: Stopped. What was finished stays.\n")
        wait_for(lambda: not list((folder / "out").glob(".*.part")))
    for source in (folder / "in").glob("s*.txt"):
        source.write_text("正文。", encoding="utf-8")
    report = convert.batch("in", "out", to=["dangerous"], executor=address)
    assert (report.written + report.skipped, report.failures) == (8, [])
    wait_for(lambda: not list((folder / "out").glob(".*.part")))
    with Client(address) as client:
        left = client.run(lambda dask_worker: [name for name in dask_worker.plugins if "huozi" in name])
    assert not any(left.values())


def wait_for(fact: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_local_cluster_is_made_and_goes(folder):
    make(folder, 5)
    report = convert.batch("in", "out", to=["xml"], executor="local", jobs=1)
    assert (report.written, report.failures) == (5, [])
    alone = convert.batch("in", "alone", to=["xml"])
    assert alone.written == 5
    one, other = (sorted((path.name, path.read_bytes()) for path in (folder / out).glob("*.xml"))
                  for out in ("out", "alone"))
    assert one == other


def test_an_address_where_nobody_answers_is_told(folder, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    jobs = [Job("a", "out", "a", Settings(("xml",)))]
    for address in ("tcp://127.0.0.1:9", "nonsense://"):
        with pytest.raises(convert.UsageError, match="No cluster answers at"):
            list(cluster.Cluster(address, 1).perform(cut_shards(jobs, 1, 1)))
