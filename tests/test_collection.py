"""Collections: gathered, ordered, in parts, duplicates told, planned in a manifest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import SEEDS

import convert
from convert.compilation.candidate import make_id
from convert.compilation.order import natural
from convert.compilation.plan import CollectionPlan, check_plan
from convert.compilation.preface import read_preface
from convert.compilation.script import put_collection_in_script
from convert.compilation.sketch import make_sketch, resemble
from convert.compilation.volumes import split_volumes
from convert.errors import SourceError, UsageError
from convert.tree.audit import restore
from convert.tree.identity import identify
from convert.tree.stating import retitle

WORDS = "春夏秋冬山川河流日月星辰风雨雷电东西南北"


def prose(start: int, sentences: int = 30) -> str:
    """Sentences, no two alike, the same for the same numbers."""
    return "\n".join("".join(WORDS[(number * 7 + place * (number % 11 + 1)) % len(WORDS)] for place in range(20)) + "。"
                     for number in range(start, start + sentences)) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"b/第10讲.txt": prose(0), "b/第2讲.txt": prose(100), "a/x.txt": prose(200)}.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "docs"


def names(book: convert.Collection) -> list[str]:
    return [identify(member.load()).source for member in book.members()]


def test_seeds_make_a_collection() -> None:
    book = convert.collect([SEEDS], title="经济工作文集")
    assert names(book) == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert (book.title, book.language, book.findings) == ("经济工作文集", "zh-Hans", ())
    assert book.identifier == convert.collect(SEEDS, title="经济工作文集").identifier


def test_names_are_in_natural_order(folder: Path) -> None:
    assert names(convert.collect(folder)) == ["x.txt", "第2讲.txt", "第10讲.txt"]


@given(st.text(max_size=6), st.integers(0, 9999), st.integers(0, 9999))
@settings(derandomize=True)
def test_numbers_in_names_are_compared_as_numbers(text: str, one: int, other: int) -> None:
    keys = [natural(f"{text}第{number}讲") for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


def test_ids_depend_on_the_path_alone(folder: Path) -> None:
    before = {member.id for member in convert.collect(folder).members()}
    (folder / "a" / "x.txt").write_text(prose(300), encoding="utf-8")
    (folder / "a" / "new.txt").write_text(prose(400), encoding="utf-8")
    after = [member.id for member in convert.collect(folder, order="title").members()]
    assert before < set(after)
    assert len(set(after)) == len(after) == 4


def test_files_of_one_name_in_two_folders_have_ids_of_their_own(folder: Path) -> None:
    (folder / "b" / "x.txt").write_text(prose(300), encoding="utf-8")
    book = convert.collect([folder / "a", folder / "b"])
    assert len({member.id for member in book.members()}) == len(names(book)) == 4


def test_a_file_named_twice_stands_once(folder: Path) -> None:
    assert names(convert.collect([folder / "a", folder / "a" / "x.txt"])) == ["x.txt"]


def test_parts_follow_folders(folder: Path) -> None:
    (folder / "top.txt").write_text(prose(500), encoding="utf-8")
    book = convert.collect(folder, parts="folder")
    assert [(part.title, len(part.members)) for part in book.parts] == [("a", 1), ("b", 2), ("其他", 1)]


def test_parts_follow_labelled_facts() -> None:
    seed = next(SEEDS.glob("003*"))
    publisher = identify(convert.read(seed)).publisher
    assert publisher
    book = convert.collect(SEEDS, parts="publisher")
    assert book.parts[0].title == publisher


def test_parts_by_author_know_names_and_stand_in_the_order_of_pinyin(tmp_path: Path) -> None:
    bylines = ("本报记者 周小满", "青江日报记者 周小满", "本报记者 林晚舟、吴青", "本报记者 丁山")
    for number, byline in enumerate(bylines):
        text = f"春天里的第{number}件事\n\n{byline}\n\n{prose(100 * number)}"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    book = convert.collect(tmp_path, parts="creator")
    assert [(part.title, len(part.members)) for part in book.parts] == [("丁山", 1), ("林晚舟、吴青", 1), ("周小满", 2)]


def test_several_editors_in_one_value_are_several(folder: Path) -> None:
    assert convert.collect(folder, creators=["林晚舟、吴青", "某某"]).creators == ("林晚舟", "吴青", "某某")


DATED = ("关于{0}的报道\n\n来源：{1}\n发布日期：{2}\n\n{3}\n",
         ("乙", "甲日报", "2020-05-01", "后来发展经济，坚持为民。"),
         ("丙", "乙日报", "2021-03-02", "後來發展經濟，堅持為民。"),
         ("甲", "甲日报", "2021-01-09", "后来发展经济，坚持惠民。"))
"""A form, and what is put into it: title, source, date, text."""


@pytest.fixture(name="dated")
def write_dated(tmp_path: Path) -> Path:
    for number, facts in enumerate(DATED[1:]):
        (tmp_path / f"{number}.txt").write_text(DATED[0].format(*facts), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("order", "named"), [
    ("name", ["0", "1", "2"]), ("date", ["0", "2", "1"]), ("source", ["1", "0", "2"]), ("title", ["1", "0", "2"])])
def test_documents_stand_in_the_order_that_is_asked_for(dated: Path, order: str, named: list[str]) -> None:
    assert names(convert.collect(dated, order=order)) == [f"{name}.txt" for name in named]


@pytest.mark.parametrize(("by", "parts"), [
    ("year", [("2020年", 1), ("2021年", 2)]), ("script", [("简体", 2), ("繁體", 1)]),
    ("publisher", [("甲日报", 2), ("乙日报", 1)])])
def test_parts_follow_what_is_asked_for(dated: Path, by: str, parts: list[tuple[str, int]]) -> None:
    assert [(part.title, len(part.members)) for part in convert.collect(dated, parts=by).parts] == parts


def test_a_manifest_stands_alone(manifest: Path, folder: Path) -> None:
    with pytest.raises(UsageError, match="names its documents itself"):
        convert.collect([manifest, folder])


@pytest.mark.parametrize(("asked", "complaint"), [
    ({"order": "size"}, "order"), ({"parts": "colour"}, "colour"), ({"duplicates": "eat"}, "eat")])
def test_what_is_unknown_is_named(folder: Path, asked: dict[str, str], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        convert.collect(folder, **asked)  # type: ignore[arg-type]


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.txt"):
        convert.collect(tmp_path / "nowhere.txt")


def test_an_empty_file_is_left_out_and_told(folder: Path) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    book = convert.collect(folder)
    assert len(names(book)) == 3
    assert [(finding.code, "empty.txt" in finding.message) for finding in book.findings] == [("source/empty", True)]


def double(folder: Path) -> None:
    """The tenth lecture again, from another site: a line more, half-width marks, other line ends."""
    text = "某网站转载的一行说明文字。\n" + prose(0)
    (folder / "copy.txt").write_text(text.replace("。\n", "。\r\n\r\n"), encoding="utf-8")


def test_a_document_from_two_sites_is_told(folder: Path) -> None:
    double(folder)
    book = convert.collect(folder)
    assert len(names(book)) == 4
    (finding,) = book.findings
    assert finding.code == "collection/duplicate"
    assert "copy.txt" in finding.message
    assert "第10讲.txt" in finding.message


def test_the_fuller_of_two_duplicates_is_kept(folder: Path) -> None:
    double(folder)
    book = convert.collect(folder, duplicates="drop")
    assert sorted(names(book)) == ["copy.txt", "x.txt", "第2讲.txt"]
    assert "left out" in book.findings[0].message


def test_duplicates_may_be_kept_in_silence(folder: Path) -> None:
    double(folder)
    assert convert.collect(folder, duplicates="keep").findings == ()


def test_the_same_text_in_both_scripts_is_alike() -> None:
    hans, hant = "统筹疫情防控和经济社会发展。", "統籌疫情防控和經濟社會發展。"
    assert resemble(make_sketch(hans), make_sketch(hant)) == 1
    assert resemble(make_sketch(prose(0)), make_sketch(prose(100))) < 0.2


def test_trees_come_back_as_they_were_put_away(folder: Path) -> None:
    member = next(convert.collect(folder).members())
    assert restore(member.load()) == prose(200)
    assert member.load() is not member.load()


def test_a_change_reaches_every_tree_and_no_id(folder: Path) -> None:
    book = convert.collect(folder)
    seen: list[str] = []
    changed = book.map(lambda tree: (seen.append(identify(tree).source), tree)[1])
    assert seen == []
    assert [member.id for member in changed.members()] == [member.id for member in book.members()]
    assert names(changed) == seen == names(book)


MANIFEST = """
title = "讲义"
subtitle = "两编"
editor = "某某"
date = "2021-06"
exclude = ["第2*"]
preface = "preface.md"
[titles]
"x.txt" = "新题"
[[part]]
title = "上编"
sources = ["docs/a"]
[[part]]
title = "下编"
sources = ["docs/b/*.txt"]
order = "manifest"
"""

PREFACE = """# 编者的话

这里收的是**两编**讲义，
都是*真的*。

## 体例

- 依文件名排列
- 不改原文

1. 其一
2. 其二

> 古人说过。
"""


@pytest.fixture
def manifest(folder: Path) -> Path:
    (folder.parent / "preface.md").write_text(PREFACE, encoding="utf-8")
    path = folder.parent / "book.toml"
    path.write_text(MANIFEST, encoding="utf-8")
    return path


def test_a_manifest_plans_the_collection(manifest: Path) -> None:
    book = convert.collect(manifest)
    assert (book.title, book.subtitle, book.creators, book.date) == ("讲义", "两编", ("某某",), "2021-06")
    assert [part.title for part in book.parts] == ["", "上编", "下编"]
    assert names(book) == ["preface.md", "x.txt", "第10讲.txt"]
    assert [identify(member.load()).title for member in book.members()][:2] == ["编者的话", "新题"]
    assert [member.id for member in book.members()] == ["preface", make_id(Path("x.txt")), make_id(Path("第10讲.txt"))]


def test_what_the_call_says_holds_over_the_manifest(manifest: Path) -> None:
    book = convert.collect(manifest, title="别名", creators=["另一人"])
    assert (book.title, book.creators, book.subtitle) == ("别名", ("另一人",), "两编")


@pytest.mark.parametrize(("line", "complaint"), [
    ("titel = 'x'", "Did you mean 'title'"), ("order = 3", "a text"), ("title", "not TOML"),
    ("[[part]]\ntitel = 'x'", "Did you mean 'title'"), ("", "names no documents"),
    ("sources = ['docs/*.pdf']", "nothing matches"), ("sources = ['docs']\n[titles]\n'y.txt' = 'y'", "y.txt")])
def test_a_manifest_that_is_wrong_says_where(folder: Path, line: str, complaint: str) -> None:
    path = folder.parent / "wrong.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises((UsageError, SourceError), match=complaint):
        convert.collect(path)


def test_a_preface_in_markdown_is_a_document() -> None:
    tree = read_preface(PREFACE.encode(), "preface.md", "zh-Hans")
    article = tree.article
    assert article.kind == "preface"
    assert article.title is not None
    assert article.title.text_content == "编者的话"
    assert [node.text_content for node in article.iter("p")] == ["这里收的是两编讲义，都是真的。", "古人说过。"]
    assert [(em.get("rend"), em.text) for em in article.iter("em")] == [("strong", "两编"), ("dots", "真的")]
    assert [(each.get("kind"), len(each)) for each in article.iter("list")] == [("bullet", 2), ("number", 2)]
    assert [heading.text for heading in article.iter("heading")] == ["体例"]


def test_another_title_is_written_into_the_record() -> None:
    seed = next(SEEDS.glob("001*"))
    tree = convert.read(seed)
    text = restore(tree)
    assert identify(retitle(tree, "新题", "collection/title")).title == "新题"
    assert restore(tree) == text


def test_a_collection_in_the_other_script_keeps_its_ids(manifest: Path) -> None:
    book = convert.collect(manifest)
    made = put_collection_in_script(book, "zh-Hant")
    assert (made.title, made.language, made.parts[1].title) == ("講義", "zh-Hant", "上編")
    assert made.identifier != book.identifier
    assert [member.id for member in made.members()] == [member.id for member in book.members()]
    assert next(identify(member.load()).title for member in made.members()) == "編者的話"


def test_volumes_keep_order_parts_and_limits(folder: Path) -> None:
    book = convert.collect(folder, title="全书", parts="folder")
    volumes = split_volumes(book, articles=2)
    assert [volume.title for volume in volumes] == ["全书 第一卷", "全书 第二卷"]
    assert [[(part.title, len(part.members)) for part in volume.parts] for volume in volumes] == [
        [("a", 1), ("b", 1)], [("b", 1)]]
    assert [member.id for volume in volumes for member in volume.members()] == [m.id for m in book.members()]
    assert [(volume.series, volume.volume) for volume in volumes] == [("全书", 1), ("全书", 2)]
    assert len({volume.identifier for volume in volumes}) == 2
    assert split_volumes(book, articles=3) == [book] == split_volumes(book)
    assert len(split_volumes(book, characters=1)) == 3


def test_several_processes_read_the_same_collection(folder: Path) -> None:
    for number in range(40):
        (folder / f"{number}.txt").write_text(prose(1000 + 50 * number), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    one, two = (convert.collect(folder, jobs=jobs) for jobs in (1, 2))
    assert (one.identifier, one.findings) == (two.identifier, two.findings)
    assert names(one) == names(two)


def test_a_ledger_lists_the_documents_of_a_batch(folder: Path) -> None:
    (folder / "a" / "broken.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    convert.batch([folder], folder.parent / "out", to=["xml"], executor="serial")
    book = convert.collect(folder.parent / "out" / "ledger.sqlite", title="集")
    assert sorted(names(book)) == sorted(["x.txt", "第2讲.txt", "第10讲.txt"])
    assert restore(next(convert.collect(folder / "a" / "x.txt").members()).load()) == prose(200)
    for source in folder.rglob("*.txt"):
        source.unlink()
    assert len(names(convert.collect(folder.parent / "out" / "ledger.sqlite"))) == 3


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\u0085", "\x1c", "\x0b", "\r"])
def test_a_ledger_is_read_whatever_ends_a_line_in_the_name_of_a_source(folder: Path, end: str) -> None:
    (folder / f"甲{end}乙.txt").write_text(prose(800), encoding="utf-8")
    convert.batch([folder], folder.parent / "out", to=["xml"], executor="serial")
    book = convert.collect(folder.parent / "out" / "ledger.sqlite", title="集")
    unfit = end in "\x1c\x0b"  # for XML, which shows it as it is escaped
    assert f"甲{ascii(end)[1:-1] if unfit else end}乙.txt" in names(book)
    assert len(names(book)) == 4
    again = convert.batch([folder], folder.parent / "out", to=["xml"], executor="serial")
    assert (again.written, again.skipped) == (0, 4)


def test_another_file_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("[1]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no ledger"):
        convert.collect(tmp_path / "ledger.sqlite")
    with pytest.raises(SourceError, match="Cannot read"):
        convert.collect(tmp_path / "none" / "ledger.sqlite")


def test_files_of_one_name_have_ids_whatever_their_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "a")
    (folder / "a" / "deep").mkdir()
    (folder / "a" / "deep" / "x.txt").write_text(prose(600), encoding="utf-8")
    book = convert.collect(["deep/x.txt", "x.txt", "../a/x.txt"], order="manifest")
    assert len({member.id for member in book.members()}) == len(names(book)) == 2


def test_what_resembles_only_a_dropped_document_stays(folder: Path) -> None:
    for name, start, sentences in (("1.txt", 0, 33), ("2.txt", 8, 32), ("3.txt", 16, 31)):
        (folder / name).write_text(prose(1000 + start, sentences), encoding="utf-8")
    pairs = [finding.message for finding in convert.collect(folder).findings]
    assert [message[:5] for message in pairs] == ["2.txt", "3.txt"]
    assert sorted(names(convert.collect(folder, duplicates="drop")))[:2] == ["1.txt", "3.txt"]


def test_parts_of_no_documents_are_a_fault_of_the_source(folder: Path) -> None:
    for path in folder.rglob("*.txt"):
        path.write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="No document is left"):
        convert.collect(folder, parts="publisher")


@pytest.mark.parametrize(("given", "date"), [("2024年5月1日", "2024-05-01"), ("2024-05", "2024-05"), ("", "")])
def test_the_date_of_a_collection_is_put_in_its_normal_form(given: str, date: str) -> None:
    assert check_plan(CollectionPlan((), date=given)).date == date


@pytest.mark.parametrize("given", ["notadate", "2024年13月45日", "2024-02-30"])
def test_what_is_no_date_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        check_plan(CollectionPlan((), date=given))


def test_a_book_that_is_read_through_a_batch_is_the_same_and_reads_nothing_twice(folder: Path, tmp_path: Path) -> None:
    def make(**choices: object) -> bytes:
        book = convert.collect(folder, title="集", **choices)
        convert.write(book, tmp_path / "book.epub")
        return (tmp_path / "book.epub").read_bytes()

    through = tmp_path / "through"
    alone = make()
    assert make(through=through) == alone
    before = {path: path.stat().st_mtime_ns for path in through.rglob("*.xml")}
    assert len(before) == 3
    next(iter(sorted(before))).unlink()
    assert make(through=through, jobs=2) == alone
    after = {path: path.stat().st_mtime_ns for path in through.rglob("*.xml")}
    assert sum(before[path] != after[path] for path in before) == 1
    convert.collect(folder / "a", title="集", through=through, order="date")


def test_what_fails_on_the_way_through_a_batch_is_told(folder: Path, tmp_path: Path) -> None:
    (folder / "a" / "broken.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    book = convert.collect(folder, title="集", through=tmp_path / "through")
    (finding,) = [finding for finding in book.findings if finding.code == "source/failed"]
    assert finding.message.startswith(f"{Path('a/broken.txt')} was left out: broken.txt holds no text")
    assert len(list(book.members())) == 3
