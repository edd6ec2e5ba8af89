"""Other people's software on our TEI: CETEIcean, in a real browser, shows every heading in the look of the style sheet.

Runs where Chromium and Playwright are installed and CETEICEAN names the file CETEI.js of the npm package CETEIcean.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from trees import SEEDS
from validators.browser import open_browser, open_page

import convert

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="icon" href="data:,"><script
src="CETEI.js"></script></head><body><script>
new CETEI().getHTML5("speech.tei.xml", data => {
  document.body.appendChild(data);
  for (const head of document.querySelectorAll("tei-head")) {
    const look = getComputedStyle(head);
    head.dataset.look = [look.display, look.textAlign, look.fontSize].join(" ");
  }
  document.body.dataset.hidden = getComputedStyle(document.querySelector("tei-standoff")).display;
});
</script></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    script = os.environ.get("CETEICEAN", "")
    if not Path(script).is_file():
        pytest.skip("CETEICEAN does not name the file CETEI.js")
    shutil.copy(script, tmp_path / "CETEI.js")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


def test_ceteicean_shows_headings_in_their_look(site: str, tmp_path: Path) -> None:
    tree = convert.read(SEEDS / "003_28bc1163c9d5a867.txt")
    convert.write(tree, tmp_path / "speech.tei.xml", style="gongwen")
    with open_browser() as browser, open_page(browser, site) as shown:
        shown.wait_for_function("document.body.dataset.hidden")
        page = html.fromstring(shown.content())
    heads = page.xpath("//tei-text//tei-head")
    printed = [tree.article.title, *tree.walk(convert.Heading)]
    assert ["".join(head.itertext()) for head in heads] == ["".join(each.itertext()) for each in printed]
    assert heads[0].get("data-look").split()[:2] == ["block", "center"]
    assert float(heads[0].get("data-look").split()[2][:-2]) > float(heads[1].get("data-look").split()[2][:-2])
    assert page.find("body").get("data-hidden") == "none"
