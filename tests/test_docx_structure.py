"""DOCX files hold together, and a check finds those that do not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx_files import W, part, render, run_in, seeds_collection, style_of
from trees import NAMES, seed_tree, whole_tree

from convert.check.structure import check_structure
from convert.errors import SourceError
from convert.sources import read
from convert.style.sheet import list_styles

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
RELS = "word/_rels/document.xml.rels"


@pytest.mark.parametrize("style", list_styles())
def test_every_work_in_every_style_holds_together(style: str) -> None:
    for work in (whole_tree(), seeds_collection(), *(run_in(seed_tree(name)) for name in NAMES)):
        assert check_structure(render(work, style), "made.docx") == []


def plant(name: str, was: str, now: str, *, add: str = "", drop: str = "") -> bytes:
    """The full tree's file with a fault: `was` becomes `now` in a part, or a part is added or dropped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(render(whole_tree(), "book"))) as sound, zipfile.ZipFile(out, "w") as faulty:
        for entry in sound.namelist():
            text = sound.read(entry)
            if entry == name:
                assert re.search(was, text.decode()), f"{was} is not in {name}"
                text = re.sub(was, now, text.decode(), count=1).encode()
            if entry != drop:
                faulty.writestr(entry, text)
        if add:
            faulty.writestr(add, "<x/>")
    return out.getvalue()


FAULTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an element out of order": ("order", lambda: plant(
        STYLES, '(<w:spacing w:before="0" [^>]*/>)(<w:jc [^>]*/>)', r"\2\1")),
    "an element that does not exist": ("element", lambda: plant(DOCUMENT, "<w:r>", "<w:run/><w:r>")),
    "an element in the wrong place": ("element", lambda: plant(DOCUMENT, "<w:r>", "<w:r><w:p/>")),
    "a value that does not exist": ("value", lambda: plant(STYLES, '<w:jc w:val="both"/>', '<w:jc w:val="justify"/>')),
    "a length that is no number": ("value", lambda: plant(DOCUMENT, r'w:pgSz w:w="\d+"', 'w:pgSz w:w="18cm wide"')),
    "an attribute that is missing": ("attribute", lambda: plant(DOCUMENT, r'<w:pStyle w:val="\w+"/>', "<w:pStyle/>")),
    "a cell without paragraph": ("cell", lambda: plant(DOCUMENT, "(</w:tcPr>)<w:p>.*?</w:p></w:tc>", r"\1</w:tc>")),
    "a list before its shape": ("order", lambda: plant(
        NUMBERING, "<w:abstractNum ", '<w:num w:numId="9"><w:abstractNumId w:val="0"/></w:num><w:abstractNum ')),
    "a style that is not defined": ("style", lambda: plant(DOCUMENT, 'w:val="BodyText"', 'w:val="Nowhere"')),
    "a style that is defined twice": ("style", lambda: plant(STYLES, 'w:styleId="Title"', 'w:styleId="BodyText"')),
    "a list that is not defined": ("numbering", lambda: plant(
        DOCUMENT, r'<w:numId w:val="\d+"/>', '<w:numId w:val="99"/>')),
    "a list of no shape": ("numbering", lambda: plant(
        NUMBERING, r'<w:abstractNumId w:val="\d+"/>', '<w:abstractNumId w:val="77"/>')),
    "a field that never ends": ("field", lambda: plant(
        "word/footer1.xml", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "")),
    "a link to no bookmark": ("bookmark", lambda: plant(
        DOCUMENT, "<w:r>", '<w:hyperlink w:anchor="nowhere"><w:r><w:t>x</w:t></w:r></w:hyperlink><w:r>')),
    "a bookmark that does not end": ("bookmark", lambda: plant(DOCUMENT, r'<w:bookmarkEnd w:id="\d+"/>', "")),
    "two bookmarks of one name": ("bookmark", lambda: plant(DOCUMENT, r'w:name="s2"', 'w:name="s1"')),
    "two content controls of one id": ("content control", lambda: plant(
        DOCUMENT, "<w:sdt>", f"{CONTROL}{CONTROL}<w:sdt>")),
    "a footnote that is not there": ("footnote", lambda: plant(
        DOCUMENT, "<w:t>", '<w:footnoteReference w:id="88"/><w:t>')),
    "a part without content type": ("content type", lambda: plant("", "", "", add="word/media/a.png")),
    "a content type without part": ("content type", lambda: plant("", "", "", drop="word/fontTable.xml")),
    "a relationship to no part": ("relationship", lambda: plant(RELS, 'Target="styles.xml"', 'Target="style.xml"')),
    "an id of no relationship": ("relationship", lambda: plant(DOCUMENT, r'r:id="\w+"', 'r:id="rNowhere"')),
    "two entries of one name": ("package", lambda: plant("", "", "", add=DOCUMENT)),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_planted_fault_is_found(fault: str) -> None:
    rule, make = FAULTS[fault]
    assert rule in {row.clause for row in check_structure(make(), "faulty.docx")}


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"hello"])
def test_what_is_no_docx_is_told_so(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.docx"):
        check_structure(data, "a.docx")


def test_lines_of_an_item_begin_under_its_text() -> None:
    tree = read("# 题\n\n下列各项：\n\n1. 甲项。\n2. 乙项。\n".encode(), "a.md")
    (first, _) = [p.find(f"{W}pPr/{W}ind") for p in part(render(tree)).iter(f"{W}p") if style_of(p) == "ListParagraph"]
    left, hanging = (int(first.get(f"{W}{name}Chars")) for name in ("left", "hanging"))
    assert left - hanging == 200
    assert hanging > 50
