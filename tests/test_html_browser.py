"""Pages and sites in a real browser: search by keyboard, dark, paper; no complaint on the console, axe finds nothing.

Runs where Chromium and Playwright are installed; what axe finds where AXE names the file axe.min.js of the npm package
axe-core, what the Nu HTML checker finds where VNU names vnu.jar of the npm package vnu-jar.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from trees import SEEDS, whole_tree
from validators.browser import find_violations, open_browser, open_page

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
def browser() -> Iterator[Any]:
    with open_browser() as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """An empty page; at the end nothing has been complained of."""
    with open_page(browser, "about:blank") as found:
        yield found


def go(page: Any, place: Path) -> None:
    """Opens a file."""
    page.goto(place.absolute().as_uri())


NAMES = ("site/index.html", "book.html", "whole.html", "vertical.html", "whole/index.html", "whole/a.html", "seed.html")
SEARCH = "document.querySelectorAll('#found li')"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(page: Any, made: Path, name: str, dark: bool) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light")
    go(page, made / name)
    assert find_violations(page) == []


def test_the_checker_of_html_finds_no_error(made: Path) -> None:
    jar = os.environ.get("VNU", "")
    if not Path(jar).is_file() or shutil.which("java") is None:
        pytest.skip("VNU does not name the file vnu.jar, or Java is not installed")
    ran = subprocess.run(["java", "-jar", jar, "--errors-only", "--skip-non-html", made], capture_output=True,
                         text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def look_for(page: Any, words: str) -> int:
    """Types words by keyboard alone; gives how many blocks hold them."""
    page.keyboard.press("/")
    page.wait_for_function("typeof TEXTS !== 'undefined'")
    page.evaluate("document.activeElement.value = ''")
    page.keyboard.insert_text(words)
    return int(page.evaluate(f"{SEARCH}.length"))


def test_words_are_found_by_keyboard_and_lead_to_their_block(page: Any, made: Path) -> None:
    go(page, made / "site/index.html")
    assert page.evaluate("document.querySelector('form').hidden") is False
    wanted = [text for member in convert.collect([SEEDS], parts="year").members()
              for text in page_texts(made, member.id) if "高质量" in text]
    assert look_for(page, "高质量") == len(wanted) > 5
    assert page.evaluate("document.getElementById('told').textContent") == f"找到 {len(wanted)} 处"
    assert page.evaluate("[...document.querySelectorAll('mark')].every(mark => mark.textContent === '高质量')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(f"document.activeElement === {SEARCH}[0].querySelector('a')")
    href = page.evaluate("document.activeElement.href")
    page.goto(href)
    assert "高质量" in page.evaluate("document.querySelector(location.hash).textContent")
    assert page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top") < 800


def page_texts(made: Path, id_: str) -> list[str]:
    import json

    rows = (made / "site/texts.js").read_text(encoding="utf-8").splitlines()[1:-1]
    return [text for href, _, blocks in (json.loads(row.rstrip(",")) for row in rows) if href == f"{id_}.html"
            for _, text in blocks]


def test_several_words_wide_letters_and_nothing(page: Any, made: Path) -> None:
    go(page, made / "site/index.html")
    one, both = look_for(page, "经济"), look_for(page, "经济 发展")
    assert 0 < both < one
    assert look_for(page, "２０２１年") == look_for(page, "2021年") > 0
    assert look_for(page, "<b>无此语&") == 0
    assert page.evaluate("document.getElementById('told').textContent") == "没有找到"
    page.keyboard.press("Escape")
    left = page.evaluate("[document.activeElement.id, document.activeElement.value, told.textContent].join()")
    assert left == "words,,"


def test_paper_shows_text_and_no_controls(page: Any, made: Path) -> None:
    go(page, made / "site/index.html")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('form')).display") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('nav.contents')).display") != "none"
    go(page, made / "whole/a.html")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('nav.trail')).display") == "none"
    assert page.pdf().startswith(b"%PDF")


def test_dark_is_dark(page: Any, made: Path) -> None:
    colours = []
    for dark in (False, True):
        page.emulate_media(color_scheme="dark" if dark else "light")
        go(page, made / "site/index.html")
        colours.append(page.evaluate("getComputedStyle(document.body).color"))
    assert colours == ["rgb(0, 0, 0)", "rgb(238, 238, 238)"]


def test_a_page_without_scripts_has_no_search(browser: Any, made: Path) -> None:
    with open_page(browser, (made / "site/index.html").as_uri(), java_script_enabled=False) as page:
        assert page.evaluate("getComputedStyle(document.querySelector('form')).display") == "none"
