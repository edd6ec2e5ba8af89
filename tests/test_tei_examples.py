"""The example that queries a corpus, run as its users run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from trees import SEEDS

import convert

SCRIPT = Path(__file__).parent / "examples" / "query_tei.py"


def test_a_corpus_answers_questions(tmp_path: Path) -> None:
    path = tmp_path / "speeches.tei.xml"
    convert.write(convert.collect([str(SEEDS)], title="文集"), path)
    answer = subprocess.run([sys.executable, SCRIPT, path], capture_output=True, check=True, encoding="utf-8",
                            env={"PYTHONUTF8": "1"}).stdout
    headings, _, cuts = answer.partition("characters cut, by reason")
    trees = [convert.read(seed) for seed in SEEDS.glob("*.txt")]
    expected = {" ".join(heading.text_content.split()) for tree in trees for heading in tree.walk(convert.Heading)
                if heading.depth == 1}
    assert expected
    assert {line.strip() for line in headings.splitlines() if line.startswith("    ")} == expected
    assert "朱哲、周荣华、陈坤、潘勇、王远远" in headings
    noise = [cut.text or "" for tree in trees for cut in tree.record.cuts if (cut.by or "").startswith("noise/")]
    assert sum(int(line.split()[0]) for line in cuts.splitlines() if line.strip()) == len("".join(noise))
