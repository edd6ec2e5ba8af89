"""Review without a browser: pages that hold all they need, an index, a server that answers nobody else."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from commands import call, hear_ctrl_c
from lxml import html

from convert.errors import OutputError
from convert.recovery.constraints import CUT, KEEP
from convert.resources import PACKAGE
from convert.review.desk import Desk, Paper, read_sheet
from convert.review.folder import write_folder
from convert.review.losing import JOIN
from convert.review.page import encode, load_words, print_sheet
from convert.review.server import HOST, MEDIA, ReviewServer
from convert.tree.outline import KINDS

TEXT = "关于加强管理的通知\n各单位：\n现将有关事项通知如下。\n一、提高认识\n要认真贯彻执行。\n"
HOSTILE = "</script><script>alert(1)</script>&amp;<!--\u2028\ufffe\n一、提高认识\n要认真贯彻执行。\n"
CORRECTIONS = '[[block]]\ntext = "一、提高认识"\nat = [0, 6]\nkind = "note"\n'


def write(folder: Path, name: str, text: str = TEXT) -> Paper:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Paper(path, name)


def data_of(page: bytes) -> dict[str, Any]:
    return json.loads(html.fromstring(page.decode()).get_element_by_id("data").text)


def test_both_languages_have_the_same_words() -> None:
    words = load_words()
    shapes = [{key: sorted(value) if isinstance(value, dict) else sorted(re.findall(r"\{\w+\}", value))
               for key, value in table.items()} for table in words.values()]
    assert shapes[0] == shapes[1]


def test_every_kind_has_a_name() -> None:
    named = set(load_words()["en"]["kinds"])
    assert named == {*KINDS.values(), "row", CUT, KEEP, JOIN}


def test_every_word_that_is_said_is_there_and_every_word_is_said() -> None:
    folder = PACKAGE / "review"
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (*folder.glob("scripts/*.js"),
                                                                     *folder.glob("*.html")))
    said = set(re.findall(r'say(?:-label)?(?:="|\(")([a-z-]+)"', sources))
    words = {name for name, word in load_words()["en"].items() if isinstance(word, str)}
    assert said <= words
    quoted = set(re.findall(r'"([a-z-]+)"', sources)) | {f"check-{name}" for name in re.findall(r'"([a-z]+)"', sources)}
    assert words <= said | quoted


def test_a_page_needs_nothing_else(tmp_path: Path) -> None:
    page = html.fromstring(print_sheet(read_sheet(write(tmp_path, "a.txt"))).decode())
    assert page.xpath("//@src | //link | //img | //*[@style] | //@onclick") == []
    policy = page.get_element_by_id("policy").get("content")
    for name in ("behaviour", "look"):
        digest = hashlib.sha256(page.get_element_by_id(name).text.encode()).digest()
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "http" not in re.sub(r"http://www\.w3\.org/\S*", "", page.get_element_by_id("behaviour").text)


def test_no_text_ends_the_script_that_holds_it(tmp_path: Path) -> None:
    printed = print_sheet(read_sheet(write(tmp_path, "</title><b>.txt".replace("/", "_"), HOSTILE)))
    assert data_of(printed)["text"] == HOSTILE
    assert html.fromstring(printed.decode()).xpath("count(//script)") == 2
    odd = ["\ud800\0\x1b</ScRiPt>&\ufffe\uffff𠮷"]
    assert json.loads(encode(odd)) == odd
    assert encode("\ud800<").isascii()


def test_pages_are_the_same_every_time(tmp_path: Path) -> None:
    paper = write(tmp_path, "a.txt")
    assert print_sheet(read_sheet(paper)) == print_sheet(read_sheet(paper))


def test_corrections_beside_a_source_are_read_and_shown(tmp_path: Path) -> None:
    paper = write(tmp_path, "a.txt")
    write(tmp_path, "a.txt.huozi.toml", '[facts]\ncreator = ["张三", "李四"]\n\n' + CORRECTIONS)
    data = data_of(print_sheet(read_sheet(paper)))
    assert "note" in [row[0] for row in data["rows"]]
    assert data["corrections"] == {"source": {}, "facts": {"creator": ["张三", "李四"]},
                                   "block": tomllib.loads(CORRECTIONS)["block"]}


def test_corrections_may_be_kept_elsewhere(tmp_path: Path) -> None:
    paper = write(tmp_path, "a.txt")
    shelf = tmp_path / "shelf"
    for given, target in ((None, "a.txt.huozi.toml"), (shelf, "shelf/a.txt.huozi.toml"),
                          (shelf / "one.toml", "shelf/one.toml")):
        desk = Desk([paper._replace(shelf=given)])
        shelf.mkdir(exist_ok=True)
        if given != shelf:
            write(tmp_path, target, "")
        assert desk.open(0).corrections.blocks == ()
        file, sheet = desk.save(0, CORRECTIONS.encode())
        assert (tmp_path / target).read_text(encoding="utf-8") == CORRECTIONS
        assert (file, "note" in [row.kind for row in sheet.rows]) == (Path(target).name, True)


def test_corrections_made_for_a_digest_are_found_whatever_their_name(tmp_path: Path) -> None:
    paper = write(tmp_path, "a.txt")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    write(tmp_path, "shelf/b.huozi.toml", f'[source]\ndigest = "sha256:{digest}"\n\n{CORRECTIONS}')
    sheet = read_sheet(paper._replace(shelf=tmp_path / "shelf"))
    assert [row.kind for row in sheet.rows if sheet.text[slice(*row.at[0])] == "一、提高认识"] == ["note"]


def test_facts_that_are_corrected_are_shown(tmp_path: Path) -> None:
    paper = write(tmp_path, "a.txt")
    write(tmp_path, "a.txt.huozi.toml", '[facts]\ndate = "2020-01-01"\n')
    sheet = read_sheet(paper)
    assert sheet.corrections.facts == {"date": ("2020-01-01",)}
    assert "corrections/used" in [remark.code for remark in sheet.remarks]


def test_a_folder_of_pages_has_an_index_the_worst_first(tmp_path: Path) -> None:
    papers = [write(tmp_path, "good.txt"), write(tmp_path, "deep/a b?#.txt", "嗯\n啊\n" * 9), write(tmp_path, "index"),
              write(tmp_path, "bad.pdf", "%PDF-"), write(tmp_path, "DEEP/A B?#.txt")]
    out = tmp_path / "out"
    (failure,) = write_folder(papers, out)
    assert failure.name == "bad.pdf"
    index = html.fromstring((out / "index.html").read_bytes().decode())
    links = index.xpath("//tbody//a/@href")
    assert len(set(links)) == len(papers) - 1
    for link in links:
        page = out / unquote(link)
        home = data_of(page.read_bytes())["home"]
        assert (page.parent / home).resolve() == (out / "index.html").resolve()
    shares = [float(row.xpath("td[1]")[0].text.rstrip("%")) for row in index.xpath("//tbody/tr")]
    assert shares == sorted(shares)
    assert index.xpath("//dt/text()") == ["bad.pdf"]
    assert index.get_element_by_id("failures").get("hidden") is None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    """A server of three documents, one of which is no document any more."""
    papers = [write(tmp_path, "a.txt"), write(tmp_path, "b.txt"), write(tmp_path, "c.txt")]
    papers[2].path.unlink()
    with ReviewServer(Desk(papers), 0, pytest.fail) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ask(server: ReviewServer, path: str, body: str | None = None, **headers: str) -> tuple[int, bytes]:
    """The status and body of an answer; a body makes it a save."""
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=30)
    sent = {"Content-Type": MEDIA} if body is not None else {}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET" if body is None else "POST", path, body.encode() if body is not None else None, sent)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_only_this_machine_is_listened_to(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_every_server_has_another_token(server: ReviewServer) -> None:
    with ReviewServer(Desk([]), 0, pytest.fail) as other:
        assert len(server.token) >= 32
        assert other.token != server.token


def test_pages_are_shown_to_whoever_knows_the_token(server: ReviewServer) -> None:
    status, index = ask(server, f"/{server.token}/")
    assert status == 200
    assert html.fromstring(index.decode()).xpath("//tbody//a/@href") != []
    assert html.fromstring(index.decode()).xpath("//dt/text()") == ["c.txt"]
    status, page = ask(server, f"/{server.token}/1")
    assert (status, data_of(page)["name"], data_of(page)["save"]) == (200, "b.txt", "1")


@pytest.mark.parametrize("path", ["/", "/0", "//", "/x/", "/x/0", "/index.html", "0", "*", "/{token}x/0", "/{start}/0"])
def test_without_the_token_nothing_is_told(server: ReviewServer, path: str) -> None:
    path = path.format(token=server.token, start=server.token[:-1])
    status, body = ask(server, path)
    assert status == 403
    assert json.loads(body) == {"message": "Forbidden"}


@pytest.mark.parametrize("rest", ["3", "-1", "00000000000000000000", "9" * 5000, "%D9%A3", "a.txt", "../a.txt",
                                  "..%2fa.txt", "0/", "0/..", "0?x", "/etc/passwd", "%2e%2e/%2e%2e/etc/passwd"])
def test_nothing_but_documents_has_a_path(server: ReviewServer, rest: str) -> None:
    assert ask(server, f"/{server.token}/{rest}")[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "[::1]:{port}",
                                  "127.0.0.1:{port}.evil.example"])
def test_another_host_is_refused(server: ReviewServer, host: str) -> None:
    assert ask(server, f"/{server.token}/0", Host=host.format(port=server.server_port))[0] == 403
    assert ask(server, f"/{server.token}/0", Host=f"localhost:{server.server_port}")[0] == 200


def test_a_save_writes_beside_the_source_and_shows_what_follows(server: ReviewServer, tmp_path: Path) -> None:
    status, body = ask(server, f"/{server.token}/0", CORRECTIONS, Origin=f"http://{HOST}:{server.server_port}")
    answer = json.loads(body)
    assert (status, answer["file"]) == (200, "a.txt.huozi.toml")
    assert (tmp_path / "a.txt.huozi.toml").read_text(encoding="utf-8") == CORRECTIONS
    assert "note" in [row[0] for row in answer["rows"]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "a.txt.huozi.toml", "b.txt"]


@pytest.mark.parametrize(("headers", "status"), [
    ({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Content_Type": "text/plain"}, 415),
    ({"Content_Type": "application/x-www-form-urlencoded"}, 415), ({"Content_Length": "999999999"}, 413),
    ({"Content_Length": "-1"}, 411), ({"Host": "evil.example"}, 403)])
def test_a_save_that_no_page_of_ours_sends_is_refused(server, tmp_path, headers, status):
    assert ask(server, f"/{server.token}/0", CORRECTIONS, **headers)[0] == status
    assert not (tmp_path / "a.txt.huozi.toml").exists()


@pytest.mark.parametrize("body", ["[[block", '[[block]]\ntext = "一"\nkind = "headng"\n', "", "\0"])
def test_what_is_no_file_of_corrections_is_not_kept(server: ReviewServer, tmp_path: Path, body: str) -> None:
    before = write(tmp_path, "a.txt.huozi.toml", CORRECTIONS).path
    status, answer = ask(server, f"/{server.token}/0", body)
    if body:
        assert (status, "a.txt.huozi.toml" in json.loads(answer)["message"]) == (422, True)
        assert before.read_text(encoding="utf-8") == CORRECTIONS
    else:
        assert (status, before.read_text(encoding="utf-8")) == (200, "")


def test_nothing_is_saved_at_the_index_or_beside_what_is_gone(server: ReviewServer, tmp_path: Path) -> None:
    assert ask(server, f"/{server.token}/", CORRECTIONS)[0] == 405
    assert ask(server, f"/{server.token}/2", CORRECTIONS)[0] == 422
    status, said = ask(server, f"/{server.token}/2")
    assert (status, "c.txt" in said.decode()) == (422, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_document_in_an_archive_is_shown_and_not_saved(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.txt", TEXT)
    desk = Desk([Paper(tmp_path / "a.zip" / "b.txt", "a/b.txt")])
    assert desk.papers[0].corrections is None
    assert desk.open(0).text == TEXT


def test_a_port_that_is_taken_is_told(server: ReviewServer) -> None:
    with pytest.raises(OutputError, match=f"Port {server.server_port} "):
        ReviewServer(Desk([]), server.server_port, pytest.fail)


def test_a_browser_that_goes_away_is_no_bug_and_a_bug_is_told() -> None:
    told: list[Exception] = []
    with ReviewServer(Desk([]), 0, told.append) as server:
        for error in (BrokenPipeError(), TimeoutError(), ValueError("a bug")):
            try:
                raise error
            except (OSError, ValueError):
                server.handle_error(None, None)
    assert list(map(str, told)) == ["a bug"]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return call(folder, "review", *arguments)


def test_the_command_writes_a_page_or_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt")
    write(tmp_path, "in/b.txt")
    assert run(tmp_path, "in/a.txt", "-o", "page.html").returncode == 0
    assert data_of((tmp_path / "page.html").read_bytes())["home"] == ""
    ran = run(tmp_path, "in", "-o", "out")
    assert (ran.returncode, ran.stdout) == (0, "review: 2 written, 0 failed\n")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.txt.html", "b.txt.html", "index.html"]


def test_documents_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "x.txt", "b/y.txt"):
        write(tmp_path, name)
    assert run(tmp_path, "a/x.txt", "b/x.txt", "x.txt", "b/y.txt", "-o", "out").returncode == 0
    index = html.fromstring((tmp_path / "out" / "index.html").read_bytes().decode())
    assert sorted(index.xpath("//tbody//a/text()")) == ["a/x.txt", "b/x.txt", "x.txt", "y.txt"]
    assert all((tmp_path / "out" / link).is_file() for link in index.xpath("//tbody//a/@href"))


def test_the_command_says_what_it_needs(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.pdf", "%PDF-")
    for arguments, code in ((["a.txt"], 2), (["a.txt", "-o", "x.html", "--serve"], 2), (["a.txt", "-o", "x"], 0),
                            (["a.txt", "b.pdf", "-o", "x.html"], 2), (["none.txt", "-o", "x.html"], 66),
                            (["a.txt", "b.pdf", "-o", "y"], 1), (["a.txt", "--serve", "--port", "99999"], 2),
                            (["a.txt", "-o", "x.html", "--corrections", "none"], 66),
                            (["a.txt", "b.pdf", "-o", "x", "--corrections", "a.txt"], 2)):
        ran = run(tmp_path, *arguments)
        assert ran.returncode == code, ran.stderr
        assert "Traceback" not in ran.stderr
    assert (tmp_path / "y" / "a.txt.html").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_the_server_ends_cleanly(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with subprocess.Popen([sys.executable, "-m", "convert", "review", "a.txt", "--serve"], cwd=tmp_path, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_ctrl_c) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:(\d+)/(\S+)/", process.stdout.readline())
        assert address is not None
        connection = http.client.HTTPConnection(HOST, int(address[1]), timeout=30)
        connection.request("GET", f"/{address[2]}/")
        answer = connection.getresponse()
        assert (answer.status, answer.read()[:9]) == (200, b"<!DOCTYPE")
        connection.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stdout.read() == "review: ended\n"
        assert process.stderr.read() == ""
