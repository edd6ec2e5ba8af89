"""The page of a document: one file that needs nothing but a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from lxml import etree, html

from convert.resources import PACKAGE
from convert.review.sheet import Sheet, to_plain
from convert.tree.characters import UNFIT

FOLDER = PACKAGE / "review"
"""Where templates, looks and scripts lie."""

SCRIPTS = ("words", "places", "model", "operations", "corrections", "checks", "source", "structure", "details", "keys",
           "start")
"""The scripts of a page, in the order in which they stand in it."""


def print_sheet(sheet: Sheet, *, home: str = "", save: str = "") -> bytes:
    """The page of a sheet; `home` is the address of the index, `save` the one that takes corrections."""
    data = {**to_plain(sheet), "home": home, "save": save}
    return fill(parse("page"), data, SCRIPTS, sheet.name)


def parse(template: str) -> html.HtmlElement:
    """The template of a name."""
    return html.document_fromstring(_load(f"{template}.html").encode(), parser=html.HTMLParser(encoding="utf-8"))


def fill(page: html.HtmlElement, data: dict[str, Any], scripts: Sequence[str], title: str) -> bytes:
    """A page with its data, words, look and scripts; nothing else may run in it."""
    look, script = _load("review.css"), "\n".join(['"use strict";', *(_load(f"scripts/{name}.js") for name in scripts)])
    policy = {"default-src": "'none'", "script-src": _seal(script), "style-src": _seal(look),
              "connect-src": "'self'", "base-uri": "'none'", "form-action": "'none'"}
    parts = {"title": title, "look": look, "data": encode({**data, "words": load_words()}), "behaviour": script}
    for name, text in parts.items():
        page.get_element_by_id(name).text = text
    page.get_element_by_id("policy").set("content", "; ".join(f"{name} {value}" for name, value in policy.items()))
    return etree.tostring(page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>") + b"\n"


def encode(data: Any) -> str:
    """JSON that ends no script and holds no character that a page cannot."""
    return _OPENING.sub(_escape, UNFIT.sub(_escape, json.dumps(data, ensure_ascii=False, separators=(",", ":"))))


_OPENING = re.compile("[<&\u2028\u2029]")


def _escape(match: re.Match[str]) -> str:
    return "".join(f"\\u{ord(character):04x}" for character in match[0])


@cache
def load_words() -> dict[str, Any]:
    """Language → the words of the interface."""
    return tomllib.loads(_load("words.toml"))


@cache
def _load(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _seal(text: str) -> str:
    """How a policy names the only text that may stand in its place."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
