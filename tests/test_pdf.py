"""PDF: text, tags, fonts, determinism and validity, over the whole vocabulary, all seeds and all styles."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pdf_files import (
    RARE,
    bare,
    collection,
    needs_qpdf,
    poppler,
    printed,
    read_text,
    run,
    seed_pdf,
    small_tree,
    structure_text,
    write,
    write_vertical,
)
from trees import NAMES, seed_tree, whole_tree
from validators import verapdf

from convert.style.sheet import list_styles

STYLES = list_styles()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@poppler
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", ["plain", "gongwen"])
def test_the_text_read_back_is_the_text_of_the_tree(name: str, style: str, folder: Path) -> None:
    text = read_text(seed_pdf(name, style), folder)
    text = re.sub(r"^(— )?\d+( —)?\n\f", "", text, flags=re.MULTILINE)
    assert bare(text) == printed(seed_tree(name))


@poppler
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", NAMES)
def test_the_structure_holds_the_text_in_reading_order(name: str, style: str, folder: Path) -> None:
    path = folder / "order.pdf"
    path.write_bytes(seed_pdf(name, style))
    out = run("pdfinfo", "-struct-text", path)
    contents = re.search(r"^( *)TOC.*\n(?:\1 +.*\n)*", out, flags=re.MULTILINE)
    if contents:
        out = out.replace(contents[0], "")
    text = "".join(re.findall(r'^ *"(.*)"$', out, flags=re.MULTILINE))
    assert bare(text) == printed(seed_tree(name))


@poppler
@pytest.mark.parametrize("style", STYLES)
def test_every_element_of_the_vocabulary_is_printed(style: str, folder: Path) -> None:
    data, _ = write(whole_tree(), style)
    text = bare(structure_text(data, folder))
    for leaf in whole_tree().article.iter():
        words = bare(leaf.text or "")
        assert words in text, f"{leaf.tag}: {words}"


@poppler
def test_all_blocks_of_an_item_are_printed(folder: Path) -> None:
    item = '<list kind="plain"><item><p at="0:1">甲段</p><byline at="0:1">乙署</byline></item></list>'
    assert bare(structure_text(write(small_tree(item), "plain")[0], folder)) == "甲段乙署"


@poppler
@pytest.mark.parametrize("style", STYLES)
def test_all_fonts_are_embedded_subsets_that_print_unicode(style: str, folder: Path) -> None:
    path = folder / "fonts.pdf"
    path.write_bytes(seed_pdf(NAMES[1], style))
    rows = [line.split() for line in run("pdffonts", path).splitlines()[2:]]
    assert rows
    for row in rows:
        assert row[-5:-2] == ["yes", "yes", "yes"], row


@needs_qpdf
@pytest.mark.parametrize("style", STYLES)
def test_the_file_is_sound(style: str, folder: Path) -> None:
    for number, work in enumerate((whole_tree(), collection(), small_tree(""))):
        path = folder / f"sound{number}.pdf"
        path.write_bytes(write(work, style)[0])
        assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    script = ("import sys, io; sys.path.insert(0, 'tests'); import pdf_files as t, trees\n"
              "sys.stdout.buffer.write(t.write(trees.whole_tree(), 'book')[0] + t.write(t.collection(), 'plain')[0])")
    home = Path(__file__).parent.parent
    outputs = [subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=home,
                              env=os.environ | {"PYTHONHASHSEED": seed}).stdout for seed in ("0", "4711")]
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 10_000


def cases() -> Iterator[tuple[str, bytes]]:
    for style in STYLES:
        for name in NAMES:
            yield f"{name}-{style}", seed_pdf(name, style)
        yield f"whole-{style}", write(whole_tree(), style)[0]
        yield f"empty-{style}", write(small_tree(""), style)[0]
    rare = small_tree("".join(f'<p at="0:1">{text}</p>' for text in RARE.values()))
    yield "rare", write(rare, "plain")[0]
    yield "rare-vertical", write_vertical(rare)
    yield "whole-vertical", write_vertical(whole_tree())
    yield "collection-book", write(collection(), "book")[0]
    yield "collection-newspaper", write(collection(), "newspaper")[0]


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
def test_every_file_is_pdf_ua_1_and_pdf_a_2a_and_2u(tmp_path: Path) -> None:
    paths = []
    for name, data in cases():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(data)
    verdicts = verapdf.validate(paths)
    assert min(verdict.assertions for verdict in verdicts) > 30
    assert {(verdict.path, verdict.profile): verdict.failed for verdict in verdicts if verdict.failed} == {}
