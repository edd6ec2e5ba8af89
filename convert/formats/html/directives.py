"""What a page says to its server: PHP, JSP and ASP code and expressions, hidden so that the page itself is left."""

from __future__ import annotations

import re

FILLER = "\0"
"""What stands for each character of a directive; HTML gives NUL no meaning (13.2.5)."""

_SUFFIXES = (".php", ".php3", ".phtml", ".inc", ".jsp", ".jspx", ".jspf", ".jhtml", ".asp", ".aspx", ".ascx", ".tpl",
             ".ftl")
_SIGN = re.compile(r"\s*<(?:%|\?(?!xml))|.*?(?:<\?php\s|<%@|<%--|<jsp:)", re.DOTALL)
_OPENER = re.compile(r"<%--|<%|<\?(?!xml[\s:])|\$\{")
_CLOSERS = {"<%--": "--%>", "<%": "%>", "<?": "?>"}
_EXPRESSION = re.compile(r"\$\{[^{}<>\n]{0,400}\}")

HEAD = 4096
"""Characters in which a page of a server shows that it is one."""


def hide_directives(text: str, name: str) -> str:
    """The text, as long as before, with what is said to the server hidden; the text itself where nothing is."""
    if not any(sign in text for sign in ("<%", "<?", "${")):
        return text
    served = name.lower().endswith(_SUFFIXES) or _SIGN.match(text[:HEAD]) is not None
    parts: list[str] = []
    end = 0
    closed = dict.fromkeys(_CLOSERS, -1)
    for opener in _OPENER.finditer(text):
        start = opener.start()
        if start < end:
            continue
        stop = _find_end(text, opener[0], start, served, closed)
        if stop > start:
            parts += (text[end:start], FILLER * (stop - start))
            end = stop
    return "".join((*parts, text[end:]))


def _find_end(text: str, opener: str, start: int, served: bool, closed: dict[str, int]) -> int:
    """Where the directive ends; its start where it is none. `closed` remembers how far each closer was looked for."""
    if opener[0] != "<":
        match = _EXPRESSION.match(text, start)
        return match.end() if match else start
    if not served:
        return start
    if closed[opener] < start + len(opener) and closed[opener] != len(text):
        found = text.find(_CLOSERS[opener], start + len(opener))
        closed[opener] = len(text) if found < 0 else found
    if closed[opener] == len(text):
        return len(text) if opener != "<?" or text.startswith("php", start + 2) else start
    return closed[opener] + len(_CLOSERS[opener])
