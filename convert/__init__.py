"""Huozi (活字): Chinese documents, as they are really found, into clean editions.

    tree = convert.read("speech.txt")
    convert.write(tree, "speech.docx", style="gongwen")

Only lxml is loaded here; writers are imported when a format asks for them.
"""

from convert.api import collect, read, repair_script, to_script, write
from convert.collection import Collection
from convert.errors import HuoziError, OutputError, PartialError, SourceError, StyleError, UsageError
from convert.production import batch
from convert.tree.audit import restore
from convert.tree.nodes import Article, Document, Heading, Section
from convert.tree.outline import outline
from convert.version import VERSION as __version__  # noqa: N811 - the name Python expects

__all__ = [
    "Article", "Collection", "Document", "Heading", "HuoziError", "OutputError", "PartialError", "Section",
    "SourceError", "StyleError", "UsageError", "__version__", "batch", "collect", "outline", "read",
    "repair_script", "restore", "to_script", "write",
]
