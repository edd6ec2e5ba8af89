"""Foreign files of many things of one kind, nested or side by side, for measuring how readers grow.

A shape says from how many things the file is made to what it holds; the sizes of `growth.py` are the larger of them.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from docx_parts import PNG, field, p, package, r, relation
from pdf_pages import make_pdf
from reportlab.pdfgen.canvas import Canvas

Shape = Callable[[int], bytes]
"""The bytes of a file of so many things."""

COLUMNS = 20
"""Columns of a table; its cells are what is counted."""

A_PIECE = 50
"""Characters of a piece of what is long: 20,000 pieces are a million."""

A_PAGE = 30
"""Lines of a page of a PDF."""


def page(body: str, head: str = "") -> bytes:
    """A page of the web."""
    return (f"<!DOCTYPE html><html><head><meta charset=utf-8><title>关于工作的通知</title>{head}</head>"
            f"<body>{body}</body></html>").encode()


def each(piece: str) -> Shape:
    """A page of so many pieces, `{n}` of which is their number."""
    return lambda count: page("".join(piece.replace("{n}", str(number)) for number in range(1, count + 1)))


def nested(start: str, end: str, inner: str = "里面的话。") -> Shape:
    """A page of so many elements, one in the other."""
    return lambda count: page(start * count + inner + end * count)


def inside(start: str, piece: str, end: str) -> Shape:
    """A page of one element that holds so many pieces."""
    return lambda count: page(start + "".join(piece.replace("{n}", str(at)) for at in range(1, count + 1)) + end)


def _notes(count: int) -> bytes:
    marks = "".join(f"<p>正文第{n}段<a href='#f{n}' id='r{n}'><sup>[{n}]</sup></a>。</p>" for n in range(1, count + 1))
    notes = "".join(f"<li id='f{n}'>注的内容{n}。<a href='#r{n}'>↩</a></li>" for n in range(1, count + 1))
    return page(f"{marks}<ol>{notes}</ol>")


def _grid(count: int) -> bytes:
    row = "<tr>" + "".join(f"<td>格{at}</td>" for at in range(COLUMNS)) + "</tr>"
    return page(f"<table>{row * (count // COLUMNS)}</table>")


def _spanned(count: int) -> bytes:
    row = "<tr><td rowspan=3 colspan=2>合</td>" + "<td>格</td>" * (COLUMNS // 2) + "</tr>"
    return page(f"<table>{row * (count // COLUMNS)}</table>")


HTML: Mapping[str, Shape] = {
    "div in div": nested("<div>", "</div>"), "span in span": nested("<span>", "</span>"),
    "b in b": nested("<b>", "</b>"), "quote in quote": nested("<blockquote>", "</blockquote>"),
    "list in list": nested("<ul><li>条目", "</li></ul>"),
    "table in table": nested("<table><tr><td>", "</td></tr></table>"),
    "font in a in i": nested("<font color=red><a href=x><i>", "</i></a></font>"),
    "section with heading": nested("<section><h2>节</h2>", "</section>"),
    "svg in svg": nested("<svg><g>", "</g></svg>"),
    "ruby in ruby": nested("<ruby>字<rt>", "</rt></ruby>"),
    "open div": each("<div>话{n}。"), "open b": each("<b>话{n}"), "open b, p": each("<b><p>话{n}"),
    "crossing b, i": each("<b><i>话{n}</b></i>"), "end tags": each("</div></p></b>"),
    "p": each("<p>正文第{n}段，讲同一件事。</p>"), "empty p": each("<p></p>"), "br": each("正文第{n}行<br>"),
    "span": each("<span>字{n}</span>"), "b": each("<b>字{n}</b>字"), "heading": each("<h2>{n}、标题</h2>"),
    "a": each("<a href='x{n}.html'>链接{n}</a>"), "a in p": each("<p>见<a href='x{n}.html'>第{n}条</a>。</p>"),
    "named a": each("<p>见<a href='#n{n}'>此</a><a name='n{n}'></a>。</p>"),
    "img": each("<img src='x{n}.png' alt='图{n}'>"),
    "img in p": each("<p><img src='data:image/png;base64,iVBORw0KGgo='>图{n}</p>"),
    "li": inside("<ul>", "<li>条目{n}</li>", "</ul>"), "dl": inside("<dl>", "<dt>名{n}<dd>释{n}", "</dl>"),
    "option": inside("<select>", "<option>项{n}</option>", "</select>"), "table": _grid, "spanned table": _spanned,
    "row of one cell": inside("<table>", "<tr><td>格{n}</td></tr>", "</table>"),
    "cells of one row": inside("<table><tr>", "<td>格{n}</td>", "</tr></table>"),
    "tables": each("<table><tr><td>甲<td>{n}</table>"), "notes": _notes, "sup": each("字<sup>{n}</sup>"),
    "ruby": each("<ruby>字<rt>zì</rt></ruby>"), "entity": each("&ldquo;话&rdquo;"), "comment": each("<!-- 注{n} -->"),
    "open comment": each("<!-- 注{n} "), "script": each("<script>var a{n};</script>"), "less than": each("<"),
    "styled p": each("<p style='text-align:center;margin-left:{n}px'>话{n}</p>"),
    "style rules": lambda count: page("<p class=c1>话。</p>", f"<style>{'.c1 { display: block } ' * count}</style>"),
    "classes": each("<div class='nav menu c{n}'>话{n}</div>"),
    "long attribute": inside("<p title='", f"{'字' * A_PIECE}", "'>话"),
    "long class": inside("<p class='", "甲 " * A_PIECE, "'>话"),
    "long style": inside("<p style='", "color:red;" * A_PIECE, "'>话"),
    "long address": inside("<a href='", "%20" * A_PIECE, "'>话"),
    "many attributes": inside("<p", " data-a{n}=x", ">话"), "long tag": inside("<", "x" * A_PIECE, ">话"),
    "frames": each("<iframe src=x{n}></iframe>"), "nav": each("<nav><a href=x{n}>栏目{n}</a></nav>"),
    "details": each("<details><summary>题{n}</summary>话</details>"),
    "meta": lambda count: page("<p>话。</p>", "<meta name='n' content='值'>" * count),
}


def many(count: int, piece: Callable[[int], str]) -> str:
    """So many pieces, counted from 1."""
    return "".join(map(piece, range(1, count + 1)))


def blocks(piece: Callable[[int], str]) -> Shape:
    """A package of so many blocks."""
    return lambda count: package(many(count, piece))


def runs(piece: Callable[[int], str]) -> Shape:
    """A package of one paragraph of so many runs."""
    return lambda count: package(f"<w:p>{many(count, piece)}</w:p>")


def layers(start: str, end: str, outer: str = "", close: str = "") -> Shape:
    """A package of so many elements, one in the other; without `outer` the innermost is a paragraph, else a run."""
    return lambda count: package(outer + start * count + (r("里面") if outer else p("里面")) + end * count + close)


def table(first: str, cell: str) -> Shape:
    """A package with a table of so many cells, of which those of the first row are others."""
    def make(count: int) -> bytes:
        more = f"<w:tr>{cell * COLUMNS}</w:tr>" * (count // COLUMNS - 1)
        return package(f"<w:tbl><w:tr>{first * COLUMNS}</w:tr>{more}</w:tbl>")
    return make


def _footnotes(kind: str) -> Shape:
    def make(count: int) -> bytes:
        main = many(count, lambda n: f'<w:p>{r(f"第{n}段")}<w:r><w:{kind}Reference w:id="{n}"/></w:r></w:p>')
        notes = many(count, lambda n: f'<w:{kind} w:id="{n}">{p("注的内容。")}</w:{kind}>')
        return package(main, **{f"{kind}s": notes})
    return make


def _comments(count: int) -> bytes:
    said = many(count, lambda n: f'<w:comment w:id="{n}" w:author="甲">{p("注")}</w:comment>')
    main = many(count, lambda n: f'<w:p><w:commentRangeStart w:id="{n}"/>{r("话")}<w:commentRangeEnd w:id="{n}"/>'
                                 f'<w:r><w:commentReference w:id="{n}"/></w:r></w:p>')
    return package(main, comments=said)


def _links(count: int) -> bytes:
    related = many(count, lambda n: relation(f"rL{n}", "hyperlink", f"http://e.cn/{n}", external=True))
    shown = many(count, lambda n: f'<w:hyperlink r:id="rL{n}">{r("链接")}</w:hyperlink>')
    return package(f"<w:p>{shown}</w:p>", related)


PICTURE = ('<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图"/><a:graphic><a:graphicData uri="x"><pic:pic>'
           '<pic:blipFill><a:blip r:embed="rP{n}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
           "</w:drawing></w:r>")

BOX = (f"<w:p>{r('话')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
       f"<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{p('框中的话{n}')}</w:txbxContent></wps:txbx></wps:wsp>"
       f"</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>{p('框中的话{n}')}</mc:Fallback>"
       "</mc:AlternateContent></w:r></w:p>")


def _pictures(count: int) -> bytes:
    related = many(count, lambda n: relation(f"rP{n}", "image", f"media/{n}.png"))
    files = {f"word/media/{n}.png": PNG for n in range(1, count + 1)}
    return package(f"<w:p>{many(count, lambda n: PICTURE.replace('{n}', str(n)))}</w:p>", related, files)


def _styles(count: int) -> bytes:
    made = many(count, lambda n: f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/>'
                                 f'<w:basedOn w:val="s{n - 1}"/></w:style>')
    return package(many(count, lambda n: p("话", f'<w:pStyle w:val="s{n}"/>')), styles=made)


def _lists(count: int) -> bytes:
    levels = many(9, lambda n: f'<w:lvl w:ilvl="{n - 1}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
                               f'<w:lvlText w:val="%{n}."/></w:lvl>')
    made = many(count, lambda n: f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>')
    items = many(count, lambda n: p("条目", f'<w:numPr><w:ilvl w:val="{n % 9}"/><w:numId w:val="{n}"/></w:numPr>'))
    return package(items, numbering=f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{made}')


DELETED = '<w:del w:id="{n}" w:author="甲"><w:r><w:delText>字</w:delText></w:r></w:del>'

X = "<m:r><m:t>x</m:t></m:r>"

DOCX: Mapping[str, Shape] = {
    "p": blocks(lambda n: p(f"正文第{n}段，讲同一件事。")), "empty p": blocks(lambda _: p()),
    "headings": blocks(lambda n: p(f"{n}、标题", '<w:outlineLvl w:val="0"/>')), "styles": _styles, "lists": _lists,
    "list": blocks(lambda n: p(f"条目{n}", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')),
    "sections": blocks(lambda n: p(f"话{n}", "<w:sectPr><w:cols w:num='2'/></w:sectPr>")),
    "r": runs(lambda n: r(f"字{n}")), "bold r": runs(lambda n: r(f"字{n}", "<w:b/>" if n % 2 else "")),
    "br": runs(lambda n: f"{r(f'行{n}')}<w:r><w:br/></w:r>"),
    "tab": runs(lambda n: f"{r(f'字{n}')}<w:r><w:tab/></w:r>"),
    "one long r": lambda count: package(p("字" * count)),
    "table": table(f"<w:tc>{p('头')}</w:tc>", f"<w:tc>{p('格')}</w:tc>"),
    "merged table": table(f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("合")}</w:tc>',
                          f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc>"),
    "tables": blocks(lambda n: f"<w:tbl><w:tr><w:tc>{p(f'格{n}')}</w:tc></w:tr></w:tbl>{p()}"),
    "table in table": layers("<w:tbl><w:tr><w:tc>", f"{p()}</w:tc></w:tr></w:tbl>"),
    "footnotes": _footnotes("footnote"), "endnotes": _footnotes("endnote"), "comments": _comments, "links": _links,
    "pictures": _pictures, "boxes": blocks(lambda n: BOX.replace("{n}", str(n))),
    "box in box": layers("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
                         "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"),
    "bookmarks": blocks(lambda n: f'<w:p><w:bookmarkStart w:id="{n}" w:name="b{n}"/>{r("话")}'
                                  f'<w:bookmarkEnd w:id="{n}"/></w:p>'),
    "fields": runs(lambda n: field(f" REF b{n} ", r(f"第{n}条"))),
    "field in field": layers('<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
                             '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:p>", "</w:p>"),
    "inserted": runs(lambda n: f'<w:ins w:id="{n}" w:author="甲">{r(f"字{n}")}</w:ins>'),
    "deleted": runs(lambda n: DELETED.replace("{n}", str(n))),
    "sdt in sdt": layers("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "smart tags": layers("<w:smartTag>", "</w:smartTag>", "<w:p>", "</w:p>"),
    "formulas": blocks(lambda _: f"<w:p>{r('式')}<m:oMath>{X}</m:oMath></w:p>"),
    "formula in formula": layers("<m:sSup><m:e>", f"</m:e><m:sup>{X}</m:sup></m:sSup>", "<w:p><m:oMath>",
                                 "</m:oMath></w:p>"),
    "ruby": runs(lambda _: f"<w:r><w:ruby><w:rt>{r('zì')}</w:rt><w:rubyBase>{r('字')}</w:rubyBase></w:ruby></w:r>"),
    "long attribute": lambda count: package(f'<w:p w:rsidR="{"A" * count * A_PIECE}">{r("话")}</w:p>'),
}


def drawn(draw: Callable[[Canvas, int], None], a_page: int = 0) -> Shape:
    """A PDF on which so many things are drawn, on one page or so many on each."""
    def make(count: int) -> bytes:
        def fill(canvas: Canvas, first: int, last: int) -> None:
            canvas.drawString(40, 575, "一页要有字才有人读。")
            for number in range(first, last):
                draw(canvas, number)

        size = a_page or count
        return make_pdf(*(lambda canvas, first=first: fill(canvas, first, min(count, first + size))
                          for first in range(0, count, size)))
    return make


def _place(number: int, a_page: int = A_PAGE) -> tuple[float, float]:
    """Where the thing of a number stands on its page."""
    return 40, 560 - number % a_page * (520 / a_page)


def _line(canvas: Canvas, number: int) -> None:
    canvas.drawString(*_place(number), f"这是正文的第{number}行，讲的是同一件事情。")


def _scattered(canvas: Canvas, number: int) -> None:
    canvas.drawString(number * 37 % 380, number * 53 % 560, "字")


def _link(canvas: Canvas, number: int) -> None:
    x, y = number * 37 % 380, number * 53 % 560
    canvas.linkURL(f"http://e.cn/{number}", (x, y, x + 10, y + 10))


def _goal(canvas: Canvas, number: int) -> None:
    _line(canvas, number)
    canvas.bookmarkPage(f"b{number}")
    canvas.addOutlineEntry(f"第{number}行", f"b{number}", number % 9 and min(number % 9, 8))


def _pixel(canvas: Canvas, number: int) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(io.BytesIO(_png(number))), number * 37 % 380, number * 53 % 560, 5, 5)


def _png(number: int) -> bytes:
    """A picture of two points, another for each number."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    rows = b"\0" + number.to_bytes(6, "big")
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\2\0\0\0\1\x08\2\0\0\0") + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def _cell(canvas: Canvas, number: int) -> None:
    """A cell of a table of five columns and twenty rows on each page."""
    column, row = number % 5, number // 5 % 20
    canvas.rect(40 + column * 64, 540 - row * 24, 64, 24)
    canvas.drawString(44 + column * 64, 546 - row * 24, f"格{number}")


def _note(canvas: Canvas, number: int) -> None:
    """A line with the mark of a note, and the note at the foot of the page."""
    place = number % 10
    canvas.drawString(40, 560 - place * 18, f"正文第{number}行")
    canvas.setFont("Song", 6)
    canvas.drawString(130, 565 - place * 18, str(place + 1))
    canvas.setFont("Song", 9)
    canvas.drawString(40, 160 - place * 12, f"{place + 1} 注的内容{number}。")
    canvas.setFont("Song", 12)


def _turned(canvas: Canvas, number: int) -> None:
    canvas.saveState()
    canvas.rotate(number % 360)
    canvas.drawString(40, 40, "字")
    canvas.restoreState()


def _sized(canvas: Canvas, number: int) -> None:
    canvas.setFont("Song", 5 + number % 40)
    canvas.drawString(*_place(number), "标题")


def _column(canvas: Canvas, number: int) -> None:
    canvas.drawString(40 + number % 2 * 190, 560 - number // 2 % 30 * 17, f"左右第{number}行文字排在这")


PDF: Mapping[str, Shape] = {
    "lines": drawn(_line, A_PAGE), "pages of nothing": drawn(lambda canvas, _: canvas.circle(9, 9, 9), 1),
    "lines on one page": drawn(lambda canvas, n: canvas.drawString(40, 580 - n * 0.1, f"这是第{n}行")),
    "characters one by one": drawn(lambda canvas, n: canvas.drawString(40 + n % 28 * 12, 560 - n // 28 % 30 * 17, "字"),
                                   28 * 30),
    "scattered characters": drawn(_scattered), "turned characters": drawn(_turned), "sizes": drawn(_sized, A_PAGE),
    "one long line": drawn(lambda canvas, n: canvas.drawString(40 + n * 12, 560, "字")),
    "characters in one place": drawn(lambda canvas, _: canvas.drawString(40, 560, "字")),
    "two columns": drawn(_column, 60), "notes": drawn(_note, 10), "links": drawn(_link),
    "outline": drawn(_goal, A_PAGE),
    "pictures on one page": drawn(_pixel), "pictures": drawn(_pixel, 4), "table": drawn(_cell, 100),
    "rules": drawn(lambda canvas, n: canvas.line(20, n % 580, 400, n % 580)),
    "cells on one page": drawn(lambda canvas, n: canvas.rect(n % 70 * 6, n // 70 % 95 * 6, 6, 6)),
    "curves": drawn(lambda canvas, n: canvas.bezier(n % 400, 10, 50, 500, 300, 20, 400, n % 580)),
}

SHAPES: Mapping[str, Mapping[str, Shape]] = {"html": HTML, "docx": DOCX, "pdf": PDF}
"""Suffix of a file → its shapes."""
