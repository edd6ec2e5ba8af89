"""Why characters of a file in Markdown are in no line: the rules of its cuts, each with its reason."""

from __future__ import annotations

RULES = {
    "markup/front-matter": "The fences, keys and quotes of front matter.",
    "markup/heading": "The marks before, behind or under a heading.",
    "markup/rule": "A line across the page.",
    "markup/emphasis": "The marks around stressed, struck or highlighted text.",
    "markup/strong": "The marks around strong text.",
    "markup/link": "The brackets of a link and its target.",
    "markup/image": "A picture and the text that stands for it.",
    "markup/definition": "The target of links, defined apart from them.",
    "markup/note": "The brackets of a note's mark, and what opens the note.",
    "markup/quote": "The mark before a line of a quotation.",
    "markup/bullet": "The mark before an item of a list, or a number that is the same before all.",
    "markup/fence": "The marks around code, and the keys of data in it.",
    "markup/table": "The lines of a table.",
    "markup/escape": "A backslash before a character that is meant as itself.",
    "markup/break": "A backslash for a line end.",
    "markup/tag": "A tag of HTML.",
    "markup/comment": "A comment.",
    "markup/script": "The content of an element of HTML that is no text.",
    "markup/directive": "A line that tells another program where a box begins or ends, or where contents go.",
    "markup/shortcode": "A command to a program that makes web pages.",
    "markup/attribute": "A name or class that another program gives to what stands before it.",
    "markup/component": "A component, import or export of MDX.",
    "markup/mark": "Markup of another kind.",
}
"""Rule id → reason."""

CHANGES = {
    "markup/entity": "A character that HTML spells as a reference is printed as itself.",
    "markup/escape": "A character that data spell behind a backslash is printed as itself.",
}
"""The same for characters that are printed as others."""
