"""A book as a folder of pages: what is in it, what leads where, and which folders it takes the place of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest
from trees import SEEDS, whole_tree

import convert
from convert.cli import main
from convert.collection import Collection, Member, Part
from convert.errors import OutputError
from convert.formats.html.writing.site import SEARCH, SHEET, TEXTS
from convert.tree.identity import identify


def book() -> Collection:
    members = tuple(Member(name, whole_tree) for name in ("a", "b"))
    return Collection("全集", (Part("上编", members[:1]), Part("下编", members[1:])), creators=("编者",))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    convert.write(convert.collect([SEEDS], title="经济工作文集"), folder, "html")
    return folder


def pages(folder: Path) -> dict[str, lxml.html.HtmlElement]:
    return {path.name: lxml.html.document_fromstring(path.read_bytes()) for path in folder.glob("*.html")}


def read_texts(folder: Path) -> list[tuple[str, str, list[tuple[str, str]]]]:
    script = (folder / TEXTS).read_text(encoding="utf-8")
    found: list[tuple[str, str, list[tuple[str, str]]]] = json.loads(
        script.removeprefix("var TEXTS = ").removesuffix(",\n];\n") + "]")
    return found


def test_a_page_a_document_and_what_they_share(site: Path) -> None:
    ids = [member.id for member in convert.collect([SEEDS]).members()]
    shared = {"index.html", SHEET, SEARCH, TEXTS}
    assert {path.name for path in site.iterdir()} == shared | {f"{id_}.html" for id_ in ids}


def test_every_link_leads_to_a_file_and_a_place_of_the_site(site: Path) -> None:
    made = pages(site)
    for name, page in made.items():
        for href in page.xpath("//a/@href | //link/@href | //script/@src"):
            file, _, place = href.partition("#")
            assert (site / (file or name)).is_file()
            assert not place or made[file or name].get_element_by_id(place) is not None
    text = "".join(path.read_text(encoding="utf-8") for path in site.iterdir() if path.suffix != ".js")
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//|@import|url\(", text)


def test_pages_follow_each_other_and_lead_back(site: Path) -> None:
    made, ids = pages(site), [member.id for member in convert.collect([SEEDS]).members()]
    for number, id_ in enumerate(ids):
        trail = made[f"{id_}.html"].find(".//nav[@class='trail added']")
        led = {link.get("rel"): link.get("href") for link in trail.iter("a")}
        assert led.pop("contents") == "index.html"
        assert led == {rel: f"{ids[place]}.html" for rel, place in (("prev", number - 1), ("next", number + 1))
                       if 0 <= place < len(ids)}


def test_the_contents_name_parts_documents_and_who_made_them(tmp_path: Path) -> None:
    convert.write(book(), tmp_path / "site", "html")
    index = pages(tmp_path / "site")["index.html"]
    nav = index.find(".//nav")
    assert [heading.text for heading in nav.iter("h2")] == ["上编", "下编"]
    assert [(link.text, link.get("href")) for link in nav.iter("a")] == [
        ("正题汉hàn", f"{name}.html") for name in "ab"]
    assert "张三" in nav.text_content()
    assert "编者 编" in index.find(".//header").text_content()


def test_every_block_of_every_document_can_be_found_at_its_place(site: Path) -> None:
    made, texts = pages(site), read_texts(site)
    for (href, title, blocks), member in zip(texts, convert.collect([SEEDS]).members(), strict=True):
        tree = member.load()
        assert (href, title) == (f"{member.id}.html", identify(tree).title)
        found = re.sub(r"\s", "", "".join(text for _, text in blocks))
        leaves = tree.article.xpath(".//*[@at][not(ancestor::*[@at])]")
        assert len(leaves) > 10
        assert [leaf for leaf in leaves if re.sub(r"\s", "", leaf.text_content) not in found] == []
        for anchor, text in blocks:
            place = made[href].get_element_by_id(anchor) if anchor else made[href]
            assert re.sub(r"\s", "", text) in re.sub(r"\s", "", place.text_content())


def test_readings_and_what_pages_add_are_not_found(tmp_path: Path) -> None:
    convert.write(book(), tmp_path / "site", "html")
    texts = [text for _, text in read_texts(tmp_path / "site")[0][2]]
    assert not any("hàn" in text or "↩" in text or "Huozi" in text for text in texts)


def test_a_new_site_takes_the_place_of_an_old_one_and_of_nothing_else(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()  # an empty folder is no loss
    convert.write(convert.collect([SEEDS], title="文集"), site, "html")
    convert.write(book(), site, "html")
    assert {path.name for path in site.glob("*.html")} == {"index.html", "a.html", "b.html"}
    (site / "mine.txt").write_text("x")
    with pytest.raises(OutputError, match="holds something else"):
        convert.write(book(), site, "html")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="holds something else"):
        convert.write(book(), tmp_path / "file", "html")
    assert {path.name for path in tmp_path.iterdir()} == {"site", "file"}


def test_a_site_that_cannot_be_made_leaves_the_old_one(tmp_path: Path) -> None:
    convert.write(book(), tmp_path / "site", "html")

    def fail() -> convert.Document:
        raise convert.SourceError("gone")

    broken = Collection("坏", (Part("", (Member("a", whole_tree), Member("b", fail))),))
    with pytest.raises(convert.SourceError):
        convert.write(broken, tmp_path / "site", "html")
    assert "全集" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_same_book_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        convert.write(book(), tmp_path / name, "html")
    assert [path.read_bytes() for path in sorted((tmp_path / "one").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "two").iterdir())]


def test_from_the_command_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["collect", str(SEEDS), "-o", str(tmp_path / "site"), "--to", "html", "--title", "文集",
              "--volume-articles", "3", "-O", "html.vertical=yes"])
    assert not end.value.code
    assert {path.name for path in tmp_path.iterdir()} == {"site-1", "site-2"}
    assert "vertical-rl" in (tmp_path / "site-1" / SHEET).read_text(encoding="utf-8")
    assert "site-1: 文集 第一卷, 3 documents, " in capfd.readouterr().out
