"""Pages and sites in a real browser: search by keyboard, dark, paper; no complaint on the console, axe finds nothing.

Runs where Chromium is installed; what axe finds where AXE names the file axe.min.js of the npm package axe-core, what
the Nu HTML checker finds where VNU names vnu.jar of the npm package vnu-jar.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Page, browse, find_chromium
from trees import SEEDS, whole_tree

import convert
from convert.collection import Collection, Member, Part


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pages and sites of every kind."""
    folder = tmp_path_factory.mktemp("made")
    convert.write(convert.collect([SEEDS], title="经济工作文集", parts="year"), folder / "site", "html")
    convert.write(convert.collect([SEEDS], title="经济工作文集"), folder / "book.html")
    convert.write(whole_tree(), folder / "whole.html")
    convert.write(whole_tree(), folder / "vertical.html", vertical=True)
    convert.write(Collection("全集", (Part("上编", (Member("a", whole_tree),)),)), folder / "whole", "html")
    convert.write(convert.read(next(SEEDS.glob("002*"))), folder / "seed.html", style="gongwen")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    if find_chromium() is None:
        pytest.skip("Chromium is not installed")
    with browse() as page:
        yield page


@pytest.fixture
def page(browser: Page) -> Iterator[Page]:
    """The browser, as it was; at the end nothing has been complained of."""
    browser.complaints.clear()
    browser.emulate()
    yield browser
    assert browser.complaints == []


NAMES = ("site/index.html", "book.html", "whole.html", "vertical.html", "whole/index.html", "whole/a.html", "seed.html")
SEARCH = "document.querySelectorAll('#found li')"


def find_violations(page: Page) -> list[object]:
    axe = os.environ.get("AXE", "")
    if not Path(axe).is_file():
        pytest.skip("AXE does not name the file axe.min.js")
    page.evaluate(Path(axe).read_text(encoding="utf-8") + ";0")
    found: list[object] = page.evaluate(
        "axe.run(document).then(told => told.violations.map(each => [each.id, each.nodes.map(node => node.html)]))")
    return found


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(page: Page, made: Path, name: str, dark: bool) -> None:
    page.emulate(dark=dark)
    page.open(made / name)
    assert find_violations(page) == []


def test_the_checker_of_html_finds_no_error(made: Path) -> None:
    jar = os.environ.get("VNU", "")
    if not Path(jar).is_file() or shutil.which("java") is None:
        pytest.skip("VNU does not name the file vnu.jar, or Java is not installed")
    ran = subprocess.run(["java", "-jar", jar, "--errors-only", "--skip-non-html", made], capture_output=True,
                         text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def look_for(page: Page, words: str) -> int:
    """Types words by keyboard alone; gives how many blocks hold them."""
    page.press("/")
    page.wait("typeof TEXTS !== 'undefined'")
    page.evaluate("document.activeElement.value = ''")
    page.type(words)
    return int(page.evaluate(f"{SEARCH}.length"))


def test_words_are_found_by_keyboard_and_lead_to_their_block(page: Page, made: Path) -> None:
    page.open(made / "site/index.html")
    assert page.evaluate("document.querySelector('form').hidden") is False
    wanted = [text for member in convert.collect([SEEDS], parts="year").members()
              for text in page_texts(made, member.id) if "高质量" in text]
    assert look_for(page, "高质量") == len(wanted) > 5
    assert page.evaluate("document.getElementById('told').textContent") == f"找到 {len(wanted)} 处"
    assert page.evaluate("[...document.querySelectorAll('mark')].every(mark => mark.textContent === '高质量')")
    page.press("ArrowDown")
    page.press("ArrowDown")
    page.press("ArrowUp")
    assert page.evaluate(f"document.activeElement === {SEARCH}[0].querySelector('a')")
    href = page.evaluate("document.activeElement.href")
    page.open(href)
    assert "高质量" in page.evaluate("document.querySelector(location.hash).textContent")
    assert page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top") < 800


def page_texts(made: Path, id_: str) -> list[str]:
    import json

    rows = (made / "site/texts.js").read_text(encoding="utf-8").splitlines()[1:-1]
    return [text for href, _, blocks in (json.loads(row.rstrip(",")) for row in rows) if href == f"{id_}.html"
            for _, text in blocks]


def test_several_words_wide_letters_and_nothing(page: Page, made: Path) -> None:
    page.open(made / "site/index.html")
    one, both = look_for(page, "经济"), look_for(page, "经济 发展")
    assert 0 < both < one
    assert look_for(page, "２０２１年") == look_for(page, "2021年") > 0
    assert look_for(page, "<b>无此语&") == 0
    assert page.evaluate("document.getElementById('told').textContent") == "没有找到"
    page.press("Escape")
    left = page.evaluate("[document.activeElement.id, document.activeElement.value, told.textContent].join()")
    assert left == "words,,"


def test_paper_shows_text_and_no_controls(page: Page, made: Path) -> None:
    page.open(made / "site/index.html")
    page.emulate(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('form')).display") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('nav.contents')).display") != "none"
    page.open(made / "whole/a.html")
    page.emulate(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('nav.trail')).display") == "none"
    assert page.print().startswith(b"%PDF")


def test_dark_is_dark(page: Page, made: Path) -> None:
    colours = []
    for dark in (False, True):
        page.emulate(dark=dark)
        page.open(made / "site/index.html")
        colours.append(page.evaluate("getComputedStyle(document.body).color"))
    assert colours == ["rgb(0, 0, 0)", "rgb(238, 238, 238)"]


def test_a_page_without_scripts_has_no_search(page: Page, made: Path) -> None:
    page.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(made / "site/index.html")
        assert page.evaluate("getComputedStyle(document.querySelector('form')).display") == "none"
    finally:
        page.ask("Emulation.setScriptExecutionDisabled", value=False)
