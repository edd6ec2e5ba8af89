"""Decoding: every encoding, damage, mixtures, binary files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.formats.text.charset import declared
from convert.formats.text.decode import decode, is_binary
from convert.formats.text.markup import view_source

PROSE = ("全市上下坚持稳中求进工作总基调，扎实推进高质量发展，地区生产总值增长6.1%，居民收入稳步提高。\n"
         "我们要清醒看到，困难和挑战仍然不少，必须认真加以解决。新的一年，任务十分繁重。\n") * 4
TRADITIONAL = ("本會議審議了有關條例草案，各位議員踴躍發言，政府官員逐一回應，會議於下午六時結束。\n"
               "主席宣布，下次會議將於星期三上午九時半舉行，請各位準時出席。\n") * 4

NAMES = {"utf-8": "utf-8", "gb18030": "gb18030", "gbk": "gb18030", "big5": "big5-hkscs", "big5hkscs": "big5-hkscs",
         "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}


@pytest.mark.parametrize("codec", NAMES)
@pytest.mark.parametrize("size", [60, 200, 5000])
def test_every_encoding_is_recognised_without_a_mark(codec: str, size: int) -> None:
    text = TRADITIONAL if "big5" in codec else PROSE
    data = text.encode(codec)[:size]
    source = decode(data, "a.txt")
    assert source.encoding == NAMES[codec]
    assert text.startswith(source.text.rstrip("\ufffd"))


@pytest.mark.parametrize(("codec", "name"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16le"), ("utf-32", "utf-32le")])
def test_a_byte_order_mark_is_no_part_of_the_text(codec: str, name: str) -> None:
    source = decode(PROSE.encode(codec), "a.txt")
    assert (source.text, source.encoding, source.bom, source.lost) == (PROSE, name, True, ())


def test_line_ends_are_kept() -> None:
    assert decode("一\r\n二\r三\n".encode("gb18030"), "a.txt").text == "一\r\n二\r三\n"


@pytest.mark.parametrize(("codec", "text"), [("utf-8", PROSE), ("gb18030", PROSE), ("big5hkscs", TRADITIONAL),
                                             ("utf-16-le", PROSE), ("utf-16-be", PROSE), ("utf-16", PROSE)])
def test_a_missing_byte_costs_a_character_not_the_rest(codec: str, text: str) -> None:
    data = text.replace("\n", "").encode(codec)
    for at in range(20, 160, 7):
        source = decode(data[:at] + data[at + 1 :], "a.txt")
        assert source.encoding == NAMES[{"utf-16": "utf-16-le"}.get(codec, codec)]
        assert text.replace("\n", "")[-150:] == source.text[-150:]


def test_lost_bytes_are_recorded_where_they_stand() -> None:
    data = bytearray(PROSE.encode())
    data[60:63] = b"\xff\xff\xff"
    source = decode(bytes(data), "a.txt")
    (lost,) = source.lost
    assert (lost.offset, lost.length, lost.at) == (60, 3, (20, 21))
    assert source.text == PROSE[:20] + "\ufffd" + PROSE[21:]


def test_a_cut_tail_is_recorded() -> None:
    source = decode(PROSE.encode()[:100], "a.txt")
    assert source.text == PROSE[:33] + "\ufffd"
    assert source.lost[0].offset == 99


@pytest.mark.parametrize("main", ["utf-8", "gb18030"])
@pytest.mark.parametrize("other", ["gb18030", "big5hkscs", "utf-8"])
def test_a_line_in_another_encoding_is_read_in_that(main: str, other: str) -> None:
    odd = TRADITIONAL.splitlines()[0] if other == "big5hkscs" else PROSE.splitlines()[0]
    lines = [*PROSE.splitlines(), odd, "目录", *PROSE.splitlines()]
    data = b"\n".join(line.encode(other if line is odd else main) for line in lines)
    source = decode(data, "a.txt")
    assert source.text.splitlines() == lines
    if main != other:
        assert source.text[slice(*source.lost[0].at)].strip() == odd


def test_a_short_line_of_gb_is_not_taken_for_western_letters() -> None:
    data = PROSE.encode() + "目录\n全市\n".encode("gb18030") + PROSE.encode()
    assert "目录" in decode(data, "a.txt").text


@pytest.mark.parametrize("head", ['<?xml version="1.0" encoding="{}"?>', '<meta charset="{}">',
                                  '<meta http-equiv="Content-Type" content="text/html; charset={}">'])
def test_a_declaration_decides_only_where_the_text_leaves_it_open(head: str) -> None:
    assert declared(head.format("GB2312").encode()) == "gb18030"
    page = head.format("big5") + PROSE
    assert decode(page.encode("gb18030"), "a.html").text == page
    short = head.format("gbk") + "峤"
    assert decode(short.encode("gb18030"), "a.html").text == short


@pytest.mark.parametrize("head", ['<script charset="big5" src="a.js"></script>', '<link rel=stylesheet charset=big5>'])
def test_what_a_script_declares_is_not_of_the_page(head: str) -> None:
    assert declared(head.encode()) is None
    assert declared((head + '<meta charset="gbk">').encode()) == "gb18030"


def test_what_is_told_decides_what_the_text_leaves_open() -> None:
    assert decode("峤".encode("gb18030"), "a.html", "GBK").text == "峤"
    assert decode(PROSE.encode("gb18030"), "a.html", "big5").text == PROSE


def test_a_page_is_judged_by_what_is_no_markup() -> None:
    page = "<script>" + "var a = 1;\n" * 2000 + "</script><p>" + PROSE
    source = decode(page.encode("gb18030"), "a.html")
    assert (source.text, source.encoding, source.lost) == (page, "gb18030", ())


def test_tables_drawn_with_characters_are_no_other_encoding() -> None:
    rows = ["┌───┬──────┐", "│  镇  │    面积    │", "├───┼──────┤", "│东山  │            │", "└───┴──────┘"]
    page = "申请书\n" + "\n".join(rows * 6) + "\n" + PROSE
    source = decode(page.encode("gb18030"), "a.txt")
    assert (source.text, source.encoding, source.lost) == (page, "gb18030", ())


def test_western_text_stays_western() -> None:
    text = "Le château était fermé; où était la clé ? Élève, garçon, naïve."
    assert decode(text.encode("cp1252"), "a.txt").text == text


def test_a_few_zero_bytes_do_not_make_a_text_binary() -> None:
    data = PROSE.encode() + b"\0\0\0"
    assert not is_binary(data)
    assert decode(data, "a.txt").text == PROSE + "\0\0\0"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_not_binary_in_any_encoding(codec: str) -> None:
    assert not is_binary((TRADITIONAL if codec == "big5hkscs" else PROSE).encode(codec))
    assert not is_binary("OK, 2026".encode(codec))
    assert not is_binary(b"")


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04\x14\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                                  b"%PDF-1.7\n", b"\x7fELF\x02", bytes(range(256)) * 8])
def test_pictures_archives_and_programs_are_binary(head: bytes) -> None:
    assert is_binary(head + bytes(500))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.binary(max_size=400),
       st.sampled_from([b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\xff\xfe\0\0", PROSE.encode("gbk")]))
def test_no_bytes_raise_and_losses_lie_inside(data: bytes, head: bytes) -> None:
    source = decode(head + data, "a.txt")
    source.text.encode("utf-8")
    is_binary(head + data)
    for lost in source.lost:
        assert lost.length > 0
        assert -1 < lost.offset <= len(head + data) - lost.length
        assert 0 <= lost.at[0] <= lost.at[1] <= len(source.text)


def test_latin_words_at_full_width_are_no_damage() -> None:
    text = "货币流通速度的概念是在交易方程式中提出的。\n" \
        "资料来源：ＣｏｎｇｒｅｓｓｉｏｎａｌＢｕｄｇｅｔＯｆｆｉｃｅ，Ｏｃｔｏｂｅｒ\n"
    source = decode(text.encode("gb18030"), "a.txt")
    assert (source.text, source.lost) == (text, ())


@pytest.mark.parametrize("tail", [2, 500, 4096, 20_000])
def test_utf_8_with_zero_bytes_behind_it_is_utf_8_and_says_so(tail: int) -> None:
    data = PROSE.encode() + b"\0" * tail
    assert not is_binary(data)
    source = decode(data, "a.txt")
    assert (source.text, source.encoding) == (PROSE + "\0" * tail, "utf-8")
    assert [(lost.offset, lost.length, lost.at) for lost in source.lost] == [
        (len(PROSE.encode()), tail, (len(PROSE), len(PROSE) + tail))]


def test_a_zero_byte_puts_no_line_of_utf_8_in_another_encoding() -> None:
    for at in range(0, len(PROSE), 5):
        source = decode((PROSE[:at] + "\0" + PROSE[at:]).encode(), "a.txt")
        assert (source.encoding, source.lost) == ("utf-8", ())


def test_western_text_in_utf_16_is_not_taken_for_utf_8() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode("plain words\n".encode(codec) * 3, "a.txt").encoding == codec.replace("16-", "16")


@pytest.mark.parametrize("codec", ["utf-32-le", "utf-32-be"])
def test_damaged_utf_32_tells_its_lost_bytes(codec: str) -> None:
    mark = "\ufeff".encode(codec)
    data = bytearray(mark + PROSE.encode(codec))
    data[44:48] = b"\x7f" * 4
    source = decode(bytes(data[:-2]), "a.txt")
    assert source.text == PROSE[:10] + "\ufffd" + PROSE[11:-1] + "\ufffd"
    assert [(lost.offset, lost.length, lost.at) for lost in source.lost] == [
        (44, 4, (10, 11)), (len(data) - 4, 2, (len(PROSE) - 1, len(PROSE)))]


@pytest.mark.parametrize("word", ["<script>", "<style>", "<!--", "<script><!--", "<!-- <SCRIPT"])
def test_what_nothing_closes_hides_nothing(word: str) -> None:
    """A text that speaks of a script is read to its end; a script that is closed is cut before and after."""
    text = f"<script>var a = 1;</script>网页里写作{word}的地方要留意。\n\n第二段还在，讲了许多事情。\n"
    view = view_source(text)
    assert "第二段还在" in view.text
    assert "var a" not in view.text
