"""What the places of a page are for."""

from __future__ import annotations

import pytest
from page_lines import marks, read

BODY = f"<p>{'水利工程按时完成。' * 20}</p>"


def role(place: str) -> str:
    """The role of the line 甲 in a place beside a text."""
    return next(line[1] for line in marks(read(place + BODY), "role") if line[0] == "甲")


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("<nav>甲</nav>", "nav"),
        ("<aside>甲</aside>", "aside"),
        ("<header>甲</header>", "header"),
        ("<footer>甲</footer>", "footer"),
        ("<form>甲</form>", "form"),
        ("<button>甲</button>", "control"),
        ("<select><option>甲</select>", "control"),
        ("<textarea>甲</textarea>", "control"),
        ("<div role=navigation>甲</div>", "nav"),
        ("<div role=alert>甲</div>", ""),
        ("<ul role=menu><li>甲</ul>", "nav"),
        ("<div role=contentinfo>甲</div>", "footer"),
        ("<div role=search>甲</div>", "form"),
    ],
)
def test_elements_and_aria_roles_tell(place: str, found: str) -> None:
    assert role(place) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("nav", "nav"),
        ("main-nav left", "nav"),
        ("topMenu", "nav"),
        ("breadcrumb", "nav"),
        ("daohang", "nav"),
        ("wz_weizhi", "nav"),
        ("footer_2021", "footer"),
        ("copyright", "footer"),
        ("sideBar", "aside"),
        ("bdsharebuttonbox", "aside"),
        ("xiangguan", "aside"),
        ("search-box", "form"),
        ("pinglun", "comment"),
        ("toc", "contents"),
        ("sr-only", "hidden"),
        ("wm-ipp-base", "hidden"),
        ("pls favatar", "aside"),
        ("jammer", "hidden"),
        ("title-prefix", "hidden"),
        ("d_author", "aside"),
        ("core_reply_tail", "aside"),
        ("printContent", ""),
        ("article-share", "aside"),
        ("article-header", ""),
        ("TableHeader", ""),
        ("content", ""),
        ("navigate", ""),
        ("x1", ""),
    ],
)
def test_names_of_classes_and_ids_tell_what_is_plain(name: str, found: str) -> None:
    assert role(f"<div class='{name}'>甲</div>") == found
    assert role(f"<div id='{name}'>甲</div>") == found


@pytest.mark.parametrize(
    "place",
    [
        "<p hidden>甲</p>",
        "<p style='display:none'>甲</p>",
        "<p style='DISPLAY: none !important'>甲</p>",
        "<i aria-hidden=true>甲</i>",
        "<p style='visibility:hidden'>甲</p>",
        "<style>.x{display:none}</style><p class=x>甲</p>",
        "<noscript>甲</noscript>",
        "<template>甲</template>",
        "<nav><p hidden>甲</p></nav>",
        "<video>甲</video>",
    ],
)
def test_what_no_reader_sees_is_hidden(place: str) -> None:
    assert role(place) == "hidden"


@pytest.mark.parametrize("value", ["", "!important", " ! important", "²", "½em", "-"])
def test_a_property_without_a_sound_value_says_nothing(value: str) -> None:
    for name in ("list-style-type", "list-style", "font-weight", "font", "font-size", "display", "text-indent"):
        assert marks(read(f"<p style='{name}:{value}'>甲</p>"), "role", "bold") == [("甲", "", False)]


def test_what_is_hidden_in_a_line_is_no_part_of_it() -> None:
    page = "<p>全县<span style='display:none'>甲</span>植树<button>复制</button>三万亩。<p>乙</p>" + BODY
    assert marks(read(page), "role", "paragraph")[:6] == [
        ("全县", "", 1),
        ("甲", "hidden", 2),
        ("植树", "", 1),
        ("复制", "control", 3),
        ("三万亩。", "", 1),
        ("乙", "", 4),
    ]


def test_br_in_a_block_parts_it_whatever_is_hidden_in_it() -> None:
    page = "<p>甲<br>乙<span hidden>丙</span>丁</p><p>戊</p>" + BODY
    assert marks(read(page), "paragraph")[:5] == [("甲", 0), ("乙", 0), ("丙", 2), ("丁", 0), ("戊", 3)]


@pytest.mark.parametrize(
    "page",
    [
        f"<form id=form1>{BODY}</form><p>页脚</p>",
        f"<div style='visibility:hidden'>{BODY}</div><p>页脚</p>",
        f"<div class=search>{BODY}</div>",
        f"<div style='display:none'>{BODY}</div>",
    ],
)
def test_a_place_that_holds_the_text_is_what_no_name_says(page: str) -> None:
    assert marks(read(page), "role")[0][1] == ""


def test_header_and_footer_of_an_article_are_told_apart_from_those_of_the_page() -> None:
    page = f"<header>站名</header><article><header><h1>题</h1></header>{BODY}<footer>编辑</footer></article>"
    assert [line[1] for line in marks(read(page), "role")] == ["header", "", "", "footer"]


def test_the_outermost_role_holds() -> None:
    assert role("<footer><nav>甲</nav></footer>") == "footer"
