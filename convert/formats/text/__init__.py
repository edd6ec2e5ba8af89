"""Plain text, with or without markup.

read      bytes → a text with lines
decode    bytes → characters, whatever the encoding
charset   which encoding it is
slips     double-byte text put back in step where a byte is lost
write     documents and collections as plain text
blocks    … the blocks of an article
markup    the text without Markdown and HTML, and the way back
"""
