"""The example that queries a corpus, run as its users run it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from lxml import etree
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


def test_ids_are_those_of_the_epub(tmp_path: Path) -> None:
    book = convert.collect([str(SEEDS)], title="文集")
    convert.write(book, tmp_path / "book.epub")
    convert.write(book, tmp_path / "book.tei.xml")
    members = [member.id for member in book.members()]
    with zipfile.ZipFile(tmp_path / "book.epub") as package:
        pages = [package.read(f"EPUB/text/{member}.xhtml") for member in members]
    in_epub = {str(name) for page in pages for name in etree.fromstring(page).xpath("//@id")}
    in_epub = {name for name in in_epub if name.startswith(tuple(members))}
    in_tei = set(etree.parse(tmp_path / "book.tei.xml").xpath("//@xml:id"))
    assert len(in_epub) > 100
    assert in_epub <= in_tei
