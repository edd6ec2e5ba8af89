"""Writes Markdown: CommonMark with notes and tables as GitHub has them, and front matter in YAML.

    writer    documents and collections
    front     the front matter
    article   an article, a method for each element
    tables    … tables
    inline    what stands inside a text
    spelling  signs that Markdown would take for marks

What no mark of Markdown says stands in a comment behind the text, which no page shows: a byline, a caption, a heading
deeper than six. So our reader gives back the same blocks (`own` of the package above).
"""

from __future__ import annotations
