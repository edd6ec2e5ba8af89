"""A real browser: Chromium, driven by Playwright, and what axe finds wrong with a page for those who do not see it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from validators import find_tool, require

ARGUMENTS = ("--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
             "--allow-file-access-from-files")
"""No network beside this machine; and axe may read the style sheet that lies beside a page."""


@contextmanager
def open_browser() -> Iterator[Any]:
    """A browser; the test is skipped where there is none."""
    program = find_tool("chromium")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with driver.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Any, address: str, expected: str = "", **settings: Any) -> Iterator[Any]:
    """A page of a browser; any error in it, and what it says on its console but the expected, fails the test."""
    context = browser.new_context(**settings)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert [line for line in said if not expected or expected not in line] == []


def find_violations(page: Any) -> list[str]:
    """What axe finds wrong with a page; the test is skipped where AXE does not name its file axe.min.js."""
    script = Path(os.environ.get("AXE", ""))
    require(script.is_file(), "AXE does not name the file axe.min.js of the npm package axe-core")
    page.evaluate(f"{script.read_text(encoding='utf-8')}; 0")
    found = page.evaluate("axe.run()")
    return [f"{one['id']}: {node['html'][:100]}: {node['failureSummary']}" for one in found["violations"]
            for node in one["nodes"]]
