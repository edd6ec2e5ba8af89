"""The review page in a real browser: seen, walked, corrected, undone, kept, in both languages and both lights.

Runs where Chromium and Playwright are installed; AXE names the file axe.min.js of the npm package axe-core.
"""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from validators.browser import find_violations, open_browser, open_page

from convert.review.desk import Desk, Paper
from convert.review.folder import write_folder
from convert.review.server import ReviewServer
from convert.span import cut_text

TEXT = """首页 > 新闻 > 正文
关于加强古籍𠮷林保护工作的通知
各单位：
现将"有关"事项通知如下，请认真贯彻执行。古籍是中华民族的宝贵遗产。
一、提高认识
要充分认识古籍保护工作的重要意义，切实增强责任感。各单位要加强领导。
二、落实责任
要明确分工，落实到人。
打印本页 关闭窗口
"""
NAMES = ("通知 <一>.txt", "b.html")
PAGE = "<html><title>窗口</title><body><nav>首页</nav><h1>公告</h1><p>现公告：A&amp;B&nbsp;公司。</p></body></html>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as found:
        yield found


@pytest.fixture
def papers(tmp_path: Path) -> list[Paper]:
    """Two documents in a folder."""
    for name, text in zip(NAMES, (TEXT, PAGE), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [Paper(tmp_path / name, name) for name in NAMES]


@pytest.fixture
def address(papers: list[Paper], tmp_path: Path) -> str:
    """Where the page of the first document is."""
    assert write_folder(papers, tmp_path / "out") == []
    return (tmp_path / "out" / f"{NAMES[0]}.html").as_uri()


@contextmanager
def serve(papers: list[Paper]) -> Iterator[ReviewServer]:
    with ReviewServer(Desk(papers), 0, pytest.fail) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def kinds(page: Any) -> list[str]:
    return page.evaluate("rows.map(row => row.kind + (row.depth || ''))")


def texts(page: Any) -> list[str]:
    return page.locator(".row .text").all_inner_texts()


def choose(page: Any, text: str) -> None:
    """Chooses the row that holds a text, by a click on its kind."""
    page.locator(".row", has_text=text).locator(".kind").click()


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def download(page: Any) -> dict[str, Any]:
    """The file of corrections, as a reader of TOML takes it."""
    with page.expect_download() as waiting:
        press(page, "Control+s")
    assert waiting.value.suggested_filename.endswith(".huozi.toml")
    return tomllib.loads(waiting.value.path().read_text(encoding="utf-8"))


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("width", [1400, 420])
def test_axe_finds_nothing(browser, address, light, language, width):
    with open_page(browser, address, color_scheme=light, locale=language,
                   viewport={"width": width, "height": 900}) as page:
        choose(page, "提高认识")
        press(page, "p", "n", "ArrowRight")
        page.locator("summary").click()
        assert find_violations(page) == []
        page.locator("#help").click()
        assert find_violations(page) == []
    with open_page(browser, address.rsplit("/", 1)[0] + "/index.html", color_scheme=light, locale=language) as page:
        assert find_violations(page) == []


def test_words_are_those_of_the_browser_and_can_be_switched(browser, address):
    with open_page(browser, address, locale="zh-CN") as page:
        assert page.locator("#structure-title").inner_text() == "结构"
        page.locator("#language").click()
        assert page.locator("#structure-title").inner_text() == "Structure"
        assert page.evaluate("document.documentElement.lang") == "en"
        assert "heading 1" in page.locator(".row .kind").all_inner_texts()
        assert page.evaluate("findLanguage()") == "en"
    with open_page(browser, address, locale="de-DE") as page:
        assert page.locator("#structure-title").inner_text() == "Structure"


def test_rows_stand_in_the_order_of_the_source_with_cuts_among_them(browser, address):
    with open_page(browser, address) as page:
        assert texts(page) == [line for line in TEXT.split("\n") if line]
        assert kinds(page)[0] == kinds(page)[-1] == "cut"
        assert "noise/" in page.locator(".row.cut").first.inner_text()


def test_a_row_and_its_source_are_lit_together(browser, address):
    with open_page(browser, address) as page:
        choose(page, "提高认识")
        lit = "[...layers.lit].map(range => range.startContainer.data.slice(range.startOffset, range.endOffset)).join()"
        assert page.evaluate(lit) == page.locator(".line.lit").inner_text() == "一、提高认识"
        page.locator(".line", has_text="落实到人").click(position={"x": 70, "y": 8})
        assert page.locator("[aria-selected=true] .text").inner_text() == "要明确分工，落实到人。"
        assert page.evaluate(lit) == "要明确分工，落实到人。"
        assert page.evaluate("document.activeElement.id") == "structure"


def test_keys_change_kind_and_level(browser, address):
    with open_page(browser, address) as page:
        choose(page, "提高认识")
        row = kinds(page).index("heading1")
        for keys, kind in ((("2",), "heading2"), ((">",), "heading3"), (("<",), "heading2"), (("p",), "p"),
                           (("h",), "heading1"), (("x",), "cut"), (("r",), "keep"), (("l",), "li"), (("t",), "title")):
            press(page, *keys)
            assert kinds(page)[row] == kind
        assert page.locator("#status").inner_text() != ""


def test_the_panel_changes_kind_and_level(browser, address):
    with open_page(browser, address) as page:
        choose(page, "提高认识")
        page.locator("#depth").fill("4")
        page.locator("#depth").press("Tab")
        assert "heading4" in kinds(page)
        page.locator("select#kind").select_option("note")
        assert "note" in kinds(page)
        page.locator("#restore").click()
        assert "keep" in kinds(page)


def test_rows_are_joined_and_cuts_between_them_stay(browser, address):
    with open_page(browser, address) as page:
        choose(page, "落实到人")
        press(page, "m")
        assert texts(page)[-2] == "二、落实责任要明确分工，落实到人。"
        choose(page, "打印本页")
        press(page, "Shift+ArrowUp", "m")
        assert texts(page)[-1].endswith("打印本页 关闭窗口")
        press(page, "z", "z")
        assert texts(page) == [line for line in TEXT.split("\n") if line]


def test_a_row_is_split_where_keys_or_a_click_say(browser, address):
    with open_page(browser, address) as page:
        choose(page, "宝贵遗产")
        press(page, "Control+ArrowRight", "Control+ArrowRight", "Enter")
        assert "古籍是中华民族的宝贵遗产。" in texts(page)
        press(page, "z", "ArrowRight", "ArrowRight", "ArrowLeft", "Enter")
        assert "现" in texts(page)
        press(page, "z")
        row = page.locator(".row", has_text="宝贵遗产").locator(".text").bounding_box()
        page.mouse.click(row["x"] + row["width"] / 2, row["y"] + row["height"] / 2)
        press(page, "Enter")
        halves = texts(page)[3:5]
        assert "".join(halves) == '现将"有关"事项通知如下，请认真贯彻执行。古籍是中华民族的宝贵遗产。'
        assert all(halves)


def test_what_cannot_be_done_is_said(browser, address):
    with open_page(browser, address, locale="en") as page:
        page.focus("#structure")
        for key, said in (("m", "no block before"), ("Enter", "First choose"), ("z", "nothing to undo"),
                          ("y", "nothing to do again")):
            press(page, "Home", key)
            assert said in page.locator("#status").inner_text()
        assert download(page).get("block", []) == []


def test_undo_and_redo_go_all_the_way(browser, address):
    with open_page(browser, address) as page:
        before = kinds(page), texts(page)
        choose(page, "提高认识")
        press(page, "p", "m", "x", "ArrowDown", "2", "u", "r")
        after = kinds(page), texts(page)
        for _ in range(6):
            press(page, "Control+z")
        assert (kinds(page), texts(page)) == before
        assert page.locator("#undo").is_disabled()
        for _ in range(6):
            press(page, "Control+y")
        assert (kinds(page), texts(page)) == after
        lit = page.evaluate("[...layers.lit].length")
        assert lit > 0


def test_the_download_says_each_block_as_it_shall_be(browser, address):
    with open_page(browser, address) as page:
        choose(page, "古籍𠮷林")
        press(page, "x")
        choose(page, "有关")
        press(page, "Control+ArrowRight", "Control+ArrowRight", "Enter")
        choose(page, "落实责任")
        press(page, "3")
        found = download(page)
        assert found["source"]["name"] == NAMES[0]
        assert found["source"]["digest"].startswith("sha256:")
        told = [(block["kind"], block.get("depth"), block["text"]) for block in found["block"]]
        assert told == [("cut", None, "关于加强古籍𠮷林保护工作的通知"),
                        ("p", None, '现将"有关"事项通知如下，请认真贯彻执行。'),
                        ("p", None, "古籍是中华民族的宝贵遗产。"), ("heading", 3, "二、落实责任")]
        for block in found["block"]:
            assert cut_text(TEXT, [tuple(block["at"])]) == block["text"]
        assert page.locator("#state").inner_text() in ("没有未保存的更正", "Nothing to save")


STRINGS = ["\\", '"', '"""', "'''", "a\\u4e00", "\0\x01\x08\t\n\x0b\f\r\x1f\x7f\x85", "𠮷\u2028\ufeff", "", "]\n[x]"]
"""What a file of corrections must hold escaped, or as it is."""


@pytest.mark.parametrize("text", STRINGS, ids=ascii)
def test_every_string_is_written_so_that_it_reads_back(browser, address, text):
    with open_page(browser, address) as page:
        printed = page.evaluate("text => printTable('[facts]', { title: text, '题 名': [text, 'b'], n: 1 })", text)
        assert tomllib.loads(printed)["facts"] == {"title": text, "题 名": [text, "b"], "n": 1}
        assert page.evaluate("quote('x\\ud800y')") == '"x\ufffdy"'


def test_facts_are_stated(browser, address):
    with open_page(browser, address) as page:
        page.locator("summary").click()
        fields = page.locator("#facts input")
        fields.nth(0).fill('题名 "一" \\ 二')
        fields.nth(1).fill("张三；李四")
        fields.nth(1).press("Tab")
        assert download(page)["facts"] == {"title": '题名 "一" \\ 二', "creator": ["张三", "李四"]}
        page.focus("#structure")
        press(page, "z")
        assert download(page)["facts"] == {"title": '题名 "一" \\ 二'}


def test_what_is_to_be_checked_is_listed_and_walked(browser, address):
    with open_page(browser, address) as page:
        page.locator("#filters .cut input").check()
        assert page.locator("#checks li").count() == len(page.evaluate("shownChecks()"))
        page.focus("#structure")
        press(page, "Home", "End", "N")
        chosen = page.locator("[aria-selected=true]")
        assert chosen.count() == 1
        seen = []
        press(page, "Home")
        for _ in range(page.locator("#checks li").count()):
            seen.append(chosen.get_attribute("id"))
            press(page, "n")
        assert len(set(seen)) > 1
        page.locator("#checks li button").first.click()
        assert page.evaluate("chosen.to") == 0
        page.focus("#checks")
        press(page, "ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown", "Enter")
        assert page.evaluate("chosen.to") > 0
        assert page.evaluate("document.activeElement.id") == "structure"


def test_long_lines_are_shown_whole(browser, tmp_path):
    text = "𠮷" * 1999 + "一\n" + "二" * 800 + "\n\n" + "三" * 801 + "。"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    write_folder([Paper(tmp_path / "a.txt", "a.txt")], tmp_path / "out")
    with open_page(browser, (tmp_path / "out" / "a.txt.html").as_uri()) as page:
        assert page.evaluate("pieces.elements.map(element => element.textContent).join('')") == text.replace("\n", "")
        assert page.evaluate("pieces.elements.every(element => element.textContent.isWellFormed())")
        assert page.locator(".line[data-line]").count() == 4


def test_saving_keeps_the_corrections_and_reads_by_them(browser, papers, tmp_path):
    with serve(papers) as server, open_page(browser, server.address + "0") as page:
        choose(page, "首页")
        press(page, "k")
        choose(page, "落实到人")
        press(page, "m")
        choose(page, "有关")
        press(page, "Control+ArrowRight", "Control+ArrowRight", "Enter", "e")
        choose(page, "提高认识")
        press(page, "3", "Control+s")
        page.locator("#status", has_text=".huozi.toml").wait_for()
        kept = tomllib.loads((tmp_path / f"{NAMES[0]}.huozi.toml").read_text(encoding="utf-8"))
        made = [(block["kind"], block["text"]) for block in kept["block"]]
        assert made == [("kicker", "首页 > 新闻 > 正文"), ("p", '现将"有关"事项通知如下，请认真贯彻执行。'),
                        ("note", "古籍是中华民族的宝贵遗产。"), ("heading", "一、提高认识"),
                        ("heading", "二、落实责任要明确分工，落实到人。")]
        shown = page.evaluate("rows.filter(row => row.set).map(row => [row.kind, readSpans(row.at)])")
        assert list(map(tuple, shown)) == made
        assert page.locator("[aria-selected=true] .text").inner_text() == "一、提高认识"
        assert page.locator("#undo").is_disabled()
        page.reload()
        assert page.evaluate("rows.filter(row => row.set).length") == len(made)
        choose(page, "提高认识")
        press(page, "u", "Control+s")
        page.locator("#status", has_text=".huozi.toml").wait_for()
        kept = tomllib.loads((tmp_path / f"{NAMES[0]}.huozi.toml").read_text(encoding="utf-8"))
        left = [(block["kind"], block["text"]) for block in kept["block"]]
        assert left == [one for one in made if "提高" not in one[1]]


def test_what_a_format_spells_otherwise_is_told_as_it_is_printed(browser, papers, tmp_path):
    with serve(papers) as server, open_page(browser, server.address + "1") as page:
        assert "现公告：A&B 公司。" in texts(page)
        choose(page, "现公告")
        press(page, *["ArrowRight"] * 7, "Enter", "e", "Control+s")
        page.locator("#status", has_text=".huozi.toml").wait_for()
        kept = tomllib.loads((tmp_path / "b.html.huozi.toml").read_text(encoding="utf-8"))
        assert [block["text"] for block in kept["block"]] == ["现公告：A&B", "公司。"]
        assert page.evaluate("rows.filter(row => row.set).map(row => [row.kind, readSpans(row.at)])") == [
            ["p", "现公告：A&B"], ["note", "公司。"]]


def test_corrections_are_known_again_by_place_or_text(browser, papers, tmp_path):
    long = "现将\"有关\"事项通知如下，请认真贯彻执行。古籍是中华民族的宝贵遗产。"
    kept = [("cut", long, TEXT.index("现将")), ("note", "一、提高认识", 0), ("p", "没有的话", 3)]
    blocks = "\n".join(f"[[block]]\nkind = '{kind}'\ntext = '{text}'\nat = [{at}, {at + len(text)}]"
                       for kind, text, at in kept)
    (tmp_path / f"{NAMES[0]}.huozi.toml").write_text(blocks, encoding="utf-8")
    with serve(papers) as server, open_page(browser, server.address + "0") as page:
        shown = page.evaluate("rows.filter(row => row.set).map(row => [row.kind, readSpans(row.at)])")
        assert list(map(tuple, shown)) == [one[:2] for one in kept[:2]]
        assert "没有的话" in page.locator("#checks").inner_text()
        assert "corrections/misfit" in page.locator("#checks").inner_text()
        press(page, "Control+s")
        page.locator("#status", has_text=".huozi.toml").wait_for()
        again = tomllib.loads((tmp_path / f"{NAMES[0]}.huozi.toml").read_text(encoding="utf-8"))
        assert sorted((block["kind"], block["text"], block["at"][0]) for block in again["block"]) == sorted(kept)


def test_what_cannot_be_saved_is_told(browser, papers, tmp_path):
    with serve(papers) as server, open_page(browser, server.address + "0", "Failed to load", locale="en") as page:
        (tmp_path / NAMES[0]).unlink()
        press(page, "Control+s")
        page.locator("#status", has_text="Not saved").wait_for()
        assert "beside" in page.locator("#status").inner_text()
        page.context.set_offline(True)
        press(page, "Control+s")
        page.locator("#status", has_text="has stopped").wait_for()


def test_an_index_leads_to_the_pages_and_back(browser, papers):
    with serve(papers) as server, open_page(browser, server.address) as page:
        assert sorted(page.locator("tbody a").all_inner_texts()) == sorted(NAMES)
        page.locator("tbody a", has_text="通知").click()
        page.locator(".row").first.wait_for()
        page.locator("#index").click()
        assert page.locator("tbody tr").count() == len(NAMES)


def test_paper_shows_the_structure_alone(browser, address):
    with open_page(browser, address) as page:
        page.emulate_media(media="print")
        assert page.locator(".row").first.is_visible()
        assert not page.locator("#source").is_visible()
        assert not page.locator("#tools").is_visible()


def test_whoever_leaves_with_unsaved_corrections_is_asked(browser, address):
    with open_page(browser, address) as page:
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.reload()
        assert asked == []
        choose(page, "提高认识")
        press(page, "p")
        page.reload()
        assert asked == ["beforeunload"]
