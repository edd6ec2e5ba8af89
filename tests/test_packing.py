"""The outputs of a batch as few large files."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import convert
from convert.cli import main
from convert.production.packing import pack_outputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five documents that were written, one of them under a name that is not UTF-8, and one that failed."""
    (tmp_path / "in/下").mkdir(parents=True)
    for name in ("a", "b", "下/c", "d", "\udcff"):
        (tmp_path / f"in/{name}.txt").write_text(f"关于开展检查的通知\n\n正文{name!a}。\n", encoding="utf-8")
    (tmp_path / "in/broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    convert.batch(tmp_path / "in", tmp_path / "out", to=["xml", "tei"], executor="serial")
    return tmp_path


def test_trees_are_lines_and_other_outputs_entries_so_many_in_a_file(folder):
    packed = list(pack_outputs(folder / "out", folder / "packed", 2))
    assert [(each.file.name, each.documents) for each in packed] == [
        ("tei-00001.zip", 2), ("tei-00002.zip", 2), ("tei-00003.zip", 1),
        ("xml-00001.jsonl", 2), ("xml-00002.jsonl", 2), ("xml-00003.jsonl", 1)]
    assert all(each.size == each.file.stat().st_size for each in packed)
    lines = [json.loads(line) for each in packed[3:] for line in each.file.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        assert line["tree"].encode() == (folder / f"out/{line['target']}.xml").read_bytes()
    assert lines[0]["title"] == "关于开展检查的通知"
    entries = {}
    for each in packed[:3]:
        with zipfile.ZipFile(each.file) as archive:
            entries |= {name: archive.read(name) for name in archive.namelist()}
    assert sorted(entries) == ["\\xff.tei.xml", "a.tei.xml", "b.tei.xml", "d.tei.xml", "下/c.tei.xml"]
    assert entries["下/c.tei.xml"] == (folder / "out/下/c.tei.xml").read_bytes()


def test_the_same_outputs_are_packed_to_the_same_bytes(folder):
    made = [[(each.file.name, each.file.read_bytes())
             for each in pack_outputs(folder / "out", folder / str(jobs), 2, jobs)] for jobs in (1, 3)]
    assert len(made[0]) == 6
    assert made[0] == made[1]


def test_an_output_that_is_missing_is_told_and_nothing_half_written_is_left(folder):
    (folder / "out/b.tei.xml").unlink()
    with pytest.raises(convert.SourceError, match=r"Cannot read .*b\.tei\.xml"):
        list(pack_outputs(folder / "out", folder / "packed", 1, jobs=2))
    assert not [file for file in (folder / "packed").iterdir() if file.name.startswith((".", "tei-00002"))]
    with pytest.raises(convert.UsageError, match="A file of 0 documents is none"):
        list(pack_outputs(folder / "out", folder / "packed", 0))


def test_the_command_tells_each_file(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    for more in ([], ["--json"]):
        with pytest.raises(SystemExit) as ended:
            main(["pack", "out", "-o", "packed", *more])
        assert not ended.value.code
    shown = capsys.readouterr().out
    assert f"{Path('packed/xml-00001.jsonl')}: 5 documents, " in shown
    assert '"documents": 5' in shown
