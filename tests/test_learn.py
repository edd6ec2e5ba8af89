"""What corrections teach: rules that were wrong are told, and weights make the documents as they were set right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run
from trees import SEEDS

import convert
from convert.corrections import Editing
from convert.errors import SourceError
from convert.recovery.labelling import LABELS
from convert.recovery.lessons import MOST
from convert.recovery.weights import load_taught
from convert.tree.outline import outline

LEADS = ("一要切实提高抓实体经济重要性紧迫性的认识。", "二要及时兑现政策最大限度降低疫情对实体经济的影响。",
         "三要为实体经济发展解决好要素保障问题。")
TITLE = "在全市推进重要政策重要决策落实工作视频会议上的讲话"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The second seed, with what an editor wants of it."""
    (tmp_path / "a.txt").write_bytes(next(SEEDS.glob("001*")).read_bytes())
    wanted = [(TITLE, "kicker"), *((lead, "p") for lead in LEADS)]
    rows = "".join(f'[[block]]\ntext = "{text}"\nkind = "{kind}"\n' for text, kind in wanted)
    (tmp_path / "a.txt.huozi.toml").write_text(rows, encoding="utf-8")
    return tmp_path


def kinds(path: Path, weights: Path | None = None) -> dict[str, str]:
    given = Editing(weights=str(weights)) if weights is not None else None
    return {row.text: row.kind for row in outline(convert.read(path, corrections=given))}


def test_what_was_learned_holds_without_the_corrections(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("learn", folder, "-o", folder / "w.tsv", "--json") == 0
    told = json.loads(capfd.readouterr().out)
    assert told["documents"] == 1
    assert told["wrong_before"] > told["wrong_after"]
    assert {row["rule"]: row["corrected"] for row in told["rules"]}["heading/must"] == len(LEADS)
    assert all(0 < row["corrected"] <= row["of"] for row in told["rules"])
    (folder / "a.txt.huozi.toml").unlink()
    before, after = kinds(folder / "a.txt"), kinds(folder / "a.txt", folder / "w.tsv")
    assert [before[text] for text in (TITLE, *LEADS)] == ["noise", "heading", "heading", "heading"]
    assert not [text for text in LEADS if after.get(text) == "heading"]
    assert convert.restore(convert.read(folder / "a.txt", corrections=Editing(weights=str(folder / "w.tsv")))) == (
        folder / "a.txt").read_text(encoding="utf-8")


def test_the_file_moves_no_weight_by_much_and_is_the_same_each_time(folder: Path) -> None:
    for name in ("one", "two"):
        assert run("-q", "learn", folder, "-o", folder / f"{name}.tsv") == 0
    rows = (folder / "one.tsv").read_text(encoding="utf-8")
    assert rows == (folder / "two.tsv").read_text(encoding="utf-8")
    moved = [line.split("\t") for line in rows.splitlines() if not line.startswith("#")][1:]
    assert len(moved) > 10
    assert all(label in LABELS and abs(float(weight)) <= MOST for _, label, weight in moved)


def test_batches_are_made_again_by_other_weights(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("-q", "learn", folder, "-o", folder / "w.tsv") == 0
    (folder / "a.txt.huozi.toml").unlink()
    words = ("batch", folder / "a.txt", "-o", folder / "out", "--to", "text", "--jobs", "1")
    for more, made in (((), 1), ((), 0), (("--weights", folder / "w.tsv"), 1), (("--weights", folder / "w.tsv"), 0)):
        assert run(*words, *more) == 0
        assert f"documents: {made} written" in capfd.readouterr().out


def test_documents_to_keep_stay_nearer_to_what_they_are(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    changed = []
    for more in ((), ("--keep", SEEDS)):
        assert run("learn", folder, "--on", SEEDS, "--json", *more) == 0
        changed.append(sum(row["changed"] for row in json.loads(capfd.readouterr().out)["changes"]))
    assert changed[1] < changed[0]


def test_what_changes_elsewhere_is_told(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("learn", folder, "--on", SEEDS) == 0
    said = capfd.readouterr().out
    assert "documents: 1; parts of lines that the weights had wrong: " in said
    assert "of 5 documents would change" in said
    assert {path.name for path in folder.iterdir()} == {"a.txt", "a.txt.huozi.toml"}


@pytest.mark.parametrize(("words", "code", "said"), [
    (("learn", "nowhere"), 66, "Cannot read nowhere"), (("learn", "empty"), 66, "Nothing can be learned"),
    (("learn", "b.huozi.toml"), 66, "Cannot read b"),
    (("outline", "a.txt", "--weights", "a.txt"), 66, "a.txt holds no weights"),
    (("outline", "a.txt", "--weights", "no.tsv"), 66, "Cannot read no.tsv"),
])
def test_faults_are_told_in_a_line(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
                                   words: tuple[str, ...], code: int, said: str) -> None:
    monkeypatch.chdir(folder)
    (folder / "empty").mkdir()
    (folder / "b.huozi.toml").write_text("")
    assert run(*words) == code
    complained = capfd.readouterr().err
    assert complained.startswith(f"huozi: {said}")
    assert complained.count("\n") == 1


def test_a_label_that_there_is_not_is_told(tmp_path: Path) -> None:
    (tmp_path / "w.tsv").write_text("feature\tlabel\tweight\nbias\theadline\t1\n")
    with pytest.raises(SourceError, match="'headline', which is no label"):
        load_taught(tmp_path / "w.tsv")
