"""Notes of several paragraphs: one note each, whatever format they come from, without loss."""

from __future__ import annotations

import pytest
from docx_parts import p, package, r
from epub_books import book

import convert
from convert.sources import read

LEAD = "修桥的事情已经说过许多次，如今终于动工，各县都要参加"
TEXTS = ("见县志卷二。", "县志卷三也有记载，与此不同。", "see volume", "four")
WHOLE = "见县志卷二。县志卷三也有记载，与此不同。see volume four"

MARKDOWN = f"{LEAD}[^1]。\n\n[^1]: {TEXTS[0]}\n\n" + "".join(f"    {text}\n\n" for text in TEXTS[1:]) + f"{LEAD}。\n"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXTS)
HTML = (f'<p>{LEAD}<sup><a href="#fn1">1</a></sup>。</p><p>{LEAD}。</p>'
        f'<div class="footnotes"><ol><li id="fn1">{PARAGRAPHS}</li></ol></div>')
EPUB = (f'<p>{LEAD}<a epub:type="noteref" href="#q">1</a>。</p><p>{LEAD}。</p>'
        f'<aside epub:type="footnote" id="q">{PARAGRAPHS}</aside>')
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
DOCX = package(f"<w:p>{r(LEAD)}{CALL}{r('。')}</w:p>{p(f'{LEAD}。')}",
               footnotes='<w:footnote w:id="2">' + "".join(map(p, TEXTS)) + "</w:footnote>")


@pytest.mark.parametrize(("data", "name"), [
    (MARKDOWN.encode(), "a.md"), (HTML.encode(), "a.html"), (book(EPUB), "a.epub"), (DOCX, "a.docx")])
def test_a_note_of_several_paragraphs_is_one(data, name):
    tree = read(data, name)
    note, = tree.iter("note")
    ref, = tree.iter("ref")
    assert "".join(note.itertext()).lstrip("1. ") == WHOLE  # the number, where a program counts it
    assert ref.get("target") == note.get("id")
    assert all(text in convert.restore(tree) for text in TEXTS)
