"""What the place of an element in a page is for: its name, its ARIA role, and what its class and id plainly say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise


def _by_word(rows: Mapping[str, str]) -> dict[str, str]:
    return {word: key for key, words in rows.items() for word in words.split()}


_ELEMENTS = _by_word({
    "nav": "nav menu",
    "aside": "aside dialog",
    "header": "header",
    "footer": "footer",
    "form": "form search",
    "control": "button select option textarea datalist",
    "hidden": "noscript template object audio video canvas noframes",
})
"""Elements whose content is beside the text → the role (HTML, sections 4.3 and 4.10)."""

_ARIA = _by_word({
    "nav": "navigation menu menubar menuitem tablist tab toolbar",
    "contents": "doc-toc directory",
    "aside": "complementary dialog alertdialog tooltip status",
    "header": "banner",
    "footer": "contentinfo",
    "form": "search form button combobox listbox checkbox radio searchbox textbox switch slider spinbutton",
    "": "article main document note",
})
"""WAI-ARIA 1.2 and DPUB-ARIA roles; empty for what is the text itself, whatever the element is named."""

_ROLE_WORDS = {
    "nav": "nav navs navi navbar navigation menu menus submenu topmenu dropdown breadcrumb breadcrumbs crumb crumbs"
           " bread pager pagination pagenav paging tabs toolbar topbar channel daohang caidan weizhi dqwz wzdh mbx"
           " mianbaoxie fenye navbox",
    "footer": "foot footer bottom copyright copyrights icp beian dibu yejiao banquan friendlink friendlinks yqlj"
              " youlian catlinks printfooter",
    "header": "header masthead banner topbanner yetou dingbu logo",
    "aside": "aside sidebar sider share shares sharebar bdshare bdsharebuttonbox jiathis addthis social related"
             " relate relates recommend recommended recommends recommendations hot hotnews ranking rank ad ads adv"
             " advert advertisement adsbygoogle sharedaddy sharing relatedposts addtoany guanggao qrcode ewm"
             " erweima fenxiang xiangguan xgxw xgwz xgyd tuijian paihang cebian cebianlan widget popup toast modal"
             " tags taglist subscribe newsletter prevnext print dayin cookie cookies pls favatar authi",
    "form": "search searchbox searchbar searchform login signin signup register sousuo denglu zhuce feedback",
    "comment": "comment comments commentlist respond pinglun liuyan disqus",
    "contents": "toc mulu catalog",
    "hidden": "hidden hide visuallyhidden invisible noprint offscreen screenreader jammer pstatus",
}
"""Role → words of classes and ids, English and pinyin, that plainly say it; those of Discuz among them."""

_WORDS = _by_word(_ROLE_WORDS)

_PAIRS = {
    ("sr", "only"): "hidden", ("screen", "reader"): "hidden", ("visually", "hidden"): "hidden", ("wm", "ipp"): "hidden",
    ("side", "bar"): "aside", ("friend", "link"): "footer", ("nav", "bar"): "nav", ("bread", "crumb"): "nav",
    ("page", "nav"): "nav", ("current", "position"): "nav",
    ("d", "author"): "aside", ("d", "badge"): "aside", ("core", "reply"): "aside", ("posts", "num"): "aside",
    ("title", "btns"): "aside", ("title", "prefix"): "hidden",
}
"""Pairs of words that say it together; wm-ipp is the bar of the Wayback Machine, those from d-author on are Tieba's,
the last is of Baidu Baike."""

_WEAK = frozenset(
    {*_ROLE_WORDS["header"].split(), *_ROLE_WORDS["footer"].split(), "print", "dayin", "tabs", "hot", "tags"})
"""Words that beside one of the text itself say nothing: article-header, printContent, tabs-content."""

_TEXT = frozenset({
    "article", "content", "contents", "main", "body", "text", "post", "entry", "detail", "details", "news", "zhengwen",
    "neirong", "wenzhang", "title", "table", "page", "container", "wrapper", "wrap", "box", "layout"})
"""Words of what holds the text itself."""

_NEVER = frozenset({"html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements of which class and id tell nothing of their place."""

MOST_NAMES, LONGEST_NAME = 12, 60
"""Names in a class, and characters of a name, that are looked at."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

SHARE = {"hidden": 0.6, "form": 0.5}
"""Part of the text of a page above which a place cannot be what its name says."""

SHARE_OF_OTHERS = 0.4
"""The same for places of the other kinds."""


def tell_role(tag: str, attributes: Mapping[str, str]) -> str | None:
    """What an element is for; empty where it says that it holds the text, None where it says nothing."""
    if not attributes:
        return _ELEMENTS.get(tag)
    if attributes.get("aria-hidden", "").lower() == "true":
        return "hidden"
    stated = attributes.get("role", "").strip().lower()
    if stated in _ARIA:
        return _ARIA[stated]
    if tag in _ELEMENTS:
        return _ELEMENTS[tag]
    if tag in _NEVER:
        return None
    for name in ("id", "class"):
        role = _tell_by_names(attributes.get(name, ""))
        if role:
            return role
    return None


def _tell_by_names(names: str) -> str:
    for name in names.split()[:MOST_NAMES]:
        words = [word.lower() for word in _WORD.findall(name[:LONGEST_NAME])]
        role = next((_PAIRS[pair] for pair in pairwise(words) if pair in _PAIRS), "")
        if not role:
            weak = frozenset[str]() if _TEXT.isdisjoint(words) else _WEAK
            role = next((_WORDS[word] for word in words if word in _WORDS and word not in weak), "")
        if role:
            return role
    return ""


def is_too_much(role: str, share: float) -> bool:
    """Whether an element holds more of a page's text than a place of that kind can."""
    return share > SHARE.get(role, SHARE_OF_OTHERS)
