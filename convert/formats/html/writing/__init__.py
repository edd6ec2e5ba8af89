"""Writes HTML: a reading edition in one file, of the same elements as the texts of our books.

writer   documents and collections
site     a collection as a folder of pages; search.js finds words in it
page     the page around them
article  an article, in what it differs from that of a book
"""

from __future__ import annotations
