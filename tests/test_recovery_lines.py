"""What the labelling finds in lines: openers, cuts, pages, series, verse, furniture, cues."""

from __future__ import annotations

from itertools import pairwise

import pytest
from recovery_texts import SENTENCE, atoms_of, labels_of, survey_of
from texts import text_of

from convert.chinese.folding import fold
from convert.recovery.cues import Cue, find_cue, load_cues, load_furniture_words
from convert.recovery.cuts import find_cuts
from convert.recovery.facts import find_facts
from convert.recovery.furniture import is_contents_label
from convert.recovery.openers import find_opener
from convert.recovery.page import ends_sentence, first_width
from convert.recovery.phrases import find_bullet
from convert.recovery.reader import survey_text
from convert.recovery.repeats import find_copies, find_reprints, mould_of
from convert.recovery.verse import find_metre


@pytest.mark.parametrize(("printed", "style", "value"), [
    ("第三章 总则", "chapter", 3), ("第十二条 凡", "clause", 12), ("一、工作", "han", 1), ("(二)目标", "han-paren", 2),
    ("3.重点", "arabic", 3), ("1.2 范围", "decimal 2", 2), ("④其他", "circled", 4), ("壹、缘起", "formal", 1),
    ("乙、经费", "stem", 2), ("考点7:", "keyword 考点", 7), ("【一、开端】", "han", 1), ("卷三", "volume", 3),
    ("3.1.2 调节", "decimal 3", 2), ("A.1.2 位置", "decimal 3", 2), ("附 录 B", "annex", 2), ("第 7-1 条", "clause", 7),
    ("附录一 名录", "annex", 1), ("3.2.1. 位置", "decimal 3", 1), ("1.1. 范围", "decimal 2", 1),
    ("II. 缘起", "roman", 2), ("Ⅳ 结语", "roman", 4), ("(iii) 经费", "roman-paren", 3), ("㈣ 经费", "han-enclosed", 4),
    ("第二品 请法", "chapter", 2),
])
def test_numbers_that_open_something(printed: str, style: str, value: int) -> None:
    opener = find_opener(printed)
    assert opener is not None
    assert (opener.style, opener.value) == (style, value)


@pytest.mark.parametrize(("printed", "label", "dressed"), [
    ("番外 第一章 雪后", "番外 第一章", 0), ("番外之三 来信", "番外之三", 0), ("◇第一章 雪后", "◇第一章", 1)])
def test_a_word_before_a_number_is_of_it_and_a_sign_is_not(printed: str, label: str, dressed: int) -> None:
    opener = find_opener(printed)
    assert opener is not None
    assert (printed[: opener.end].strip(), opener.dressed) == (label, dressed)


@pytest.mark.parametrize("printed", ["一九四九年", "3.5万吨", "第三章程", "青云", "2024年", "",
                                     "X 光检查", "V.S. 对手", "IC卡"])
def test_numbers_that_open_nothing(printed: str) -> None:
    assert find_opener(printed) is None


@pytest.mark.parametrize(("line", "why", "behind"), [
    ("我们要努力工作。青云县人民政府2024年3月5日", "signed", "青云县人民政府"),
    ("这是全文的最后一句话。(摘自《青云志》)", "bracket", "(摘自"), ("青云县志续修始末  林远", "column", "林远"),
    ("青云县志续修始末——在青云大会上的讲话", "dash", "——在"), ("2024-03-05 10:30 青云要闻", "stamp", " 青云"),
    ("青云县之路青云县之路", "twice", "青云县之路"), ("渠道修好了。(林远山)", "bracket", "(林"),
    ("渠道修好了。(青云县水务局)", "bracket", "(青云"), ("渠道修好了。(刊于《青云》2019年第3期)", "bracket", "(刊于"),
])
def test_places_where_something_else_may_begin(line: str, why: str, behind: str) -> None:
    assert any(found == why and line[place:].startswith(behind) for place, found in find_cuts(line, 0, len(line)))


@pytest.mark.parametrize("line", ["渠道修好了。(秋收之后)", "渠道修好了(林远山)", "渠道修好了。(六分)"])
def test_an_aside_in_brackets_is_no_credit(line: str) -> None:
    assert not any(why == "bracket" for _, why in find_cuts(line, 0, len(line)))


def test_padded_numbers_go_on_without_a_zero() -> None:
    lines = [f"{number:02}第{number}项工作" for number in range(8, 12)]
    openers = [atom.opener for atom in atoms_of("\n".join(f"{line}\n{SENTENCE}" for line in lines))[::2]]
    assert [(one.style, one.value) for one in openers if one is not None] == [("padded", n) for n in range(8, 12)]
    assert all(find_opener(fold(line)) is None for line in ("00多万套住房", "05万户农家", "08年修渠"))
    counted = atoms_of(f"09末项\n{SENTENCE}\n10亿元用于水利\n")[-1]
    assert counted.opener is None


@pytest.mark.parametrize(("line", "style", "value"), [
    ("【关键词三：疏浚河道】", "keyword 关键词", 3), ("■ 问题2：水从何来", "keyword 问题", 2),
    ("【（二）水利】", "han-paren", 2),
])
def test_a_number_is_found_behind_its_decoration(line: str, style: str, value: int) -> None:
    opener = find_opener(fold(line))
    assert opener is not None
    assert (opener.style, opener.value) == (style, value)


@pytest.mark.parametrize(("line", "why", "behind"), [
    ("青云县人民政府关于疏浚河道的复函云府函〔2024〕20号", "number", "云府函"),
    (f"林远山同志：{SENTENCE * 8}", "address", SENTENCE[:4]), (f"县水务局：{SENTENCE * 8}", "address", SENTENCE[:4]),
])
def test_papers_whose_line_ends_were_lost_are_cut(line: str, why: str, behind: str) -> None:
    plain = fold(line)
    places = [place for place, found in find_cuts(plain, 0, len(plain)) if found == why]
    assert any(plain.startswith(fold(behind), place) for place in places)


def test_who_tells_or_sings_takes_no_turn() -> None:
    def turns_of(label: str) -> int:
        return sum(atom.why == "turn" for atom in atoms_of(f"{SENTENCE}{label}：{SENTENCE}" * 4))

    assert [turns_of(label) for label in ("答", "县长", "有诗为证", "正是", "老人说", "http")] == [4, 4, 0, 0, 0, 4]
    assert not any(atom.why == "turn" for atom in atoms_of(f"{SENTENCE}http://q.cn/1。" * 4))


def test_a_sentence_is_cut_nowhere() -> None:
    plain = fold(SENTENCE)
    assert list(find_cuts(plain, 0, len(plain))) == []
    assert [atom.plain for atom in atoms_of(SENTENCE)] == [plain]


def test_an_opener_cuts_its_line_and_a_run_in_title_is_cut_off() -> None:
    atoms = atoms_of(f"一、加强管理。{SENTENCE}二、改善服务。{SENTENCE}")
    assert [(atom.plain[:2], atom.why, atom.shape) for atom in atoms] == [
        ("一、", "", "run-in"), ("青云", "title", ""), ("二、", "opener", "run-in"), ("青云", "title", "")]


def test_a_title_that_fills_its_line_ends_on_the_next() -> None:
    lines = [f"　　一、在新的起点上加快推进全县各项工作{tail}" for tail in ("不断取得新的", "持续走在全市")]
    text = "\n".join(f"{line}\n突破。{'青云县各项工作都取得了新的进展，' * 5}" for line in lines)
    wrapped = "\n".join(line[at : at + 26] for line in text.split("\n") for at in range(0, len(line), 26))
    atoms = atoms_of(wrapped)
    assert [atom.why for atom in atoms if atom.plain == "突破。"] == ["", ""]
    assert [atom.shape for atom in atoms if atom.opener is not None] == ["run-in", "run-in"]
    assert sum(atom.why == "title" for atom in atoms) == 2


def test_a_label_awaits_its_value_on_the_next_line() -> None:
    label, value, *_ = atoms_of(f"发布日期：\n2024年3月5日\n{SENTENCE}")
    assert label.awaits
    assert value.fact is label.fact
    assert value.value == (value.start, value.end)


@pytest.mark.parametrize("stroke", ["|", "︱", "丨"])
def test_a_stroke_may_stand_behind_a_label(stroke: str) -> None:
    fact = atoms_of(f"编辑{stroke}小林\n{SENTENCE}")[0].fact
    assert fact is not None
    assert (fact.rule.name, fact.value) == ("editor", (3, 5))


def test_facts_have_their_places() -> None:
    line = "来源:青云日报 发布日期:2024-03-05"
    facts = find_facts(line, 0, len(line))
    assert [(fact.rule.name, line[slice(*fact.value)]) for fact in facts] == [
        ("source", "青云日报"), ("date", "2024-03-05")]


def test_the_facts_of_a_line_may_stand_behind_the_name_of_a_paper_and_a_date() -> None:
    line = "青云晚报 2017年08月19日 10:20 作者:林远"
    assert [(fact.rule.name, line[slice(*fact.value)]) for fact in find_facts(line, 0, len(line))] == [
        ("date", "2017年08月19日 10:20"), ("creator", "林远")]
    name, dated, author = atoms_of(f"{line}\n")
    assert (name.fact, dated.plain, author.plain) == (None, "2017年08月19日 10:20", "作者:林远")


def test_labels_one_below_the_other_need_no_colons() -> None:
    head = "作者 yunshan (云山)\n看板 Reading\n標題 [心得] 怎样读一部县志\n时间 2024-03-05 10:30\n\n"
    assert [atom.fact and atom.fact.rule.name for atom in atoms_of(head + SENTENCE)] == [
        "creator", "subject", "title", "date", None]
    assert atoms_of(f"作者 自序\n标题 党的故事\n\n{SENTENCE}")[0].fact is None


@pytest.mark.parametrize(("line", "title"), [("青云志作者：林远", "青云志"), ("『青云志/作者:林远』", "『青云志/")])
def test_an_author_may_be_named_behind_a_title(line: str, title: str) -> None:
    atoms = atoms_of(f"{line}\n{SENTENCE}\n")
    assert atoms[0].plain == title
    assert (atoms[1].fact and atoms[1].fact.rule.name) == "creator"
    assert atoms_of(f"青云日报记者：\n{SENTENCE}\n")[0].fact is None


def test_a_paper_without_line_ends_is_cut_at_its_addressee_and_signature() -> None:
    notice = f"各乡镇人民政府，县政府各部门，县属各企业：{SENTENCE}青云县人民政府2024年3月5日（此件公开发布）"
    rules = "".join(f"第{number}条  {SENTENCE}" for number in "一二三")
    plains = [atom.plain for atom in atoms_of(f"{notice}青云县河道管理办法第一章  总    则{rules}")]
    assert {"青云县人民政府", "2024年3月5日", "(此件公开发布)", "青云县河道管理办法", "第一章  总    则"} <= set(plains)
    assert plains[0].endswith("县属各企业:")
    assert sum(plain.startswith("第") and "条  青云县" in plain for plain in plains) == 3


def test_a_document_number_opens_any_line() -> None:
    number = f"青财〔2019〕38号各乡镇财政所，县直各单位：{SENTENCE}{SENTENCE}"
    plains = [atom.plain for atom in atoms_of(f"青云县财政局通知\n{number}\n不同意见书一　大法官　林远\n")]
    assert {"青财〔2019〕38号", "各乡镇财政所,县直各单位:", "不同意见书一", "大法官 林远"} <= set(plains)


def test_prose_behind_a_couplet_on_its_line_is_cut_off() -> None:
    couplet = "青山一道同云雨，明月何曾是两乡。"
    text = f"他写道：\n{couplet}\n{couplet}{SENTENCE}\n{SENTENCE}\n{couplet}{SENTENCE}\n"
    atoms = atoms_of(text)
    assert [atom.why for atom in atoms if atom.part] == ["verse"]
    assert atoms[2].plain == fold(couplet)


def test_line_numbers_are_litter() -> None:
    atoms = atoms_of("".join(f"{n}    {SENTENCE}\n" for n in range(1, 6)))
    assert [atom.why for atom in atoms[:2]] == ["litter", ""]


def test_wrapped_lines_have_a_page() -> None:
    page = survey_of("\n".join(["青" * 29 + "云"] * 8 + ["青云。"])).page
    assert page.full == 30
    assert not page.columns
    assert survey_of(f"{SENTENCE}\n青云。\n").page.full == 0


def test_lines_of_dots_and_of_latin_do_not_say_how_wide_a_page_is() -> None:
    body = ["青" * 35 + "云"] * 6
    dotted = ["青云县志续修始末" + "." * 60 + str(number) for number in range(3, 9)]
    latin = ["The gazetteer of Qingyun county, revised and enlarged by its people, with many maps and plates of"] * 3
    assert survey_of("\n".join([*dotted, *body, "青云。"])).page.full == 36
    assert survey_of("\n".join([*latin, *body, "青云。"])).page.full == 36
    assert survey_of("\n".join(latin * 3)).page.full > 90


def test_a_text_whose_lines_break_sentences_off_is_known() -> None:
    broken = [SENTENCE[at : at + size] for at, size in ((0, 14), (14, 19), (33, 20))]
    assert (survey_of("\n".join(broken * 4)).broken or 0) > 0.5
    assert survey_of(f"{SENTENCE}\n" * 6).broken == 0
    assert survey_of(f"{SENTENCE}\n\n" * 6).broken is None


def test_what_says_something_is_no_name() -> None:
    context = survey_of("青云县志目录\n那一年我来到你的身边\n你已经不在了\n我们都很想念你\n山上的花又开了\n")
    assert context.predicates[0] == 0
    assert all(context.predicates[1:])
    assert context.stanzas[1].said == 0.8


def test_a_line_with_room_for_what_follows_ends_on_purpose() -> None:
    text = "青云县今年修建了三条公路，并且疏浚了两条河道，使全县4所学校的师生都能用上清洁的自来水，" * 4
    wide = "青云县今年修建了三条公路，又疏浚河道，还种树。"
    lines = [text[at : at + 24] for at in range(0, len(text), 24)]
    context = survey_of("\n".join([*lines, wide, text[:24], f"{wide}村"]))
    page, last = context.page, context.atoms[-3]
    assert page.edge in (24, 48)
    assert last.plain.endswith("还种树。")
    assert last.room >= first_width(page, context.atoms[-2].start)
    assert all(atom.room < first_width(page, after.start) for atom, after in pairwise(context.atoms[:7]))
    assert first_width(page, page.printed.index("4")) == 1


def test_line_ends_that_end_sentences_are_meant() -> None:
    body = f"青云纪事\n\n一、修渠\n{SENTENCE}\n二、种树\n{SENTENCE}\n{SENTENCE}\n"
    assert survey_text(text_of(body.encode(), "a.md")).meant
    wrapped = "\n".join(SENTENCE[at : at + 9] for at in range(0, len(SENTENCE), 9))
    assert not survey_text(text_of(f"# 青云\n\n{wrapped}\n".encode(), "a.md")).meant


def test_two_broken_lines_are_a_page() -> None:
    broken = "青云县今年修建了三条公路，并且疏浚了两条河道，使全县的农田都得到\n了灌溉。"
    assert survey_of(f"青云纪事\n{broken}\n{broken}").page.full
    assert not survey_of(f"青云纪事\n{broken}").page.full


def test_wide_gaps_stand_for_the_line_ends_of_a_text_on_one_line() -> None:
    lines = ["青云县工作报告", *(f"{number}、{SENTENCE}" for number in "一二三四五六")]
    assert [atom.plain[:2] for atom in atoms_of("　　".join(lines)) if not atom.part] == ["青云", *(
        f"{number}、" for number in "一二三四五六")]
    roll = "　　".join(["张三", "李四"] * 40)
    assert len({atom.line for atom in atoms_of(roll)}) == 1


def test_single_spaces_stand_for_the_line_ends_of_pages_on_one_line_each() -> None:
    width = 30
    text = "青云县人民政府今年修建了三条公路，并且疏浚了两条河道，使全县的农田都得到了灌溉。" * 6
    page = " ".join(["1 范围", *(text[at : at + width] for at in range(0, len(text), width)), "2 要求", text[:width]])
    lines = {atom.line for atom in atoms_of(f"{page}\n{page}\n")}
    assert len(lines) == 2 * len(page.split(" ")) - 4
    roll = " ".join(["张三", "李四"] * 60)
    assert {atom.line for atom in atoms_of(f"{roll}\n{roll}\n")} == {0, 1}
    articles = "".join(f"第{number}条 全县的河道由水利局管理，任何人不得填占。" for number in "一二三四五六七八九") * 3
    assert {atom.line for atom in atoms_of(f"{articles}\n{articles}\n")} == {0, 1}
    spaced = "全县共有 12 所学校，其中小学 8 所，学生 3400 人。" * 8
    assert {atom.line for atom in atoms_of(f"{spaced}\n{spaced}\n")} == {0, 1}


def test_notes_at_the_foot_of_a_page_reach_to_the_ends_of_their_sentences() -> None:
    note = "[1] 这一说法见于光绪年间修的青云县志卷三，又见于民国年\n间的续志。"
    lines = [f"青云县志[1]说，{SENTENCE}", note, "- 12 -", SENTENCE]
    assert survey_of("\n".join(lines)).feet == {1, 2}


@pytest.mark.parametrize(("plain", "ended"), [
    ("青云。", True), ("他说:“青云。”", True), ("青云", False), ("青云,", False)])
def test_ends_of_sentences(plain: str, ended: bool) -> None:
    assert ends_sentence(plain) == ended


def test_series_are_chained_by_their_numbers() -> None:
    titles = ("一、开端", "(一)其一", "(二)其二", "二、经过", "三、结局")
    context = survey_of("".join(f"{title}\n{SENTENCE}\n" for title in titles))
    assert [(one.style, len(one.members)) for one in context.series] == [("han", 3), ("han-paren", 2)]


def test_a_series_is_judged_by_its_items_to_their_ends() -> None:
    duty = "负责青云县道路桥梁河道堤防的日常维护工作和定期检查以及应急抢修工作；"
    items = [f"　　（{number}）{duty}" for number in "一二三四"]
    wrapped = "\n".join(line[at : at + 26] for line in items for at in range(0, len(line), 26))
    assert [(look.semicolons, look.close) for look in survey_of(wrapped).looks] == [(1.0, 1.0)]


def test_what_recurs_is_known() -> None:
    assert mould_of("第三期简报") == mould_of("第五期简报") != ""
    assert mould_of("简报") == ""
    passage = ["甲", "乙", "丙", "丁", "戊"]
    assert find_reprints([*passage, "己", *passage]) == frozenset(range(6, 11))
    assert find_copies(["长" * 30, "短", "长" * 40]) == {0, 2}


def test_heads_that_the_next_line_prints_again_are_known() -> None:
    heads = [f"正文 {title}\n\n第{number}章 {title}\n\n{SENTENCE}\n"
             for number, title in enumerate(["修渠", "种树", "办学"], 1)]
    context = survey_of("".join(heads))
    assert {context.atoms[i].plain for i in context.repeats.doubled} == {"正文 修渠", "正文 种树", "正文 办学"}
    assert not survey_of(f"正文 修渠\n第一章 修渠\n{SENTENCE}\n").repeats.doubled


def test_page_numbers_and_running_heads_are_furniture() -> None:
    context = survey_of("".join(f"{SENTENCE}\n青云县志 {n}\n" for n in range(3, 7)) + SENTENCE)
    assert {context.atoms[i].plain[:4] for i in context.running} == {"青云县志"}
    context = survey_of("".join(f"{SENTENCE}\n- {n} -\n" for n in range(1, 5)))
    assert len(context.numbers) == 4


def test_contents_are_entries_that_recur_below() -> None:
    context = survey_of(f"目录\n开端\n经过\n结局\n开端\n{SENTENCE}\n经过\n{SENTENCE}\n结局\n{SENTENCE}")
    assert [context.atoms[i].plain for i in sorted(context.contents)] == ["开端", "经过", "结局"]
    assert is_contents_label("【目  录】")
    assert not is_contents_label("青云目录")


def test_contents_end_where_their_first_entry_comes_again() -> None:
    entries = ["第一编 总则", "第一章 基本规定", "第一节 范围", "第二章 附则", "第一节 范围", "第二编 分则"]
    text = "\n".join(["青云法", "目录", *entries, "第一编 总则", "第一章 基本规定", SENTENCE])
    context = survey_of(text)
    assert {context.atoms[i].plain for i in context.contents} == set(entries)
    assert len(context.contents) == len(entries)


def test_a_passage_that_is_printed_twice_lists_no_contents() -> None:
    passage = "青云县召开会议\n会议总结了去年的工作\n安排了今年的任务\n提出了明确的要求\n"
    assert not survey_of(passage + SENTENCE + "\n" + passage + SENTENCE).contents


def test_verse_has_a_metre() -> None:
    assert find_metre("白云深处有人家,流水小桥通古道。") == 7
    assert find_metre("白云深处,流水小桥通古道。") == 0
    context = survey_of("白云深处\n流水桥边\n青山不老\n绿水长流\n")
    assert context.stanzas[0].lines == 4
    assert context.stanzas[0].even


@pytest.mark.parametrize("cue", load_cues(), ids=lambda cue: cue.id)
def test_a_cue_fits_its_examples(cue: Cue) -> None:
    assert cue.why.endswith(".")
    assert [line for line in cue.yes if not cue.pattern.search(line)] == []
    assert [line for line in cue.no if cue.pattern.search(line)] == []


def test_cues_have_names_of_their_own() -> None:
    assert len({cue.id for cue in load_cues()}) == len(load_cues())
    with pytest.raises(LookupError, match="'nothing'"):
        find_cue("nothing")
    assert load_furniture_words().search("上一篇:青云")
    assert not load_furniture_words().search("青云志")


@pytest.mark.parametrize("sign", ["•", "‧", "\uf0b7", "\uf0d8"])
def test_bullets_of_symbol_fonts_are_bullets(sign: str) -> None:
    assert find_bullet(f"{sign} 青云") == 2


def test_years_that_head_a_chronicle_are_one_class() -> None:
    lines = "".join(f"{year}年\n{SENTENCE}\n" for year in range(1949, 1954))
    classes = survey_of(f"青云县大事记\n{lines}").classes
    assert [classes[i].members for i in (1, 3, 9)] == [5, 5, 5]


def test_a_line_that_goes_on_is_in_no_class() -> None:
    text = "具体办理送达文书的水利站应当在收到渠道管理所转来的材料以后的五个工作日内指定专人办理并且告知结果。"
    wrapped = "".join(f"{text[at : at + 20]}\n" for at in range(0, len(text), 20))
    context = survey_of(f"渠道章程\n\n{wrapped * 3}")
    firsts = [i for i, atom in enumerate(context.atoms) if atom.plain.startswith("具体")]
    assert len(firsts) == 3
    assert not set(firsts) & set(context.classes)


def test_small_letters_open_paragraphs_and_no_wrapped_lines() -> None:
    marked = survey_text(text_of(f"<p>甲项<p>a. 渠道名称；<p>b) 渠道长度。<p>{SENTENCE}".encode(), "a.html")).atoms
    found = [(atom.opener.style, atom.opener.value) for atom in marked if atom.opener is not None]
    assert found == [("letter", 1), ("letter", 2)]
    assert all(atom.opener is None for atom in atoms_of(f"{SENTENCE}\na.渠道名称；\n"))


def test_two_numbers_of_fifth_lines_are_litter() -> None:
    """A short text has two; other numbers among them, or others of their kind out of step, are no line numbers."""
    lines = [SENTENCE] * 12
    lines[4], lines[9] = f"  5  {SENTENCE}", f" 10  {SENTENCE}"
    assert [atom.plain for atom in atoms_of("\n".join(lines) + "\n") if atom.why == "litter"] == ["5", "10"]
    lines[6] = f"  8  {SENTENCE}"
    assert [atom for atom in atoms_of("\n".join(lines) + "\n") if atom.why == "litter"] == []


def test_words_right_above_a_bullet_are_no_item() -> None:
    listed = survey_of(f"渠道章程\n九项要点\n- 疏浚渠道\n- 修整堤坝\n林远山\n王海燕\n{SENTENCE}\n")
    assert ["li" in offered for offered in labels_of(listed)[1:6]] == [False, True, True, True, True]
