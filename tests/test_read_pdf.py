"""Reading PDF: lines, indents, columns, tables, furniture, notes, structure, and what is refused or told."""

from __future__ import annotations

import io

import pytest
from pdf_pages import FULL, LEFT, RIGHT, Draw, all_of, centred, fill, make_pdf, printed, read, ruled, text, words
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import convert
from convert.errors import SourceError
from convert.formats.pdf.read import read_pdf
from convert.formats.pdf.reading.layer import find_fault


def test_lines_have_indent_gap_and_page():
    made = read(text("　　" + FULL[:25], *fill(3)[1:], "完工。"), text("　　" + FULL[1:26], FULL[::-1], y=540))
    assert words(made)[:2] == [FULL[:25], fill(2)[1]]
    assert [line.indent for line in printed(made)] == [4, 0, 0, 0, 4, 0]
    assert [line.marks.page for line in printed(made)] == [1, 1, 1, 1, 2, 2]
    assert {line.gap for line in printed(made)} == {0}
    assert [name for name, _ in made.source.parts][:2] == ["page 1", "page 2"]


def test_parts_are_the_stretches_of_pages():
    made = read(text("甲页"), text("乙页"))
    spans = dict(made.source.parts)
    assert made.source.text[slice(*spans["page 1"])] == "甲页\n"
    assert made.source.text[slice(*spans["page 2"])] == "乙页\n"


def test_wide_gaps_are_two_spaces_and_an_em_is_an_ideographic_one():
    made = read(all_of(text(FULL, FULL, FULL), text("第一条", y=400), text("总则", x=LEFT + 48, y=400),
                       text("电话", y=380), text("邮编", x=LEFT + 80, y=380)))
    assert words(made)[-2:] == ["第一条　总则", "电话  邮编"]


def test_letterspaced_lines_are_closed_up():
    def draw(canvas: Canvas) -> None:
        for at, sign in enumerate("关于修桥的通知"):
            canvas.drawString(100 + 22 * at, 500, sign)

    assert words(read(draw)) == ["关于修桥的通知"]


def test_headings_are_centred_larger_and_of_another_face():
    made = read(all_of(centred("石桥县修桥办法", 560, 18, "Hei"), text("　　" + FULL[:26], *[FULL] * 6, y=520),
                       text("石桥县人民政府", x=RIGHT - 7 * 12, y=360)))
    title, *_, signature = printed(made)
    assert (title.marks.centred, title.marks.size, title.marks.face) == (True, 150, "HuoziHei")
    assert (signature.marks.right, signature.marks.centred) == (True, False)
    assert not any(line.marks.centred or line.marks.right for line in printed(made)[1:-1])


def test_blank_lines_are_distances_beyond_the_leading():
    made = read(all_of(text(*[FULL] * 6), text(*[FULL] * 4, y=540 - 5 * 18 - 36)))
    assert [line.gap for line in printed(made)] == [0] * 6 + [1, 0, 0, 0]


def test_two_columns_are_read_one_after_the_other():
    left = [f"左栏第{sign}行文字排满这一栏为止" for sign in "一二三四五六"]
    right = [f"右栏第{sign}行文字排满这一栏为止" for sign in "一二三四五六"]
    made = read(all_of(centred("横贯两栏的题目在此处", 570, 14), text(*left, size=10, y=540),
                       text(*right, size=10, x=LEFT + 170, y=533)))
    assert words(made) == ["横贯两栏的题目在此处", *left, *right]
    assert {line.indent for line in printed(made)[1:]} == {0}


def test_lines_beside_a_picture_belong_to_their_column():
    left, right = [line[:13] for line in fill(12)], [line[:13] for line in fill(6, 5)]
    made = read(all_of(text(*left, y=540), text(*right, x=LEFT + 180, y=540 - 6 * 18)),
                all_of(text(*left[::-1], y=540), text(*right[::-1], x=LEFT + 180, y=540)))
    assert words(made) == [*left, *right, *left[::-1], *right[::-1]]
    assert {line.marks.fill for line in printed(made)} == {100}


def test_flush_lines_go_on_where_paragraphs_are_indented():
    def paragraph(at: int) -> list[str]:
        return ["　　" + fill(1, at)[0][:26], *fill(1, at + 3), FULL[:9] + "。"]

    made = read(text(*(line for at in range(7) for line in paragraph(at)), "　　" + FULL[:12],
                     "　　" + fill(1, 9)[0][:26], "（二）见上。", y=560))
    assert words(made)[:7] == ["".join(paragraph(at)).lstrip("　") for at in range(7)]
    assert words(made)[7:] == [FULL[:12], fill(1, 9)[0][:26] + "（二）见上。"]
    assert [line.marks.fill for line in printed(made)][:2] == [36, 36]


def test_columns_that_are_level_need_full_lines():
    rows = [("乡镇", "人口", "桥数"), ("龙泉", "320", "4"), ("平原", "1250", "11"), ("石门", "870", "9")]
    made = read(cells(rows, 500))
    assert [(line.marks.table, line.marks.row, line.marks.cell) for line in printed(made)] == [
        (1, row, cell) for row in (1, 2, 3, 4) for cell in (1, 2, 3)]


def cells(rows: list[tuple[str, ...]], y: float, x: float = LEFT, pitch: float = 110) -> Draw:
    return all_of(*(text(cell, x=x + pitch * column, y=y - 18 * row)
                    for row, line in enumerate(rows) for column, cell in enumerate(line)))


def test_a_larger_line_parts_tables_without_rules():
    rows = [("乡镇", "人口", "桥数"), ("龙泉", "320", "4"), ("平原", "1250", "11")]
    made = read(all_of(cells(rows, 540), text("二、道路", y=480, size=15), cells(rows, 460)))
    assert [line.marks.table for line in printed(made)] == [1] * 9 + [0] + [2] * 9


def test_columns_as_wide_as_another_are_columns_whatever_they_hold():
    keys = [(f"键{sign}", "说明") for sign in "甲乙丙丁戊己"]
    made = read(all_of(text(*[line[:9] for line in fill(12)], leading=17, size=11),
                       cells(keys, 540, LEFT + 120, 55), cells(keys[::-1], 540, LEFT + 240, 55)))
    assert "".join(words(made)[12:]).replace(" ", "") == "".join(a + b for a, b in keys + keys[::-1])


def test_cells_of_ruled_tables_hold_several_lines():
    made = read(all_of(text(*[FULL] * 3), ruled(LEFT, 470, [100, 200], [20, 40]),
                       text("名称", x=45, y=455), text("说明", x=145, y=455), text("石桥", x=45, y=428),
                       text("建于清代后来屡次", "重修", x=145, y=435, leading=16)))
    table = [(made.view.text[line.start : line.end], line.marks.row, line.marks.cell) for line in printed(made)[3:]]
    assert table == [("名称", 1, 1), ("说明", 1, 2), ("石桥", 2, 1), ("建于清代后来屡次", 2, 2), ("重修", 2, 2)]


def test_tables_side_by_side_are_kept_apart():
    made = read(all_of(ruled(LEFT, 500, [60, 60], [20, 20]), ruled(LEFT + 180, 500, [60, 60], [20, 20]),
                       *(text(sign, x=LEFT + 20 + 60 * (at % 2) + 180 * (at // 4), y=485 - 20 * (at // 2 % 2))
                         for at, sign in enumerate("甲乙丙丁戊己庚辛"))))
    assert "".join(words(made)) == "甲乙丙丁戊己庚辛"
    assert [line.marks.table for line in printed(made)] == [1] * 4 + [2] * 4


def test_tables_drawn_in_a_form_are_ruled_tables():
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("card")
        all_of(ruled(0, 0, [60, 120], [36, 36]), text("一", x=20, y=-22), text("左上", "说明", x=70, y=-14, leading=16),
               text("二", x=20, y=-58), text("左下", "备注", x=70, y=-50, leading=16))(canvas)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(LEFT, 500)
        canvas.scale(1.5, 1.5)
        canvas.doForm("card")
        canvas.restoreState()

    made = read(draw)
    assert [(made.view.text[line.start : line.end], line.marks.row, line.marks.cell) for line in printed(made)] == [
        ("一", 1, 1), ("左上", 1, 2), ("说明", 1, 2), ("二", 2, 1), ("左下", 2, 2), ("备注", 2, 2)]


def test_the_parts_of_a_folded_card_are_read_one_after_the_other():
    notice = ["版权所有翻印必究违者赔偿", "印数一千册", "定价二元"]
    made = read(all_of(text(*notice, size=9, y=120), text("卡片名称", x=286, y=540), text("用法", x=298, y=500),
                       ruled(240, 490, [50, 90], [20] * 22),
                       *(text(f"键{at}", x=245, y=476 - 20 * at) for at in range(22)),
                       *(text(f"说明{at}", x=295, y=476 - 20 * at) for at in range(22))))
    assert words(made)[:6] == [*notice, "卡片名称", "用法", "键0"]
    assert [line.marks.centred for line in printed(made)[3:6]] == [True, True, False]


def test_lines_say_how_far_they_reach_in_their_column():
    left = ["　　" + FULL[:11], *fill(3, 2), FULL[:5]]
    made = read(all_of(text(*(line[:13] for line in left), size=12, leading=18),
                       text(*(line[:13] for line in fill(5, 9)), x=LEFT + 180)))
    assert [line.marks.fill for line in printed(made)] == [100, 100, 100, 100, 38, *[100] * 5]


def test_a_line_without_room_for_the_next_word_is_full():
    made = read(text(*fill(6), FULL[:20] + "如下：", "International, 甲", *fill(2), FULL[:20] + "如下：", "甲"))
    assert [line.marks.fill == 100 for line in printed(made)][6::4] == [True, False]


def test_lists_of_short_lines_do_not_fill_anything():
    made = read(text(*[FULL[:3 + at % 7] for at in range(24)], leading=20))
    assert {line.marks.fill for line in printed(made)} == {0}


def test_a_cover_has_a_middle_of_its_own():
    def cover(canvas: Canvas) -> None:
        canvas.setFont("Hei", 20)
        canvas.drawCentredString(220, 420, "清水河流域社会发展报告")
        canvas.setFont("Song", 12)
        for at, line in enumerate(("清水县统计局", "清水县档案馆编研科", "二〇二四年十二月")):
            canvas.drawCentredString(220, 200 - 20 * at, line)

    made = read(cover, text(*fill(12), leading=20))
    assert [line.marks.centred for line in printed(made)[1:5]] == [True, True, True, False]


def lines(*places: tuple[float, float, float]) -> Draw:
    """Rules that lie, by left and right end and height."""
    return lambda canvas: [canvas.line(x0, y, x1, y) for x0, x1, y in places]


def test_three_line_tables_have_a_head_of_several_lines():
    made = read(all_of(text(*[FULL] * 3), lines(*((LEFT, 340, y) for y in (480, 438, 360))),
                       text("户籍人口", "（万人）", x=130, y=466), text("性别比", "（女＝100）", x=240, y=466),
                       text("龙泉", "平原", "石门", "大埔", x=LEFT + 4, y=424),
                       text("12.4", "7.3", "1.2", "9", x=136, y=424), text("93", "94", "95", "96", x=250, y=424)))
    rows: dict[int, list[str]] = {}
    for line in printed(made)[3:]:
        rows.setdefault(line.marks.row, []).append(made.view.text[line.start : line.end])
    assert list(rows.values()) == [["户籍人口", "（万人）", "性别比", "（女＝100）"], ["龙泉", "12.4", "93"],
                                   ["平原", "7.3", "94"], ["石门", "1.2", "95"], ["大埔", "9", "96"]]
    assert {line.marks.row for line in printed(made) if line.marks.head} == {1}


def test_a_cell_of_two_lines_may_stand_beside_cells_of_one():
    made = read(all_of(text(*[FULL] * 3), lines(*((LEFT, 340, y) for y in (480, 455, 400))),
                       *(text(word, x=130 + 60 * at, y=463) for at, word in enumerate(("东乡", "西乡", "南乡"))),
                       text("常住人口", "（万人）", x=LEFT + 4, y=440, leading=28),
                       *(text(word, x=134 + 60 * at, y=426) for at, word in enumerate(("1.5", "2.5", "3.5")))))
    body = [made.view.text[line.start : line.end] for line in printed(made) if line.marks.row == 2]
    assert body == ["常住人口", "（万人）", "1.5", "2.5", "3.5"]


def test_text_in_columns_between_rules_is_no_table():
    made = read(all_of(lines(*((LEFT, RIGHT, y) for y in (560, 535, 300))), text("学报一种", y=542),
                       text(*(line[:12] for line in fill(8)), y=510),
                       text(*(line[:12] for line in fill(8, 9)), x=LEFT + 190, y=510)))
    assert not any(line.marks.table for line in printed(made))


def test_merged_cells_span():
    def draw(canvas: Canvas) -> None:
        canvas.rect(40, 440, 200, 60)
        canvas.line(40, 480, 240, 480)
        canvas.line(140, 440, 140, 480)
        canvas.line(140, 460, 240, 460)

    made = read(all_of(draw, text("合并的头", x=50, y=485), text("纵并", x=50, y=455), text("上", x=150, y=465),
                       text("下", x=150, y=445)))
    spans = {made.view.text[line.start : line.end]: (line.marks.columns, line.marks.rows) for line in printed(made)}
    assert spans == {"合并的头": (2, 1), "纵并": (1, 2), "上": (1, 1), "下": (1, 1)}


def test_running_heads_and_page_numbers_run():
    made = read(*(all_of(text("石桥县志", y=570, size=9), text(*fill(6, number * 7)),
                         centred(f"— {number} —", 30, 9)) for number in (1, 2, 3)))
    assert [made.view.text[line.start : line.end] for line in printed(made) if line.marks.role == "running"] == [
        word for number in (1, 2, 3) for word in ("石桥县志", f"— {number} —")]


def test_what_stands_above_a_rule_across_most_pages_runs():
    heads = ("石桥县学报　第三期", "石桥县学报", "修桥方法研究")
    made = read(*(all_of(centred(head, 570, 9), lines((LEFT, RIGHT, 563)), text(*fill(6, 7 * at), y=530))
                  for at, head in enumerate(heads)))
    assert [made.view.text[line.start : line.end] for line in printed(made) if line.marks.role] == list(heads)


def test_a_caption_above_the_rule_of_a_table_does_not_run():
    made = read(*(all_of(centred(f"表{at} 各乡{what}", 566), lines(*((LEFT, RIGHT, y) for y in (560, 535, 480))),
                         text("乡镇", "龙泉", "平原", x=60, y=542, leading=20),
                         text("人口", "320", "125", x=200, y=542, leading=20), text(*fill(5, at), y=450))
                  for at, what in enumerate(("户数", "人口", "桥梁"))))
    assert not any(line.marks.role for line in printed(made))
    assert sum(bool(line.marks.table) for line in printed(made)) == 18


def test_lines_alike_at_other_places_do_not_run():
    made = read(*(text(*fill(number + 1, number * 5), "特此说明。", *fill(3, number * 9))
                  for number in range(3)))
    assert not [line for line in printed(made) if line.marks.role]


def test_notes_stand_below_a_rule_and_are_called():
    def call(canvas: Canvas) -> None:
        canvas.setFont("Song", 7)
        canvas.drawString(LEFT + 12 * 10, 544, "1")
        canvas.line(LEFT, 120, LEFT + 100, 120)

    made = read(all_of(text(FULL[:10], *[FULL] * 8), call,
                       text("1 见县志卷二。", "所记与此不同。", y=100, size=9, leading=13)))
    *_, one, two = printed(made)
    assert one.marks.note == two.marks.note == "page-1-note-1"
    run, = (run for run in made.runs if run.kind == "ref")
    assert (made.view.text[run.start : run.end], run.target) == ("1", "page-1-note-1")


def test_links_and_bold_stretches_are_runs():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 500, "请看本局网站的说明")
        canvas.linkURL("https://example.org/a", (LEFT + 24, 496, LEFT + 72, 514))

    made = read(draw)
    run, = made.runs
    assert (made.view.text[run.start : run.end], run.kind, run.target) == ("本局网站", "link", "https://example.org/a")
    assert printed(made)[0].marks.link == 44


def test_links_to_places_in_the_file_count_and_lead_to_a_row():
    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage("one")
        canvas.drawString(LEFT, 500, "第一章总则")
        canvas.linkRect("", "one", (LEFT, 496, LEFT + 60, 514))

    made = read(draw)
    assert printed(made)[0].marks.link == 100
    assert {(run.end - run.start, run.kind, run.target) for run in made.runs} == {
        (5, "link", "#1:0.0:1000000.0"), (0, "place", "1:0.0:1000000.0")}


def test_leaning_type_has_the_size_and_the_gaps_of_upright_type():
    def draw(canvas: Canvas) -> None:
        text(FULL, FULL)(canvas)
        canvas.saveState()
        canvas.transform(1, 0, 0.3, 1, -0.3 * 480, 0)
        canvas.drawString(LEFT, 480, "目 录")
        canvas.drawString(LEFT + 12 * 6, 480, "其余正立")
        canvas.restoreState()

    made = read(draw)
    assert words(made)[-1] == "目 录  其余正立"
    assert printed(made)[-1].marks.size == 100


def test_white_below_a_large_line_is_measured_from_its_lower_edge():
    made = read(all_of(text("石桥县修桥办法", y=560, size=21), text(*[FULL] * 5, y=520)))
    near = read(all_of(text("石桥县修桥办法", y=560, size=21), text(*[FULL] * 5, y=538)))
    assert [line.gap for line in printed(made)] == [0, 1, 0, 0, 0, 0]
    assert [line.gap for line in printed(near)] == [0] * 6


def test_vertical_text_is_read_from_the_right():
    def draw(canvas: Canvas) -> None:
        for column, line in enumerate(("石桥修桥记序文", "昔者河上无桥行", "人苦之今修之矣")):
            for at, sign in enumerate(line):
                canvas.drawString(360 - column * 24, 540 - at * 13, sign)

    assert words(read(draw)) == ["石桥修桥记序文", "昔者河上无桥行", "人苦之今修之矣"]


def test_turned_pages_are_read_upright():
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        text(FULL, "第二行文字", y=-200)(canvas)

    assert words(read(draw)) == [FULL, "第二行文字"]


def test_radicals_are_folded_in_the_view_and_told():
    made = read(text("⽤⽔修桥"))
    assert made.source.text.startswith("⽤⽔修桥")
    assert made.view.text.startswith("用水修桥")
    assert [(change.was, change.now, change.at) for _, change in sorted(made.view.entities.items())] == [
        ("⽤", "用", (0, 1)), ("⽔", "水", (1, 2))]
    assert [finding.code for finding in made.findings] == ["pdf/folded"]


def test_ligatures_are_printed_as_two_letters():
    from convert.formats.pdf.reading.folding import find_folded

    assert [(change.was, change.now) for change in find_folded("\ufb01ne \u2ed3 长 \uf900")] == [
        ("\ufb01", "fi"), ("\u2ed3", "长"), ("\uf900", "\u8c48")]


def test_the_fonts_of_the_collections_need_no_map():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    out = io.BytesIO()
    canvas = Canvas(out, (420, 595), invariant=True)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(40, 500, "某县修桥办法")
    canvas.save()
    assert b"ToUnicode" not in out.getvalue()
    assert words(read_pdf(out.getvalue(), "collection.pdf")) == ["某县修桥办法"]


# what is refused or told

@pytest.mark.parametrize(("data", "message"), [
    (b"", "is empty"), (b"plain words", "is no PDF"), (b"%PDF-1.7\n%%EOF", "is damaged"),
    (make_pdf(text("秘密"), password="key"), "is encrypted"),
])
def test_what_cannot_be_opened_is_refused(data, message):
    with pytest.raises(SourceError, match=message) as raised:
        read_pdf(data, "sample.pdf")
    assert raised.value.message.startswith("sample.pdf ")
    assert raised.value.hint


def test_scans_are_refused_with_what_to_do():
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("L", (60, 80), 200))

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, 420, 595)

    with pytest.raises(SourceError, match="is a scan") as raised:
        read(scan, scan)
    assert "OCR" in raised.value.hint
    made = read(scan, text(*[FULL] * 3), text(*[FULL] * 3))
    assert [(finding.code, finding.severity) for finding in made.findings] == [("pdf/scan", "error")]


def test_pages_without_anything_are_refused():
    with pytest.raises(SourceError, match="holds no text"):
        read(lambda canvas: canvas.line(0, 0, 100, 100))


@pytest.mark.parametrize(("sample", "broken"), [
    ("为了修桥，根据本县实际，制定本办法。各乡镇应当认真执行。" * 3, False),
    ("關於修橋的通知：各鄉鎮應當認真辦理，並於三月底以前報送。" * 3, False),
    ("The bridge was mended in the spring of that year, and twice since." * 2, False),
    ("print(f\"{name!r}: {value}\")  # see the manual of the program for what this line is about" * 2, False),
    ("2021 12.5 33.8% — 1,204 (6) [7] 88/12", False),
    ("\ue001\ue002\ue003桥\ue004\ue005\ue006\ue007\ue008", True),
    ("ӥӞդฬᚆ ࣘ܄ ᱾ଘݣጮጼԡ൹ᥝᵋ፳ᓒဩ", True),
    ("̾Ɠ뻛ȗؘ뻜ͩǋƂֻ뻭Ă뺮˞Պʚ뻭Ǖʚ", True),
    ("".join(chr(0x5E00 + 37 * at % 0x3000) for at in range(90)), True),
    ("!\"\\l&%;6Bo.FRB%6[sJz-vbu4Y=%t%=%sZ%t%=rA'^7*m|~,|nxtgk`aPE32%hI|-YhI%m<&h`(9%o|{os%;2*s{nA/z(", True),
])
def test_broken_layers_are_told_from_sound_ones(sample, broken):
    assert bool(find_fault("".join(sample.split()))) == broken


def test_a_broken_face_is_an_error_where_it_stands():
    made = read(all_of(text(*[FULL] * 4), text("\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008", y=400, face="Hei")))
    finding, = (finding for finding in made.findings if finding.code == "pdf/text-layer")
    assert finding.severity == "error"
    assert "HuoziHei" in finding.message
    assert [made.source.text[start:end] for start, end in finding.at] == [words(made)[-1]]


def test_what_a_broken_face_shows_is_a_gap_in_the_tree():
    broken = "\ue001\ue002 \ue003\ue004\ue005\ue006"
    data = make_pdf(all_of(text("石桥县修桥办法", *fill(3)), text(broken, y=450, face="Hei")), text(*fill(3, 9)))
    tree = convert.read(io.BytesIO(data), "a.pdf")
    gap, *_ = tree.iter("gap")
    assert (gap.text, gap.get("reason")) == ("□□ □□□□", "lost")
    assert "\ufffd" not in "".join(tree.article.itertext())
    assert "\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd" in convert.restore(tree)
    remark = next(each for each in tree.record if each.get("code") == "pdf/text-layer")
    assert "HuoziHei" in remark.text


def test_a_page_that_is_a_picture_stands_in_its_place():
    def scan(canvas: Canvas) -> None:
        noise = Image.effect_noise((84, 119), 50)
        canvas.drawImage(ImageReader(noise), 0, 0, 420, 595)

    def drawn(canvas: Canvas) -> None:
        canvas.beginForm("a")
        canvas.circle(100, 100, 50)
        canvas.endForm()
        canvas.doForm("a")

    lines = "各县应当修桥，不得推托。", "修桥的费用，由县里负担。"
    for page in (scan, drawn):
        data = make_pdf(text("石桥县修桥办法", *fill(3), *lines), page, text(*fill(3, 9), *lines))
        tree = convert.read(io.BytesIO(data), "a.pdf")
        tags = [node.tag for node in tree.article.iter("p", "figure")]
        assert (tags[0], tags.count("figure"), tags[-1]) == ("p", 1, "p")
        assert "pdf/scan" in [each.get("code") for each in tree.record]


def test_fonts_of_one_name_are_judged_page_by_page():
    broken = "".join(chr(0x5E00 + 37 * at % 0x3000) for at in range(180))
    whole = [text(*fill(20, 20 * page)) for page in range(4)]
    made = read(*whole, text(*(broken[at : at + 27] for at in range(0, 180, 27))))
    lost = [made.view.text[run.start : run.end] for run in made.runs if run.kind == "lost"]
    assert "".join(lost) == broken


def test_a_broken_layer_is_refused_with_what_to_do():
    broken = text("\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008" * 3, y=400, face="Hei")
    with pytest.raises(SourceError, match=r"text layer of sample\.pdf is broken") as raised:
        read(all_of(text(FULL), broken))
    assert "--force-ocr" in raised.value.hint


def test_a_drawing_with_words_is_told():
    labels = all_of(*(text(f"枝{at}", x=LEFT + 53 * (at * 7 % 6), y=540 - 19 * at) for at in range(24)))
    assert [(finding.code, finding.severity) for finding in read(labels).findings] == [("pdf/order", "error")]


def test_pictures_stand_before_the_line_below_them():
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    out = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(out, "JPEG")
    jpeg, grey = out.getvalue(), ImageReader(Image.new("L", (30, 20), 90))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(jpeg)), 60, 440, 120, 80)
        canvas.drawImage(grey, 60, 320, 90, 60)

    made = read(all_of(text("图一之上"), draw, text("图一之下", y=420), text("图二之下", y=300)))
    assert [(made.view.text[picture.place :].split()[0], picture.media) for picture in made.pictures] == [
        ("图一之下", "image/jpeg"), ("图二之下", "image/png")]
    assert made.pictures[0].data == jpeg
    assert Image.open(io.BytesIO(made.pictures[1].data)).getpixel((3, 3)) == 90
