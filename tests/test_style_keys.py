"""Which format obeys which key of a style sheet: the registry says so, and the bytes of the outputs prove it.

Each key is changed alone, in a sheet for a small document that would show it: the bytes differ if and only if the
registry says that the format obeys the key.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx_files import W
from lxml import etree

from convert.formats.docx.leaves import SOURCES
from convert.formats.registry import FORMATS, Format, find_writer
from convert.formats.tei import rendition
from convert.style import css
from convert.style.keys import DEEPEST, FACES, PAGE, TYPE, list_elements, list_keys, name_table
from convert.style.sheet import load_style
from convert.tree.build import load
from convert.tree.nodes import Document

WRITTEN = {form.name: form for form in FORMATS if form.writer}
FACTS = {"发文机关标志": "某市AB12文件", "密级": "机密AB12" * 20, "发文字号": "某政〔2021〕3号" * 10,
         "印发机关": "办AB12" * 20}
"""What an office says of a document."""

T = "“新”的 AB12 与旧：王小明，说、写，" * 3
"""Quotation marks, Latin letters, marks at any place, and more than a line of it."""

LATIN = "".join(f"说characteristics{'与' * (n % 5)}internationalisation，" for n in range(20))
"""Words that lines of the best paragraph part otherwise than lines one by one."""

BACK = (f"<back><attachment @>附件：{T}</attachment><signature @>{T}</signature><date @>{T}</date>"
        f"<copyto @>{T}</copyto></back>")


def front(element: str) -> str:
    """A front that is not the first of its page, so that white above it shows."""
    title = "" if element == "title" else "<title @>题</title>"
    return f"<p @>前</p><article><front>{title}<{element} @>{T}</{element}></front><p @>后</p></article>"


OFFICE = ("marking", "issuer", "number", "annex", "imprint")
"""What only official documents have."""

BODIES = {
    "p": f"<p @>前</p><p @>{T}</p><p @>后</p>",
    **{name: front(name) for name in ("kicker", "subtitle", "byline", "date", "addressee", "salutation")},
    "title": f"<front><title @>{T}</title></front>{front('title')}",
    "heading": "".join(f"<section><heading @><label>{n}、</label>甲</heading><p @>前</p><section><heading @>"
                       f"<label>（一）</label>{T}</heading><p @>后</p></section></section>" for n in "一二"),
    "item": f'<p @>前</p><list kind="plain"><item @>{T}</item></list><p @>后</p>',
    "quote": f"<p @>前</p><quote><p @>{T}</p></quote><p @>后</p>",
    "line": f"<p @>前</p><verse><line @>{T}</line></verse><p @>后</p>",
    "caption": f'<p @>前</p><figure missing="yes"><caption @>{T}</caption></figure><p @>后</p>',
    "cell": f"<p @>前</p><table><row><cell @>甲A</cell><cell @>{T}</cell></row><row><cell @>乙</cell></row></table>",
    "note": f"<p @>前</p><note @>{T}</note><p @>后</p>",
    **{name: f"<p @>前</p><back><{name} @>{T}</{name}></back>" for name in ("attachment", "signature", "copyto")},
    "footnote": f'<p @>前<ref target="n1">①</ref>后</p><note id="n1" @ n="1"><label>①</label>{T}</note>',
    "lead": f"<p @><lead>{T}</lead>{T}</p>",
    "field": "<p @>前</p>",
    **dict.fromkeys(OFFICE, f"<front><title @>题</title></front><p @>前</p><article><front><kicker @>附件1</kicker>"
                            f"<title @>题</title></front><p @>{T}</p></article>{BACK}"),
}
"""For each element a document in which its type shows."""

SHEETS = {"footnote": '[page]\nnotes = "foot"\n', "field": '[page]\nrunning-head = "title"\n',
          **dict.fromkeys(OFFICE, '[page]\nform = "document"\n')}
"""What the sheets for an element say besides."""

CHANGES: dict[str, tuple[dict[str, Any], Any]] = {
    "face": ({"face": "song"}, "hei"), "latin": ({"face": "song"}, "kai"), "size": ({"leading": "50pt"}, "一号"),
    "leading": ({}, "61pt"),
    "indent": ({"align": "left", "indent": "1字"}, "3字"), "left": ({"align": "left"}, "5字"),
    "right": ({"align": "right"}, "5字"), "before": ({"before": "3pt"}, "15pt"), "after": ({"after": "3pt"}, "15pt"),
    "align": ({"align": "left"}, "right"), "colour": ({}, "#ff0000"), "keep-next": ({"keep-next": False}, True),
    "new-page": ({}, True), "shape": ({"align": "justify"}, "trapezoid"), "rule-above": ({}, "1pt"),
    "rule-below": ({}, "1pt"), "numbers": ({}, "list"),
}
"""Key of a type → what the sheet says besides of the element, and the value that it is changed to."""

WHOLE = (f"<front><title @>题</title><byline @>名</byline></front><p @>{T}<name>王小明</name>"
         f"<ref target='n1'>①</ref>说{LATIN}</p>"
         + "".join(f"<section><heading @><label>{n}、</label>甲</heading>" + f"<p @>{T}</p>" * 9
                   + f"<section><heading @>乙</heading><p @>{T}</p><section><heading @>丙</heading><p @>{T}</p>"
                   + "</section>" * 3 for n in "一二三") + f'<note id="n1" @ n="1"><label>①</label>注</note>{BACK}')
"""A document of several pages."""

PAGES: dict[str, tuple[dict[str, Any], Any]] = {
    "paper": ({}, "A5"), "top": ({}, "30mm"), "bottom": ({}, "30mm"), "inner": ({}, "30mm"), "outer": ({}, "30mm"),
    "lines": ({}, 30), "chars": ({}, 30), "columns": ({}, 2), "column-gap": ({"columns": 2}, "3mm"),
    "two-sided": ({"number-place": "outer"}, True), "mirrored": ({"inner": "40mm"}, True), "number": ({}, "第{}页"),
    "number-place": ({}, "none"), "number-face": ({}, "hei"), "number-size": ({}, "12pt"), "number-below": ({}, "5mm"),
    "running-head": ({}, "title"), "direction": ({}, "vertical"), "title-page": ({}, True), "contents": ({}, True),
    "contents-depth": ({"contents": True}, 3), "region": ({}, "tw"), "prohibition": ({}, "none"),
    "quotes": ({}, "corner"), "breaking": ({}, "greedy"), "hanging": ({}, True), "name-line": ({}, True),
    "notes": ({"notes": "place"}, "foot"), "form": ({}, "document"),
}
"""Key of [page] → what the sheet says besides, and the value that it is changed to."""


SMALL = """[type.{}]
new-page = true
[page]
paper = "110mm×100mm"
top = "10mm"
bottom = "10mm"
inner = "10mm"
outer = "10mm"
number-place = "none"
"""
"""Pages of a few lines, each of certain elements on a page of its own."""


def repeat(element: str) -> str:
    """An element at every height of a page."""
    opener = "<note @>页</note>" if element == "quote" else "<quote><p @>页</p></quote>"
    line = "<p @>文</p>"
    return "".join(f"{opener}{line * lines}<article>{BODIES[element]}</article>{line * 4}" for lines in range(12))


def make_tree(body: str) -> Document:
    return load(f"""<document version="1" xml:lang="zh-Hans"><meta><field name="source" label="来源" @>{T}</field>
        <field name="number" label="文号" @>{T}</field></meta>
        <article>{body}</article><record><source name="s.txt" sha256="0" text-sha256="0" bytes="1" length="1"
        encoding="utf-8" newline="lf" media="text/plain"/></record></document>""".replace("@", 'at="0:1"').encode())


def toml(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


class Press:
    """Writes documents in sheets that are all called mine.toml, so that only what they say can make a difference."""

    def __init__(self, form: Format, folder: Path) -> None:
        self.form, self.folder = form, folder
        self.made: dict[tuple[Document, str], bytes] = {}

    def write(self, tree: Document, sheet: str, *, office: bool = False) -> bytes:
        if (tree, sheet) not in self.made:
            path = self.folder / str(len(self.made)) / "mine.toml"
            path.parent.mkdir()
            path.write_text(sheet, encoding="utf-8")
            facts = {"dispatch": FACTS} if office and self.form.name in ("docx", "pdf") else {}
            out = io.BytesIO()
            find_writer(self.form.name, **facts).write(tree, load_style(path), out)
            self.made[tree, sheet] = out.getvalue()
        return self.made[tree, sheet]

    def differs(self, tree: Document, table: str, key: str, change: tuple[dict[str, Any], Any], besides: str = ""
                ) -> bool:
        """Whether the bytes differ when a key is changed alone."""
        base, value = change
        sheets = ("".join(f"{name_table(table)}\n" * (not number) + f"{name} = {toml(said)}\n"
                          for number, (name, said) in enumerate(settings.items()))
                  for settings in (base, base | {key: value}))
        office = "form" in besides
        one, other = (self.write(tree, besides + sheet, office=office) for sheet in sheets)
        return one != other


@pytest.fixture(params=WRITTEN)
def press(request: pytest.FixtureRequest, tmp_path: Path) -> Press:
    return Press(WRITTEN[request.param], tmp_path)


def test_every_key_is_looked_at():
    assert set(PAGES) == set(PAGE)
    assert set(CHANGES) == set(TYPE)
    assert set(BODIES) == {name for name in list_elements() if " " not in name}


def test_page_keys_change_the_bytes_of_the_formats_that_obey_them(press):
    tree = make_tree(WHOLE)
    changed = {key for key, change in PAGES.items() if press.differs(tree, "page", key, change)}
    assert changed == {key for key in PAGE if press.form.obedience.obeys("page", key)}


def test_names_of_faces_change_the_bytes_of_the_formats_that_obey_them(press):
    changed = press.differs(make_tree(WHOLE), FACES, "song", ({"song": ["A"]}, ["B"]))
    assert changed == press.form.obedience.obeys(FACES, "song")


@pytest.mark.unmeasured
@pytest.mark.parametrize("element", BODIES)
def test_keys_of_types_change_the_bytes_of_the_formats_that_obey_them(press, element):
    tree, besides = make_tree(BODIES[element]), SHEETS.get(element, "")
    changed = {key for key in list_keys(element) if key != "keep-next"
               if press.differs(tree, element, key, CHANGES[key], besides)}
    small = SMALL.format("note" if element == "quote" else "quote") + besides.removeprefix("[page]\n")
    if "keep-next" in list_keys(element) and press.differs(make_tree(repeat(element)), element, "keep-next",
                                                           CHANGES["keep-next"], small):
        changed.add("keep-next")
    if press.form.name == "docx":
        changed -= find_overridden(element, press.write(tree, besides, office="form" in besides))
    assert changed == {key for key in list_keys(element) if press.form.obedience.obeys(element, key)}


@pytest.mark.parametrize("depth", range(1, DEEPEST + 1))
def test_each_depth_changes_the_bytes_too(press, depth):
    titles = "<front><title @>题</title></front><article>" * DEEPEST + "<p @>文</p>" + "</article>" * DEEPEST
    headings = "<section><heading @>题</heading>" * DEEPEST + "</section>" * DEEPEST
    for element, body in (("title", titles), ("heading", headings)):
        name = f"{element} {depth}"
        changed = press.differs(make_tree(body), name, "face", ({"face": "song"}, "hei"))
        assert changed == press.form.obedience.obeys(name, "face")


DIRECT = {"spacing": {"line": "leading", "before": "before", "after": "after"},
          "ind": {"left": "left", "right": "right", "firstLine": "indent", "hanging": "indent"}, "jc": {"val": "align"},
          "keepNext": {"": "keep-next"}, "pageBreakBefore": {"": "new-page"}}
"""What a paragraph of Word says itself → the key of its type that does not hold for it then."""


def overridden(paragraph: etree._Element) -> set[str]:
    """The keys of a type that a paragraph of Word sets otherwise."""
    said = {DIRECT[etree.QName(one).localname][name] for one in paragraph[0] if etree.QName(one).localname in DIRECT
            for name in DIRECT[etree.QName(one).localname] if not name or one.get(f"{W}{name}") is not None}
    borders = paragraph[0].find(f"{W}pBdr")
    sides = {} if borders is None else {"top": "rule-above", "bottom": "rule-below"}
    return said | {key for side, key in sides.items() if borders.find(f"{W}{side}") is not None}


def find_overridden(element: str, data: bytes) -> set[str]:
    """The keys that every paragraph of a type sets otherwise; a topic sentence is none."""
    names = {"Heading1"} if element == "heading" else {name for name, (of, _) in SOURCES.items() if of == element}
    parts = [etree.fromstring(text) for name, text in unzip(data) if name.startswith("word/") and name.endswith(".xml")]
    paragraphs = [paragraph for root in parts for paragraph in root.iter(f"{W}p")
                  if paragraph.find(f"{W}pPr/{W}pStyle[@{W}val]") is not None
                  and paragraph[0].find(f"{W}pStyle").get(f"{W}val") in names]
    assert paragraphs or element == "lead"
    return set.intersection(*map(overridden, paragraphs)) if paragraphs else set()


def unzip(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


def bare(data: bytes) -> etree._Element:
    """A tree whose names have no namespace, for selectors of CSS."""
    root = etree.fromstring(data)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


PLACES = {"epub": (*css.SELECTORS, ("lead", 0, ".lead"), ("p", 0, "p")), "tei": rendition.SELECTORS}
"""Element, depth and selector of the CSS in each format that has any."""


@pytest.mark.parametrize("element", BODIES)
@pytest.mark.parametrize("form", PLACES)
def test_a_type_that_css_obeys_is_that_of_something_in_the_text(form, element, tmp_path):
    data = Press(WRITTEN[form], tmp_path).write(make_tree(BODIES[element]), "")
    text = next(text for name, text in unzip(data) if name.endswith("article.xhtml")) if form == "epub" else data
    found = [place for name, _, selector in PLACES[form] if name == element for place in bare(text).cssselect(selector)]
    assert bool(found) == WRITTEN[form].obedience.obeys(element, "face")
